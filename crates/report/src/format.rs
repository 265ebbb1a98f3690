//! How a number, a date or a word is written: for people, and for machines.
//!
//! For people money has thousands separators and is shown in the unit of its table, rounded half away from nought;
//! for machines everything is exact.

use rust_decimal::{Decimal, RoundingStrategy};
use tranchet_deal::money::{Currency, Money};
use tranchet_engine::stratify::{SizeBucket, Value};

use crate::table::{Cell, Table};

/// The unit in which a table shows money to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Currency units with all their decimals.
    Units,
    /// Millions with three decimals.
    Millions,
}

/// From how many currency units on a table is shown in millions.
const MILLIONS_FROM: i64 = 20_000_000;

/// Decimals of a rate or ratio for machines.
const PLACES: u32 = 20;

impl Unit {
    /// Millions where the largest amount of a table would be too wide to read.
    pub fn of(table: &Table) -> Unit {
        let large = Decimal::from(MILLIONS_FROM);
        let is_large = |cell: &Cell| matches!(cell, Cell::Money(amount) if amount.to_decimal(table.currency).abs() >= large);
        if table.rows.iter().flatten().any(is_large) {
            Unit::Millions
        } else {
            Unit::Units
        }
    }

    /// The unit's name beside the currency.
    pub fn label(self, currency: Currency) -> String {
        match self {
            Unit::Units => currency.to_string(),
            Unit::Millions => format!("{currency} m"),
        }
    }
}

/// A cell for people.
pub fn for_people(cell: &Cell, currency: Currency, unit: Unit) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => separated(Decimal::from(*count), 0),
        Cell::Money(amount) => money_for_people(*amount, currency, unit),
        Cell::Percent(ratio, places) => format!("{}%", separated(ratio * Decimal::ONE_HUNDRED, *places)),
        Cell::Number(number, places) => separated(*number, *places),
        Cell::Date(date) => date.to_string(),
        Cell::Flag(yes) => if *yes { "yes" } else { "no" }.to_owned(),
    }
}

/// A cell for machines.
pub fn for_machines(cell: &Cell, currency: Currency) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Money(amount) => money(*amount, currency),
        Cell::Percent(ratio, _) | Cell::Number(ratio, _) => plain(*ratio),
        Cell::Date(date) => date.to_string(),
        Cell::Flag(yes) => yes.to_string(),
    }
}

/// Money for machines: currency units with the currency's decimals.
pub fn money(amount: Money, currency: Currency) -> String {
    amount.to_decimal(currency).to_string()
}

/// A rate, ratio or risk weight for machines: a plain decimal.
pub fn plain(number: Decimal) -> String {
    let rounded = number.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointNearestEven);
    rounded.normalize().to_string()
}

/// A float for machines: the shortest plain decimal that reads back as the same float.
pub fn plain_float(number: f64) -> String {
    number.to_string()
}

/// A rate or ratio in per cent with all its decimals, as a deal file writes it.
pub fn percent(ratio: Decimal) -> String {
    format!("{}%", plain(ratio * Decimal::ONE_HUNDRED))
}

/// What loans of a breakdown have in common.
pub fn value(value: Value) -> String {
    match value {
        Value::Text(text) | Value::Loan(text) => text.to_owned(),
        Value::FixedRate => "fixed".to_owned(),
        Value::Year(year) => year.to_string(),
        Value::Size(bucket) => size(bucket),
        Value::Blank => "(blank)".to_owned(),
    }
}

fn size(bucket: SizeBucket) -> String {
    let [from, below] = [bucket.from, bucket.below].map(|units| compact(Decimal::from(units)));
    match bucket {
        SizeBucket { from: 0, .. } => format!("below {below}"),
        SizeBucket { below: i64::MAX, .. } => format!("{from} or more"),
        SizeBucket { .. } => format!("{from} to {below}"),
    }
}

/// Currency units as a deal file writes them: `25k`, `2.5m`, `1bn`.
pub(crate) fn compact(units: Decimal) -> String {
    let scales = [(1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")];
    let scales = scales.map(|(scale, suffix)| (Decimal::from(scale), suffix));
    let scale = scales.into_iter().find(|(scale, _)| units.abs() >= *scale);
    let (scale, suffix) = scale.unwrap_or((Decimal::ONE, ""));
    format!("{}{suffix}", plain(units / scale))
}

/// A float for people who check a formula: ten decimals, without trailing noughts.
pub fn short_float(number: f64) -> String {
    let text = format!("{number:.10}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

fn money_for_people(amount: Money, currency: Currency, unit: Unit) -> String {
    let units = amount.to_decimal(currency);
    match unit {
        Unit::Units => separated(units, currency.decimals()),
        Unit::Millions => separated(units / Decimal::from(1_000_000), 3),
    }
}

/// A number with so many decimals and commas between thousands.
fn separated(number: Decimal, places: u32) -> String {
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let text = format!("{:.*}", places as usize, rounded.abs());
    let (whole, decimals) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() {
        "-"
    } else {
        ""
    };
    let mut out = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn people_read_separators_and_machines_do_not() {
        let usd = Currency::from_code("USD").unwrap();
        let amount = Cell::Money(Money::from_minor(-123_456_789_050));
        assert_eq!(for_people(&amount, usd, Unit::Units), "-1,234,567,890.50");
        assert_eq!(for_people(&amount, usd, Unit::Millions), "-1,234.568");
        assert_eq!(for_machines(&amount, usd), "-1234567890.50");
        assert_eq!(
            for_people(&Cell::Percent(dec!(0.12345), 2), usd, Unit::Units),
            "12.35%"
        );
        assert_eq!(for_machines(&Cell::Percent(dec!(0.123450), 2), usd), "0.12345");
        assert_eq!(
            for_people(&Cell::Number(dec!(-0.001), 2), usd, Unit::Units),
            "0.00"
        );
    }

    #[test]
    fn sizes_are_written_as_in_deal_files() {
        let label = |from, below| value(Value::Size(SizeBucket { from, below }));
        assert_eq!(label(0, 10_000), "below 10k");
        assert_eq!(label(500_000, 1_000_000), "500k to 1m");
        assert_eq!(label(1_000_000_000, 2_500_000_000), "1bn to 2.5bn");
        assert_eq!(percent(dec!(0.0425)), "4.25%");
    }

    #[test]
    fn yen_have_no_decimals() {
        let jpy = Currency::from_code("JPY").unwrap();
        assert_eq!(
            for_people(&Cell::Money(Money::from_minor(1_234)), jpy, Unit::Units),
            "1,234"
        );
    }
}
