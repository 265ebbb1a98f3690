//! How likely it is that cryptocurrency and rents fall together within a year.
//!
//! ```text
//! P(change ≤ x)  = N(z),   z = (ln(1 + x) - ln(median)) / σ
//! P(both)        = N₂(z_1, z_2; ρ)
//! ```
//!
//! Example: cryptocurrency by half (σ 60 %, no drift: median e^(-σ²/2)) has a probability of 19.62 %, rents by 40 % (median -20 %, σ
//! 25 %) one of 12.49 %; both 2.45 % if they are independent, 3.05 % at a correlation of 0.10.
//!
//! ```
//! use tranchet_compute::joint_event::{LogNormalYear, both_fall};
//! let bitcoin = LogNormalYear::driftless(0.6);
//! let rents = LogNormalYear { median: 0.8, volatility: 0.25 };
//! let both = |rho| both_fall((&bitcoin, -0.5), (&rents, -0.4), rho);
//! assert!((both(0.0) - 0.0245).abs() < 5e-5 && (both(0.1) - 0.0305).abs() < 5e-5);
//! ```

use tranchet_engine::capital::normal::cdf;
use tranchet_risk::bivariate_normal::both_below;

use crate::fault::{Checks, Fault};

/// Where a price stands after a year, as of a log-normal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormalYear {
    /// Median over today's price, above 0.
    pub median: f64,
    /// `σ` a year, above 0.
    pub volatility: f64,
}

impl LogNormalYear {
    /// One whose mean is today's price.
    pub fn driftless(volatility: f64) -> LogNormalYear {
        LogNormalYear {
            median: libm::exp(-0.5 * volatility * volatility),
            volatility,
        }
    }

    /// Standard deviations at which a change lies.
    fn standardised(&self, change: f64) -> f64 {
        libm::log((1.0 + change) / self.median) / self.volatility
    }

    /// Probability of a change of at most this, above -1.
    pub fn probability_below(&self, change: f64) -> f64 {
        cdf(self.standardised(change))
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .above_nought("the median of a price", self.median)
            .above_nought("the volatility of a price", self.volatility)
            .faults()
    }
}

/// Probability that two prices both change by at most so much, at a correlation from -1 to 1 of their logarithms.
pub fn both_fall(one: (&LogNormalYear, f64), other: (&LogNormalYear, f64), correlation: f64) -> f64 {
    let z = |(price, change): (&LogNormalYear, f64)| price.standardised(change);
    both_below(z(one), z(other), correlation)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RENTS: LogNormalYear = LogNormalYear {
        median: 0.8,
        volatility: 0.25,
    };

    /// The worked example: N((ln 0.5 + 0.18)/0.6) and N(ln 0.75/0.25).
    #[test]
    fn each_alone_and_both() {
        let bitcoin = LogNormalYear::driftless(0.6);
        assert!((bitcoin.probability_below(-0.5) - 0.1962).abs() < 5e-5);
        assert!((RENTS.probability_below(-0.4) - 0.1249).abs() < 5e-5);
        let both = |rho| both_fall((&bitcoin, -0.5), (&RENTS, -0.4), rho);
        assert!((both(0.0) - 0.1962077 * 0.1249220).abs() < 1e-7);
        assert!((0..10).all(|tenth| both(0.1 * f64::from(tenth)) < both(0.1 * f64::from(tenth + 1))));
        // As one, they fall when the less likely does.
        assert!((both(1.0) - RENTS.probability_below(-0.4)).abs() < 1e-9);
    }

    #[test]
    fn prices_without_spread_are_faults() {
        let still = LogNormalYear {
            median: 0.0,
            volatility: 0.0,
        };
        assert_eq!(still.faults().len(), 2);
    }
}
