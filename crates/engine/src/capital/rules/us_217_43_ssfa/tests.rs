use proptest::prelude::*;

use super::*;
use crate::capital::position::{Bound, PoolInputs};
use crate::capital::regimes::us::REGIME;
use crate::capital::rules::cre41_sec_sa::{SEC_SA, SecSa};
use crate::capital::weigh::weigh as weigh_under;
use crate::cited::Standing;

fn weighed(k: f64, w: f64, attachment: f64, detachment: f64) -> Weighed {
    let pool = PoolInputs::from_k(k, w, 0.0);
    let position = Position {
        senior: detachment == 1.0,
        ..Position::of(&pool, attachment, detachment)
    };
    weigh_under(&REGIME, Approach::Hierarchy, &position).unwrap()
}

#[test]
fn delinquency_melts_the_relief_before_any_loss() {
    for (w, percent) in [
        (0.0, 20.0),
        (0.01, 22.82),
        (0.02, 27.59),
        (0.03, 32.85),
        (0.05, 44.85),
        (0.10, 82.96),
    ] {
        let found = weighed(0.08, w, 0.125, 1.0).risk_weight;
        assert!((100.0 * found - percent).abs() < 0.005, "{w}: {found}");
    }
}

#[test]
fn the_stack_of_a_deal_with_the_floor() {
    assert_eq!(weighed(0.08, 0.0, 0.0, 0.02).risk_weight, 12.5);
    assert!((weighed(0.08, 0.0, 0.07, 0.125).risk_weight - 8.4122502967).abs() < 1e-9);
    let senior = weighed(0.08, 0.0, 0.125, 1.0);
    assert_eq!((senior.risk_weight, senior.bound), (0.2, Bound::Floor));
    assert!((senior.risk_weight_formula.unwrap() - 0.1855156956).abs() < 1e-9);
}

#[test]
fn the_senior_tranche_of_a_safe_pool_keeps_its_floor() {
    let senior = weighed(0.008, 0.0, 0.1, 1.0);
    assert_eq!((senior.risk_weight, senior.bound), (0.2, Bound::Floor));
    let last = senior.steps.last().unwrap();
    assert_eq!(
        (last.rule, last.standing()),
        ("look-through cap", Standing::Recalled)
    );
}

proptest! {
    #[test]
    fn the_ssfa_is_sec_sa_with_half_the_surcharge_and_a_floor_of_a_fifth(
        k in 0.0..0.4_f64, w in 0.0..0.3_f64, a in 0.0..0.9_f64, t in 0.001..0.1_f64,
    ) {
        let half = SecSa { p: SEC_SA.p.citation.of(0.5), floor: SEC_SA.floor.citation.of(0.2), ..SEC_SA };
        let pool = PoolInputs::from_k(k, w, 0.0);
        let position = Position::of(&pool, a, a + t);
        let (Answer::Applies(own), Answer::Applies(other)) = (weigh(&position), half.weigh(&position)) else {
            panic!("both weigh a pool of known status");
        };
        prop_assert_eq!((own.risk_weight, own.bound), (other.risk_weight, other.bound));
    }

    #[test]
    fn a_pool_without_charge_leaves_the_floor(a in 0.0..0.9_f64, t in 0.001..0.1_f64) {
        let pool = PoolInputs::from_k(0.0, 0.0, 0.0);
        let position = Position::of(&pool, a, a + t);
        let (Answer::Applies(ssfa), Answer::Applies(sec_sa)) = (weigh(&position), SEC_SA.weigh(&position)) else {
            panic!("both weigh a pool of known status");
        };
        prop_assert_eq!((ssfa.risk_weight, sec_sa.risk_weight), (0.2, 0.15));
        prop_assert_eq!(ssfa.bound, Bound::Floor);
    }
}
