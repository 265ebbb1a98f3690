//! Tables as text, Markdown or CSV; trees of figures as text or Markdown; reports as HTML or Markdown.

mod csv;
mod html;
mod markdown;
mod outline;
mod text;

pub use self::csv::csv;
pub use self::html::html;
pub use markdown::{markdown, markdown_of};
pub use outline::{outline_markdown, outline_text};
pub use text::text;

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Modify};
use textwrap::{Options, WordSplitter};
use tranchet_deal::money::Money;

use crate::format::{Unit, for_people};
use crate::table::{Cell, Table};

/// The columns of a table, as people read them, aligned; words are wrapped to the widths, where there are any.
fn build(table: &Table, columns: &[usize], unit: Unit, widths: Option<&[usize]>) -> tabled::Table {
    let fit = |column: usize, text: &str| {
        widths.map_or_else(|| text.to_owned(), |widths| wrap(text, widths[column]))
    };
    let mut builder = Builder::default();
    builder.push_record(
        columns
            .iter()
            .map(|column| fit(*column, &table.columns[*column].title)),
    );
    for row in &table.rows {
        builder.push_record(
            columns
                .iter()
                .map(|column| fit(*column, &for_people(&row[*column], table.currency, unit))),
        );
    }
    let mut built = builder.build();
    for (place, column) in columns.iter().enumerate() {
        if is_numeric(table, *column) {
            built.with(Modify::new(Columns::one(place)).with(Alignment::right()));
        }
    }
    built
}

/// The text broken between words.
fn wrap(text: &str, width: usize) -> String {
    let options = Options::new(width)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::wrap(text, options).join("\n")
}

/// Whether a column holds numbers.
fn is_numeric(table: &Table, column: usize) -> bool {
    table.rows.iter().any(|row| row[column].is_numeric())
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
