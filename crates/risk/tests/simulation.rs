//! Simulation against figures that it did not make: lattice recursions, the closed form of the large pool, and itself
//! cut into parts.

mod made_pools;

use made_pools::pool;
use tranchet_risk::distribution::LossDistribution;
use tranchet_risk::large_pool::LargePool;
use tranchet_risk::loss_given_default::LossGivenDefault;
use tranchet_risk::pool::{Copula, Exposure, Pool};
use tranchet_risk::simulate::figures::{Estimate, Figure, Points};
use tranchet_risk::simulate::kernel::Kernel;
use tranchet_risk::simulate::paths::{Simulator, Sums};
use tranchet_risk::simulate::{Settings, SimulationError};

const REDUCED: Settings = Settings {
    seed: 20_261_122,
    plain: false,
};
const PLAIN: Settings = Settings {
    plain: true,
    ..REDUCED
};

fn tranche(attachment: f64, detachment: f64) -> Points {
    Points {
        attachment,
        detachment,
    }
}

fn three_tranches() -> Vec<Points> {
    vec![tranche(0.0, 0.01), tranche(0.01, 0.07), tranche(0.07, 1.0)]
}

fn estimate(simulator: &Simulator, sums: &Sums, figure: Figure) -> Estimate {
    let place = figure.place(simulator.dates() - 1, simulator.tranches().len());
    sums.figures[place].estimate(sums.rounds)
}

/// Asserts that an estimate lies within three standard errors of a figure and a tolerance for its own error.
fn assert_within(estimate: Estimate, expected: f64, tolerance: f64) {
    let error = estimate.standard_error.expect("there are many rounds");
    let apart = (estimate.mean - expected).abs();
    assert!(
        apart < 3.0 * error + tolerance * expected,
        "{estimate:?} for {expected}"
    );
}

/// Losses of the tranches, probabilities of passing 1 % and 7 %, and the 99.9 % quantile, from the lattice recursion
/// described in `unequal_pools.rs`; the recursion is right to 2e-5 of the senior loss, its probabilities to 5e-4.
fn assert_agrees(loans: u64, rounds: u64, losses: [f64; 3], passed: [f64; 2], quantile: f64) {
    for (settings, most) in [(REDUCED, 0.002), (PLAIN, 0.2)] {
        let simulator = Simulator::new(&pool(loans), &three_tranches(), settings).unwrap();
        let sums = simulator.sums(0..rounds);
        for (number, expected) in losses.into_iter().enumerate() {
            let found = estimate(&simulator, &sums, Figure::TrancheLoss(number));
            assert_within(found, expected, 2e-5);
            assert!(
                found.standard_error.unwrap() < most * expected,
                "{number}: {found:?}"
            );
        }
        for (number, expected) in passed.into_iter().enumerate() {
            let found = estimate(&simulator, &sums, Figure::Passed(number + 1));
            let error = found.standard_error.unwrap();
            assert!((found.mean - expected).abs() < 3.0 * error + 5e-4, "{found:?}");
        }
        let (found, _) = sums.histogram.quantile(0.999, simulator.greatest_loss()).unwrap();
        let tolerance = if settings.plain { 0.1 } else { 0.005 };
        assert!(
            (found / quantile - 1.0).abs() < tolerance,
            "{found} for {quantile}"
        );
    }
}

#[test]
fn a_thousand_loans() {
    let losses = [0.008332755503, 0.011721344721, 0.00061447523];
    assert_agrees(1_000, 256, losses, [0.6491, 0.02958], 0.140634);
}

#[test]
fn ten_thousand_loans() {
    let losses = [0.008746065055, 0.012883782806, 0.00066171815];
    assert_agrees(10_000, 64, losses, [0.7022, 0.03231], 0.141347);
}

fn alike(pd: f64, correlation: f64, loans: usize) -> Pool {
    let loan = Exposure::new(1.0, pd, LossGivenDefault::fixed(0.4), correlation);
    Pool::of_bullets(vec![1.0, 5.0], vec![loan; loans])
}

