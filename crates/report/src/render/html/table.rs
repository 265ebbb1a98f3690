//! A table of a page: caption with the unit of its money, headings that say what they head, exact values.

use maud::{Markup, html};

use crate::format::{Unit, for_machines, for_people};
use crate::render::{heading, is_numeric, shown_columns};
use crate::table::{Cell, Table};

/// From how many columns on a table has a place of its own among what keys can reach, to be moved sideways.
const WIDE: usize = 7;

/// A table to be read, with its notes; without rows the notes alone.
pub(super) fn table(table: &Table) -> Markup {
    if table.rows.is_empty() {
        return html! {
            p.empty { (table.title) ": none." }
            (notes(table, &[]))
        };
    }
    let unit = Unit::of(table);
    let (shown, left_out) = shown_columns(table);
    let caption = heading(table, unit);
    let is_wide = shown.len() >= WIDE;
    html! {
        div.scroll tabindex=[is_wide.then_some("0")] role=[is_wide.then_some("region")] aria-label=[is_wide.then_some(&caption)] {
            table data-table=(table.name) {
                caption { (caption) }
                thead {
                    tr {
                        @for column in &shown {
                            th scope="col" data-column=(table.columns[*column].name) .number[is_numeric(table, *column)] {
                                (table.columns[*column].title)
                            }
                        }
                    }
                }
                tbody {
                    @for (place, row) in table.rows.iter().enumerate() {
                        @let above = place.checked_sub(1).map(|above| &table.rows[above]);
                        (of_row(table, (row, begins_group(table, &shown, above, row)), &shown, unit))
                    }
                }
            }
        }
        (notes(table, &left_out))
    }
}

/// A table behind a line that opens it.
pub(super) fn folded(title: &str, folded: &Table) -> Markup {
    html! {
        details {
            summary { (title) }
            (table(folded))
        }
    }
}

fn notes(table: &Table, left_out: &[&str]) -> Markup {
    html! {
        @if !left_out.is_empty() {
            p.note { "Nothing throughout: " (left_out.join(", ")) "." }
        }
        @for note in &table.notes { p.note { (note) } }
    }
}

/// Whether a row is the first of several that have the first of their keys in common.
fn begins_group(table: &Table, shown: &[usize], above: Option<&Vec<Cell>>, row: &[Cell]) -> bool {
    let Some((first, above)) = shown.first().zip(above) else {
        return false;
    };
    let is_text = matches!(row[*first], Cell::Text(_));
    let keys = shown.iter().filter(|column| table.columns[**column].is_key);
    is_text && keys.count() > 1 && row[*first] != above[*first]
}

/// A row; its last key heads it.
fn of_row(table: &Table, (row, begins): (&[Cell], bool), shown: &[usize], unit: Unit) -> Markup {
    let head = shown.iter().rfind(|column| table.columns[**column].is_key);
    html! {
        tr .begins[begins] {
            @for column in shown {
                @let words = for_people(&row[*column], table.currency, unit);
                @let exact = exact(table, &row[*column]);
                @let is_number = is_numeric(table, *column);
                @if Some(column) == head {
                    th scope="row" .number[is_number] .date[is_date(&row[*column])] data-value=[exact] { (words) }
                } @else {
                    td .number[is_number] .date[is_date(&row[*column])] data-value=[exact] { (words) }
                }
            }
        }
    }
}

/// The exact value, where people read another.
fn exact(table: &Table, cell: &Cell) -> Option<String> {
    match cell {
        Cell::Money(_) | Cell::Percent(..) | Cell::Number(..) => Some(for_machines(cell, table.currency)),
        Cell::Blank | Cell::Text(_) | Cell::Count(_) | Cell::Date(_) | Cell::Flag(_) => None,
    }
}

fn is_date(cell: &Cell) -> bool {
    matches!(cell, Cell::Date(_))
}
