//! The pool as capital rules see it, at closing from its loans and later from what a run leaves of them.
//!
//! A loan weighs what internal ratings say where its `capital_approach` is one of theirs and the version of the law in
//! force has them, else the tape's own `risk_weight`, else what the standardised table says of its class. Sums of a
//! tape's weights are decimals in minor units and unrounded; the ratios that formulas read are floats. `K_SA` is 8 % of
//! the average standardised weight of the *protected* pool, whatever weighs it otherwise; `W` and the unknown share
//! are measured on it too. Exposure and risk-weighted assets count every loan whole, the retained share included.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::capital::number::{ratio, to_f64};
use crate::capital::position::PoolInputs;
use crate::capital::rules::crr_248_excess_spread::SyntheticExcessSpread;
use crate::capital::step::Step;

mod closing;
mod effective_number;
pub mod irb;
mod life;
mod snapshot;
mod standing;

pub(crate) use effective_number::debtor;
pub use effective_number::effective_number;
pub use life::{LoanBalance, PoolLife};
pub use snapshot::PoolSnapshot;

/// A pool on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolState {
    /// The date.
    pub date: NaiveDate,
    /// Exposure of the whole loans, minor units.
    pub exposure: Decimal,
    /// Risk-weighted assets of the whole loans as if nothing were securitised, minor units; of unexpected loss where
    /// internal ratings weigh a loan.
    pub rwa: Decimal,
    /// The part of them that internal ratings weigh, minor units.
    pub rwa_irb: Decimal,
    /// The part of them that the protected share makes, minor units.
    pub rwa_protected: Decimal,
    /// Risk-weighted assets of the whole loans if the standardised approach weighed every one, minor units.
    pub rwa_standardised: Decimal,
    /// What rules read.
    pub inputs: PoolInputs,
    /// `N`: effective number of obligors, if known.
    pub n: Option<f64>,
    /// Exposure-weighted loss given default: as internal ratings have it, else of the tape, if every loan has one.
    pub lgd: Option<f64>,
    /// When the last loan is due; absent: unknown, or no loan is left.
    pub longest_loan: Option<NaiveDate>,
    /// Synthetic excess spread that the bank has promised; absent: none.
    pub excess_spread: Option<SyntheticExcessSpread>,
    /// Balance-weighted probability of default of the tape, if every loan has one.
    pub wa_pd: Option<f64>,
    /// Share of retail in what internal ratings weigh.
    pub retail_share: f64,
    /// How its figures were found.
    pub steps: Vec<Step>,
}

impl PoolState {
    /// Risk-weighted assets per unit of exposure; nought for an empty pool.
    pub fn density(&self) -> f64 {
        to_f64(ratio(self.rwa, self.exposure))
    }

    /// The same pool without internal models: `K_SA`, and standardised risk-weighted assets.
    #[must_use]
    pub fn standardised(&self) -> PoolState {
        if self.inputs.irb.is_none() {
            return self.clone();
        }
        PoolState {
            rwa: self.rwa_standardised,
            rwa_irb: Decimal::ZERO,
            rwa_protected: self.rwa_standardised * ratio(self.rwa_protected, self.rwa),
            inputs: PoolInputs {
                irb: None,
                ..self.inputs.clone()
            },
            ..self.clone()
        }
    }

    /// Risk-weighted assets of the share of each loan that the bank retains, minor units.
    pub fn rwa_retained(&self) -> Decimal {
        self.rwa - self.rwa_protected
    }
}
