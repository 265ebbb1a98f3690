//! Tests on assessed capital: what the law of a regime makes of risk weights that the engine found.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;
use tranchet_deal::protection::{Collateral, Protection, ProtectionTerms};
use tranchet_deal::rate::RiskWeight;

use super::*;
use crate::capital::expected_loss::ExpectedLoss;
use crate::capital::pool::PoolSnapshot;
use crate::capital::regimes::find;
use crate::capital::rules::crr_245_srt_tests::{FIRST_LOSS, MEZZANINE};
use crate::capital::{TrancheState, assess};

const CASH: Protection = Protection::FundedNote {
    collateral: Collateral {
        held: None,
        holder: None,
        holder_risk_weight: None,
        securities: None,
    },
};

fn closing() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).unwrap()
}

/// Terms with an expected loss of 1.766 % at closing.
fn terms() -> Terms {
    Terms {
        expected_loss: Some(ExpectedLoss {
            date: closing(),
            share: Ratio(dec!(0.01766)),
        }),
        first_loss_margin: Some(Ratio(dec!(1))),
        ..Terms::default()
    }
}

/// Of a pool of 1,000 at 100 %, tranches as (units, share sold), senior first.
fn assessed(regime: &str, tranches: &[(i64, Decimal)], terms: &Terms) -> Srt {
    let mut pool = PoolSnapshot::empty(closing());
    pool.add_performing(Money::from_minor(100_000), RiskWeight(dec!(1)), Ratio::ZERO);
    let states: Vec<TrancheState> = tranches
        .iter()
        .map(|(units, placed)| TrancheState {
            name: "tranche",
            notional: Money::from_minor(*units),
            placed: Ratio(*placed),
            protection: &CASH,
            protection_terms: ProtectionTerms::default(),
            m_t: None,
            rating: None,
        })
        .collect();
    let regime = find(regime).unwrap();
    let capital = assess(
        regime,
        Approach::Hierarchy,
        &PoolState::from(&pool),
        &states,
        terms,
    );
    capital.unwrap().srt
}

/// K_SA is 8 %: 7 % to 12.5 % weighs 1,009.49 % and is mezzanine, 8 % below it is not.
#[test]
fn mezzanine_by_the_weights_that_were_found() {
    let half_sold = assessed(
        "eu",
        &[(87_500, dec!(0)), (5_500, dec!(0.5)), (7_000, dec!(1))],
        &terms(),
    );
    let test = half_sold.named(MEZZANINE).unwrap();
    assert_eq!((test.value, test.outcome), (Some(dec!(0.5)), Outcome::Passed));
    assert_eq!(half_sold.recognised, Some(true));
    let less = assessed(
        "eu",
        &[(87_500, dec!(0)), (5_500, dec!(0.49)), (7_000, dec!(1))],
        &terms(),
    );
    assert_eq!(
        (less.named(MEZZANINE).unwrap().outcome, less.recognised),
        (Outcome::Failed, Some(false))
    );
}

/// A first loss of 125 above 17.66 of expected loss, all sold: a margin of 608 %.
#[test]
fn a_first_loss_alone_needs_a_margin() {
    let stack = [(87_500, dec!(0)), (12_500, dec!(1))];
    let passed = assessed("uk", &stack, &terms());
    assert_eq!(
        (passed.named(FIRST_LOSS).unwrap().outcome, passed.recognised),
        (Outcome::Passed, Some(true))
    );
    let stated = |margin| Terms {
        first_loss_margin: margin,
        ..terms()
    };
    let silent = assessed("uk", &stack, &stated(None));
    assert_eq!(
        (silent.named(FIRST_LOSS).unwrap().outcome, silent.recognised),
        (Outcome::Undecided, None)
    );
    // 125 / 17.66 = 7.078.
    assert_eq!(
        assessed("uk", &stack, &stated(Some(Ratio(dec!(6.07))))).recognised,
        Some(true)
    );
    assert_eq!(
        assessed("uk", &stack, &stated(Some(Ratio(dec!(6.08))))).recognised,
        Some(false)
    );
    let another_day = ExpectedLoss {
        date: closing().succ_opt().unwrap(),
        share: Ratio(dec!(0.01)),
    };
    let late = Terms {
        expected_loss: Some(another_day),
        ..terms()
    };
    assert_eq!(assessed("uk", &stack, &late).recognised, None);
}

/// 97.66 of losses all fall on the 125 sold; the senior tranche weighs 65.12 %, so 430.2 of 1,000 are relieved.
#[test]
fn indicators_of_a_deal_by_hand() {
    let found = assessed("uk", &[(87_500, dec!(0)), (12_500, dec!(1))], &terms());
    let [detachment, own] = &found.indicators[..] else {
        panic!("two indicators")
    };
    assert_eq!(
        (detachment.value, detachment.limit.unwrap().level()),
        (Some(dec!(0.125)), dec!(0.12))
    );
    // SEC-SA, p 1, K 8 %: (e^-0.5625 - e^-11.5) / 0.875 = 0.6511687939.
    let relief = 1.0 - 0.875 * 0.651_168_793_9;
    assert!((to_f64(own.value.unwrap()) - 1.0 / relief).abs() < 1e-4);
}

#[test]
fn a_regime_without_tests_says_which_text_it_is() {
    for regime in ["basel", "us"] {
        let found = assessed(regime, &[(87_500, dec!(0)), (12_500, dec!(1))], &terms());
        assert_eq!((found.recognised, found.made().len()), (None, 0));
        assert!(found.tests.is_err());
    }
}
