//! A tree of figures in the terminal, at most 100 columns wide, or as a nested list in Markdown.

use std::fmt::Write;

use textwrap::{Options, WordSplitter};

use crate::explanation::{Line, Outline};

/// The widest line.
const WIDTH: usize = 100;
/// The narrowest that words are wrapped, however deep a figure stands.
const WRAP_MIN: usize = 30;

/// The tree with lines between figures and what they were found from.
///
/// ```
/// use tranchet_report::explanation::{Line, Outline};
/// use tranchet_report::render::outline_text;
/// let leaf = |head: &str| Line { head: head.into(), ..Line::default() };
/// let lines = vec![leaf("RW = 1, tape")];
/// let k = Line { head: "1. K = 0.08".into(), details: vec!["8 % x RW".into()], lines, ..Line::default() };
/// let tree = Outline { title: "How K was found".into(), lines: vec![k] };
/// assert_eq!(outline_text(&tree), "How K was found\n\n1. K = 0.08\n│  8 % x RW\n└─ RW = 1, tape\n");
/// ```
pub fn outline_text(outline: &Outline) -> String {
    let mut out = format!("{}\n", outline.title);
    for line in &outline.lines {
        out.push('\n');
        draw(&mut out, line, "", "");
    }
    out
}

/// A line after `first`, and what hangs from it after `rest`.
fn draw(out: &mut String, line: &Line, first: &str, rest: &str) {
    let hangs = if line.lines.is_empty() { "   " } else { "│  " };
    let below = format!("{rest}{hangs}");
    write_wrapped(out, &line.head, first, &below);
    for detail in &line.details {
        write_wrapped(out, detail, &below, &below);
    }
    for (place, inner) in line.lines.iter().enumerate() {
        let (first, below) = if place + 1 == line.lines.len() {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        draw(out, inner, &format!("{rest}{first}"), &format!("{rest}{below}"));
    }
}

fn write_wrapped(out: &mut String, text: &str, first: &str, rest: &str) {
    let width = WIDTH.max(rest.chars().count() + WRAP_MIN);
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    for line in textwrap::wrap(text, options) {
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// The tree as a nested list under a heading.
pub fn outline_markdown(outline: &Outline) -> String {
    let mut out = format!("## {}\n\n", outline.title);
    for line in &outline.lines {
        list(&mut out, line, 0);
    }
    out
}

fn list(out: &mut String, line: &Line, depth: usize) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}- {}", escaped(&line.head));
    for detail in &line.details {
        let _ = writeln!(out, "{indent}  <br>{}", escaped(detail));
    }
    for inner in &line.lines {
        list(out, inner, depth + 1);
    }
}

/// Text in which stars, underscores and brackets mean themselves; a number at the start begins no list.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '*' | '_' | '[' | ']' | '<' | '>' | '`' | '\\') {
            out.push('\\');
        }
        out.push(sign);
    }
    match out.split_once(". ") {
        Some((number, rest)) if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => {
            format!("{number}\\. {rest}")
        }
        Some(_) | None => out,
    }
}
