//! Whether a balloon can be refinanced, and what is missing.
//!
//! ```text
//! default = max(rf, ½ if LTV > LTV_refi or DSCR < 1.20)
//! gap     = balloon - min(LTV_refi × value, debt capacity of income)
//! ```
//!
//! `rf` probability that the market is closed. Example: a balloon of 90 on a value of 100 lent against up to 85 %: default
//! with probability one half, and 5 must come from elsewhere.
//!
//! ```
//! use tranchet_compute::refinancing::Refinancing;
//! let refinancing = Refinancing { ltv_max: 0.85, ..Refinancing::ASSUMED };
//! assert_eq!(refinancing.default_probability(0.90, 1.5, 0.05), 0.5);
//! assert_eq!(refinancing.default_probability(0.80, 1.5, 0.05), 0.05);
//! assert_eq!(refinancing.gap(90.0, 100.0, 95.0), 5.0);
//! ```

use crate::fault::{Checks, Fault};
use crate::parameter::{Known, Parameter};

/// What a new lender asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refinancing {
    /// `LTV_refi`: most that it lends of the value.
    pub ltv_max: f64,
    /// Least DSCR.
    pub cover_min: f64,
    /// Probability that a loan beyond these limits finds nobody.
    pub refused: f64,
}

const KNOWN: [Known; 3] = [
    Known::assumed("LTV of refinancing", 1.0, "LTV", "by asset type"),
    Known::assumed("DSCR of refinancing", 1.2, "DSCR", "market usage"),
    Known::assumed(
        "refusal beyond the limits",
        0.5,
        "probability",
        "no source gives it",
    ),
];

impl Refinancing {
    /// Limits as assumed.
    pub const ASSUMED: Refinancing = Refinancing {
        ltv_max: KNOWN[0].value,
        cover_min: KNOWN[1].value,
        refused: KNOWN[2].value,
    };

    /// Probability of default at maturity when the market is closed with probability `closed`.
    pub fn default_probability(&self, ltv: f64, cover: f64, closed: f64) -> f64 {
        if ltv > self.ltv_max || cover < self.cover_min {
            closed.max(self.refused)
        } else {
            closed
        }
    }

    /// What of a balloon a new loan does not repay.
    pub fn gap(&self, balloon: f64, value: f64, debt_capacity: f64) -> f64 {
        (balloon - debt_capacity.min(self.ltv_max * value)).max(0.0)
    }

    /// Its figures with their sources.
    pub fn parameters(&self) -> [Parameter; 3] {
        [
            KNOWN[0].used(self.ltv_max),
            KNOWN[1].used(self.cover_min),
            KNOWN[2].used(self.refused),
        ]
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .above_nought("the LTV of refinancing", self.ltv_max)
            .nought_or_more("the DSCR of refinancing", self.cover_min)
            .share("the probability of refusal", self.refused)
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_market_refuses_sound_loans_too() {
        let refinancing = Refinancing::ASSUMED;
        assert_eq!(refinancing.default_probability(0.5, 2.0, 0.6), 0.6);
        assert_eq!(refinancing.default_probability(1.2, 2.0, 0.6), 0.6);
        assert_eq!(refinancing.default_probability(0.5, 1.19, 0.05), 0.5);
        assert_eq!(refinancing.default_probability(1.0, 1.2, 0.05), 0.05);
    }

    #[test]
    fn value_or_income_limits_the_new_loan() {
        let refinancing = Refinancing::ASSUMED;
        assert_eq!(refinancing.gap(60.0, 100.0, 40.0), 20.0);
        assert_eq!(refinancing.gap(60.0, 50.0, 90.0), 10.0);
        assert_eq!(refinancing.gap(60.0, 100.0, 90.0), 0.0);
    }
}
