//! Results as JSON documents.
//!
//! Money is a string of currency units with the currency's decimals; rates, ratios and risk weights are strings
//! of plain decimals; dates are `YYYY-MM-DD`; what does not apply is null. Keys are stable.

pub mod break_even;
pub mod capital;
mod economics;
pub mod explanation;
pub mod pool;
pub mod positions;
pub mod prices;
pub mod run;
pub mod schema;
pub mod simulate;
mod srt;
pub mod tables;
pub mod walk;
mod worth;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use tranchet_deal::money::{Currency, Money};

use crate::format;

/// A file that a result was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A document of a kind: the program's version, the kind and the inputs, then what the kind adds.
pub fn document(kind: &str, version: &str, inputs: &[Input]) -> Map<String, Value> {
    let inputs: Vec<Value> = inputs
        .iter()
        .map(|input| json!({ "name": input.name, "sha256": input.sha256 }))
        .collect();
    let mut document = Map::new();
    document.insert("tranchet".to_owned(), json!(version));
    document.insert("kind".to_owned(), json!(kind));
    document.insert("inputs".to_owned(), Value::Array(inputs));
    document
}

pub(crate) fn money(amount: Money, currency: Currency) -> Value {
    Value::String(format::money(amount, currency))
}

pub(crate) fn decimal(number: Decimal) -> Value {
    Value::String(format::plain(number))
}

pub(crate) fn float(number: f64) -> Value {
    Value::String(format::plain_float(number))
}

pub(crate) fn date(date: NaiveDate) -> Value {
    Value::String(date.to_string())
}

pub(crate) fn optional<T>(value: Option<T>, to_json: impl Fn(T) -> Value) -> Value {
    value.map_or(Value::Null, to_json)
}
