//! What a user could type: correlations and probabilities at their ends, one loan that is nearly all, and a great many.

use tranchet_risk::distribution::{LossDistribution, Method};
use tranchet_risk::loss_given_default::LossGivenDefault;
use tranchet_risk::pool::{Exposure, Pool};

fn loan(pd: f64, correlation: f64) -> Exposure {
    Exposure::new(1.0, pd, LossGivenDefault::fixed(0.4), correlation)
}

fn one_year(loans: Vec<Exposure>) -> LossDistribution {
    LossDistribution::of(&Pool::of_bullets(vec![1.0], loans))
}

#[test]
fn without_correlation_many_loans_lose_their_mean() {
    let losses = one_year(vec![loan(0.05, 0.0); 100_000]);
    assert!((losses.expected_loss(0) - 0.02).abs() < 1e-12);
    // √(0.05 x 0.95 / 100,000) x 40 %
    assert!((losses.standard_deviation(0) - 0.4 * libm::sqrt(0.05 * 0.95 / 1e5)).abs() < 1e-12);
    assert!(losses.probability_above(0, 0.021) < 1e-3);
}

#[test]
fn at_a_correlation_of_nearly_one_all_default_or_none() {
    for correlation in [0.9, 0.99, 0.999] {
        let losses = one_year(vec![loan(0.05, correlation); 1_000]);
        assert!((losses.expected_loss(0) - 0.02).abs() < 1e-8, "{correlation}");
        let above = losses.probability_above(0, 0.2);
        // P(L > 20 %) = N( G(5 %) / √ρ ), since half of the pool has defaulted there.
        let normal = tranchet_engine::capital::normal::quantile(0.05) / libm::sqrt(correlation);
        let expected = tranchet_engine::capital::normal::cdf(normal);
        assert!(
            (above / expected - 1.0).abs() < 5e-3,
            "{correlation}: {above} {expected}"
        );
    }
}

#[test]
fn what_never_defaults_loses_nothing_and_what_must_default_everything() {
    let safe = one_year(vec![loan(0.0, 0.2); 100]);
    assert_eq!((safe.expected_loss(0), safe.expected_excess(0, 0.01)), (0.0, 0.0));
    assert_eq!(safe.quantile(0, 0.999), 0.0);
    for loans in [50, 1_000] {
        let certain = one_year(vec![loan(1.0, 0.2); loans]);
        assert!((certain.expected_loss(0) - 0.4).abs() < 1e-9, "{loans}");
        assert!((certain.expected_excess(0, 0.3) - 0.1).abs() < 1e-9, "{loans}");
    }
    let empty = one_year(Vec::new());
    assert_eq!(empty.method(), Method::Cumulants);
}

#[test]
fn one_loan_can_be_nearly_the_whole_pool() {
    let mut loans = vec![loan(0.01, 0.2); 100];
    loans.push(Exposure {
        balance: 9_900.0,
        ..loan(0.03, 0.2)
    });
    let losses = one_year(loans);
    assert_eq!(losses.method(), Method::Recursion);
    assert!((losses.probability_above(0, 0.39) - 0.03).abs() < 1e-6);
    assert!((losses.expected_loss(0) - 0.4 * (0.99 * 0.03 + 0.01 * 0.01)).abs() < 1e-9);
}

#[test]
fn everything_may_be_lost_on_default() {
    let whole = Exposure::new(1.0, 0.02, LossGivenDefault::fixed(1.0), 0.3);
    let losses = one_year(vec![whole; 2_000]);
    assert!((losses.expected_loss(0) - 0.02).abs() < 1e-8);
    assert!(losses.expected_excess(0, 1.0).abs() < 1e-12);
}

#[test]
fn a_million_loans_take_no_longer_than_their_reading() {
    let loans = (0..1_000_000).map(|number| loan(0.001 + 1e-8 * f64::from(number), 0.2));
    let pool = Pool::of_bullets(vec![1.0, 5.0], loans.collect());
    let losses = LossDistribution::of(&pool);
    let by = |years: f64| {
        let loans = pool.exposures.iter().step_by(1_000);
        let mean: f64 = loans
            .map(|loan| 1.0 - libm::pow(1.0 - loan.pd, years))
            .sum::<f64>()
            / 1_000.0;
        0.4 * mean
    };
    assert!((losses.expected_loss(1) / by(5.0) - 1.0).abs() < 1e-3);
}
