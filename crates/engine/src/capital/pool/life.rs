//! The pool through life: what the loans of a deal weigh on each date of a run, by the version of the law in force then.
//!
//! Weights are those of closing with less time left, found anew when a version of the law begins. An open credit event
//! keeps its loan's weight; an undrawn amount falls with its loan's balance. A loan of a purchase tape has its own
//! columns. One bought without a tape is like the largest part of the pool at closing by balance, one approach and one
//! class (it has the columns of the largest loan there), with the `pd`, `lgd` and `risk_weight` that the scenario gives
//! its purchases, else the pool's averages. It stands for as many debtors alike as the pool had at closing, `N`, since
//! one purchase is many loans: our assumptions.

use std::ptr;

use chrono::{Months, NaiveDate};
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::money::Money;
use tranchet_deal::scenario::Scenario;

use super::irb::{Book, IrbPool, Weighing};
use super::{PoolSnapshot, PoolState};
use crate::capital::error::CapitalError;
use crate::capital::number::ratio;
use crate::capital::pool_terms::{PoolTerms, on};

mod bought;

/// The loans of a deal as a run leaves them, date by date.
#[derive(Debug)]
pub struct PoolLife<'d> {
    deal: &'d Deal,
    versions: &'static [PoolTerms],
    book: Book,
    closing: PoolState,
    /// What replenishment buys, and for how many months.
    purchase: Option<(Loan, u32)>,
    bought: Vec<Loan>,
    /// The loans of the purchase tape, bought or not.
    offered: Vec<Loan>,
}

/// The balances of a loan, protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoanBalance {
    /// Performing.
    pub performing: Money,
    /// Expected recovery of its open credit events.
    pub open: Money,
}

impl<'d> PoolLife<'d> {
    /// The pool at closing under these versions of the law.
    ///
    /// # Errors
    /// [`CapitalError::LoansUnusable`] names what the loans lack or have beyond reason.
    pub fn new(
        deal: &'d Deal,
        scenario: &Scenario,
        versions: &'static [PoolTerms],
    ) -> Result<PoolLife<'d>, CapitalError> {
        let weighing = Weighing::of_deal(versions, deal, deal.closing);
        let book = Book::new(&deal.pool.loans, weighing)?;
        let closing = PoolState::of_book(&book, &deal.pool)?;
        let offered: Vec<Loan> = scenario
            .purchases
            .iter()
            .map(|purchase| purchase.loan.clone())
            .collect();
        let book = if offered.is_empty() {
            book
        } else {
            let weighing = Weighing::of_deal(versions, deal, deal.closing);
            Book::new(&[&deal.pool.loans[..], &offered].concat(), weighing)?
        };
        let purchase = scenario.replenishment.as_ref();
        Ok(PoolLife {
            purchase: purchase.and_then(|terms| {
                Some((
                    bought::like_the_pool(&deal.pool, &closing, terms)?,
                    terms.term_months,
                ))
            }),
            deal,
            versions,
            book,
            closing,
            bought: Vec::new(),
            offered,
        })
    }

    /// The pool at closing.
    pub fn closing(&self) -> &PoolState {
        &self.closing
    }

    /// What is left on a date of a run, nothing held: the loans of the tape and of the purchase tape, each in its order,
    /// then those bought without one, of which those not seen before were bought on `bought_on`.
    ///
    /// # Errors
    /// [`CapitalError::LoansUnusable`] when a version of the law that has begun needs what the loans lack.
    pub fn on<B>(
        &mut self,
        date: NaiveDate,
        bought_on: NaiveDate,
        balances: B,
    ) -> Result<PoolSnapshot, CapitalError>
    where
        B: Iterator<Item = LoanBalance> + ExactSizeIterator + Clone,
    {
        self.add_bought(balances.len(), bought_on)?;
        self.take_version(date)?;
        let mut left = PoolSnapshot::empty(date);
        for balance in balances.clone() {
            left.performing += balance.performing;
            left.expected_recovery += balance.open;
        }
        let sums = self
            .book
            .sum(date, balances.map(|balance| balance.performing + balance.open));
        let complement = self.deal.pool.retained_share.complement().0;
        left.weighted = sums.rwa_drawn();
        left.weighted_standardised = sums.rwa_standardised();
        left.whole = ratio(sums.exposure(), complement);
        left.whole_weighted = ratio(sums.rwa(), complement);
        left.whole_standardised = ratio(sums.rwa_standardised(), complement);
        left.whole_irb = ratio(sums.rwa_rated(), complement);
        left.wa_pd = sums.average_pd();
        let lgd_of_tape = sums.average_lgd();
        let pool = IrbPool::of(&self.book, sums);
        left.n = (pool.n > 0.0).then_some(pool.n);
        left.lgd = if pool.share > 0.0 {
            Some(pool.lgd)
        } else {
            lgd_of_tape
        };
        left.retail_share = pool.retail_share;
        left.irb = pool.inputs(self.book.granularity());
        left.steps = pool.steps;
        Ok(left)
    }

    fn add_bought(&mut self, loans: usize, bought_on: NaiveDate) -> Result<(), CapitalError> {
        let Some((like, months)) = &self.purchase else {
            return Ok(());
        };
        while self.book.loans() < loans {
            let loan = Loan {
                maturity: bought_on + Months::new(*months),
                ..like.clone()
            };
            self.book.add(&loan, self.closing.n.unwrap_or(1.0))?;
            self.bought.push(loan);
        }
        Ok(())
    }

    fn take_version(&mut self, date: NaiveDate) -> Result<(), CapitalError> {
        if ptr::eq(on(self.versions, date), self.book.terms()) {
            return Ok(());
        }
        let weighing = Weighing::of_deal(self.versions, self.deal, date);
        self.book.weigh_anew(
            self.deal
                .pool
                .loans
                .iter()
                .chain(&self.offered)
                .chain(&self.bought),
            weighing,
        )?;
        self.book.check_standardised()
    }
}
