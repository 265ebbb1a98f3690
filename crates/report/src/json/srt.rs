//! Tests, indicators and conditions in the document of `capital`.

use serde_json::{Map, Value, json};
use tranchet_deal::deal::Deal;
use tranchet_engine::capital::Capital;
use tranchet_engine::capital::check::{Check, Limit};
use tranchet_engine::capital::srt::Srt;
use tranchet_engine::capital::step::NotApplicable;

use super::{decimal, optional};

/// Tests, indicators, and whether relief is recognised; conditions too at closing.
pub(super) fn closing(deal: &Deal, capital: &Capital) -> Map<String, Value> {
    let conditions = capital.regime.srt.conditions(deal);
    let mut found = on_a_date(&capital.srt);
    let indicators = capital.srt.indicators.iter().map(check).collect();
    found.insert("srt_indicators".to_owned(), indicators);
    found.insert(
        "srt_not_applicable".to_owned(),
        absent(capital.srt.tests.as_ref().err()),
    );
    found.insert(
        "sts_conditions".to_owned(),
        optional(conditions.sts.as_ref().ok(), |checks| {
            checks.iter().map(check).collect()
        }),
    );
    found.insert(
        "sts_not_applicable".to_owned(),
        absent(conditions.sts.as_ref().err()),
    );
    found.insert(
        "risk_retention".to_owned(),
        optional(conditions.retention.as_ref().ok(), check),
    );
    found
}

/// What a date of the deal's life has.
pub(super) fn on_a_date(srt: &Srt) -> Map<String, Value> {
    let tests = optional(srt.tests.as_ref().ok(), |tests| tests.iter().map(check).collect());
    Map::from_iter([
        ("srt_tests".to_owned(), tests),
        ("recognised".to_owned(), json!(srt.recognised)),
    ])
}

fn check(check: &Check) -> Value {
    json!({
        "test": check.name,
        "cites": check.cites.to_string(),
        "standing": check.cites.standing.name(),
        "value": optional(check.value, decimal),
        "threshold": optional(check.limit, |limit| decimal(limit.level())),
        "side": check.limit.map(|limit| match limit {
            Limit::AtMost(_) => "at most",
            Limit::AtLeast(_) => "at least",
        }),
        "passed": check.outcome.passed(),
        "outcome": check.outcome.name(),
        "reason": check.because,
    })
}

fn absent(why: Option<&NotApplicable>) -> Value {
    optional(
        why,
        |why| json!({ "reason": why.reason, "cites": why.cites.to_string() }),
    )
}
