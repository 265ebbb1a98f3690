//! The pool as capital rules see it, at closing from its loans and later from what a run leaves of them.
//!
//! Sums are decimals in minor units and unrounded; the ratios that formulas read are floats. `K` is 8 % of the
//! average risk weight of the *protected* pool, `W` and the unknown share are measured on it too; exposure and
//! risk-weighted assets count every loan whole, the retained share included.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::capital::number::{ratio, to_f64};
use crate::capital::position::PoolInputs;
use crate::capital::rules::crr_248_excess_spread::SyntheticExcessSpread;

mod closing;
mod debtors;
mod effective_number;
pub mod irb;
mod snapshot;

pub use effective_number::effective_number;
pub use snapshot::PoolSnapshot;

/// A pool on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolState {
    /// The date.
    pub date: NaiveDate,
    /// Exposure of the whole loans, minor units.
    pub exposure: Decimal,
    /// Risk-weighted assets of the whole loans as if nothing were securitised, minor units.
    pub rwa: Decimal,
    /// The part of them that the protected share makes, minor units.
    pub rwa_protected: Decimal,
    /// What rules read.
    pub inputs: PoolInputs,
    /// `N`: effective number of obligors, if known.
    pub n: Option<f64>,
    /// Exposure-weighted loss given default, if every loan has one.
    pub lgd: Option<f64>,
    /// When the last loan is due; absent: unknown, or no loan is left.
    pub longest_loan: Option<NaiveDate>,
    /// Synthetic excess spread that the bank has promised; absent: none.
    pub excess_spread: Option<SyntheticExcessSpread>,
}

impl PoolState {
    /// Risk-weighted assets per unit of exposure; nought for an empty pool.
    pub fn density(&self) -> f64 {
        to_f64(ratio(self.rwa, self.exposure))
    }

    /// Risk-weighted assets of the share of each loan that the bank retains, minor units.
    pub fn rwa_retained(&self) -> Decimal {
        self.rwa - self.rwa_protected
    }
}
