//! From the root of a tree to the value that a path names, and what is done there.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::codes::Code;
use super::deal::is_coupon_key;
use super::fields::shortened;
use super::literal;
use super::node::{Entry, Kind, Node};
use super::path::{Handle, Step};
use super::problem::Problem;
use super::source::{Place, Source};
use super::words::{LISTED_MAX, listed, nearest};

/// A walk along the path of one change.
pub(super) struct Walk<'a> {
    /// The changes as typed.
    pub source: &'a Arc<Source>,
    /// Where the line of this change begins.
    pub line: usize,
    /// Where the changes begin in the offsets of the tree.
    pub start: usize,
}

impl Walk<'_> {
    /// A range of the changes, in the offsets of the tree.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.start..range.end + self.start
    }

    /// The value that a handle names; keys that are not there are added.
    pub fn to<'n>(&self, root: &'n mut Node, handle: &Handle) -> Result<&'n mut Node, Box<Problem>> {
        let mut node = root;
        for (step, at) in &handle.steps {
            let at = at.start + self.line..at.end + self.line;
            node = match step {
                Step::Name(name) => self.to_name(node, name, at)?,
                Step::Number(number) => self.to_number(node, *number, at)?,
            };
        }
        Ok(node)
    }

    fn to_name<'n>(
        &self,
        node: &'n mut Node,
        name: &str,
        at: Range<usize>,
    ) -> Result<&'n mut Node, Box<Problem>> {
        expand_coupon(node, name);
        if node.is_null() {
            node.kind = Kind::Map(Vec::new());
        }
        let noun = node.noun();
        match &mut node.kind {
            Kind::Map(entries) => Ok(self.entry(entries, name, at)),
            Kind::List(items) => match items.iter().position(|item| identity(item) == Some(name)) {
                Some(found) => Ok(&mut items[found]),
                None => Err(Box::new(self.no_entry(items, name, at))),
            },
            Kind::Null | Kind::Scalar(_) => {
                let cause = format!("`{}` is looked for in {noun}", shortened(name));
                let problem = Problem::new(Code::PathNowhere, Place::new(self.source, at), cause);
                Err(Box::new(
                    problem
                        .label("there are no keys here")
                        .remedy("end the path a step earlier"),
                ))
            }
        }
    }

    /// The entry of a key; a key that is not there is added.
    fn entry<'n>(&self, entries: &'n mut Vec<Entry>, name: &str, at: Range<usize>) -> &'n mut Node {
        let found = entries.iter().position(|entry| entry.key == name);
        let place = found.unwrap_or_else(|| {
            let span = self.span(at);
            entries.push(Entry {
                key: name.to_owned(),
                key_span: span.clone(),
                value: Node {
                    span,
                    kind: Kind::Null,
                },
            });
            entries.len() - 1
        });
        &mut entries[place].value
    }

    fn to_number<'n>(
        &self,
        node: &'n mut Node,
        number: usize,
        at: Range<usize>,
    ) -> Result<&'n mut Node, Box<Problem>> {
        let noun = node.noun();
        let problem = |cause: String| {
            let place = Place::new(self.source, at);
            let problem = Problem::new(Code::PathNowhere, place, cause).label("no such entry");
            Box::new(problem.remedy("entries of a list are counted from 0"))
        };
        let Kind::List(items) = &mut node.kind else {
            return Err(problem(format!("entry {number} is looked for in {noun}")));
        };
        let count = items.len();
        let found = items.get_mut(number);
        found.ok_or_else(|| {
            problem(format!(
                "the list has {count} entries, the last of which is `[{}]`",
                count.saturating_sub(1)
            ))
        })
    }

    fn no_entry(&self, items: &[Node], name: &str, at: Range<usize>) -> Problem {
        let names: Vec<&str> = items.iter().filter_map(identity).collect();
        let cause = format!("nothing in the list is named `{}`", shortened(name));
        let remedy = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => "give its number in brackets, counted from 0".to_owned(),
            None if names.len() <= LISTED_MAX => format!("the list has {}", listed(&names, "and")),
            None => format!("the list has `{}` and {} more", names[0], names.len() - 1),
        };
        Problem::new(Code::PathNowhere, Place::new(self.source, at), cause)
            .label("no such name")
            .remedy(remedy)
    }

    /// A path that ends before it has reached a value.
    pub fn not_a_value(&self, handle: &Handle, entries: &[Entry]) -> Problem {
        let at = self.line..self.line + handle.to_string().len();
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        let cause = format!(
            "`{}` is a block of keys, not a value",
            shortened(&handle.to_string())
        );
        let remedy = match keys.len() <= LISTED_MAX {
            true => format!("go on to one of {}", listed(&keys, "and")),
            false => "go on to one of its keys".to_owned(),
        };
        Problem::new(Code::PathNowhere, Place::new(self.source, at), cause)
            .label("goes on")
            .remedy(remedy)
    }
}

