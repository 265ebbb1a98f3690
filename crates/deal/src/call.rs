//! The bank's rights to end the protection early.

use chrono::NaiveDate;

use crate::rate::Ratio;

/// The calls that a deal grants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// Pool over initial pool at or below which the bank may call.
    pub clean_up: Option<Ratio>,
    /// Date from which the bank may call.
    pub time: Option<NaiveDate>,
    /// Whether a regulatory event gives a call.
    pub regulatory: bool,
}
