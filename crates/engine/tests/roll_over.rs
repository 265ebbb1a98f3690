//! Relief that ends with the protection, on deals whose balances can be told without a run.

use chrono::NaiveDate;
use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{InMemory, read_deal};
use tranchet_deal::money::Money;
use tranchet_deal::scenario::{CallExercise, Scenario};
use tranchet_engine::capital::Terms;
use tranchet_engine::capital::regimes::find;
use tranchet_engine::study::roll_over::{RollOver, roll_over};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 1,000 at 100 % for ten years, 12.5 % sold against cash.
fn deal(amortisation: &str, scheduled: &str) -> Deal {
    let text = format!(
        "
tranchet: 1
name: base deal
currency: USD
closing: 2026-06-30
scheduled_maturity: {scheduled}
payments: {{ frequency: annual, first: 2027-06-30, day_count: 30/360 }}
pool: {{ balance: 1000, count: 1, maturity: 2036-06-30, amortisation: {amortisation}, risk_weight: 100%, rate: 5% }}
tranches:
  - {{ name: senior, attachment: 12.5%, detachment: 100%, placed: 0% }}
  - {{ name: first loss, attachment: 0%, detachment: 12.5%, placed: 100%, protection: funded note, coupon: 10% fixed }}
amortisation: {{ principal: sequential }}
calls: {{ clean_up: 10%, time: 2028-12-31 }}
capital: {{ regime: us, cet1_target: 12% }}
"
    );
    read_deal("deal.yaml", &text, &InMemory::default()).unwrap().deal
}

fn endings(deal: &Deal, calls: CallExercise) -> Vec<RollOver> {
    let scenario = Scenario {
        calls,
        ..Scenario::default()
    };
    let terms = Terms::from(deal.capital.as_ref().unwrap());
    let law = (find("us").unwrap(), Approach::Hierarchy);
    roll_over(deal, &scenario, law, &terms).unwrap().unwrap()
}

fn figures(ending: &RollOver) -> Option<(&'static str, NaiveDate, Money, Money, Money)> {
    let at = ending.at.as_ref()?;
    let capital = &at.capital;
    let back = capital.relief;
    Some((
        ending.ending.name(),
        at.date,
        capital.after.rwa,
        back.rwa,
        back.capital,
    ))
}

/// Bullet loans that the protection outlives: the relief of closing comes back at the time call, 1,000 - 20 % x 875 =
/// 825, and 12 % of it, 99. The pool never falls to 10 %, and is repaid at scheduled maturity.
#[test]
fn all_of_it_comes_back_at_once() {
    let deal = deal("bullet", "2036-06-30");
    let called = CallExercise {
        time: true,
        clean_up: true,
        regulatory: None,
    };
    for calls in [CallExercise::default(), called] {
        let found = endings(&deal, calls);
        let [after, back, capital] = [17_500, 82_500, 9_900].map(Money::from_minor);
        assert_eq!(
            figures(&found[0]),
            Some(("time call", day("2029-06-30"), after, back, capital))
        );
        assert!(found[1].at.is_none() && found[2].at.is_none());
    }
}

/// Loans that outlive the protection by five years: on its last day it has no time left and protects nothing in
/// capital, so that nothing of relief is left to come back. The bank weighs every tranche, the first loss at
/// 12.5 (0.08 + 0.04 (1 - e^-1.125)) / 0.125 = 1,070.14 %: 1,337.67 and 175 make 1,512.67, the published 1.5127 of the
/// pool. Before less after: -512.67; 12 % of each, rounded: 120 - 181.52 = -61.52.
#[test]
fn a_mismatch_has_taken_the_relief_before_scheduled_maturity_does() {
    let deal = deal("bullet", "2031-06-30");
    let found = endings(&deal, CallExercise::default());
    let [after, back, capital] = [151_267, -51_267, -6_152].map(Money::from_minor);
    assert_eq!(
        figures(&found[2]),
        Some(("scheduled maturity", day("2031-06-30"), after, back, capital))
    );
}

/// A tenth of the loans repays each year and with it the senior tranche. Nine years on the pool is 10 % and lies within
/// the first loss of 125, all of it protected: 100 come back, which were nought.
#[test]
fn the_clean_up_call_opens_when_the_pool_is_small_enough() {
    let deal = deal("equal principal", "2036-06-30");
    let found = endings(&deal, CallExercise::default());
    let [after, back, capital] = [0, 10_000, 1_200].map(Money::from_minor);
    assert_eq!(
        figures(&found[1]),
        Some(("clean-up call", day("2035-06-30"), after, back, capital))
    );
    assert!(found[2].at.is_none(), "the pool is repaid at scheduled maturity");
}
