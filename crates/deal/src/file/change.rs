//! Changes of a deal or scenario before it is resolved, such as `tranches.mezzanine.attachment=8%`.
//!
//! A change replaces a value in the tree of the file; what is then resolved is validated as any file is, and a
//! problem with a changed value shows the change itself. `PATH=VALUE` puts a value in place of what is there, a
//! list of numbers included; `PATH * FACTOR` multiplies every number that the path leads to. A key that the file
//! does not have is added. A coupon in one line is taken apart, so that `coupon.spread` can be reached.
//!
//! The points of a tranche move together with its neighbours': where the `detachment` of one tranche is the
//! `attachment` of the next, changing either changes both, so that the stack stays a partition of the pool.

use std::sync::Arc;

use super::codes::Code;
use super::node::{Entry, Kind, Node};
use super::parsed::{Parsed, value};
use super::path::{Handle, Scope, Step, TYPED};
use super::problem::{Problem, Problems};
use super::source::{Place, Source};
use super::walk::{Walk, multiply, touching};

/// What is changed in a deal or in a scenario.
#[derive(Clone, Debug)]
pub struct Changes {
    list: Vec<(Handle, String)>,
    /// The changes as typed, one a line.
    source: Arc<Source>,
}

impl Default for Changes {
    fn default() -> Changes {
        Changes::new(Vec::new())
    }
}

impl Changes {
    /// These values at these handles, made in this order.
    pub fn new(list: Vec<(Handle, String)>) -> Changes {
        let lines: Vec<String> = list.iter().map(|(handle, value)| line(handle, value)).collect();
        Changes {
            source: Source::new(TYPED, lines.join("\n")),
            list,
        }
    }

    /// `PATH=VALUE` or `PATH * FACTOR`, as typed.
    ///
    /// # Errors
    /// The problem of a text that is neither, or of its path.
    pub fn read(text: &str) -> Result<(Handle, String), Box<Problem>> {
        let (path, value) = split(text).ok_or_else(|| {
            let place = Place::new(&Source::new(TYPED, text), 0..text.len());
            let remedy = "write `tranches.mezzanine.attachment=8%`, or `defaults.annual_rate * 1.5`";
            Box::new(
                Problem::new(Code::PathMalformed, place, "a change has a path and a value").remedy(remedy),
            )
        })?;
        Ok((Handle::parse(path)?, value.trim().to_owned()))
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Each change as typed.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.source.text().lines()
    }

    /// These, then one more.
    #[must_use]
    pub fn and(&self, more: Vec<(Handle, String)>) -> Changes {
        Changes::new(self.list.iter().cloned().chain(more).collect())
    }

    /// Those of a deal, and those of its scenarios.
    pub fn parted(&self) -> (Changes, Changes) {
        let list = self.list.iter().cloned();
        let (scenario, deal) = list.partition(|(handle, _)| handle.scope == Some(Scope::Scenario));
        (Changes::new(deal), Changes::new(scenario))
    }

    pub(super) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Makes each change in a tree whose changes begin at an offset; says what stood in the way.
    pub(super) fn apply(&self, root: &mut Node, start: usize) -> Vec<Problem> {
        let mut line_start = 0;
        let mut problems = Vec::new();
        for (handle, value) in &self.list {
            let line = line(handle, value);
            let walk = Walk {
                source: &self.source,
                line: line_start,
                start,
            };
            let value_at = line_start + line.len() - value.len();
            if let Err(problem) = change(root, handle, (value, value_at), &walk) {
                problems.push(*problem);
            }
            line_start += line.len() + 1;
        }
        problems
    }
}

fn line(handle: &Handle, value: &str) -> String {
    let join = if handle.is_multiple { " " } else { "=" };
    format!("{handle}{join}{}", value.replace(['\n', '\r'], " "))
}

/// The path, with its `*` where it has one, and the value.
fn split(text: &str) -> Option<(&str, &str)> {
    let equals = text.find('=');
    if let Some(star) = text.find('*')
        && equals.is_none_or(|equals| text[star + 1..equals.max(star + 1)].trim().is_empty())
    {
        let value = text[star + 1..].trim_start();
        return Some((&text[..=star], value.strip_prefix('=').unwrap_or(value)));
    }
    equals.map(|at| (&text[..at], &text[at + 1..]))
}

