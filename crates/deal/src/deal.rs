//! A deal as agreed, after names, paths and percent signs are resolved; it holds no assumption about the future.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amortisation::Amortisation;
use crate::bank::{CapitalTerms, Costs, WholeBank};
use crate::call::Calls;
use crate::excess_spread::ExcessSpread;
use crate::money::Currency;
use crate::payments::Payments;
use crate::pool::SharedPool;
use crate::replenishment::Replenishment;
use crate::tranche::Tranche;

/// A deal that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// Its name.
    pub name: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// When protection begins.
    pub closing: NaiveDate,
    /// When remaining performing loans cease to be protected.
    pub scheduled_maturity: NaiveDate,
    /// When open credit events are settled at the latest.
    pub legal_final_maturity: NaiveDate,
    /// Payment dates and coupons' day count.
    pub payments: Payments,
    /// Units of the deal's currency per unit of others, by code, fixed at closing.
    pub fx: BTreeMap<String, Decimal>,
    /// The loans.
    pub pool: SharedPool,
    /// Tranches, senior first; together they are the protected pool.
    pub tranches: Vec<Tranche>,
    /// Order of principal.
    pub amortisation: Amortisation,
    /// Synthetic excess spread.
    pub excess_spread: Option<ExcessSpread>,
    /// Replenishment.
    pub replenishment: Option<Replenishment>,
    /// Calls.
    pub calls: Calls,
    /// The bank's capital regime.
    pub capital: Option<CapitalTerms>,
    /// The whole bank, for the output floor.
    pub bank: Option<WholeBank>,
    /// What the deal costs apart from premium.
    pub costs: Costs,
}
