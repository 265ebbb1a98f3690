//! Numbers from the command line, else from the deal, else assumed; everything wrong with them at once.

use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::file::read_decimal;
use tranchet_engine::tagged::Input;

use crate::failure::Failure;

/// Where a number may lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// From 0 to 1.
    Share,
    /// From 0 to below 1.
    BelowOne,
    /// Above 0 and at most 1.
    PositiveShare,
    /// Above 0 and below 1.
    Between,
    /// From 0 to 10, a rate or risk weight.
    Rate,
    /// Above 0, at most 12.5.
    RiskWeight,
    /// Above 0.
    Positive,
}

/// A number that can be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// Its flag.
    pub flag: &'static str,
    /// What was typed.
    pub typed: &'a Option<String>,
    /// Where it may lie.
    pub range: Range,
}

/// What is missing and what is wrong so far.
#[derive(Debug, Default)]
pub struct Inputs {
    missing: Vec<&'static str>,
    wrong: Vec<String>,
}

impl Range {
    fn holds(self, value: f64) -> bool {
        match self {
            Range::Share => (0.0..=1.0).contains(&value),
            Range::BelowOne => (0.0..1.0).contains(&value),
            Range::PositiveShare => value > 0.0 && value <= 1.0,
            Range::Between => value > 0.0 && value < 1.0,
            Range::Rate => (0.0..=10.0).contains(&value),
            Range::RiskWeight => value > 0.0 && value <= 12.5,
            Range::Positive => value > 0.0 && value.is_finite(),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Range::Share => "must lie between 0% and 100%",
            Range::BelowOne => "must be at least 0% and below 100%",
            Range::PositiveShare => "must be above 0% and at most 100%",
            Range::Between => "must be above 0% and below 100%",
            Range::Rate => "must lie between 0% and 1000%",
            Range::RiskWeight => "must be above 0% and at most 1250%",
            Range::Positive => "must be above 0",
        }
    }
}

impl Inputs {
    /// The number typed, else the deal's, else the assumption; one that is nowhere is missing.
    pub fn take(&mut self, ask: Ask<'_>, of_deal: Option<Input>, assumed: Option<f64>) -> Input {
        let found = match ask.typed {
            Some(text) => self.typed(ask, text),
            None => of_deal.or_else(|| assumed.map(Input::assumed)),
        };
        let Some(input) = found else {
            if ask.typed.is_none() {
                self.missing.push(ask.flag);
            }
            return Input::assumed(f64::NAN);
        };
        if !ask.range.holds(input.value) {
            let from = if ask.typed.is_some() {
                "as typed"
            } else {
                &*input.from
            };
            self.wrong.push(format!(
                "{} is {} ({from}); it {}",
                ask.flag,
                input.value,
                ask.range.words()
            ));
        }
        input
    }

    /// A number that need not be there.
    pub fn optional(&mut self, ask: Ask<'_>) -> Option<Input> {
        ask.typed.as_ref()?;
        Some(self.take(ask, None, None))
    }

    fn typed(&mut self, ask: Ask<'_>, text: &str) -> Option<Input> {
        let read = read_decimal(text).map(|number| number.to_f64().unwrap_or(f64::NAN));
        read.map(|value| Input::given(value, ask.flag))
            .map_err(|why| self.wrong.push(format!("{} {text}: {why}", ask.flag)))
            .ok()
    }

    /// Says what is missing or wrong.
    ///
    /// # Errors
    /// When anything is.
    pub fn finish(self) -> Result<(), Failure> {
        let mut said = self.wrong;
        if !self.missing.is_empty() {
            let flags = self.missing.join(", ");
            said.push(format!("neither a deal nor the command line gives {flags}"));
        }
        if said.is_empty() {
            return Ok(());
        }
        Err(Failure::Usage(said.join("\nerror: ")))
    }
}