fn change(
    root: &mut Node,
    handle: &Handle,
    (text, at): (&str, usize),
    walk: &Walk<'_>,
) -> Result<(), Box<Problem>> {
    let touched = if handle.is_multiple {
        None
    } else {
        touching(root, handle)
    };
    let node = walk.to(root, handle)?;
    if handle.is_multiple {
        return multiply(node, text, walk.span(at..at + text.len())).map_err(|cause| {
            let place = Place::new(walk.source, at..at + text.len());
            let remedy = "write a number behind `*`, and a path to rates, ratios or amounts before it";
            Box::new(Problem::new(Code::PathNowhere, place, cause).remedy(remedy))
        });
    }
    let kind = value(text, walk.source, at)?;
    if let (Some(entries), Kind::Scalar(_)) = (node.entries(), &kind)
        && !entries.is_empty()
    {
        return Err(Box::new(walk.not_a_value(handle, entries)));
    }
    *node = Node {
        span: walk.span(at..at + text.len()),
        kind,
    };
    let changed = node.clone();
    if let Some((tranche, key)) = touched {
        let entry = root.tranche_entry(tranche, key);
        if let Some(entry) = entry {
            entry.value = changed;
        }
    }
    Ok(())
}

impl Node {
    /// A key of a tranche of the deal, by its number in the file.
    fn tranche_entry(&mut self, tranche: usize, key: &str) -> Option<&mut Entry> {
        let tranches = self.entry_mut("tranches")?;
        let Kind::List(items) = &mut tranches.value.kind else {
            return None;
        };
        items.get_mut(tranche)?.entry_mut(key)
    }

    /// The entry of a key of a map.
    pub(super) fn entry_mut(&mut self, key: &str) -> Option<&mut Entry> {
        let Kind::Map(entries) = &mut self.kind else {
            return None;
        };
        entries.iter_mut().find(|entry| entry.key == key)
    }
}

/// Top-level keys of a deal.
const DEAL: [&str; 17] = [
    "tranchet",
    "name",
    "currency",
    "closing",
    "scheduled_maturity",
    "legal_final_maturity",
    "payments",
    "pool",
    "tranches",
    "amortisation",
    "excess_spread",
    "replenishment",
    "calls",
    "capital",
    "bank",
    "costs",
    "fx",
];

/// Top-level keys of a scenario.
const SCENARIO: [&str; 13] = [
    "tranchet",
    "name",
    "defaults",
    "loss",
    "prepayment",
    "rates",
    "calls",
    "replenishment",
    "removals",
    "downgrades",
    "collateral",
    "delinquency",
    "factor_model",
];

impl Handle {
    /// The same, with the file that it leads into: the one that has the value, or else the one that has the
    /// first key, or else the one that may have it.
    ///
    /// # Errors
    /// The problem of a path that both files have.
    pub fn within(mut self, deal: &Parsed, scenarios: &[Parsed]) -> Result<Handle, Box<Problem>> {
        if self.scope.is_some() {
            return Ok(self);
        }
        let has = |parsed: &Parsed, steps: usize| reaches(parsed.root(), &self.steps[..steps]);
        for steps in [self.steps.len(), 1] {
            match (
                has(deal, steps),
                scenarios.iter().any(|scenario| has(scenario, steps)),
            ) {
                (true, true) => return Err(Box::new(self.in_both())),
                (true, false) => self.scope = Some(Scope::Deal),
                (false, true) => self.scope = Some(Scope::Scenario),
                (false, false) => continue,
            }
            return Ok(self);
        }
        let first =
            |keys: &[&str]| matches!(&self.steps[0].0, Step::Name(name) if keys.contains(&name.as_str()));
        self.scope = Some(match (first(&DEAL), first(&SCENARIO)) {
            (true, true) => return Err(Box::new(self.in_both())),
            (false, true) => Scope::Scenario,
            (true, false) => Scope::Deal,
            (false, false) => self.nearest_scope(),
        });
        Ok(self)
    }

    /// The file that has a key like the first one, so that the problem with it can name that key.
    fn nearest_scope(&self) -> Scope {
        let Step::Name(name) = &self.steps[0].0 else {
            return Scope::Deal;
        };
        let near = |keys: &[&'static str]| super::words::nearest(name, keys.iter().copied()).is_some();
        match near(&SCENARIO) && !near(&DEAL) {
            true => Scope::Scenario,
            false => Scope::Deal,
        }
    }

    fn in_both(&self) -> Problem {
        let text = self.to_string();
        let cause = format!("the deal and the scenario may both have `{text}`");
        let place = Place::new(&Source::new(TYPED, text.as_str()), 0..text.len());
        Problem::new(Code::PathNowhere, place, cause)
            .label("of which file")
            .remedy(format!("write `deal.{text}` or `scenario.{text}`"))
    }
}

/// Whether a tree has a value at these steps; a coupon in one line has what it says.
fn reaches(root: &Node, steps: &[(Step, std::ops::Range<usize>)]) -> bool {
    let mut node = root;
    for (step, _) in steps {
        let next = match step {
            Step::Name(name) => super::walk::named(node, name),
            Step::Number(number) => node.items().and_then(|items| items.get(*number)),
        };
        match next {
            Some(next) => node = next,
            None => return false,
        }
    }
    true
}

impl From<Box<Problem>> for Problems {
    fn from(problem: Box<Problem>) -> Problems {
        Problems::from(vec![*problem])
    }
}
