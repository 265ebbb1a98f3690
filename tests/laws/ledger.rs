//! Balances added up from journal entries alone, account by account.

use std::collections::BTreeMap;

use tranchet_deal::money::Money;
use tranchet_engine::amount::Amount;
use tranchet_engine::journal::{Account, Entry};

/// What each account has received less what has left it.
#[derive(Clone, Debug, Default)]
pub struct Ledger<A> {
    received: BTreeMap<String, A>,
}

impl<A: Amount> Ledger<A> {
    pub fn post(&mut self, entry: &Entry<A>) {
        *self
            .received
            .entry(format!("{:?}", entry.from))
            .or_insert(A::ZERO) -= entry.amount;
        *self.received.entry(format!("{:?}", entry.to)).or_insert(A::ZERO) += entry.amount;
    }

    pub fn received(&self, account: Account) -> A {
        self.received
            .get(&format!("{account:?}"))
            .copied()
            .unwrap_or(A::ZERO)
    }

    /// Notional of a tranche: money to it lowers its notional.
    pub fn notional(&self, tranche: usize) -> A {
        A::ZERO - self.received(Account::Tranche(tranche))
    }

    pub fn notionals(&self, tranches: usize) -> A {
        (0..tranches).map(|tranche| self.notional(tranche)).sum()
    }

    /// The accounts of the pool, those that a period leaves empty included.
    pub fn pool(&self) -> A {
        POOL.iter()
            .chain(&PASSING)
            .map(|account| self.received(*account))
            .sum()
    }

    /// Every account with its balance.
    pub fn accounts(&self) -> &BTreeMap<String, A> {
        &self.received
    }
}

/// Accounts that keep a balance from period to period.
pub const POOL: [Account; 3] = [Account::Performing, Account::WorkOut, Account::Held];
/// Accounts that are empty at the end of a period.
pub const PASSING: [Account; 3] = [Account::Principal, Account::Loss, Account::WriteUp];

/// Ledgers after closing and after each period.
pub fn by_period<A: Amount>(entries: &[Entry<A>], periods: usize) -> Vec<Ledger<A>> {
    let mut ledgers = Vec::new();
    let mut ledger = Ledger::default();
    for period in 0..=periods {
        entries
            .iter()
            .filter(|entry| entry.period == period)
            .for_each(|entry| ledger.post(entry));
        ledgers.push(ledger.clone());
    }
    ledgers
}

/// The sum of the entries that pass.
pub fn sum_of<'e>(
    entries: impl Iterator<Item = &'e Entry<Money>>,
    is_wanted: impl Fn(&Entry<Money>) -> bool,
) -> Money {
    entries
        .filter(|entry| is_wanted(entry))
        .map(|entry| entry.amount)
        .sum()
}
