use super::*;
use crate::distribution::{LossDistribution, Method};
use crate::loss_given_default::LossGivenDefault;

fn loan(balance: f64, correlation: f64) -> Exposure {
    Exposure::new(balance, 0.01, LossGivenDefault::fixed(0.4), correlation)
}

fn five_years(loans: Vec<Exposure>) -> LossDistribution {
    LossDistribution::of(&Pool::of_bullets(vec![5.0], loans))
}

/// Expected losses of 0–12.5 % and above it in per cent of the tranche, five years, PD 1 % a year, LGD 40 %, ρ 20 %: an
/// exact mixture of binomials, calculated independently.
#[test]
fn alike_loans_agree_with_a_mixture_of_binomials() {
    for (loans, junior, senior) in [
        (100, 15.6033, 0.0114),
        (20, 15.4744, 0.0298),
        (10, 15.2375, 0.0637),
    ] {
        let losses = five_years(vec![loan(1.0, 0.2); loans]);
        assert_eq!(
            losses.method(),
            if loans < 100 {
                Method::Recursion
            } else {
                losses.method()
            }
        );
        let of = |a: f64, d: f64| 100.0 * losses.expected_tranche_loss(0, a, d) / (d - a);
        assert!(
            (of(0.0, 0.125) - junior).abs() < 6e-4,
            "{loans}: {}",
            of(0.0, 0.125)
        );
        assert!(
            (of(0.125, 1.0) - senior).abs() < 6e-5,
            "{loans}: {}",
            of(0.125, 1.0)
        );
    }
}

#[test]
fn one_large_loan_among_many_small_ones_is_counted_by_itself() {
    let mut loans = vec![loan(1.0, 0.0); 2_000];
    loans.push(loan(2_000.0, 0.0));
    let losses = five_years(loans);
    assert_eq!(losses.method(), Method::Recursion);
    // Independent loans: the large one alone takes the loss past 10 %, with its own probability.
    let default = 1.0 - libm::pow(0.99, 5.0);
    assert!((losses.probability_above(0, 0.10) - default).abs() < 1e-6);
    assert!((losses.expected_loss(0) - 0.4 * default).abs() < 1e-9);
}

#[test]
fn the_lattice_and_the_cumulants_meet_where_a_pool_is_between_them() {
    let pool = Pool::of_bullets(vec![1.0, 5.0], vec![loan(1.0, 0.2); 240]);
    let (lattice, cumulants) = (Lattice::of(&pool), crate::conditional::Conditional::of(&pool));
    for k in [0.01, 0.05, 0.125] {
        let (one, other) = (lattice.expected_excess(1, k), cumulants.expected_excess(1, k));
        assert!((one / other - 1.0).abs() < 2e-3, "{k}: {one} {other}");
    }
}

/// Two independent loans of 1, LGD 50 %, PD 10 % a year, half repaid after a year: each loses 25 % of the pool with
/// probability 10 % or 12.5 % with 9 %.
#[test]
fn a_loan_that_repays_loses_what_was_left_when_it_defaulted() {
    let loan = || Exposure::new(1.0, 0.1, LossGivenDefault::fixed(0.5), 0.0);
    let mut pool = Pool::of_bullets(vec![1.0, 2.0], vec![loan(), loan()]);
    pool.profiles = vec![vec![1.0, 0.5]];
    let losses = Lattice::of(&pool);
    for (above, probability) in [
        (0.0, 1.0 - 0.81 * 0.81),
        (0.2, 0.01 + 2.0 * 0.1 * 0.09 + 2.0 * 0.1 * 0.81 + 0.09 * 0.09),
        (0.3, 0.01 + 2.0 * 0.1 * 0.09),
        (0.4, 0.01),
    ] {
        let found = losses.probability_above(1, above);
        assert!(
            (found - probability).abs() < 1e-12,
            "{above}: {found} {probability}"
        );
    }
    // Nothing is owed in the second year: who defaults then loses nothing.
    pool.profiles = vec![vec![1.0, 0.0]];
    let repaid = Lattice::of(&pool);
    assert!((repaid.probability_above(1, 0.0) - 0.19).abs() < 1e-12);
}
