//! Money as a whole number of minor units (cents, yen, fils), and the currency that says how many make a unit.
//!
//! Nothing is made or lost by rounding: a product rounds once, half to even, and a split hands out every
//! unit. Currencies have two decimals, except JPY, KRW and CLP (none) and KWD, BHD, OMR, TND and JOD (three),
//! as in ISO 4217.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use rust_decimal::Decimal;

use crate::factor::Factor;

/// An amount of money in minor units of the deal's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// The largest amount that a file may name, in minor units: what is added up over a run of a thousand
    /// periods then still fits.
    pub const LIMIT: Money = Money(1_000_000_000_000_000);

    /// An amount of `units` minor units.
    pub const fn from_minor(units: i64) -> Money {
        Money(units)
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The product with a fraction, rounded once to the minor unit, half to even.
    pub fn scale_half_even(self, factor: Factor) -> Money {
        Money(factor.scale_half_even(self.0))
    }

    /// The amount in currency units as an exact decimal.
    pub fn to_decimal(self, currency: Currency) -> Decimal {
        Decimal::new(self.0, currency.decimals())
    }

    /// The exact amount that a decimal number of currency units names.
    ///
    /// # Errors
    /// [`MoneyError`] when it is finer than the minor unit or beyond [`Money::LIMIT`].
    pub fn from_decimal(units: Decimal, currency: Currency) -> Result<Money, MoneyError> {
        let units = units.normalize();
        if units.scale() > currency.decimals() {
            return Err(MoneyError::TooFine { currency });
        }
        let scale = 10i128.pow(currency.decimals() - units.scale());
        match units.mantissa().checked_mul(scale).map(i64::try_from) {
            Some(Ok(minor)) if minor.unsigned_abs() <= Money::LIMIT.0.unsigned_abs() => Ok(Money(minor)),
            Some(_) | None => Err(MoneyError::TooLarge),
        }
    }
}

/// Why a number is not an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// It has more decimals than the currency.
    #[error("finer than the minor unit of {currency}, which has {} decimals", currency.decimals())]
    TooFine {
        /// The currency whose minor unit is the limit.
        currency: Currency,
    },
    /// It is beyond [`Money::LIMIT`].
    #[error("beyond the largest amount, 10^15 minor units")]
    TooLarge,
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

/// A currency by its three-letter code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// None: the code that ISO 4217 has for where no currency is involved.
    pub const NONE: Currency = Currency(*b"XXX");

    /// The currency with this code: three capital letters.
    pub fn from_code(code: &str) -> Option<Currency> {
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        letters
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Currency(letters))
    }

    /// The three-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a currency code is three ASCII letters")
    }

    /// How many decimals its minor unit has.
    pub fn decimals(&self) -> u32 {
        match &self.0 {
            b"JPY" | b"KRW" | b"CLP" => 0,
            b"KWD" | b"BHD" | b"OMR" | b"TND" | b"JOD" => 3,
            _ => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn decimals_follow_the_currency() {
        let money = |units, code| Money::from_decimal(units, Currency::from_code(code).unwrap());
        assert_eq!(money(dec!(12.34), "USD"), Ok(Money::from_minor(1234)));
        assert_eq!(money(dec!(12.340), "USD"), Ok(Money::from_minor(1234)));
        assert_eq!(money(dec!(12), "JPY"), Ok(Money::from_minor(12)));
        assert_eq!(money(dec!(1.234), "KWD"), Ok(Money::from_minor(1234)));
        assert!(matches!(
            money(dec!(0.001), "EUR"),
            Err(MoneyError::TooFine { .. })
        ));
        assert_eq!(money(dec!(10_000_000_000_001), "EUR"), Err(MoneyError::TooLarge));
    }
}
