//! Rents and utilisation through time.
//!
//! ```text
//! g      = φ (-δ) + demand shock            growth of a year
//! level  = Π (1 + g_y), the last year's growth going on; within a year by (1 + g)^t
//! ```
//!
//! `δ` decline of the unit cost of inference, `φ` the share of it that passes through to rents: software that makes a token
//! cheaper also lets an hour make more tokens. Example: after half of the second year of -30 % rents are at 0.7^1.5.
//!
//! ```
//! use tranchet_compute::rent_path::{RentPath, rent_growth};
//! let path = RentPath::steady(-0.3);
//! assert!((path.rent_level(1.5) - 0.585662).abs() < 1e-6);
//! assert_eq!(rent_growth(0.4, 0.5, -0.1), -0.30000000000000004);
//! ```

use crate::fault::{Checks, Fault};
use crate::parameter::Known;
use crate::sources::DEFLATION;

/// `φ`: the pass-through that the article implies.
pub const PASS_THROUGH: Known = Known::stated("pass-through", 1.0, "share", DEFLATION);

/// Growth of rents in a year, from the decline of inference cost, its pass-through, and a shock of demand.
pub fn rent_growth(inference_decline: f64, pass_through: f64, demand_shock: f64) -> f64 {
    -pass_through * inference_decline + demand_shock
}

/// Rents and utilisation by year; the last year of each goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RentPath {
    /// `g_y`: growth of rents, above -1 each; none is no growth.
    pub growth_by_year: Vec<f64>,
    /// Utilisation as a multiple of today's; none is as today.
    pub utilisation_by_year: Vec<f64>,
}

impl RentPath {
    /// The same growth every year.
    pub fn steady(growth: f64) -> RentPath {
        RentPath {
            growth_by_year: vec![growth],
            utilisation_by_year: Vec::new(),
        }
    }

    /// Rent as a multiple of today's, so many years from now.
    pub fn rent_level(&self, years: f64) -> f64 {
        let Some((last, before)) = self.growth_by_year.split_last() else {
            return 1.0;
        };
        let mut level = 1.0;
        let mut left = years;
        for growth in before {
            level *= libm::pow(1.0 + growth, left.clamp(0.0, 1.0));
            left -= 1.0;
        }
        level * libm::pow(1.0 + last, left.max(0.0))
    }

    /// Utilisation as a multiple of today's, so many years from now.
    pub fn utilisation_level(&self, years: f64) -> f64 {
        let years_over = self.utilisation_by_year.iter().enumerate();
        let begun = years_over.take_while(|(year, _)| *year as f64 <= years);
        begun.last().map_or(1.0, |(_, level)| *level)
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let growth = self.growth_by_year.iter();
        let checks = growth.fold(Checks::default(), |checks, growth| {
            checks.growth("the growth of rents", *growth)
        });
        let levels = self.utilisation_by_year.iter();
        levels
            .fold(checks, |checks, level| {
                checks.nought_or_more("the level of utilisation", *level)
            })
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_follow_each_other() {
        let path = RentPath {
            growth_by_year: vec![-0.4, 0.1],
            utilisation_by_year: vec![0.85, 0.65],
        };
        for (years, level) in [(0.0, 1.0), (1.0, 0.6), (2.0, 0.66), (3.0, 0.726)] {
            assert!((path.rent_level(years) - level).abs() < 1e-12, "{years}");
        }
        for (years, level) in [(0.0, 0.85), (0.99, 0.85), (1.0, 0.65), (9.0, 0.65)] {
            assert_eq!(path.utilisation_level(years), level);
        }
        let still = RentPath::default();
        assert_eq!((still.rent_level(3.0), still.utilisation_level(3.0)), (1.0, 1.0));
    }

    #[test]
    fn rents_cannot_fall_by_all() {
        assert_eq!(RentPath::steady(-1.0).faults().len(), 1);
        assert!(RentPath::steady(-0.99).faults().is_empty());
    }
}
