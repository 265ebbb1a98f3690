//! Break-evens, within the document of `run`.

use serde_json::{Map, Value, json};
use tranchet_engine::break_even::{BreakEven, Met};

use super::{decimal, optional};
use crate::tables::break_even::words;

/// What `run --break-even` adds to a document: a list for each scenario.
pub fn break_even(found: &[(String, Vec<BreakEven>)], into: &mut Map<String, Value>) {
    let by_scenario: Map<String, Value> = found
        .iter()
        .map(|(scenario, found)| (scenario.clone(), found.iter().map(one).collect()))
        .collect();
    into.insert("break_even".to_owned(), Value::Object(by_scenario));
}

fn one(found: &BreakEven) -> Value {
    json!({
        "tranche": found.tranche,
        "target": words(found.target),
        "annual_rate": optional(found.rate, met),
        "multiple": optional(found.multiple, met),
    })
}

fn met(met: Met) -> Value {
    json!({ "at": decimal(met.at), "pool_loss": decimal(met.pool_loss) })
}
