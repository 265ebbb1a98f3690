use chrono::NaiveDate;
use tranchet_deal::protection::{Collateral, Protection};
use tranchet_deal::rate::{Ratio, RiskWeight};

use super::*;
use crate::capital::Terms;
use crate::capital::pool::PoolSnapshot;
use crate::capital::regimes::find;

/// 1,000 at 100 %, 12.5 % sold against cash, in hundredths of a million.
fn base_deal(regime: &str) -> Vec<Edge> {
    let mut pool = PoolSnapshot::empty(NaiveDate::from_ymd_opt(2026, 6, 30).unwrap());
    pool.add_performing(Money::from_minor(100_000), RiskWeight(dec!(1)), Ratio::ZERO);
    let cash = Protection::FundedNote {
        collateral: Collateral::default(),
    };
    let tranche = |name, notional, placed| TrancheState {
        name,
        notional: Money::from_minor(notional),
        placed,
        protection: &cash,
        protection_terms: Default::default(),
        m_t: None,
        rating: None,
    };
    let tranches = vec![
        tranche("senior", 87_500, Ratio::ZERO),
        tranche("first loss", 12_500, Ratio::ONE),
    ];
    let law = (find(regime).unwrap(), Approach::Hierarchy);
    let closing = AtClosing {
        pool: PoolState::from(&pool),
        tranches,
        terms: Terms::default(),
    };
    worsen(law, &closing).unwrap()
}

fn at(edges: &[Edge], path: Path, at: Decimal) -> &Edge {
    edges
        .iter()
        .find(|edge| edge.path == path && edge.at == at)
        .unwrap()
}

/// The published row of the base deal: W against the senior weight in per cent.
#[test]
fn delinquencies_alone_melt_the_relief() {
    let edges = base_deal("us");
    let published = [
        (0, 20.00),
        (1, 22.82),
        (2, 27.59),
        (3, 32.85),
        (5, 44.85),
        (10, 82.96),
    ];
    for (w, weight) in published {
        let edge = at(&edges, Path::InDefault, Decimal::new(w, 2));
        assert!(
            (edge.senior_weight.unwrap() * 100.0 - weight).abs() < 0.005,
            "{w}"
        );
        assert_eq!(edge.retained_weight, edge.senior_weight);
        assert_eq!(edge.rwa_before, Money::from_minor(100_000));
    }
}

/// Losses of 5 % leave 75 below 875, so A is 75/950, within K. There the weight is
/// `12.5 (K - A + p K (1 - e^{-(1 - K)/(p K)})) / (1 - A) = 12.5 (0.12 - 75/950) / (875/950) = 12.5 x 39 / 875`, but
/// for e^-23: 55.7143 %. After: 875 x 55.7143 % = 487.50 of 950.
#[test]
fn losses_eat_the_attachment_point() {
    let edges = base_deal("us");
    let edge = at(&edges, Path::Lost, dec!(0.05));
    assert!((edge.senior_attachment.unwrap() - 75.0 / 950.0).abs() < 1e-15);
    assert!((edge.senior_weight.unwrap() - 12.5 * 39.0 / 875.0).abs() < 1e-9);
    assert_eq!(edge.rwa_before, Money::from_minor(95_000));
    assert_eq!(edge.rwa_after, Money::from_minor(48_750));
    assert_eq!(edge.relief.rwa, Money::from_minor(46_250));
}

/// K 12 %, so `12.5 x 0.06 / 0.875 x (e^{-0.005/0.06} - e^{-0.88/0.06})`, worked out apart: 78.86091323 %.
#[test]
fn a_higher_k_weighs_twice() {
    let edges = base_deal("us");
    let edge = at(&edges, Path::KHigher, dec!(0.5));
    assert!((edge.senior_weight.unwrap() - 0.7886091323213519).abs() < 1e-12);
    assert_eq!(edge.rwa_before, Money::from_minor(150_000));
}

#[test]
fn each_path_starts_at_closing_and_never_gets_better() {
    for regime in ["basel", "eu", "uk", "us"] {
        let edges = base_deal(regime);
        for path in Path::ALL {
            let of_path: Vec<_> = edges.iter().filter(|edge| edge.path == path).collect();
            assert_eq!(of_path.len(), 11);
            assert_eq!(of_path[0].relief, edges[0].relief);
            let weights: Vec<_> = of_path.iter().map(|edge| edge.senior_weight.unwrap()).collect();
            assert!(
                weights.windows(2).all(|pair| pair[0] <= pair[1]),
                "{regime} {path:?}"
            );
        }
    }
}
