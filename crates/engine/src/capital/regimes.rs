//! Capital regimes as tables: which rule texts, in which order, from which date.
//!
//! A regime is one file here and one line in [`REGIMES`]. Nothing in the engine asks a regime its name.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::bank::Approach;

use crate::capital::error::CapitalError;
use crate::capital::pool_terms::PoolTerms;
use crate::capital::position::{Position, Weighed};
use crate::capital::protection::ProtectionTreatment;
use crate::capital::rules::crr_252_maturity_mismatch::Mismatch;
use crate::capital::rules::{cre40_54_maximum_capital as maximum_capital, crr_248_excess_spread};
use crate::capital::srt::SrtLaw;
use crate::capital::step::{Answer, NotApplicable, Reason};
use crate::cited::{Citation, Cited};

pub mod basel;
pub mod eu;
pub mod uk;
pub mod us;

/// Every regime that there is.
pub static REGIMES: &[&Regime] = &[&basel::REGIME, &eu::REGIME, &uk::REGIME, &us::REGIME];

/// A capital regime.
#[derive(Debug)]
pub struct Regime {
    /// Its name in deal files.
    pub name: &'static str,
    /// Its title, for people.
    pub title: &'static str,
    /// When its securitisation rules took effect.
    pub in_force_from: Cited<NaiveDate>,
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

impl Regime {
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
///     "no capital regime is called `mars`; there are basel, eu, uk, us"
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
