//! Capital regimes as tables: which rule texts, in which order, from which date.
//!
//! A regime is one file here and one line in [`REGIMES`], which names its latest version; each version names the
//! one that it replaced. Nothing in the engine asks a regime its name. A proposal is a regime of its own, which no
//! date leads to. Example: in the United Kingdom the rules change on 1 January 2027.
//!
//! ```
//! use chrono::NaiveDate;
//! use tranchet_engine::capital::regimes::find;
//! let on = |year, month, day| find("uk").unwrap().on(NaiveDate::from_ymd_opt(year, month, day).unwrap());
//! let (old, new) = (on(2026, 12, 31), on(2027, 1, 1));
//! assert_eq!(old.until, NaiveDate::from_ymd_opt(2026, 12, 31));
//! assert_ne!(old.regime.title, new.regime.title);
//! assert!(on(2010, 1, 1).precedes_the_first());
//! ```

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::bank::Approach;

use crate::capital::assumptions::OpenNumbers;
use crate::capital::error::CapitalError;
use crate::capital::pool_terms::PoolTerms;
use crate::capital::position::{Position, Weighed};
use crate::capital::protection::ProtectionTreatment;
use crate::capital::rules::crr_252_maturity_mismatch::Mismatch;
use crate::capital::rules::rbc20_output_floor::OutputFloor;
use crate::capital::rules::{cre40_54_maximum_capital as maximum_capital, crr_248_excess_spread};
use crate::capital::srt::SrtLaw;
use crate::capital::step::{Answer, NotApplicable, Reason};
use crate::cited::{Citation, Cited};

pub mod basel;
pub mod eu;
pub mod eu_2025_proposal;
pub mod uk;
pub mod us;
pub mod us_2026_proposal;

/// Every regime that there is, in its latest version.
pub static REGIMES: &[&Regime] = &[
    &basel::REGIME,
    &eu::REGIME,
    &uk::REGIME,
    &us::REGIME,
    &eu_2025_proposal::REGIME,
    &us_2026_proposal::REGIME,
];

/// Whether rules bind, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// They bind from this date on.
    InForceFrom(Cited<NaiveDate>),
    /// They were proposed on this date and bind nobody.
    Proposed(Cited<NaiveDate>),
}

impl Status {
    /// The date from which the rules bind, or on which they were proposed.
    pub fn date(self) -> NaiveDate {
        match self {
            Status::InForceFrom(date) | Status::Proposed(date) => date.value,
        }
    }

    /// Whether the rules are only proposed.
    pub fn is_proposal(self) -> bool {
        match self {
            Status::InForceFrom(_) => false,
            Status::Proposed(_) => true,
        }
    }
}

/// A capital regime, in one version of its rules.
#[derive(Debug)]
pub struct Regime {
    /// Its name in deal files.
    pub name: &'static str,
    /// Its title, for people.
    pub title: &'static str,
    /// Whether these rules bind, and since when.
    pub status: Status,
    /// The version that this one replaced.
    pub earlier: Option<&'static Regime>,
    /// Numbers that these rules leave open.
    pub open: OpenNumbers,
    /// What it calls the capital charge of the pool.
    pub k_name: &'static str,
    /// The text that defines the attachment point.
    pub attachment: Citation,
    /// The text that defines the detachment point.
    pub detachment: Citation,
    /// The text that orders the approaches.
    pub hierarchy: Citation,
    /// Its approaches, the first that applies being used.
    pub approaches: &'static [Available],
    /// Why a position of an STS securitisation is treated like any other, if it is.
    pub sts: fn(&Position) -> Option<NotApplicable>,
    /// The weight of a tranche to which no approach applies.
    pub last_resort: Cited<f64>,
    /// The most that a tranche may weigh, as the pool's average does.
    pub look_through: fn(&Position) -> Answer<Cited<f64>>,
    /// The most that all positions together need.
    pub maximum_capital: Answer<maximum_capital::Texts>,
    /// What becomes of protection that ends before the loans.
    pub maturity_mismatch: Answer<Mismatch>,
    /// The treatment of synthetic excess spread.
    pub excess_spread: crr_248_excess_spread::Treatment,
    /// Whether a position at 1,250 % may be deducted from capital instead.
    pub deduction: Answer<Citation>,
    /// Its tests of significant risk transfer, and the conditions around them.
    pub srt: SrtLaw,
    /// The text by which risk-weighted assets are exposure times risk weight.
    pub rwa: Citation,
    /// How it weights what protects a tranche.
    pub protection: ProtectionTreatment,
    /// The least that all of a bank's risk-weighted assets come to.
    pub output_floor: Answer<&'static OutputFloor>,
    /// What its law says of the pool's loans, version by version.
    pub pool: &'static [PoolTerms],
    /// Capital per unit of risk-weighted assets where the deal has no target.
    pub capital_ratio: Cited<Decimal>,
}

