//! How likely a loan is to default in a quarter, by its cover and its loan-to-value.
//!
//! ```text
//! h      = min(h_cap, h₀ exp(β_D max(0, 1.30 - DSCR) + β_L max(0, LTV - 0.80)))      a year
//! PD     = 1 - e^(-h/4)                                                              a quarter
//! ```
//!
//! Example: a base of 1 % a year becomes 44.70 % when the DSCR is 0.50 and LTV 150 %: a quarterly PD of 10.573 %.
//!
//! ```
//! use tranchet_compute::hazard::Hazard;
//! let hazard = Hazard::assumed(0.01);
//! assert!((hazard.per_year(0.5, 1.5) - 0.4470).abs() < 5e-5);
//! assert!((hazard.quarterly_pd(0.5, 1.5) - 0.10573).abs() < 5e-6);
//! ```
//!
//! Not covered: default when debt service is not paid, which is certain, and default at maturity, in [`crate::refinancing`].

use crate::fault::{Checks, Fault};
use crate::parameter::{Known, Parameter};

/// A hazard that rises as cover falls and loan-to-value rises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hazard {
    /// `h₀`: of a sound loan, a year.
    pub base: f64,
    /// `β_D`: per unit of DSCR.
    pub cover_slope: f64,
    /// DSCR below which it rises.
    pub cover_from: f64,
    /// `β_L`: per unit of LTV.
    pub ltv_slope: f64,
    /// LTV above which it rises.
    pub ltv_from: f64,
    /// `h_cap`, a year.
    pub cap: f64,
}

const KNOWN: [Known; 6] = [
    Known::assumed("base hazard", 0.01, "a year", "by asset type"),
    Known::assumed(
        "slope of hazard in cover",
        3.0,
        "per unit of DSCR",
        "no source gives it",
    ),
    Known::assumed("cover of a sound loan", 1.30, "DSCR", "the lock-up of covenants"),
    Known::assumed(
        "slope of hazard in LTV",
        2.0,
        "per unit of LTV",
        "no source gives it",
    ),
    Known::assumed("LTV of a sound loan", 0.80, "LTV", "no source gives it"),
    Known::assumed("highest hazard", 4.0, "a year", "no source gives it"),
];

impl Hazard {
    /// Slopes as assumed, on a base a year.
    pub const fn assumed(base: f64) -> Hazard {
        Hazard {
            base,
            cover_slope: KNOWN[1].value,
            cover_from: KNOWN[2].value,
            ltv_slope: KNOWN[3].value,
            ltv_from: KNOWN[4].value,
            cap: KNOWN[5].value,
        }
    }

    /// `h`: defaults a year.
    pub fn per_year(&self, cover: f64, ltv: f64) -> f64 {
        let short = (self.cover_from - cover).max(0.0);
        let over = (ltv - self.ltv_from).max(0.0);
        let h = self.base * libm::exp(self.cover_slope * short + self.ltv_slope * over);
        h.min(self.cap)
    }

    /// Probability of default within the quarter.
    pub fn quarterly_pd(&self, cover: f64, ltv: f64) -> f64 {
        -libm::expm1(-self.per_year(cover, ltv) / 4.0)
    }

    /// Its figures with their sources.
    pub fn parameters(&self) -> [Parameter; 6] {
        [
            KNOWN[0].used(self.base),
            KNOWN[1].used(self.cover_slope),
            KNOWN[2].used(self.cover_from),
            KNOWN[3].used(self.ltv_slope),
            KNOWN[4].used(self.ltv_from),
            KNOWN[5].used(self.cap),
        ]
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .nought_or_more("the base hazard", self.base)
            .nought_or_more("the slope of hazard in cover", self.cover_slope)
            .nought_or_more("the slope of hazard in LTV", self.ltv_slope)
            .nought_or_more("the highest hazard", self.cap)
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example: 1 % × e^0, e^1.3, e^2.3, e^3.8.
    #[test]
    fn hazard_by_cover_and_ltv() {
        let hazard = Hazard::assumed(0.01);
        for (cover, ltv, expected) in [
            (1.3, 0.8, 0.01),
            (1.0, 1.0, 0.03669),
            (0.8, 1.2, 0.09974),
            (0.5, 1.5, 0.44701),
            (2.0, 0.1, 0.01),
        ] {
            assert!(
                (hazard.per_year(cover, ltv) - expected).abs() < 1e-5,
                "{cover} {ltv}"
            );
        }
    }

    #[test]
    fn hazard_has_a_ceiling_even_without_collateral() {
        let hazard = Hazard::assumed(0.01);
        assert_eq!(hazard.per_year(-5.0, f64::INFINITY), 4.0);
        assert!((hazard.quarterly_pd(-5.0, 3.0) - (1.0 - libm::exp(-1.0))).abs() < 1e-15);
        let negative = Hazard {
            cap: -1.0,
            ..Hazard::assumed(-0.1)
        };
        assert_eq!(negative.faults().len(), 2);
    }
}
