//! Step 7: losses reach excess spread first, then the most junior tranche with notional left, upward.
//!
//! A loss that excess spread pays is principal: the pool shrank and no tranche was written down. What a period
//! leaves of its excess spread lapses, or stays trapped.

use chrono::NaiveDate;
use tranchet_deal::excess_spread::Mechanism;

use super::Waterfall;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Sink, Step};
use crate::plan::Period;

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    pub(super) fn allocate_losses(&mut self, period: &Period<A>, number: usize) -> Result<(), RunError> {
        if self.plan.accrual.is_none() {
            self.allocate_loss(period, number, self.balances.loss, None);
        } else {
            for loss in std::mem::take(&mut self.flows.dated_losses) {
                self.allocate_loss(period, number, loss.amount, Some(loss.date));
            }
        }
        if self.plan.excess_spread == Some(Mechanism::UseItOrLoseIt) {
            let unused = self.balances.excess_spread;
            self.post(number, Step::Losses, Account::ExcessSpread, Account::Bank, unused);
        }
        self.check(number, Step::Losses)
    }

    fn allocate_loss(&mut self, period: &Period<A>, number: usize, loss: A, date: Option<NaiveDate>) {
        let absorbed = loss.lesser(self.balances.excess_spread);
        self.post(
            number,
            Step::Losses,
            Account::ExcessSpread,
            Account::Principal,
            absorbed,
        );
        self.post(number, Step::Losses, Account::Loss, Account::Bank, absorbed);
        let mut left = loss - absorbed;
        for index in (0..self.balances.notionals.len()).rev() {
            if !left.is_positive() {
                return;
            }
            let part = left.lesser(self.balances.notionals[index]);
            self.post(number, Step::Losses, Account::Loss, Account::Tranche(index), part);
            self.balances.written_down[index] += part;
            left -= part;
            if let Some(date) = date {
                self.stop_accrual(period, number, index, date, part);
            }
        }
    }
}
