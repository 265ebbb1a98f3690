//! The first part of step 9: replenishment takes scheduled and prepaid principal and buys loans.
//!
//! It takes on payment dates up to the end of the replenishment period, while its conditions hold; one that
//! fails ends it for good. What finds no loan is held, and joins the principal of the first date on which
//! replenishment does not take. Recoveries and excess spread always amortise.

use super::Waterfall;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Sink, Step};
use crate::pool_period::PoolSource;

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    /// Decides whether replenishment takes principal on a date; the first date on which it does not is its end.
    pub(super) fn decide_replenishment(&mut self, period: usize) {
        let plan = self.plan;
        if let Some(conditions) = plan.replenishment.as_ref().filter(|_| self.replenishing) {
            self.replenishing =
                plan.periods[period].may_replenish && self.replenishment_conditions_hold(conditions, period);
        }
    }

    /// Takes scheduled and prepaid principal, or releases what is held.
    pub(super) fn replenish(&mut self, number: usize, pool: &mut impl PoolSource<A>) -> Result<(), RunError> {
        if self.replenishing {
            let taken = self.flows.scheduled + self.flows.prepaid;
            self.post(number, Step::Principal, Account::Principal, Account::Held, taken);
            let held = self.balances.held;
            if self.plan.buys && held.is_positive() {
                pool.buy(number - 1, held);
                self.post(number, Step::Principal, Account::Held, Account::Performing, held);
            }
        } else {
            let held = self.balances.held;
            self.post(number, Step::Principal, Account::Held, Account::Principal, held);
        }
        self.check(number, Step::Principal)
    }

    /// Remembers the pool of the last date on which replenishment took principal.
    pub(super) fn note_replenished_pool(&mut self) {
        if self.replenishing {
            self.replenished_pool = Some(self.balances.pool());
        }
    }
}
