//! A number as it was typed, `5%`, `425bp`, `150m`, `2026-06-30`, and other numbers written the same way.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::file::{read_date, read_decimal, read_money};
use tranchet_deal::money::Currency;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// `12.5%`.
    Percent,
    /// `425bp`.
    BasisPoints,
    /// `0.125`.
    Plain,
    /// `150m`, in currency units with these decimals.
    Money(u32),
    /// `2026-06-30`, as days.
    Date,
}

/// A number and how it was written.
///
/// # Errors
/// That the text is no number, amount or date.
pub fn read(text: &str, currency: Currency) -> Result<(Decimal, Written), String> {
    let text = text.trim();
    if let Ok(date) = read_date(text) {
        return Ok((Decimal::from(date.num_days_from_ce()), Written::Date));
    }
    if let Ok(number) = read_decimal(text) {
        let written = match text {
            _ if text.ends_with('%') => Written::Percent,
            _ if text.ends_with("bp") || text.ends_with("bps") => Written::BasisPoints,
            _ => Written::Plain,
        };
        return Ok((number, written));
    }
    match read_money(text, currency) {
        Ok(amount) => Ok((amount.to_decimal(currency), Written::Money(currency.decimals()))),
        Err(_) => Err(format!(
            "`{text}` is no number, amount or date; write `5%`, `425bp`, `150m` or `2026-06-30`"
        )),
    }
}

/// A number written in this way.
pub fn write(number: Decimal, written: Written) -> String {
    match written {
        Written::Percent => format!("{}%", (number * Decimal::ONE_HUNDRED).normalize()),
        Written::BasisPoints => format!("{}bp", (number * Decimal::from(10_000)).normalize()),
        Written::Plain => number.normalize().to_string(),
        Written::Money(decimals) => number.round_dp(decimals).normalize().to_string(),
        Written::Date => date(number).map_or_else(String::new, |date| date.to_string()),
    }
}

/// The date of a number of days.
pub fn date(days: Decimal) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days.round()).ok()?)
}
