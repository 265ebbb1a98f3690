//! A table in the terminal. One that is too wide is folded into panels that repeat its key columns.

use std::fmt::Write;

use tabled::settings::Style;

use super::{build, heading};
use crate::format::{Unit, for_people};
use crate::table::Table;

/// The widest line of a table.
const WIDTH: usize = 100;

/// The table as text, its title above and its notes below.
pub fn text(table: &Table) -> String {
    let unit = Unit::of(table);
    let mut out = format!("{}\n", heading(table, unit));
    if table.rows.is_empty() {
        out.push_str("  (none)\n");
    } else {
        for panel in panels(table, unit) {
            let mut built = build(table, &panel, unit);
            let _ = writeln!(out, "{}", built.with(Style::psql()));
        }
    }
    for note in &table.notes {
        let _ = writeln!(out, "  {note}");
    }
    out
}

/// The columns of each panel.
fn panels(table: &Table, unit: Unit) -> Vec<Vec<usize>> {
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| width(table, column, unit))
        .collect();
    let keys: Vec<usize> = (0..widths.len())
        .filter(|column| table.columns[*column].is_key)
        .collect();
    let keys_width: usize = keys.iter().map(|column| widths[*column]).sum();
    let mut panels = vec![keys.clone()];
    let mut used = keys_width;
    for column in (0..widths.len()).filter(|column| !table.columns[*column].is_key) {
        let is_started = panels.last().is_some_and(|panel| panel.len() > keys.len());
        if used + widths[column] > WIDTH && is_started {
            panels.push(keys.clone());
            used = keys_width;
        }
        used += widths[column];
        panels.last_mut().expect("there is always a panel").push(column);
    }
    panels
}

/// The width of a column with its padding and border.
fn width(table: &Table, column: usize, unit: Unit) -> usize {
    let cells = table
        .rows
        .iter()
        .map(|row| for_people(&row[column], table.currency, unit).chars().count());
    cells
        .max()
        .unwrap_or(0)
        .max(table.columns[column].title.chars().count())
        + 3
}
