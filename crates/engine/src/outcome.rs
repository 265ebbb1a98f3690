//! The outcome of an exact run: its journal, and what the journal says of each period.
//!
//! Every figure here is read from the journal; none is computed a second time.

mod read;

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::tranche::IndexName;

use crate::journal::{EndReason, Journal, Purpose};
use crate::pool_period::Refusal;

pub use read::read;

/// What a run leaves behind.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Name of the scenario.
    pub scenario: String,
    /// When protection began.
    pub closing: NaiveDate,
    /// Protected pool at closing.
    pub initial_pool: Money,
    /// Every movement and fact.
    pub journal: Journal<Money>,
    /// The periods that were run, in order.
    pub periods: Vec<PeriodResult>,
    /// When the run ended, open credit events included, and why.
    pub ended: (NaiveDate, EndReason),
}

/// One payment period.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodResult {
    /// Its number, from 1.
    pub number: usize,
    /// The adjusted payment date.
    pub date: NaiveDate,
    /// When its cash moves.
    pub paid: NaiveDate,
    /// Start of its coupon period, which ends on its date.
    pub accrual_start: NaiveDate,
    /// Length of its coupon period in years.
    pub length: Decimal,
    /// What the pool did.
    pub pool: PoolFlows,
    /// What excess spread did.
    pub excess_spread: ExcessSpreadFlows,
    /// Index levels of the period.
    pub fixings: Vec<(IndexName, Rate)>,
    /// What each tranche did, senior first.
    pub tranches: Vec<TrancheFlows>,
    /// Tests made on its date.
    pub tests: Vec<TestResult>,
    /// What replenishment did with principal.
    pub replenishment: ReplenishmentFlows,
    /// Loans offered to replenishment on its date, each refusal as long as its reason is new.
    pub offers: Vec<OfferResult>,
    /// The call or maturity that ended the protection of performing loans on its date.
    pub protection_ended: Option<EndReason>,
    /// Share of the performing balance that is delinquent.
    pub delinquency: Decimal,
    /// Running costs of the bank.
    pub costs: Money,
}

/// The pool in a period, in protected amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolFlows {
    /// Performing balance at the start.
    pub opening: Money,
    /// Defaulted.
    pub defaulted: Money,
    /// Contractual principal.
    pub scheduled: Money,
    /// Early principal.
    pub prepaid: Money,
    /// Loans bought.
    pub replenished: Money,
    /// Performing balance repaid by a call or at scheduled maturity.
    pub repaid_at_end: Money,
    /// Cash from work-outs.
    pub recovered: Money,
    /// Performing balance at the end.
    pub closing: Money,
    /// Expected recovery of open credit events at the end.
    pub open_events: Money,
    /// Principal held for replenishment at the end.
    pub held: Money,
    /// Initial losses and upward true-ups, gross of excess spread.
    pub loss: Money,
    /// Downward true-ups.
    pub write_up: Money,
    /// Added while the pool is being built up, beyond principal.
    pub added: Money,
    /// Performing balance of loans that left the pool at par.
    pub removed: Money,
    /// Expected recovery of loans that were never eligible, repaid at par.
    pub removed_events: Money,
    /// Losses on loans that were never eligible, given back.
    pub reversed: Money,
}

/// What replenishment did with principal in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReplenishmentFlows {
    /// Scheduled and prepaid principal that it took.
    pub taken: Money,
    /// Spent on loans.
    pub spent: Money,
    /// Given up to amortise the tranches, at a call or scheduled maturity too.
    pub released: Money,
    /// Waiting for a loan at the end.
    pub unapplied: Money,
}

/// A loan that was offered to replenishment.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferResult {
    /// Its name.
    pub loan: Arc<str>,
    /// Its protected balance.
    pub amount: Money,
    /// Why it was refused; none: it was bought.
    pub refusal: Option<Refusal>,
}

/// Excess spread in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExcessSpreadFlows {
    /// This period's and what was trapped before.
    pub available: Money,
    /// Used for losses.
    pub used: Money,
    /// Lapsed.
    pub lost: Money,
    /// Kept for later.
    pub trapped: Money,
}

/// A tranche in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrancheFlows {
    /// Notional at the start.
    pub opening: Money,
    /// Written down.
    pub write_down: Money,
    /// Reinstated.
    pub write_up: Money,
    /// Repaid.
    pub amortisation: Money,
    /// Raised by loans added while the pool is being built up.
    pub added: Money,
    /// Notional at the end.
    pub closing: Money,
    /// Junior notionals over all, at the end.
    pub attachment: Ratio,
    /// Attachment plus its own share, at the end.
    pub detachment: Ratio,
    /// The coupon's index per year, before floor and cap.
    pub index_rate: Option<Rate>,
    /// Coupon per year.
    pub coupon_rate: Option<Rate>,
    /// Paid on the placed share.
    pub premium: Money,
    /// When the premium's cash moves.
    pub premium_paid: NaiveDate,
    /// Earned by its collateral.
    pub collateral_income: Money,
    /// Term funding that its cash saves the bank.
    pub funding_saved: Money,
}

/// A test on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct TestResult {
    /// What it is for.
    pub purpose: Purpose,
    /// Its place among the tests of that purpose.
    pub index: usize,
    /// What it saw.
    pub value: Decimal,
    /// Whether it governs the date as tripped.
    pub tripped: bool,
}

impl PeriodResult {
    /// Calendar days of its coupon period.
    pub fn days(&self) -> i64 {
        (self.date - self.accrual_start).num_days()
    }
}

impl Outcome {
    /// When the protection of performing loans ended; none when they were repaid before.
    pub fn protection_ended(&self) -> Option<NaiveDate> {
        self.periods
            .iter()
            .find(|period| period.protection_ended.is_some())
            .map(|period| period.date)
    }
}

/// A ratio of money to 28 digits; nought over nought is nought.
pub fn ratio(part: Money, whole: Money) -> Decimal {
    Decimal::from(part.minor())
        .checked_div(Decimal::from(whole.minor()))
        .unwrap_or_default()
}
