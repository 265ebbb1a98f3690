//! How figures were found, for people: a tree of lines, before it is drawn as text or Markdown.

use tranchet_deal::money::Currency;
use tranchet_engine::capital::explanation::{Explanation, How, Node};
use tranchet_engine::capital::position::Bound;
use tranchet_engine::capital::step::{Source, Step, StepValue};
use tranchet_engine::cited::{Citation, Standing};

use crate::tables::steps::figure;

/// A tree with its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// What it explains.
    pub title: String,
    /// The figures, and the rules that did not apply.
    pub lines: Vec<Line>,
}

/// A figure, what is to be said of it, and what it was found from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number, if it was found here.
    pub number: Option<usize>,
    /// The number of the line above that says how it was found.
    pub above: Option<usize>,
    /// Number, name and value; of a leaf its source too.
    pub head: String,
    /// Formula with rounding, text.
    pub details: Vec<String>,
    /// What it was found from.
    pub lines: Vec<Line>,
}

/// The lines of a tree.
pub fn outline(title: impl Into<String>, currency: Currency, tree: &Explanation) -> Outline {
    let writer = Writer { currency };
    let mut lines: Vec<Line> = tree.figures.iter().map(|node| writer.node(node, None)).collect();
    lines.extend(tree.not_applied.iter().map(|step| not_applied(step)));
    Outline {
        title: title.into(),
        lines,
    }
}

struct Writer {
    currency: Currency,
}

impl Writer {
    fn node(&self, node: &Node, reader: Option<&Step>) -> Line {
        let of = node.of.map(|of| format!(" of {of}")).unwrap_or_default();
        let head = format!("{}{of} = {}", node.name, figure(self.currency, node.figure));
        match &node.how {
            How::Above(number) => Line {
                above: Some(*number),
                head: format!("{head}, see {number}"),
                ..Line::default()
            },
            How::Given(source) => Line {
                head: format!("{head}, {}", given(*source, reader)),
                ..Line::default()
            },
            How::Found {
                number,
                step,
                inputs,
                not_applied: set_aside,
            } => {
                let inputs = inputs.iter().map(|input| self.node(input, Some(step)));
                Line {
                    number: Some(*number),
                    head: format!("{number}. {head}{}", binding(step.bound)),
                    details: details(step),
                    above: None,
                    lines: inputs
                        .chain(set_aside.iter().map(|step| not_applied(step)))
                        .collect(),
                }
            }
        }
    }
}

fn details(step: &Step) -> Vec<String> {
    let by = match step.formula {
        Some(formula) if formula.contains(" = ") || step.gives != step.rule => formula.to_owned(),
        Some(formula) => format!("= {formula}"),
        None => String::new(),
    };
    let rule = if step.gives == step.rule { "" } else { step.rule };
    let how = [rule, &by].into_iter().filter(|text| !text.is_empty());
    let how = how.collect::<Vec<_>>().join(": ");
    let how = match step.rounding.name() {
        Some(name) => format!("{how}, rounded {name}"),
        None => how,
    };
    let texts = [how, citation(step.cites)].into_iter();
    texts.filter(|text| !text.is_empty()).collect()
}

fn not_applied(step: &Step) -> Line {
    let why = match step.value {
        StepValue::NotApplicable(reason) => reason,
        StepValue::Is(_) => "it does",
    };
    Line {
        head: format!("{} does not apply: {why}", step.rule),
        details: vec![citation(step.cites)],
        ..Line::default()
    }
}

fn binding(bound: Bound) -> String {
    match bound {
        Bound::None => String::new(),
        Bound::Floor | Bound::Cap | Bound::LookThroughCap | Bound::MaximumCapital => {
            format!(", the {} binds", bound.name())
        }
    }
}

/// Where a leaf comes from.
fn given(source: Source, reader: Option<&Step>) -> String {
    match source {
        Source::Working | Source::Tranche(_) => "as given".to_owned(),
        Source::Tape(columns) => format!("tape: {columns}"),
        Source::Deal(key) => format!("deal: {key}"),
        Source::Scenario(key) => format!("scenario: {key}"),
        Source::Run => "run: what is outstanding".to_owned(),
        Source::Text(text) if reader.is_some_and(|step| step.cites == text) => "by the same text".to_owned(),
        Source::Text(text) => citation(text),
    }
}

/// A text, its version, and how well it is known.
fn citation(text: Citation) -> String {
    match text.standing {
        Standing::Read => format!("{text}, {}", text.standing.name()),
        Standing::ReadWithoutFormula | Standing::Recalled => text.to_string(),
        Standing::Assumed => format!("assumed: {}", text.text),
        Standing::Given => format!("given: {}", text.text),
    }
}
