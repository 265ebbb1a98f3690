//! Rates, ratios and risk weights: exact decimals that the compiler keeps apart.
//!
//! All are plain decimals: 8.25 % is `0.0825`, a risk weight of 1,250 % is `12.5`. They are never rounded
//! between steps; only their product with money is.

use std::fmt;
use std::ops::Add;

use rust_decimal::Decimal;

use crate::factor::Factor;

/// How many decimal places a rate, ratio or risk weight in a file may have.
pub const PLACES_MAX: u32 = 20;

macro_rules! decimal_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Decimal);

        impl $name {
            /// Nought.
            pub const ZERO: $name = $name(Decimal::ZERO);
            /// One, or 100 %.
            pub const ONE: $name = $name(Decimal::ONE);

            /// The exact fraction by which money is multiplied.
            pub fn factor(self) -> Factor {
                Factor::from(self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

decimal_newtype! {
    /// A rate per year (a coupon, a default rate, an index fixing), or per period where the name says so.
    Rate
}

decimal_newtype! {
    /// A share of something: a tranche point, a loss severity, a retained share.
    Ratio
}

decimal_newtype! {
    /// A risk weight; `12.5` is 1,250 %.
    RiskWeight
}

impl Add for Rate {
    type Output = Rate;
    fn add(self, other: Rate) -> Rate {
        Rate(self.0 + other.0)
    }
}

impl Ratio {
    /// What is left of the whole.
    pub fn complement(self) -> Ratio {
        Ratio(Decimal::ONE - self.0)
    }
}
