//! Tables as text, Markdown or CSV.

mod csv;
mod markdown;
mod text;

pub use self::csv::csv;
pub use markdown::markdown;
pub use text::text;

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Modify};

use crate::format::{Unit, for_people};
use crate::table::{Cell, Table};

/// The columns of a table, as people read them, aligned.
fn build(table: &Table, columns: &[usize], unit: Unit) -> tabled::Table {
    let mut builder = Builder::default();
    builder.push_record(columns.iter().map(|column| table.columns[*column].title.as_str()));
    for row in &table.rows {
        builder.push_record(
            columns
                .iter()
                .map(|column| for_people(&row[*column], table.currency, unit)),
        );
    }
    let mut built = builder.build();
    for (place, column) in columns.iter().enumerate() {
        if is_numeric(table, *column) {
            built.with(Modify::new(Columns::new(place..=place)).with(Alignment::right()));
        }
    }
    built
}

/// Whether a column holds numbers and nothing else.
fn is_numeric(table: &Table, column: usize) -> bool {
    let mut cells = table
        .rows
        .iter()
        .map(|row| &row[column])
        .filter(|cell| **cell != Cell::Blank)
        .peekable();
    cells.peek().is_some() && cells.all(Cell::is_numeric)
}

/// The title with the unit of its money, where it has any.
fn heading(table: &Table, unit: Unit) -> String {
    let has_money = table
        .rows
        .iter()
        .flatten()
        .any(|cell| matches!(cell, Cell::Money(_)));
    if has_money {
        format!("{}, {}", table.title, unit.label(table.currency))
    } else {
        table.title.clone()
    }
}
