//! What replenishment is offered, what it may buy, and which loans leave the pool.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::criterion::Limit;
use tranchet_deal::loan::LoanStatus;
use tranchet_deal::payments::Frequency;

use super::{LoanPlan, Repayment, TestPlan};
use crate::amount::Amount;

/// The terms of replenishment.
#[derive(Clone, Debug)]
pub struct ReplenishmentPlan<A: Amount> {
    /// Each must hold.
    pub conditions: Vec<TestPlan<A>>,
    /// For how many further payment dates principal may wait; none: to the end.
    pub unapplied_periods: Option<usize>,
    /// The protected pool to which additions may lead, if there is a ramp-up.
    pub target: Option<A>,
}

/// The loan that replenishment buys of all that it has.
#[derive(Clone, Debug)]
pub struct PurchasePlan<A: Amount> {
    /// Months to maturity.
    pub term_months: u32,
    /// How often it pays.
    pub frequency: Frequency,
    /// How it repays.
    pub repayment: Repayment<A>,
    /// Row of [`super::PoolPlan::default_rates`].
    pub class: usize,
    /// Initial and final loss rate, in [`super::PoolPlan::factors`].
    pub severity: Option<(usize, usize)>,
    /// The criterion that it fails, if any.
    pub eligibility: EligibilityPlan,
}

/// A loan of the purchase tape. Its place in the pool follows those of the loans at closing, bought or not.
#[derive(Clone, Debug)]
pub struct OfferPlan<A: Amount> {
    /// The loan; its balance is protected, and its payment dates depend on the date of purchase.
    pub loan: LoanPlan<A>,
    /// First date on which it can be bought.
    pub available_from: NaiveDate,
    /// Last payment date.
    pub maturity: NaiveDate,
    /// How often it pays.
    pub frequency: Frequency,
    /// Where it stands.
    pub status: LoanStatus,
    /// The criterion that it fails, if any.
    pub eligibility: EligibilityPlan,
}

/// The first criterion that a loan fails, by period; a single entry where the period does not matter.
#[derive(Clone, Debug, Default)]
pub struct EligibilityPlan(pub Vec<Option<usize>>);

impl EligibilityPlan {
    /// The first criterion that the loan fails at the end of a period.
    pub fn failed(&self, period: usize) -> Option<usize> {
        self.0.get(period).or(self.0.last()).copied().flatten()
    }
}

/// A condition on the pool after an addition.
#[derive(Clone, Debug)]
pub struct PortfolioPlan {
    /// What is measured.
    pub meter: MeterPlan,
    /// What it must keep.
    pub limit: Limit,
    /// Whether an addition to a pool in breach need only maintain or improve it.
    pub maintain_or_improve: bool,
}

/// A measure of the loans. Entries are by place: the loans at closing, those of the purchase tape, and last the one
/// that stands for every loan bought without a tape.
#[derive(Clone, Debug)]
pub struct MeterPlan {
    /// What is added up.
    pub kind: MeterKind,
    /// Taken off: the measure at closing, where its increase is measured.
    pub closing: Decimal,
    /// The place of the loan that stands for those bought without a tape.
    pub representative: usize,
}

/// What a measure adds up.
#[derive(Clone, Debug)]
pub enum MeterKind {
    /// Balance of so many of the largest groups over all.
    Largest(Groups, usize),
    /// Balance of the loans that count over all.
    Share(Vec<bool>),
    /// Average by balance.
    Average(Vec<Decimal>),
    /// Average by balance of the remaining life in years, by place and period; of the last place by periods since
    /// its purchase.
    Life(Vec<Vec<Decimal>>),
    /// Effective number of groups.
    EffectiveNumber(Groups),
    /// How many groups owe something.
    Number(Groups),
}

/// Loans that belong together.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The number of each place's group.
    pub of: Vec<usize>,
    /// How many groups there are.
    pub count: usize,
    /// Whether each loan bought without a tape is a group of its own.
    pub own: bool,
}

/// A loan that leaves the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovalPlan {
    /// Its place in the pool.
    pub loan: usize,
    /// When.
    pub date: NaiveDate,
    /// Whether it was never eligible.
    pub from_inception: bool,
}
