//! Money of floats: results of models, rounded to the minor unit.

use tranchet_deal::money::Money;

/// The nearest amount of whole minor units; what is not a number is nothing.
pub(crate) fn minor(value: f64) -> Money {
    // A float beyond the range of the integer becomes its end; no amount of a deal comes near.
    Money::from_minor(value.round() as i64)
}
