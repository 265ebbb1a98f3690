//! Paths to values of a deal or scenario, as their YAML reads: `tranches.mezzanine.coupon.spread`.
//!
//! Steps are parted by points. A step is a key, the name of an entry of a list (a tranche, a group, a loan, a
//! measure), or a number in brackets that counts from 0. A name with a point in it stands in double quotes.
//! `deal.` or `scenario.` in front says which file is meant, for keys that both may have. A `*` behind means
//! a multiple of what the file says.
//!
//! ```
//! use tranchet_deal::file::Handle;
//! let handle = Handle::parse("scenario.defaults.annual_rate[2] *").unwrap();
//! assert_eq!(handle.to_string(), "scenario.defaults.annual_rate[2] *");
//! assert!(Handle::parse("tranches..coupon").is_err());
//! ```

use std::fmt;
use std::ops::Range;

use super::codes::Code;
use super::problem::Problem;
use super::source::{Place, Source};

/// The name under which what was typed is shown.
pub(super) const TYPED: &str = "command line";

/// The file that a path leads into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The deal.
    Deal,
    /// The scenario.
    Scenario,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of a map, or the name of an entry of a list.
    Name(String),
    /// An entry of a list, from 0.
    Number(usize),
}

/// A value of a deal or scenario that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    text: String,
    pub(super) scope: Option<Scope>,
    /// Each step with its place in the text.
    pub(super) steps: Vec<(Step, Range<usize>)>,
    pub(super) is_multiple: bool,
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Handle {
    /// Reads a path, with `*` behind it where a multiple is meant.
    ///
    /// # Errors
    /// The problem of a path that has an empty step, an open quote or bracket, or no step at all.
    pub fn parse(text: &str) -> Result<Handle, Box<Problem>> {
        let text = text.trim();
        let path = text.strip_suffix('*').map(str::trim_end);
        let mut steps = steps(path.unwrap_or(text)).map_err(|(at, cause)| {
            let at = at.start.min(text.len())..at.end.min(text.len());
            let place = Place::new(&Source::new(TYPED, text), at);
            let remedy = "write the keys as the file has them, with points between, as in \
                          `tranches.mezzanine.attachment` or `defaults.annual_rate[2]`";
            Box::new(
                Problem::new(Code::PathMalformed, place, cause)
                    .label("here")
                    .remedy(remedy),
            )
        })?;
        let scope = match &steps[0].0 {
            Step::Name(name) if name == "deal" && steps.len() > 1 => Some(Scope::Deal),
            Step::Name(name) if name == "scenario" && steps.len() > 1 => Some(Scope::Scenario),
            Step::Name(_) | Step::Number(_) => None,
        };
        if scope.is_some() {
            steps.remove(0);
        }
        Ok(Handle {
            text: text.to_owned(),
            scope,
            steps,
            is_multiple: path.is_some(),
        })
    }

    /// Its steps, without `deal` or `scenario` in front.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().map(|(step, _)| step)
    }

    /// The file that it leads into, once that is known.
    pub fn scope(&self) -> Option<Scope> {
        self.scope
    }

    /// Whether it means a multiple of what the file says.
    pub fn is_multiple(&self) -> bool {
        self.is_multiple
    }

    /// Its last key, which says what kind of value it is.
    pub fn last_key(&self) -> &str {
        let names = self.steps.iter().rev().filter_map(|(step, _)| match step {
            Step::Name(name) => Some(name.as_str()),
            Step::Number(_) => None,
        });
        names.into_iter().next().unwrap_or_default()
    }
}

/// A name as a step of a path, in quotes where it has a point or bracket in it.
pub fn as_step(name: &str) -> String {
    match name.contains(['.', '[']) {
        true => format!("\"{name}\""),
        false => name.to_owned(),
    }
}

type Malformed = (Range<usize>, String);

fn steps(text: &str) -> Result<Vec<(Step, Range<usize>)>, Malformed> {
    let mut steps = Vec::new();
    let mut at = 0;
    loop {
        at = name(text, at, &mut steps)?;
        while text[at..].starts_with('[') {
            at = number(text, at, &mut steps)?;
        }
        match text[at..].chars().next() {
            None => return Ok(steps),
            Some('.') => at += 1,
            Some(other) => {
                return Err((
                    at..at + other.len_utf8(),
                    "a step of the path ends oddly".to_owned(),
                ));
            }
        }
    }
}

/// Reads a key or name, in quotes or not; the offset behind it.
fn name(text: &str, at: usize, into: &mut Vec<(Step, Range<usize>)>) -> Result<usize, Malformed> {
    let rest = &text[at..];
    let (word, end) = match rest.strip_prefix('"') {
        Some(quoted) => {
            let length = quoted.find('"');
            let length = length.ok_or_else(|| (at..text.len(), "a quote is not closed".to_owned()))?;
            (&quoted[..length], at + length + 2)
        }
        None => {
            let length = rest.find(['.', '[']).unwrap_or(rest.len());
            (&rest[..length], at + length)
        }
    };
    if word.trim().is_empty() {
        return Err((at..end.max(at + 1), "the path has an empty step".to_owned()));
    }
    into.push((Step::Name(word.trim().to_owned()), at..end));
    Ok(end)
}

/// Reads `[2]`; the offset behind it.
fn number(text: &str, at: usize, into: &mut Vec<(Step, Range<usize>)>) -> Result<usize, Malformed> {
    let length = text[at..].find(']');
    let end = at + length.ok_or_else(|| (at..text.len(), "a bracket is not closed".to_owned()))? + 1;
    let number = text[at + 1..end - 1].trim().parse();
    let number = number.map_err(|_| {
        (
            at..end,
            "an entry of a list is counted from 0, as in `[2]`".to_owned(),
        )
    })?;
    into.push((Step::Number(number), at..end));
    Ok(end)
}
