//! How far figures may lie apart: of every figure, and of those that a path names.
//!
//! A percentage is a share of the first figure; a plain number or basis points are a distance, in the figure's
//! own unit. The path of a figure is that of results (`run.tranches.mezzanine.irr`), or any run of its steps:
//! `irr` means every return, `tranches.mezzanine` every figure of that tranche. Of several paths that fit, the
//! longest counts, then the last.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::file::{Handle, Tolerances};
//! let tolerances = Tolerances::read(&["0.01%".to_owned(), "irr=1bp".to_owned()]).unwrap();
//! let of = |path| tolerances.of(&Handle::parse(path).unwrap());
//! assert!(of("run.bank.costs").allows(dec!(10_000), dec!(10_001)));
//! assert!(!of("run.bank.costs").allows(dec!(10_000), dec!(10_002)));
//! assert!(of("run.tranches.mezzanine.irr").allows(dec!(0.0780), dec!(0.0781)));
//! ```

use std::cell::RefCell;

use rust_decimal::Decimal;

use super::codes::Code;
use super::deal::version;
use super::fields::Fields;
use super::files::InMemory;
use super::literal::{self, Fault};
use super::node::Node;
use super::parsed::Parsed;
use super::path::{Handle, Step, TYPED};
use super::pool::PoolMemory;
use super::problem::{Problem, Problems};
use super::reader::{Collector, Reader};
use super::source::{Place, Source};
use crate::money::Currency;

/// How far one figure may lie from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// A share of the first figure.
    Share(Decimal),
    /// A distance, in the figure's unit.
    Distance(Decimal),
}

impl Tolerance {
    /// Whether `b` is near enough to `a`.
    pub fn allows(self, a: Decimal, b: Decimal) -> bool {
        let room = match self {
            Tolerance::Share(share) => a.abs().checked_mul(share),
            Tolerance::Distance(distance) => Some(distance),
        };
        let apart = b.checked_sub(a).map(|apart| apart.abs());
        a == b || matches!((apart, room), (Some(apart), Some(room)) if apart <= room)
    }
}

/// Tolerances of figures.
#[derive(Clone, Debug)]
pub struct Tolerances {
    every: Tolerance,
    figures: Vec<(Handle, Tolerance)>,
}

impl Default for Tolerances {
    /// Figures must be the same.
    fn default() -> Tolerances {
        Tolerances {
            every: Tolerance::Distance(Decimal::ZERO),
            figures: Vec::new(),
        }
    }
}

impl Tolerances {
    /// Tolerances as typed: `0.01%` for every figure, `PATH=1bp` for some.
    ///
    /// # Errors
    /// The problems of what was typed.
    pub fn read(typed: &[String]) -> Result<Tolerances, Problems> {
        Tolerances::default().with(typed)
    }

    /// These, with those typed in front of them.
    ///
    /// # Errors
    /// The problems of what was typed.
    pub fn with(mut self, typed: &[String]) -> Result<Tolerances, Problems> {
        for text in typed {
            let (path, value) = match text.rsplit_once('=') {
                Some((path, value)) => (Some(path), value),
                None => (None, text.as_str()),
            };
            let value = tolerance(value.trim()).map_err(|fault| of_typed(text, fault))?;
            match path {
                None => self.every = value,
                Some(path) => {
                    let handle = Handle::parse(path).map_err(Problems::from)?;
                    self.figures.push((handle, value));
                }
            }
        }
        Ok(self)
    }

    /// The tolerance of a figure.
    pub fn of(&self, figure: &Handle) -> Tolerance {
        let steps: Vec<&Step> = figure.steps().collect();
        let mut best = (0, self.every);
        for (handle, tolerance) in &self.figures {
            let wanted: Vec<&Step> = handle.steps().collect();
            if wanted.len() >= best.0 && steps.windows(wanted.len()).any(|run| run == wanted) {
                best = (wanted.len(), *tolerance);
            }
        }
        best.1
    }
}

fn of_typed(text: &str, fault: Fault) -> Problems {
    let place = Place::new(&Source::new(TYPED, text), 0..text.len());
    let problem = Problem::new(fault.code, place, fault.cause).label(fault.label);
    vec![problem.remedy(fault.remedy)].into()
}

