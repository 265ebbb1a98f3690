//! The readers ask for every key that is declared, and for no other.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Block, DEAL, Key, Map, SCENARIO, Shape};
use crate::file::{InMemory, read_deal, read_scenario};
use crate::money::Currency;

thread_local! {
    /// The keys that readers have asked for on this thread, by what messages call their blocks.
    static ASKED: RefCell<BTreeMap<&'static str, BTreeSet<&'static str>>> = RefCell::default();
}

/// Keeps in mind which keys a reader asked for.
pub(in crate::file) fn record(noun: &'static str, asked: &[&'static str]) {
    ASKED.with_borrow_mut(|all| all.entry(noun).or_default().extend(asked));
}

/// Blocks that no deal and no scenario has.
const ELSEWHERE: [&str; 1] = ["the file of tolerances"];

/// Keys that a reader asks for only to say at length why it refuses them.
const REFUSED: [(&str, &str); 2] = [("the pool", "loan_id"), ("the pool", "available_from")];

/// A deal with every kind of block, sound or not: readers ask for keys all the same.
const DEAL_TEXT: &str = "
tranchet: 1
name: Every block
currency: USD
closing: 2026-06-30
scheduled_maturity: 2031-06-30
payments: { frequency: quarterly, first: 2026-09-30, day_count: ACT/360 }
fx: { EUR: 1.1 }
pool: { tape: { file: tape.csv, columns: { A: none } }, loans: [ { loan_id: A } ] }
tranches:
  - { name: senior, attachment: 10%, detachment: 100% }
  - name: junior
    amount: 10m
    coupon: { index: SOFR, spread: 1% }
    collateral: { held: securities }
    rating: { DBRS: BB }
  - { name: fixed, attachment: 0%, detachment: 10%, coupon: { fixed: { 2026-06-30: 7% } } }
amortisation:
  principal: target subordination
  subordination: { of: senior, times: 2 }
  sequential_when: { measure: share, where: { field: pd, at_least: 5% }, above: 1% }
  groups: [ { name: g, tranches: [ senior ], inside: sequential } ]
excess_spread: { rate: 1%, mechanism: trapped }
replenishment:
  until: 2028-06-30
  conditions: { measure: largest share, by: sector, above: 1% }
  portfolio: { measure: largest group share, at_most: 1% }
  ramp_up: { target: 1bn, until: 2026-12-31 }
calls: { time: { date: 2029-06-30 } }
capital: { regime: eu, assume: { p: 0.5 } }
bank: { rwa: 50bn, loan_margin: 2% }
costs: { upfront: 1m }
";

const SCENARIO_TEXT: &str = "
tranchet: 1
name: every block
defaults:
  by: sector
  annual_rate: { steel: 1% }
  credit_events: [ { loan: A, date: 2027-01-01, recoveries: [ { date: 2027-02-01, amount: 1m } ] } ]
loss: { lag: 1 month, by: sector, final: { steel: 40% }, otherwise: 45% }
compute: { new_generations: { quarter: 5, fall: 30% }, risk_transfer: { open: false } }
prepayment: { annual_rate: 1% }
rates: { SOFR: { flat: 3% }, shift: 1% }
calls: { time: exercise }
replenishment: { term: 5 years }
removals: [ { loan: A, date: 2027-01-01, reason: repurchased } ]
downgrades: [ { tranche: junior, date: 2027-01-01 } ]
collateral: { SOFR: 0% }
delinquency: { rate: 1% }
factor_model: { correlation: 20%, copula: t, lgd: { factor: 10% }, pd: { curve: none.csv } }
";

fn read_all() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let files = InMemory::default().with("tape.csv", "loan_id,balance,maturity\nA,1m,2030-01-01\n");
    let usd = Currency::from_code("USD").expect("three capital letters");
    let uniform = "pool: { balance: 100m, count: 10, maturity: 2031-06-30 }";
    let mixed = DEAL_TEXT
        .lines()
        .find(|line| line.starts_with("pool:"))
        .expect("it has a pool");
    let at_length = "pool: { tape: { file: tape.csv, columns: { A: none } } }";
    let listed = "pool: { loans: [ { loan_id: A } ] }";
    for pool in [mixed, uniform, at_length, listed] {
        drop(read_deal("deal.yaml", &DEAL_TEXT.replace(mixed, pool), &files));
    }
    let bought = "replenishment: { tape: tape.csv }";
    for term in ["replenishment: { term: 5 years }", bought] {
        let text = SCENARIO_TEXT.replace("replenishment: { term: 5 years }", term);
        drop(read_scenario("scenario.yaml", &text, &files, usd));
    }
    ASKED.with_borrow(Clone::clone)
}

/// Every block that is reached from one, by what messages call it.
fn blocks(block: &'static Block, found: &mut BTreeMap<&'static str, &'static Block>) {
    if found.insert(block.noun, block).is_none() {
        block.all().for_each(|key| within(&key.shape, found));
    }
}

fn within(shape: &'static Shape, found: &mut BTreeMap<&'static str, &'static Block>) {
    match shape {
        Shape::Literal(_) | Shape::Boolean | Shape::Count(..) | Shape::Word(_) => {}
        Shape::Block(block) => blocks(block, found),
        Shape::Any(shapes) => shapes.iter().for_each(|shape| within(shape, found)),
        Shape::OneOrMore(shape) | Shape::List(shape) => within(shape, found),
        Shape::Map(Map { named, values, .. }) => {
            named
                .iter()
                .for_each(|key: &'static Key| within(&key.shape, found));
            within(values, found);
        }
    }
}

#[test]
fn the_readers_ask_for_every_key_that_is_declared_and_for_no_other() {
    let mut declared = BTreeMap::new();
    blocks(&DEAL, &mut declared);
    blocks(&SCENARIO, &mut declared);
    let mut asked = read_all();
    ELSEWHERE.iter().for_each(|noun| drop(asked.remove(noun)));
    for (noun, key) in REFUSED {
        let refused = asked.get_mut(noun).is_some_and(|keys| keys.remove(key));
        assert!(refused, "{noun} does not refuse `{key}` any more");
    }
    let keys = |block: &Block| block.all().map(|key| key.name).collect::<BTreeSet<_>>();
    let declared: BTreeMap<_, _> = declared
        .iter()
        .map(|(noun, block)| (*noun, keys(block)))
        .collect();
    for (noun, keys) in &asked {
        assert_eq!(declared.get(noun), Some(keys), "{noun}");
    }
    assert_eq!(
        declared.keys().collect::<Vec<_>>(),
        asked.keys().collect::<Vec<_>>(),
        "blocks"
    );
}

#[test]
fn each_key_is_declared_once_and_choices_name_keys() {
    let mut declared = BTreeMap::new();
    blocks(&DEAL, &mut declared);
    blocks(&SCENARIO, &mut declared);
    let names: BTreeSet<&str> = declared.values().map(|block| block.name).collect();
    assert_eq!(names.len(), declared.len(), "two blocks have the same name");
    for block in declared.values() {
        let keys: Vec<&str> = block.all().map(|key| key.name).collect();
        let once: BTreeSet<&str> = keys.iter().copied().collect();
        assert_eq!(once.len(), keys.len(), "{}", block.noun);
        let chosen = block
            .choices
            .iter()
            .flat_map(|choice| choice.iter().copied().flatten());
        assert!(chosen.into_iter().all(|key| once.contains(key)), "{}", block.noun);
    }
}
