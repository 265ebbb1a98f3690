//! An exact fraction by which money is multiplied: a rate, a share, a length of time, or their product.
//!
//! A product of money and rates is rounded once, so the rates are first multiplied together without any
//! rounding. Numerator and denominator are 256-bit integers; literals are limited to
//! [`crate::rate::PLACES_MAX`] decimal places, so three rates and a day count always fit.
//!
//! ```
//! use tranchet_deal::{factor::Factor, money::Money};
//! use rust_decimal::dec;
//! // 125,000,000.00 × 14.30 % × 92/360 = 4,568,055.5555…
//! let quarter = Factor::from(dec!(0.1430)) * Factor::new(92, 360);
//! assert_eq!(Money::from_minor(12_500_000_000).scale_half_even(quarter), Money::from_minor(456_805_556));
//! ```

mod multiplier;

use std::cmp::Ordering;
use std::ops::Mul;

use ethnum::{I256, U256};
use rust_decimal::Decimal;

pub use multiplier::Multiplier;

/// An exact fraction `numerator / denominator`, the denominator above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    numerator: I256,
    denominator: U256,
}

impl Factor {
    /// Nought.
    pub const ZERO: Factor = Factor {
        numerator: I256::ZERO,
        denominator: U256::ONE,
    };
    /// One.
    pub const ONE: Factor = Factor {
        numerator: I256::ONE,
        denominator: U256::ONE,
    };

    /// The fraction `numerator / denominator`.
    ///
    /// # Panics
    /// If the denominator is zero; callers pass day counts and frequencies, which never are.
    pub fn new(numerator: i64, denominator: u64) -> Factor {
        assert!(denominator > 0, "a fraction needs a denominator above zero");
        Factor {
            numerator: I256::from(numerator),
            denominator: U256::from(denominator),
        }
    }

    /// Whether the fraction is below or equal to zero.
    pub fn is_zero_or_less(self) -> bool {
        self.numerator <= I256::ZERO
    }

    /// `units × self`, rounded once to a whole number, half to even.
    pub fn scale_half_even(self, units: i64) -> i64 {
        let negative = (units < 0) != (self.numerator < I256::ZERO);
        let magnitude = units.unsigned_abs();
        let numerator = self.numerator.unsigned_abs();
        let quotient = match small(numerator).and_then(|n| n.checked_mul(u128::from(magnitude))) {
            Some(product) if *self.denominator.high() == 0 => {
                divide_half_even_small(product, self.denominator.as_u128())
            }
            Some(_) | None => divide_half_even(numerator * U256::from(magnitude), self.denominator),
        };
        let units = i64::try_from(quotient).expect("money times a bounded rate stays within 64 bits");
        if negative { -units } else { units }
    }

    /// Compares the ratio `part / whole` with this fraction, exactly; `whole` must be above zero.
    pub fn compare_ratio(self, part: i64, whole: i64) -> Ordering {
        let denominator = self.denominator.as_i256();
        (I256::from(part) * denominator).cmp(&(self.numerator * I256::from(whole)))
    }

    /// The fraction to 28 digits, to show; nought where numerator or denominator is beyond a decimal.
    pub fn to_decimal(self) -> Decimal {
        let decimal = |number: I256| {
            i128::try_from(number)
                .ok()
                .and_then(|n| Decimal::try_from_i128_with_scale(n, 0).ok())
        };
        let (numerator, denominator) = (decimal(self.numerator), decimal(self.denominator.as_i256()));
        numerator
            .zip(denominator)
            .and_then(|(n, d)| n.checked_div(d))
            .unwrap_or_default()
    }

    /// The nearest binary float, for simulation; the only other exit is through money.
    pub fn to_f64(self) -> f64 {
        self.numerator.as_f64() / self.denominator.as_f64()
    }
}

/// Powers of ten that floats hold exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The float nearest to `units / 10^places` where floats hold both exactly, so that one division rounds once; the
/// columns of a tape are of that kind.
///
/// ```
/// use tranchet_deal::factor::short_quotient;
/// assert_eq!(short_quotient(35, 4), Some(0.0035));
/// assert_eq!((short_quotient(1 << 53, 0), short_quotient(1, 23)), (None, None));
/// ```
pub fn short_quotient(units: i128, places: u32) -> Option<f64> {
    let units = i64::try_from(units)
        .ok()
        .filter(|units| units.unsigned_abs() < 1 << 53)?;
    let power = POWERS_OF_TEN.get(usize::try_from(places).ok()?)?;
    Some(units as f64 / power)
}

impl From<Decimal> for Factor {
    fn from(decimal: Decimal) -> Factor {
        Factor {
            numerator: I256::from(decimal.mantissa()),
            denominator: U256::from(10u128.pow(decimal.scale())),
        }
    }
}

impl Mul for Factor {
    type Output = Factor;
    fn mul(self, other: Factor) -> Factor {
        Factor {
            numerator: self.numerator * other.numerator,
            denominator: self.denominator * other.denominator,
        }
    }
}

/// The number when it fits 128 bits.
fn small(number: U256) -> Option<u128> {
    (*number.high() == 0).then(|| number.as_u128())
}

fn divide_half_even_small(product: u128, divisor: u128) -> u128 {
    let (quotient, remainder) = (product / divisor, product % divisor);
    round_half_even(quotient, remainder.cmp(&(divisor - remainder)))
}

fn divide_half_even(product: U256, divisor: U256) -> u128 {
    let (quotient, remainder) = (product / divisor, product % divisor);
    round_half_even(quotient.as_u128(), remainder.cmp(&(divisor - remainder)))
}

/// `quotient` or its successor, given how the remainder compares with what is missing to the next.
fn round_half_even(quotient: u128, remainder_to_rest: Ordering) -> u128 {
    match remainder_to_rest {
        Ordering::Less => quotient,
        Ordering::Equal => quotient + (quotient & 1),
        Ordering::Greater => quotient + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn halves_go_to_the_even_neighbour() {
        let half = Factor::new(1, 2);
        assert_eq!(
            [1, 3, 5, -1, -3].map(|units| half.scale_half_even(units)),
            [0, 2, 2, 0, -2]
        );
    }

    #[test]
    fn a_product_too_wide_for_128_bits_rounds_as_a_narrow_one() {
        let narrow = Factor::from(dec!(0.5));
        let wide = Factor::from(dec!(0.5000000000000000000000000000));
        assert_eq!(
            wide.scale_half_even(i64::MAX - 2),
            narrow.scale_half_even(i64::MAX - 2)
        );
    }

    #[test]
    fn ratios_are_compared_without_division() {
        let third = Factor::new(1, 3);
        assert_eq!(third.compare_ratio(1, 3), Ordering::Equal);
        assert_eq!(third.compare_ratio(33_333, 100_000), Ordering::Less);
    }
}
