//! CRR Art. 252: protection that ends before the loans do.
//!
//! Source: Art. 252 of the United Kingdom's CRR, read with its formula at legislation.gov.uk, and of the
//! European Union's; that protection of an original maturity under one year is not recognised in Art. 237. That
//! time calls end the protection (Art. 238) is recalled; the Central Bank of the UAE's Standard, paragraph 9,
//! agrees. Basel's own rule (CRE22) is recalled; the formula here stands in for it.
//!
//! ```text
//! RW* = RW_SP (t - t*)/(T - t*) + RW_Ass (T - t)/(T - t*)          t* = 0.25 years
//! t       residual maturity of the protection, at most T
//! T       longest maturity of a loan, at most 5 years
//! RW_SP   the positions with protection       RW_Ass  their share of the pool as if not securitised
//! ```
//!
//! Positions at 1,250 % are left out. Example: RWA of 175 with protection and 1,000 without, T = 5: four years of
//! protection leave 348.68.
//!
//! ```
//! use tranchet_engine::capital::rules::crr_252_maturity_mismatch::{adjusted, recognised_share};
//! for (t, rwa) in [(5.0, 175.00), (4.0, 348.68), (3.5, 435.53), (3.0, 522.37), (2.0, 696.05), (1.0, 869.74)] {
//!     let found = adjusted(175.0, 1000.0, recognised_share(t, 7.0));
//!     assert!((found - rwa).abs() < 0.005, "{t}: {found}");
//! }
//! assert_eq!(adjusted(175.0, 1000.0, recognised_share(0.25, 5.0)), 1000.0);
//! ```
//!
//! Not covered: protection whose parts end on different dates; the incentive to call is not examined: every
//! time call counts.

use chrono::{Datelike, NaiveDate};

use crate::cited::{Citation, Cited};

const TEXT: Citation = Citation::read("CRR Art. 252", "CRR after Reg. 2021/558");

/// The text in the Basel Framework.
pub const BASEL: Citation = Citation::recalled(
    "CRE22 (maturity mismatch), the formula as CRR Art. 252",
    "Basel Framework, 1 January 2023",
);
/// The text in the European Union.
pub const EU: Citation = TEXT;
/// The text in the United Kingdom.
pub const UK: Citation = Citation::read("CRR (UK) Art. 252", "United Kingdom, 2026");

/// `t*` in years: protection that ends sooner does not count.
pub const T_STAR: Cited<f64> = TEXT.of(0.25);
/// The most that `T` counts, in years.
pub const T_MAX: Cited<f64> = TEXT.of(5.0);
/// The least original maturity of protection, in years.
pub const ORIGINAL_MIN: Cited<f64> = Citation::read("CRR Art. 237", "CRR after Reg. 2021/558").of(1.0);

/// The dates that a mismatch is found from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maturities {
    /// When the protection began.
    pub began: NaiveDate,
    /// When it ends: [`protection_maturity`].
    pub ends: NaiveDate,
    /// When the last loan is due.
    pub longest_loan: NaiveDate,
}

impl Maturities {
    /// `(t, T)` in years on a date, `T` at most five years and `t` nought when the protection does not count.
    pub fn years(&self, on: NaiveDate) -> (f64, f64) {
        let residual = years_between(on, self.ends);
        let counts = years_between(self.began, self.ends) >= ORIGINAL_MIN.value;
        let longest = years_between(on, self.longest_loan).min(T_MAX.value);
        (if counts { residual } else { 0.0 }, longest)
    }
}

/// When protection ends: on its scheduled maturity or, if sooner, when the bank may call it for time.
pub fn protection_maturity(scheduled: NaiveDate, time_call: Option<NaiveDate>) -> Cited<NaiveDate> {
    let cites = Citation::recalled("CRR Art. 238", "CRR after Reg. 2021/558");
    cites.of(time_call.map_or(scheduled, |call| call.min(scheduled)))
}

/// `(t - t*)/(T - t*)`, between 0 and 1: the share of the protection that is recognised.
pub fn recognised_share(t: f64, longest: f64) -> f64 {
    let longest = longest.min(T_MAX.value);
    if t >= longest {
        1.0
    } else if t <= T_STAR.value {
        0.0
    } else {
        (t - T_STAR.value) / (longest - T_STAR.value)
    }
}

/// `RW*` from both weights, or from risk-weighted assets.
pub fn adjusted(with_protection: f64, as_if_not_securitised: f64, recognised: f64) -> f64 {
    with_protection * recognised + as_if_not_securitised * (1.0 - recognised)
}

/// Whole years to the last anniversary, and the days after it as a share of the year that they are in; nought
/// when the second date is not later.
pub(crate) fn years_between(from: NaiveDate, to: NaiveDate) -> f64 {
    let Some(whole) = to.years_since(from) else {
        return 0.0;
    };
    let last = anniversary(from, whole);
    let next = anniversary(from, whole + 1);
    f64::from(whole) + (to - last).num_days() as f64 / (next - last).num_days() as f64
}

/// The day `years` later, 28 February for a 29th that the year lacks.
fn anniversary(from: NaiveDate, years: u32) -> NaiveDate {
    let year = i32::try_from(years)
        .ok()
        .and_then(|years| from.year().checked_add(years));
    let later = year.and_then(|year| {
        from.with_year(year)
            .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
    });
    later.unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests;
