//! 12 CFR 217.36(d): protection that ends before the loans do, in the United States.
//!
//! Source: the formula was read in 12 CFR 628.36, the Farm Credit Administration's text in the same words, and
//! 217.45(b), by which it holds for securitisations with the longest residual maturity of a loan, in the
//! Regulation itself. That protection needs an original maturity of a year and more than three months to go,
//! (d)(4), is recalled.
//!
//! ```text
//! P_m = E (t - 0.25)/(T - 0.25)
//! E   amount of the protection      t   its residual maturity, at most T      T   longest loan, at most 5 years
//! ```
//!
//! What is not protected is the bank's and weighs what its tranche weighs, 1,250 % included. Example: 125 of
//! protection with four years to go over loans of five years protects 98.68.
//!
//! ```
//! use tranchet_engine::capital::rules::crr_252_maturity_mismatch::recognised_share;
//! let p_m = 125.0 * recognised_share(4.0, 5.0);
//! assert!((p_m - 98.68).abs() < 0.005);
//! ```
//!
//! Not covered: collateral without a guarantee or derivative, which 217.37 asks to have no mismatch at all.

use crate::capital::rules::crr_238_protection_maturity;
use crate::capital::rules::crr_252_maturity_mismatch::{Adjusts, Mismatch};
use crate::cited::Citation;

/// In the United States.
pub const US: Mismatch = Mismatch {
    cites: Citation::read(
        "12 CFR 217.45(b) with 217.36(d), as 12 CFR 628.36",
        "in force in 2026",
    ),
    adjusts: Adjusts::Amount,
    calls: crr_238_protection_maturity::US,
};
