//! Maximum capital, maturity mismatch, excess spread and deduction, on a pool of 1,000 at 100 %.

use super::*;
use crate::capital::rules::crr_238_protection_maturity::ProtectionDates;
use crate::capital::rules::crr_248_excess_spread::SyntheticExcessSpread;
use crate::capital::step::StepValue;

pub(super) fn year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 6, 30).unwrap()
}

fn of_1000(regime: &str, tranches: &[TrancheState], terms: Terms) -> Capital {
    with(regime, tranches, terms, |_| {})
}

/// The same with the last loan due in 2033, and whatever else is changed.
pub(super) fn with(
    regime: &str,
    tranches: &[TrancheState],
    terms: Terms,
    change: impl FnOnce(&mut PoolState),
) -> Capital {
    let mut state = PoolState {
        longest_loan: Some(year(2033)),
        ..PoolState::from(&pool(100_000, dec!(0)))
    };
    change(&mut state);
    assess(
        find(regime).unwrap(),
        Approach::Hierarchy,
        &state,
        tranches,
        &terms,
    )
    .unwrap()
}

pub(super) fn step<'a>(capital: &'a Capital, rule: &str) -> &'a Step {
    capital.steps.iter().find(|step| step.rule == rule).unwrap()
}

/// Unfloored, the tranches together weigh twice the pool; 40 % of each is kept, so 800 against 0.4 x 1,000.
#[test]
fn maximum_capital_is_that_of_the_largest_share_kept() {
    let tranches = [
        tranche("senior", 87_500, dec!(0.6), FUNDED),
        tranche("first loss", 12_500, dec!(0.6), FUNDED),
    ];
    for regime in ["basel", "eu", "uk"] {
        let capital = of_1000(regime, &tranches, Terms::default());
        assert_eq!(capital.after.rwa, Money::from_minor(40_000), "{regime}");
        assert_eq!(capital.bound, Bound::MaximumCapital);
        let maximum = step(&capital, "maximum capital").value;
        assert_eq!(maximum, StepValue::Is(Money::from_minor(3_200).into()));
    }
    let us = of_1000("us", &tranches, Terms::default());
    assert_eq!(us.bound, Bound::None);
    assert!(us.after.rwa > Money::from_minor(40_000));
}

#[test]
fn a_kept_senior_tranche_makes_the_maximum_the_whole_pool() {
    let capital = of_1000("eu", &two_tranches(98_000, 2_000, FUNDED), Terms::default());
    assert_eq!(capital.bound, Bound::None);
    assert_eq!(capital.relief.rwa, Money::from_minor(2_000));
    let kept = [
        tranche("senior", 90_000, dec!(0), FUNDED),
        tranche("first loss", 10_000, dec!(0), FUNDED),
    ];
    let capital = of_1000("eu", &kept, Terms::default());
    assert_eq!(
        (capital.bound, capital.relief),
        (Bound::MaximumCapital, Relief::default())
    );
}

/// A guarantor of 30 % on the whole pool, nothing kept: V is nought, the guarantor still weighs 300.
#[test]
fn who_protects_the_pool_is_not_limited_by_what_is_kept() {
    let guarantee = Protection::UnfundedGuarantee {
        guarantor_risk_weight: Some(RiskWeight(dec!(0.30))),
    };
    let sold = [tranche("all", 100_000, dec!(1), guarantee)];
    let capital = of_1000("eu", &sold, Terms::default());
    assert_eq!(
        (capital.after.rwa, capital.bound),
        (Money::from_minor(30_000), Bound::None)
    );
    let ended = of_1000("eu", &sold, protection(2026));
    assert_eq!(
        (ended.after.rwa, ended.bound),
        (Money::from_minor(100_000), Bound::None)
    );
}

#[test]
fn a_resecuritisation_and_an_unknown_pool_have_no_maximum() {
    let kept = [tranche("all", 100_000, dec!(0), FUNDED)];
    let terms = Terms {
        resecuritisation: true,
        ..Terms::default()
    };
    let capital = of_1000("eu", &kept, terms);
    assert_eq!(
        step(&capital, "maximum capital").value,
        StepValue::NotApplicable("no cap applies to a resecuritisation")
    );
    let mut unknown = PoolState::from(&pool(100_000, dec!(0)));
    unknown.inputs.unknown = 0.06;
    let regime = find("eu").unwrap();
    let capital = assess(regime, Approach::Hierarchy, &unknown, &kept, &Terms::default()).unwrap();
    assert_eq!(capital.after.rwa, Money::from_minor(1_250_000));
}

pub(super) fn protection(ends: i32) -> Terms {
    Terms {
        protection_dates: Some(ProtectionDates {
            began: year(2026),
            scheduled: year(ends),
            time_call: None,
        }),
        ..Terms::default()
    }
}

