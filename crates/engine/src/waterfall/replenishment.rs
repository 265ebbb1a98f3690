//! The first part of step 9: replenishment takes scheduled and prepaid principal and buys loans.
//!
//! It takes on payment dates up to the end of the replenishment period, while its conditions hold; one that
//! fails ends it for good. What finds no loan is held, for so many payment dates as the deal allows or to the end,
//! the oldest spent first; then it joins the principal of the date. Recoveries, removals and excess spread always
//! amortise.
//!
//! During a ramp-up loans are bought beyond what is held, until the additions make up for what the closing pool lacks
//! of its target. After the date's principal an addition raises the tranches by their shares at closing, rounded
//! down; the units left over go to the most senior.

use super::Waterfall;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Fact, Sink, Step};
use crate::plan::ReplenishmentPlan;
use crate::pool_period::PoolSource;

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    /// Decides whether replenishment takes principal on a date; the first date on which it does not is its end.
    pub(super) fn decide_replenishment(&mut self, period: usize) {
        let plan = self.plan;
        self.ramping_up = self.replenishing && plan.periods[period].may_ramp_up;
        if let Some(terms) = plan.replenishment.as_ref().filter(|_| self.replenishing) {
            self.replenishing = plan.periods[period].may_replenish
                && self.replenishment_conditions_hold(&terms.conditions, period);
            self.ramping_up &= self.replenishing;
        }
    }

    /// Takes scheduled and prepaid principal and buys loans, or releases what is held.
    pub(super) fn replenish(&mut self, number: usize, pool: &mut impl PoolSource<A>) -> Result<(), RunError> {
        match self.plan.replenishment.as_ref().filter(|_| self.replenishing) {
            Some(terms) => {
                let taken = self.flows.scheduled + self.flows.prepaid;
                self.post(number, Step::Principal, Account::Principal, Account::Held, taken);
                let spent = self.buy(number, terms, pool);
                if let Some(periods) = terms.unapplied_periods {
                    self.release_unapplied(number, periods, taken, spent);
                }
            }
            None => {
                let held = self.balances.held;
                self.post(number, Step::Principal, Account::Held, Account::Principal, held);
            }
        }
        self.check(number, Step::Principal)
    }

    /// Buys loans, and says how much of what is held they took.
    fn buy(&mut self, number: usize, terms: &ReplenishmentPlan<A>, pool: &mut impl PoolSource<A>) -> A {
        let held = self.balances.held;
        let money = held + self.room(terms);
        if !self.plan.buys || !money.is_positive() {
            return A::ZERO;
        }
        let mut offers = std::mem::take(&mut self.offers);
        let bought = pool.buy(number - 1, money, &mut offers);
        for offer in offers.drain(..) {
            self.sink.note(number, Fact::Offer(offer));
        }
        self.offers = offers;
        let spent = bought.lesser(held);
        self.post(number, Step::Principal, Account::Held, Account::Performing, spent);
        self.adding = bought - spent;
        spent
    }

    /// What may still be added to a pool that is being built up.
    fn room(&self, terms: &ReplenishmentPlan<A>) -> A {
        match terms.target.filter(|_| self.ramping_up) {
            Some(target) => target - self.plan.pool - self.added,
            None => A::ZERO,
        }
    }

    /// Loans added in the ramp-up raise the tranches, after this date's principal.
    pub(super) fn add_loans(&mut self, number: usize) -> Result<(), RunError> {
        let amount = std::mem::take(&mut self.adding);
        if !amount.is_positive() {
            return Ok(());
        }
        self.added += amount;
        let plan = self.plan;
        let mut left = amount;
        for (index, notional) in plan.notionals.iter().enumerate().skip(1) {
            let part = amount.share_down(*notional, plan.pool);
            left -= part;
            self.post(
                number,
                Step::RampUp,
                Account::Tranche(index),
                Account::Performing,
                part,
            );
        }
        self.post(
            number,
            Step::RampUp,
            Account::Tranche(0),
            Account::Performing,
            left,
        );
        self.check(number, Step::RampUp)
    }

    /// Principal that has waited long enough amortises; what was spent was the oldest.
    fn release_unapplied(&mut self, number: usize, periods: usize, taken: A, spent: A) {
        self.waiting.push((number, taken));
        let mut spent = spent;
        for (_, waiting) in &mut self.waiting {
            let part = spent.lesser(*waiting);
            *waiting -= part;
            spent -= part;
        }
        let due = self
            .waiting
            .partition_point(|(since, _)| since + periods <= number);
        let released = self.waiting.drain(..due).map(|(_, waiting)| waiting).sum();
        self.post(
            number,
            Step::Principal,
            Account::Held,
            Account::Principal,
            released,
        );
    }

    /// Remembers the pool of the last date on which replenishment took principal, and on which loans were added.
    pub(super) fn note_pool(&mut self) {
        if self.replenishing {
            self.replenished_pool = Some(self.balances.pool());
        }
        if self.ramping_up {
            self.ramped_up = Some((self.balances.pool(), self.balances.notionals.clone()));
        }
    }

    /// The pool at closing, with what was added to it since.
    pub(super) fn initial_pool(&self) -> A {
        self.plan.pool + self.added
    }
}
