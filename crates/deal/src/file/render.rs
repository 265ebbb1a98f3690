//! Problems as a compiler shows them: cause, excerpt with a caret, remedy.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::problem::{Problem, Problems, Severity};
use super::source::{Place, Source};

/// A line longer than this many bytes is not shown.
const LINE_MAX: usize = 1_000;

/// Lines further apart than this are shown as two excerpts' worth of one file without the lines between.
const EXCERPT_MAX: usize = 200_000;

/// The problem as plain text without an end of line.
pub(super) fn plain(problem: &Problem) -> String {
    Renderer::plain().render(&[group(problem)])
}

/// `2 errors, 1 warning`.
pub(super) fn summary(problems: &Problems) -> String {
    let counted = |severity: Severity| match problems.count(severity) {
        0 => None,
        1 => Some(format!("1 {}", severity.name())),
        count => Some(format!("{} {}s", thousands(count), severity.name())),
    };
    let parts: Vec<String> = [Severity::Error, Severity::Warning]
        .into_iter()
        .filter_map(counted)
        .collect();
    match parts.is_empty() {
        true => "no problems".to_owned(),
        false => parts.join(", "),
    }
}

/// A count with separators between thousands.
pub(super) fn thousands(count: impl ToString) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn group(problem: &Problem) -> Group<'_> {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&*problem.cause).id(problem.code.id());
    let mut group = excerpts(Group::with_title(title), problem);
    if problem.more > 0 {
        let more = thousands(problem.more);
        group =
            group.element(Level::NOTE.message(format!("and {more} more like this in {}", problem.file())));
    }
    match problem.remedy.is_empty() {
        true => group,
        false => group.element(Level::HELP.message(&*problem.remedy)),
    }
}

/// The problem's own file first, then other files that it points to.
fn excerpts<'a>(mut group: Group<'a>, problem: &'a Problem) -> Group<'a> {
    let own = &problem.place.source;
    let same: Vec<&(Place, String)> = problem
        .context
        .iter()
        .filter(|(place, _)| std::sync::Arc::ptr_eq(&place.source, own))
        .collect();
    let mut marks = vec![(AnnotationKind::Primary, &problem.place, problem.label.as_str())];
    marks.extend(
        same.iter()
            .map(|(place, label)| (AnnotationKind::Context, place, label.as_str())),
    );
    group = excerpt(group, own, &marks);
    for (place, label) in &problem.context {
        if !std::sync::Arc::ptr_eq(&place.source, own) {
            let marks = [(AnnotationKind::Context, place, label.as_str())];
            group = excerpt(group, &place.source, &marks);
        }
    }
    group
}

type Mark<'a> = (AnnotationKind, &'a Place, &'a str);

fn excerpt<'a>(group: Group<'a>, source: &'a Source, marks: &[Mark<'a>]) -> Group<'a> {
    let near: Vec<&Mark<'a>> = marks
        .iter()
        .filter(|mark| is_near(source, mark.1, marks[0].1))
        .collect();
    let lines = lines(source, &near);
    let shown = source.line_range(lines.start).start..source.line_range(lines.end).end;
    let too_long = lines
        .clone()
        .chain([lines.end])
        .any(|line| source.line_range(line).len() > LINE_MAX);
    if too_long || source.text().is_empty() {
        let (line, column) = source.line_column(marks[0].1.span.start);
        return group.element(Origin::path(source.name()).line(line).char_column(column));
    }
    let snippet = Snippet::source(&source.text()[shown.clone()])
        .path(source.name())
        .line_start(lines.start + 1)
        .fold(true);
    group.element(snippet.annotations(near.iter().map(|mark| annotation(source, mark, &shown))))
}

fn is_near(source: &Source, place: &Place, primary: &Place) -> bool {
    let apart = place.span.start.abs_diff(primary.span.start);
    apart <= EXCERPT_MAX && source.line_range(source.line_of(place.span.start)).len() <= LINE_MAX
        || apart == 0
}

/// First and last line that a mark touches.
fn lines(source: &Source, marks: &[&Mark<'_>]) -> Range<usize> {
    let starts = marks.iter().map(|mark| source.line_of(mark.1.span.start));
    let first = starts.clone().min().unwrap_or(0);
    first..starts.max().unwrap_or(first)
}

/// The mark within the lines shown: cut to its first line, and never empty.
fn annotation<'a>(source: &Source, mark: &Mark<'a>, shown: &Range<usize>) -> Annotation<'a> {
    let (kind, place, label) = mark;
    let line = source.line_range(source.line_of(place.span.start));
    let start = place.span.start.min(line.end);
    let end = place.span.end.min(line.end).max(start);
    let annotation = kind.span(start - shown.start..end - shown.start);
    match label.is_empty() {
        true => annotation,
        false => annotation.label(*label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_separators() {
        let shown = [0, 999, 1_000, 9_995, 1_234_567].map(thousands);
        assert_eq!(shown, ["0", "999", "1,000", "9,995", "1,234,567"]);
    }
}
