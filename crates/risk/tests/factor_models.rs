//! Several factors, the Student-t copula, clocks and moving losses, against integrations of the infinitely granular pool
//! that share no code with the program's: every dimension on a plain grid.
//!
//! Pools have 20,000 loans, so that what is left of granularity is far below the tolerance.

use tranchet_engine::capital::normal::{cdf, quantile};
use tranchet_risk::distribution::LossDistribution;
use tranchet_risk::loss_given_default::LossGivenDefault;
use tranchet_risk::pool::{Copula, Exposure, Pool};

const LOANS: usize = 20_000;
const LGD: f64 = 0.4;

fn loan(pd: f64, correlation: f64) -> Exposure {
    Exposure::new(1.0, pd, LossGivenDefault::fixed(LGD), correlation)
}

/// Even steps from -8 to 8 with the weights of the normal density.
fn normal_grid(steps: usize) -> Vec<(f64, f64)> {
    let width = 16.0 / steps as f64;
    let at = |step: usize| -8.0 + width * step as f64;
    let weight = |z: f64| width * libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * core::f64::consts::PI);
    (0..=steps).map(|step| (at(step), weight(at(step)))).collect()
}

fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found / expected - 1.0).abs() < tolerance,
        "{found} for {expected}"
    );
}

#[test]
fn two_sectors_on_two_factors() {
    let (rho, between) = (0.25, 0.4);
    let pds = [0.02, 0.05];
    let across = libm::sqrt(1.0 - between * between);
    let exposures: Vec<Exposure> = (0..LOANS)
        .map(|number| Exposure {
            direction: number % 2,
            ..loan(pds[number % 2], rho)
        })
        .collect();
    let pool = Pool {
        directions: vec![vec![1.0, 0.0], vec![between, across]],
        ..Pool::of_bullets(vec![1.0], exposures)
    };
    let losses = LossDistribution::of(&pool);
    let given = |pd: f64, z: f64| LGD * cdf((quantile(pd) - libm::sqrt(rho) * z) / libm::sqrt(1.0 - rho));
    let grid = normal_grid(1600);
    let first: Vec<f64> = grid.iter().map(|(z, _)| given(pds[0], *z)).collect();
    for k in [0.01, 0.03, 0.08] {
        let (mut excess, mut above) = (0.0, 0.0);
        for ((z, weight), first) in grid.iter().zip(&first) {
            for (other, inner) in grid.iter().step_by(4) {
                let loss = 0.5 * first + 0.5 * given(pds[1], between * z + across * other);
                let weight = 4.0 * weight * inner;
                excess += weight * (loss - k).max(0.0);
                above += if loss > k { weight } else { 0.0 };
            }
        }
        assert_near(losses.expected_excess(0, k), excess, 2e-3);
        assert_near(losses.probability_above(0, k), above, 5e-3);
    }
    assert_near(losses.expected_loss(0), LGD * 0.035, 1e-4);
}

#[test]
fn factors_that_all_loans_share_are_one() {
    let pool = Pool::of_bullets(vec![1.0, 5.0], vec![loan(0.02, 0.2); 1_000]);
    let three = Pool {
        directions: vec![vec![0.6, 0.0, 0.8]],
        ..pool.clone()
    };
    let (one, three) = (LossDistribution::of(&pool), LossDistribution::of(&three));
    for k in [0.0, 0.01, 0.05, 0.1] {
        assert_near(three.expected_excess(1, k), one.expected_excess(1, k), 1e-4);
    }
}

