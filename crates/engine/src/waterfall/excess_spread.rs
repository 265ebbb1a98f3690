//! Step 2: excess spread is set aside, a rate per year on the performing balance at the start of the period.
//!
//! After the protection has ended nothing more is set aside; what is trapped still pays true-ups.

use super::Waterfall;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Sink, Step};
use crate::plan::Period;

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    pub(super) fn set_excess_spread(&mut self, period: &Period<A>, number: usize) -> Result<(), RunError> {
        if self.plan.excess_spread.is_some() && self.protection_ended.is_none() {
            let amount = self.balances.performing.scale(period.excess_spread);
            self.post(
                number,
                Step::ExcessSpreadSet,
                Account::Bank,
                Account::ExcessSpread,
                amount,
            );
        }
        self.check(number, Step::ExcessSpreadSet)
    }
}
