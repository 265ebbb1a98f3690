//! A table in Markdown.

use std::fmt::Write;

use tabled::settings::Style;

use super::{build, heading};
use crate::format::Unit;
use crate::table::Table;

/// The table in Markdown, under a heading.
pub fn markdown(table: &Table) -> String {
    let unit = Unit::of(table);
    let columns: Vec<usize> = (0..table.columns.len()).collect();
    let mut out = format!("## {}\n\n", heading(table, unit));
    let mut built = build(table, &columns, unit, None);
    let _ = writeln!(out, "{}", built.with(Style::markdown()));
    for note in &table.notes {
        let _ = writeln!(out, "\n{note}");
    }
    out
}
