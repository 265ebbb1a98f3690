//! The pool of the kinds' own loans through the library of scenarios, against the worked example.

use tranchet_compute::assumptions::Assumptions;
use tranchet_compute::pool::{ComputePool, PoolOutcome};
use tranchet_compute::scenario_library::scenarios;

fn run(id: &str) -> PoolOutcome {
    let library = scenarios();
    let scenario = library.iter().find(|scenario| scenario.id == id).unwrap();
    ComputePool::of_archetypes().run(scenario, &Assumptions::assumed())
}

/// In per cent: PD, LGD and expected loss of each kind, then the loss of the pool, of its first 12.5 %, and of the rest.
type Row = (&'static str, [[f64; 3]; 5], [f64; 3]);

/// The rows of the worked example.
const WORKED: [Row; 6] = [
    (
        "S0",
        [
            [11.9, 9.2, 1.10],
            [6.2, 1.7, 0.11],
            [5.3, 0.0, 0.00],
            [19.3, 6.8, 1.32],
            [14.1, 55.0, 7.77],
        ],
        [1.43, 11.4, 0.0],
    ),
    (
        "S1",
        [
            [16.9, 9.3, 1.57],
            [23.7, 10.4, 2.46],
            [5.3, 6.4, 0.34],
            [54.2, 20.8, 11.28],
            [14.1, 55.0, 7.77],
        ],
        [3.26, 26.1, 0.0],
    ),
    (
        "S2a",
        [
            [21.8, 9.3, 2.04],
            [77.4, 18.4, 14.28],
            [5.4, 19.9, 1.07],
            [96.1, 26.5, 25.42],
            [18.0, 55.0, 9.92],
        ],
        [8.13, 65.0, 0.0],
    ),
    (
        "S2b",
        [
            [26.8, 9.4, 2.50],
            [86.8, 39.2, 34.02],
            [6.2, 35.2, 2.19],
            [100.0, 29.7, 29.75],
            [21.8, 55.0, 11.99],
        ],
        [14.03, 100.0, 1.74],
    ),
    (
        "S3",
        [
            [26.8, 9.4, 2.50],
            [87.8, 42.7, 37.49],
            [6.3, 37.3, 2.37],
            [100.0, 30.9, 30.94],
            [20.6, 55.0, 11.31],
        ],
        [14.96, 100.0, 2.81],
    ),
    (
        "S7",
        [
            [51.5, 17.5, 9.02],
            [28.6, 13.0, 3.72],
            [5.7, 6.7, 0.39],
            [58.8, 22.2, 13.03],
            [20.6, 55.0, 11.31],
        ],
        [7.46, 59.7, 0.0],
    ),
];

#[test]
fn the_worked_example_is_met_to_its_last_digit() {
    let (coarse, fine) = (0.055, 0.0055);
    for (id, types, [loss, first, rest]) in &WORKED {
        let outcome = run(id);
        let near = |found: f64, expected: f64, tolerance: f64, what: &str| {
            let found = 100.0 * found;
            assert!((found - expected).abs() < tolerance, "{id} {what}: {found}");
        };
        for (of_type, [pd, lgd, expected_loss]) in outcome.types.iter().zip(types) {
            let name = of_type.asset_type.code();
            near(of_type.outcome.pd(), *pd, coarse, name);
            near(of_type.outcome.lgd(), *lgd, coarse, name);
            near(of_type.outcome.loss(), *expected_loss, fine, name);
        }
        near(outcome.loss(), *loss, fine, "pool");
        near(outcome.tranche_loss(0.0, 0.125), *first, coarse, "first loss");
        near(outcome.tranche_loss(0.125, 1.0), *rest, fine, "senior");
    }
}

#[test]
fn losses_rise_from_the_lenders_case_to_the_correlated_liquidation() {
    let losses = ["S0", "S1", "S2a", "S2b", "S2c", "S8"].map(|id| run(id).loss());
    assert!(losses.windows(2).all(|pair| pair[0] < pair[1]), "{losses:?}");
}

#[test]
fn no_scenario_leaves_a_trace_in_the_next() {
    let before = run("S0");
    for scenario in scenarios() {
        ComputePool::of_archetypes().run(&scenario, &Assumptions::assumed());
    }
    assert_eq!(before, run("S0"));
}

#[test]
fn losses_never_fall_as_more_units_are_sold() {
    let pool = ComputePool::of_archetypes();
    let losses: Vec<f64> = (0..16)
        .map(|tens| {
            let mut scenario = scenarios()[3].clone();
            scenario.thousand_units_sold = 10.0 * f64::from(tens);
            pool.run(&scenario, &Assumptions::assumed()).loss()
        })
        .collect();
    assert!(losses.windows(2).all(|pair| pair[0] <= pair[1]), "{losses:?}");
}