/// `P(T ≤ t)` with four degrees of freedom (Abramowitz and Stegun 26.7.4), inverted by halving.
fn quantile_of_t4(probability: f64) -> f64 {
    let (mut low, mut high) = (-1e3, 0.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        let sine = middle / libm::sqrt(4.0 + middle * middle);
        if 0.5 + 0.5 * sine * (1.0 + 0.5 * (1.0 - sine * sine)) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

#[test]
fn the_student_t_copula_over_factor_and_shock() {
    let (pd, rho) = (0.05, 0.2);
    let pool = Pool {
        copula: Copula::StudentT { degrees: 4 },
        ..Pool::of_bullets(vec![1.0], vec![loan(pd, rho); LOANS])
    };
    let losses = LossDistribution::of(&pool);
    let threshold = quantile_of_t4(pd);
    let grid = normal_grid(800);
    // The density of chi-square with four degrees of freedom is s/4 e^{-s/2}; even steps of its square root.
    let roots = 1_600;
    let width = 9.0 / f64::from(roots);
    for k in [0.01, 0.05, 0.15] {
        let mut excess = 0.0;
        for step in 0..roots {
            let root = width * (f64::from(step) + 0.5);
            let density = root * root / 4.0 * libm::exp(-0.5 * root * root) * 2.0 * root * width;
            for (z, weight) in &grid {
                let moved = threshold * root / 2.0 - libm::sqrt(rho) * z;
                let loss = LGD * cdf(moved / libm::sqrt(1.0 - rho));
                excess += density * weight * (loss - k).max(0.0);
            }
        }
        assert_near(losses.expected_excess(0, k), excess, 1e-3);
    }
    assert_near(losses.expected_loss(0), LGD * pd, 1e-6);
    // Of a shock that all share a Gaussian factor knows nothing: the tail is thicker.
    let gaussian = LossDistribution::of(&Pool {
        copula: Copula::Gaussian,
        ..pool
    });
    assert!(losses.expected_excess(0, 0.15) > 3.0 * gaussian.expected_excess(0, 0.15));
}

#[test]
fn losses_that_move_with_the_factor() {
    let (pd, rho, b) = (0.03, 0.2, 0.5);
    let moving = LossGivenDefault {
        sensitivity: b,
        ..LossGivenDefault::fixed(LGD)
    };
    let loans = vec![Exposure::new(1.0, pd, moving, rho); LOANS];
    let losses = LossDistribution::of(&Pool::of_bullets(vec![1.0], loans));
    for k in [0.005, 0.02, 0.1] {
        let excess: f64 = normal_grid(16_000)
            .iter()
            .map(|(z, weight)| {
                let defaults = cdf((quantile(pd) - libm::sqrt(rho) * z) / libm::sqrt(1.0 - rho));
                let lost = cdf(libm::sqrt(1.0 + b * b) * quantile(LGD) - b * z);
                weight * (defaults * lost - k).max(0.0)
            })
            .sum();
        assert_near(losses.expected_excess(0, k), excess, 1e-3);
    }
}

#[test]
fn a_clock_moves_defaults_and_a_profile_what_is_left() {
    // A hazard that is nothing for a year and then twice the first one: by the third year as much has defaulted as at the
    // flat hazard in four, on loans of which half is repaid after two years.
    let exposures = vec![loan(0.02, 0.2); LOANS];
    let pool = Pool {
        clocks: vec![vec![0.0, 2.0, 4.0]],
        profiles: vec![vec![1.0, 1.0, 0.5]],
        ..Pool::of_bullets(vec![1.0, 2.0, 3.0], exposures)
    };
    let losses = LossDistribution::of(&pool);
    let by = |years: f64| 1.0 - libm::pow(0.98, years);
    assert_eq!(losses.expected_loss(0), 0.0);
    assert_near(losses.expected_loss(1), LGD * by(2.0), 1e-6);
    assert_near(
        losses.expected_loss(2),
        LGD * (by(2.0) + 0.5 * (by(4.0) - by(2.0))),
        1e-6,
    );
}

/// Many kinds of repayment: the mean is exact, and the excess that of the same loans uncompressed by hazard and life, each on
/// the lattice.
#[test]
fn many_profiles_are_added_up() {
    let dates: Vec<f64> = (1..=8).map(|quarter| f64::from(quarter) / 4.0).collect();
    let profiles: Vec<Vec<f64>> = (0..40)
        .map(|kind| {
            (0..8)
                .map(|period| (1.0 - f64::from(period * kind) / 320.0).max(0.0))
                .collect()
        })
        .collect();
    let exposures: Vec<Exposure> = (0..200)
        .map(|number| Exposure {
            profile: number % 40,
            balance: 1.0 + (number % 7) as f64,
            ..loan(0.01 + 0.001 * (number % 13) as f64, 0.15)
        })
        .collect();
    let pool = Pool {
        profiles,
        exposures,
        ..Pool::of_bullets(dates, Vec::new())
    };
    let total = pool.balance();
    let expected: f64 = pool
        .exposures
        .iter()
        .map(|loan| {
            let by = |period: usize| 1.0 - libm::pow(1.0 - loan.pd, pool.times[period]);
            let before = |period: usize| if period == 0 { 0.0 } else { by(period - 1) };
            let profile = &pool.profiles[loan.profile];
            let lost: f64 = (0..8)
                .map(|period| profile[period] * (by(period) - before(period)))
                .sum();
            loan.balance * LGD * lost / total
        })
        .sum();
    let granular = tranchet_risk::conditional::Conditional::of(&pool);
    assert_near(granular.expected_loss(7), expected, 1e-6);
    let lattice = tranchet_risk::lattice::Lattice::of(&pool);
    for k in [0.005, 0.02] {
        assert_near(
            granular.expected_excess(7, k),
            lattice.expected_excess(7, k),
            1e-2,
        );
    }
}
