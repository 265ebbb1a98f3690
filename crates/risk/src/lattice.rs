//! The loss distribution on a lattice, by recursion over loans given the factor.
//!
//! Source: Andersen, Sidenius and Basu, "All your hedges in one basket" (Risk, November 2003), for the recursion. Given the
//! factor, a loan that defaults by `t` with probability `p` and then loses `j` units turns the distribution `f` of
//! the others' loss into
//!
//! ```text
//! f'(x) = (1 - p) f(x) + p f(x - j)
//! ```
//!
//! A loss between two points of the lattice is shared between them so that its mean stays. Large loans are counted one by
//! one; the many small ones are a normal with a correction for skew, put on the lattice by second differences of its
//! expected excess, so that the expected excess over every point is kept. Distributions given the factor are then
//! averaged over it.
//!
//! Example: two loans that are independent (ρ 0), PD 10 % and 20 %, LGD 50 %: both default with probability 2 %.
//!
//! ```
//! use tranchet_risk::{lattice::Lattice, loss_given_default::LossGivenDefault, pool::{Exposure, Pool}};
//! let loan = |pd| Exposure::new(1.0, pd, LossGivenDefault::fixed(0.5), 0.0);
//! let losses = Lattice::of(&Pool::of_bullets(vec![1.0], vec![loan(0.1), loan(0.2)]));
//! assert!((losses.probability_above(0, 0.49) - 0.02).abs() < 1e-12);
//! assert!((losses.probability_above(0, 0.20) - 0.28).abs() < 1e-12);
//! assert!((losses.expected_loss(0) - 0.075).abs() < 1e-12);
//! ```
//!
//! A loan that repays in instalments loses one of many amounts, by when it defaults: two of them stand for all, with
//! their first three moments ([`two_points`](crate::two_points)).

use rayon::prelude::*;

use crate::conditional::classes::{Class, classes};
use crate::conditional::cumulants;
use crate::distribution::Size;
use crate::nodes::{Factors, Node};
use crate::pool::{Exposure, Pool};
use crate::student_t::Mixing;

mod laid;
mod loans;
mod others;

use laid::Laid;
use loans::LargeLoan;
pub(crate) use others::Others;

/// Nodes whose sums are made by one thread.
const NODES_AT_ONCE: usize = 16;

/// Steps of the lattice up to the greatest loss that the pool can have.
///
/// Beside it, steps of the factor for one that smooth functions need: what many small loans lose has kinks.
const MANY: (usize, usize) = (2047, 3);
/// The same where the lattice is laid out for many values of an outer part, which smooths the kinks.
const FEW: (usize, usize) = (511, 1);

/// Probabilities of the pool's loss by each date.
#[derive(Clone, Debug)]
pub struct Lattice {
    /// The loss from one point to the next, a share of the pool.
    unit: f64,
    /// By date, by point.
    probabilities: Vec<Vec<f64>>,
}

impl Lattice {
    /// The losses of a pool, each large loan counted by itself.
    pub fn of(pool: &Pool) -> Lattice {
        let (total, size) = (pool.balance(), Size::of(pool));
        let mixing = Mixing::of(pool.copula);
        let factors = Factors::few(pool);
        let (steps, finer) = if factors.is_single() { MANY } else { FEW };
        let unit = greatest_loss(pool, total) / steps as f64;
        let large = pool.exposures.iter().filter(|loan| size.is_large(loan));
        let large: Vec<LargeLoan> = large
            .map(|loan| LargeLoan::new(loan, pool, total, &mixing))
            .collect();
        let rest = classes(pool, total, &mixing, |loan| !size.is_large(loan));
        // A loss between two points is partly laid on the upper one, so that the sum may pass the greatest loss.
        let points = steps + 1 + large.len() + 1;
        let dates = pool.times.len();
        if unit == 0.0 {
            let certain = core::iter::once(1.0).chain(core::iter::repeat_n(0.0, points - 1));
            return Lattice {
                unit,
                probabilities: vec![certain.collect(); dates],
            };
        }
        let nodes = factors.weighted(factors.grid.finer(finer));
        let layout = Layout {
            unit,
            points,
            large: &large,
            rest: &rest,
        };
        Lattice {
            unit,
            probabilities: layout.average(&nodes, dates),
        }
    }

    /// Expected loss by a date.
    pub fn expected_loss(&self, date: usize) -> f64 {
        self.sum(date, |loss| loss)
    }

    /// Standard deviation of the loss by a date.
    pub fn standard_deviation(&self, date: usize) -> f64 {
        let mean = self.expected_loss(date);
        libm::sqrt(self.sum(date, |loss| (loss - mean) * (loss - mean)))
    }

    /// `E[(L - K)⁺]` by a date.
    pub fn expected_excess(&self, date: usize, k: f64) -> f64 {
        self.sum(date, |loss| (loss - k).max(0.0))
    }

    /// `P(L > x)` by a date.
    pub fn probability_above(&self, date: usize, x: f64) -> f64 {
        self.sum(date, |loss| if loss > x { 1.0 } else { 0.0 })
    }

    fn sum(&self, date: usize, of: impl Fn(f64) -> f64) -> f64 {
        self.probabilities[date]
            .iter()
            .enumerate()
            .map(|(point, probability)| probability * of(point as f64 * self.unit))
            .sum()
    }
}

/// What the pool loses when every loan defaults and loses the most it can.
fn greatest_loss(pool: &Pool, total: f64) -> f64 {
    let most = |loan: &Exposure| {
        let worst = loan
            .lgd
            .two_points()
            .iter()
            .map(|(lost, _)| *lost)
            .fold(0.0, f64::max);
        loan.balance * worst
    };
    pool.exposures
        .iter()
        .filter(|loan| loan.pd > 0.0)
        .map(most)
        .sum::<f64>()
        / total
}

/// How the losses of a pool are laid out.
struct Layout<'a> {
    unit: f64,
    points: usize,
    large: &'a [LargeLoan],
    rest: &'a [Class],
}

impl Layout<'_> {
    /// Distributions by date, averaged over the factors.
    fn average(&self, nodes: &[(Node, f64)], dates: usize) -> Vec<Vec<f64>> {
        // Sums of a fixed number of nodes each, added up in order, are the same on any number of threads.
        let sums: Vec<Vec<Vec<f64>>> = nodes
            .par_chunks(NODES_AT_ONCE)
            .map(|nodes| self.sum(nodes, dates))
            .collect();
        let mut sums = sums.into_iter();
        let mut total = sums.next().unwrap_or_default();
        for sum in sums {
            for (total, sum) in total.iter_mut().flatten().zip(sum.iter().flatten()) {
                *total += sum;
            }
        }
        total
    }

    fn sum(&self, nodes: &[(Node, f64)], dates: usize) -> Vec<Vec<f64>> {
        let mut sums = vec![vec![0.0; self.points]; dates];
        let mut laid = Laid::new(self.points);
        for (node, weight) in nodes {
            let rest = cumulants::given(node, self.rest, dates);
            let large: Vec<_> = self.large.iter().map(|loan| loan.given(node, dates)).collect();
            for (date, sum) in sums.iter_mut().enumerate() {
                laid.start();
                for loan in &large {
                    laid.join(&loan[date], self.unit);
                }
                laid.join_rest(&rest[date], self.unit);
                for (sum, probability) in sum.iter_mut().zip(laid.probabilities()) {
                    *sum += weight * probability;
                }
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests;
