//! A pool as a factor model sees it: what each loan loses when it defaults, and how likely that is by each date.
//!
//! ```text
//! PD(t) = 1 - (1 - PD)^t = 1 - e^{-h t}            flat hazard h from the one-year PD
//! loss of a default in period q = balance x profile[q] x LGD
//! ```
//!
//! `LGD` is fixed or beta-distributed, independent of everything else. Example: a loan of 100 whose hazard is that of
//! a one-year PD of 1 % has defaulted within five years with probability 4.9010 %.
//!
//! ```
//! use tranchet_risk::pool::{Exposure, LossGivenDefault, probability_by};
//! let loan = Exposure { balance: 100.0, pd: 0.01, lgd: LossGivenDefault::fixed(0.4), correlation: 0.2, profile: 0 };
//! assert!((probability_by(loan.hazard(), 5.0) - 0.0490099501).abs() < 1e-10);
//! assert_eq!(loan.lgd.moments(), [0.4, 0.4 * 0.4, 0.4 * 0.4 * 0.4]);
//! ```
//!
//! Not covered: hazards that change with time.

/// Share of a defaulted balance that is lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LossGivenDefault {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation; nought when it is fixed.
    pub deviation: f64,
}

impl LossGivenDefault {
    /// A share that is known.
    pub const fn fixed(mean: f64) -> LossGivenDefault {
        LossGivenDefault { mean, deviation: 0.0 }
    }

    /// `E[LGD]`, `E[LGD²]`, `E[LGD³]` of the beta distribution with this mean and deviation.
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
        let [mean, second, third] = self.moments();
        let variance = second - mean * mean;
        if self.deviation == 0.0 || variance <= 0.0 {
            return [(mean, 1.0), (mean, 0.0)];
        }
        let deviation = libm::sqrt(variance);
        let central = third - 3.0 * mean * variance - mean * mean * mean;
        let half_skew = 0.5 * central / (variance * deviation);
        let root = libm::sqrt(1.0 + half_skew * half_skew);
        let (up, down) = (half_skew + root, half_skew - root);
        let likely = -down / (up - down);
        [
            (mean + deviation * up, likely),
            (mean + deviation * down, 1.0 - likely),
        ]
    }
}

/// A loan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Balance at closing.
    pub balance: f64,
    /// Probability of default within a year, from 0 to below 1.
    pub pd: f64,
    /// What is lost on default.
    pub lgd: LossGivenDefault,
    /// `ρ`: correlation of the borrower's assets with those of another of the same loading, from 0 to below 1.
    pub correlation: f64,
    /// Its place in [`Pool::profiles`].
    pub profile: usize,
}

impl Exposure {
    /// `h = -ln(1 - PD)` a year.
    pub fn hazard(&self) -> f64 {
        -libm::log1p(-self.pd)
    }
}

/// Probability of default within `years` at hazard `h` a year.
pub fn probability_by(hazard: f64, years: f64) -> f64 {
    -libm::expm1(-hazard * years)
}

/// A pool and the dates on which its losses are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pool {
    /// Years from closing to the end of each period, rising.
    pub times: Vec<f64>,
    /// Shares of a loan's balance that are outstanding through each period, one a period.
    pub profiles: Vec<Vec<f64>>,
    /// The loans.
    pub exposures: Vec<Exposure>,
}

impl Pool {
    /// A pool of loans that repay nothing before the last date.
    pub fn of_bullets(times: Vec<f64>, exposures: Vec<Exposure>) -> Pool {
        let profiles = vec![vec![1.0; times.len()]];
        Pool {
            times,
            profiles,
            exposures,
        }
    }

    /// Balance of all loans at closing.
    pub fn balance(&self) -> f64 {
        self.exposures.iter().map(|loan| loan.balance).sum()
    }
}
