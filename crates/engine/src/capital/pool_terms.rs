//! How a regime weights the loans of a pool: one set of numbers for each version of its law.
//!
//! Which version applies is read from its date, never from a regime's name. Example: in the United Kingdom the
//! functions of internal ratings are scaled by 1.06 until the end of 2026, and not after it.
//!
//! ```
//! use chrono::NaiveDate;
//! use tranchet_engine::capital::{pool_terms::{on, uk}, step::Answer};
//! let scaling = |year| {
//!     let terms = on(uk::VERSIONS, NaiveDate::from_ymd_opt(year, 6, 30).unwrap());
//!     match &terms.irb {
//!         Answer::Applies(irb) => irb.function.scaling.value,
//!         Answer::NotApplicable(why) => panic!("{}", why.reason),
//!     }
//! };
//! assert_eq!((scaling(2026), scaling(2027)), (1.06, 1.0));
//! ```

use chrono::NaiveDate;

use crate::capital::rules::cre20_standardised::StandardisedTable;
use crate::capital::rules::cre31_irb::FunctionTerms;
use crate::capital::rules::cre32_lgd::LgdTerms;
use crate::capital::rules::cre33_slotting::SlottingTerms;
use crate::capital::step::Answer;
use crate::cited::Cited;

pub mod basel;
pub mod eu;
pub mod uk;
pub mod us;

/// The numbers of internal ratings in one version of the law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IrbTerms {
    /// Risk-weight functions.
    pub function: FunctionTerms,
    /// Loss given default.
    pub lgd: LgdTerms,
    /// Effective maturity under the foundation approach, years; absent: from the loan.
    pub foundation_maturity: Option<Cited<f64>>,
    /// Slotting.
    pub slotting: SlottingTerms,
}

/// The numbers of one version of the law.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolTerms {
    /// Its title, for people.
    pub title: &'static str,
    /// When it took, or takes, effect.
    pub in_force_from: Cited<NaiveDate>,
    /// Internal ratings, or the article by which they do not count.
    pub irb: Answer<IrbTerms>,
    /// The standardised approach.
    pub standardised: StandardisedTable,
}

/// The version in force on a date; before the first, the first. Versions are listed by date, at least one.
pub fn on(versions: &'static [PoolTerms], date: NaiveDate) -> &'static PoolTerms {
    let begun = versions
        .iter()
        .rev()
        .find(|terms| terms.in_force_from.value <= date);
    begun.unwrap_or(&versions[0])
}

const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[cfg(test)]
mod tests;
