//! The waterfall: a fold over payment periods that allocates losses and principal to tranches.
//!
//! The steps of a period and their order are fixed by contract practice; a deal chooses their parameters.
//! Every movement of money goes through one function, which changes the balances and writes the journal, so
//! the two cannot disagree.

mod balances;
mod calls;
mod credit_events;
mod excess_spread;
mod losses;
mod premium;
mod principal;
mod replenishment;
mod split;
mod triggers;
mod write_ups;

use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, EndReason, Entry, Fact, Sink, Step};
use crate::plan::Plan;
use crate::pool_period::{Offer, PoolPeriod, PoolSource};
pub use balances::Balances;

/// A run in progress.
#[derive(Clone, Debug)]
pub struct Waterfall<'p, A: Amount, S> {
    plan: &'p Plan<A>,
    sink: S,
    balances: Balances<A>,
    flows: PoolPeriod<A>,
    /// Tests that have tripped for good, in the order of the plan.
    tripped: Vec<bool>,
    sequential: bool,
    locked_out: Vec<bool>,
    replenishing: bool,
    /// Whether loans may be added on this date to a pool that is being built up.
    ramping_up: bool,
    /// What is added on this date.
    adding: A,
    /// What has been added.
    added: A,
    /// The pool and the notionals after the last date on which it could be.
    ramped_up: Option<(A, Vec<A>)>,
    /// Principal that waits for a loan, by the period in which it was taken, where it may not wait to the end.
    waiting: Vec<(usize, A)>,
    /// Room for the decisions on loans that are offered.
    offers: Vec<Offer<A>>,
    /// On how many dates in a row each test of the switch has not tripped.
    clear: Vec<u32>,
    /// The pool on the last date on which replenishment took principal.
    replenished_pool: Option<A>,
    cumulative_losses: A,
    cumulative_defaults: A,
    /// Opening performing balance and defaults of each period, only where a test has a window.
    history: Vec<(A, A)>,
    protection_ended: Option<EndReason>,
    /// Room for the splits of principal, kept from period to period.
    scratch: Vec<A>,
    weights: Vec<A>,
    inside: Vec<A>,
}

impl<'p, A: Amount, S: Sink<A>> Waterfall<'p, A, S> {
    /// The deal at closing: the tranches take over the pool's risk.
    pub fn new(plan: &'p Plan<A>, mut sink: S) -> Self {
        for (index, notional) in plan.notionals.iter().enumerate() {
            let (from, to) = (Account::Tranche(index), Account::Performing);
            sink.post(Entry {
                period: 0,
                step: Step::Closing,
                from,
                to,
                amount: *notional,
            });
        }
        Waterfall {
            plan,
            sink,
            balances: Balances::at_closing(plan.pool, &plan.notionals),
            flows: PoolPeriod::default(),
            tripped: vec![false; plan.principal.sequential_when.len()],
            sequential: false,
            locked_out: vec![false; plan.principal.units.len()],
            replenishing: plan.replenishment.is_some(),
            ramping_up: false,
            adding: A::ZERO,
            added: A::ZERO,
            ramped_up: None,
            waiting: Vec::new(),
            offers: Vec::new(),
            clear: vec![0; plan.principal.sequential_when.len()],
            replenished_pool: None,
            cumulative_losses: A::ZERO,
            cumulative_defaults: A::ZERO,
            history: Vec::new(),
            protection_ended: None,
            scratch: Vec::new(),
            weights: Vec::new(),
            inside: Vec::new(),
        }
    }

    /// Goes back to closing, keeping the memory; the sink stays as it is.
    pub fn restart(&mut self) {
        self.balances.restart(self.plan.pool, &self.plan.notionals);
        self.tripped.fill(false);
        self.locked_out.fill(false);
        self.sequential = false;
        self.replenishing = self.plan.replenishment.is_some();
        self.ramping_up = false;
        self.adding = A::ZERO;
        self.added = A::ZERO;
        self.ramped_up = None;
        self.waiting.clear();
        self.clear.fill(0);
        self.replenished_pool = None;
        self.cumulative_losses = A::ZERO;
        self.cumulative_defaults = A::ZERO;
        self.history.clear();
        self.protection_ended = None;
    }

    /// Runs one period (from 0) and says why the run ends with it, if it does.
    ///
    /// # Errors
    /// [`RunError`] from the pool, or when an exact run breaks the pool identity.
    pub fn period(
        &mut self,
        index: usize,
        pool: &mut impl PoolSource<A>,
    ) -> Result<Option<EndReason>, RunError> {
        let period = &self.plan.periods[index];
        let number = index + 1;
        self.accrue_premium(period, number);
        self.set_excess_spread(period, number)?;
        pool.advance(index, self.protection_ended.is_some(), &mut self.flows)?;
        self.take_over_credit_events(number)?;
        self.take_over_principal(number)?;
        self.take_over_removals(number)?;
        self.take_over_work_outs(number)?;
        self.allocate_losses(period, number)?;
        self.write_up(number)?;
        self.test_triggers(index);
        self.replenish(number, pool)?;
        self.distribute_principal(number)?;
        self.add_loans(number)?;
        self.note_pool();
        self.test_calls(period, number, pool)?;
        self.mature(period, number, pool)?;
        Ok(self.end_of_run(index))
    }

    /// The balances as they are now.
    pub fn balances(&self) -> &Balances<A> {
        &self.balances
    }

    /// What the run has left behind so far.
    pub fn sink(&self) -> &S {
        &self.sink
    }

    /// What the run leaves behind.
    pub fn into_sink(self) -> S {
        self.sink
    }

    /// Moves money from one account to another, and writes it down.
    #[inline]
    fn post(&mut self, period: usize, step: Step, from: Account, to: Account, amount: A) {
        if amount.is_positive() {
            self.balances.transfer(from, to, amount);
            self.sink.post(Entry {
                period,
                step,
                from,
                to,
                amount,
            });
        }
    }

    /// Stops an exact run whose pool and tranches no longer agree.
    #[inline]
    fn check(&self, period: usize, step: Step) -> Result<(), RunError> {
        if A::EXACT && !self.balances.agree() {
            return Err(self.balances.broken(period, step));
        }
        Ok(())
    }

    fn end_of_run(&mut self, index: usize) -> Option<EndReason> {
        let last = index + 1 == self.plan.periods.len();
        let reason = (last || (self.balances.nothing_performs_or_is_held() && !self.flows.has_open_events))
            .then(|| self.protection_ended.unwrap_or(EndReason::PoolRepaid))?;
        self.sink.note(index + 1, Fact::RunEnded(reason));
        Some(reason)
    }
}
