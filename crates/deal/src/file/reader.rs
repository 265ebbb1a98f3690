//! Where problems are collected, and the values of a file read from its tree.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::codes::Code;
use super::files::{Files, Input};
use super::literal::{self, Fault};
use super::node::Node;
use super::pool::PoolMemory;
use super::problem::{Problem, Problems};
use super::source::{Place, Source};
use crate::money::{Currency, Money};
use crate::rate::{Rate, Ratio};

/// How many problems of one code in one YAML file are shown.
const SHOWN_IN_YAML: usize = 100;

/// How many problems of one code in one tape or curve are shown.
const SHOWN_IN_ROWS: usize = 3;

/// Problems of several files, bounded in number.
#[derive(Default)]
pub(super) struct Collector {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    sources: Vec<(Arc<Source>, usize)>,
    list: Vec<Problem>,
    counts: HashMap<(usize, Code), Count>,
}

/// How many problems of a code a source has, and where in the list the last one shown is.
#[derive(Default)]
struct Count {
    all: usize,
    last_shown: usize,
}

impl Collector {
    /// Makes a source known, in the order of which problems are sorted.
    pub fn know(&self, source: &Arc<Source>, shown: usize) {
        self.state.borrow_mut().sources.push((Arc::clone(source), shown));
    }

    pub fn know_yaml(&self, source: &Arc<Source>) {
        self.know(source, SHOWN_IN_YAML);
    }

    pub fn know_rows(&self, source: &Arc<Source>) {
        self.know(source, SHOWN_IN_ROWS);
    }

    /// Adds a problem; beyond what is shown of its code in its file, it is only counted.
    pub fn push(&self, problem: Problem) {
        let state = &mut *self.state.borrow_mut();
        let same = |(known, _): &(Arc<Source>, usize)| Arc::ptr_eq(known, &problem.place.source);
        let index = state.sources.iter().position(same).unwrap_or(usize::MAX);
        let limit = state
            .sources
            .get(index)
            .map_or(SHOWN_IN_YAML, |(_, shown)| *shown);
        let count = state.counts.entry((index, problem.code)).or_default();
        count.all += 1;
        if count.all <= limit {
            count.last_shown = state.list.len();
            state.list.push(problem);
        } else {
            state.list[count.last_shown].more += 1;
        }
    }

    pub fn extend(&self, problems: Vec<Problem>) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }

    /// How many problems there are so far.
    pub fn len(&self) -> usize {
        self.state.borrow().list.len()
    }

    /// Every problem, in order.
    pub fn finish(self) -> Problems {
        let state = self.state.into_inner();
        let sources: Vec<Arc<Source>> = state.sources.into_iter().map(|(source, _)| source).collect();
        Problems::sorted(state.list, &sources)
    }
}

/// One file being read.
pub(super) struct Reader<'a> {
    pub source: &'a Arc<Source>,
    pub problems: &'a Collector,
    /// The currency of its amounts.
    pub currency: Currency,
    /// Files that it names.
    pub files: &'a dyn Files,
    /// Every file read so far.
    pub inputs: &'a RefCell<Vec<Input>>,
    /// Pools read before.
    pub pools: &'a PoolMemory,
}

impl<'a> Reader<'a> {
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::new(self.source, span)
    }

    pub fn problem(&self, code: Code, span: &Range<usize>, cause: impl Into<String>) -> Problem {
        Problem::new(code, self.place(span.clone()), cause)
    }

    pub fn push(&self, problem: Problem) {
        self.problems.push(problem);
    }

    pub fn fault(&self, span: &Range<usize>, fault: Fault) {
        let problem = self.problem(fault.code, span, fault.cause);
        self.push(problem.label(fault.label).remedy(fault.remedy));
    }

    /// The text of a single value.
    pub fn scalar<'n>(&self, node: &'n Node) -> Option<&'n str> {
        let text = node.text();
        if text.is_none() {
            self.wrong_shape(node, "a single value");
        }
        text
    }

    /// A literal, read by `parse`.
    pub fn literal<T>(&self, node: &Node, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        let text = self.scalar(node)?;
        parse(text).map_err(|fault| self.fault(&node.span, fault)).ok()
    }

    /// A list of at least one item; a single value counts as a list of one.
    pub fn list<T>(&self, node: &Node, read: impl Fn(&Self, &Node) -> Option<T>) -> Option<Vec<T>> {
        let items = match node.items() {
            Some(items) => items,
            None => std::slice::from_ref(node),
        };
        if items.is_empty() {
            let problem = self.problem(Code::EmptyList, &node.span, "the list is empty");
            self.push(
                problem
                    .label("nothing in it")
                    .remedy("add an entry, or leave the key out"),
            );
        }
        let read: Vec<Option<T>> = items.iter().map(|item| read(self, item)).collect();
        read.into_iter()
            .collect::<Option<Vec<T>>>()
            .filter(|list| !list.is_empty())
    }

    /// The items of a list, which may be empty.
    pub fn items<'n>(&self, node: &'n Node) -> Option<&'n [Node]> {
        let items = node.items();
        if items.is_none() {
            self.wrong_shape(node, "a list");
        }
        items
    }

    pub fn wrong_shape(&self, node: &Node, expected: &str) {
        let cause = format!("expected {expected}, found {}", node.noun());
        let remedy = match expected {
            "a list" => "write the entries as `[ a, b ]`, or on lines of their own that begin with `- `",
            "a map of keys" => "write `{ key: value }`, or indented lines `key: value`",
            _ => "write one value after the colon",
        };
        let problem = self.problem(Code::WrongShape, &node.span, cause);
        self.push(problem.label(format!("not {expected}")).remedy(remedy));
    }
}

/// Readers of single values, to be named where a key is asked for.
impl Reader<'_> {
    pub fn name(&self, node: &Node) -> Option<String> {
        self.literal(node, literal::name)
    }

    pub fn date(&self, node: &Node) -> Option<NaiveDate> {
        self.literal(node, literal::date)
    }

    pub fn share(&self, node: &Node) -> Option<Ratio> {
        self.literal(node, literal::share)
    }

    /// A rate from 0 % to 100 %.
    pub fn share_rate(&self, node: &Node) -> Option<Rate> {
        self.share(node).map(|share| Rate(share.0))
    }

    pub fn rate(&self, node: &Node) -> Option<Rate> {
        self.literal(node, literal::rate)
    }

    pub fn boolean(&self, node: &Node) -> Option<bool> {
        self.literal(node, literal::boolean)
    }

    pub fn money(&self, node: &Node) -> Option<Money> {
        self.literal(node, |text| literal::money(text, self.currency))
    }
}
