//! The keys of a block: those asked for are known, the others are refused.

use std::cell::RefCell;
use std::ops::Range;

use super::codes::Code;
use super::node::{Entry, Node};
use super::reader::Reader;

/// A block being read key by key.
pub(super) struct Fields<'a> {
    pub reader: &'a Reader<'a>,
    block: &'static str,
    entries: &'a [Entry],
    /// What a problem with the whole block points at.
    pub span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// The keys of a map; `block` says what it is, for messages.
    pub fn of(reader: &'a Reader<'a>, node: &'a Node, block: &'static str) -> Option<Fields<'a>> {
        let Some(entries) = node.entries() else {
            reader.wrong_shape(node, "a map of keys");
            return None;
        };
        Some(Fields {
            reader,
            block,
            entries,
            span: node.span.clone(),
            asked: RefCell::default(),
        })
    }

    /// The value of a key; a key with nothing after it counts as absent.
    pub fn find(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (!entry.value.is_null()).then_some(&entry.value)
    }

    /// Whether a key has a value, without asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.key == key && !entry.value.is_null())
    }

    /// Where a key's value is, or the block.
    pub fn span_of(&self, key: &str) -> Range<usize> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or_else(|| self.span.clone(), |entry| entry.value.span.clone())
    }

    /// Where a key itself is, or the block.
    pub fn span_of_key(&self, key: &str) -> Range<usize> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or_else(|| self.span.clone(), |entry| entry.key_span.clone())
    }

    /// The value of a key that may be absent.
    pub fn optional<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&'a Reader<'a>, &'a Node) -> Option<T>,
    ) -> Option<T> {
        read(self.reader, self.find(key)?)
    }

    /// The value of a key that must be there; `example` goes into the remedy.
    pub fn required<T>(
        &self,
        key: &'static str,
        example: &str,
        read: impl FnOnce(&'a Reader<'a>, &'a Node) -> Option<T>,
    ) -> Option<T> {
        match self.find(key) {
            Some(node) => read(self.reader, node),
            None => {
                self.missing(key, example);
                None
            }
        }
    }

    /// Reports a missing key.
    pub fn missing(&self, key: &str, example: &str) {
        let cause = format!("{} lacks `{key}`", self.block);
        let problem = self
            .reader
            .problem(Code::MissingKey, &self.span_of_key(key), cause);
        let remedy = format!("add `{key}: {example}`");
        self.reader
            .push(problem.label(format!("needs `{key}`")).remedy(remedy));
    }

    /// Reports that not exactly one of these keys is there; otherwise names the one that is.
    pub fn one_of(&self, keys: &[&'static str]) -> Option<&'static str> {
        self.asked.borrow_mut().extend(keys);
        let given: Vec<&'static str> = keys.iter().copied().filter(|key| self.has(key)).collect();
        if let [one] = given[..] {
            return Some(one);
        }
        let listed = super::words::listed(keys, "and");
        let (cause, label) = match given[..] {
            [] => (
                format!("{} needs one of {listed}", self.block),
                "has none of them",
            ),
            _ => (
                format!("{} takes one of {listed}, not several", self.block),
                "only one of them",
            ),
        };
        let at = given
            .last()
            .map_or_else(|| self.span.clone(), |key| self.span_of_key(key));
        let problem = self.reader.problem(Code::OneOf, &at, cause);
        self.reader.push(
            problem
                .label(label)
                .remedy(format!("give exactly one of {listed}")),
        );
        None
    }

    /// Reports every key that was not asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        let mut seen: Vec<&str> = Vec::new();
        for entry in self.entries {
            if !asked.contains(&entry.key.as_str()) && !seen.contains(&entry.key.as_str()) {
                self.unknown(entry, &asked);
                seen.push(&entry.key);
            }
        }
    }

    fn unknown(&self, entry: &Entry, known: &[&'static str]) {
        let cause = format!("{} has no key `{}`", self.block, shortened(&entry.key));
        let missing: Vec<&'static str> = known.iter().copied().filter(|key| !self.has(key)).collect();
        let remedy = match super::words::nearest(&entry.key, missing.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if missing.is_empty() => "take it out".to_owned(),
            None => {
                let mut keys = missing;
                keys.sort_unstable();
                keys.dedup();
                format!("further keys are {}", super::words::listed(&keys, "and"))
            }
        };
        let problem = self.reader.problem(Code::UnknownKey, &entry.key_span, cause);
        self.reader.push(problem.label("unknown key").remedy(remedy));
    }
}

/// A text of the input, cut to what a message can hold.
pub(super) fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}
