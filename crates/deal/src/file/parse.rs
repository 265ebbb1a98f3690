//! YAML text to a tree, within limits on size, depth and aliases.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Location, Options, Spanned};

use super::codes::Code;
use super::node::{Entry, Kind, Node};
use super::problem::Problem;
use super::source::{Place, Source};

/// A file of more bytes is refused: long pools belong in a tape.
pub const BYTES_MAX: usize = 16 << 20;

/// Values nested deeper are refused.
const DEPTH_MAX: usize = 16;

/// More values than these are refused.
const NODES_MAX: usize = 500_000;

/// The tree of a YAML file, with every duplicate key as a problem.
///
/// # Errors
/// The one problem that keeps the text from being read as YAML, or from being read at all.
pub(super) fn parse(source: &Arc<Source>) -> Result<(Node, Vec<Problem>), Box<Problem>> {
    let text = source.text();
    if text.len() > BYTES_MAX {
        return Err(Box::new(too_long(source)));
    }
    if text.trim().is_empty() {
        return Err(Box::new(empty(source)));
    }
    let root: Spanned<Draft> = serde_yaml::from_str_with_options(text, options())
        .map_err(|error| Box::new(refused(source, &error)))?;
    let mut problems = Vec::new();
    let node = Converter {
        source,
        problems: &mut problems,
    }
    .node(root, None);
    if node.is_null() {
        return Err(Box::new(empty(source)));
    }
    Ok((node, problems))
}

fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: DEPTH_MAX,
            flow_nesting_limit: DEPTH_MAX,
            max_nodes: NODES_MAX,
            max_events: 2 * NODES_MAX,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_documents: 1,
            max_merge_keys: 1_000,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        underscored_numbers_as_strings: true,
        leading_zero_numbers_as_strings: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: 100_000,
            max_replay_stack_depth: 8,
            max_alias_expansions_per_anchor: 1_000,
        },
        with_snippet: false,
    }
}

/// A value as the parser gives it.
enum Draft {
    Null,
    Number,
    Text(String),
    List(Vec<Spanned<Draft>>),
    Map(Vec<(Spanned<String>, Spanned<Draft>)>),
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Draft, D::Error> {
        deserializer.deserialize_any(DraftVisitor)
    }
}

struct DraftVisitor;

