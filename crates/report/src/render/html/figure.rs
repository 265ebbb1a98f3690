//! A chart with its title, its description, and its table folded under it.

use std::cell::Cell;

use maud::{Markup, PreEscaped, html};

use super::table;
use crate::document::Figure;

/// Numbers the charts of a page.
#[derive(Debug, Default)]
pub(super) struct Numbered(Cell<usize>);

impl Numbered {
    /// The next number, from 1.
    pub(super) fn next(&self) -> usize {
        self.0.set(self.0.get() + 1);
        self.0.get()
    }
}

/// The figure of this number on its page.
pub(super) fn figure(figure: &Figure, number: usize) -> Markup {
    let drawn = figure.chart.draw(&figure.table);
    let (size, marks) = opened(&drawn);
    let [title, description] = ["title", "description"].map(|part| format!("chart-{number}-{part}"));
    html! {
        figure .wide[figure.is_open] {
            figcaption {
                (figure.chart.title)
                @if let Some(unit) = figure.chart.unit(&figure.table) { span.unit { ", " (unit) } }
            }
            svg.chart role="img" viewBox=(size) aria-labelledby={ (title) " " (description) } {
                title id=(title) { (figure.chart.title) }
                desc id=(description) { (figure.chart.describe(&figure.table)) }
                (PreEscaped(marks))
            }
            @if figure.is_open {
                (table::table(&figure.table))
            } @else {
                (table::folded(&format!("Table: {}", figure.table.title), &figure.table))
            }
        }
    }
}

/// The size of a drawing, as a view box, and its marks without the element around them.
fn opened(svg: &str) -> (String, &str) {
    let (head, rest) = svg.split_once(">\n").unwrap_or(("", ""));
    let (_, size) = head.split_once("viewBox=\"").unwrap_or(("", "0 0 1 1"));
    let size = size.split('"').next().unwrap_or_default().to_owned();
    (size, rest.trim_end().strip_suffix("</svg>").unwrap_or_default())
}
