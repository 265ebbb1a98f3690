//! CRE40.54 and CRR Art. 268: the most capital that all positions together need.
//!
//! Source: paragraph 59 of the Central Bank of the UAE's Standard C 52/2017, CRR Art. 268(3) and, at the EBA's
//! Interactive Single Rulebook, Art. 253(2); Art. 268(1) and (2) are recalled, and so is the United Kingdom's
//! version. That a resecuritisation has no cap was read in Art. 269(3).
//!
//! ```text
//! maximum capital = K_pool x pool x V - amounts deducted from CET1
//! K_pool  K_SA, K_IRB, or K of a mixed pool        V  the largest share kept of any one tranche
//! ```
//!
//! It comes last, over the positions kept and the excess spread. Who protects the other parts is an exposure of its
//! own beside them; both together need no more than with `V` = 1, as if nothing were securitised: our reading.
//! Example: of a pool of 1,000 at K 8 % the bank keeps all of the senior tranche: 80, so 1,000 of
//! risk-weighted assets; keeping at most 40 % of any tranche: 32 and 400.
//!
//! ```
//! use tranchet_deal::{money::Money, rate::Ratio};
//! use tranchet_engine::capital::rules::cre40_54_maximum_capital::MaximumCapital;
//! use rust_decimal::dec;
//! let kept = |largest_share| MaximumCapital {
//!     weight: 1.0, pool: Money::from_minor(100_000), largest_share: Ratio(largest_share), deducted: Money::ZERO,
//! };
//! assert_eq!(kept(dec!(1)).rwa(), dec!(100_000));
//! assert_eq!(kept(dec!(0.4)).rwa(), dec!(40_000));
//! assert_eq!(kept(dec!(0.4)).capital(), Money::from_minor(3_200));
//! ```
//!
//! Not covered: investors (the rule is for the originator or sponsor), and gains on sale of a traditional deal.

use rust_decimal::{Decimal, dec};
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;

use crate::capital::number::{minor, round_half_even, to_decimal};
use crate::cited::Citation;

/// The texts of a maximum capital requirement.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// The requirement.
    pub cap: Citation,
    /// That a resecuritisation has none.
    pub resecuritisation: Citation,
}

/// The texts of the Basel Framework.
pub const BASEL: Texts = Texts {
    cap: Citation::read(
        "CRE40.54, as CBUAE C 52/2017 59",
        "Basel Framework, 15 December 2019",
    ),
    resecuritisation: Citation::read("CRE41.19", "Basel Framework, 15 December 2019"),
};

/// The texts of the European Union.
pub const EU: Texts = Texts {
    cap: Citation::read("CRR Art. 268(3)", "CRR after Reg. 2021/558"),
    resecuritisation: Citation::read("CRR Art. 269(3)", "CRR after Reg. 2021/558"),
};

/// The texts of the United Kingdom.
pub const UK: Texts = Texts {
    cap: Citation::recalled("CRR (UK) Art. 268", "United Kingdom, 2026"),
    resecuritisation: Citation::recalled("CRR (UK) Art. 269(3)", "United Kingdom, 2026"),
};

/// Capital per unit of risk-weighted assets, in every text.
const CHARGE: Decimal = dec!(0.08);

/// What the requirement is found from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MaximumCapital {
    /// `12.5 K_pool`: what the pool weighs as if it were not securitised, expected loss included.
    pub weight: f64,
    /// The protected pool.
    pub pool: Money,
    /// `V`.
    pub largest_share: Ratio,
    /// What the bank deducts from CET1 for its positions.
    pub deducted: Money,
}

impl MaximumCapital {
    /// As risk-weighted assets, in minor units and unrounded.
    pub fn rwa(&self) -> Decimal {
        let all = to_decimal(self.weight) * minor(self.pool) * self.largest_share.0;
        (all - minor(self.deducted) / CHARGE).max(Decimal::ZERO)
    }

    /// The same with every tranche kept whole.
    #[must_use]
    pub fn whole(self) -> MaximumCapital {
        MaximumCapital {
            largest_share: Ratio::ONE,
            ..self
        }
    }

    /// Risk-weighted assets of what is kept and of what protects the rest, within the limits.
    pub fn limit(&self, kept: Decimal, protection: Decimal) -> Decimal {
        let limited = kept.min(self.rwa()) + protection;
        limited.min(self.whole().rwa())
    }

    /// As capital.
    pub fn capital(&self) -> Money {
        round_half_even(self.rwa() * CHARGE)
    }
}
