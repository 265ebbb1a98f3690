//! A payment date worked out by hand.

use rust_decimal::{Decimal, dec};
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{InMemory, read_deal, read_scenario};
use tranchet_deal::money::Money;
use tranchet_deal::scenario::Scenario;

use super::{Of, Rule, Value, Walk, Working, walk};

/// One loan, so that sums over loans have one part.
const DEAL: &str = "
tranchet: 1
name: One loan
currency: USD
closing: 2026-06-30
scheduled_maturity: 2027-06-30
payments: { frequency: quarterly, first: 2026-09-30, day_count: ACT/360 }
pool: { balance: 100m, count: 1, maturity: 2031-06-30 }
tranches:
  - { name: senior, attachment: 10%, detachment: 100% }
  - { name: junior, attachment: 0%, detachment: 10%, coupon: \"SOFR + 9%, floor 0%\" }
amortisation: { principal: PRINCIPAL }
excess_spread: { rate: 0.2%, mechanism: use it or lose it }
";

const SCENARIO: &str = "
tranchet: 1
name: by hand
defaults: { annual_rate: 1% }
loss: { initial: 40% }
prepayment: { annual_rate: 10% }
rates: { SOFR: 4% }
";

fn read(principal: &str) -> (Deal, Scenario) {
    let files = InMemory::default();
    let text = DEAL.replace("PRINCIPAL", principal);
    let deal = read_deal("deal.yaml", &text, &files).unwrap_or_else(|problems| panic!("{problems}"));
    let scenario = read_scenario("scenario.yaml", SCENARIO, &files, deal.deal.currency);
    let scenario = scenario.unwrap_or_else(|problems| panic!("{problems}"));
    (deal.deal, scenario.scenario)
}

fn first_date(principal: &str) -> Walk {
    let (deal, scenario) = read(principal);
    walk(&deal, &scenario).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn workings(walk: &Walk, rule: Rule) -> &[Working] {
    let found = walk.dates[0].rules.iter().find(|found| found.rule == rule);
    &found.expect("every rule is there").workings
}

/// Results in minor units, or as they are.
fn results(walk: &Walk, rule: Rule) -> Vec<Decimal> {
    let number = |working: &Working| match working.result {
        Value::Amount(amount) => Decimal::from(amount.minor()),
        Value::Rate(number) | Value::Number(number) => number,
        Value::Date(_) | Value::Flag(_) => panic!("no number: {working:?}"),
    };
    workings(walk, rule).iter().map(number).collect()
}

/// 92 days of 13 % on 10 m: 1,000,000,000 × 92/360 × 0.13 = 33,222,222.2. Excess spread 10^10 × 0.2 % / 4. A quarter of
/// 1 % a year is 1 − 0.99^(1/4) = 0.250943006631889526029…%, of 10 % a year 2.59962535747035…%: 25,094,300.7 default and
/// 40 % of them, 10,037,720.4, are lost; 9,974,905,699 × 0.0259962535747… = 259,310,178.2 are prepaid. Excess spread pays
/// 5,000,000 of the loss and the junior tranche the rest; 15,056,581 recovered at once, what was prepaid and what
/// excess spread paid repay the senior tranche.
#[test]
fn each_formula_gives_what_a_calculation_by_hand_gives() {
    let walk = first_date("sequential");
    assert_eq!(results(&walk, Rule::Premium), [dec!(0.13), dec!(33_222_222)]);
    assert_eq!(results(&walk, Rule::ExcessSpread), [dec!(5_000_000)]);
    let credit_events = results(&walk, Rule::CreditEvents);
    assert_eq!(credit_events[0].round_dp(20), dec!(0.00250943006631889526));
    assert_eq!(credit_events[1..], [dec!(25_094_301), dec!(10_037_720)]);
    assert_eq!(results(&walk, Rule::ScheduledPrincipal), [dec!(0)]);
    assert_eq!(results(&walk, Rule::Prepayment)[1], dec!(259_310_178));
    assert_eq!(results(&walk, Rule::WorkOuts), [dec!(15_056_581)]);
    assert_eq!(results(&walk, Rule::Losses), [dec!(5_000_000), dec!(5_037_720)]);
    assert_eq!(
        results(&walk, Rule::Principal),
        [dec!(279_366_759), dec!(279_366_759)]
    );
    let last = &walk.dates[0].rules.last().expect("rules").balances;
    assert_eq!(
        last.notionals,
        [8_720_633_241, 994_962_280].map(Money::from_minor)
    );
    assert_eq!(last.performing, Money::from_minor(9_715_595_521));
}

/// The inputs are those of the calculation by hand, by the names of the formula.
#[test]
fn each_working_says_what_it_read() {
    let walk = first_date("sequential");
    let [coupon, premium] = workings(&walk, Rule::Premium) else {
        panic!("two workings")
    };
    assert_eq!(
        (coupon.of, coupon.formula),
        (Of::Tranche(1), "coupon = max(index, floor) + spread")
    );
    assert_eq!(premium.formula, "premium = notional × placed × t × coupon");
    let read: Vec<(&str, Value)> = premium
        .inputs
        .iter()
        .map(|given| (given.name.as_str(), given.value))
        .collect();
    let expected = [
        ("notional", Value::Amount(Money::from_minor(1_000_000_000))),
        ("placed", Value::Rate(dec!(1))),
        ("t", Value::Number(dec!(92) / dec!(360))),
        ("coupon", Value::Rate(dec!(0.13))),
    ];
    assert_eq!(read, expected);
}

/// 279,366,759 split by 9,000,000,000 and 994,962,280: 251,556,810.4 and 27,809,948.6, rounded down, one unit left over.
#[test]
fn a_split_reads_every_notional_that_takes_part() {
    let walk = first_date("pro rata");
    let [principal, senior, junior] = workings(&walk, Rule::Principal) else {
        panic!("three workings")
    };
    assert_eq!(principal.result, Value::Amount(Money::from_minor(279_366_759)));
    let shares = [senior, junior].map(|working| {
        assert_eq!(working.formula, "repaid = principal × notional / Σ notionals");
        let read: Vec<i128> = working.inputs.iter().map(|given| minor(given.value)).collect();
        (read[0] * read[1] / read[2], minor(working.result))
    });
    let left: i128 = 279_366_759 - shares[0].0 - shares[1].0;
    assert_eq!(
        shares[0].1,
        shares[0].0 + left,
        "the senior tranche takes what is left over"
    );
    assert_eq!(shares[1].1, shares[1].0);
    assert_eq!(shares[1].1, 279_366_759 * 994_962_280 / 9_994_962_280);
}

fn minor(value: Value) -> i128 {
    match value {
        Value::Amount(amount) => i128::from(amount.minor()),
        Value::Rate(_) | Value::Number(_) | Value::Date(_) | Value::Flag(_) => panic!("no amount: {value:?}"),
    }
}

#[test]
fn every_movement_appears_once_and_balances_follow() {
    for principal in ["sequential", "pro rata"] {
        let walk = first_date(principal);
        for (date, result) in walk.dates.iter().zip(&walk.outcome.periods) {
            let shown: usize = date.rules.iter().map(|rule| rule.movements.len()).sum();
            let entries = walk.outcome.journal.entries.iter();
            assert_eq!(shown, entries.filter(|entry| entry.period == date.number).count());
            let last = &date.rules.last().expect("rules").balances;
            let closing: Vec<Money> = result.tranches.iter().map(|flows| flows.closing).collect();
            assert_eq!(
                (last.performing, &last.notionals),
                (result.pool.closing, &closing)
            );
        }
    }
}
