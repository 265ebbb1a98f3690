//! Two JSON documents compared field by field: everything that is expected must be there.
//!
//! Rates, ratios, returns and lives agree to 1e-12 of the larger; everything else agrees as it stands.

use serde_json::{Map, Value};

/// Fields whose numbers are not money, beside everything under `index`.
const NUMBERS: [&str; 8] = [
    "attachment",
    "detachment",
    "coupon_rate",
    "value",
    "level",
    "loss_ratio",
    "wal_years",
    "irr",
];
/// Relative tolerance of [`NUMBERS`].
const RELATIVE: f64 = 1e-12;
/// Numbers are printed to at least 15 places.
const PRINTED: f64 = 1e-15;

/// Each field that differs, by its path.
pub fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", false, expected, actual, &mut found);
    found
}

fn compare(path: &str, is_number: bool, expected: &Value, actual: &Value, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, value) in expected {
                field(&format!("{path}.{key}"), key, value, actual, found);
            }
        }
        (Value::Array(expected), Value::Array(actual)) => list(path, expected, actual, found),
        (expected, actual) if expected == actual || (is_number && is_close(expected, actual)) => {}
        (expected, actual) => found.push(format!("{path} is {actual}, not {expected}")),
    }
}

fn field(path: &str, key: &str, expected: &Value, actual: &Map<String, Value>, found: &mut Vec<String>) {
    if key == "scope" {
        return scope(path, expected, actual, found);
    }
    let is_number = NUMBERS.contains(&key) || path.contains(".index.");
    match actual.get(key) {
        Some(actual) => compare(path, is_number, expected, actual, found),
        None => found.push(format!("{path} is missing")),
    }
}

/// The key of the deal that holds a test, which our program says in words.
fn scope(path: &str, expected: &Value, actual: &Map<String, Value>, found: &mut Vec<String>) {
    let words = actual["for"].as_str().unwrap_or_default();
    let key = if words == "sequential" {
        "sequential_when"
    } else if words.starts_with("lock-out of ") {
        "locked_out_when"
    } else {
        words
    };
    if expected != key {
        found.push(format!("{path} is {words}, not {expected}"));
    }
}

/// Lists of the same length; conditions of replenishment are not among the expected tests.
fn list(path: &str, expected: &[Value], actual: &[Value], found: &mut Vec<String>) {
    let actual: Vec<&Value> = actual
        .iter()
        .filter(|item| item["for"] != "end of replenishment")
        .collect();
    if expected.len() != actual.len() {
        found.push(format!(
            "{path} has {} entries, not {}",
            actual.len(),
            expected.len()
        ));
    }
    for (place, (expected, actual)) in expected.iter().zip(actual).enumerate() {
        compare(&format!("{path}[{place}]"), false, expected, actual, found);
    }
}

fn is_close(expected: &Value, actual: &Value) -> bool {
    let number = |value: &Value| value.as_str().and_then(|text| text.parse::<f64>().ok());
    match (number(expected), number(actual)) {
        (Some(expected), Some(actual)) => {
            (expected - actual).abs() <= (RELATIVE * expected.abs().max(actual.abs())).max(PRINTED)
        }
        _ => false,
    }
}

#[test]
fn a_field_that_differs_is_named_with_its_path() {
    use serde_json::json;
    let expected = json!({ "periods": [{ "pool": { "closing": "1.00" }, "index": { "SOFR": "0.03" } }] });
    let same =
        json!({ "periods": [{ "pool": { "closing": "1.00", "more": 1 }, "index": { "SOFR": "0.030" } }] });
    let other = json!({ "periods": [{ "pool": { "closing": "1.01" }, "index": {} }] });
    assert_eq!(differences(&expected, &same), Vec::<String>::new());
    assert_eq!(
        differences(&expected, &other),
        [
            ".periods[0].pool.closing is \"1.01\", not \"1.00\"",
            ".periods[0].index.SOFR is missing"
        ]
    );
}
