//! How the factor of a path is drawn: plainly, or stratified where it matters.
//!
//! A round is 256 paths. Stratified, path `j` of a round draws from stratum `j`, an interval of probability `m_j`, and counts
//! `m_j`: the mean of a round is without bias whatever the strata are, and rounds are independent, so that their
//! spread is an honest measure of error. Strata are narrow where the loss of a tranche varies most given the factor
//! (Neyman's allocation, Journal of the Royal Statistical Society 97, 1934) and, a fifth of them, where the factor is likely:
//! a defensive mixture (Hesterberg, Technometrics 37, 1995), so that no path counts for more than five.
//!
//! ```text
//! density of strata(z)  =  n(z) [ 1/5 + 4/5 mean over tranches and dates of s(z) / E[s] ]
//! z = G(p_j + U m_j),  U from the path's own words
//! ```

use core::f64::consts::PI;

use tranchet_engine::capital::normal::{cdf, quantile};

use super::along::Along;
use super::stream::{Purpose, Stream};
use crate::conditional::cumulants::Cumulants;
use crate::conditional::excess::{excess, probability_above};

/// Paths of a round.
pub const ROUND: usize = 256;
/// The share of strata that go where the factor is likely.
const DEFENSIVE: f64 = 0.2;
/// A point that is passed with a smaller probability gets no strata of its own.
const RELEVANT: f64 = 1e-7;
/// The factor beyond which tables do not go.
pub(super) const FURTHEST: f64 = crate::conditional::grid::LIMIT;

/// An interval of the factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratum {
    /// Probability of a lower factor.
    pub below: f64,
    /// Its own probability.
    pub probability: f64,
}

impl Stratum {
    /// The factor at a place between 0 and 1 inside.
    pub fn factor(&self, place: f64) -> f64 {
        quantile(self.below + place * self.probability)
    }

    /// The same, no further than tables go.
    pub fn tabled_factor(&self, place: f64) -> f64 {
        self.factor(place).clamp(-FURTHEST, FURTHEST)
    }
}

/// How factors are drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Design {
    /// Each path by itself, all counting alike.
    Plain,
    /// One path of a round from each stratum.
    Stratified(Vec<Stratum>),
}

/// The factor of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// The factor, bad when low.
    pub factor: f64,
    /// Its place in its stratum, from 0 to 1.
    pub place: f64,
    /// What the path counts in its round.
    pub weight: f64,
}

impl Design {
    /// Strata for the losses of tranches with these points.
    pub fn strata(losses: &Along, points: &[f64]) -> Vec<Stratum> {
        let density = density(losses, points);
        let total: f64 = density.iter().sum();
        let step = 2.0 * FURTHEST / (density.len() - 1) as f64;
        let mut edges = vec![0.0];
        let mut passed = 0.0;
        for (node, share) in density.iter().enumerate() {
            let start = step * (node as f64 - 0.5) - FURTHEST;
            while edges.len() < ROUND && passed + share >= total * edges.len() as f64 / ROUND as f64 {
                let inside = (total * edges.len() as f64 / ROUND as f64 - passed) / share;
                edges.push(cdf(start + step * inside));
            }
            passed += share;
        }
        edges.resize(ROUND, 1.0);
        edges.push(1.0);
        let stratum = |edge: &[f64]| Stratum {
            below: edge[0],
            probability: edge[1] - edge[0],
        };
        edges.windows(2).map(stratum).collect()
    }

    /// The factor of a path.
    pub fn draw(&self, stream: &Stream, path: u64) -> Drawn {
        let place = stream.uniform(path, Purpose::Factor, 0);
        match self {
            Design::Plain => Drawn {
                factor: quantile(place),
                place,
                weight: 1.0 / ROUND as f64,
            },
            Design::Stratified(strata) => {
                let stratum = &strata[(path % ROUND as u64) as usize];
                Drawn {
                    factor: stratum.factor(place),
                    place,
                    weight: stratum.probability,
                }
            }
        }
    }
}

