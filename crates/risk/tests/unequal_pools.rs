//! Large pools of unequal loans, against a lattice recursion.
//!
//! The pools are made by whole numbers and one inverse normal from a fixed rule: balances log-normal with mean 1 million,
//! at most eight times it, one-year PD from 0.03 % to 30 % in nine grades with jitter, LGD 45 %, ρ 20 %. The expected
//! losses of the tranches 0-1 %, 1-7 % and 7-100 % in five years come from an independent lattice recursion on two
//! grids, extrapolated, over 201 and 401 values of the factor; for 100,000 loans from an independent integration over 801.

mod made_pools;

use made_pools::pool;
use tranchet_risk::distribution::{LossDistribution, Method};

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
