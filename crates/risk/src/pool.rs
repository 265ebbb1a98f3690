//! A pool as a factor model sees it: what each loan loses when it defaults, and how likely that is by each date.
//!
//! ```text
//! PD(t)  = 1 - e^{-h Λ(t)}          h = -ln(1 - PD) from the one-year PD, Λ(t) = t for a hazard that does not change
//! A      = ( √ρ u·Z + √(1-ρ) ε ) / √(S/ν)          default by t when A lies below its quantile at PD(t)
//! loss of a default in period q = balance x profile[q] x LGD
//! ```
//!
//! `Λ` is the clock of the loan's hazard: hazards that change with time run on a faster or slower one. `Z` are independent
//! standard normal factors and `u` the loan's direction among them, of length one; with a single factor `u·Z` is the
//! factor. `S` is chi-square with `ν` degrees of freedom under the Student-t copula; without it `√(S/ν)` is one.
//! Example: a loan whose one-year PD is 1 % has defaulted within five years with probability 4.9010 %.
//!
//! ```
//! use tranchet_risk::loss_given_default::LossGivenDefault;
//! use tranchet_risk::pool::{Exposure, probability_by};
//! let loan = Exposure::new(100.0, 0.01, LossGivenDefault::fixed(0.4), 0.2);
//! assert!((probability_by(loan.hazard(), 5.0) - 0.0490099501).abs() < 1e-10);
//! ```
//!
//! Not covered: correlations that change with time.

use crate::loss_given_default::LossGivenDefault;

/// A loan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Balance at closing.
    pub balance: f64,
    /// Probability of default within a year, from 0 to 1.
    pub pd: f64,
    /// What is lost on default.
    pub lgd: LossGivenDefault,
    /// `ρ`: the share of the variance of the borrower's assets that the factors explain, from 0 to below 1; with one
    /// factor the correlation with another borrower of the same.
    pub correlation: f64,
    /// Its place in [`Pool::directions`].
    pub direction: usize,
    /// Its place in [`Pool::clocks`].
    pub clock: usize,
    /// Its place in [`Pool::profiles`].
    pub profile: usize,
}

impl Exposure {
    /// A loan on the first direction, clock and profile of its pool.
    pub const fn new(balance: f64, pd: f64, lgd: LossGivenDefault, correlation: f64) -> Exposure {
        Exposure {
            balance,
            pd,
            lgd,
            correlation,
            direction: 0,
            clock: 0,
            profile: 0,
        }
    }

    /// `h = -ln(1 - PD)` a year.
    pub fn hazard(&self) -> f64 {
        -libm::log1p(-self.pd)
    }

    /// Whether it can default.
    pub fn is_risky(&self) -> bool {
        self.pd > 0.0 && self.balance > 0.0
    }
}

/// Probability of default by a time at hazard `h`, `1 - e^{-h Λ}`.
pub fn probability_by(hazard: f64, clock: f64) -> f64 {
    if clock == 0.0 {
        return 0.0;
    }
    -libm::expm1(-hazard * clock)
}

/// How borrowers' assets hang together beyond their correlations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Copula {
    /// As normals do.
    #[default]
    Gaussian,
    /// As Student's t: a common shock makes all of them large at once.
    StudentT {
        /// `ν`, at least one.
        degrees: u32,
    },
}

/// A pool and the dates on which its losses are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pool {
    /// Years from closing to the end of each period, rising.
    pub times: Vec<f64>,
    /// `Λ` at the end of each period, one list a clock.
    pub clocks: Vec<Vec<f64>>,
    /// `u`: directions of length one among independent factors.
    pub directions: Vec<Vec<f64>>,
    /// The copula.
    pub copula: Copula,
    /// Shares of a loan's balance that are outstanding through each period, one a period.
    pub profiles: Vec<Vec<f64>>,
    /// The loans.
    pub exposures: Vec<Exposure>,
}

impl Pool {
    /// A pool of loans that repay nothing before the last date, under a one-factor Gaussian model and hazards that do
    /// not change.
    pub fn of_bullets(times: Vec<f64>, exposures: Vec<Exposure>) -> Pool {
        Pool {
            clocks: vec![times.clone()],
            directions: vec![vec![1.0]],
            copula: Copula::Gaussian,
            profiles: vec![vec![1.0; times.len()]],
            times,
            exposures,
        }
    }

    /// Balance of all loans at closing.
    pub fn balance(&self) -> f64 {
        self.exposures.iter().map(|loan| loan.balance).sum()
    }

    /// Leaves out the periods after the first so many.
    pub fn end_after(&mut self, periods: usize) {
        let rows = self.clocks.iter_mut().chain(&mut self.profiles);
        rows.chain([&mut self.times])
            .for_each(|row| row.truncate(periods));
    }

    /// The highest correlation of a loan that can default.
    pub fn highest_correlation(&self) -> f64 {
        let risky = self.exposures.iter().filter(|loan| loan.is_risky());
        risky.map(|loan| loan.correlation).fold(0.0, f64::max)
    }

    /// Number of factors.
    pub fn factors(&self) -> usize {
        self.directions.first().map_or(1, Vec::len)
    }
}
