//! Figures by name: one number, date or word of a result, for grids and for what is solved.
//!
//! A figure of the deal is named by its words (`relief`, `cost per capital`), one of a tranche by its words and
//! the tranche (`irr of mezzanine`); any other is a path into the JSON document of `run` or `capital`
//! (`run.bank.costs`, `capital.us.relief.capital`, `run.periods[3].pool.loss`). Spaces, `_` and `-` are the same.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::words::nearest_few;
use tranchet_deal::file::{Handle, Problems, Step};
use tranchet_deal::money::Currency;
use tranchet_engine::capital::Capital;
use tranchet_engine::outcome::Outcome;
use tranchet_engine::relief::ReliefThroughLife;
use tranchet_engine::returns::{BankReturns, TrancheReturns};

use crate::table::Cell;

mod names;

pub use names::{OF_DEAL, OF_TRANCHE};

/// What figures are read from; each part is calculated when a figure first asks for it.
pub trait Results {
    /// The deal.
    fn deal(&self) -> &Deal;
    /// Capital at closing under the deal's regime.
    ///
    /// # Errors
    /// Why there is none; so for every part.
    fn closing(&self) -> Result<&Capital, Problems>;
    /// The run.
    ///
    /// # Errors
    /// Why there is none.
    fn outcome(&self) -> Result<&Outcome, Problems>;
    /// Returns of the tranches, senior first.
    ///
    /// # Errors
    /// Why there are none.
    fn tranches(&self) -> Result<&[TrancheReturns], Problems>;
    /// What it costs the bank.
    ///
    /// # Errors
    /// Why there is no answer.
    fn bank(&self) -> Result<&BankReturns, Problems>;
    /// Relief through life.
    ///
    /// # Errors
    /// Why there is none.
    fn life(&self) -> Result<&ReliefThroughLife, Problems>;
    /// A scenario of the document of `run`, or a regime of the document of `capital`.
    ///
    /// # Errors
    /// Why there is none.
    fn document(&self, of: &Document) -> Result<Value, Problems>;
}

/// A document that a path leads into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// That of `run`.
    Run,
    /// That of `capital` under a regime, or the deal's own.
    Capital(Option<String>),
}

/// A figure by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    text: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Its place in [`OF_DEAL`].
    OfDeal(usize),
    /// Its place in [`OF_TRANCHE`], and the tranche's name.
    OfTranche(usize, String),
    Path(Document, Vec<Step>),
}

/// Why a figure has no value.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoFigure {
    /// What it is read from has problems.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// The document has nothing at the path.
    #[error("{0}")]
    Nowhere(String),
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Figure {
    /// The figure of a deal with a name.
    ///
    /// # Errors
    /// That there is none, with the names that are like it.
    pub fn parse(text: &str, deal: &Deal) -> Result<Figure, String> {
        let text = text.trim();
        let kind = match text.split_once('.') {
            Some(("run" | "capital", _)) => path(text)?,
            Some(_) | None => named(text, deal)?,
        };
        Ok(Figure {
            text: text.to_owned(),
            kind,
        })
    }

    /// Its value in a result.
    ///
    /// # Errors
    /// [`NoFigure`] when what it is read from has problems, or no such value.
    pub fn value(&self, results: &dyn Results) -> Result<Cell, NoFigure> {
        match &self.kind {
            Kind::OfDeal(place) => Ok((OF_DEAL[*place].1)(results)?),
            Kind::OfTranche(place, name) => {
                let tranches = &results.deal().tranches;
                let number = tranches.iter().position(|tranche| tranche.name == *name);
                let number =
                    number.ok_or_else(|| NoFigure::Nowhere(format!("there is no tranche `{name}`")))?;
                Ok((OF_TRANCHE[*place].1)(results, number)?)
            }
            Kind::Path(document, steps) => {
                let document = results.document(document)?;
                walk(&document, steps).map(cell).map_err(NoFigure::Nowhere)
            }
        }
    }
}

/// The number of a cell: amounts in currency units, dates as days, yes as one; none for words.
pub fn number(cell: &Cell, currency: Currency) -> Option<Decimal> {
    match cell {
        Cell::Blank | Cell::Text(_) => None,
        Cell::Count(count) => Some(Decimal::from(*count)),
        Cell::Money(amount) => Some(amount.to_decimal(currency)),
        Cell::Percent(number, _) | Cell::Number(number, _) => Some(*number),
        Cell::Date(date) => Some(Decimal::from(days(*date))),
        Cell::Flag(yes) => Some(Decimal::from(u8::from(*yes))),
    }
}

/// A date as a number of days.
pub fn days(date: NaiveDate) -> i32 {
    chrono::Datelike::num_days_from_ce(&date)
}