/// Every tranche of very many alike loans loses what the closed form says, at several correlations.
#[test]
fn very_many_alike_loans_lose_what_the_closed_form_says() {
    for correlation in [0.05, 0.2, 0.5] {
        let closed = LargePool {
            pd: 1.0 - libm::pow(0.99, 5.0),
            lgd: 0.4,
            correlation,
        };
        let tranches = [tranche(0.0, 0.05), tranche(0.05, 0.125), tranche(0.125, 1.0)];
        let simulator = Simulator::new(&alike(0.01, correlation, 50_000), &tranches, REDUCED).unwrap();
        let sums = simulator.sums(0..16);
        for (number, points) in tranches.iter().enumerate() {
            let expected = closed.expected_tranche_loss(points.attachment, points.detachment);
            // What 50,000 loans differ from infinitely many by, most at the lowest correlation.
            assert_within(
                estimate(&simulator, &sums, Figure::TrancheLoss(number)),
                expected,
                5e-3,
            );
        }
    }
}

/// Several factors, the Student-t copula and losses that move with the factor, against the conditional method and plain
/// sampling against stratified.
#[test]
fn factors_shocks_and_moving_losses_are_those_of_the_conditional_method() {
    let tranches = [tranche(0.0, 0.05), tranche(0.05, 0.125), tranche(0.125, 1.0)];
    let single = alike(0.01, 0.3, 1_000);
    let mut sectors = Pool {
        directions: vec![vec![0.8, 0.6, 0.0], vec![0.8, 0.0, 0.6]],
        ..single.clone()
    };
    for (number, loan) in sectors.exposures.iter_mut().enumerate() {
        loan.direction = number % 2;
    }
    let mut moving = single.clone();
    for loan in &mut moving.exposures {
        loan.lgd = LossGivenDefault {
            mean: 0.4,
            deviation: 0.1,
            sensitivity: 0.5,
        };
    }
    let shocked = Pool {
        copula: Copula::StudentT { degrees: 4 },
        ..single.clone()
    };
    let late = Pool {
        clocks: vec![vec![0.0, 5.0]],
        ..single
    };
    for (name, pool) in [
        ("sectors", sectors),
        ("moving", moving),
        ("shocked", shocked),
        ("late", late),
    ] {
        let known = LossDistribution::of(&pool);
        for (settings, rounds) in [(REDUCED, 60), (PLAIN, 60)] {
            let simulator = Simulator::new(&pool, &tranches, settings).unwrap();
            let sums = simulator.sums(0..rounds);
            for (number, points) in tranches.iter().enumerate() {
                let expected = known.expected_tranche_loss(1, points.attachment, points.detachment);
                let found = estimate(&simulator, &sums, Figure::TrancheLoss(number));
                let apart = (found.mean - expected).abs();
                let error = found.standard_error.unwrap();
                assert!(
                    apart < 3.0 * error + 3e-3 * expected,
                    "{name} {number}: {found:?} for {expected}"
                );
            }
        }
    }
}

/// Independent loans: the loss is binomial.
#[test]
fn without_correlation_the_loss_is_binomial() {
    let tranches = [tranche(0.0, 0.002), tranche(0.002, 1.0)];
    for settings in [REDUCED, PLAIN] {
        let simulator = Simulator::new(&alike(0.01, 0.0, 20), &tranches, settings).unwrap();
        let sums = simulator.sums(0..200);
        let default = 1.0 - libm::pow(0.99, 5.0);
        assert_within(estimate(&simulator, &sums, Figure::Loss), 0.4 * default, 1e-5);
        let none = libm::pow(1.0 - default, 20.0);
        assert_within(estimate(&simulator, &sums, Figure::Passed(0)), 1.0 - none, 1e-5);
        let square = estimate(&simulator, &sums, Figure::Square);
        let mean = 0.4 * default;
        assert_within(
            square,
            mean * mean + 0.16 * default * (1.0 - default) / 20.0,
            1e-5,
        );
    }
}

#[test]
fn a_loss_given_default_that_varies_keeps_its_mean_and_spread() {
    let mut pool = alike(0.05, 0.0, 10);
    for loan in &mut pool.exposures {
        loan.lgd.deviation = 0.2;
    }
    let simulator = Simulator::new(&pool, &[tranche(0.0, 1.0)], PLAIN).unwrap();
    let sums = simulator.sums(0..400);
    let default = 1.0 - libm::pow(0.95, 5.0);
    let (mean, second) = (0.4 * default, (0.16 + 0.04) * default);
    assert_within(estimate(&simulator, &sums, Figure::Loss), mean, 1e-5);
    let square = mean * mean + (second - mean * mean) / 10.0;
    assert_within(estimate(&simulator, &sums, Figure::Square), square, 1e-5);
}

