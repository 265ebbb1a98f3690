//! The period in which principal buys new loans instead of repaying tranches.

use chrono::NaiveDate;

use crate::trigger::Test;

/// The replenishment terms of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replenishment {
    /// Last unadjusted payment date on which principal is reinvested.
    pub until: NaiveDate,
    /// Each must hold; the first that fails ends replenishment for good.
    pub conditions: Vec<Test>,
}
