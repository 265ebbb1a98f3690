//! The pool: in which order loans stand, and where it comes from, does not matter.

use proptest::prelude::*;
use tranchet_deal::money::Money;
use tranchet_deal::payments::Accrual;
use tranchet_engine::journal::{Entry, Fact, Journal, Step};
use tranchet_engine::lower::Lowered;
use tranchet_engine::pool_period::{GivenPool, Offer, PoolPeriod, PoolSource};
use tranchet_engine::pool_run::PoolRun;
use tranchet_engine::run::run_plan;
use tranchet_engine::waterfall::Waterfall;

use crate::runs::{exact, holds, journal, lowered};

/// Entries but for premium, whose parts are rounded one by one where coupons accrue to the credit event.
fn without_premium(journal: Journal<Money>) -> Vec<Entry<Money>> {
    let entries = journal.entries.into_iter();
    entries.filter(|entry| entry.step != Step::Premium).collect()
}

#[test]
fn the_order_of_loans_in_the_tape_does_not_matter() {
    holds(|case| {
        let mut reversed = case.clone();
        reversed.deal.pool.loans.reverse();
        let (case_journal, reversed_journal) = (journal(&case)?, journal(&reversed)?);
        prop_assert_eq!(&case_journal.facts, &reversed_journal.facts);
        if case.deal.payments.accrual == Accrual::WholePeriod {
            prop_assert_eq!(&case_journal.entries, &reversed_journal.entries);
        }
        let losses = |entries: &mut Vec<Entry<Money>>| entries.retain(|entry| entry.step != Step::Losses);
        let (mut a, mut b) = (without_premium(case_journal), without_premium(reversed_journal));
        if case.deal.payments.accrual == Accrual::ToCreditEvent {
            // Losses of one day are allocated one by one: the entries differ, their sums do not.
            losses(&mut a);
            losses(&mut b);
        }
        prop_assert_eq!(a, b);
        Ok(())
    });
}

/// A path that is given does not say what was bought.
fn without_offers(mut journal: Journal<Money>) -> Journal<Money> {
    journal.facts.retain(|(_, fact)| !matches!(fact, Fact::Offer(_)));
    journal
}

/// What a pool does, period by period, remembered.
struct Remembered<P, A> {
    pool: P,
    path: Vec<PoolPeriod<A>>,
}

impl<P: PoolSource<Money>> PoolSource<Money> for Remembered<P, Money> {
    fn advance(
        &mut self,
        period: usize,
        protection_ended: bool,
        into: &mut PoolPeriod<Money>,
    ) -> Result<(), tranchet_engine::error::RunError> {
        self.pool.advance(period, protection_ended, into)?;
        self.path.push(into.clone());
        Ok(())
    }

    fn buy(&mut self, period: usize, amount: Money, decisions: &mut Vec<Offer<Money>>) -> Money {
        self.pool.buy(period, amount, decisions)
    }

    fn repay_all(&mut self) {
        self.pool.repay_all();
    }
}

#[test]
fn a_pool_given_as_a_path_runs_as_its_loans_did_and_again_after_a_restart() {
    holds(|case| {
        let case = case.without_offers();
        exact(&case)?;
        let Lowered { plan, pool } = lowered::<Money>(&case)?;
        let mut loans = Remembered {
            pool: PoolRun::new(&pool),
            path: Vec::new(),
        };
        let mut waterfall = Waterfall::new(&plan, Journal::default());
        let failed = |error| TestCaseError::fail(format!("{error:?}"));
        run_plan(&plan, &mut waterfall, &mut loans).map_err(failed)?;
        let expected = without_offers(waterfall.into_sink());

        let mut waterfall = Waterfall::new(&plan, Journal::default());
        for _ in 0..2 {
            waterfall.restart();
            run_plan(&plan, &mut waterfall, &mut GivenPool(&loans.path)).map_err(failed)?;
        }
        let twice = waterfall.into_sink();
        let closing = case.deal.tranches.len();
        let (first, second) = twice.entries[closing..].split_at(expected.entries.len() - closing);
        prop_assert_eq!(first, &expected.entries[closing..]);
        prop_assert_eq!(second, first);
        prop_assert_eq!(&twice.facts[..expected.facts.len()], &expected.facts[..]);
        prop_assert_eq!(&twice.facts[expected.facts.len()..], &expected.facts[..]);
        Ok(())
    });
}
