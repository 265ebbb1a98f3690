//! A deal under a scenario, studied whole: its run, its returns, and the capital that it releases through life.

mod memory;
mod observer;

use rust_decimal::Decimal;
use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::scenario::Scenario;

use crate::capital::error::CapitalError;
use crate::capital::regimes::{Regime, find};
use crate::capital::{Terms, number};
use crate::error::RunError;
use crate::outcome::Outcome;
use crate::relief::{LifeDate, ReliefThroughLife, relieve_through_life};
use crate::returns::{BankReturns, TrancheReturns, bank_returns, tranche_returns};
use crate::run::run;
pub use memory::{Memory, Ran};
use observer::{RiskWeightedPool, Watched};

/// Everything that a run says.
#[derive(Clone, Debug)]
pub struct Study {
    /// Periods and journal.
    pub outcome: Outcome,
    /// Returns of each tranche, senior first.
    pub tranches: Vec<TrancheReturns>,
    /// What it costs the bank.
    pub bank: BankReturns,
    /// Relief on closing and on each payment date under the deal's regime, or why there is none.
    pub relief: Result<ReliefThroughLife, NoRelief>,
}

/// Why relief is not calculated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRelief {
    /// The deal has no capital terms.
    #[error("the deal names no capital regime")]
    NoRegime,
    /// The regime cannot be applied.
    #[error(transparent)]
    Capital(#[from] CapitalError),
}

/// Runs a deal under a scenario and reads everything from the run.
///
/// `progress` hears the number of each period that is done.
///
/// # Errors
/// Every [`RunError`] that stands in the way of the run. Relief that cannot be calculated is no error.
pub fn study(deal: &Deal, scenario: &Scenario, progress: &dyn Fn(usize)) -> Result<Study, Vec<RunError>> {
    let terms = deal.capital.as_ref().ok_or(NoRelief::NoRegime);
    let law = terms.and_then(|terms| Ok((find(&terms.regime)?, terms.approach)));
    let (outcome, relief) = match law {
        Ok(law) => run_with_relief(deal, scenario, law, progress)?,
        Err(none) => (run(deal, scenario, &mut observer::Progress(progress))?, Err(none)),
    };
    Ok(Study {
        tranches: tranche_returns(deal, &outcome),
        bank: bank_returns(deal, &outcome),
        outcome,
        relief,
    })
}

/// Runs a deal under a scenario and finds its relief under a regime and approach, whichever the deal names.
///
/// # Errors
/// Every [`RunError`] that stands in the way of the run.
pub fn run_with_relief(
    deal: &Deal,
    scenario: &Scenario,
    law: (&'static Regime, Approach),
    progress: &dyn Fn(usize),
) -> Result<(Outcome, Result<ReliefThroughLife, NoRelief>), Vec<RunError>> {
    let mut watched = Watched {
        pool: RiskWeightedPool::new(deal, scenario),
        progress,
    };
    let outcome = run(deal, scenario, &mut watched)?;
    let relief = watched
        .pool
        .dates(deal, &outcome)
        .and_then(|dates| relieve(deal, law, &dates));
    Ok((outcome, relief.map_err(NoRelief::Capital)))
}

fn relieve(
    deal: &Deal,
    (regime, approach): (&'static Regime, Approach),
    dates: &[LifeDate],
) -> Result<ReliefThroughLife, CapitalError> {
    let terms = deal.capital.as_ref().map_or_else(Terms::default, Terms::from);
    relieve_through_life(regime, approach, &deal.tranches, dates, &terms.of_deal(deal))
}

impl Study {
    /// Net cost over capital released times years, per year; none when nothing is released.
    pub fn cost_per_capital_year(&self) -> Option<Decimal> {
        self.relief
            .as_ref()
            .ok()?
            .cost_per_capital_year(self.bank.net_cost)
    }

    /// Capital released on average over the life of the run.
    pub fn average_capital_released(&self) -> Option<Money> {
        let relief = self.relief.as_ref().ok()?;
        let years: Decimal = relief.dates.iter().map(|date| date.years).sum();
        relief
            .capital_years
            .checked_div(years)
            .map(number::round_half_even)
    }
}
