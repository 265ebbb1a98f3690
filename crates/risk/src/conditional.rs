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
//! integrated there ([`grid`]). Pools with many loans are first compressed ([`classes`]). With several factors
//! the grid lies along the main one, and what is found there is averaged over the others; under the Student-t copula over the
//! common shock as well ([`nodes`](crate::nodes)).
//!
//! Example: 10,000 loans alike, PD 1 % a year, LGD 40 %, ρ 20 %; the tranche from 0 to 12.5 % loses 15.62 % in five
//! years, as the closed form of the infinitely granular pool does.
//!
//! ```
//! use tranchet_risk::{distribution::LossDistribution, loss_given_default::LossGivenDefault, pool::{Exposure, Pool}};
//! let loan = Exposure::new(1.0, 0.01, LossGivenDefault::fixed(0.4), 0.2);
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
mod tables;

use rayon::prelude::*;

use crate::nodes::{Factors, Node};
use crate::pool::Pool;
use crate::student_t::Mixing;
use classes::{Class, classes};
use cumulants::Cumulants;
use excess::{excess, probability_above};
use grid::{Grid, Refined};
use tables::Tables;

/// Steps of the fine grid in one of the coarse, with one value of the outer part and with many.
const FINER: (usize, usize) = (8, 4);

/// The loss of a pool on each date, given the factors; shares of the pool at closing.
#[derive(Clone, Debug)]
pub struct Conditional {
    /// By date, by value of the outer part, on the coarse grid.
    given_factor: Vec<Vec<Vec<Cumulants>>>,
    /// Weights of the outer part; they add up to one.
    weights: Vec<f64>,
    /// The fine grid.
    fine: Refined,
}

impl Conditional {
    /// The loss of a pool given the factors.
    pub fn of(pool: &Pool) -> Conditional {
        let mixing = Mixing::of(pool.copula);
        let classes = classes(pool, pool.balance(), &mixing, |_| true);
        let factors = Factors::of(pool);
        let dates = pool.times.len();
        let values: Vec<f64> = factors.grid.coarse().collect();
        let nodes: Vec<Node> = factors
            .outer
            .iter()
            .flat_map(|outer| values.iter().map(|z| factors.node(*z, outer)))
            .collect();
        let given = match pool.factors() {
            1 => nodes
                .par_iter()
                .map(|node| cumulants::given(node, &classes, dates))
                .collect(),
            _ => by_tables(&nodes, &classes, factors.grid, pool),
        };
        let of_date = |date: usize| {
            let outer = given.chunks(values.len());
            outer
                .map(|along| along.iter().map(|dates| dates[date]).collect())
                .collect()
        };
        Conditional {
            given_factor: (0..dates).map(of_date).collect(),
            weights: factors.outer.iter().map(|outer| outer.weight).collect(),
            fine: factors
                .grid
                .refined(if factors.is_single() { FINER.0 } else { FINER.1 }),
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

    /// Whether the main axis is the only factor, so that the loss given it is known.
    pub(crate) fn is_single(&self) -> bool {
        self.weights.len() == 1
    }

    /// Weights of the fine grid of the main axis, evenly spaced from end to end.
    pub(crate) fn axis_weights(&self) -> &[f64] {
        self.fine.weights()
    }

    /// The loss by a date on the fine grid of the main axis, its mean and variance over all else.
    pub(crate) fn along_axis(&self, date: usize) -> Vec<Cumulants> {
        let given = &self.given_factor[date];
        let at = |step: usize| {
            if let [along] = &given[..] {
                return self.fine.at(along, step);
            }
            let mut sum = Cumulants::default();
            for (along, weight) in given.iter().zip(&self.weights) {
                let here = self.fine.at(along, step);
                sum.mean += weight * here.mean;
                sum.variance += weight * (here.variance + here.mean * here.mean);
            }
            sum.variance -= sum.mean * sum.mean;
            sum
        };
        (0..self.axis_weights().len()).map(at).collect()
    }

    fn integrate(&self, date: usize, of: impl Fn(&Cumulants) -> f64 + Sync) -> f64 {
        let along = |(coarse, weight): (&Vec<Cumulants>, &f64)| weight * self.fine.integrate(coarse, &of);
        let given = &self.given_factor[date];
        if given.len() == 1 {
            return along((&given[0], &self.weights[0]));
        }
        // Summed in order, so that the result is the same on any number of threads.
        let parts: Vec<f64> = given.par_iter().zip(&self.weights).map(along).collect();
        parts.iter().sum()
    }
}

/// Cumulants by node, from tables along each direction; nodes of one common shock stand together.
fn by_tables(nodes: &[Node], classes: &[Class], grid: Grid, pool: &Pool) -> Vec<Vec<Cumulants>> {
    let (directions, dates) = (pool.directions.len(), pool.times.len());
    let alike = nodes.chunk_by(|one, other| one.mixing == other.mixing);
    alike
        .flat_map(|nodes| {
            let tables = Tables::new(classes, directions, grid, nodes[0].mixing, dates);
            let given: Vec<_> = nodes.par_iter().map(|node| tables.given(node, dates)).collect();
            given
        })
        .collect()
}
