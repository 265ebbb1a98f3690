//! Balances of the accounts that the pool identity is about.
//!
//! The identity: the tranches' notionals equal performing balance, expected recovery, held principal,
//! undistributed principal and unallocated losses, less unallocated write-ups.

use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Step};

/// Balances in the middle of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Balances<A> {
    /// Performing loans.
    pub performing: A,
    /// Expected recovery of open credit events.
    pub work_out: A,
    /// Principal held for replenishment.
    pub held: A,
    /// Principal not yet distributed.
    pub principal: A,
    /// Losses not yet allocated.
    pub loss: A,
    /// Write-ups not yet allocated, below zero until they are.
    pub write_up: A,
    /// Excess spread: this period's and what is trapped.
    pub excess_spread: A,
    /// Notional of each tranche, senior first.
    pub notionals: Vec<A>,
    /// Written down and not reinstated, of each tranche.
    pub written_down: Vec<A>,
}

impl<A: Amount> Balances<A> {
    pub(crate) fn at_closing(pool: A, notionals: &[A]) -> Self {
        let mut balances = Balances {
            performing: A::ZERO,
            ..Balances::default()
        };
        balances.restart(pool, notionals);
        balances
    }

    pub(super) fn restart(&mut self, pool: A, notionals: &[A]) {
        self.performing = pool;
        for balance in [
            &mut self.work_out,
            &mut self.held,
            &mut self.principal,
            &mut self.loss,
            &mut self.write_up,
            &mut self.excess_spread,
        ] {
            *balance = A::ZERO;
        }
        self.notionals.clear();
        self.notionals.extend_from_slice(notionals);
        self.written_down.clear();
        self.written_down.resize(notionals.len(), A::ZERO);
    }

    /// Moves money; accounts outside the identity have no balance here.
    #[inline(always)]
    pub(crate) fn transfer(&mut self, from: Account, to: Account, amount: A) {
        if let Some(balance) = self.side(from) {
            match balance {
                Side::Pool(asset) => *asset -= amount,
                Side::Tranche(notional) => *notional += amount,
            }
        }
        if let Some(balance) = self.side(to) {
            match balance {
                Side::Pool(asset) => *asset += amount,
                Side::Tranche(notional) => *notional -= amount,
            }
        }
    }

    #[inline(always)]
    fn side(&mut self, account: Account) -> Option<Side<'_, A>> {
        let asset = match account {
            Account::Performing => &mut self.performing,
            Account::WorkOut => &mut self.work_out,
            Account::Held => &mut self.held,
            Account::Principal => &mut self.principal,
            Account::Loss => &mut self.loss,
            Account::WriteUp => &mut self.write_up,
            Account::ExcessSpread => &mut self.excess_spread,
            Account::Tranche(index) => return Some(Side::Tranche(&mut self.notionals[index])),
            Account::Bank | Account::Holder(_) | Account::Collateral(_) | Account::Funding(_) => return None,
        };
        Some(Side::Pool(asset))
    }

    /// Performing balance, expected recovery and held principal: the pool of tests and calls.
    #[inline]
    pub fn pool(&self) -> A {
        self.performing + self.work_out + self.held
    }

    /// Sum of the notionals.
    #[inline]
    pub fn total_notional(&self) -> A {
        self.notionals
            .iter()
            .fold(A::ZERO, |sum, notional| sum + *notional)
    }

    /// Both sides of the identity: notionals, and the accounts of the pool.
    pub fn identity(&self) -> (A, A) {
        (
            self.total_notional(),
            self.pool() + self.principal + self.loss + self.write_up,
        )
    }

    pub(super) fn agree(&self) -> bool {
        let (tranches, pool) = self.identity();
        tranches == pool
    }

    pub(super) fn broken(&self, period: usize, step: Step) -> RunError {
        let (tranches, pool) = self.identity();
        RunError::BrokenIdentity {
            period,
            step,
            tranches: tranches.to_decimal(),
            pool: pool.to_decimal(),
        }
    }

    pub(super) fn nothing_performs_or_is_held(&self) -> bool {
        self.performing.is_negligible() && self.held.is_negligible()
    }
}

/// A balance and the side of the identity that it is on.
enum Side<'a, A> {
    Pool(&'a mut A),
    Tranche(&'a mut A),
}
