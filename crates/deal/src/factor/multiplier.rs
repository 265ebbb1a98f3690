//! A fraction prepared to multiply many amounts, with a multiplication where a division would be.
//!
//! For a fraction `f` from 0 to below 1 let `s = ⌊f × 2^64⌋`. Then `units × f × 2^64` lies from `units × s` to below
//! `units × s + units`, which decides how it rounds unless one half lies in between. Then, as for other
//! fractions, the exact division decides: the product is always the one of [`Factor::scale_half_even`].
//!
//! ```
//! use tranchet_deal::factor::{Factor, Multiplier};
//! let third = Multiplier::from(Factor::new(1, 3));
//! assert_eq!(third.scale_half_even(100), 33);
//! assert_eq!(Multiplier::from(Factor::new(1, 2)).scale_half_even(3), 2);
//! ```

use ethnum::U256;

use super::Factor;

/// One half of 2^64.
const HALF: u64 = 1 << 63;

/// A fraction and, where it is from 0 to below 1, what it is of 2^64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Multiplier {
    factor: Factor,
    scaled: Option<u64>,
}

impl Multiplier {
    /// The fraction itself.
    pub fn factor(&self) -> &Factor {
        &self.factor
    }

    /// `units × self`, rounded once to a whole number, half to even.
    #[inline]
    pub fn scale_half_even(&self, units: i64) -> i64 {
        let quick = match (self.scaled, u64::try_from(units)) {
            (Some(scaled), Ok(units)) => round(units, scaled),
            (None, _) | (Some(_), Err(_)) => None,
        };
        quick.unwrap_or_else(|| self.factor.scale_half_even(units))
    }
}

impl From<Factor> for Multiplier {
    fn from(factor: Factor) -> Multiplier {
        let scaled = scaled(&factor);
        Multiplier { factor, scaled }
    }
}

/// The product rounded, if `scaled` alone decides it; `units` is below 2^63.
#[inline]
fn round(units: u64, scaled: u64) -> Option<i64> {
    let product = u128::from(units) * u128::from(scaled);
    let (whole, rest) = ((product >> 64) as u64, product as u64);
    if rest > HALF {
        i64::try_from(whole + 1).ok()
    } else if rest + units < HALF {
        i64::try_from(whole).ok()
    } else {
        None
    }
}

/// `⌊factor × 2^64⌋` for a fraction from 0 to below 1.
fn scaled(factor: &Factor) -> Option<u64> {
    let (numerator, denominator) = (factor.numerator, factor.denominator);
    let numerator = U256::try_from(numerator).ok()?;
    if numerator >= denominator || denominator.leading_zeros() < 64 {
        return None;
    }
    match (u64::try_from(numerator), u128::try_from(denominator)) {
        (Ok(numerator), Ok(denominator)) => u64::try_from((u128::from(numerator) << 64) / denominator).ok(),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => u64::try_from((numerator << 64) / denominator).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::{Decimal, dec};

    /// Numbers that jump about.
    fn scatter(seed: &mut u64) -> u64 {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        *seed >> 11
    }

    #[test]
    fn every_product_is_that_of_the_exact_division() {
        let mut seed = 1;
        for _ in 0..100_000 {
            let units = scatter(&mut seed) >> (scatter(&mut seed) % 53);
            let denominator = 1 + (scatter(&mut seed) >> (scatter(&mut seed) % 53));
            let factor = Factor::new((scatter(&mut seed) % (denominator + 2)) as i64, denominator);
            for units in [units as i64, -(units as i64)] {
                let product = Multiplier::from(factor).scale_half_even(units);
                assert_eq!(product, factor.scale_half_even(units), "{units} x {factor:?}");
            }
        }
    }

    #[test]
    fn halves_and_wide_fractions_are_left_to_the_exact_division() {
        let fractions: [Decimal; 7] = [
            dec!(0),
            dec!(0.5),
            dec!(0.25),
            dec!(1),
            dec!(12.5),
            dec!(-0.005),
            dec!(0.4999999999999999999999999999),
        ];
        for factor in fractions.map(Factor::from) {
            let wide = factor * Factor::from(dec!(0.3333333333333333333333333333)) * Factor::new(92, 360);
            for factor in [factor, wide] {
                for units in [0, 1, 2, 3, 5, 999, 1_000_000_007, -7, 1 << 40] {
                    let product = Multiplier::from(factor).scale_half_even(units);
                    assert_eq!(product, factor.scale_half_even(units), "{units} x {factor:?}");
                }
            }
        }
    }
}
