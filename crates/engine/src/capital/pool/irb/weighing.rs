//! By which numbers and in which units loans are weighted.

use chrono::NaiveDate;
use tranchet_deal::money::{Currency, Money};

use crate::capital::pool_terms::{PoolTerms, on};
use crate::capital::rules::cre20_standardised::SupportingFactors;

/// By which numbers and in which units loans are weighted.
#[derive(Clone, Copy, Debug)]
pub struct Weighing {
    /// The version of the law.
    pub terms: &'static PoolTerms,
    /// The date from which maturities are counted.
    pub date: NaiveDate,
    /// The currency of the loans' amounts: the deal's.
    pub currency: Currency,
    /// Units of the currency of the regime's thresholds per unit of the deal's.
    pub threshold_rate: f64,
    /// Which supporting factors the bank applies to standardised loans.
    pub factors: SupportingFactors,
}

impl Weighing {
    /// By the version in force on the date, thresholds taken one for one, without supporting factors.
    pub fn on(versions: &'static [PoolTerms], date: NaiveDate, currency: Currency) -> Weighing {
        Weighing {
            terms: on(versions, date),
            date,
            currency,
            threshold_rate: 1.0,
            factors: SupportingFactors::default(),
        }
    }

    /// Millions of the currency of the regime's thresholds in one minor unit of the deal's.
    pub(super) fn millions_per_minor(&self) -> f64 {
        let minor_per_unit = 10_u64.pow(self.currency.decimals()) as f64;
        self.threshold_rate / (1e6 * minor_per_unit)
    }

    pub(super) fn millions(&self, amount: Money) -> f64 {
        amount.minor() as f64 * self.millions_per_minor()
    }

    /// Years from the date to a maturity, actual/365.
    pub(super) fn years_to(&self, maturity: NaiveDate) -> f64 {
        (maturity - self.date).num_days() as f64 / 365.0
    }
}