/// The text by which an entry of a list is known.
pub(super) fn identity(item: &Node) -> Option<&str> {
    let names = ["name", "loan_id", "loan", "measure"];
    names.iter().find_map(|name| item.get(name)?.text())
}

/// The value of a key or named entry, a coupon in one line included.
pub(super) fn named<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match &node.kind {
        Kind::Map(_) => node.get(name),
        Kind::List(items) => items.iter().find(|item| identity(item) == Some(name)),
        Kind::Scalar(text) => literal::long_form(text)
            .is_some_and(|keys| keys.iter().any(|(key, _)| *key == name))
            .then_some(node),
        Kind::Null => None,
    }
}

/// Takes a coupon in one line apart, if a key of its long form is looked for.
fn expand_coupon(node: &mut Node, name: &str) {
    let Some(keys) = node
        .text()
        .filter(|_| is_coupon_key(name))
        .and_then(literal::long_form)
    else {
        return;
    };
    let span = node.span.clone();
    let entry = |(key, text): (&str, String)| Entry {
        key: key.to_owned(),
        key_span: span.clone(),
        value: Node {
            span: span.clone(),
            kind: Kind::Scalar(text),
        },
    };
    node.kind = Kind::Map(keys.into_iter().map(entry).collect());
}

/// The point of a neighbour that touches the point of a tranche which a handle names.
pub(super) fn touching(root: &Node, handle: &Handle) -> Option<(usize, &'static str)> {
    let [(Step::Name(first), _), (which, _), (Step::Name(point), _)] = &handle.steps[..] else {
        return None;
    };
    let other = match point.as_str() {
        "attachment" => "detachment",
        "detachment" => "attachment",
        _ => return None,
    };
    let items = root.get("tranches").filter(|_| first == "tranches")?.items()?;
    let number = |item: &Node, key: &str| literal::decimal(item.get(key)?.text()?).ok();
    let own = match which {
        Step::Name(name) => items.iter().position(|item| identity(item) == Some(name))?,
        Step::Number(number) => *number,
    };
    let at = number(items.get(own)?, point)?;
    let mut others = items.iter().enumerate().filter(|(place, _)| *place != own);
    let found = others.find(|(_, item)| number(item, other) == Some(at));
    found.map(|(place, _)| (place, other))
}

/// Multiplies every number under a value.
pub(super) fn multiply(node: &mut Node, factor: &str, span: Range<usize>) -> Result<(), String> {
    let parsed = literal::decimal(factor).map_err(|fault| fault.cause)?;
    multiply_all(node, parsed, &span)
}

fn multiply_all(node: &mut Node, factor: Decimal, span: &Range<usize>) -> Result<(), String> {
    match &mut node.kind {
        Kind::Null => Err("there is nothing to multiply".to_owned()),
        Kind::Scalar(text) => {
            *text = product(text, factor)?;
            node.span = span.clone();
            Ok(())
        }
        Kind::List(items) => items
            .iter_mut()
            .try_for_each(|item| multiply_all(item, factor, span)),
        Kind::Map(entries) => entries
            .iter_mut()
            .try_for_each(|entry| multiply_all(&mut entry.value, factor, span)),
    }
}

/// A rate, ratio or amount times a factor.
fn product(text: &str, factor: Decimal) -> Result<String, String> {
    let number = text.trim_end_matches(|letter: char| "kmbn".contains(letter));
    let suffix = &text[number.len()..];
    let value = literal::decimal(number).map_err(|fault| fault.cause)?;
    let product = value.checked_mul(factor).ok_or("the product is too large")?;
    Ok(format!(
        "{}{suffix}",
        product.round_dp(crate::rate::PLACES_MAX).normalize()
    ))
}
