//! What the pool did in one period, before the waterfall allocates it, and where that comes from.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::amount::Amount;
use crate::error::RunError;

/// What the pool did in one period, in protected amounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PoolPeriod<A> {
    /// Performing balance at the start.
    pub opening: A,
    /// Defaulted in the period.
    pub defaulted: A,
    /// Losses booked on default.
    pub initial_loss: A,
    /// Contractual principal.
    pub scheduled: A,
    /// Early principal.
    pub prepaid: A,
    /// Performing balance of loans that left the pool, principal at par.
    pub removed: A,
    /// Expected recovery of loans that were never eligible, principal at par.
    pub removed_events: A,
    /// Losses on loans that were never eligible, given back.
    pub reversed_loss: A,
    /// Defaults of loans that were never eligible.
    pub reversed_defaults: A,
    /// Cash from work-outs.
    pub recovered: A,
    /// Losses beyond the initial ones, booked on settlement.
    pub true_up: A,
    /// Initial losses given back on settlement.
    pub write_up: A,
    /// Whether a credit event is still open at the end, even one with no recovery expected.
    pub has_open_events: bool,
    /// The losses by date, only where a deal's accrual asks for it.
    pub dated_losses: Vec<DatedLoss<A>>,
    /// Balances by obligor, largest first, only where a test asks for it.
    pub obligors: Vec<A>,
    /// Probability of default by performing balance, only where a test asks for it.
    pub weighted_pd: Option<Decimal>,
    /// Measures of the loans that tests ask for, in the order of [`crate::plan::PoolPlan::meters`].
    pub measures: Vec<Decimal>,
}

/// A loan that was offered, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer<A> {
    /// Its number on the purchase tape; none: the loan that stands for all that is bought without one.
    pub loan: Option<usize>,
    /// Its protected balance.
    pub amount: A,
    /// Why it was refused; none: it was bought.
    pub refusal: Option<Refusal>,
}

/// Why a loan was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has defaulted.
    Defaulted,
    /// It has matured.
    Matured,
    /// It fails this criterion of eligibility.
    Ineligible(usize),
    /// It is larger than the money.
    TooLarge,
    /// With it the pool would break this portfolio condition, by this value of its measure.
    Portfolio(usize, Decimal),
}

impl Refusal {
    /// Whether another refusal is for the same reason, whatever the value.
    pub fn is_like(self, other: Refusal) -> bool {
        match (self, other) {
            (Refusal::Portfolio(a, _), Refusal::Portfolio(b, _)) => a == b,
            (a, b) => a == b,
        }
    }
}

/// A loss and the date from which it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DatedLoss<A> {
    /// Date of the credit event, or of its settlement for a true-up.
    pub date: NaiveDate,
    /// How much.
    pub amount: A,
}

/// Where a waterfall's pool comes from: loans that are run through time, or paths that are given.
pub trait PoolSource<A: Amount> {
    /// Runs a period of loans (from 0): credit events, principal, prepayment and work-outs.
    ///
    /// Once the protection has ended, only open credit events run off.
    ///
    /// # Errors
    /// [`RunError`] when a loan defaults whose loss nothing gives, or loses more than it owes.
    fn advance(
        &mut self,
        period: usize,
        protection_ended: bool,
        into: &mut PoolPeriod<A>,
    ) -> Result<(), RunError>;

    /// Buys loans at the end of a period for at most an amount, notes each decision, and says how much was spent.
    fn buy(&mut self, period: usize, amount: A, decisions: &mut Vec<Offer<A>>) -> A;

    /// Takes every performing loan out, as a call or scheduled maturity does.
    fn repay_all(&mut self);
}

/// Paths that are given: one [`PoolPeriod`] a period. Whatever replenishment has to spend it spends, and what the loans
/// bought do is part of the path.
#[derive(Clone, Copy, Debug)]
pub struct GivenPool<'a, A>(pub &'a [PoolPeriod<A>]);

impl<A: Amount> PoolSource<A> for GivenPool<'_, A> {
    fn advance(&mut self, period: usize, _: bool, into: &mut PoolPeriod<A>) -> Result<(), RunError> {
        into.clone_from(&self.0[period]);
        Ok(())
    }

    /// Spends it all, on nobody knows what.
    fn buy(&mut self, _: usize, amount: A, _: &mut Vec<Offer<A>>) -> A {
        amount
    }

    fn repay_all(&mut self) {}
}
