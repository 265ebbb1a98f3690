//! The reference pool: loans as of a cut-off date, and the share of each that the bank keeps.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::loan::Loan;
use crate::money::Money;
use crate::rate::Ratio;

/// The pool of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Date of the balances.
    pub cut_off: NaiveDate,
    /// Vertical retention: the share of every loan that is not protected.
    pub retained_share: Ratio,
    /// The loans, in the order of the tape.
    pub loans: Vec<Loan>,
}

impl Pool {
    /// The protected part of an amount of a whole loan, rounded to the minor unit.
    pub fn protected(&self, whole: Money) -> Money {
        whole.scale_half_even(self.retained_share.complement().factor())
    }

    /// The protected balance of the pool at closing, each loan rounded by itself.
    pub fn protected_balance(&self) -> Money {
        self.loans.iter().map(|loan| self.protected(loan.balance)).sum()
    }

    /// The whole balance of the pool at closing, the retained share included.
    pub fn balance(&self) -> Money {
        self.loans.iter().map(|loan| loan.balance).sum()
    }
}

/// A pool that deals share, since they may differ in their terms alone; whoever changes it gets a copy of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPool(Arc<Pool>);

impl From<Pool> for SharedPool {
    fn from(pool: Pool) -> SharedPool {
        SharedPool(Arc::new(pool))
    }
}

impl Deref for SharedPool {
    type Target = Pool;

    fn deref(&self) -> &Pool {
        &self.0
    }
}

impl DerefMut for SharedPool {
    fn deref_mut(&mut self) -> &mut Pool {
        Arc::make_mut(&mut self.0)
    }
}