/// The words of a name, however they are joined.
fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace(['_', '-'], " ")
}

fn named(text: &str, deal: &Deal) -> Result<Kind, String> {
    if let Some(place) = OF_DEAL.iter().position(|(name, _)| *name == plain(text)) {
        return Ok(Kind::OfDeal(place));
    }
    if let Some((figure, tranche)) = text.split_once(" of ") {
        let place = OF_TRANCHE.iter().position(|(name, _)| *name == plain(figure));
        let known = deal.tranches.iter().find(|known| known.name == tranche.trim());
        if let (Some(place), Some(known)) = (place, known) {
            return Ok(Kind::OfTranche(place, known.name.clone()));
        }
    }
    Err(unknown(text, deal))
}

fn unknown(text: &str, deal: &Deal) -> String {
    let of_tranche = |tranche: &str| {
        let names = OF_TRANCHE.iter();
        names
            .map(|(name, _)| format!("{name} of {tranche}"))
            .collect::<Vec<_>>()
    };
    let mut names: Vec<String> = OF_DEAL.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.extend(deal.tranches.iter().flat_map(|tranche| of_tranche(&tranche.name)));
    let near = nearest_few(text, names.iter().map(String::as_str), 3);
    let near: Vec<String> = near.iter().map(|near| format!("`{near}`")).collect();
    if !near.is_empty() {
        return format!("there is no figure `{text}`; near to it are {}", near.join(", "));
    }
    let deal: Vec<&str> = OF_DEAL.iter().map(|(name, _)| *name).collect();
    let tranche: Vec<&str> = OF_TRANCHE.iter().map(|(name, _)| *name).collect();
    format!(
        "there is no figure `{text}`; of the deal there are {}; of a tranche, as in `irr of mezzanine`, {}; any \
         other is a path such as `run.bank.costs` or `capital.relief.capital`",
        deal.join(", "),
        tranche.join(", ")
    )
}

fn path(text: &str) -> Result<Kind, String> {
    let handle = Handle::parse(text).map_err(|problem| problem.cause.clone())?;
    let mut steps: Vec<Step> = handle.steps().cloned().collect();
    let document = match steps.remove(0) {
        Step::Name(name) if name == "run" => Document::Run,
        Step::Name(_) | Step::Number(_) => {
            let regime = match steps.first() {
                Some(Step::Name(name)) if tranchet_engine::capital::regimes::find(name).is_ok() => {
                    Some(name.clone())
                }
                Some(_) | None => None,
            };
            if regime.is_some() {
                steps.remove(0);
            }
            Document::Capital(regime)
        }
    };
    Ok(Kind::Path(document, steps))
}

fn walk<'v>(document: &'v Value, steps: &[Step]) -> Result<&'v Value, String> {
    let mut at = document;
    for step in steps {
        let next = match (step, at) {
            (Step::Name(name), Value::Object(keys)) => keys.get(name),
            (Step::Name(name), Value::Array(items)) => items
                .iter()
                .find(|item| item.get("name").and_then(Value::as_str) == Some(name)),
            (Step::Number(number), Value::Array(items)) => items.get(*number),
            (Step::Name(_) | Step::Number(_), _) => None,
        };
        at = next.ok_or_else(|| nowhere(step, at))?;
    }
    match at {
        Value::Object(_) | Value::Array(_) => Err(format!("the path ends before a value: {}", there(at))),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(at),
    }
}

fn nowhere(step: &Step, at: &Value) -> String {
    let step = match step {
        Step::Name(name) => name.clone(),
        Step::Number(number) => format!("[{number}]"),
    };
    format!("the document has no `{step}` there: {}", there(at))
}

/// What a document has at a place.
fn there(at: &Value) -> String {
    match at {
        Value::Object(keys) => {
            let keys: Vec<String> = keys.keys().map(|key| format!("`{key}`")).collect();
            format!("it has {}", keys.join(", "))
        }
        Value::Array(items) => format!("it is a list of {}", items.len()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => "it is a value".to_owned(),
    }
}

/// Decimals with which people read a number of a document.
const SHOWN: u32 = 6;

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null | Value::Object(_) | Value::Array(_) => Cell::Blank,
        Value::Bool(yes) => Cell::Flag(*yes),
        Value::Number(number) => Cell::of(number.as_i64(), Cell::Count),
        Value::String(text) => match (text.parse::<Decimal>(), text.parse::<NaiveDate>()) {
            (Ok(number), _) => Cell::Number(number, number.scale().min(SHOWN)),
            (_, Ok(date)) => Cell::Date(date),
            (Err(_), Err(_)) => Cell::text(text.as_str()),
        },
    }
}
