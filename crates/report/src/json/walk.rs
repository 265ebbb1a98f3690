//! The document of `run --step`: payment dates rule by rule.

use serde_json::{Map, Value as Json, json};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::trigger::Bound;
use tranchet_engine::journal::{Entry, Reading};
use tranchet_engine::outcome::{PeriodResult, TestResult};
use tranchet_engine::walk::{DateWalk, Of, Rule, RuleWalk, Value, Working};
use tranchet_engine::waterfall::Balances;

use super::run::offer;
use super::{date, decimal, money};
use crate::tables::journal::account_name;
use crate::tables::tests_made::{describe, purpose, test_of};
use crate::walk::{accounts, name_of_result};

/// What `run --step` adds to a document.
pub fn walk(deal: &Deal, scenario: &str, dates: &[(&DateWalk, &PeriodResult)], into: &mut Map<String, Json>) {
    into.insert("deal".to_owned(), json!(deal.name));
    into.insert("currency".to_owned(), json!(deal.currency.code()));
    into.insert("scenario".to_owned(), json!(scenario));
    let dates: Vec<Json> = dates
        .iter()
        .map(|(walk, result)| one(deal, walk, result))
        .collect();
    into.insert("dates".to_owned(), json!(dates));
}

fn one(deal: &Deal, walk: &DateWalk, result: &PeriodResult) -> Json {
    let rules: Vec<Json> = walk.rules.iter().map(|found| rule(deal, found, result)).collect();
    json!({
        "period": walk.number,
        "date": date(walk.date),
        "opening": balances(deal, &walk.opening),
        "rules": rules,
    })
}

fn rule(deal: &Deal, rule: &RuleWalk, result: &PeriodResult) -> Json {
    let list = |values: Vec<Json>| Json::Array(values);
    let mut found = Map::new();
    found.insert("rule".to_owned(), json!(rule.rule.name()));
    found.insert(
        "workings".to_owned(),
        list(rule.workings.iter().map(|found| working(deal, found)).collect()),
    );
    if rule.rule == Rule::Triggers {
        let tests = rule
            .tests
            .iter()
            .map(|(result, reading)| test(deal, result, *reading));
        found.insert("tests".to_owned(), list(tests.collect()));
    }
    if rule.rule == Rule::Replenishment {
        let offers = result.offers.iter().map(|found| offer(deal, found));
        found.insert("offers".to_owned(), list(offers.collect()));
    }
    found.insert(
        "movements".to_owned(),
        list(rule.movements.iter().map(|entry| movement(deal, entry)).collect()),
    );
    found.insert("balances".to_owned(), balances(deal, &rule.balances));
    Json::Object(found)
}

fn working(deal: &Deal, working: &Working) -> Json {
    let tranche = match working.of {
        Of::Pool => Json::Null,
        Of::Tranche(place) => json!(deal.tranches[place].name),
    };
    let inputs: Vec<Json> = working
        .inputs
        .iter()
        .map(|given| json!({ "name": given.name, "value": value(deal, given.value) }))
        .collect();
    json!({
        "tranche": tranche,
        "formula": working.formula,
        "inputs": inputs,
        "result": { "name": name_of_result(working.formula), "value": value(deal, working.result) },
    })
}

fn value(deal: &Deal, value: Value) -> Json {
    match value {
        Value::Amount(amount) => money(amount, deal.currency),
        Value::Rate(number) | Value::Number(number) => decimal(number),
        Value::Date(day) => date(day),
        Value::Flag(flag) => json!(flag),
    }
}

fn test(deal: &Deal, result: &TestResult, reading: Reading<Money>) -> Json {
    let test = test_of(deal, result);
    let side = match test.bound {
        Bound::Above(_) => "above",
        Bound::Below(_) => "below",
    };
    let over = match reading {
        Reading::Ratio(part, whole) => [money(part, deal.currency), money(whole, deal.currency)],
        Reading::Number(_) => [Json::Null, Json::Null],
    };
    json!({
        "for": purpose(deal, result.purpose),
        "measure": describe(deal, &test.measure),
        "part": over[0],
        "whole": over[1],
        "value": decimal(result.value),
        "trips": side,
        "level": decimal(test.bound.level().0),
        "tripped": result.tripped,
    })
}

fn movement(deal: &Deal, entry: &Entry<Money>) -> Json {
    json!({
        "from": account_name(deal, entry.from),
        "to": account_name(deal, entry.to),
        "amount": money(entry.amount, deal.currency),
    })
}

/// Every balance by the name of its account.
fn balances(deal: &Deal, balances: &Balances<Money>) -> Json {
    let all = accounts(deal, balances).into_iter();
    let named = all.map(|(account, amount)| (account_name(deal, account), money(amount, deal.currency)));
    Json::Object(named.collect())
}
