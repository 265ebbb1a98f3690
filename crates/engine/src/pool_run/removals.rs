//! Loans that leave the pool: taken back at par, or found never to have been eligible.
//!
//! What performs after defaults, schedule and prepayment of the period is principal at par. Of a loan that was never
//! eligible, the expected recovery of its open events is principal too, and every loss booked on it is given back:
//! the tranches are written up and the same money is principal, as if the loan had been repaid instead of lost.
//! Premium is not revisited.

use super::PoolRun;
use crate::amount::Amount;
use crate::pool_period::PoolPeriod;

/// What has been booked on a loan.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Booked<A> {
    pub defaulted: A,
    /// Losses less what settlements gave back.
    pub loss: A,
}

impl<A: Amount> PoolRun<'_, A> {
    pub(super) fn remove_loans(&mut self, period: usize, into: &mut PoolPeriod<A>) {
        let plan = self.plan;
        while let Some(removal) = plan
            .removals
            .get(self.next_removal)
            .filter(|removal| removal.date <= plan.end(period))
        {
            self.next_removal += 1;
            into.removed += std::mem::take(&mut self.positions[removal.loan].performing);
            if removal.from_inception {
                self.undo(removal.loan, into);
            }
        }
    }

    /// Takes every credit event of a loan back.
    fn undo(&mut self, loan: usize, into: &mut PoolPeriod<A>) {
        into.removed_events += std::mem::take(&mut self.positions[loan].open);
        for events in &mut self.due {
            events.retain(|event| event.loan != loan);
        }
        self.paying.retain(|named| named.loan() != loan);
        if let Some(booked) = self.booked.get_mut(&loan) {
            let booked = std::mem::take(booked);
            into.reversed_loss += booked.loss;
            into.reversed_defaults += booked.defaulted;
        }
    }
}
