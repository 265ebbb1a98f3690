//! CRR Art. 252: protection that ends before the loans do.
//!
//! Source: Art. 252 of the United Kingdom's CRR, read with its formula at legislation.gov.uk, and of the
//! European Union's; that protection of an original maturity under one year is not recognised in Art. 237. Which
//! calls end it: [`super::crr_238_protection_maturity`]. Basel's own rule (CRE22) is recalled; the formula here stands
//! in for it.
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
//! Not covered: protection whose parts end on different dates.

use chrono::{Datelike, NaiveDate};

use crate::capital::rules::crr_238_protection_maturity::{self, CallReading};
use crate::cited::{Citation, Cited};

const TEXT: Citation = Citation::read("CRR Art. 252", "CRR after Reg. 2021/558");

/// In the Basel Framework.
pub const BASEL: Mismatch = Mismatch {
    cites: Citation::recalled(
        "CRE22 (maturity mismatch), the formula as CRR Art. 252",
        "Basel Framework, 1 January 2023",
    ),
    adjusts: Adjusts::RiskWeights,
    calls: crr_238_protection_maturity::BASEL,
};
/// In the European Union.
pub const EU: Mismatch = Mismatch {
    cites: TEXT,
    adjusts: Adjusts::RiskWeights,
    calls: crr_238_protection_maturity::EU,
};
/// In the United Kingdom.
pub const UK: Mismatch = Mismatch {
    cites: Citation::read("CRR (UK) Art. 252", "United Kingdom, 2026"),
    adjusts: Adjusts::RiskWeights,
    calls: crr_238_protection_maturity::UK,
};

/// What a regime does with protection that ends before the loans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The text with the formula.
    pub cites: Citation,
    /// What the formula is used on.
    pub adjusts: Adjusts,
    /// Which calls end the protection.
    pub calls: CallReading,
}

/// What protection that ends early changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjusts {
    /// Risk-weighted assets of all positions below 1,250 %, between those with protection and those of the pool.
    RiskWeights,
    /// The amount protected of each tranche; the rest of the tranche is the bank's.
    Amount,
}

/// `t*` in years: protection that ends sooner does not count.
pub const T_STAR: Cited<f64> = TEXT.of(0.25);
/// The most that `T` counts, in years.
pub const T_MAX: Cited<f64> = TEXT.of(5.0);
/// The least original maturity of protection, in years.
pub const ORIGINAL_MIN: Cited<f64> = Citation::read("CRR Art. 237", "CRR after Reg. 2021/558").of(1.0);

/// `t` in years on a date: nought when the protection is over or never counted.
pub fn residual_years(on: NaiveDate, began: NaiveDate, ends: NaiveDate) -> f64 {
    if years_between(began, ends) >= ORIGINAL_MIN.value {
        years_between(on, ends)
    } else {
        0.0
    }
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
