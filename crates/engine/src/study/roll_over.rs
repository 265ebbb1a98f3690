//! Relief that ends in one step when the protection does: at each call and at scheduled maturity.
//!
//! The deal is run under a scenario as if no call were made and scheduled maturity passed by. What stands protected
//! on a date of that run is what loses its protection if it ends then, so the risk-weighted assets that come back are
//! the relief of that date. Example: 1,000 of loans at 100 % against 175 of tranches kept: 825 come back, and at a
//! target of 12 % capital of 99.
//!
//! The time call falls on the first payment date on or after its own; the clean-up call on the first on which the pool
//! is small enough; neither on scheduled maturity or later. A regulatory call has no date. Where loans outlive the
//! protection, a maturity mismatch takes relief before the end does, and what comes back may be less than nothing. Not covered: what a bank
//! does in answer; new protection.

use chrono::NaiveDate;
use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::scenario::Scenario;

use super::observer::WeighedPool;
use super::{contractual_flows, relieve};
use crate::capital::error::CapitalError;
use crate::capital::regimes::Regime;
use crate::capital::{Capital, Terms};
use crate::error::RunError;
use crate::journal::EndReason;
use crate::outcome::{Outcome, PeriodResult, ratio};
use crate::relief::ReliefThroughLife;
use crate::run::run_past_every_end;

/// Relief that ends with the protection.
#[derive(Clone, Debug)]
pub struct RollOver {
    /// What ends the protection.
    pub ending: EndReason,
    /// When, and with what capital; none when the run has repaid the pool before, or the call is never open.
    pub at: Option<Box<Ended>>,
}

/// The last date of the protection.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The payment date.
    pub date: NaiveDate,
    /// The protected pool then, open credit events and held principal included.
    pub pool: Money,
    /// Capital on that date with the protection; its relief is what ends.
    pub capital: Capital,
}

/// The relief that each call of a deal, and its scheduled maturity, would end under a scenario.
///
/// # Errors
/// Every [`RunError`] that stands in the way of the run; inside, a [`CapitalError`] where relief cannot be found.
pub fn roll_over(
    deal: &Deal,
    scenario: &Scenario,
    law: (&'static Regime, Approach),
    terms: &Terms,
) -> Result<Result<Vec<RollOver>, CapitalError>, Vec<RunError>> {
    let mut pool = WeighedPool::new(deal, scenario, terms.pool_law(law.0.pool), &|_| ());
    let (outcome, ends) = run_past_every_end(deal, scenario, &mut pool)?;
    let flows = contractual_flows(deal, scenario)?;
    let relief = pool
        .into_weighed()
        .dates(deal, &outcome, flows.as_ref())
        .and_then(|dates| relieve(deal, law, terms, &dates));
    Ok(relief.map(|relief| {
        let life = Life {
            deal,
            outcome: &outcome,
            ends: &ends,
            relief: &relief,
        };
        life.endings()
    }))
}

/// A run that no call ends, with its relief; date `n` of the relief follows period `n`.
struct Life<'a> {
    deal: &'a Deal,
    outcome: &'a Outcome,
    ends: &'a [NaiveDate],
    relief: &'a ReliefThroughLife,
}

impl Life<'_> {
    fn endings(&self) -> Vec<RollOver> {
        let calls = &self.deal.calls;
        let time = calls.time.map(|call| {
            let period = self.first_before_maturity(|end, _| end >= call.date);
            self.ending(EndReason::TimeCall, period)
        });
        let clean_up = calls.clean_up.map(|level| {
            let small = |_, result: &PeriodResult| ratio(pool(result), self.outcome.initial_pool) <= level.0;
            self.ending(EndReason::CleanUpCall, self.first_before_maturity(small))
        });
        let maturity = self
            .ends
            .iter()
            .position(|end| *end == self.deal.scheduled_maturity);
        let mut endings: Vec<_> = time.into_iter().chain(clean_up).collect();
        endings.push(self.ending(EndReason::ScheduledMaturity, maturity));
        endings
    }

    fn first_before_maturity(&self, open: impl Fn(NaiveDate, &PeriodResult) -> bool) -> Option<usize> {
        let mut periods = self.ends.iter().zip(&self.outcome.periods);
        periods.position(|(end, result)| *end < self.deal.scheduled_maturity && open(*end, result))
    }

    /// The ending after a period, counted from nought, if anything performs or is held then.
    fn ending(&self, ending: EndReason, period: Option<usize>) -> RollOver {
        let at = period.and_then(|period| {
            let result = self.outcome.periods.get(period)?;
            let flows = &result.pool;
            let left = flows.closing + flows.held > Money::ZERO;
            left.then(|| {
                Box::new(Ended {
                    date: result.date,
                    pool: pool(result),
                    capital: self.relief.dates[period + 1].capital.clone(),
                })
            })
        });
        RollOver { ending, at }
    }
}

fn pool(result: &PeriodResult) -> Money {
    result.pool.closing + result.pool.open_events + result.pool.held
}
