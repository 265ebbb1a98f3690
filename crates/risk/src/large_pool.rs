//! The infinitely granular pool of alike loans, in closed form.
//!
//! Source: Vasicek, "The distribution of loan portfolio value" (Risk, December 2002); the excess by integrating it.
//!
//! ```text
//! P(L ≤ x)    = N( (√(1-ρ) G(x/LGD) - G(PD)) / √ρ )
//! E[(L-K)⁺]   = LGD N₂( G(PD), -y; √ρ ) - K N(-y),   y = (√(1-ρ) G(K/LGD) - G(PD)) / √ρ
//! ```
//!
//! Example: PD 4.9010 % over five years, LGD 40 %, ρ 20 %: 0 to 12.5 % loses
//! 15.6244 % of itself, 0 to 5 % loses 35.4897 %.
//!
//! ```
//! use tranchet_risk::large_pool::LargePool;
//! let pool = LargePool { pd: 0.0490099501, lgd: 0.4, correlation: 0.2 };
//! assert!((pool.expected_tranche_loss(0.0, 0.125) / 0.125 - 0.156244).abs() < 1e-6);
//! assert!((pool.expected_tranche_loss(0.0, 0.05) / 0.05 - 0.3548968).abs() < 1e-7);
//! ```

use tranchet_engine::capital::normal::{cdf, quantile};

use crate::bivariate_normal::both_below;

/// A pool of infinitely many loans alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LargePool {
    /// Probability of default by the horizon, between 0 and 1.
    pub pd: f64,
    /// Share of a defaulted balance that is lost.
    pub lgd: f64,
    /// `ρ`, between 0 and 1.
    pub correlation: f64,
}

impl LargePool {
    /// Expected loss.
    pub fn expected_loss(&self) -> f64 {
        self.pd * self.lgd
    }

    /// `P(L > x)`.
    pub fn probability_above(&self, x: f64) -> f64 {
        if x >= self.lgd {
            0.0
        } else if x < 0.0 {
            1.0
        } else {
            cdf(-self.factor_at(x))
        }
    }

    /// The loss that is not exceeded with this probability.
    pub fn quantile(&self, probability: f64) -> f64 {
        let z = quantile(probability);
        let shifted = quantile(self.pd) + libm::sqrt(self.correlation) * z;
        self.lgd * cdf(shifted / libm::sqrt(1.0 - self.correlation))
    }

    /// `E[(L - K)⁺]`.
    pub fn expected_excess(&self, k: f64) -> f64 {
        if k <= 0.0 {
            return self.expected_loss() - k;
        }
        if k >= self.lgd {
            return 0.0;
        }
        let y = self.factor_at(k);
        let joint = both_below(quantile(self.pd), -y, libm::sqrt(self.correlation));
        (self.lgd * joint - k * cdf(-y)).max(0.0)
    }

    /// Expected loss of the tranche from `attachment` to `detachment`, as a share of the pool.
    pub fn expected_tranche_loss(&self, attachment: f64, detachment: f64) -> f64 {
        self.expected_excess(attachment) - self.expected_excess(detachment)
    }

    /// The standardised factor, bad side up, at which the loss is `x`.
    fn factor_at(&self, x: f64) -> f64 {
        let survived = libm::sqrt(1.0 - self.correlation) * quantile(x / self.lgd);
        (survived - quantile(self.pd)) / libm::sqrt(self.correlation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected loss of tranches in per cent of each, five years, PD 1 % a year, LGD 40 %, calculated independently.
    #[test]
    fn tranches_agree_with_published_figures() {
        let pd = 1.0 - libm::pow(0.99, 5.0);
        let of = |correlation: f64, a: f64, d: f64| {
            let pool = LargePool {
                pd,
                lgd: 0.4,
                correlation,
            };
            100.0 * pool.expected_tranche_loss(a, d) / (d - a)
        };
        assert!((of(0.2, 0.05, 0.125) - 2.3809).abs() < 5e-5);
        assert!((of(0.2, 0.125, 1.0) - 0.0084).abs() < 5e-5);
        for (rho, junior, senior) in [
            (0.05, 15.68, 0.0),
            (0.15, 15.67, 0.0018),
            (0.30, 15.37, 0.0445),
            (0.45, 14.55, 0.1613),
            (0.60, 13.26, 0.3468),
        ] {
            assert!((of(rho, 0.0, 0.125) - junior).abs() < 0.006, "{rho}");
            assert!((of(rho, 0.125, 1.0) - senior).abs() < 6e-5, "{rho}");
        }
    }

    #[test]
    fn the_excess_is_the_integral_of_the_tail() {
        let pool = LargePool {
            pd: 0.05,
            lgd: 0.45,
            correlation: 0.3,
        };
        for k in [0.01, 0.05, 0.2, 0.4] {
            let steps = 20_000;
            let width = (pool.lgd - k) / f64::from(steps);
            let tail: f64 = (0..steps)
                .map(|step| width * pool.probability_above(k + width * (f64::from(step) + 0.5)))
                .sum();
            assert!((pool.expected_excess(k) - tail).abs() < 1e-8, "{k}");
        }
    }

    #[test]
    fn a_quantile_is_exceeded_as_often_as_it_says() {
        let pool = LargePool {
            pd: 0.02,
            lgd: 0.4,
            correlation: 0.2,
        };
        assert!((pool.probability_above(pool.quantile(0.999)) - 0.001).abs() < 1e-12);
    }
}
