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

use crate::format::for_machines;
use crate::position::{Position, RESULTS};
use crate::table::Cell;

/// What ends the document.
pub const CLOSING: &str = "\n  ]\n}\n";

/// The document up to its first row.
pub fn opening(document: Map<String, Value>) -> String {
    let text = format!("{:#}", Value::Object(document));
    let head = text.trim_end_matches('}').trim_end();
    format!("{head},\n  \"rows\": [")
}

/// A row, on a line of its own; a comma comes before every row but the first.
pub fn row(columns: &[&str], position: &Position, is_first: bool) -> Vec<u8> {
    let mut line = if is_first {
        b"\n    {".to_vec()
    } else {
        b",\n    {".to_vec()
    };
    let start = line.len();
    let mut add = |name: &str, value: &Value| {
        if line.len() > start {
            line.push(b',');
        }
        write(&mut line, &name);
        line.push(b':');
        write(&mut line, value);
    };
    for (name, input) in columns.iter().zip(&position.inputs) {
        add(name, &cell(input));
    }
    for (name, result) in RESULTS.into_iter().zip(position.results()) {
        add(name, &result.map_or(Value::Null, Value::String));
    }
    line.push(b'}');
    line
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
