use proptest::prelude::*;

use super::*;
use crate::capital::position::{Bound, PoolInputs};
use crate::capital::step::{Figure, StepValue};

const IRB: IrbInputs = IrbInputs {
    k_irb: 0.06965,
    share: 1.0,
    n: 100.0,
    lgd: 0.40,
    retail: false,
    parts: None,
};

fn pool(irb: IrbInputs) -> PoolInputs {
    PoolInputs {
        irb: Some(irb),
        ..PoolInputs::from_k(0.08, 0.0, 0.0)
    }
}

fn position(pool: &PoolInputs, senior: bool) -> Position<'_> {
    Position {
        senior,
        m_t: Some(5.0),
        ..Position::of(pool, 0.10, 0.20)
    }
}

fn applied(position: &Position) -> Weighed {
    match weigh(position) {
        Answer::Applies(weighed) => weighed,
        Answer::NotApplicable(why) => panic!("{}", why.reason),
    }
}

fn p(irb: IrbInputs, senior: bool) -> f64 {
    applied(&position(&pool(irb), senior)).p.unwrap()
}

fn reason(position: &Position) -> &'static str {
    match weigh(position) {
        Answer::Applies(_) => panic!("it applies"),
        Answer::NotApplicable(why) => why.reason,
    }
}

/// Each row by hand: `A + B/N + C 0.06965 + D 0.40 + E 5`.
#[test]
fn p_of_each_row_of_the_table() {
    let few = IrbInputs { n: 20.0, ..IRB };
    let retail = IrbInputs { retail: true, ..IRB };
    for (irb, senior, by_hand) in [
        (IRB, true, 0.0356 - 0.1288525 + 0.22 + 0.35),
        (few, true, 0.11 + 0.1305 - 0.2026815 + 0.272 + 0.35),
        (IRB, false, 0.16 + 0.0287 - 0.0717395 + 0.084 + 0.35),
        (few, false, 0.22 + 0.1175 - 0.171339 + 0.192 + 0.35),
        (retail, true, -0.520982 + 0.284 + 1.2),
        (retail, false, -0.402577 + 0.22 + 1.35),
    ] {
        assert!((p(irb, senior) - by_hand).abs() < 1e-12, "{irb:?} {senior}");
    }
}

#[test]
fn twenty_five_exposures_are_granular_and_p_is_at_least_0_3() {
    let of = |n| p(IrbInputs { n, ..IRB }, true);
    assert!((of(25.0) - (3.56 / 25.0 - 0.1288525 + 0.57)).abs() < 1e-12);
    assert!((of(24.999) - (0.11 + 2.61 / 24.999 - 0.2026815 + 0.622)).abs() < 1e-12);
    let safe = IrbInputs {
        lgd: 0.05,
        k_irb: 0.2,
        ..IRB
    };
    let short = pool(safe);
    let short = Position {
        m_t: Some(0.2),
        ..position(&short, true)
    };
    assert_eq!((applied(&short).p, applied(&short).m_t), (Some(0.3), Some(1.0)));
}

#[test]
fn sts_halves_the_bracket_and_lowers_the_senior_floor_only() {
    let pool = pool(IrbInputs {
        k_irb: 0.01,
        lgd: 0.9,
        ..IRB
    });
    let high = |senior| Position {
        sts: true,
        attachment: 0.5,
        detachment: 0.9,
        ..position(&pool, senior)
    };
    let senior = applied(&high(true));
    assert!((senior.p.unwrap() - 0.5 * (0.0356 - 0.0185 + 0.495 + 0.35)).abs() < 1e-12);
    assert_eq!((senior.risk_weight, senior.bound), (0.10, Bound::Floor));
    assert_eq!(applied(&high(false)).risk_weight, 0.15);
}

/// K = 0.96 x 0.06965 + 0.04 x 0.08.
#[test]
fn a_mixed_pool_has_a_mixed_k_and_models_must_cover_95_percent() {
    let mixed = pool(IrbInputs { share: 0.96, ..IRB });
    let weighed = applied(&position(&mixed, false));
    let k = weighed.steps.iter().find(|step| step.rule == "K").unwrap();
    let StepValue::Is(Figure::Number(k)) = k.value else {
        panic!()
    };
    assert!((k - 0.070064).abs() < 1e-15);
    let exactly = pool(IrbInputs { share: 0.95, ..IRB });
    assert!(matches!(weigh(&position(&exactly, false)), Answer::Applies(_)));
    let less = pool(IrbInputs { share: 0.949, ..IRB });
    assert_eq!(
        reason(&position(&less, false)),
        "K_IRB is known for less than 95 % of the pool"
    );
}

#[test]
fn what_is_missing_is_named() {
    let standardised = PoolInputs::from_k(0.08, 0.0, 0.0);
    assert_eq!(
        reason(&position(&standardised, true)),
        "K_IRB of the pool is not known"
    );
    let whole = pool(IRB);
    let no_maturity = Position {
        m_t: None,
        ..position(&whole, true)
    };
    assert_eq!(reason(&no_maturity), "the maturity of the tranche is not known");
    let again = Position {
        resecuritisation: true,
        ..position(&whole, true)
    };
    assert_eq!(
        reason(&again),
        "a resecuritisation is weighted by the standardised approach"
    );
    let none = pool(IrbInputs { n: 0.0, ..IRB });
    assert_eq!(
        reason(&position(&none, true)),
        "the effective number of exposures is nought"
    );
}

/// The attachment from which the senior tranche is at its floor: 10.7208 % at K 6.965 % and p 0.4768.
#[test]
fn a_senior_tranche_reaches_its_floor_at_10_72_percent() {
    let pool = pool(IRB);
    let weight = |attachment| {
        applied(&Position {
            attachment,
            detachment: 1.0,
            ..position(&pool, true)
        })
    };
    assert_eq!(weight(0.10730).bound, Bound::Floor);
    assert_eq!(weight(0.10715).bound, Bound::None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn p_and_weight_stay_in_bounds(
        k_irb in 0.0..0.3_f64, n in 1.0..500.0_f64, lgd in 0.0..1.0_f64, m_t in 0.0..9.0_f64,
        a in 0.0..0.9_f64, t in 0.001..0.1_f64, senior in any::<bool>(), retail in any::<bool>(), sts in any::<bool>(),
    ) {
        let pool = pool(IrbInputs { k_irb, share: 1.0, n, lgd, retail, parts: None });
        let weighed = applied(&Position {
            senior, sts, m_t: Some(m_t), ..Position::of(&pool, a, a + t)
        });
        prop_assert!(weighed.p.unwrap() >= 0.3);
        let floor = if sts && senior { 0.10 } else { 0.15 };
        prop_assert!((floor..=12.5).contains(&weighed.risk_weight));
        prop_assert!((1.0..=5.0).contains(&weighed.m_t.unwrap()));
    }
}
