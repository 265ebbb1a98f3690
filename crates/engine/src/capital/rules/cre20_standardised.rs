//! CRE20: the standardised approach to credit risk, Basel Framework; CRR Art. 122–128, 501 and 501a; 12 CFR 217.32.
//!
//! Source: the weights of each version of the law are a [`StandardisedTable`], each with what was read of it; see
//! [`standardised`](crate::capital::standardised). What all versions share is how the weight is looked up:
//!
//! ```text
//! past due            150 %; 100 % once specific provisions reach 20 % of the exposure
//! subordinated        150 %
//! rated               by credit quality step: companies, small firms, specialised lending
//! project finance     by phase;  income-producing property by loan to value, under construction as such
//! mortgage on a home  by loan to value, by bands of the whole loan or split at a share of the value
//! small firms         x 0.7619 up to EUR 2.5 m owed, 0.85 above (the European Union's supporting factor)
//! infrastructure      x 0.75 (the European Union's supporting factor), and then no 80 %
//! ```
//!
//! Example: a small firm that owes EUR 5 m weighs (0.7619 + 0.85) / 2 = 80.595 % of 100 %.
//!
//! ```
//! use tranchet_deal::loan::AssetClass;
//! use tranchet_engine::capital::rules::cre20_standardised::{Exposure, weigh};
//! use tranchet_deal::bank::SupportingFactors;
//! use tranchet_engine::capital::standardised::{basel, eu};
//! let firm = Exposure { owed: 5.0, ..Exposure::of(AssetClass::Sme) };
//! let none = SupportingFactors::default();
//! assert_eq!(weigh(&firm, &basel::TABLE, none).unwrap().risk_weight(), 0.85);
//! let both = SupportingFactors { small_firms: true, infrastructure: true };
//! assert!((weigh(&firm, &eu::CRR3, both).unwrap().risk_weight() - 0.80595).abs() < 1e-12);
//! assert_eq!(weigh(&firm, &eu::CRR3, none).unwrap().risk_weight(), 1.0);
//! ```
//!
//! Not covered: banks, sovereigns, the 65 % of investment grade without a rating, criteria of granularity and size
//! of retail, commercial property that its owner uses (weighted as its owner), mitigation, currency mismatch, and
//! the criteria of phases, of high quality and of infrastructure, which the tape judges.

use tranchet_deal::bank::SupportingFactors;
use tranchet_deal::loan::{AssetClass, Phase};

use crate::cited::{Citation, Cited};

mod table;

pub use table::{Mortgage, ProjectWeights, Property, SmallFirmFactor, StandardisedTable, cqs_of_rating};

/// A loan as the standardised approach sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Class.
    pub class: AssetClass,
    /// Credit quality step by outside ratings, 1 to 6.
    pub cqs: Option<u8>,
    /// Phase of a project; property that is not operational is under construction.
    pub phase: Option<Phase>,
    /// Loan to value.
    pub ltv: Option<f64>,
    /// Annual turnover of the group, millions of the regime's currency.
    pub turnover: Option<f64>,
    /// What the group owes, millions of the regime's currency.
    pub owed: f64,
    /// Whether others are paid first.
    pub subordinated: bool,
    /// Construction of homes that are sold or paid for in advance.
    pub presold_homes: bool,
    /// Specific provisions per unit of exposure, if the loan is past due.
    pub past_due: Option<f64>,
}

impl Exposure {
    /// A loan of this class of which nothing else is known.
    pub const fn of(class: AssetClass) -> Exposure {
        Exposure {
            class,
            cqs: None,
            phase: None,
            ltv: None,
            turnover: None,
            owed: 0.0,
            subordinated: false,
            presold_homes: false,
            past_due: None,
        }
    }
}

/// A supporting factor for which a loan qualifies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Supporting {
    /// For infrastructure.
    Infrastructure(Cited<f64>),
    /// For small firms, by what the group owes.
    SmallFirm(SmallFirmFactor),
}

impl Supporting {
    /// The factor of a group that owes so much, millions of the regime's currency.
    pub fn at(&self, owed: f64) -> Cited<f64> {
        match self {
            Supporting::Infrastructure(factor) => *factor,
            Supporting::SmallFirm(factor) => factor.at(owed),
        }
    }
}

/// A weight and the supporting factor upon it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standardised {
    /// The weight before any factor.
    pub weight: Cited<f64>,
    /// The factor.
    pub factor: Option<Cited<f64>>,
}

