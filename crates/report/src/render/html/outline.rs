//! How figures were found: a fold a figure, and in it what it was found from.

use maud::{Markup, html};

use crate::explanation::{Line, Outline};

/// The trees of an outline; the name makes numbers of one tree differ from those of another.
pub(super) fn outline(name: &str, outline: &Outline) -> Markup {
    html! {
        div.part {
            h3 { (outline.title) }
            p.note { "Open a figure to see its formula, its text and what it was found from." }
            div.workings {
                @for line in &outline.lines { (of_line(name, line, true)) }
            }
        }
    }
}

fn of_line(name: &str, line: &Line, is_figure: bool) -> Markup {
    let id = line.number.map(|number| format!("{name}-{number}"));
    let about = html! {
        @for detail in &line.details { p.detail { (detail) } }
        @if !line.lines.is_empty() {
            ul {
                @for inner in &line.lines { li { (of_line(name, inner, false)) } }
            }
        }
    };
    let is_folded = is_figure && !(line.details.is_empty() && line.lines.is_empty());
    html! {
        @if is_folded {
            details id=[id] { summary { (line.head) } (about) }
        } @else if let Some(above) = line.above {
            p { a href={ "#" (name) "-" (above) } { (line.head) } }
        } @else {
            p id=[id] { (line.head) }
            (about)
        }
    }
}
