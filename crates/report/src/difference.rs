//! How far the figures of two results lie apart.
//!
//! Figures are the single values of a JSON document, each with a path as [`crate::figure`] reads it. How a figure
//! was found (`steps`, citations) is none. A figure that only the second result has is told but is never beyond
//! tolerance: later versions of the program add keys.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use tranchet_deal::file::{Handle, Step, Tolerances, as_step};

use crate::format;
use crate::table::Cell;

/// Keys that say how a figure was found.
const EXPLANATIONS: [&str; 4] = ["steps", "cites", "standing", "approach_because"];

/// Keys of lists with a figure a date, or a step of a worsening pool.
const SERIES: [&str; 6] = [
    "periods",
    "through_life",
    "schedule",
    "cliff",
    "years",
    "call_decisions",
];

/// A single value with its path.
pub type Figure = (String, Value);

/// The single values of a document, in its order; paths begin with `path`.
pub fn figures(path: &str, document: &Value) -> Vec<Figure> {
    let mut found = Vec::new();
    gather(path, document, &mut found);
    found
}

fn gather(path: &str, value: &Value, found: &mut Vec<Figure>) {
    match value {
        Value::Object(keys) => {
            for (key, value) in keys
                .iter()
                .filter(|(key, _)| !EXPLANATIONS.contains(&key.as_str()))
            {
                let point = if path.is_empty() { "" } else { "." };
                gather(&format!("{path}{point}{}", as_step(key)), value, found);
            }
        }
        Value::Array(items) => {
            let names = names(items);
            for (place, item) in items.iter().enumerate() {
                let step = match &names {
                    Some(names) => format!(".{}", as_step(names[place])),
                    None => format!("[{place}]"),
                };
                gather(&format!("{path}{step}"), item, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.push((path.to_owned(), value.clone()));
        }
    }
}

/// The names of the items of a list, if each has one of its own.
fn names(items: &[Value]) -> Option<Vec<&str>> {
    let names: Option<Vec<&str>> = items.iter().map(|item| item.get("name")?.as_str()).collect();
    names.filter(|names| {
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        sorted.len() == names.len()
    })
}

/// Whether a figure is one of a series: of many dates or years, or of a cliff.
pub fn is_of_a_series(path: &str) -> bool {
    SERIES.iter().any(|key| path.contains(&format!("{key}[")))
}

/// Figures that a comparison shows first: the last steps of their paths, `*` for a name.
const HEADLINES: [&[&str]; 20] = [
    &["ended", "reason"],
    &["ended", "protection"],
    &["tranches", "*", "loss"],
    &["tranches", "*", "wal_years"],
    &["tranches", "*", "irr"],
    &["tranches", "*", "premium_total"],
    &["tranches", "*", "first_loss_date"],
    &["tranches", "*", "risk_weight"],
    &["bank", "premium_total"],
    &["bank", "loss_recovered"],
    &["bank", "costs"],
    &["bank", "net_cost"],
    &["bank", "cost_per_capital_released"],
    &["economics", "rational_call"],
    &["before", "rwa"],
    &["after", "rwa"],
    &["relief", "*"],
    &["srt_tests", "outcome"],
    &["recognised"],
    &["pool", "expected_loss"],
];

/// Whether a figure is one of those that a comparison shows first: loss, premium, life and return of tranches, what they
/// cost the bank and relieve, and whether tests are passed.
pub fn is_headline(path: &str) -> bool {
    let Ok(handle) = Handle::parse(path) else {
        return false;
    };
    let names = handle.steps().filter_map(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        Step::Number(_) => None,
    });
    let names: Vec<&str> = names.collect();
    let ends_with = |pattern: &&[&str]| {
        let start = names.len().checked_sub(pattern.len());
        let last = start.map(|start| &names[start..]);
        last.is_some_and(|last| {
            pattern
                .iter()
                .zip(last)
                .all(|(known, name)| *known == "*" || known == name)
        })
    };
    !is_of_a_series(path) && HEADLINES.iter().any(ends_with)
}

/// A figure that two results give differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Its path.
    pub path: String,
    /// What the first says, if anything.
    pub a: Option<Value>,
    /// What the second says, if anything.
    pub b: Option<Value>,
    /// The second less the first, where they are numbers; days, where they are dates.
    pub difference: Option<Decimal>,
    /// The difference over the first, where that is not nought.
    pub relative: Option<Decimal>,
    /// Whether it is more than tolerance allows.
    pub is_beyond: bool,
}

/// Every figure that moved, the largest relative difference first; before them what has none, and is words, new,
/// gone or was nought.
pub fn compare(a: &[Figure], b: &[Figure], tolerances: &Tolerances) -> Vec<Moved> {
    let by_path = |figures: &'_ [Figure]| -> HashMap<String, Value> { figures.iter().cloned().collect() };
    let (of_a, of_b) = (by_path(a), by_path(b));
    let mut found: Vec<Moved> = a
        .iter()
        .filter_map(|(path, value)| moved(path, Some(value), of_b.get(path), tolerances))
        .collect();
    let new = b.iter().filter(|(path, _)| !of_a.contains_key(path));
    found.extend(new.filter_map(|(path, value)| moved(path, None, Some(value), tolerances)));
    let size = |moved: &Moved| {
        let relative = moved.relative.map(|relative| relative.abs());
        let difference = moved.difference.map(|difference| difference.abs());
        (
            !moved.is_beyond,
            relative.is_some(),
            relative.map(std::cmp::Reverse),
            difference.map(std::cmp::Reverse),
        )
    };
    found.sort_by_key(size);
    found
}