impl Standardised {
    /// The weight with its factor.
    pub fn risk_weight(&self) -> f64 {
        self.weight.value * self.factor.map_or(1.0, |factor| factor.value)
    }
}

/// The weight of a loan.
///
/// # Errors
/// The tape column without which there is no weight.
pub fn weigh(
    exposure: &Exposure,
    table: &StandardisedTable,
    factors: SupportingFactors,
) -> Result<Standardised, &'static str> {
    if let Some(provisions) = exposure.past_due {
        let provided = provisions >= table.provisions_high.value;
        let weight = if provided {
            table.past_due_provided
        } else {
            table.past_due
        };
        return Ok(Standardised { weight, factor: None });
    }
    let factor = supporting(exposure, table, factors);
    let infrastructure = matches!(factor, Some(Supporting::Infrastructure(_)));
    Ok(Standardised {
        weight: weight(exposure, table, infrastructure)?,
        factor: factor.map(|factor| factor.at(exposure.owed)),
    })
}

/// The supporting factor of a loan, if the bank applies one for which it qualifies; a loan past due does not.
pub fn supporting(
    exposure: &Exposure,
    table: &StandardisedTable,
    factors: SupportingFactors,
) -> Option<Supporting> {
    if exposure.past_due.is_some() {
        return None;
    }
    let infrastructure = infrastructure_factor(exposure, table, factors).map(Supporting::Infrastructure);
    infrastructure.or_else(|| small_firm_factor(exposure, table, factors).map(Supporting::SmallFirm))
}

fn weight(
    exposure: &Exposure,
    table: &StandardisedTable,
    infrastructure: bool,
) -> Result<Cited<f64>, &'static str> {
    if exposure.subordinated {
        return Ok(table.subordinated);
    }
    let rated = exposure.cqs.and_then(|step| table.corporate(step));
    match exposure.class {
        AssetClass::Corporate => Ok(rated.unwrap_or(table.corporate_unrated)),
        AssetClass::Sme => Ok(rated.unwrap_or(table.small_firm_unrated)),
        AssetClass::ObjectFinance => Ok(rated.unwrap_or(table.object_finance)),
        AssetClass::ProjectFinance => match (rated, exposure.phase) {
            (Some(weight), _) => Ok(weight),
            (None, phase) => Ok(table.project.of(phase.ok_or("phase")?, infrastructure)),
        },
        AssetClass::Ipre => match exposure.phase {
            Some(Phase::PreOperational) if exposure.presold_homes => Ok(table.construction_presold_homes),
            Some(Phase::PreOperational) => Ok(table.construction),
            Some(Phase::Operational | Phase::HighQuality) | None => {
                Ok(table.property.of(exposure.ltv.ok_or("ltv")?))
            }
        },
        AssetClass::Retail => Ok(table.retail),
        AssetClass::ResidentialMortgage => Ok(table.mortgage.of(exposure.ltv.ok_or("ltv")?)),
    }
}

/// For project finance of high quality without a rating, the nearest that a tape comes to the criteria.
fn infrastructure_factor(
    exposure: &Exposure,
    table: &StandardisedTable,
    factors: SupportingFactors,
) -> Option<Cited<f64>> {
    let meets = exposure.class == AssetClass::ProjectFinance && exposure.phase == Some(Phase::HighQuality);
    (factors.infrastructure && meets).then_some(table.infrastructure_factor?)
}

fn small_firm_factor(
    exposure: &Exposure,
    table: &StandardisedTable,
    factors: SupportingFactors,
) -> Option<SmallFirmFactor> {
    let factor = table.small_firm_factor.filter(|_| factors.small_firms)?;
    let small = match (exposure.class, exposure.turnover) {
        (AssetClass::Sme, None) => true,
        (AssetClass::Sme | AssetClass::Corporate | AssetClass::Retail, Some(turnover)) => {
            turnover <= factor.turnover_max.value
        }
        (AssetClass::Corporate | AssetClass::Retail, None) => false,
        (AssetClass::ProjectFinance | AssetClass::ObjectFinance, _) => false,
        (AssetClass::Ipre | AssetClass::ResidentialMortgage, _) => false,
    };
    small.then_some(factor)
}

/// What a step says when the tape's own weight is taken.
pub const OWN_WEIGHT: Citation = Citation::assumed("the bank's own risk weight, as the tape gives it");

#[cfg(test)]
mod tests;
