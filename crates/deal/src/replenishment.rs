//! The period in which principal buys new loans instead of repaying tranches, and the ramp-up before it.

use chrono::NaiveDate;

use crate::criterion::Criterion;
use crate::money::Money;
use crate::pool_measure::PortfolioCondition;
use crate::trigger::Test;

/// The replenishment terms of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replenishment {
    /// Last unadjusted payment date on which principal is reinvested.
    pub until: NaiveDate,
    /// Each must hold; the first that fails ends replenishment for good.
    pub conditions: Vec<Test>,
    /// What each loan must be on the date on which it enters.
    pub eligibility: Vec<Criterion>,
    /// What the pool must be after each addition.
    pub portfolio: Vec<PortfolioCondition>,
    /// For how many payment dates after the one on which it was taken principal may wait for a loan; absent: to
    /// the end of replenishment.
    pub unapplied_periods: Option<u32>,
    /// The build-up of a pool that closes below its target.
    pub ramp_up: Option<RampUp>,
}

/// A pool that is built up after closing: additions raise the tranches by their shares at closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RampUp {
    /// The protected pool that the additions may lead to, defaults and principal apart.
    pub target: Money,
    /// Last unadjusted payment date on which loans are added.
    pub until: NaiveDate,
}