fn moved(path: &str, a: Option<&Value>, b: Option<&Value>, tolerances: &Tolerances) -> Option<Moved> {
    let (a, b) = (a.filter(|a| !a.is_null()), b.filter(|b| !b.is_null()));
    if a == b {
        return None;
    }
    let numbers = a.and_then(number).zip(b.and_then(number));
    if numbers.is_some_and(|(a, b)| a == b) {
        return None;
    }
    let difference = match numbers {
        Some((a, b)) => b.checked_sub(a),
        None => a
            .and_then(date)
            .zip(b.and_then(date))
            .map(|(a, b)| Decimal::from((b - a).num_days())),
    };
    let is_allowed = match numbers {
        Some((a, b)) => Handle::parse(path).is_ok_and(|handle| tolerances.of(&handle).allows(a, b)),
        None => a.is_none(),
    };
    Some(Moved {
        path: path.to_owned(),
        relative: numbers.and_then(|(a, _)| difference?.checked_div(a.abs())),
        difference,
        is_beyond: !is_allowed,
        a: a.cloned(),
        b: b.cloned(),
    })
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn date(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

impl Moved {
    /// As an entry of a JSON document.
    pub fn to_json(&self) -> Value {
        json!({
            "path": self.path,
            "a": self.a,
            "b": self.b,
            "difference": self.difference.map(format::plain),
            "relative": self.relative.map(format::plain),
            "beyond_tolerance": self.is_beyond,
        })
    }

    /// Its cells in a table: both values, the difference absolute and relative.
    pub fn cells(&self) -> [Cell; 4] {
        [
            Cell::of(self.a.as_ref(), value_cell),
            Cell::of(self.b.as_ref(), value_cell),
            Cell::of(self.difference, number_cell),
            Cell::of(self.relative, |relative| Cell::Percent(relative, 4)),
        ]
    }
}

/// A value of a document for people.
pub fn value_cell(value: &Value) -> Cell {
    match (number(value), value) {
        (Some(number), _) => number_cell(number),
        (None, Value::String(text)) => Cell::text(text.as_str()),
        (None, Value::Bool(yes)) => Cell::Flag(*yes),
        (None, Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_)) => Cell::Blank,
    }
}

/// Amounts with two decimals, rates with six at most.
fn number_cell(number: Decimal) -> Cell {
    let places = match (number.normalize().scale(), number.abs() >= Decimal::ONE_THOUSAND) {
        (0, _) => 0,
        (_, true) => 2,
        (scale, false) => scale.min(6),
    };
    Cell::Number(number, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn two(a: &Value, b: &Value, tolerances: &[&str]) -> Vec<Moved> {
        let typed: Vec<String> = tolerances.iter().map(|text| (*text).to_owned()).collect();
        compare(
            &figures("run", a),
            &figures("run", b),
            &Tolerances::read(&typed).unwrap(),
        )
    }

    #[test]
    fn the_largest_relative_difference_comes_first() {
        let a =
            json!({ "costs": "100.00", "irr": "0.0800", "tranches": [ { "name": "a.b", "loss": "2.00" } ] });
        let b =
            json!({ "costs": "101.00", "irr": "0.0804", "tranches": [ { "name": "a.b", "loss": "1.00" } ] });
        let found = two(&a, &b, &[]);
        let paths: Vec<&str> = found.iter().map(|moved| moved.path.as_str()).collect();
        // 1/2, 1/100 and 4/800.
        assert_eq!(paths, ["run.tranches.\"a.b\".loss", "run.costs", "run.irr"]);
        assert_eq!(
            (found[0].difference, found[0].relative),
            (Some(dec!(-1.00)), Some(dec!(-0.5)))
        );
        assert!(found.iter().all(|moved| moved.is_beyond));
        let within = two(&a, &b, &["1%", "loss=1"]);
        assert!(within.iter().all(|moved| !moved.is_beyond));
    }

    #[test]
    fn what_is_new_is_allowed_and_what_is_gone_is_not() {
        let (with, without) = (json!({ "irr": "0.1" }), json!({ "irr": null }));
        assert!(!two(&without, &with, &[])[0].is_beyond);
        assert!(two(&with, &without, &["50%"])[0].is_beyond);
        assert!(two(&json!({}), &without, &[]).is_empty());
        assert!(two(&json!({ "a": "1.0" }), &json!({ "a": "1.00" }), &[]).is_empty());
    }

    #[test]
    fn words_and_dates_must_be_the_same() {
        let a = json!({ "reason": "time call", "date": "2030-06-28" });
        let b = json!({ "reason": "clean-up call", "date": "2030-06-30" });
        let found = two(&a, &b, &["100%"]);
        assert!(found.len() == 2 && found.iter().all(|moved| moved.is_beyond));
        assert_eq!(found.iter().find_map(|moved| moved.difference), Some(dec!(2)));
    }
}
