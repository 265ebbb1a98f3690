//! Contractual principal of a period: each payment date that falls in it takes its share of the surviving balance.
//!
//! The shares are those of [`crate::repayment`].

use super::PoolRun;
use crate::amount::Amount;
use crate::plan::Repayment;
use crate::repayment::{Instalment, rate_per_payment};

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
        if first == until {
            return A::ZERO;
        }
        let instalment = self.instalment(index, period);
        let mut left = balance;
        for payment in first..until {
            left -= instalment.principal(left, payment, total, &mut self.level);
        }
        balance - left
    }

    /// How a loan repays on its dates of a period.
    fn instalment(&mut self, index: usize, period: usize) -> Instalment {
        match &self.loan(index).0.repayment {
            Repayment::Bullet | Repayment::Schedule(_) => Instalment::Bullet,
            Repayment::Equal => Instalment::Equal,
            Repayment::Level(row) => Instalment::Level(*row),
            Repayment::FloatingLevel {
                index,
                margin,
                months,
            } => {
                let annual = self.plan.fixings[*index][period] + *margin;
                Instalment::Level(self.level.row(rate_per_payment(annual, *months)))
            }
            Repayment::Balloon { balance, balloon } => Instalment::Balloon {
                balance: *balance,
                balloon: *balloon,
            },
        }
    }
}

fn pay_shares<A: Amount>(balance: A, shares: impl Iterator<Item = A::Factor>) -> A {
    let left = shares.fold(balance, |left, share| left - left.scale(share));
    balance - left
}
