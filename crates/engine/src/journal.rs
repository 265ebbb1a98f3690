//! The journal: every movement of money in a run, and every fact that a movement rests on.
//!
//! It is the only output of a run; tables, returns and capital are read from it. Accounts are the pool's on one
//! side (performing, work-out, held, undistributed principal, losses and write-ups to be allocated) and the
//! tranches on the other. Money *to* a tranche lowers its notional, money *from* it raises it, so the pool
//! identity is that the accounts of the pool add up to the tranches' notionals.

use rust_decimal::Decimal;

use crate::amount::Amount;
use crate::pool_period::Offer;

/// Where money is, or where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Account {
    /// Performing loans.
    Performing,
    /// Expected recovery of open credit events.
    WorkOut,
    /// Principal held for replenishment.
    Held,
    /// Principal of the period, not yet distributed.
    Principal,
    /// Losses not yet allocated.
    Loss,
    /// Write-ups not yet allocated, a negative balance until they are.
    WriteUp,
    /// A tranche, senior first.
    Tranche(usize),
    /// Synthetic excess spread.
    ExcessSpread,
    /// The bank.
    Bank,
    /// Holders of a tranche's placed share.
    Holder(usize),
    /// The account that holds the cash behind a funded tranche.
    Collateral(usize),
    /// The lenders whose term funding the cash of a funded tranche replaces, since the bank holds it.
    Funding(usize),
}

/// The rule under which money moved, in the order of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Tranches take over the pool's risk.
    Closing,
    /// Coupons on the notional at the start of the period, and what its collateral earns.
    Premium,
    /// Excess spread is set aside.
    ExcessSpreadSet,
    /// Loans default.
    CreditEvents,
    /// Contractual principal.
    ScheduledPrincipal,
    /// Early principal.
    Prepayment,
    /// Loans leave the pool: taken back, or never eligible.
    Removals,
    /// Recoveries and settlements.
    WorkOuts,
    /// Losses reach excess spread and tranches.
    Losses,
    /// Over-estimated losses are given back.
    WriteUps,
    /// Replenishment and repayment of tranches.
    Principal,
    /// Loans are added to a pool that is being built up, and raise the tranches.
    RampUp,
    /// A call ends the protection.
    Call,
    /// Scheduled maturity ends it.
    Maturity,
}

/// Money that moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<A> {
    /// Number of the period, from 1; closing is 0.
    pub period: usize,
    /// Why.
    pub step: Step,
    /// Where from.
    pub from: Account,
    /// Where to.
    pub to: Account,
    /// How much, above zero.
    pub amount: A,
}

/// What a test is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Makes principal sequential.
    Sequential,
    /// Locks a group out, by its index.
    LockOut(usize),
    /// Ends replenishment when it does not hold.
    Replenishment,
}

/// What a test saw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading<A> {
    /// One amount over another; nought over nought is nought.
    Ratio(A, A),
    /// A number.
    Number(Decimal),
}

/// A fact of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact<A> {
    /// A test was made: which of the plan's tests, what it saw, and the state that governs this date.
    Test {
        /// What the test is for.
        purpose: Purpose,
        /// Its place among the tests of that purpose.
        index: usize,
        /// What it saw.
        reading: Reading<A>,
        /// Whether it governs this date as tripped.
        tripped: bool,
    },
    /// A loan was offered to replenishment.
    Offer(Offer<A>),
    /// The protection ended on this date.
    ProtectionEnded(EndReason),
    /// The run ended with this period.
    RunEnded(EndReason),
}

/// Why a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// Its scheduled maturity came.
    ScheduledMaturity,
    /// The bank made use of the clean-up call.
    CleanUpCall,
    /// The bank made use of the time call.
    TimeCall,
    /// The bank called after a regulatory event.
    RegulatoryCall,
    /// Nothing was left.
    PoolRepaid,
}

impl EndReason {
    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            EndReason::ScheduledMaturity => "scheduled maturity",
            EndReason::CleanUpCall => "clean-up call",
            EndReason::TimeCall => "time call",
            EndReason::RegulatoryCall => "regulatory call",
            EndReason::PoolRepaid => "pool repaid",
        }
    }

    /// Whether it is a call.
    pub fn is_call(self) -> bool {
        match self {
            EndReason::CleanUpCall | EndReason::TimeCall | EndReason::RegulatoryCall => true,
            EndReason::ScheduledMaturity | EndReason::PoolRepaid => false,
        }
    }
}

/// Takes what a run leaves behind; a simulation takes nothing, and the calls compile away.
pub trait Sink<A: Amount> {
    /// Takes a movement of money.
    fn post(&mut self, entry: Entry<A>);
    /// Takes a fact of a period.
    fn note(&mut self, period: usize, fact: Fact<A>);
}

impl<A: Amount> Sink<A> for () {
    #[inline]
    fn post(&mut self, _: Entry<A>) {}
    #[inline]
    fn note(&mut self, _: usize, _: Fact<A>) {}
}

/// A journal that is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal<A> {
    /// Movements, in order.
    pub entries: Vec<Entry<A>>,
    /// Facts, in order, with their periods.
    pub facts: Vec<(usize, Fact<A>)>,
}

impl<A: Amount> Sink<A> for Journal<A> {
    fn post(&mut self, entry: Entry<A>) {
        self.entries.push(entry);
    }

    fn note(&mut self, period: usize, fact: Fact<A>) {
        self.facts.push((period, fact));
    }
}
