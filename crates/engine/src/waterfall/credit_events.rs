//! Steps 3 to 6, and removals: the waterfall takes over what the pool did in the period.

use super::Waterfall;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Sink, Step};

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    /// Step 3: defaulted balances leave performing; the initial loss is a loss, the rest an expected recovery.
    pub(super) fn take_over_credit_events(&mut self, number: usize) -> Result<(), RunError> {
        let (defaulted, initial_loss) = (self.flows.defaulted, self.flows.initial_loss);
        self.post(
            number,
            Step::CreditEvents,
            Account::Performing,
            Account::WorkOut,
            defaulted,
        );
        self.post(
            number,
            Step::CreditEvents,
            Account::WorkOut,
            Account::Loss,
            initial_loss,
        );
        self.cumulative_defaults += defaulted;
        self.cumulative_losses += initial_loss;
        self.check(number, Step::CreditEvents)
    }

    /// Steps 4 and 5: contractual principal and prepayment.
    pub(super) fn take_over_principal(&mut self, number: usize) -> Result<(), RunError> {
        let (scheduled, prepaid) = (self.flows.scheduled, self.flows.prepaid);
        self.post(
            number,
            Step::ScheduledPrincipal,
            Account::Performing,
            Account::Principal,
            scheduled,
        );
        self.check(number, Step::ScheduledPrincipal)?;
        self.post(
            number,
            Step::Prepayment,
            Account::Performing,
            Account::Principal,
            prepaid,
        );
        self.check(number, Step::Prepayment)
    }

    /// Loans that leave the pool after step 5: their balance is principal at par; losses on those that were never
    /// eligible are write-ups, and the same money is principal.
    pub(super) fn take_over_removals(&mut self, number: usize) -> Result<(), RunError> {
        let flows = &self.flows;
        let (removed, events, reversed) = (flows.removed, flows.removed_events, flows.reversed_loss);
        let defaults = flows.reversed_defaults;
        self.post(
            number,
            Step::Removals,
            Account::Performing,
            Account::Principal,
            removed,
        );
        self.post(
            number,
            Step::Removals,
            Account::WorkOut,
            Account::Principal,
            events,
        );
        self.post(
            number,
            Step::Removals,
            Account::WriteUp,
            Account::Principal,
            reversed,
        );
        self.cumulative_losses -= reversed;
        self.cumulative_defaults -= defaults;
        self.check(number, Step::Removals)
    }

    /// Step 6: recoveries are principal; a final loss above the initial one is a further loss, below it a
    /// write-up.
    pub(super) fn take_over_work_outs(&mut self, number: usize) -> Result<(), RunError> {
        let (true_up, write_up, recovered) = (self.flows.true_up, self.flows.write_up, self.flows.recovered);
        self.post(number, Step::WorkOuts, Account::WorkOut, Account::Loss, true_up);
        self.post(
            number,
            Step::WorkOuts,
            Account::WriteUp,
            Account::WorkOut,
            write_up,
        );
        self.post(
            number,
            Step::WorkOuts,
            Account::WorkOut,
            Account::Principal,
            recovered,
        );
        self.cumulative_losses += true_up;
        self.cumulative_losses -= write_up;
        self.check(number, Step::WorkOuts)
    }
}
