//! Default rates by class of loan, and vectors of rates by deal year or period.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::factor::Factor;
use tranchet_deal::loan::LoanStatus;
use tranchet_deal::scenario::{DefaultRates, RateVector, RepresentativeLoan, Scenario, TapeColumn};

use super::periods::{deal_year, entry};
use crate::amount::Amount;
use crate::rates::period_rate;

/// The value of a bought loan in a column.
pub(super) fn bought_value(bought: &RepresentativeLoan, column: TapeColumn) -> Option<String> {
    match column {
        TapeColumn::Rating => bought.rating.clone(),
        TapeColumn::Sector => bought.sector.clone(),
        TapeColumn::Country => bought.country.clone(),
        TapeColumn::Status => Some(LoanStatus::Performing.name().to_owned()),
        TapeColumn::Index => bought.index.as_ref().map(|index| index.0.clone()),
        TapeColumn::Amortisation => Some(bought.amortisation.name().to_owned()),
        TapeColumn::LoanId
        | TapeColumn::ObligorId
        | TapeColumn::GroupId
        | TapeColumn::Currency
        | TapeColumn::AssetClass
        | TapeColumn::Security
        | TapeColumn::Slotting
        | TapeColumn::ComputeType
        | TapeColumn::OffTaker
        | TapeColumn::GpuGeneration => None,
    }
}

/// The row of [`default_rates`] for a loan; the values of a column have rows in their order, `otherwise` the last.
pub(super) fn class_of(
    rates: &Option<DefaultRates>,
    value: impl Fn(TapeColumn) -> Option<String>,
) -> Result<usize, (&'static str, String)> {
    match rates {
        None | Some(DefaultRates::All(_)) => Ok(0),
        Some(DefaultRates::By {
            column,
            values,
            otherwise,
        }) => {
            let value = value(*column);
            let known = value
                .as_ref()
                .and_then(|value| values.keys().position(|key| key == value));
            let rest = otherwise.is_some().then_some(values.len());
            known
                .or(rest)
                .ok_or_else(|| (column.name(), value.unwrap_or_else(|| "blank".to_owned())))
        }
    }
}

/// Default rates per period, a row for each class of loan.
pub(super) fn default_rates<A: Amount>(
    deal: &Deal,
    scenario: &Scenario,
    dates: &[NaiveDate],
) -> Vec<Vec<Option<A::Factor>>> {
    let rows: Vec<&RateVector> = match &scenario.default_rates {
        None => return vec![vec![None; dates.len() - 1]],
        Some(DefaultRates::All(rates)) => vec![rates],
        Some(DefaultRates::By {
            values, otherwise, ..
        }) => values.values().chain(otherwise).collect(),
    };
    rows.into_iter()
        .map(|rates| vector::<A>(deal, dates, rates))
        .collect()
}

/// Rates per period; none where the rate is nought.
pub(super) fn vector<A: Amount>(
    deal: &Deal,
    dates: &[NaiveDate],
    rates: &RateVector,
) -> Vec<Option<A::Factor>> {
    let periods_per_year = deal.payments.frequency.periods_per_year().get();
    let mut roots: HashMap<Decimal, Decimal> = HashMap::new();
    (0..dates.len() - 1)
        .map(|period| {
            let rate = match rates {
                RateVector::PerPeriod(rates) => entry(rates, period)?.0,
                RateVector::Annual(rates) => {
                    let annual = entry(rates, deal_year(deal.closing, dates[period]))?.0;
                    *roots
                        .entry(annual)
                        .or_insert_with(|| period_rate(annual, periods_per_year))
                }
            };
            (!rate.is_zero()).then(|| A::factor(Factor::from(rate)))
        })
        .collect()
}
