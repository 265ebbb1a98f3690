//! Step 8: write-ups reinstate tranches in the reverse order of write-down, the most senior one first.
//!
//! A write-up that no tranche lost, because excess spread had paid, goes back to the bank: it is neither
//! principal nor excess spread.

use super::Waterfall;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Sink, Step};

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    pub(super) fn write_up(&mut self, number: usize) -> Result<(), RunError> {
        let mut left = self.flows.write_up + self.flows.reversed_loss;
        if left.is_positive() {
            for index in 0..self.balances.notionals.len() {
                let part = left.lesser(self.balances.written_down[index]);
                self.post(
                    number,
                    Step::WriteUps,
                    Account::Tranche(index),
                    Account::WriteUp,
                    part,
                );
                self.balances.written_down[index] -= part;
                left -= part;
            }
            self.post(number, Step::WriteUps, Account::Principal, Account::Bank, left);
            self.post(number, Step::WriteUps, Account::Bank, Account::WriteUp, left);
        }
        self.check(number, Step::WriteUps)
    }
}
