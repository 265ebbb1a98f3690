//! Steps 11 and 12: calls, tested after principal, and scheduled maturity.
//!
//! Either ends the protection: performing balance and held principal repay tranches in order of seniority, and
//! notional that stands against open credit events stays until they settle. Calls are tested clean-up, time,
//! regulatory, in that order, not on or after scheduled maturity and not when nothing performs or is held.

use std::cmp::Ordering;

use super::Waterfall;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, EndReason, Fact, Sink, Step};
use crate::plan::Period;
use crate::pool_period::PoolSource;

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    pub(super) fn test_calls(
        &mut self,
        period: &Period<A>,
        number: usize,
        pool: &mut impl PoolSource<A>,
    ) -> Result<(), RunError> {
        if self.protection_ended.is_some()
            || period.is_scheduled_maturity
            || self.balances.nothing_performs_or_is_held()
        {
            return Ok(());
        }
        let clean_up = self.clean_up_is_due().then_some(EndReason::CleanUpCall);
        match clean_up.or(period.call) {
            Some(reason) => self.end_protection(number, Step::Call, reason, pool),
            None => Ok(()),
        }
    }

    pub(super) fn mature(
        &mut self,
        period: &Period<A>,
        number: usize,
        pool: &mut impl PoolSource<A>,
    ) -> Result<(), RunError> {
        if period.is_scheduled_maturity && self.protection_ended.is_none() {
            return self.end_protection(number, Step::Maturity, EndReason::ScheduledMaturity, pool);
        }
        Ok(())
    }

    fn clean_up_is_due(&self) -> bool {
        self.plan.clean_up.is_some_and(|level| {
            A::compare_ratio(self.balances.pool(), self.initial_pool(), level) != Ordering::Greater
        })
    }

    fn end_protection(
        &mut self,
        number: usize,
        step: Step,
        reason: EndReason,
        pool: &mut impl PoolSource<A>,
    ) -> Result<(), RunError> {
        self.protection_ended = Some(reason);
        self.replenishing = false;
        self.ramping_up = false;
        let (performing, held) = (self.balances.performing, self.balances.held);
        self.post(number, step, Account::Performing, Account::Principal, performing);
        self.post(number, step, Account::Held, Account::Principal, held);
        self.repay_by_seniority(number, step);
        pool.repay_all();
        self.sink.note(number, Fact::ProtectionEnded(reason));
        self.check(number, step)
    }
}
