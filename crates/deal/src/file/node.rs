//! YAML as a tree of texts, lists and maps, each with its place in the file.
//!
//! Numbers keep the text they are written with, so that a decimal never passes through a binary float.
//! Aliases and merge keys (YAML 1.2.2, section 7.1; merge keys as in YAML 1.1) are replaced by what they
//! stand for; the place of what they bring in is that of the alias.

use std::ops::Range;

/// A value of a YAML file.
#[derive(Clone, Debug)]
pub struct Node {
    /// What a problem with this value points at: a text itself, the key or first entry of a list or map.
    pub span: Range<usize>,
    /// The value.
    pub kind: Kind,
}

/// The forms of a value.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Nothing after the key, `~` or `null`.
    Null,
    /// A text or a number, as written; quotes are taken off.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file, duplicate keys included.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key is.
    pub key_span: Range<usize>,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            Kind::Null | Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// The items of a list.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            Kind::Null | Kind::Scalar(_) | Kind::Map(_) => None,
        }
    }

    /// The entries of a map.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            Kind::Map(entries) => Some(entries),
            Kind::Null | Kind::Scalar(_) | Kind::List(_) => None,
        }
    }

    /// The value of a key of a map; the first one, if the key appears twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries()?.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.value)
    }

    /// Whether another value says the same, wherever it stands.
    pub(super) fn says_same(&self, other: &Node) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Null, Kind::Null) => true,
            (Kind::Scalar(one), Kind::Scalar(other)) => one == other,
            (Kind::List(one), Kind::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.says_same(other))
            }
            (Kind::Map(one), Kind::Map(other)) => {
                let same = |(one, other): (&Entry, &Entry)| {
                    one.key == other.key && one.value.says_same(&other.value)
                };
                one.len() == other.len() && one.iter().zip(other).all(same)
            }
            (Kind::Null | Kind::Scalar(_) | Kind::List(_) | Kind::Map(_), _) => false,
        }
    }

    /// Moves every place by so many bytes.
    pub(super) fn shift(&mut self, by: usize) {
        self.span = self.span.start + by..self.span.end + by;
        match &mut self.kind {
            Kind::Null | Kind::Scalar(_) => {}
            Kind::List(items) => items.iter_mut().for_each(|item| item.shift(by)),
            Kind::Map(entries) => {
                for entry in entries {
                    entry.key_span = entry.key_span.start + by..entry.key_span.end + by;
                    entry.value.shift(by);
                }
            }
        }
    }

    /// Whether there is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// What it is, for a message.
    pub fn noun(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "nothing",
            Kind::Scalar(_) => "a single value",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map of keys",
        }
    }

    /// The value at a path such as `tranches[1].coupon`; `None` if there is none.
    pub fn at(&self, path: &str) -> Option<&Node> {
        path.split('.')
            .filter(|step| !step.is_empty())
            .try_fold(self, Node::step)
    }

    /// One step of a path: `coupon`, or `tranches[1]`.
    fn step<'a>(node: &'a Node, step: &str) -> Option<&'a Node> {
        let mut parts = step.split('[');
        let key = parts.next().unwrap_or_default();
        let start = if key.is_empty() { Some(node) } else { node.get(key) };
        parts.try_fold(start?, |node, index| {
            let index: usize = index.strip_suffix(']')?.parse().ok()?;
            node.items()?.get(index)
        })
    }
}
