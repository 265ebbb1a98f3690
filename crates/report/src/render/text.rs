//! A table in the terminal, at most 100 columns wide.
//!
//! Titles are broken between words down to the width of their cells. A table that is still too wide has its
//! words wrapped, and if that is not enough it is folded into panels that repeat its key columns. Money that is
//! nought throughout is left out and named below.

use std::fmt::Write;

use tabled::settings::object::Columns;
use tabled::settings::width::Width;
use tabled::settings::{Modify, Style};
use tranchet_deal::money::Money;

use super::{build, heading, is_numeric};
use crate::format::{Unit, for_people};
use crate::table::{Cell, Table};

/// The widest line of a table, and one: the last column has no border.
const WIDTH: usize = 101;
/// The narrowest that words are wrapped.
const WRAP_MIN: usize = 12;
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
    let mut built = build(table, panel, unit);
    for (place, column) in panel.iter().enumerate() {
        let wrap = Width::wrap(widths[*column]).keep_words(true);
        built.with(Modify::new(Columns::one(place)).with(wrap));
    }
    let text = built.with(Style::psql()).to_string();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The columns with anything to show, and the titles of those without: money that is nought in every row.
fn shown_columns(table: &Table) -> (Vec<usize>, Vec<&str>) {
    let is_nothing = |column: &usize| {
        let mut cells = table.rows.iter().map(|row| &row[*column]);
        cells.all(|cell| matches!(cell, Cell::Money(amount) if *amount == Money::ZERO))
    };
    let (nothing, shown): (Vec<usize>, Vec<usize>) = (0..table.columns.len()).partition(is_nothing);
    (
        shown,
        nothing
            .into_iter()
            .map(|column| table.columns[column].title.as_str())
            .collect(),
    )
}

/// The width of each column: that of its cells, or less for words in a table that is too wide.
fn widths(table: &Table, shown: &[usize], unit: Unit) -> Vec<usize> {
    let mut widths: Vec<usize> = (0..table.columns.len())
        .map(|column| natural_width(table, column, unit))
        .collect();
    let total = |widths: &[usize]| -> usize { shown.iter().map(|column| widths[*column] + BORDER).sum() };
    let wordy: Vec<usize> = shown
        .iter()
        .copied()
        .filter(|column| !is_numeric(table, *column))
        .collect();
    let words: usize = wordy.iter().map(|column| widths[*column]).sum();
    let excess = total(&widths).saturating_sub(WIDTH);
    if excess > 0 && !wordy.is_empty() {
        let mut left = words.saturating_sub(excess);
        let mut narrow_first = wordy;
        narrow_first.sort_by_key(|column| widths[*column]);
        for (place, column) in narrow_first.iter().enumerate() {
            let share = (left / (narrow_first.len() - place)).max(WRAP_MIN);
            widths[*column] = widths[*column].min(share);
            left = left.saturating_sub(widths[*column]);
        }
    }
    widths
}

/// The width of the widest cell and of the longest word of the title.
fn natural_width(table: &Table, column: usize, unit: Unit) -> usize {
    let length = |text: &str| text.chars().count();
    let cells = table
        .rows
        .iter()
        .map(|row| length(&for_people(&row[column], table.currency, unit)));
    let title = table.columns[column]
        .title
        .split(' ')
        .map(length)
        .max()
        .unwrap_or(0);
    cells.max().unwrap_or(0).max(title)
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
