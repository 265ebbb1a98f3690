//! One deterministic run: the exact waterfall over a pool of loans.

use chrono::NaiveDate;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::scenario::Scenario;

use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Journal, Sink};
use crate::lower::{Lowered, lower};
use crate::outcome::{Outcome, read};
use crate::plan::Plan;
use crate::pool_period::PoolSource;
use crate::pool_run::{PoolRun, Position};
use crate::waterfall::Waterfall;

/// Sees the loans at the end of each period, for figures that the journal does not hold.
pub trait Observer<A> {
    /// The loans after a period, numbered from 1.
    fn observe(&mut self, period: usize, loans: &[Position<A>]);
}

impl<A> Observer<A> for () {
    fn observe(&mut self, _: usize, _: &[Position<A>]) {}
}

/// Runs a deal under a scenario, to the last minor unit.
///
/// # Errors
/// Every [`RunError`] that stands in the way of the run, or the first that stops it.
pub fn run(
    deal: &Deal,
    scenario: &Scenario,
    observer: &mut impl Observer<Money>,
) -> Result<Outcome, Vec<RunError>> {
    run_lowered(&scenario.name, &lower::<Money>(deal, scenario)?, observer)
}

/// Runs a deal whose protection nothing ends but the pool: no call is made, and scheduled maturity passes by.
///
/// Beside the outcome, the unadjusted payment dates of its periods.
///
/// # Errors
/// As of [`run`].
pub fn run_past_every_end(
    deal: &Deal,
    scenario: &Scenario,
    observer: &mut impl Observer<Money>,
) -> Result<(Outcome, Vec<NaiveDate>), Vec<RunError>> {
    let mut lowered = lower::<Money>(deal, scenario)?;
    lowered.plan.clean_up = None;
    for period in &mut lowered.plan.periods {
        period.call = None;
        period.is_scheduled_maturity = false;
    }
    let ends = lowered.plan.periods.iter().map(|period| period.end).collect();
    Ok((run_lowered(&scenario.name, &lowered, observer)?, ends))
}

pub(crate) fn run_lowered(
    scenario: &str,
    lowered: &Lowered<Money>,
    observer: &mut impl Observer<Money>,
) -> Result<Outcome, Vec<RunError>> {
    let mut loans = PoolRun::new(&lowered.pool);
    run_over(&lowered.plan, scenario, &mut loans, |period, loans| {
        observer.observe(period, loans.positions());
    })
    .map_err(|error| vec![error])
}

/// Runs a plan over a pool, and calls `after` with the number of each period and the pool at its end.
///
/// # Errors
/// The first [`RunError`].
pub(crate) fn run_over<P: PoolSource<Money>>(
    plan: &Plan<Money>,
    scenario: &str,
    pool: &mut P,
    mut after: impl FnMut(usize, &P),
) -> Result<Outcome, RunError> {
    let mut waterfall = Waterfall::new(plan, Journal::default());
    for index in 0..plan.periods.len() {
        let ended = waterfall.period(index, pool)?;
        after(index + 1, pool);
        if ended.is_some() {
            break;
        }
    }
    Ok(read(scenario.to_owned(), plan, waterfall.into_sink()))
}

/// Runs every period of a plan over a pool, until the deal ends.
///
/// # Errors
/// The first [`RunError`].
pub fn run_plan<A: Amount, S: Sink<A>>(
    plan: &Plan<A>,
    waterfall: &mut Waterfall<'_, A, S>,
    pool: &mut impl PoolSource<A>,
) -> Result<(), RunError> {
    for index in 0..plan.periods.len() {
        if waterfall.period(index, pool)?.is_some() {
            break;
        }
    }
    Ok(())
}
