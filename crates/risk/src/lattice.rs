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
//! use tranchet_risk::{lattice::Lattice, pool::{Exposure, LossGivenDefault, Pool}};
//! let loan = |pd| Exposure { balance: 1.0, pd, lgd: LossGivenDefault::fixed(0.5), correlation: 0.0, profile: 0 };
//! let losses = Lattice::of(&Pool::of_bullets(vec![1.0], vec![loan(0.1), loan(0.2)]));
//! assert!((losses.probability_above(0, 0.49) - 0.02).abs() < 1e-12);
//! assert!((losses.probability_above(0, 0.20) - 0.28).abs() < 1e-12);
//! assert!((losses.expected_loss(0) - 0.075).abs() < 1e-12);
//! ```
//!
//! Not covered: a loan that repays in instalments and defaults by `t` loses the mean over the periods in which it may
//! have defaulted, not one of them.

use crate::conditional::classes::classes;
use crate::conditional::cumulants::{self, Cumulants};
use crate::conditional::grid;
use crate::distribution::is_large;
use crate::pool::{Exposure, Pool};

mod loans;

use loans::LargeLoan;

/// Steps of the lattice up to the greatest loss that the pool can have.
const STEPS: usize = 2047;

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
        let total = pool.balance();
        let (large, small): (Vec<&Exposure>, Vec<&Exposure>) =
            pool.exposures.iter().partition(|loan| is_large(loan, total));
        let small = Pool {
            exposures: small.into_iter().copied().collect(),
            ..pool.clone()
        };
        let unit = greatest_loss(pool, total) / STEPS as f64;
        let large: Vec<LargeLoan> = large
            .into_iter()
            .map(|loan| LargeLoan::new(loan, pool, total))
            .collect();
        // A loss between two points is partly laid on the upper one, so that the sum may pass the greatest loss.
        let points = STEPS + 1 + large.len() + 1;
        let mut lattice = Lattice {
            unit,
            probabilities: vec![vec![0.0; points]; pool.times.len()],
        };
        if unit > 0.0 {
            lattice.average(&large, &small, total);
        }
        lattice
    }

    fn average(&mut self, large: &[LargeLoan], small: &Pool, total: f64) {
        let classes = classes(small, total);
        let dates = small.times.len();
        let (values, weights) = grid::coarse_weighted();
        for (z, weight) in values.into_iter().zip(weights) {
            let rest = cumulants::given(z, &classes, small);
            let conditional: Vec<_> = large.iter().map(|loan| loan.given(z, dates)).collect();
            for (date, sum) in self.probabilities.iter_mut().enumerate() {
                let mut given = vec![0.0; sum.len()];
                self::given(self.unit, &conditional, date, &rest[date], &mut given);
                for (sum, probability) in sum.iter_mut().zip(given) {
                    *sum += weight * probability;
                }
            }
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

/// Lays out the distribution by a date, given the factor: the large loans, then the rest.
fn given(unit: f64, large: &[Vec<loans::Conditional>], date: usize, rest: &Cumulants, found: &mut Vec<f64>) {
    found[0] = 1.0;
    let mut reached = 0;
    for loan in large {
        reached = loan[date].join(unit, found, reached);
    }
    if rest.mean > 0.0 {
        *found = join_rest(unit, rest, found, reached);
    }
}

/// The sum of the large loans' loss and the rest's.
fn join_rest(unit: f64, rest: &Cumulants, large: &[f64], reached: usize) -> Vec<f64> {
    let last = large.len() - 1;
    let (first, probabilities) = loans::on_lattice(unit, rest, last);
    let mut sum = vec![0.0; large.len()];
    for (point, probability) in large[..=reached].iter().enumerate() {
        for (step, rest) in probabilities.iter().enumerate() {
            sum[(point + first + step).min(last)] += probability * rest;
        }
    }
    sum
}

#[cfg(test)]
mod tests;
