//! Tables as JSON: one object a table, named as `--table` takes it, its rows as objects with the columns' names.
//!
//! ```
//! use tranchet_deal::money::Currency;
//! use tranchet_report::{json::tables::tables, table::{Cell, Table}};
//! let mut table = Table::new("call-decision", "Calls", Currency::NONE, &["*what if", "share"]);
//! table.push(vec![Cell::text("called"), Cell::percent_of(0.125, 1)]);
//! let mut document = serde_json::Map::new();
//! tables(&[table], &mut document);
//! assert_eq!(document["call_decision"]["rows"][0]["what_if"], "called");
//! assert_eq!(document["call_decision"]["rows"][0]["share"], "0.125");
//! ```

use serde_json::{Map, Value, json};

use crate::format::for_machines;
use crate::table::{Cell, Table};

/// Adds each table to a document.
pub fn tables(tables: &[Table], document: &mut Map<String, Value>) {
    for table in tables {
        document.insert(table.name.replace('-', "_"), object(table));
    }
}

fn object(table: &Table) -> Value {
    let row = |cells: &Vec<Cell>| -> Value {
        let named = table.columns.iter().zip(cells);
        Value::Object(
            named
                .map(|(column, cell)| (column.name.clone(), value(cell, table)))
                .collect(),
        )
    };
    let rows: Vec<Value> = table.rows.iter().map(row).collect();
    json!({ "title": table.title, "rows": rows, "notes": table.notes })
}

fn value(cell: &Cell, table: &Table) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Count(count) => Value::from(*count),
        Cell::Flag(yes) => Value::from(*yes),
        Cell::Text(_) | Cell::Money(_) | Cell::Percent(..) | Cell::Number(..) | Cell::Date(_) => {
            Value::String(for_machines(cell, table.currency))
        }
    }
}
