//! A figure of a deal held against a limit: a test of law, an indicator, or a condition of a treatment.
//!
//! Figures are decimals, so that a figure exactly at its limit is at it.

use rust_decimal::Decimal;
pub use tranchet_deal::criterion::Limit;

use crate::capital::number::to_f64;
use crate::capital::step::{Input, NotApplicable, Step};
use crate::cited::{Citation, Cited};

/// What a check measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A part of a whole, shown in per cent.
    Share,
    /// A ratio of two figures, or a number of things.
    Number,
    /// A length of time.
    Years,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The figure is within its limit.
    Passed,
    /// It is not.
    Failed,
    /// It cannot be said, because something is not known.
    Undecided,
    /// There is nothing to check in this deal.
    NotApplicable,
    /// It is for others to decide; nothing is calculated.
    NotCalculated,
}

impl Outcome {
    /// Whether it passed; none where that is not decided.
    pub fn passed(self) -> Option<bool> {
        match self {
            Outcome::Passed => Some(true),
            Outcome::Failed => Some(false),
            Outcome::Undecided | Outcome::NotApplicable | Outcome::NotCalculated => None,
        }
    }

    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Undecided => "undecided",
            Outcome::NotApplicable => "not applicable",
            Outcome::NotCalculated => "not calculated",
        }
    }
}

/// A figure held against a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What is checked.
    pub name: &'static str,
    /// The text.
    pub cites: Citation,
    /// In what the figure and its limit are measured.
    pub unit: Unit,
    /// The figure, where it can be found.
    pub value: Option<Decimal>,
    /// Its limit, where there is one.
    pub limit: Option<Limit>,
    /// What came of it.
    pub outcome: Outcome,
    /// Why, where the figure and its limit do not say so.
    pub because: Option<&'static str>,
    /// What the figure was found from.
    pub inputs: Vec<Input>,
    /// How, in the text's words.
    pub formula: Option<&'static str>,
}

impl Check {
    /// A check without a figure.
    pub fn without_figure(
        name: &'static str,
        cites: Citation,
        outcome: Outcome,
        because: &'static str,
    ) -> Check {
        Check {
            name,
            cites,
            unit: Unit::Share,
            value: None,
            limit: None,
            outcome,
            because: Some(because),
            inputs: Vec::new(),
            formula: None,
        }
    }

    /// A figure against its limit.
    pub fn of(name: &'static str, cites: Citation, value: Decimal, limit: Limit) -> Check {
        let outcome = if limit.keeps(value) {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        Check {
            value: Some(value),
            limit: Some(limit),
            outcome,
            because: None,
            ..Check::without_figure(name, cites, outcome, "")
        }
    }

    /// A figure that may be at most what a text says.
    pub fn at_most(name: &'static str, limit: Cited<Decimal>, value: Decimal) -> Check {
        Check::of(name, limit.citation, value, Limit::AtMost(limit.value))
    }

    /// A figure that must be at least what a text says.
    pub fn at_least(name: &'static str, limit: Cited<Decimal>, value: Decimal) -> Check {
        Check::of(name, limit.citation, value, Limit::AtLeast(limit.value))
    }

    /// The same, measured in this.
    #[must_use]
    pub fn in_unit(self, unit: Unit) -> Check {
        Check { unit, ..self }
    }

    /// The same figure with another outcome, for this reason.
    #[must_use]
    pub fn but(self, outcome: Outcome, because: &'static str) -> Check {
        Check {
            outcome,
            because: Some(because),
            ..self
        }
    }

    /// The same, with what the figure was found from.
    #[must_use]
    pub fn from(self, inputs: Vec<Input>, formula: &'static str) -> Check {
        Check {
            inputs,
            formula: Some(formula),
            ..self
        }
    }

    /// The check as a step of the calculation.
    pub fn step(&self) -> Step {
        let Some(value) = self.value else {
            let reason = self.because.unwrap_or_default();
            let cites = self.cites;
            return Step::not_applicable(self.name, NotApplicable { reason, cites });
        };
        let limit = self.limit.map(|limit| {
            Input::of("limit", to_f64(limit.level())).from(crate::capital::step::Source::Text(self.cites))
        });
        let inputs: Vec<Input> = self.inputs.iter().copied().chain(limit).collect();
        let step = Step::of(self.name, self.cites, &inputs, to_f64(value));
        match self.formula {
            Some(formula) => step.by(formula),
            None => step,
        }
    }
}
