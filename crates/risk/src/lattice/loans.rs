//! Loans and the rest of a pool, on the lattice.

use tranchet_engine::capital::normal::{cdf, quantile};

use crate::conditional::cumulants::{Cumulants, Outstanding};
use crate::conditional::excess::excess;
use crate::pool::{Exposure, Pool, probability_by};

/// Standard deviations on either side of the mean that the rest of a pool is laid out over.
const WIDTH: f64 = 9.0;
/// Places to which a defaulted loan's loss goes: two values, each between two points.
const PLACES: usize = 4;

/// A loan that is counted by itself.
pub(super) struct LargeLoan {
    loading: f64,
    scale: f64,
    thresholds: Vec<f64>,
    profile: Vec<f64>,
    /// Balance as a share of the pool, times each value of the loss given default, with its probability.
    losses: [(f64, f64); 2],
}

/// A loan by a date, given the factor.
pub(super) struct Conditional {
    probability: f64,
    /// Losses on default with their probabilities.
    losses: [(f64, f64); 2],
}

impl LargeLoan {
    pub fn new(loan: &Exposure, pool: &Pool, total: f64) -> LargeLoan {
        let share = loan.balance / total;
        let hazard = loan.hazard();
        LargeLoan {
            loading: libm::sqrt(loan.correlation),
            scale: 1.0 / libm::sqrt(1.0 - loan.correlation),
            thresholds: pool
                .times
                .iter()
                .map(|years| quantile(probability_by(hazard, *years)))
                .collect(),
            profile: pool.profiles[loan.profile].clone(),
            losses: loan
                .lgd
                .two_points()
                .map(|(lost, probability)| (share * lost, probability)),
        }
    }

    /// The loan by each date, given the factor.
    pub fn given(&self, z: f64, dates: usize) -> Vec<Conditional> {
        let mut outstanding = Outstanding::default();
        let mut before = 0.0;
        (0..dates)
            .map(|date| {
                let by = cdf((self.thresholds[date] - self.loading * z) * self.scale);
                outstanding.default_in(self.profile[date], by - before);
                before = by;
                let [first, ..] = outstanding.0;
                let share = if by > 0.0 { first / by } else { 0.0 };
                Conditional {
                    probability: by,
                    losses: self.losses.map(|(lost, probability)| (lost * share, probability)),
                }
            })
            .collect()
    }
}

impl Conditional {
    /// Adds the loan to the others' distribution, of which only the points up to `reached` have any; returns the
    /// same for the sum.
    pub fn join(&self, unit: f64, others: &mut [f64], reached: usize) -> usize {
        let places = self.places(unit);
        let furthest = places.iter().map(|(steps, _)| *steps).max().unwrap_or_default();
        let last = (reached + furthest).min(others.len() - 1);
        for point in (0..=last).rev() {
            let stays = others[point] * (1.0 - self.probability);
            let comes: f64 = places
                .iter()
                .filter(|(steps, _)| *steps <= point)
                .map(|(steps, probability)| probability * others[point - steps])
                .sum();
            others[point] = stays + comes;
        }
        last
    }

    /// Steps that a default goes up, with the probability of each.
    fn places(&self, unit: f64) -> [(usize, f64); PLACES] {
        let mut places = [(0, 0.0); PLACES];
        for (value, (lost, probability)) in self.losses.iter().enumerate() {
            let steps = lost / unit;
            let below = libm::floor(steps);
            let above = steps - below;
            let defaults = self.probability * probability;
            places[2 * value] = (below as usize, defaults * (1.0 - above));
            places[2 * value + 1] = (below as usize + 1, defaults * above);
        }
        places
    }
}

/// A loss of these cumulants on the lattice up to a point: its first point, and the probabilities from there on.
pub(super) fn on_lattice(unit: f64, loss: &Cumulants, most: usize) -> (usize, Vec<f64>) {
    let reach = WIDTH * libm::sqrt(loss.variance.max(0.0)) + unit;
    let first = libm::floor((loss.mean - reach).max(0.0) / unit) as usize;
    let last = (libm::ceil((loss.mean + reach) / unit) as usize).min(most);
    let beyond = |point: usize| excess(loss, point as f64 * unit);
    let mut before = loss.mean - (first as f64 - 1.0) * unit;
    let mut here = beyond(first).max(loss.mean - first as f64 * unit);
    if first == 0 {
        here = loss.mean;
        before = loss.mean + unit;
    }
    let mut probabilities = Vec::with_capacity(last - first + 1);
    for point in first..=last {
        let next = beyond(point + 1);
        probabilities.push((before - 2.0 * here + next) / unit);
        (before, here) = (here, next);
    }
    (first, probabilities)
}
