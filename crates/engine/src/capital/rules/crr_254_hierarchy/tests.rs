use tranchet_deal::bank::Approach;

use super::*;
use crate::capital::position::{IrbInputs, PoolInputs, Position, Weighed};
use crate::capital::regimes::{basel, eu, uk};
use crate::capital::step::StepValue;
use crate::capital::weigh::weigh;

fn senior<'a>(pool: &'a PoolInputs, attachment: f64, rating: Option<&'a str>) -> Position<'a> {
    Position {
        senior: true,
        rating,
        m_t: Some(5.0),
        ..Position::of(pool, attachment, 1.0)
    }
}

fn in_eu(position: &Position) -> Weighed {
    weigh(&eu::REGIME, Approach::Hierarchy, position).unwrap()
}

fn pool() -> PoolInputs {
    PoolInputs::from_k(0.08, 0.0, 0.0)
}

#[test]
fn sec_erba_takes_over_above_25_percent_of_sec_sa() {
    let pool = pool();
    // p 1, 12.5 % to 100 %: 65.12 %.
    let weighed = in_eu(&senior(&pool, 0.125, Some("AAA")));
    assert_eq!(
        (weighed.approach, weighed.risk_weight),
        (Some(Approach::SecErba), 0.20)
    );
    let passed_over = weighed.steps.iter().find(|step| step.rule == "sec-sa").unwrap();
    assert_eq!(
        passed_over.value,
        StepValue::NotApplicable("the standardised approach gives more than 25 %")
    );
    assert_eq!(passed_over.cites.text, "CRR Art. 254(2)(b)");
    let unrated = in_eu(&senior(&pool, 0.125, None));
    assert_eq!(unrated.approach, Some(Approach::SecSa));
    assert_eq!(
        unrated.because.unwrap().text,
        "the first approach of the hierarchy that applies"
    );
}

#[test]
fn sec_erba_takes_over_when_it_gives_more_than_75_percent_itself() {
    let pool = pool();
    let approach = |rating| in_eu(&senior(&pool, 0.3, Some(rating))).approach;
    // SEC-SA stands on its floor of 15 %; five years: A- 70 %, BBB+ 90 %.
    assert_eq!(approach("A-"), Some(Approach::SecSa));
    assert_eq!(approach("BBB+"), Some(Approach::SecErba));
}

#[test]
fn an_sts_position_asks_only_for_sec_sa() {
    let pool = pool();
    let sts = |attachment| Position {
        sts: true,
        ..senior(&pool, attachment, Some("BBB-"))
    };
    // p 0.5: 18.55 % from 12.5 %, 33.70 % from 10 %.
    assert_eq!(in_eu(&sts(0.125)).approach, Some(Approach::SecSa));
    assert_eq!(
        in_eu(&sts(0.10)).because.unwrap().cites.text,
        "CRR Art. 254(2)(a)"
    );
}

#[test]
fn car_and_equipment_pools_take_sec_erba() {
    let pool = pool();
    let cars = Position {
        vehicles: true,
        ..senior(&pool, 0.3, Some("AAA"))
    };
    assert_eq!(in_eu(&cars).because.unwrap().cites.text, "CRR Art. 254(2)(c)");
    let unrated = Position { rating: None, ..cars };
    assert_eq!(in_eu(&unrated).approach, Some(Approach::SecSa));
}

#[test]
fn exactly_25_and_75_percent_change_nothing() {
    let pool = pool();
    let position = senior(&pool, 0.3, Some("A"));
    let at = |own, other| {
        let weighed = |risk_weight| Weighed {
            risk_weight,
            ..in_eu(&position)
        };
        let (own, other) = (weighed(own), weighed(other));
        EU.reason(&Comparison {
            position: &position,
            own: &own,
            other: &other,
        })
    };
    assert_eq!(at(0.25, 0.75), None);
    assert!(at(0.2501, 0.75).is_some() && at(0.25, 0.7501).is_some());
}

#[test]
fn the_order_differs_between_basel_and_europe() {
    let pool = pool();
    let rated = senior(&pool, 0.3, Some("AAA"));
    let approach = |regime, position| weigh(regime, Approach::Hierarchy, position).unwrap().approach;
    assert_eq!(approach(&basel::REGIME, &rated), Some(Approach::SecErba));
    assert_eq!(approach(&uk::REGIME, &rated), Some(Approach::SecSa));
    let irb = IrbInputs {
        k_irb: 0.07,
        share: 1.0,
        n: 100.0,
        lgd: 0.4,
        retail: false,
        parts: None,
    };
    let models = PoolInputs {
        irb: Some(irb),
        ..pool.clone()
    };
    let modelled = senior(&models, 0.3, Some("AAA"));
    for regime in [&basel::REGIME, &eu::REGIME, &uk::REGIME] {
        assert_eq!(approach(regime, &modelled), Some(Approach::SecIrba));
    }
}

#[test]
fn an_approach_asked_for_by_name_does_not_give_way() {
    let pool = pool();
    let rated = senior(&pool, 0.125, Some("AAA"));
    let weighed = weigh(&eu::REGIME, Approach::SecSa, &rated).unwrap();
    assert_eq!(weighed.approach, Some(Approach::SecSa));
    assert_eq!(weighed.because.unwrap().text, "the approach asked for");
}

#[test]
fn synthetic_sts_is_for_the_senior_tranche_in_the_union_and_for_none_in_the_kingdom() {
    let pool = pool();
    let sts = |senior_one| Position {
        sts: true,
        senior: senior_one,
        ..senior(&pool, 0.3, None)
    };
    let p = |regime, position: &Position| weigh(regime, Approach::Hierarchy, position).unwrap().p;
    assert_eq!(p(&eu::REGIME, &sts(true)), Some(0.5));
    assert_eq!(p(&eu::REGIME, &sts(false)), Some(1.0));
    assert_eq!(p(&uk::REGIME, &sts(true)), Some(1.0));
    assert_eq!(p(&basel::REGIME, &sts(false)), Some(0.5));
}
