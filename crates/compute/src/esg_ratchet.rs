//! What a better ESG rating takes off a loan's margin.
//!
//! ```text
//! cut = min(25 bp, 5 bp × max(0, notches improved)), at most the margin
//! ```
//!
//! The 25 basis points are those of the article on compute loans; 5 a notch is assumed. Reviewed once a year. Example:
//! three notches take 15 basis points, and a full cut on 150 million is 375,000 a year.
//!
//! ```
//! use tranchet_compute::esg_ratchet::margin_cut_bp;
//! assert_eq!(margin_cut_bp(3, 200.0), 15.0);
//! assert_eq!(150_000_000.0 * margin_cut_bp(6, 200.0) / 10_000.0, 375_000.0);
//! ```
//!
//! It changes what the loan earns, and with it cover and spread, not its PD.

use crate::parameter::Known;
use crate::sources::COMPUTE_LOANS;

/// Most that is cut.
pub const CUT_MAX: Known = Known::stated("largest cut", 25.0, "basis points", COMPUTE_LOANS);
/// Cut by notch.
pub const CUT_A_NOTCH: Known = Known::assumed(
    "cut a notch",
    5.0,
    "basis points",
    "the largest cut over five notches",
);

/// Basis points off a margin of so many, for so many notches since origination.
pub fn margin_cut_bp(notches_improved: i32, margin_bp: f64) -> f64 {
    let earned = CUT_A_NOTCH.value * f64::from(notches_improved.max(0));
    earned.min(CUT_MAX.value).min(margin_bp.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example.
    #[test]
    fn cuts_by_notch() {
        for (notches, cut) in [
            (-1, 0.0),
            (0, 0.0),
            (1, 5.0),
            (2, 10.0),
            (3, 15.0),
            (4, 20.0),
            (6, 25.0),
        ] {
            assert_eq!(margin_cut_bp(notches, 250.0), cut);
        }
    }

    #[test]
    fn never_more_than_the_margin() {
        assert_eq!(margin_cut_bp(6, 8.0), 8.0);
        assert_eq!(margin_cut_bp(6, -3.0), 0.0);
    }
}
