//! Terms of capital from the deal file, on closing and on each payment date, with figures found by hand.
//!
//! Two loans of 600 and 400 million, due in three years and in two, on a deal of three annual periods. Excess spread
//! is 1 % a year: 10, 10 and 6 by contract.

use tranchet_deal::deal::Deal;
use tranchet_deal::file::{InMemory, read_deal};
use tranchet_deal::money::Money;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::step::{Figure, Step, StepValue};
use tranchet_engine::relief::ReliefThroughLife;
use tranchet_engine::study::study;

const DEAL: &str = "
tranchet: 1
name: By hand
currency: EUR
closing: 2026-06-30
scheduled_maturity: 2029-06-30
payments: { frequency: annual, first: 2027-06-30, day_count: 30/360 }
pool:
  loans:
    - { loan_id: long,  balance: 600m, maturity: 2029-06-30, risk_weight: 100% }
    - { loan_id: short, balance: 400m, maturity: 2028-06-30, risk_weight: 100% }
tranches:
  - { name: senior, attachment: 20%, detachment: 100% }
  - { name: junior, attachment: 0%, detachment: 20%, coupon: 5% fixed, protection: funded guarantee }
amortisation: { principal: sequential }
";

fn deal(more: &str) -> Deal {
    let text = format!("{DEAL}{more}");
    let read = read_deal("deal.yaml", &text, &InMemory::default());
    read.unwrap_or_else(|problems| panic!("{problems}")).deal
}

/// Relief through life when nothing happens.
fn life(more: &str) -> ReliefThroughLife {
    let study = study(&deal(more), &Scenario::default(), &|_| {}).unwrap();
    study.relief.unwrap()
}

fn steps<'a>(life: &'a ReliefThroughLife, rule: &str) -> Vec<&'a Step> {
    let of_date = life
        .dates
        .iter()
        .map(|date| date.capital.steps.iter().find(|step| step.rule == rule));
    of_date.flatten().collect()
}

/// What a rule came to on each date: amounts in millions, numbers as they are.
fn found(life: &ReliefThroughLife, rule: &str) -> Vec<f64> {
    let figure = |step: &Step| match step.value {
        StepValue::Is(Figure::Amount(amount)) => Some(amount.minor() as f64 / 1e8),
        StepValue::Is(Figure::Number(number)) => Some(number),
        StepValue::NotApplicable(_) => None,
    };
    steps(life, rule).into_iter().filter_map(figure).collect()
}

/// Unused spread lapses: 10 + 10 + 6 at closing, 10 + 6 a year later, then 6, then nothing. After two years the loan
/// of 400 is gone.
#[test]
fn excess_spread_is_promised_along_the_contract() {
    let whole = life("excess_spread: { rate: 1%, mechanism: use it or lose it }\ncapital: { regime: eu }\n");
    assert_eq!(found(&whole, "excess spread"), [26.0, 16.0, 6.0, 0.0]);
    assert_eq!(found(&whole, "RWA of excess spread"), [325.0, 200.0, 75.0]);
    let year =
        life("excess_spread: { rate: 1%, mechanism: use it or lose it }\ncapital: { regime: basel }\n");
    assert_eq!(found(&year, "excess spread"), [10.0, 10.0, 6.0, 0.0]);
    let chosen = life(
        "excess_spread: { rate: 1%, mechanism: use it or lose it }\n\
         capital: { regime: basel, excess_spread: whole life }\n",
    );
    assert_eq!(found(&chosen, "excess spread"), [26.0, 16.0, 6.0, 0.0]);
}

/// Trapped spread stays: what is no longer promised is there, 26 on every date but the last, which has none to come.
#[test]
fn trapped_spread_counts_with_its_balance() {
    let life = life("excess_spread: { rate: 1%, mechanism: trapped }\ncapital: { regime: eu }\n");
    assert_eq!(found(&life, "excess spread")[..3], [26.0, 26.0, 26.0]);
}

/// Principal of the first two dates is reinvested: the pool stays at 1,000 on both, the spread at 10 a year.
#[test]
fn a_pool_that_is_replenished_promises_spread_on_all_of_it() {
    let life = life(
        "excess_spread: { rate: 1%, mechanism: use it or lose it }\n\
         replenishment: { until: 2028-06-30 }\ncapital: { regime: eu }\n",
    );
    assert_eq!(found(&life, "excess spread")[..2], [30.0, 20.0]);
}

/// The call after two years has an incentive. Protection lasts 2, 1 and 0 years, the loans 3, 2 and 1.
#[test]
fn a_call_shortens_protection_on_every_date() {
    let life = life("calls: { time: { date: 2028-06-30, incentive: true } }\ncapital: { regime: eu }\n");
    assert_eq!(found(&life, "t, years of protection"), [2.0, 1.0, 0.0]);
    assert_eq!(found(&life, "T, years of the loans"), [3.0, 2.0, 1.0]);
    // Protection that is over relieves nothing: all tranches together weigh as the pool, 600.
    let last = &life.dates[2].capital;
    assert_eq!(
        (last.after.rwa, last.relief.rwa),
        (Money::from_minor(60_000_000_000), Money::ZERO)
    );
}

/// Loans may be added for a year, as long as the longest at closing: until 2030, four years after closing.
#[test]
fn loans_that_may_be_added_lengthen_the_pool() {
    let life = life("replenishment: { until: 2027-06-30 }\ncapital: { regime: eu }\n");
    assert_eq!(found(&life, "T, years of the loans")[..2], [4.0, 2.0]);
}

/// 2 % of bonds' value and a deduction: the junior tranche of 200 leaves 4 open, deducted at 1,250 %.
#[test]
fn every_other_key_reaches_the_rules() {
    let text = DEAL.replace(
        "protection: funded guarantee",
        "protection: funded note, collateral: { held: government bonds, cqs: 1, residual_maturity: 2 years }",
    );
    let text = text
        .replace("detachment: 20%", "detachment: 7%")
        .replace("attachment: 20%", "attachment: 7%");
    let read = |capital: &str| {
        let text = format!("{text}capital: {capital}\n");
        let deal = read_deal("deal.yaml", &text, &InMemory::default()).unwrap().deal;
        let study = study(&deal, &Scenario::default(), &|_| {}).unwrap();
        study.relief.unwrap().dates.remove(0).capital
    };
    let deducted = read("{ regime: eu, deduct: true }");
    assert_eq!(deducted.deducted, Money::from_minor(140_000_000));
    assert_eq!(
        deducted.tranches[1].protected_exposure,
        Money::from_minor(6_860_000_000)
    );
    let again = read("{ regime: eu, resecuritisation: true }");
    assert_eq!(
        (again.tranches[0].p, again.tranches[0].risk_weight >= Some(1.0)),
        (Some(1.5), true)
    );
}
