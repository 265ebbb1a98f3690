//! Expected tranche losses at each of many quarters, against a recursion over all loans.
//!
//! Source of the recursion: Andersen, Sidenius and Basu, "All your hedges in one basket" (Risk, November 2003), written here once
//! more without what the program has: every loan by itself, on a lattice up to 7 % of the pool, above which nothing is told
//! apart. A loss between two points is shared by them, which adds variance in proportion to the square of the unit; two
//! lattices, one twice as fine, give the limit by Richardson's extrapolation.

mod made_pools;

use tranchet_engine::capital::normal::{cdf, quantile};
use tranchet_risk::distribution::LossDistribution;
use tranchet_risk::pool::{Pool, probability_by};

const TOP: f64 = 0.07;
const NODES: i32 = 160;

/// The expected loss by a quarter, whatever the correlation.
fn expected_loss(pool: &Pool, quarter: usize) -> f64 {
    let loans = pool.exposures.iter();
    let lost =
        loans.map(|loan| loan.balance * loan.lgd.mean * probability_by(loan.hazard(), pool.times[quarter]));
    lost.sum::<f64>() / pool.balance()
}

/// `E[min(L, K)]` for 1 % and 7 % by a quarter.
fn capped(pool: &Pool, quarter: usize, points: usize) -> [f64; 2] {
    let total = pool.balance();
    let unit = TOP / points as f64;
    let thresholds: Vec<(f64, f64)> = pool
        .exposures
        .iter()
        .map(|loan| {
            let by = probability_by(loan.hazard(), pool.times[quarter]);
            (quantile(by), loan.balance * loan.lgd.mean / total / unit)
        })
        .collect();
    let (mut found, mut weights) = ([0.0; 2], 0.0);
    for node in 0..=NODES {
        let z = 16.0 * f64::from(node) / f64::from(NODES) - 8.0;
        let weight = libm::exp(-0.5 * z * z);
        weights += weight;
        let laid = given(z, &thresholds, points);
        for (found, cap) in found.iter_mut().zip([points / 7, points]) {
            let below: f64 = laid[..cap]
                .iter()
                .enumerate()
                .map(|(point, p)| (cap - point) as f64 * p)
                .sum();
            *found += weight * unit * (cap as f64 - below);
        }
    }
    found.map(|sum| sum / weights)
}

/// Probabilities of the losses below the top, given the factor.
fn given(z: f64, thresholds: &[(f64, f64)], points: usize) -> Vec<f64> {
    let rho: f64 = 0.2;
    let mut laid = vec![0.0; points];
    laid[0] = 1.0;
    let mut reached = 0_usize;
    for (threshold, steps) in thresholds {
        let p = cdf((threshold - rho.sqrt() * z) / (1.0 - rho).sqrt());
        let below = steps.floor() as usize;
        let above = steps - steps.floor();
        reached = (reached + below + 1).min(points - 1);
        for point in (0..=reached).rev() {
            let low = if point >= below { laid[point - below] } else { 0.0 };
            let high = if point > below {
                laid[point - below - 1]
            } else {
                0.0
            };
            laid[point] = (1.0 - p) * laid[point] + p * ((1.0 - above) * low + above * high);
        }
    }
    laid
}

#[test]
fn a_thousand_loans_by_each_quarter() {
    let pool = made_pools::pool(1_000);
    let losses = LossDistribution::of(&pool);
    for quarter in [0, 1, 2, 3, 7, 13, 19] {
        let (coarse, fine) = (capped(&pool, quarter, 560), capped(&pool, quarter, 1_120));
        let limit = |place: usize| (4.0 * fine[place] - coarse[place]) / 3.0;
        let (one, seven) = (limit(0), limit(1));
        let expected = [one, seven - one, expected_loss(&pool, quarter) - seven];
        let tolerance = if quarter < 3 { 5e-3 } else { 1e-3 };
        for ((a, d), expected) in [(0.0, 0.01), (0.01, 0.07), (0.07, 1.0)].into_iter().zip(expected) {
            let found = losses.expected_tranche_loss(quarter, a, d);
            let error = (found / expected - 1.0).abs();
            // What is below a millionth of a millionth of the pool is beyond the recursion too.
            assert!(
                error < tolerance || expected < 1e-10,
                "quarter {quarter}, {a}: {found} for {expected}"
            );
        }
    }
}
