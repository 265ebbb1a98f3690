//! A table in Markdown, and a report made of them.

use std::fmt::Write;

use tabled::settings::Style;

use super::outline::escaped;
use super::{build, heading, outline_markdown};
use crate::document::{Block, Document};
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

/// A report in Markdown: its tables and trees, without charts.
pub fn markdown_of(document: &Document) -> String {
    let mut out = format!(
        "# {}\n\n{}\n\n",
        escaped(&document.title),
        escaped(&document.subtitle)
    );
    for figure in &document.figures {
        let unit = figure
            .unit
            .as_ref()
            .map_or(String::new(), |unit| format!(" {unit}"));
        let note = escaped(&figure.note);
        let _ = writeln!(out, "- {}: {}{unit} ({note})", figure.name, figure.shown);
    }
    for warning in &document.warnings {
        let _ = writeln!(out, "\n{}", escaped(warning));
    }
    for section in &document.sections {
        let _ = writeln!(out, "\n# {}", section.title);
        section
            .blocks
            .iter()
            .for_each(|block| write_block(&mut out, block));
    }
    let _ = writeln!(out, "\n{}", document.maker);
    out
}

fn write_block(out: &mut String, block: &Block) {
    let _ = match block {
        Block::Text(text) => writeln!(out, "\n{}", escaped(text)),
        Block::Table(table) | Block::Folded(table) => write!(out, "\n{}", markdown(table)),
        Block::Workings(_, tree) => write!(out, "\n{}", outline_markdown(tree)),
        Block::Figures(figures) => figures
            .iter()
            .try_for_each(|figure| write!(out, "\n{}", markdown(&figure.table))),
        Block::Part(title, blocks) => {
            let written = writeln!(out, "\n## {}", escaped(title));
            blocks.iter().for_each(|block| write_block(out, block));
            written
        }
    };
}
