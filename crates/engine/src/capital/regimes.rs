//! Capital regimes as tables: which rule texts, in which order, from which date.
//!
//! A regime is one file here and one line in [`REGIMES`]. Nothing in the engine asks a regime its name.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::bank::Approach;

use crate::capital::error::CapitalError;
use crate::capital::position::{Position, Weighed};
use crate::capital::protection::ProtectionTreatment;
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

pub mod basel;
pub mod us;

/// Every regime that there is.
pub static REGIMES: &[&Regime] = &[&basel::REGIME, &us::REGIME];

/// Names that a deal file may use and that have no table yet.
pub const NOT_AVAILABLE: [&str; 2] = ["eu", "uk"];

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
    /// Approaches that its law has and this program lacks.
    pub not_available: &'static [NotAvailable],
    /// The weight of a tranche to which no approach applies.
    pub last_resort: Cited<f64>,
    /// The most that a tranche may weigh, as the pool's average does.
    pub look_through: fn(&Position) -> Answer<Cited<f64>>,
    /// The text by which risk-weighted assets are exposure times risk weight.
    pub rwa: Citation,
    /// How it weights what protects a tranche.
    pub protection: ProtectionTreatment,
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
}

/// An approach of a regime that this program lacks.
#[derive(Debug)]
pub struct NotAvailable {
    /// The approach.
    pub approach: Approach,
    /// What takes its place, and the article.
    pub why: NotApplicable,
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
            planned: self.not_available.iter().any(|row| row.approach == approach),
            known: self.approaches.iter().map(|row| row.approach).collect(),
        }
    }
}

/// The regime of this name.
pub fn regime(name: &str) -> Option<&'static Regime> {
    REGIMES.iter().copied().find(|regime| regime.name == name)
}

/// Names of the regimes that there are.
pub fn names() -> Vec<&'static str> {
    REGIMES.iter().map(|regime| regime.name).collect()
}

/// The regime of this name, or what to say of its absence.
///
/// ```
/// use tranchet_engine::capital::regimes::find;
/// assert_eq!(find("us").unwrap().k_name, "K_G");
/// assert_eq!(
///     find("eu").unwrap_err().to_string(),
///     "the capital regime `eu` is not available yet; there are basel, us"
/// );
/// ```
///
/// # Errors
/// [`CapitalError::RegimeNotAvailable`] for a regime without a table, [`CapitalError::RegimeUnknown`] for any
/// other name.
pub fn find(name: &str) -> Result<&'static Regime, CapitalError> {
    regime(name).ok_or_else(|| {
        let (name, known) = (name.to_owned(), names());
        if NOT_AVAILABLE.contains(&name.as_str()) {
            CapitalError::RegimeNotAvailable { name, known }
        } else {
            CapitalError::RegimeUnknown { name, known }
        }
    })
}
