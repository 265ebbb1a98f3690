//! Problems of the input: what is wrong, where, and what to do about it.

use std::fmt;
use std::sync::Arc;

use super::codes::Code;
use super::document::Document;
use super::render;
use super::source::{Place, Source};

/// Whether a problem stops the reading of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing can be computed from the file.
    Error,
    /// The file can be used, and something in it looks unintended.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One problem of the input.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which kind of problem it is.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in lower case, without a full stop.
    pub cause: String,
    /// A word or two under the excerpt.
    pub label: String,
    /// What to do about it.
    pub remedy: String,
    /// Other places that matter, each with a label.
    pub context: Vec<(Place, String)>,
    /// How many further problems of this code in this file are not shown.
    pub more: usize,
}

impl Problem {
    /// A problem at a place.
    pub fn new(code: Code, place: Place, cause: impl Into<String>) -> Problem {
        Problem {
            code,
            place,
            cause: cause.into(),
            label: String::new(),
            remedy: String::new(),
            context: Vec::new(),
            more: 0,
        }
    }

    /// A problem at a path such as `tranches[1].coupon` of a file, or at the nearest block around it.
    pub fn at(
        document: &Document,
        path: &str,
        code: Code,
        cause: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        Problem::new(code, document.place(path), cause).remedy(remedy)
    }

    /// With a label under the excerpt.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Problem {
        self.label = label.into();
        self
    }

    /// With what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Problem {
        self.remedy = remedy.into();
        self
    }

    /// With another place that matters.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Problem {
        self.context.push((place, label.into()));
        self
    }

    /// Whether it stops the reading of a file.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The name of the file it is in.
    pub fn file(&self) -> &str {
        self.place.source.name()
    }

    /// Line and column, both counted from 1.
    pub fn line_column(&self) -> (usize, usize) {
        self.place.line_column()
    }
}

impl fmt::Display for Problem {
    /// As a compiler shows it: code, cause, excerpt, remedy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render::plain(self))
    }
}

/// Every problem found, by file in the order of reading, then by place.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// These problems, put in order; files come in the order of `sources`.
    pub fn sorted(mut list: Vec<Problem>, sources: &[Arc<Source>]) -> Problems {
        let rank = |problem: &Problem| {
            let source = &problem.place.source;
            sources
                .iter()
                .position(|known| Arc::ptr_eq(known, source))
                .unwrap_or(sources.len())
        };
        list.sort_by_key(|problem| (rank(problem), problem.place.span.start, problem.code));
        Problems { list }
    }

    /// The problems in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity, those not shown included.
    pub fn count(&self, severity: Severity) -> usize {
        let of_it = self.list.iter().filter(|problem| problem.severity() == severity);
        of_it.map(|problem| 1 + problem.more).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// These, then others.
    pub fn extend(&mut self, others: Problems) {
        self.list.extend(others.list);
    }
}

impl From<Vec<Problem>> for Problems {
    fn from(list: Vec<Problem>) -> Problems {
        Problems { list }
    }
}

impl fmt::Display for Problems {
    /// Every problem as a compiler shows it, then how many there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.list {
            writeln!(f, "{problem}\n")?;
        }
        write!(f, "{}", render::summary(self))
    }
}

impl std::error::Error for Problems {}
