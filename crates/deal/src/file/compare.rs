//! What two deals, or two scenarios, say differently: value by value, each with its path and its line.
//!
//! Entries of lists are matched by name where they have one, so that a tranche put in between changes nothing but
//! itself. Numbers that mean the same are the same however they are written.

mod rows;

use std::sync::Arc;

use super::literal;
use super::node::{Kind, Node};
use super::parsed::Parsed;
use super::path::as_step;
use super::source::{Place, Source};
use super::walk::identity;
use crate::money::Currency;

pub use rows::compare_rows;

/// A value of a file, with its line counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// As the file writes it; a block of keys or a list in one line.
    pub text: String,
    /// The line.
    pub line: usize,
}

/// A value that two files give differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path, as `--set` takes it.
    pub path: String,
    /// What the first says, if anything.
    pub a: Option<Said>,
    /// What the second says, if anything.
    pub b: Option<Said>,
}

/// What two files say differently, in the order of the first.
pub fn compare_files(a: &Parsed, b: &Parsed) -> Vec<Difference> {
    let mut found = Vec::new();
    let sides = Sides {
        a: a.source(),
        b: b.source(),
    };
    sides.compare("", Some(a.root()), Some(b.root()), &mut found);
    found
}

struct Sides<'f> {
    a: &'f Arc<Source>,
    b: &'f Arc<Source>,
}

impl Sides<'_> {
    fn compare(&self, path: &str, a: Option<&Node>, b: Option<&Node>, found: &mut Vec<Difference>) {
        match (a, b) {
            (Some(a), Some(b)) if is_same(a, b) => {}
            (Some(a), Some(b)) => match (&a.kind, &b.kind) {
                (Kind::Map(_), Kind::Map(_)) => self.compare_children(path, keys(a), keys(b), found),
                (Kind::List(one), Kind::List(other)) => {
                    let named = is_named(one) && is_named(other);
                    self.compare_children(path, items(one, named), items(other, named), found);
                }
                (Kind::Null | Kind::Scalar(_) | Kind::List(_) | Kind::Map(_), _) => {
                    found.push(self.difference(path, Some(a), Some(b)));
                }
            },
            (None, None) => {}
            (Some(_), None) | (None, Some(_)) => found.push(self.difference(path, a, b)),
        }
    }

    fn compare_children(
        &self,
        path: &str,
        a: Vec<(String, &Node)>,
        b: Vec<(String, &Node)>,
        found: &mut Vec<Difference>,
    ) {
        let of =
            |children: &[(String, &Node)], step: &str| children.iter().position(|(known, _)| known == step);
        for (step, child) in &a {
            let other = of(&b, step).map(|place| b[place].1);
            self.compare(&join(path, step), Some(child), other, found);
        }
        for (step, child) in b.iter().filter(|(step, _)| of(&a, step).is_none()) {
            self.compare(&join(path, step), None, Some(child), found);
        }
    }

    fn difference(&self, path: &str, a: Option<&Node>, b: Option<&Node>) -> Difference {
        let said = |node: Option<&Node>, source| {
            node.map(|node| Said {
                text: in_a_line(node),
                line: Place::new(source, node.span.clone()).line_column().0,
            })
        };
        Difference {
            path: path.to_owned(),
            a: said(a, self.a),
            b: said(b, self.b),
        }
    }
}

/// Whether two values mean the same.
fn is_same(a: &Node, b: &Node) -> bool {
    if a.says_same(b) {
        return true;
    }
    matches!((a.text(), b.text()), (Some(a), Some(b)) if is_number(a, b))
}

/// Whether two texts are the same number or amount.
fn is_number(a: &str, b: &str) -> bool {
    let number = |text| literal::decimal(text).ok();
    let money = |text| {
        let finest = Currency::from_code("KWD").expect("three capital letters");
        literal::money(text, finest).ok()
    };
    matches!((number(a), number(b)), (Some(a), Some(b)) if a == b)
        || matches!((money(a), money(b)), (Some(a), Some(b)) if a == b)
}

fn keys(node: &Node) -> Vec<(String, &Node)> {
    let entries = node.entries().unwrap_or_default().iter();
    entries.map(|entry| (as_step(&entry.key), &entry.value)).collect()
}

fn items(items: &[Node], named: bool) -> Vec<(String, &Node)> {
    let step = |(place, item)| match identity(item).filter(|_| named) {
        Some(name) => (as_step(name), item),
        None => (format!("[{place}]"), item),
    };
    items.iter().enumerate().map(step).collect()
}

/// Whether every entry has a name of its own.
fn is_named(items: &[Node]) -> bool {
    let names: Option<Vec<&str>> = items.iter().map(identity).collect();
    names.is_some_and(|mut names| {
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        names.len() == count
    })
}

fn join(path: &str, step: &str) -> String {
    match path.is_empty() || step.starts_with('[') {
        true => format!("{path}{step}"),
        false => format!("{path}.{step}"),
    }
}

/// A value as flow YAML in one line.
fn in_a_line(node: &Node) -> String {
    let all = |parts: Vec<String>| parts.join(", ");
    match &node.kind {
        Kind::Null => String::new(),
        Kind::Scalar(text) => text.clone(),
        Kind::List(items) => format!("[ {} ]", all(items.iter().map(in_a_line).collect())),
        Kind::Map(entries) => {
            let entries = entries.iter();
            let said = entries.map(|entry| format!("{}: {}", entry.key, in_a_line(&entry.value)));
            format!("{{ {} }}", all(said.collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(a: &str, b: &str) -> Vec<(String, String)> {
        let parsed = |text| Parsed::new("deal.yaml", text).unwrap();
        let said =
            |said: Option<Said>| said.map_or("-".to_owned(), |said| format!("{}@{}", said.text, said.line));
        compare_files(&parsed(a), &parsed(b))
            .into_iter()
            .map(|found| (found.path, format!("{} {}", said(found.a), said(found.b))))
            .collect()
    }

    #[test]
    fn values_that_mean_the_same_are_the_same() {
        assert!(compare("a: 12.5%\nb: 2bn\n", "b: 2_000_000_000\n\na: 0.125\n").is_empty());
    }

    #[test]
    fn entries_are_matched_by_name() {
        let a = "tranches:\n  - { name: senior, at: 8% }\n  - { name: junior, at: 0% }\n";
        let b = "tranches:\n  - { name: senior, at: 9% }\n  - { name: mid, at: 8% }\n  - { name: junior, at: 0% }\n";
        let found = compare(a, b);
        assert_eq!(found[0], ("tranches.senior.at".into(), "8%@2 9%@2".into()));
        assert_eq!(
            found[1],
            ("tranches.mid".into(), "- { name: mid, at: 8% }@3".into())
        );
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn entries_without_names_are_matched_by_place() {
        let found = compare("rate: [1%, 2%]\n", "rate: [1%, 3%, 4%]\n");
        assert_eq!(found[0].0, "rate[1]");
        assert_eq!(found[1], ("rate[2]".into(), "- 4%@1".into()));
    }
}
