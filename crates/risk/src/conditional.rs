//! The loss distribution by the conditional method: given the factor, loans default independently.
//!
//! One-factor Gaussian copula: a loan defaults by `t` when `√ρ z + √(1-ρ) ε < G(PD(t))`, so that
//!
//! ```text
//! p(t|z)       = N( (G(PD(t)) - √ρ z) / √(1-ρ) )
//! E[(L - K)⁺]  = ∫ E[(L - K)⁺ | z] n(z) dz
//! ```
//!
//! Given `z`, the loss is a sum of independent terms; its first three cumulants give a normal with a correction for
//! its skew ([`excess`]). The cumulants are smooth in `z` and dear, the excess has a kink in `z` where the pool is
//! granular and is cheap: cumulants are calculated on a coarse grid, carried to a fine one by polynomials, and
//! integrated there ([`grid`]). Pools with many alike loans are first compressed ([`classes`]).
//!
//! Example: 10,000 loans alike, PD 1 % a year, LGD 40 %, ρ 20 %; the tranche from 0 to 12.5 % loses 15.62 % in five
//! years, as the closed form of the infinitely granular pool does.
//!
//! ```
//! use tranchet_risk::{distribution::LossDistribution, pool::{Exposure, LossGivenDefault, Pool}};
//! let loan = Exposure { balance: 1.0, pd: 0.01, lgd: LossGivenDefault::fixed(0.4), correlation: 0.2, profile: 0 };
//! let pool = Pool::of_bullets(vec![5.0], vec![loan; 10_000]);
//! let losses = LossDistribution::of(&pool);
//! let tranche = losses.expected_tranche_loss(0, 0.0, 0.125) / 0.125;
//! assert!((tranche - 0.156244).abs() < 2e-5, "{tranche}");
//! ```
//!
//! Error, against a lattice recursion on 1,000 to 100,000 unequal loans: below 0.01 % of the expected loss of each tranche
//! in five years. Not for pools with large loans; those are for the [`lattice`](crate::lattice).

pub mod classes;
pub mod cumulants;
pub mod excess;
pub mod grid;

use crate::pool::Pool;
use classes::classes;
use cumulants::Cumulants;
use excess::{excess, probability_above};

/// The loss of a pool on each date, given each value of the factor; shares of the pool at closing.
#[derive(Clone, Debug)]
pub struct Conditional {
    /// By date, on the fine grid.
    given_factor: Vec<Vec<Cumulants>>,
    /// Weights of the fine grid; they add up to one.
    weights: Vec<f64>,
}

impl Conditional {
    /// The loss of a pool given the factor.
    pub fn of(pool: &Pool) -> Conditional {
        let classes = classes(pool, pool.balance());
        let coarse: Vec<Vec<Cumulants>> = grid::coarse()
            .map(|z| cumulants::given(z, &classes, pool))
            .collect();
        let given_factor = (0..pool.times.len())
            .map(|date| grid::refine(&coarse, date))
            .collect();
        Conditional {
            given_factor,
            weights: grid::weights(),
        }
    }

    /// Expected loss by a date.
    pub fn expected_loss(&self, date: usize) -> f64 {
        self.integrate(date, |given| given.mean)
    }

    /// Standard deviation of the loss by a date.
    pub fn standard_deviation(&self, date: usize) -> f64 {
        let mean = self.expected_loss(date);
        let variance = self.integrate(date, |given| {
            let apart = given.mean - mean;
            given.variance + apart * apart
        });
        libm::sqrt(variance)
    }

    /// `E[(L - K)⁺]` by a date, for `K` above nought.
    pub fn expected_excess(&self, date: usize, k: f64) -> f64 {
        self.integrate(date, |given| excess(given, k))
    }

    /// `P(L > x)` by a date.
    pub fn probability_above(&self, date: usize, x: f64) -> f64 {
        self.integrate(date, |given| probability_above(given, x))
    }

    /// How many dates there are.
    pub(crate) fn dates(&self) -> usize {
        self.given_factor.len()
    }

    /// The loss by a date on the fine grid of the factor.
    pub(crate) fn given_factor(&self, date: usize) -> &[Cumulants] {
        &self.given_factor[date]
    }

    /// Weights of the fine grid.
    pub(crate) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The loss by each date at a factor of the grid's range, along the line between the nearest nodes.
    pub(crate) fn at(&self, factor: f64) -> Vec<Cumulants> {
        let (node, part) = grid::place(factor);
        let along = |given: &Vec<Cumulants>| {
            let mut loss = Cumulants::default();
            loss.add(&given[node], 1.0 - part);
            loss.add(&given[node + 1], part);
            loss
        };
        self.given_factor.iter().map(along).collect()
    }

    fn integrate(&self, date: usize, of: impl Fn(&Cumulants) -> f64) -> f64 {
        let given = &self.given_factor[date];
        given
            .iter()
            .zip(&self.weights)
            .map(|(given, weight)| weight * of(given))
            .sum()
    }
}