impl<'de> Visitor<'de> for DraftVisitor {
    type Value = Draft;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, a list or a map")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Draft, E> {
        Ok(Draft::Number)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Draft, E> {
        Ok(Draft::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Draft, E> {
        Ok(Draft::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Draft, E> {
        Ok(Draft::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Draft, E> {
        Ok(Draft::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Draft, E> {
        Ok(Draft::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Draft, E> {
        Ok(Draft::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Draft, E> {
        Ok(Draft::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Draft, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Draft::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Draft, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Draft::Map(map))
    }
}

struct Converter<'a> {
    source: &'a Arc<Source>,
    problems: &'a mut Vec<Problem>,
}

impl Converter<'_> {
    /// The value with what a problem with it points at; `key` is where its key is.
    fn node(&mut self, draft: Spanned<Draft>, key: Option<&Range<usize>>) -> Node {
        let own = bytes(draft.referenced);
        let kind = match draft.value {
            Draft::Null => Kind::Null,
            Draft::Number => Kind::Scalar(self.slice(draft.defined)),
            Draft::Text(text) => Kind::Scalar(text),
            Draft::List(items) => Kind::List(items.into_iter().map(|item| self.node(item, None)).collect()),
            Draft::Map(entries) => Kind::Map(self.entries(entries)),
        };
        let span = self.pointer(&kind, own, key);
        Node { span, kind }
    }

    fn slice(&self, place: Location) -> String {
        let text = self.source.text().get(bytes(place)).unwrap_or_default();
        text.trim_end().to_owned()
    }

    fn pointer(&self, kind: &Kind, own: Range<usize>, key: Option<&Range<usize>>) -> Range<usize> {
        match (kind, key) {
            (Kind::Scalar(_), _) => self.first_line(own),
            (Kind::Null | Kind::List(_) | Kind::Map(_), Some(key)) => key.clone(),
            (Kind::Map(entries), None) => identity(entries).map_or(own, |entry| entry.value.span.clone()),
            (Kind::Null | Kind::List(_), None) => own,
        }
    }

    /// A text of several lines is pointed at by its first.
    fn first_line(&self, span: Range<usize>) -> Range<usize> {
        let text = self.source.text().get(span.clone()).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        span.start..span.start + line.len()
    }

    fn entries(&mut self, drafts: Vec<(Spanned<String>, Spanned<Draft>)>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(drafts.len());
        let mut first_at = std::collections::HashMap::new();
        for (key, value) in drafts {
            let key_span = bytes(key.referenced);
            let value = self.node(value, Some(&key_span));
            if let Some(first) = first_at.get(&key.value) {
                self.problems
                    .push(duplicate(self.source, &key.value, first, &key_span));
            } else {
                first_at.insert(key.value.clone(), key_span.clone());
            }
            entries.push(Entry {
                key: key.value,
                key_span,
                value,
            });
        }
        entries
    }
}

/// The entry by which a reader knows a map: the first that names it, else the first single value.
fn identity(entries: &[Entry]) -> Option<&Entry> {
    let names = ["name", "loan", "loan_id", "measure"];
    let single = |entry: &&Entry| entry.value.text().is_some();
    let named = |name: &&str| entries.iter().filter(single).find(|entry| entry.key == **name);
    let named = names.iter().find_map(named);
    named.or_else(|| entries.iter().find(single)).or(entries.first())
}

fn bytes(place: Location) -> Range<usize> {
    let span = place.span();
    match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(length)) => {
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            start..start.saturating_add(usize::try_from(length).unwrap_or(0))
        }
        (Some(_) | None, _) => 0..0,
    }
}

fn duplicate(source: &Arc<Source>, key: &str, first: &Range<usize>, second: &Range<usize>) -> Problem {
    Problem::new(
        Code::DuplicateKey,
        Place::new(source, second.clone()),
        format!("`{key}` is given twice"),
    )
    .label("given again here")
    .also(Place::new(source, first.clone()), "first given here")
    .remedy("keep one of the two")
}

fn too_long(source: &Arc<Source>) -> Problem {
    let cause = format!(
        "the file has {} MB; at most {} are read",
        source.text().len() >> 20,
        BYTES_MAX >> 20
    );
    Problem::new(Code::FileTooLarge, Place::new(source, 0..0), cause)
        .remedy("put the loans into a tape and name it with `pool: { tape: tape.csv }`")
}

fn empty(source: &Arc<Source>) -> Problem {
    Problem::new(Code::EmptyFile, Place::new(source, 0..0), "the file is empty")
        .remedy("`tranchet new` writes a deal to start from")
}

/// The parser's error as a problem of ours.
fn refused(source: &Arc<Source>, error: &serde_yaml::Error) -> Problem {
    let error = error.without_snippet();
    let place = error.location().map_or(0..0, |location| point(source, location));
    let refusal = super::parse_error::refusal(error);
    let problem = Problem::new(refusal.code, Place::new(source, place), refusal.cause);
    problem.label("here").remedy(refusal.remedy)
}

/// Where the parser stopped: its byte span, or line and column.
fn point(source: &Source, location: Location) -> Range<usize> {
    let span = bytes(location);
    if span.start > 0 {
        return span;
    }
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let range = source.line_range(line);
    let text = &source.text()[range.clone()];
    let offset = text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
    range.start + offset..range.start + offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> (Node, usize) {
        let (node, problems) = parse(&Source::new("a", text)).unwrap_or_else(|problem| panic!("{problem}"));
        (node, problems.len())
    }

    fn text(node: &Node, path: &str) -> String {
        node.at(path).and_then(Node::text).unwrap_or("absent").to_owned()
    }

    #[test]
    fn scalars_keep_the_text_they_are_written_with() {
        let (node, _) = tree(
            "a: 1.50\nb: 123456789012345678.01\nc: 1_000\nd: \"1\\n2\"\ne: 0x10\nf: .nan\ng: 007\nh: yes\ni: true",
        );
        let texts = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map(|key| text(&node, key));
        assert_eq!(
            texts,
            [
                "1.50",
                "123456789012345678.01",
                "1_000",
                "1\n2",
                "0x10",
                ".nan",
                "007",
                "yes",
                "true"
            ]
        );
    }

    #[test]
    fn merge_keys_bring_in_what_is_not_given() {
        let (node, problems) = tree("a: &a { x: 1, y: 2 }\nb: { <<: *a, x: 3 }\nc: *a\n");
        assert_eq!(problems, 0);
        assert_eq!(
            ["b.x", "b.y", "c.x"].map(|path| text(&node, path)),
            ["3", "2", "1"]
        );
    }

    #[test]
    fn paths_lead_to_values() {
        let (node, _) = tree("a:\n  - [1, { b: é }]\n");
        assert_eq!(text(&node, "a[0][1].b"), "é");
        assert!(node.at("a[1]").is_none() && node.at("a[x]").is_none() && node.at("a.b").is_none());
    }

    #[test]
    fn keys_that_are_not_texts_are_refused_or_read_as_text() {
        assert!(parse(&Source::new("a", "? [1, 2]\n: 3\n")).is_err());
        assert_eq!(text(&tree("1: x").0, "1"), "x");
    }
}
