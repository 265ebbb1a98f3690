//! Between exact decimals and the floats of the formulas.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use tranchet_deal::factor::{Factor, short_quotient};
use tranchet_deal::money::Money;

/// The shortest decimal that reads back as the same float: up to 17 significant digits, at most 28 places.
///
/// ```
/// use rust_decimal::dec;
/// use tranchet_engine::capital::number::to_decimal;
/// assert_eq!(to_decimal(0.2), dec!(0.2));
/// assert_eq!(to_decimal(1e-40), dec!(0));
/// ```
///
/// # Panics
/// If the number is not finite or beyond 10^28; ratios and risk weights never are.
pub fn to_decimal(number: f64) -> Decimal {
    let shortest = format!("{number}")
        .parse()
        .or_else(|_| format!("{number:.28}").parse());
    shortest.expect("a ratio or risk weight is finite and small")
}

/// The nearest float.
///
/// ```
/// use rust_decimal::dec;
/// use tranchet_engine::capital::number::to_f64;
/// assert_eq!((to_f64(dec!(0.0035)), to_f64(dec!(0.1234567890123456789))), (0.0035, 0.1234567890123456789));
/// ```
pub fn to_f64(decimal: Decimal) -> f64 {
    short_quotient(decimal.mantissa(), decimal.scale()).unwrap_or_else(|| Factor::from(decimal).to_f64())
}

/// `part / whole`, nought where the whole is.
pub fn ratio(part: Decimal, whole: Decimal) -> Decimal {
    part.checked_div(whole).unwrap_or(Decimal::ZERO)
}

/// An amount of `minor` minor units, rounded half to even.
///
/// # Panics
/// If it does not fit 64 bits; money within its limit times a risk weight of at most 12.5 does.
pub fn round_half_even(minor: Decimal) -> Money {
    let whole = minor.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
    Money::from_minor(whole.to_i64().expect("risk-weighted money fits 64 bits"))
}

/// Minor units as a decimal.
pub fn minor(amount: Money) -> Decimal {
    Decimal::from(amount.minor())
}