/// 569.77 with protection, 1,000 without; four of five years: 569.77 x 3.75/4.75 + 1,000 / 4.75 = 660.35.
#[test]
fn protection_that_ends_early_is_recognised_in_part() {
    let tranches = two_tranches(87_500, 12_500, FUNDED);
    let after = |ends| of_1000("eu", &tranches, protection(ends)).after.rwa.minor();
    assert_eq!(after(2033), 56_977);
    assert!((after(2030) - 66_035).abs() <= 1, "{}", after(2030));
    assert_eq!(after(2026), 100_000);
    let given = of_1000("eu", &tranches, Terms::default());
    let reason = "the maturities of protection and loans are not given";
    assert_eq!(
        step(&given, "maturity mismatch").value,
        StepValue::NotApplicable(reason)
    );
}

/// The first loss weighs 1,250 %; of the pool as if not securitised 93 % are the other tranches'.
#[test]
fn a_position_at_1250_percent_has_no_mismatch() {
    let tranches = [
        tranche("senior", 87_500, dec!(0), FUNDED),
        tranche("mezzanine", 5_500, dec!(1), FUNDED),
        tranche("first loss", 7_000, dec!(1), FUNDED),
    ];
    let after = |ends| of_1000("eu", &tranches, protection(ends)).after.rwa.minor();
    assert_eq!(after(2026), 93_000);
    let expected = (56_977.0 * 3.75 + 93_000.0) / 4.75;
    assert!((after(2030) as f64 - expected).abs() < 1.5);
}

/// A of the first loss: 10 / 1,010; the spread itself weighs 125.
#[test]
fn excess_spread_is_a_first_loss_of_the_bank() {
    let promised = |future| SyntheticExcessSpread {
        balance: Money::from_minor(400),
        current: Money::from_minor(300),
        future: Money::from_minor(future),
    };
    let of = |tranches: &[TrancheState], future| {
        with("eu", tranches, Terms::default(), |pool| {
            pool.excess_spread = Some(promised(future));
        })
    };
    let tranches = two_tranches(80_000, 20_000, FUNDED);
    let capital = of(&tranches, 300);
    let first_loss = &capital.tranches[1];
    assert!((first_loss.attachment - 10.0 / 1010.0).abs() < 1e-15);
    assert!((first_loss.detachment - 210.0 / 1010.0).abs() < 1e-15);
    assert_eq!(capital.tranches[0].detachment, 1.0);
    assert_eq!(
        step(&capital, "RWA of excess spread").value,
        StepValue::Is(Money::from_minor(12_500).into())
    );
    assert_eq!(
        capital.after.rwa,
        capital.tranches[0].rwa + Money::from_minor(12_500)
    );
    let less = of(&tranches, 0);
    assert!(less.after.rwa < capital.after.rwa);
}

/// Senior 20 % to 100 %: 12.5 x 0.1 x (e^-1.5 - e^-11.5) = 27.89 %, 223.12 of RWA; the first loss of 50 is deducted.
#[test]
fn deduction_takes_the_place_of_1250_percent_where_the_law_offers_it() {
    let tranches = [
        tranche("senior", 80_000, dec!(0), FUNDED),
        tranche("mezzanine", 15_000, dec!(1), FUNDED),
        tranche("first loss", 5_000, dec!(0), FUNDED),
    ];
    let terms = Terms {
        deduct: true,
        ..Terms::default()
    };
    let deducted = of_1000("eu", &tranches, terms);
    assert_eq!(deducted.after.rwa, Money::from_minor(22_312));
    assert_eq!(deducted.deducted, Money::from_minor(5_000));
    assert_eq!(deducted.after.capital, Money::from_minor(1_785 + 5_000));
    let weighted = of_1000("eu", &tranches, Terms::default());
    assert_eq!(weighted.after.rwa, Money::from_minor(22_312 + 62_500));
    let basel = of_1000("basel", &tranches, terms);
    assert_eq!(
        (basel.deducted, basel.after.rwa),
        (Money::ZERO, weighted.after.rwa)
    );
}

#[test]
fn models_reach_the_tranches_through_the_legal_maturity() {
    let mut state = PoolState::from(&pool(100_000, dec!(0)));
    state.inputs.irb = Some(crate::capital::position::IrbInputs {
        k_irb: 0.06965,
        share: 1.0,
        n: 100.0,
        lgd: 0.4,
        retail: false,
        parts: None,
    });
    let terms = Terms {
        legal_final_maturity: Some(year(2036)),
        ..Terms::default()
    };
    let tranches = two_tranches(87_500, 12_500, FUNDED);
    let capital = assess(
        find("eu").unwrap(),
        Approach::Hierarchy,
        &state,
        &tranches,
        &terms,
    )
    .unwrap();
    let senior = &capital.tranches[0];
    assert_eq!(
        (senior.approach, senior.mt_years),
        (Some(Approach::SecIrba), Some(5.0))
    );
    assert!((senior.p.unwrap() - 0.4767475).abs() < 1e-12);
    assert_eq!(senior.risk_weight, Some(0.15));
}
