//! Amounts of money and currency codes.

use super::Fault;
use super::number::{Malformed, exact};
use crate::file::codes::Code;
use crate::file::fields::shortened;
use crate::money::{Currency, Money, MoneyError};

/// Suffixes and the powers of ten they stand for.
const UNITS: [(&str, i32); 4] = [("bn", 9), ("m", 6), ("k", 3), ("", 0)];

/// An amount of zero or more: `2_000_000_000`, `2bn`, `140.25m`, `1.5k`.
pub(in crate::file) fn money(text: &str, currency: Currency) -> Result<Money, Fault> {
    let trimmed = text.trim();
    let found = UNITS
        .iter()
        .find_map(|(unit, power)| Some((trimmed.strip_suffix(unit)?.trim_end(), *power)));
    let (number, power) = found.unwrap_or((trimmed, 0));
    let units = exact(number, -power).map_err(|malformed| match malformed {
        Malformed::Syntax => not_money(trimmed, currency),
        Malformed::Digits => too_large(trimmed, MoneyError::TooLarge),
    })?;
    if units.is_sign_negative() && !units.is_zero() {
        let cause = format!("the amount `{}` is below zero", shortened(trimmed));
        return Err(Fault::new(
            Code::OutOfRange,
            cause,
            "below zero",
            "write an amount of zero or more",
        ));
    }
    Money::from_decimal(units, currency).map_err(|error| match error {
        MoneyError::TooFine { .. } => too_fine(trimmed, error),
        MoneyError::TooLarge => too_large(trimmed, error),
    })
}

fn not_money(text: &str, currency: Currency) -> Fault {
    let remedy = if text.contains('%') {
        "this is an amount, not a share: write `2_000_000_000`, `2bn` or `140.25m`".to_owned()
    } else if text.contains(',') {
        "separate thousands with `_`, and decimals with a point: `1_250_000.50`".to_owned()
    } else if text.contains(currency.code()) || text.contains(['$', '€', '£']) {
        "amounts are in the deal's currency: leave its sign out".to_owned()
    } else {
        "write it as `2_000_000_000`, `2bn`, `550m` or `140.25m`".to_owned()
    };
    let cause = format!("`{}` is not an amount of money", shortened(text));
    Fault::new(Code::NotMoney, cause, "not an amount", remedy)
}

fn too_fine(text: &str, error: MoneyError) -> Fault {
    let cause = format!("`{}` is {error}", shortened(text));
    Fault::new(
        Code::TooFine,
        cause,
        "too many decimals",
        "round it to the minor unit",
    )
}

fn too_large(text: &str, error: MoneyError) -> Fault {
    let cause = format!("`{}` is {error}", shortened(text));
    Fault::new(
        Code::TooLarge,
        cause,
        "too large",
        "check the amount's unit: `bn` is 10^9, `m` 10^6, `k` 10^3",
    )
}

/// A currency by its three-letter code.
pub(in crate::file) fn currency(text: &str) -> Result<Currency, Fault> {
    let text = text.trim();
    Currency::from_code(text).ok_or_else(|| {
        let capital = Currency::from_code(&text.to_ascii_uppercase());
        let remedy = match capital {
            Some(capital) => format!("did you mean `{capital}`?"),
            None => "write three capital letters, as in `USD`".to_owned(),
        };
        let cause = format!("`{}` is not a currency code", shortened(text));
        Fault::new(Code::NotACurrency, cause, "not a currency code", remedy)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Result<i64, Code> {
        let usd = Currency::from_code("USD").unwrap();
        money(text, usd).map(Money::minor).map_err(|fault| fault.code)
    }

    #[test]
    fn amounts_are_exact_to_the_minor_unit() {
        assert_eq!(usd("2_000_000_000"), Ok(200_000_000_000));
        assert_eq!(usd("2bn"), Ok(200_000_000_000));
        assert_eq!(usd("550m"), Ok(55_000_000_000));
        assert_eq!(usd("140.25m"), Ok(14_025_000_000));
        assert_eq!(usd("1.5k"), Ok(150_000));
        assert_eq!(usd("0.01"), Ok(1));
        assert_eq!(usd("1e3"), Ok(100_000));
        assert_eq!(usd("10_000_000_000_000"), Ok(1_000_000_000_000_000));
    }

    #[test]
    fn what_is_not_an_amount_is_named() {
        assert_eq!(usd("0.001"), Err(Code::TooFine));
        assert_eq!(usd("1.0000000001m"), Err(Code::TooFine));
        assert_eq!(usd("10_000_000_000_000.01"), Err(Code::TooLarge));
        assert_eq!(usd("99999999999999bn"), Err(Code::TooLarge));
        assert_eq!(usd("-5"), Err(Code::OutOfRange));
        for text in ["", "m", "5%", "1,000", "USD 5", "5 mm", "x"] {
            assert_eq!(usd(text), Err(Code::NotMoney), "{text}");
        }
    }
}
