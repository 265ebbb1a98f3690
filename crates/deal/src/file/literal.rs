//! Literals as a structurer writes them, exact: rates, money, dates, lengths of time, coupons.

mod coupon;
mod date;
mod money;
mod number;

pub(super) use coupon::{coupon, index_name, long_form, ordered};
pub(super) use date::{date, lag, months};
pub(super) use money::{currency, money};
pub(super) use number::{count, decimal, float, margin, rate, ratio, risk_weight, share};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::codes::Code;
use super::fields::shortened;
use crate::money::{Currency, Money};

/// Why a text is not the literal expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub code: Code,
    pub cause: String,
    pub label: String,
    pub remedy: String,
}

impl Fault {
    /// `text` is not what the code's title says it should be.
    fn new(code: Code, cause: String, label: &str, remedy: impl Into<String>) -> Fault {
        Fault {
            code,
            cause,
            label: label.to_owned(),
            remedy: remedy.into(),
        }
    }
}

impl Fault {
    /// Cause and remedy in a line, for a text that stands alone.
    fn in_a_line(self) -> String {
        format!("{}: {}", self.cause, self.remedy)
    }
}

/// A rate, ratio or number as files write it: `12.5%`, `425bp`, `0.125`; of any size.
///
/// ```
/// use rust_decimal::dec;
/// use tranchet_deal::file::read_decimal;
/// assert_eq!(read_decimal("12.5%"), Ok(dec!(0.125)));
/// assert!(read_decimal("12,5%").unwrap_err().contains("write `12.5%`"));
/// ```
///
/// # Errors
/// What is wrong with the text, and how it is written.
pub fn read_decimal(text: &str) -> Result<Decimal, String> {
    decimal(text).map_err(Fault::in_a_line)
}

/// The float nearest to what [`read_decimal`] reads, faster.
///
/// # Errors
/// What is wrong with the text, and how it is written.
pub fn read_float(text: &str) -> Result<f64, String> {
    float(text).map_err(Fault::in_a_line)
}

/// An amount of money as files write it: `2bn`, `140.25m`, `2_000_000`.
///
/// # Errors
/// What is wrong with the text, and how it is written.
pub fn read_money(text: &str, currency: Currency) -> Result<Money, String> {
    money(text, currency).map_err(Fault::in_a_line)
}

/// A date as files write it: `2026-06-30`.
///
/// # Errors
/// What is wrong with the text, and how it is written.
pub fn read_date(text: &str) -> Result<NaiveDate, String> {
    date(text).map_err(Fault::in_a_line)
}

/// `true` or `false`, as files write it.
///
/// # Errors
/// What is wrong with the text, and how it is written.
pub fn read_boolean(text: &str) -> Result<bool, String> {
    boolean(text).map_err(Fault::in_a_line)
}

/// A name: any text that is not empty.
pub(super) fn name(text: &str) -> Result<String, Fault> {
    match text.trim() {
        "" => Err(Fault::new(
            Code::EmptyText,
            "the text is empty".to_owned(),
            "nothing in it",
            "write a name of at least one character",
        )),
        text => Ok(text.to_owned()),
    }
}

/// `true` or `false`.
pub(super) fn boolean(text: &str) -> Result<bool, Fault> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        text => Err(Fault::new(
            Code::NotABool,
            format!("`{}` is neither true nor false", shortened(text)),
            "not `true` or `false`",
            match text.to_lowercase().as_str() {
                "yes" | "on" | "y" | "1" => "write `true`",
                "no" | "off" | "n" | "0" => "write `false`",
                _ => "write `true` or `false`",
            },
        )),
    }
}
