//! The shape of one version's weights.

use tranchet_deal::loan::Phase;

use crate::cited::{Citation, Cited};

/// Weights by the phase of a project.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProjectWeights {
    /// Before it earns.
    pub pre_operational: Cited<f64>,
    /// Earning, its debt falling.
    pub operational: Cited<f64>,
    /// Operational and of high quality; not with the infrastructure factor.
    pub high_quality: Cited<f64>,
}

impl ProjectWeights {
    pub(super) fn of(&self, phase: Phase, infrastructure: bool) -> Cited<f64> {
        match phase {
            Phase::PreOperational => self.pre_operational,
            Phase::Operational => self.operational,
            Phase::HighQuality if infrastructure => self.operational,
            Phase::HighQuality => self.high_quality,
        }
    }
}

/// Weights of property whose rent repays the loan, by loan to value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Property {
    /// Greatest loan to value of a band, rising, and its weight.
    pub bands: &'static [(f64, f64)],
    /// The weight above the last band.
    pub above: f64,
    /// The text.
    pub cites: Citation,
}

impl Property {
    pub(super) fn of(&self, ltv: f64) -> Cited<f64> {
        let band = self.bands.iter().find(|(most, _)| ltv <= *most);
        self.cites.of(band.map_or(self.above, |(_, weight)| *weight))
    }
}

/// Weights of mortgages on homes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mortgage {
    /// One weight for the whole loan, by loan to value.
    Whole(Property),
    /// The part within a share of the value at one weight, the rest as the borrower.
    Split {
        /// Share of the value.
        share: f64,
        /// Weight of the part within it.
        within: f64,
        /// Weight of the rest.
        rest: f64,
        /// The text.
        cites: Citation,
    },
}

impl Mortgage {
    pub(super) fn of(&self, ltv: f64) -> Cited<f64> {
        match self {
            Mortgage::Whole(bands) => bands.of(ltv),
            Mortgage::Split {
                share,
                within,
                rest,
                cites,
            } => {
                let inside = if ltv > *share { share / ltv } else { 1.0 };
                cites.of(inside * within + (1.0 - inside) * rest)
            }
        }
    }
}

/// The European Union's supporting factor for small firms; amounts in millions of the regime's currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmallFirmFactor {
    /// Greatest annual turnover.
    pub turnover_max: Cited<f64>,
    /// Amount owed to which the first factor applies.
    pub first: Cited<f64>,
    /// Factor up to it.
    pub within: f64,
    /// Factor above it.
    pub above: f64,
}

impl SmallFirmFactor {
    /// The factor for a group that owes this much.
    pub fn at(&self, owed: f64) -> Cited<f64> {
        let first = self.first.value;
        let inside = if owed > first { first / owed } else { 1.0 };
        let factor = inside * self.within + (1.0 - inside) * self.above;
        self.first.citation.of(factor)
    }
}

/// One version's weights; decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StandardisedTable {
    /// Rated companies by credit quality step 1 to 6.
    pub corporate_by_step: Cited<[f64; 6]>,
    /// Companies without a rating.
    pub corporate_unrated: Cited<f64>,
    /// Small firms without a rating.
    pub small_firm_unrated: Cited<f64>,
    /// Retail.
    pub retail: Cited<f64>,
    /// Subordinated debt.
    pub subordinated: Cited<f64>,
    /// Object finance without a rating.
    pub object_finance: Cited<f64>,
    /// Project finance without a rating.
    pub project: ProjectWeights,
    /// Income-producing property.
    pub property: Property,
    /// Land acquisition, development and construction.
    pub construction: Cited<f64>,
    /// The same for homes sold or paid for in advance.
    pub construction_presold_homes: Cited<f64>,
    /// Mortgages on homes.
    pub mortgage: Mortgage,
    /// Past due.
    pub past_due: Cited<f64>,
    /// Past due, with high provisions.
    pub past_due_provided: Cited<f64>,
    /// Specific provisions from which they are high, per unit of exposure.
    pub provisions_high: Cited<f64>,
    /// Supporting factor for small firms.
    pub small_firm_factor: Option<SmallFirmFactor>,
    /// Supporting factor for infrastructure.
    pub infrastructure_factor: Option<Cited<f64>>,
}

impl StandardisedTable {
    pub(super) fn corporate(&self, step: u8) -> Option<Cited<f64>> {
        let weights = self.corporate_by_step;
        let index = usize::from(step).checked_sub(1)?;
        Some(weights.citation.of(*weights.value.get(index)?))
    }
}

/// The credit quality step of a company's outside rating; none for what is no rating.
///
/// ```
/// use tranchet_engine::capital::rules::cre20_standardised::cqs_of_rating;
/// assert_eq!((cqs_of_rating("AA-"), cqs_of_rating("BBB+"), cqs_of_rating("CCC")), (Some(1), Some(3), Some(6)));
/// assert_eq!(cqs_of_rating("good"), None);
/// ```
pub fn cqs_of_rating(rating: &str) -> Option<u8> {
    match rating.trim().trim_end_matches(['+', '-']) {
        "AAA" | "AA" => Some(1),
        "A" => Some(2),
        "BBB" => Some(3),
        "BB" => Some(4),
        "B" => Some(5),
        "CCC" | "CC" | "C" | "D" => Some(6),
        _ => None,
    }
}
