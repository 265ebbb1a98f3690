//! A formula with what it read and what came of it.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::money::Money;

/// A formula, what it read, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// Of what.
    pub of: Of,
    /// `result = …`, in the words of the inputs.
    pub formula: &'static str,
    /// What it read, in the order of the formula.
    pub inputs: Vec<Given>,
    /// What came of it.
    pub result: Value,
}

/// What a working is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The pool, or the deal.
    Pool,
    /// The tranche at this place, senior first.
    Tranche(usize),
}

/// A value with its name in the formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// As the formula has it.
    pub name: String,
    /// What it is.
    pub value: Value,
}

/// A value that a formula reads or gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// An amount.
    Amount(Money),
    /// A rate or a share.
    Rate(Decimal),
    /// A plain number.
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
    /// Yes or no.
    Flag(bool),
}

impl From<Money> for Value {
    fn from(amount: Money) -> Value {
        Value::Amount(amount)
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Value {
        Value::Date(date)
    }
}

impl Working {
    pub(super) fn new(of: Of, formula: &'static str, result: impl Into<Value>) -> Working {
        Working {
            of,
            formula,
            inputs: Vec::new(),
            result: result.into(),
        }
    }

    /// The same, having read this too.
    #[must_use]
    pub(super) fn read(mut self, name: impl Into<String>, value: impl Into<Value>) -> Working {
        self.inputs.push(Given {
            name: name.into(),
            value: value.into(),
        });
        self
    }

    /// The same, having read this too, if it is given.
    #[must_use]
    pub(super) fn read_given(self, name: &str, value: Option<Value>) -> Working {
        match value {
            Some(value) => self.read(name, value),
            None => self,
        }
    }
}
