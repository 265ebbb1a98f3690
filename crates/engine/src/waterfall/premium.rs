//! Step 1: coupons on the notional at the start of the period, and what the cash behind it earns or saves.
//!
//! Premium = notional × placed × length × coupon, one product rounded once. It stops on a part that is written
//! down only from the next period, unless the deal accrues to the credit event: then the days from the event
//! to the payment date are taken off that part.

use chrono::NaiveDate;

use super::Waterfall;
use crate::amount::Amount;
use crate::journal::{Account, Sink, Step};
use crate::plan::Period;

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    pub(super) fn accrue_premium(&mut self, period: &Period<A>, number: usize) {
        for index in 0..self.balances.notionals.len() {
            let notional = self.balances.notionals[index];
            if let Some(factor) = period.premium[index] {
                self.pay_signed(
                    number,
                    Account::Bank,
                    Account::Holder(index),
                    notional.scale(factor),
                );
            }
            if let Some(factor) = period.collateral[index] {
                self.pay_signed(
                    number,
                    Account::Collateral(index),
                    Account::Bank,
                    notional.scale(factor),
                );
            }
            if let Some(factor) = period.funding[index] {
                self.pay_signed(
                    number,
                    Account::Funding(index),
                    Account::Bank,
                    notional.scale(factor),
                );
            }
        }
    }

    /// Takes off the coupon of a part written down by a loss of an earlier date.
    pub(super) fn stop_accrual(
        &mut self,
        period: &Period<A>,
        number: usize,
        index: usize,
        date: NaiveDate,
        part: A,
    ) {
        let Some(accrual) = &self.plan.accrual else { return };
        let Some(coupon) = accrual.coupons[number - 1][index] else {
            return;
        };
        let from = date.clamp(period.accrual_start, period.payment);
        let days = accrual.day_count.fraction(from, period.payment);
        let unearned = part.scale(A::factor(coupon * days));
        self.pay_signed(number, Account::Holder(index), Account::Bank, unearned);
    }

    /// Pays an amount that a negative rate turns round.
    #[inline]
    fn pay_signed(&mut self, number: usize, from: Account, to: Account, amount: A) {
        if amount < A::ZERO {
            self.post(number, Step::Premium, to, from, A::ZERO - amount);
        } else {
            self.post(number, Step::Premium, from, to, amount);
        }
    }
}
