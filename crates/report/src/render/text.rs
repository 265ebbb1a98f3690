//! A table in the terminal, at most 100 columns wide.
//!
//! Titles are broken between words down to the width of their cells. A table that is still too wide has its
//! words wrapped, and if that is not enough it is folded into panels that repeat its key columns. Money that is
//! nought throughout is left out and named below.

use std::fmt::Write;

use tabled::settings::Style;

use super::{build, heading, shown_columns};
use crate::format::{Unit, for_people};
use crate::table::Table;

/// The widest line of a table, and one: the last column has no border.
const WIDTH: usize = 101;
/// The narrowest that words are wrapped.
const WRAP_MIN: usize = 9;
/// Padding and border of a column.
const BORDER: usize = 3;

/// The table as text, its title above and its notes below.
pub fn text(table: &Table) -> String {
    let unit = Unit::of(table);
    let mut out = format!("{}\n", heading(table, unit));
    if table.rows.is_empty() {
        out.push_str("  (none)\n");
    } else {
        let (shown, left_out) = shown_columns(table);
        let widths = widths(table, &shown, unit);
        for panel in panels(table, &shown, &widths) {
            let _ = writeln!(out, "{}", render(table, &panel, &widths, unit));
        }
        if !left_out.is_empty() {
            write_note(&mut out, &format!("Nothing throughout: {}.", left_out.join(", ")));
        }
    }
    for note in &table.notes {
        write_note(&mut out, note);
    }
    out
}

fn write_note(out: &mut String, note: &str) {
    for line in textwrap::wrap(note, WIDTH - 3) {
        let _ = writeln!(out, "  {line}");
    }
}

fn render(table: &Table, panel: &[usize], widths: &[usize], unit: Unit) -> String {
    let mut built = build(table, panel, unit, Some(widths));
    let text = built.with(Style::psql()).to_string();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The width of each column: that of its cells, or less where a table that is too wide has words to wrap.
fn widths(table: &Table, shown: &[usize], unit: Unit) -> Vec<usize> {
    let columns = 0..table.columns.len();
    let (mut widths, narrowest): (Vec<usize>, Vec<usize>) =
        columns.map(|column| natural_width(table, column, unit)).unzip();
    let total: usize = shown.iter().map(|column| widths[*column] + BORDER).sum();
    for _ in WIDTH..total {
        let wide = shown
            .iter()
            .filter(|column| widths[**column] > narrowest[**column]);
        let Some(widest) = wide.max_by_key(|column| widths[**column]) else {
            break;
        };
        widths[*widest] -= 1;
    }
    widths
}

/// The width of the widest cell, and the least to which its words can be wrapped.
fn natural_width(table: &Table, column: usize, unit: Unit) -> (usize, usize) {
    let cells: Vec<String> = table
        .rows
        .iter()
        .map(|row| for_people(&row[column], table.currency, unit))
        .collect();
    let length = |text: &str| text.chars().count();
    let longest_word = |text: &str| text.split(' ').map(length).max().unwrap_or(0);
    let title = longest_word(&table.columns[column].title);
    let natural = cells
        .iter()
        .map(|text| length(text))
        .max()
        .unwrap_or(0)
        .max(title);
    let narrowest = cells
        .iter()
        .map(|text| longest_word(text))
        .max()
        .unwrap_or(0)
        .max(title);
    (natural, narrowest.max(WRAP_MIN).min(natural))
}

/// The columns of each panel.
fn panels(table: &Table, shown: &[usize], widths: &[usize]) -> Vec<Vec<usize>> {
    let (keys, others): (Vec<usize>, Vec<usize>) =
        shown.iter().partition(|column| table.columns[**column].is_key);
    let keys_width: usize = keys.iter().map(|column| widths[*column] + BORDER).sum();
    let mut panels = vec![keys.clone()];
    let mut used = keys_width;
    for column in others {
        let is_started = panels.last().is_some_and(|panel| panel.len() > keys.len());
        if used + widths[column] + BORDER > WIDTH && is_started {
            panels.push(keys.clone());
            used = keys_width;
        }
        used += widths[column] + BORDER;
        panels.last_mut().expect("there is always a panel").push(column);
    }
    panels
}
