//! A report as one HTML page that needs nothing but itself: no script, no network, no font.
//!
//! Every figure of a table carries its exact value (`data-value`), its column (`data-column`) and its table
//! (`data-table`). Every chart has a title, a description and its table folded under it.

mod figure;
mod outline;
mod table;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::chart::ink;
use crate::document::{Block, Document, Headline, Section};
use figure::Numbered;

/// What the page looks like, on a screen and on paper.
const STYLE: &str = include_str!("html/page.css");
/// What the page may load: nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The page.
pub fn html(document: &Document) -> String {
    let numbered = Numbered::default();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(document.maker);
                meta name="color-scheme" content="light dark";
                title { (document.title) }
                style { (PreEscaped(ink::style())) (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#report" { "Skip to the report" }
                svg.hatches width="0" height="0" aria-hidden="true" focusable="false" {
                    defs { (PreEscaped(ink::hatches())) }
                }
                (head(document))
                (contents(&document.sections))
                main #report tabindex="-1" {
                    @for section in &document.sections { (of_section(section, &numbered)) }
                }
                footer {
                    p { (document.maker) ". Folded parts are printed where they stand open." }
                }
            }
        }
    };
    page.into_string()
}

fn head(document: &Document) -> Markup {
    html! {
        header {
            h1 { (document.title) }
            p.subtitle { (document.subtitle) }
            dl.headlines {
                @for figure in &document.figures { (headline(figure)) }
            }
            @for warning in &document.warnings { p.warning { (warning) } }
        }
    }
}

fn headline(figure: &Headline) -> Markup {
    html! {
        div {
            dt { (figure.name) }
            dd {
                data value=(figure.exact) { (figure.shown) }
                @if let Some(unit) = &figure.unit { span.unit { " " (unit) } }
            }
            dd.note { (figure.note) }
        }
    }
}

fn contents(sections: &[Section]) -> Markup {
    html! {
        nav aria-label="Contents" {
            ol {
                @for section in sections {
                    li { a href={ "#" (section.id) } { (section.title) } }
                }
            }
        }
    }
}

fn of_section(section: &Section, numbered: &Numbered) -> Markup {
    let heading = format!("{}-title", section.id);
    html! {
        section id=(section.id) aria-labelledby=(heading) {
            h2 id=(heading) { (section.title) }
            @for block in &section.blocks { (of_block(block, numbered)) }
        }
    }
}

fn of_block(block: &Block, numbered: &Numbered) -> Markup {
    match block {
        Block::Text(text) => html! { p { (text) } },
        Block::Table(shown) => table::table(shown),
        Block::Folded(folded) => table::folded(&folded.title, folded),
        Block::Figures(figures) => html! {
            div.figures {
                @for figure in figures { (figure::figure(figure, numbered.next())) }
            }
        },
        Block::Part(title, blocks) => html! {
            div.part {
                h3 { (title) }
                @for block in blocks { (of_block(block, numbered)) }
            }
        },
        Block::Workings(name, tree) => outline::outline(name, tree),
    }
}
