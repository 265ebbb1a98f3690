//! The document of `risk-weight`, written row by row so that no number of rows has to fit in memory.
//!
//! ```
//! use tranchet_report::json::{document, positions};
//! let text = positions::opening(document("risk-weight", "0.1.0", &[])) + positions::CLOSING;
//! let document: serde_json::Value = serde_json::from_str(&text).unwrap();
//! assert_eq!(document["rows"], serde_json::json!([]));
//! ```

use serde::Serialize;
use serde_json::{Map, Value};
use tranchet_deal::money::Currency;

use crate::format::{for_machines, plain_float};
use crate::position::{Output, Position, RESULTS, results};
use crate::table::Cell;

/// What ends the document.
pub const CLOSING: &str = "\n  ]\n}\n";

/// The document up to its first row.
pub fn opening(document: Map<String, Value>) -> String {
    let text = format!("{:#}", Value::Object(document));
    let head = text.trim_end_matches('}').trim_end();
    format!("{head},\n  \"rows\": [")
}

/// Adds a row to others, on a line of its own; a comma comes before every row but the first.
pub fn add_row(line: &mut Vec<u8>, columns: &[&str], position: &Position) {
    if !line.is_empty() {
        line.push(b',');
    }
    line.extend(b"\n    {");
    let start = line.len();
    let mut add = |name: &str, value: &Value| {
        if line.len() > start {
            line.push(b',');
        }
        write(line, &name);
        line.push(b':');
        write(line, value);
    };
    for (name, input) in columns.iter().zip(&position.inputs) {
        add(name, &cell(input));
    }
    for (name, result) in RESULTS.into_iter().zip(results(&position.found)) {
        let value = match result {
            Output::Nothing => Value::Null,
            Output::Number(number) => Value::String(plain_float(number)),
            Output::Text(text) => Value::String(text.to_owned()),
        };
        add(name, &value);
    }
    line.push(b'}');
}

fn write(line: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(line, value).expect("memory takes every text and value");
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Flag(yes) => Value::Bool(*yes),
        Cell::Text(_)
        | Cell::Count(_)
        | Cell::Money(_)
        | Cell::Percent(..)
        | Cell::Number(..)
        | Cell::Date(_) => Value::String(for_machines(cell, Currency::NONE)),
    }
}
