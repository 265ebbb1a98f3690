use proptest::prelude::*;

use super::*;
use crate::capital::position::{Bound, PoolInputs};
use crate::capital::regimes::basel::REGIME;
use crate::capital::step::StepValue;
use crate::capital::weigh::weigh as weigh_under;
use crate::cited::Standing;

fn senior(pool: &PoolInputs, attachment: f64) -> Position<'_> {
    Position {
        senior: true,
        ..Position::of(pool, attachment, 1.0)
    }
}

fn applied(position: &Position) -> Weighed {
    match weigh(position) {
        Answer::Applies(weighed) => weighed,
        Answer::NotApplicable(why) => panic!("{}", why.reason),
    }
}

fn value(weighed: &Weighed, rule: &str) -> StepValue {
    weighed.steps.iter().find(|step| step.rule == rule).unwrap().value
}

#[test]
fn unknown_status_adds_its_whole_share_and_w_is_measured_on_the_rest() {
    let pool = PoolInputs::from_k(0.08, 0.02, 0.05);
    let weighed = applied(&senior(&pool, 0.2));
    let known = 0.98 * 0.08 + 0.5 * 0.02;
    assert_eq!(value(&weighed, "K_A"), StepValue::Is(known.into()));
    assert_eq!(
        value(&weighed, "K_A with unknown status"),
        StepValue::Is((0.95 * known + 0.05).into())
    );
    let more = PoolInputs::from_k(0.08, 0.02, 0.0501);
    assert!(matches!(weigh(&senior(&more, 0.2)), Answer::NotApplicable(_)));
}

#[test]
fn floors_and_p_of_stc_and_resecuritisation() {
    let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
    let high = senior(&pool, 0.6);
    let of = |position: Position| {
        let weighed = applied(&position);
        (weighed.p.unwrap(), weighed.risk_weight, weighed.bound)
    };
    assert_eq!(of(high), (1.0, 0.15, Bound::Floor));
    assert_eq!(of(Position { sts: true, ..high }), (0.5, 0.10, Bound::Floor));
    assert_eq!(
        of(Position {
            sts: true,
            senior: false,
            ..high
        }),
        (0.5, 0.15, Bound::Floor)
    );
    assert_eq!(
        of(Position {
            sts: true,
            resecuritisation: true,
            ..high
        }),
        (1.5, 1.0, Bound::Floor)
    );
}

#[test]
fn a_resecuritisation_ignores_delinquency_and_has_no_cap() {
    let pool = PoolInputs::from_k(0.02, 0.5, 0.5);
    let position = Position {
        resecuritisation: true,
        ..senior(&pool, 0.6)
    };
    assert_eq!(value(&applied(&position), "W"), StepValue::Is(0.0.into()));
    let weighed = weigh_under(&REGIME, Approach::Hierarchy, &position).unwrap();
    assert_eq!((weighed.risk_weight, weighed.bound), (1.0, Bound::Floor));
}

#[test]
fn the_senior_cap_comes_last_and_only_for_the_senior_tranche() {
    let pool = PoolInputs::from_k(0.0096, 0.0, 0.0);
    let capped = weigh_under(&REGIME, Approach::SecSa, &senior(&pool, 0.1)).unwrap();
    assert!((capped.risk_weight - 0.12).abs() < 1e-15);
    assert_eq!(capped.bound, Bound::LookThroughCap);
    let junior = Position {
        senior: false,
        ..senior(&pool, 0.1)
    };
    assert_eq!(
        weigh_under(&REGIME, Approach::SecSa, &junior)
            .unwrap()
            .risk_weight,
        0.15
    );
}

#[test]
fn the_hierarchy_says_what_it_passed_over_and_that_it_is_recalled() {
    let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
    let weighed = weigh_under(&REGIME, Approach::Hierarchy, &senior(&pool, 0.2)).unwrap();
    let first = &weighed.steps[0];
    assert_eq!((first.rule, first.standing()), ("sec-irba", Standing::Recalled));
    assert_eq!(weighed.approach, Some(Approach::SecSa));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn weight_stays_in_bounds_and_rises_with_w_and_unknown(
        k in 0.0..0.3_f64, w in 0.0..0.5_f64, u in 0.0..0.04_f64, by in 0.0..0.009_f64,
        a in 0.0..0.9_f64, t in 0.001..0.1_f64, senior in any::<bool>(), sts in any::<bool>(),
    ) {
        let weight = |w, unknown| {
            let pool = PoolInputs::from_k(k, w, unknown);
            let position = Position {
                senior, sts, ..Position::of(&pool, a, a + t)
            };
            weigh_under(&REGIME, Approach::SecSa, &position).unwrap()
        };
        let at = weight(w, u);
        let floor = if sts && senior { 0.10 } else { 0.15 };
        prop_assert!(at.risk_weight <= 12.5 && (at.risk_weight >= floor || at.bound == Bound::LookThroughCap));
        prop_assert!(!senior || at.risk_weight <= k / 0.08);
        prop_assert!(weight(w, u + by).risk_weight >= at.risk_weight - 1e-12);
        prop_assert!(weight(w + by, u).risk_weight >= at.risk_weight - 1e-12);
    }
}
