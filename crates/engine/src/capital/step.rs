//! What a rule leaves behind: each number with its inputs and citation, so that nothing is computed twice to explain it.

use std::ops::Deref;

use tranchet_deal::money::Money;

use crate::capital::position::{Bound, Position};
use crate::cited::{Citation, Cited, Standing};

/// A number or an amount in a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A pure number: a ratio, a risk weight, a parameter.
    Number(f64),
    /// An amount in the deal's currency.
    Amount(Money),
}

impl From<f64> for Figure {
    fn from(number: f64) -> Figure {
        Figure::Number(number)
    }
}

impl From<Money> for Figure {
    fn from(amount: Money) -> Figure {
        Figure::Amount(amount)
    }
}

/// Where a figure that a step reads comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The last earlier step of the same working, or of the deal's, that gives the input's name or, without one, the caller.
    Working,
    /// The last step that gives the name in the working of the tranche at this place in the deal.
    Tranche(usize),
    /// These columns of the tape.
    Tape(&'static str),
    /// This key of the deal file.
    Deal(&'static str),
    /// This key of the scenario file.
    Scenario(&'static str),
    /// Balances that the run left.
    Run,
    /// A number that a text gives.
    Text(Citation),
}

impl Source {
    /// The place of the tranche whose figure it is, if it is one's.
    pub fn tranche(self) -> Option<usize> {
        match self {
            Source::Tranche(place) => Some(place),
            Source::Working
            | Source::Tape(_)
            | Source::Deal(_)
            | Source::Scenario(_)
            | Source::Run
            | Source::Text(_) => None,
        }
    }
}

/// What a step reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// Its name, in the text's words or symbol.
    pub name: &'static str,
    /// What it is.
    pub figure: Figure,
    /// Where it comes from.
    pub source: Source,
}

impl Input {
    /// An input that an earlier step found, or the caller gave.
    pub fn of(name: &'static str, figure: impl Into<Figure>) -> Input {
        Input {
            name,
            figure: figure.into(),
            source: Source::Working,
        }
    }

    /// A number that a text gives.
    pub fn cited(name: &'static str, number: Cited<f64>) -> Input {
        Input::of(name, number.value).from(Source::Text(number.citation))
    }

    /// The same, from this source.
    #[must_use]
    pub fn from(self, source: Source) -> Input {
        Input { source, ..self }
    }
}

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StepValue {
    /// The rule gave this.
    Is(Figure),
    /// The rule does not apply, for this reason.
    NotApplicable(&'static str),
}

/// How a value was rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// It was not, or a sum of amounts that were.
    #[default]
    None,
    /// Once, here, half to even to the minor unit.
    HalfToEven,
}

impl Rounding {
    /// How it is said in explanations and JSON; nothing where nothing was rounded.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Rounding::None => None,
            Rounding::HalfToEven => Some("half to even to the minor unit"),
        }
    }
}

/// One number, how it was found, and the text that says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What was found, in the text's words or symbol: `K_A`, `floor`, `look-through cap`.
    pub rule: &'static str,
    /// The name by which later steps read it: mostly the same, but a floor gives a `risk weight`.
    pub gives: &'static str,
    /// The text, and how well it is known.
    pub cites: Citation,
    /// How, in the text's symbols: `K_A = (1 - W) K_SA + 0.5 W`; none where the value is the only input.
    pub formula: Option<&'static str>,
    /// What it was found from, in the order of the formula.
    pub inputs: Vec<Input>,
    /// What it came to.
    pub value: StepValue,
    /// How that was rounded.
    pub rounding: Rounding,
    /// The limit that bound, if the step sets one and it did.
    pub bound: Bound,
}

impl Step {
    /// A step that gave a figure.
    pub fn of(rule: &'static str, cites: Citation, inputs: &[Input], value: impl Into<Figure>) -> Step {
        Step {
            rule,
            gives: rule,
            cites,
            formula: None,
            inputs: inputs.to_vec(),
            value: StepValue::Is(value.into()),
            rounding: Rounding::None,
            bound: Bound::None,
        }
    }

    /// A step that says why a rule does not apply.
    pub fn not_applicable(rule: &'static str, why: NotApplicable) -> Step {
        Step {
            rule,
            gives: rule,
            cites: why.cites,
            formula: None,
            inputs: Vec::new(),
            value: StepValue::NotApplicable(why.reason),
            rounding: Rounding::None,
            bound: Bound::None,
        }
    }

    /// The same, with its formula in the text's symbols.
    #[must_use]
    pub fn by(self, formula: &'static str) -> Step {
        Step {
            formula: Some(formula),
            ..self
        }
    }

    /// The same, read by later steps under this name.
    #[must_use]
    pub fn giving(self, gives: &'static str) -> Step {
        Step { gives, ..self }
    }

    /// The same, of an amount that was rounded here.
    #[must_use]
    pub fn rounded(self) -> Step {
        Step {
            rounding: Rounding::HalfToEven,
            ..self
        }
    }

    /// The same, standing on this limit.
    #[must_use]
    pub fn bound_by(self, bound: Bound) -> Step {
        Step { bound, ..self }
    }

    /// How well the text behind the step is known.
    pub fn standing(&self) -> Standing {
        self.cites.standing
    }
}

/// The steps behind a position's weight; none are kept, nor made, where nobody asks how it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps(Option<Vec<Step>>);

impl Steps {
    /// Room for the steps that most positions leave.
    const ROOM: usize = 8;

    /// None yet, of a position.
    pub(super) fn of(position: &Position) -> Steps {
        Steps(position.explained.then(|| Vec::with_capacity(Steps::ROOM)))
    }

    /// Adds a step.
    pub(super) fn add(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.0 {
            steps.push(step());
        }
    }

    /// Adds those that came after.
    pub(super) fn append(&mut self, later: Steps) {
        if let (Some(steps), Some(mut later)) = (&mut self.0, later.0) {
            steps.append(&mut later);
        }
    }
}

impl From<Vec<Step>> for Steps {
    fn from(steps: Vec<Step>) -> Steps {
        Steps(Some(steps))
    }
}

impl Deref for Steps {
    type Target = [Step];

    fn deref(&self) -> &[Step] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl IntoIterator for Steps {
    type Item = Step;
    type IntoIter = std::vec::IntoIter<Step>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.unwrap_or_default().into_iter()
    }
}

/// Why a rule does not apply, with its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotApplicable {
    /// The reason, in lower case.
    pub reason: &'static str,
    /// The article.
    pub cites: Citation,
}

/// Why something was done, with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The reason, in lower case.
    pub text: &'static str,
    /// The text.
    pub cites: Citation,
}

/// What a rule says of a case: a result, or the article by which it does not apply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer<T> {
    /// The rule applies and gives this.
    Applies(T),
    /// It does not apply.
    NotApplicable(NotApplicable),
}