/// An approach of a regime and the rule that weighs by it.
#[derive(Debug)]
pub struct Available {
    /// The approach.
    pub approach: Approach,
    /// The rule.
    pub weigh: fn(&Position) -> Answer<Weighed>,
    /// What takes its place in the hierarchy, and when.
    pub gives_way: Option<GivesWay>,
}

/// When an approach that applies gives way to one further down.
#[derive(Debug)]
pub struct GivesWay {
    /// The other approach.
    pub to: Approach,
    /// Why it does for a position, if it does; asked only when both apply.
    pub when: fn(&Comparison) -> Option<Reason>,
}

/// A position weighed by an approach and by the one that may take its place, both before caps.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The position.
    pub position: &'a Position<'a>,
    /// By the approach itself.
    pub own: &'a Weighed,
    /// By the other.
    pub other: &'a Weighed,
}

/// The version of a regime's rules that serves a date.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    /// The rules.
    pub regime: &'static Regime,
    /// The date.
    pub on: NaiveDate,
    /// The last day of these rules; none where nothing later is known.
    pub until: Option<NaiveDate>,
}

impl Version {
    /// Whether the date lies before the first version that there is, which then serves in its place.
    pub fn precedes_the_first(&self) -> bool {
        match self.regime.status {
            Status::InForceFrom(from) => self.on < from.value,
            Status::Proposed(_) => false,
        }
    }
}

impl Regime {
    /// The version that serves a date: the last that had begun; before the first, the first. A proposal is
    /// itself on every date.
    pub fn on(&'static self, date: NaiveDate) -> Version {
        let (mut regime, mut until) = (self, None);
        while let (Status::InForceFrom(from), Some(earlier)) = (regime.status, regime.earlier) {
            if from.value <= date {
                break;
            }
            until = from.value.pred_opt();
            regime = earlier;
        }
        Version {
            regime,
            on: date,
            until,
        }
    }

    /// This version and all before it, the latest first.
    pub fn versions(&'static self) -> impl Iterator<Item = &'static Regime> {
        std::iter::successors(Some(self), |regime| regime.earlier)
    }

    /// The approaches to try, in order: all for the hierarchy, else the one asked for.
    ///
    /// # Errors
    /// [`CapitalError::ApproachNotAvailable`] when the regime has no such approach.
    pub fn candidates(&self, approach: Approach) -> Result<Vec<&'static Available>, CapitalError> {
        let found: Vec<_> = self
            .approaches
            .iter()
            .filter(|row| approach == Approach::Hierarchy || row.approach == approach)
            .collect();
        if found.is_empty() {
            Err(self.lacks(approach))
        } else {
            Ok(found)
        }
    }

    fn lacks(&self, approach: Approach) -> CapitalError {
        CapitalError::ApproachNotAvailable {
            regime: self.name,
            approach,
            known: self.approaches.iter().map(|row| row.approach).collect(),
        }
    }
}

/// The regime of this name, or what to say of its absence.
///
/// ```
/// use tranchet_engine::capital::regimes::find;
/// assert_eq!(find("us").unwrap().k_name, "K_G");
/// assert_eq!(
///     find("mars").unwrap_err().to_string(),
///     "no capital regime is called `mars`; there are basel, eu, uk, us, eu-2025-proposal, us-2026-proposal"
/// );
/// ```
///
/// # Errors
/// [`CapitalError::RegimeUnknown`] for any other name.
pub fn find(name: &str) -> Result<&'static Regime, CapitalError> {
    find_in(REGIMES, name)
}

/// The regime of this name among `regimes`, which need not be this program's own.
///
/// # Errors
/// [`CapitalError::RegimeUnknown`] for any other name.
pub fn find_in(regimes: &[&'static Regime], name: &str) -> Result<&'static Regime, CapitalError> {
    let found = regimes.iter().copied().find(|regime| regime.name == name);
    found.ok_or_else(|| CapitalError::RegimeUnknown {
        name: name.to_owned(),
        known: regimes.iter().map(|regime| regime.name).collect(),
    })
}
