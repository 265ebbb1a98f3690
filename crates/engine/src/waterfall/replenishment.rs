//! The first part of step 9: replenishment takes scheduled and prepaid principal and buys loans.
//!
//! It takes on payment dates up to the end of the replenishment period, while its conditions hold; one that
//! fails ends it for good. What finds no loan is held, and joins the principal of the first date on which
//! replenishment does not take. Recoveries and excess spread always amortise.

use super::Waterfall;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Sink, Step};
use crate::plan::Period;
use crate::pool_period::PoolSource;

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    pub(super) fn replenish(
        &mut self,
        period: &Period<A>,
        number: usize,
        pool: &mut impl PoolSource<A>,
    ) -> Result<(), RunError> {
        if !self.replenishing {
            return Ok(());
        }
        if self.takes(period, number) {
            let taken = self.flows.scheduled + self.flows.prepaid;
            self.post(number, Step::Principal, Account::Principal, Account::Held, taken);
            if self.plan.buys && self.balances.held.is_positive() {
                let amount = self.balances.held;
                pool.buy(number - 1, amount);
                self.post(
                    number,
                    Step::Principal,
                    Account::Held,
                    Account::Performing,
                    amount,
                );
            }
        } else {
            self.replenishing = false;
            let held = self.balances.held;
            self.post(number, Step::Principal, Account::Held, Account::Principal, held);
        }
        self.check(number, Step::Principal)
    }

    fn takes(&mut self, period: &Period<A>, number: usize) -> bool {
        let plan = self.plan;
        let Some(conditions) = &plan.replenishment else {
            return false;
        };
        period.may_replenish && self.replenishment_conditions_hold(conditions, number - 1)
    }

    /// Remembers the pool of the last date on which replenishment took principal.
    pub(super) fn note_replenished_pool(&mut self) {
        if self.replenishing {
            self.replenished_pool = Some(self.balances.pool());
        }
    }
}
