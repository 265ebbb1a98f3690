//! Contractual principal: on each payment date a loan pays a share of its surviving balance.
//!
//! With `n` dates left, this one included, of `N`: equal principal `1/n`; level payment
//! `i / ((1 + i)^n − 1)`; balloon `(1 − b) / (N − (1 − b) k)` on the `k`-th date, from 0, `b` the balloon over the
//! balance. The last date takes all. Since it is a share, a partial default or prepayment scales what is left
//! of the schedule.

use rust_decimal::Decimal;
use tranchet_deal::factor::Factor;

use super::PoolRun;
use crate::amount::Amount;
use crate::plan::Repayment;

impl<A: Amount> PoolRun<'_, A> {
    /// Scheduled principal of a loan in a period.
    pub(super) fn scheduled(&mut self, index: usize, period: usize) -> A {
        let balance = self.positions[index].performing;
        let (loan, grid) = self.loan(index);
        if let Repayment::Schedule(shares) = &loan.repayment {
            return pay_shares(
                balance,
                shares
                    .iter()
                    .filter(|(due, _)| *due == period)
                    .map(|(_, share)| *share),
            );
        }
        let first = if period == 0 { 0 } else { grid.until[period - 1] };
        let (until, total) = (grid.until[period], grid.total);
        let mut left = balance;
        for payment in first..until {
            if payment + 1 == total {
                return balance;
            }
            left -= self.instalment(left, index, period, total - payment);
        }
        balance - left
    }

    /// What a loan repays of a balance on a payment date that is not its last, with so many dates left.
    fn instalment(&mut self, balance: A, index: usize, period: usize, left: u32) -> A {
        let (loan, grid) = self.loan(index);
        let row = match &loan.repayment {
            Repayment::Bullet | Repayment::Schedule(_) => return A::ZERO,
            Repayment::Equal => return balance.scale_once(Factor::new(1, u64::from(left))),
            Repayment::Balloon {
                balance: whole,
                balloon,
            } => return balance.scale_once(balloon_share(*whole, *balloon, grid.total - left, grid.total)),
            Repayment::Level(row) => *row,
            Repayment::FloatingLevel {
                index,
                margin,
                months,
            } => {
                let annual = self.plan.fixings[*index][period] + *margin;
                self.level
                    .row(annual.0 * Decimal::from(*months) / Decimal::from(12))
            }
        };
        balance.scale(self.level.share(row, left))
    }
}

fn pay_shares<A: Amount>(balance: A, shares: impl Iterator<Item = A::Factor>) -> A {
    let left = shares.fold(balance, |left, share| left - left.scale(share));
    balance - left
}

/// `(1 − b) / (N − (1 − b) k)` over the common denominator, the balance.
fn balloon_share(balance: i64, balloon: i64, payment: u32, total: u32) -> Factor {
    let instalments = balance - balloon;
    let denominator = i64::from(total) * balance - instalments * i64::from(payment);
    Factor::new(instalments, denominator.unsigned_abs())
}
