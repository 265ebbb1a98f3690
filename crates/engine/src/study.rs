//! A deal under a scenario, studied whole: its run, its returns, and the capital that it releases through life.

pub mod maturities;
mod memory;
mod observer;
pub mod roll_over;

use rust_decimal::Decimal;
use tranchet_deal::bank::{Approach, TrancheMaturity};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::scenario::Scenario;

use crate::capital::error::CapitalError;
use crate::capital::regimes::{Regime, find};
use crate::capital::{AtClosing, Capital, Terms, number};
use crate::error::RunError;
use crate::outcome::Outcome;
use crate::relief::{LifeDate, ReliefThroughLife, relieve_through_life};
use crate::returns::{BankReturns, TrancheReturns, bank_returns, tranche_returns};
use crate::run::run;
use maturities::ContractualFlows;
pub use memory::{Memory, Ran};
use observer::WeighedPool;

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
    let law = terms.and_then(|terms| Ok(((find(&terms.regime)?, terms.approach), Terms::from(terms))));
    let (outcome, relief) = match law {
        Ok((law, terms)) => run_with_relief(deal, scenario, law, &terms, progress)?,
        Err(none) => (run(deal, scenario, &mut observer::Progress(progress))?, Err(none)),
    };
    Ok(Study {
        tranches: tranche_returns(deal, &outcome),
        bank: bank_returns(deal, &outcome),
        outcome,
        relief,
    })
}

/// Runs a deal under a scenario and finds its relief under a regime, approach and terms, whichever the deal names.
///
/// # Errors
/// Every [`RunError`] that stands in the way of the run.
pub fn run_with_relief(
    deal: &Deal,
    scenario: &Scenario,
    law: (&'static Regime, Approach),
    terms: &Terms,
    progress: &dyn Fn(usize),
) -> Result<(Outcome, Result<ReliefThroughLife, NoRelief>), Vec<RunError>> {
    let mut pool = WeighedPool::new(deal, scenario, terms.pool_law(law.0.pool), progress);
    let outcome = run(deal, scenario, &mut pool)?;
    let flows = contractual_flows(deal, scenario)?;
    let relief = pool
        .into_weighed()
        .dates(deal, &outcome, flows.as_ref())
        .and_then(|dates| relieve(deal, law, terms, &dates));
    Ok((outcome, relief.map_err(NoRelief::Capital)))
}

/// Capital before and after of a deal at closing, with tranche maturities as the deal asks for them; contractual ones
/// take the scenario's rates, and legal ones their place where the deal cannot be run.
///
/// # Errors
/// [`CapitalError`] for loans that cannot be weighed, or an approach that the regime lacks.
pub fn capital_at_closing(
    deal: &Deal,
    scenario: &Scenario,
    (regime, approach): (&'static Regime, Approach),
    terms: &Terms,
) -> Result<Capital, CapitalError> {
    closing(deal, scenario, regime, terms)?.assess(regime, approach)
}

/// A deal at closing, with tranche maturities as for [`capital_at_closing`].
///
/// # Errors
/// [`CapitalError`] for loans that cannot be weighed.
pub fn closing<'a>(
    deal: &'a Deal,
    scenario: &Scenario,
    regime: &'static Regime,
    terms: &Terms,
) -> Result<AtClosing<'a>, CapitalError> {
    let m_t = contractual_flows(deal, scenario)
        .unwrap_or_default()
        .map_or_else(Vec::new, |flows| flows.m_t(deal.closing));
    AtClosing::of(regime, deal, &m_t, terms)
}

/// Contractual cash flows of the tranches, where the deal measures their maturity by them.
fn contractual_flows(deal: &Deal, scenario: &Scenario) -> Result<Option<ContractualFlows>, Vec<RunError>> {
    let choices = deal.capital.as_ref().map(|terms| terms.pool.tranche_maturity);
    match choices.unwrap_or_default() {
        TrancheMaturity::Legal => Ok(None),
        TrancheMaturity::Contractual => ContractualFlows::of(deal, scenario).map(Some),
    }
}

fn relieve(
    deal: &Deal,
    (regime, approach): (&'static Regime, Approach),
    terms: &Terms,
    dates: &[LifeDate],
) -> Result<ReliefThroughLife, CapitalError> {
    relieve_through_life(
        regime,
        approach,
        &deal.tranches,
        dates,
        &terms.of_deal(deal, regime),
    )
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
