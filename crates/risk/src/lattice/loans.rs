//! Loans and the rest of a pool, on the lattice.

use tranchet_engine::capital::normal::cdf;

use crate::conditional::cumulants::{Cumulants, Outstanding};
use crate::conditional::excess::excess;
use crate::loss_given_default::LossGivenDefault;
use crate::nodes::Node;
use crate::pool::{Exposure, Pool, probability_by};
use crate::student_t::Mixing;
use crate::two_points::two_points;

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
    lgd: LossGivenDefault,
    share: f64,
    direction: usize,
}

/// A loan by a date, given the factors.
pub(super) struct Conditional {
    /// That it has defaulted while something was owed.
    pub probability: f64,
    /// Losses on default with their probabilities given default.
    losses: [(f64, f64); 2],
}

impl LargeLoan {
    pub fn new(loan: &Exposure, pool: &Pool, total: f64, mixing: &Mixing) -> LargeLoan {
        let hazard = loan.hazard();
        LargeLoan {
            loading: libm::sqrt(loan.correlation),
            scale: 1.0 / libm::sqrt(1.0 - loan.correlation),
            thresholds: pool.clocks[loan.clock]
                .iter()
                .map(|clock| mixing.quantile(probability_by(hazard, *clock)))
                .collect(),
            profile: pool.profiles[loan.profile].clone(),
            lgd: loan.lgd,
            share: loan.balance / total,
            direction: loan.direction,
        }
    }

    /// The loan by each date, given the factors.
    pub fn given(&self, node: &Node, dates: usize) -> Vec<Conditional> {
        let factor = node.factors[self.direction];
        let lost = self.lgd.given(factor).moments();
        let (mut outstanding, mut before, mut defaults) = (Outstanding::default(), 0.0, 0.0);
        (0..dates)
            .map(|date| {
                let by = cdf((self.thresholds[date] * node.mixing - self.loading * factor) * self.scale);
                let profile = self.profile[date];
                outstanding.default_in(profile, by - before);
                // Who defaults when nothing is owed any more loses nothing.
                defaults += if profile > 0.0 { by - before } else { 0.0 };
                before = by;
                Conditional {
                    probability: defaults,
                    losses: self.losses(lost, &outstanding, defaults),
                }
            })
            .collect()
    }

    /// Two losses with the first three moments of the loss on default, whenever it was.
    fn losses(&self, lost: [f64; 3], outstanding: &Outstanding, defaults: f64) -> [(f64, f64); 2] {
        if defaults <= 0.0 {
            return [(0.0, 1.0), (0.0, 0.0)];
        }
        let [first, second, third] = outstanding.0.map(|sum| sum / defaults);
        let points = two_points([lost[0] * first, lost[1] * second, lost[2] * third]);
        points.map(|(loss, probability)| (self.share * loss, probability))
    }
}

impl Conditional {
    /// Steps that a default goes up, with the probability of each.
    pub fn places(&self, unit: f64) -> [(usize, f64); PLACES] {
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
