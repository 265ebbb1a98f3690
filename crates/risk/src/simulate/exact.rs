//! Sums that do not depend on the order of their terms: fixed point in 256 bits.
//!
//! A double is added as a whole number of 2⁻¹²⁸; what lies below that is cut off, the same wherever the term is added.
//! Whole numbers add up to the same in any order and in any parts, so slices of a simulation merge to the bits of one
//! run. Terms may reach 2⁹⁰; a thousand million of them fit.
//!
//! ```
//! use tranchet_risk::simulate::exact::ExactSum;
//! let mut sum = ExactSum::default();
//! for term in [1e15, 0.1, -1e15] {
//!     sum.add(term);
//! }
//! assert_eq!(sum.value(), 0.1);
//! assert_eq!(sum, ExactSum::try_from(String::from(sum)).unwrap());
//! ```

use ethnum::I256;
use serde::{Deserialize, Serialize};

/// Bits below the point.
const POINT: i32 = 128;
const MANTISSA_BITS: i32 = 52;
const EXPONENT_BIAS: i32 = 1023;
/// The largest exponent of a term.
const EXPONENT_MOST: i32 = 90;

/// A sum of doubles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ExactSum(I256);

/// Text that is no sum.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an exact sum: hexadecimal digits after an optional minus sign are expected")]
pub struct NotASum(String);

impl ExactSum {
    /// Adds a number; one that is not finite or beyond what terms may reach breaks a promise of the caller.
    pub fn add(&mut self, term: f64) {
        let bits = term.to_bits();
        let exponent = (bits >> MANTISSA_BITS) as i32 & 0x7FF;
        assert!(
            exponent - EXPONENT_BIAS < EXPONENT_MOST,
            "{term} is too large to be added up"
        );
        if exponent == 0 {
            return;
        }
        let mantissa = I256::from(bits & ((1 << MANTISSA_BITS) - 1) | 1 << MANTISSA_BITS);
        let shift = exponent - EXPONENT_BIAS - MANTISSA_BITS + POINT;
        let size = if shift >= 0 {
            mantissa << shift
        } else if shift > -i32::try_from(u64::BITS).expect("a small number") {
            mantissa >> -shift
        } else {
            I256::ZERO
        };
        self.0 += if term < 0.0 { -size } else { size };
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &ExactSum) {
        self.0 += other.0;
    }

    /// The sum, rounded to a double.
    pub fn value(&self) -> f64 {
        libm::ldexp(self.0.as_f64(), -POINT)
    }
}

impl From<ExactSum> for String {
    fn from(sum: ExactSum) -> String {
        let sign = if sum.0 < I256::ZERO { "-" } else { "" };
        format!("{sign}{:x}", sum.0.unsigned_abs())
    }
}

impl TryFrom<String> for ExactSum {
    type Error = NotASum;

    fn try_from(text: String) -> Result<ExactSum, NotASum> {
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let is_plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        I256::from_str_radix(&text, 16)
            .ok()
            .filter(|_| is_plain)
            .map(ExactSum)
            .ok_or(NotASum(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_order_and_any_parts_give_the_same(
            mut terms in prop::collection::vec(-1e6..1e6_f64, 0..40), cut in 0..40_usize
        ) {
            let sum = |terms: &[f64]| {
                let mut sum = ExactSum::default();
                terms.iter().for_each(|term| sum.add(*term));
                sum
            };
            let whole = sum(&terms);
            let (left, right) = terms.split_at(cut.min(terms.len()));
            let mut merged = sum(right);
            merged.merge(&sum(left));
            prop_assert_eq!(merged, whole);
            terms.reverse();
            prop_assert_eq!(sum(&terms), whole);
            prop_assert_eq!(ExactSum::try_from(String::from(whole)), Ok(whole));
            prop_assert!((whole.value() - terms.iter().sum::<f64>()).abs() < 1e-6);
        }
    }

    #[test]
    fn single_terms_come_back() {
        for term in [0.0, 1.0, -1.0, 0.1, -1e-18, 3e-30, 1e20, f64::MIN_POSITIVE] {
            let mut sum = ExactSum::default();
            sum.add(term);
            let cut = libm::ldexp(1.0, -POINT);
            assert!((sum.value() - term).abs() <= cut, "{term}: {}", sum.value());
        }
    }

    #[test]
    fn text_that_is_no_sum_is_refused() {
        for text in ["", "-", "0x1", "+1", "1.5", "g", &"f".repeat(65)] {
            assert!(ExactSum::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
