//! By which numbers and in which units loans are weighted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::bank::{Granularity, PoolChoices, SupportingFactors};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::{Currency, Money};

use crate::capital::number::to_f64;
use crate::capital::pool_terms::{PoolTerms, on};
use crate::capital::step::{Answer, Input, Source, Step};
use crate::cited::Citation;

/// Where the rate of the thresholds' currency comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThresholdRate {
    /// They are in the deal's currency, or there are none.
    Own,
    /// The deal has a rate.
    Deal,
    /// The deal has none: one for one.
    Assumed,
}

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
    /// Where that rate comes from.
    pub threshold: ThresholdRate,
    /// Which supporting factors the bank applies.
    pub factors: SupportingFactors,
    /// How many and how lossy the exposures are taken to be.
    pub granularity: Granularity,
}

impl Weighing {
    /// By the version in force on the date, thresholds taken one for one, without supporting factors.
    pub fn on(versions: &'static [PoolTerms], date: NaiveDate, currency: Currency) -> Weighing {
        Weighing {
            terms: on(versions, date),
            date,
            currency,
            threshold_rate: 1.0,
            threshold: ThresholdRate::Own,
            factors: SupportingFactors::default(),
            granularity: Granularity::Full,
        }
    }

    /// The same for a deal: with its exchange rates and the bank's choices.
    pub fn of_deal(versions: &'static [PoolTerms], deal: &Deal, date: NaiveDate) -> Weighing {
        let choices = deal
            .capital
            .as_ref()
            .map_or_else(PoolChoices::default, |terms| terms.pool);
        let plain = Weighing::on(versions, date, deal.currency);
        let (threshold_rate, threshold) = plain.rate(&deal.fx);
        Weighing {
            threshold_rate,
            threshold,
            factors: choices.supporting_factors,
            granularity: choices.granularity,
            ..plain
        }
    }

    fn rate(&self, fx: &BTreeMap<String, Decimal>) -> (f64, ThresholdRate) {
        let own = self.currency.code();
        let currency = match &self.terms.irb {
            Answer::Applies(irb) => irb.function.size.currency,
            Answer::NotApplicable(_) => own,
        };
        match fx.get(currency) {
            _ if currency == own => (1.0, ThresholdRate::Own),
            Some(rate) => (1.0 / to_f64(*rate), ThresholdRate::Deal),
            None => (1.0, ThresholdRate::Assumed),
        }
    }

    /// How the thresholds were converted; none where they are in the deal's currency.
    pub(super) fn threshold_step(&self) -> Option<Step> {
        let rule = "thresholds per unit of the deal's currency";
        let assumed = Citation::assumed("thresholds one for one, since the deal gives no rate");
        let fixed = Citation::assumed("thresholds at the deal's own rate, fixed at closing");
        match self.threshold {
            ThresholdRate::Own => None,
            ThresholdRate::Assumed => Some(Step::of(rule, assumed, &[], self.threshold_rate)),
            ThresholdRate::Deal => {
                let rate = Input::of("fx", 1.0 / self.threshold_rate).from(Source::Deal("fx"));
                Some(Step::of(rule, fixed, &[rate], self.threshold_rate).by("1 / fx"))
            }
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
        years_between(self.date, maturity)
    }
}

/// Years from a date to a maturity, actual/365.
pub(super) fn years_between(date: NaiveDate, maturity: NaiveDate) -> f64 {
    (maturity - date).num_days() as f64 / 365.0
}