/// The density of strata on the fine grid of the factor.
fn density(losses: &Along, points: &[f64]) -> Vec<f64> {
    let weights = &losses.weights;
    let dates = losses.dates.len();
    let mut kinds: Vec<Vec<f64>> = Vec::new();
    for date in [dates - 1, dates / 2, dates / 4] {
        let given = &losses.dates[date][..];
        kinds.push(weighted(given, weights, |loss| {
            libm::sqrt(loss.variance.max(0.0))
        }));
        kinds.push(smooth(given, weights, |_| 1.0));
        let is_relevant =
            |point: &&f64| **point > 0.0 && probability_of_passing(given, weights, **point) > RELEVANT;
        for point in points.iter().filter(is_relevant) {
            kinds.push(weighted(given, weights, |loss| spread_of_excess(loss, *point)));
            kinds.push(smooth(given, weights, |loss| probability_above(loss, *point)));
        }
    }
    kinds.retain(|kind| kind.iter().sum::<f64>() > 0.0);
    if kinds.is_empty() {
        return weights.to_vec();
    }
    let share = (1.0 - DEFENSIVE) / kinds.len() as f64;
    let mut density: Vec<f64> = weights.iter().map(|weight| DEFENSIVE * weight).collect();
    for kind in &kinds {
        let total: f64 = kind.iter().sum();
        for (sum, value) in density.iter_mut().zip(kind) {
            *sum += share * value / total;
        }
    }
    density
}

/// Where `E[X|z]` moves with the factor: strata whose width makes what it moves across each the least in all.
fn smooth(given: &[Cumulants], weights: &[f64], above: impl Fn(&Cumulants) -> f64) -> Vec<f64> {
    let mean = |node: usize| given[node.min(given.len() - 1)].mean;
    let moved = |node: usize| (mean(node + 1) - mean(node.saturating_sub(1))).abs();
    let nodes = given.iter().zip(weights).enumerate();
    nodes
        .map(|(node, (loss, weight))| libm::sqrt(weight * moved(node) * above(loss).max(0.0)))
        .collect()
}

fn probability_of_passing(given: &[Cumulants], weights: &[f64], point: f64) -> f64 {
    weighted(given, weights, |loss| probability_above(loss, point))
        .iter()
        .sum()
}

fn weighted(given: &[Cumulants], weights: &[f64], of: impl Fn(&Cumulants) -> f64) -> Vec<f64> {
    given
        .iter()
        .zip(weights)
        .map(|(loss, weight)| weight * of(loss))
        .collect()
}

/// What is left of the deviation of `(L - K)⁺` after its control `P(L > K) (L - E[L])`, for a normal loss.
fn spread_of_excess(loss: &Cumulants, point: f64) -> f64 {
    let variance = loss.variance.max(0.0);
    let deviation = libm::sqrt(variance);
    if deviation == 0.0 {
        return 0.0;
    }
    let k = (point - loss.mean) / deviation;
    let above = cdf(-k);
    let density = libm::exp(-0.5 * k * k) / libm::sqrt(2.0 * PI);
    let mean = density - k * above;
    let square = (1.0 + k * k) * above - k * density;
    libm::sqrt((variance * (square - mean * mean - above * above)).max(0.0))
}

/// What the conditional method says of a tranche's loss at a factor: for controls.
pub(super) fn expected(loss: &Cumulants, point: f64) -> f64 {
    if point <= 0.0 {
        loss.mean - point
    } else {
        excess(loss, point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loss_given_default::LossGivenDefault;
    use crate::pool::{Exposure, Pool};

    fn design() -> Design {
        let loan = Exposure::new(1.0, 0.01, LossGivenDefault::fixed(0.4), 0.2);
        let pool = Pool::of_bullets(vec![1.0, 5.0], vec![loan; 1_000]);
        Design::Stratified(Design::strata(&Along::of(&pool), &[0.01, 0.07]))
    }

    #[test]
    fn strata_cover_the_factor_once_and_none_counts_for_more_than_five() {
        let Design::Stratified(strata) = design() else {
            panic!("the design is stratified");
        };
        assert_eq!(strata.len(), ROUND);
        let mut below = 0.0;
        for stratum in &strata {
            assert!((stratum.below - below).abs() < 1e-15);
            assert!(
                stratum.probability >= 0.0 && stratum.probability * ROUND as f64 <= 1.0 / DEFENSIVE + 1e-9
            );
            below = stratum.below + stratum.probability;
        }
        assert!((below - 1.0).abs() < 1e-15);
    }

    /// E[1], E[z], E[z²] of a standard normal.
    #[test]
    fn rounds_have_the_moments_of_the_normal_distribution() {
        let stream = Stream::new(5);
        for (design, tolerance) in [(Design::Plain, 0.15), (design(), 0.01)] {
            for (power, expected) in [(0, 1.0), (1, 0.0), (2, 1.0)] {
                let rounds = 40;
                let sum: f64 = (0..rounds * ROUND as u64)
                    .map(|path| design.draw(&stream, path))
                    .map(|drawn| drawn.weight * libm::pow(drawn.factor, f64::from(power)))
                    .sum();
                let found = sum / rounds as f64;
                assert!((found - expected).abs() < tolerance, "{power}: {found}");
            }
        }
    }
}
