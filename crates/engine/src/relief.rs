//! Capital relief through the life of a deal, and what a unit of it costs.
//!
//! Each date is assessed on what is outstanding after it; the relief of a date lasts until the next one, so
//! that the capital-years released are the sum of `relief.capital x years`. Cost of protection divided by them
//! is the cost of a unit of capital per year, undiscounted.

use rust_decimal::Decimal;
use tranchet_deal::bank::Approach;
use tranchet_deal::money::Money;
use tranchet_deal::tranche::Tranche;

use crate::capital::error::CapitalError;
use crate::capital::number::minor;
use crate::capital::pool::PoolState;
use crate::capital::regimes::Regime;
use crate::capital::{Capital, Terms, TrancheState, assess};

/// What is outstanding after a date.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeDate {
    /// The pool.
    pub pool: PoolState,
    /// Notional of each tranche, in the order of the deal.
    pub notionals: Vec<Money>,
    /// Contractual `M_T` of each tranche in years; empty: from legal final maturity.
    pub m_t: Vec<f64>,
    /// Years from this date to the next, by the deal's day count; nought on the last.
    pub years: Decimal,
}

/// Capital on a date, and how long it lasts.
#[derive(Clone, Debug)]
pub struct DatedCapital {
    /// Capital before, after and relief, with the date.
    pub capital: Capital,
    /// Years until the next date.
    pub years: Decimal,
}

/// Relief on every date of a run.
#[derive(Clone, Debug)]
pub struct ReliefThroughLife {
    /// The dates, in order.
    pub dates: Vec<DatedCapital>,
    /// Capital released times years, in minor units.
    pub capital_years: Decimal,
}

impl ReliefThroughLife {
    /// Cost per unit of capital released and year; none when nothing was released.
    pub fn cost_per_capital_year(&self, cost: Money) -> Option<Decimal> {
        (self.capital_years > Decimal::ZERO).then(|| minor(cost) / self.capital_years)
    }
}

/// Relief on each of `dates`.
///
/// # Errors
/// [`CapitalError::ApproachNotAvailable`] when the regime has no such approach.
///
/// # Panics
/// If a date has another number of notionals than there are tranches: a run never leaves one out.
pub fn relieve_through_life(
    regime: &'static Regime,
    approach: Approach,
    tranches: &[Tranche],
    dates: &[LifeDate],
    terms: &Terms,
) -> Result<ReliefThroughLife, CapitalError> {
    let assessed: Result<Vec<_>, _> = dates
        .iter()
        .map(|date| assess_date(regime, approach, tranches, date, terms))
        .collect();
    let dates = assessed?;
    let capital_years = dates
        .iter()
        .map(|date| minor(date.capital.relief.capital) * date.years)
        .sum();
    Ok(ReliefThroughLife { dates, capital_years })
}

fn assess_date(
    regime: &'static Regime,
    approach: Approach,
    tranches: &[Tranche],
    date: &LifeDate,
    terms: &Terms,
) -> Result<DatedCapital, CapitalError> {
    assert_eq!(tranches.len(), date.notionals.len(), "one notional a tranche");
    let outstanding: Vec<_> = tranches
        .iter()
        .zip(&date.notionals)
        .enumerate()
        .map(|(place, (tranche, notional))| TrancheState {
            m_t: date.m_t.get(place).copied(),
            ..TrancheState::new(tranche, *notional)
        })
        .collect();
    let capital = assess(regime, approach, &date.pool, &outstanding, terms)?;
    Ok(DatedCapital {
        capital,
        years: date.years,
    })
}

#[cfg(test)]
mod tests;
