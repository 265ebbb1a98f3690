//! A slice of the pool's credit risk, from its attachment to its detachment point.

use crate::money::Money;
use crate::protection::{Protection, ProtectionTerms};
use crate::rate::{Rate, Ratio};

pub use crate::coupon::Coupon;
pub use crate::index::IndexName;

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
    /// Business days from a payment date to the coupon's cash; absent: the deal's payment lag.
    pub payment_delay_business_days: Option<u32>,
    /// Over the coupon's index, what a year of the note's cash saves the bank that holds it; absent: the cash
    /// is in a collateral account.
    pub funding_value: Option<Rate>,
    /// Price at which a funded note is issued, as a share of its notional.
    pub price: Ratio,
    /// Credit rating, if any.
    pub rating: Option<String>,
}
