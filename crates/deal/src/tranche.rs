//! A slice of the pool's credit risk, from its attachment to its detachment point.

use crate::money::Money;
use crate::protection::{Protection, ProtectionTerms};
use crate::rate::{Rate, Ratio};

/// The name of a reference rate such as `SOFR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndexName(pub String);

/// What a tranche pays on its placed notional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coupon {
    /// The same rate throughout.
    Fixed(Rate),
    /// An index plus a spread.
    Floating {
        /// The index.
        index: IndexName,
        /// Added to the index, per year.
        spread: Rate,
        /// The least that the index counts as.
        floor: Option<Rate>,
        /// The least that index plus spread count as.
        floor_all_in: Option<Rate>,
    },
}

/// A tranche as agreed; tranches of a deal are listed senior first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tranche {
    /// Its name, unique in the deal.
    pub name: String,
    /// Share of the pool that is lost before this tranche is hit, at closing.
    pub attachment: Ratio,
    /// Share of the pool at which it is lost entirely, at closing.
    pub detachment: Ratio,
    /// Notional at closing; the notionals of a deal add up to its protected pool.
    pub notional: Money,
    /// Share sold to investors; the bank keeps the rest.
    pub placed: Ratio,
    /// How the placed share protects the bank.
    pub protection: Protection,
    /// What else the contract of the protection says.
    pub protection_terms: ProtectionTerms,
    /// What the bank pays for it.
    pub coupon: Option<Coupon>,
    /// Price at which a funded note is issued, as a share of its notional.
    pub price: Ratio,
    /// Credit rating, if any.
    pub rating: Option<String>,
}
