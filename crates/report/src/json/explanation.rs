//! How figures were found, as nested objects.
//!
//! A figure has `name`, `of` (its tranche) and `value`. One that a step found has `number`, `rule`, `cites`, `version`,
//! `standing`, `formula`, `rounding`, `bound` and, under `inputs`, figures; one that stands above has its number as `see`;
//! a leaf has its `source`: `kind` with `name` or, for a text, `cites`, `version` and `standing`.

use serde_json::{Value, json};
use tranchet_deal::money::Currency;
use tranchet_engine::capital::explanation::{Explanation, How, Node};
use tranchet_engine::capital::step::{Figure, Source, Step, StepValue};
use tranchet_engine::cited::Citation;

use super::{float, money};

/// The figures of a tree, and the rules that did not apply.
pub fn explanation(currency: Currency, tree: &Explanation) -> Value {
    let figures: Vec<Value> = tree.figures.iter().map(|found| node(currency, found)).collect();
    let not_applied: Vec<Value> = tree.not_applied.iter().map(|step| set_aside(step)).collect();
    json!({ "figures": figures, "not_applied": not_applied })
}

fn node(currency: Currency, node_: &Node) -> Value {
    let mut object = json!({
        "name": node_.name,
        "of": node_.of,
        "value": figure(currency, node_.figure),
    });
    let more = match &node_.how {
        How::Above(number) => json!({ "see": number }),
        How::Given(from) => json!({ "source": source(*from) }),
        How::Found {
            number,
            step,
            inputs,
            not_applied,
        } => found(currency, (*number, step), inputs, not_applied),
    };
    if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    object
}

fn found(
    currency: Currency,
    (number, step): (usize, &Step),
    inputs: &[Node],
    not_applied: &[&Step],
) -> Value {
    let inputs: Vec<Value> = inputs.iter().map(|input| node(currency, input)).collect();
    let not_applied: Vec<Value> = not_applied.iter().map(|step| set_aside(step)).collect();
    json!({
        "number": number,
        "rule": step.rule,
        "cites": step.cites.text,
        "version": step.cites.version,
        "standing": step.standing().name(),
        "formula": step.formula,
        "rounding": step.rounding.name(),
        "bound": step.bound.name(),
        "inputs": inputs,
        "not_applied": not_applied,
    })
}

fn set_aside(step: &Step) -> Value {
    let reason = match step.value {
        StepValue::NotApplicable(reason) => Some(reason),
        StepValue::Is(_) => None,
    };
    json!({
        "rule": step.rule,
        "cites": step.cites.text,
        "version": step.cites.version,
        "standing": step.standing().name(),
        "reason": reason,
    })
}

fn source(source: Source) -> Value {
    let named = |kind: &str, name: Option<&str>| json!({ "kind": kind, "name": name });
    match source {
        Source::Working | Source::Tranche(_) => named("given", None),
        Source::Tape(columns) => named("tape", Some(columns)),
        Source::Deal(key) => named("deal", Some(key)),
        Source::Scenario(key) => named("scenario", Some(key)),
        Source::Run => named("run", None),
        Source::Text(Citation {
            text,
            version,
            standing,
        }) => json!({ "kind": "text", "cites": text, "version": version, "standing": standing.name() }),
    }
}

fn figure(currency: Currency, figure: Figure) -> Value {
    match figure {
        Figure::Number(number) => float(number),
        Figure::Amount(amount) => money(amount, currency),
    }
}
