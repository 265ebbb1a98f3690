//! What is lost when a loan defaults: known, beta-distributed, or moving with the factor.
//!
//! ```text
//! LGD(z) = N( √(1 + b²) G(LGD) - b z )          E[LGD(z)] = LGD
//! ```
//!
//! `b` is the sensitivity to the factor: after a bad year (`z` below nought) more is lost. Source of the idea: Frye,
//! "Depressing recoveries" (Risk, November 2000); the probit keeps every value between 0 and 1, as Pykhtin does with
//! the collateral's value ("Unexpected recovery risk", Risk, August 2003), and the root keeps the mean over all values of
//! the factor. The mean over defaults alone is then above it, since defaults come when `z` is low.
//!
//! With a deviation the loss is beta-distributed around that mean, independent from loan to loan; the share that the
//! deviation is of the greatest possible one, `√(LGD (1 - LGD))`, stays the same for every `z`. Example: with `b` 0.5, 40 %
//! becomes 76.32 % where the factor lies two standard deviations below its mean.
//!
//! ```
//! use tranchet_risk::loss_given_default::LossGivenDefault;
//! let fixed = LossGivenDefault::fixed(0.4);
//! assert_eq!(fixed.moments(), [0.4, 0.4 * 0.4, 0.4 * 0.4 * 0.4]);
//! // N(1.1180 x -0.25335 + 1) = N(0.71675) = 76.32 %
//! let moving = LossGivenDefault { sensitivity: 0.5, ..fixed };
//! assert!((moving.given(-2.0).mean - 0.76324).abs() < 1e-4);
//! ```
//!
//! Not covered: dependence of a loan's own severity on its own default time.

use tranchet_engine::capital::normal::{cdf, quantile};

use crate::two_points::two_points;

/// Share of a defaulted balance that is lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LossGivenDefault {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation; nought when it is fixed.
    pub deviation: f64,
    /// `b`: how far it moves with the factor; nought when it does not.
    pub sensitivity: f64,
}

impl LossGivenDefault {
    /// A share that is known.
    pub const fn fixed(mean: f64) -> LossGivenDefault {
        LossGivenDefault {
            mean,
            deviation: 0.0,
            sensitivity: 0.0,
        }
    }

    /// What it is at a value of the factor.
    pub fn given(self, z: f64) -> LossGivenDefault {
        let b = self.sensitivity;
        if b == 0.0 || self.mean <= 0.0 || self.mean >= 1.0 {
            return LossGivenDefault {
                sensitivity: 0.0,
                ..self
            };
        }
        let mean = cdf(libm::sqrt(1.0 + b * b) * quantile(self.mean) - b * z);
        let spread = mean * (1.0 - mean) / (self.mean * (1.0 - self.mean));
        LossGivenDefault {
            mean,
            deviation: self.deviation * libm::sqrt(spread),
            sensitivity: 0.0,
        }
    }

    /// `E[LGD]`, `E[LGD²]`, `E[LGD³]` of the beta distribution with this mean and deviation; the sensitivity plays no part.
    pub fn moments(self) -> [f64; 3] {
        let mean = self.mean;
        let variance = self.deviation * self.deviation;
        if variance == 0.0 {
            return [mean, mean * mean, mean * mean * mean];
        }
        let second = variance + mean * mean;
        let size = mean * (1.0 - mean) / variance - 1.0;
        let a = mean * size;
        [mean, second, second * (a + 2.0) / (size + 2.0)]
    }

    /// Two values with their probabilities that have the same first three moments.
    pub fn two_points(self) -> [(f64, f64); 2] {
        two_points(self.moments())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean over the factor, by the trapezoid rule over the normal density.
    #[test]
    fn moving_with_the_factor_keeps_the_mean() {
        let lgd = LossGivenDefault {
            mean: 0.45,
            deviation: 0.2,
            sensitivity: 0.7,
        };
        let (mut mean, mut weights) = (0.0, 0.0);
        for step in -800..=800 {
            let z = f64::from(step) / 100.0;
            let weight = libm::exp(-0.5 * z * z);
            let given = lgd.given(z);
            mean += weight * given.mean;
            weights += weight;
            assert!(given.deviation * given.deviation < given.mean * (1.0 - given.mean));
        }
        assert!((mean / weights - 0.45).abs() < 1e-12);
    }

    #[test]
    fn what_is_certain_does_not_move() {
        for mean in [0.0, 1.0] {
            let lgd = LossGivenDefault {
                mean,
                deviation: 0.0,
                sensitivity: 1.0,
            };
            assert_eq!(lgd.given(-3.0).mean, mean);
        }
    }

    /// Beta(2, 3): mean 2/5, variance 1/25, third moment 4/35 by the recursion of its moments.
    #[test]
    fn moments_are_those_of_the_beta_distribution() {
        let lgd = LossGivenDefault {
            mean: 0.4,
            deviation: 0.2,
            sensitivity: 0.0,
        };
        let [mean, second, third] = lgd.moments();
        assert!((mean - 0.4).abs() < 1e-15);
        assert!((second - 0.2).abs() < 1e-15);
        assert!((third - 4.0 / 35.0).abs() < 1e-15);
        let points = lgd.two_points();
        let found: f64 = points
            .iter()
            .map(|(lost, likely)| likely * lost * lost * lost)
            .sum();
        assert!((found - third).abs() < 1e-15);
    }
}