/// Reads the file of tolerances that lies beside accepted results.
///
/// # Errors
/// Every problem of the file, at once.
pub fn read_tolerances(name: &str, text: &str) -> Result<Tolerances, Problems> {
    let parsed = Parsed::new(name, text)?;
    let (document, found) = parsed.changed(&super::Changes::default());
    let problems = Collector::default();
    problems.know_yaml(&document.source);
    problems.extend(found);
    let (inputs, pools) = (RefCell::default(), PoolMemory::default());
    let reader = Reader {
        source: &document.source,
        problems: &problems,
        currency: Currency::from_code("USD").expect("three capital letters"),
        files: &InMemory::default(),
        inputs: &inputs,
        pools: &pools,
    };
    let tolerances = Fields::of(&reader, &document.root, "the file of tolerances").map(|fields| {
        version(&fields);
        let every = fields.optional("every_figure", |reader, node| reader.literal(node, tolerance));
        let figures = fields.optional("figures", figures);
        fields.finish();
        Tolerances {
            every: every.unwrap_or(Tolerance::Distance(Decimal::ZERO)),
            figures: figures.unwrap_or_default(),
        }
    });
    let problems = problems.finish();
    tolerances.filter(|_| problems.is_empty()).ok_or(problems)
}

fn figures(reader: &Reader<'_>, node: &Node) -> Option<Vec<(Handle, Tolerance)>> {
    let Some(entries) = node.entries() else {
        reader.wrong_shape(node, "a map of keys");
        return None;
    };
    let mut figures = Vec::new();
    for entry in entries {
        let value = reader.literal(&entry.value, tolerance);
        match Handle::parse(&entry.key) {
            Ok(handle) => figures.extend(value.map(|value| (handle, value))),
            Err(found) => {
                let problem = reader.problem(found.code, &entry.key_span, found.cause);
                reader.push(
                    problem
                        .label("here")
                        .remedy("write a path such as `run.bank.costs`, or its end: `costs`"),
                );
            }
        }
    }
    Some(figures)
}

fn tolerance(text: &str) -> Result<Tolerance, Fault> {
    let number = literal::decimal(text)?;
    if number < Decimal::ZERO {
        return Err(Fault {
            code: Code::OutOfRange,
            cause: format!("the tolerance `{text}` is below zero"),
            label: "must not be below zero".to_owned(),
            remedy: "write a share of the figure, `0.01%`, or a distance, `1bp` or `5.00`".to_owned(),
        });
    }
    Ok(match text.ends_with('%') {
        true => Tolerance::Share(number),
        false => Tolerance::Distance(number),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn the_longest_path_that_fits_counts() {
        let text = "tranchet: 1\nevery_figure: 1%\nfigures:\n  irr: 1bp\n  tranches.mezzanine.irr: 5bp\n  tranches.mezzanine: 3\n";
        let tolerances = read_tolerances("tolerances.yaml", text).unwrap();
        let of = |path| tolerances.of(&Handle::parse(path).unwrap());
        assert_eq!(
            of("run.tranches.mezzanine.irr"),
            Tolerance::Distance(dec!(0.0005))
        );
        assert_eq!(
            of("run.tranches.first loss.irr"),
            Tolerance::Distance(dec!(0.0001))
        );
        assert_eq!(of("run.tranches.mezzanine.loss"), Tolerance::Distance(dec!(3)));
        assert_eq!(of("run.bank.costs"), Tolerance::Share(dec!(0.01)));
        assert_eq!(of("irr_of_another.loss"), Tolerance::Share(dec!(0.01)));
    }

    #[test]
    fn a_share_of_nought_is_nought() {
        assert!(Tolerance::Share(dec!(0.5)).allows(dec!(0), dec!(0)));
        assert!(!Tolerance::Share(dec!(0.5)).allows(dec!(0), dec!(0.01)));
        assert!(Tolerance::Share(dec!(0.01)).allows(dec!(-100), dec!(-101)));
        assert!(!Tolerance::Distance(dec!(1)).allows(dec!(-100), dec!(-101.5)));
    }

    #[test]
    fn every_problem_of_the_file_is_shown() {
        let text = "tranchet: 1\nevery: 1%\nfigures: { irr: -1bp, a..b: 1% }\n";
        let problems = read_tolerances("tolerances.yaml", text).unwrap_err();
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code.id()).collect();
        assert_eq!(codes, ["D003", "D108", "D017"]);
        assert!(Tolerances::read(&["irr=much".to_owned()]).is_err());
    }
}
