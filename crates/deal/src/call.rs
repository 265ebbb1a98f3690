//! The bank's rights to end the protection early.

use chrono::NaiveDate;

use crate::rate::Ratio;

/// The right to call from a date on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeCall {
    /// First date on which the bank may call.
    pub date: NaiveDate,
    /// Whether the terms at closing give the bank an incentive to call, such as a premium that steps up; absent: the
    /// deal does not say.
    pub incentive: Option<bool>,
}

impl From<NaiveDate> for TimeCall {
    fn from(date: NaiveDate) -> TimeCall {
        TimeCall {
            date,
            incentive: None,
        }
    }
}

/// The calls that a deal grants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// Pool over initial pool at or below which the bank may call.
    pub clean_up: Option<Ratio>,
    /// The call from a date on.
    pub time: Option<TimeCall>,
    /// Whether a regulatory event gives a call.
    pub regulatory: bool,
}
