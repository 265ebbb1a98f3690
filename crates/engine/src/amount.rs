//! The number that a waterfall runs on: exact money for what is reported, `f64` for simulation.
//!
//! Both count minor units. A waterfall needs only nought, sums, comparisons, the product with a fraction and
//! the share of a split, so the same code serves both; only [`Amount::from_money`] and [`Amount::factor`] turn
//! exact numbers into floats.

use std::cmp::Ordering;
use std::fmt::Debug;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use rust_decimal::Decimal;
use tranchet_deal::factor::{Factor, Multiplier};
use tranchet_deal::money::Money;

/// A number of minor units.
pub trait Amount:
    Copy + Debug + Default + PartialOrd + Add<Output = Self> + Sub<Output = Self> + AddAssign + SubAssign + Sum
{
    /// A fraction by which amounts are multiplied.
    type Factor: Copy + Debug;

    /// Nothing.
    const ZERO: Self;

    /// Whether sums are exact, so that the pool identity must hold to the last unit.
    const EXACT: bool;

    /// The amount as this number.
    fn from_money(money: Money) -> Self;

    /// The fraction as this number is multiplied by it.
    fn factor(factor: Factor) -> Self::Factor;

    /// The product; exact numbers round it once, half to even.
    fn scale(self, factor: Self::Factor) -> Self;

    /// The same product with a fraction that is used once, for which nothing is prepared.
    fn scale_once(self, factor: Factor) -> Self;

    /// `self × part / whole`, rounded down; `whole` must be above zero.
    fn share_down(self, part: Self, whole: Self) -> Self;

    /// How `part / whole` compares with a level; `whole` must be above zero.
    fn compare_ratio(part: Self, whole: Self, level: Self::Factor) -> Ordering;

    /// So many minor units.
    fn units(count: usize) -> Self;

    /// The number of minor units, to compare with numbers and to show.
    fn to_decimal(self) -> Decimal;

    /// The lesser of two.
    fn lesser(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// Whether there is anything.
    fn is_positive(self) -> bool {
        self > Self::ZERO
    }

    /// Whether it is nothing but rounding: nought for exact numbers, less than half a minor unit for floats.
    fn is_negligible(self) -> bool;
}

impl Amount for Money {
    type Factor = Multiplier;
    const ZERO: Money = Money::ZERO;
    const EXACT: bool = true;

    fn from_money(money: Money) -> Money {
        money
    }

    fn factor(factor: Factor) -> Multiplier {
        Multiplier::from(factor)
    }

    #[inline]
    fn scale(self, factor: Multiplier) -> Money {
        Money::from_minor(factor.scale_half_even(self.minor()))
    }

    fn scale_once(self, factor: Factor) -> Money {
        self.scale_half_even(factor)
    }

    fn share_down(self, part: Money, whole: Money) -> Money {
        let share = i128::from(self.minor()) * i128::from(part.minor()) / i128::from(whole.minor());
        Money::from_minor(i64::try_from(share).expect("a share is at most the whole"))
    }

    fn compare_ratio(part: Money, whole: Money, level: Multiplier) -> Ordering {
        level.factor().compare_ratio(part.minor(), whole.minor())
    }

    fn units(count: usize) -> Money {
        Money::from_minor(i64::try_from(count).expect("tranches are few"))
    }

    fn to_decimal(self) -> Decimal {
        Decimal::from(self.minor())
    }

    fn is_negligible(self) -> bool {
        self == Money::ZERO
    }
}

impl Amount for f64 {
    type Factor = f64;
    const ZERO: f64 = 0.0;
    const EXACT: bool = false;

    fn from_money(money: Money) -> f64 {
        money.minor() as f64
    }

    fn factor(factor: Factor) -> f64 {
        factor.to_f64()
    }

    fn scale(self, factor: f64) -> f64 {
        self * factor
    }

    fn scale_once(self, factor: Factor) -> f64 {
        self * factor.to_f64()
    }

    fn share_down(self, part: f64, whole: f64) -> f64 {
        self * part / whole
    }

    fn compare_ratio(part: f64, whole: f64, level: f64) -> Ordering {
        part.total_cmp(&(level * whole))
    }

    fn units(count: usize) -> f64 {
        count as f64
    }

    fn to_decimal(self) -> Decimal {
        Decimal::try_from(self).unwrap_or_default()
    }

    fn is_negligible(self) -> bool {
        self.abs() < 0.5
    }
}
