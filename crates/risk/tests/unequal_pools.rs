//! Large pools of unequal loans, against a lattice recursion.
//!
//! The pools are made by whole numbers and one inverse normal from a fixed rule: balances log-normal with mean 1 million,
//! at most eight times it, one-year PD from 0.03 % to 30 % in nine grades with jitter, LGD 45 %, ρ 20 %. The expected
//! losses of the tranches 0-1 %, 1-7 % and 7-100 % in five years come from an independent lattice recursion on two
//! grids, extrapolated, over 201 and 401 values of the factor; for 100,000 loans from an independent integration over 801.

use tranchet_engine::capital::normal::quantile;
use tranchet_risk::distribution::{LossDistribution, Method};
use tranchet_risk::loss_given_default::LossGivenDefault;
use tranchet_risk::pool::{Exposure, Pool};

const GRADES: [(f64, f64); 9] = [
    (5.0, 0.0005),
    (9.0, 0.0010),
    (15.0, 0.0020),
    (19.0, 0.0040),
    (20.0, 0.0075),
    (16.0, 0.0125),
    (9.0, 0.0220),
    (5.0, 0.0400),
    (2.0, 0.0800),
];

/// One step of the generator splitmix64.
fn scramble(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn uniform(loan: u64, draw: u64) -> f64 {
    ((scramble((loan << 8) | draw) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

fn loan(number: u64) -> Exposure {
    let balance = libm::exp(quantile(uniform(number, 1)) - 0.5).clamp(0.02, 8.0);
    let mut left = uniform(number, 2) * 100.0;
    let grade = GRADES.iter().find(|(weight, _)| {
        left -= weight;
        left < 0.0
    });
    let pd = grade.map_or(0.08, |(_, pd)| *pd) * libm::exp(0.25 * quantile(uniform(number, 3)));
    let balance = libm::rint(balance * 1000.0) * 1000.0;
    let pd = libm::rint(pd.clamp(0.0003, 0.30) * 1e8) / 1e8;
    Exposure::new(balance, pd, LossGivenDefault::fixed(0.45), 0.2)
}

fn pool(loans: u64) -> Pool {
    let quarters = (1..=20).map(|quarter| f64::from(quarter) / 4.0).collect();
    Pool::of_bullets(quarters, (0..loans).map(loan).collect())
}

fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found / expected - 1.0).abs() < tolerance,
        "{found} for {expected}"
    );
}

fn five_years(loans: u64, expected: [f64; 3]) -> LossDistribution {
    let losses = LossDistribution::of(&pool(loans));
    assert_eq!(losses.method(), Method::Cumulants);
    for ((attachment, detachment), expected) in
        [(0.0, 0.01), (0.01, 0.07), (0.07, 1.0)].into_iter().zip(expected)
    {
        let found = losses.expected_tranche_loss(19, attachment, detachment);
        assert_near(found, expected, 1e-3);
    }
    losses
}

#[test]
fn a_thousand_loans() {
    let losses = five_years(1_000, [0.008332755503, 0.011721344721, 0.00061447523]);
    assert_near(losses.quantile(19, 0.999), 0.140634, 1e-3);
    for (x, expected) in [(0.01, 0.6491), (0.07, 0.02958)] {
        assert!((losses.probability_above(19, x) - expected).abs() < 0.001);
    }
}

#[test]
fn ten_thousand_loans() {
    let losses = five_years(10_000, [0.008746065055, 0.012883782806, 0.00066171815]);
    assert_near(losses.quantile(19, 0.999), 0.141347, 1e-3);
    assert!((losses.probability_above(19, 0.07) - 0.03231).abs() < 0.0005);
}

#[test]
fn a_hundred_thousand_loans() {
    five_years(100_000, [0.008804741303, 0.013104570591, 0.000670860]);
}