#[test]
fn parts_threads_and_code_change_no_bit() {
    let simulator = Simulator::new(&pool(1_000), &three_tranches(), REDUCED).unwrap();
    let whole = simulator.sums(0..28);
    for parts in [2, 7] {
        let mut merged = Sums::of_nothing(simulator.figures());
        for part in (0..parts).rev() {
            merged.merge(&simulator.sums(28 * part / parts..28 * (part + 1) / parts));
        }
        assert_eq!(merged, whole, "{parts} parts");
    }
    for threads in [1, 3] {
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        assert_eq!(threads.install(|| simulator.sums(0..28)), whole);
    }
    for kernel in Kernel::all() {
        assert_eq!(
            simulator.clone().with_kernel(kernel).sums(0..28),
            whole,
            "{kernel:?}"
        );
    }
}

#[test]
fn seeds_at_both_ends_draw_different_paths() {
    let sums = [0, 1, u64::MAX].map(|seed| {
        let settings = Settings { seed, plain: true };
        Simulator::new(&pool(1_000), &three_tranches(), settings)
            .unwrap()
            .sums(0..4)
    });
    assert_ne!(sums[0], sums[1]);
    assert_ne!(sums[0], sums[2]);
}

#[test]
fn no_rounds_leave_no_sums() {
    let simulator = Simulator::new(&pool(1_000), &three_tranches(), REDUCED).unwrap();
    assert_eq!(simulator.sums(5..5), Sums::of_nothing(simulator.figures()));
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let refused = |pool: &Pool, tranches: &[Points]| Simulator::new(pool, tranches, REDUCED).unwrap_err();
    let whole = [tranche(0.0, 1.0)];
    assert_eq!(refused(&Pool::default(), &whole), SimulationError::EmptyPool);
    let mut dateless = alike(0.01, 0.2, 10);
    dateless.times = vec![1.0, 1.0];
    assert_eq!(refused(&dateless, &whole), SimulationError::NoDates);
    let certain = refused(&alike(1.01, 0.2, 10), &whole);
    assert!(certain.to_string().contains("PD of 1.01 "), "{certain}");
    assert!(matches!(
        refused(&alike(0.01, 1.0, 10), &whole),
        SimulationError::Loan {
            what: "correlation",
            ..
        }
    ));
    assert!(matches!(
        refused(&alike(0.01, 0.2, 10), &[tranche(0.1, 0.1)]),
        SimulationError::Tranche { .. }
    ));
}

#[test]
fn a_pool_that_cannot_default_loses_nothing() {
    let simulator = Simulator::new(&alike(0.0, 0.2, 100), &[tranche(0.0, 1.0)], REDUCED).unwrap();
    let sums = simulator.sums(0..4);
    for figure in [
        Figure::Loss,
        Figure::Square,
        Figure::TrancheLoss(0),
        Figure::Passed(0),
        Figure::Wiped(0),
    ] {
        assert_eq!(estimate(&simulator, &sums, figure).mean, 0.0);
    }
}

/// Standard errors are honest: over 200 seeds the mean of all lies within 1.96 of them about 95 times in a hundred. The
/// count is binomial with mean 190 and deviation 3.1; 23 degrees of freedom and the skew of rounds take a few more off.
#[test]
fn standard_errors_cover_the_truth_as_often_as_they_should() {
    let tranches = [tranche(0.0, 0.05), tranche(0.05, 0.125), tranche(0.125, 1.0)];
    let pool = alike(0.01, 0.2, 500);
    for plain in [false, true] {
        let of_seed = |seed| {
            let simulator = Simulator::new(&pool, &tranches, Settings { seed, plain }).unwrap();
            let sums = simulator.sums(0..24);
            [0, 1, 2].map(|number| estimate(&simulator, &sums, Figure::TrancheLoss(number)))
        };
        let found: Vec<[Estimate; 3]> = (0..200).map(of_seed).collect();
        for number in 0..3 {
            let mean = found.iter().map(|found| found[number].mean).sum::<f64>() / 200.0;
            let covers = |found: &&[Estimate; 3]| {
                (found[number].mean - mean).abs() < 1.96 * found[number].standard_error.unwrap()
            };
            let covered = found.iter().filter(covers).count();
            assert!((174..=199).contains(&covered), "{plain} {number}: {covered}");
        }
    }
}
