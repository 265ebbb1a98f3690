//! Dates of a deal: day counts, business days, and schedules of payment dates.

mod calendar;
mod day_count;
mod schedule;

pub use calendar::{Calendar, Roll};
pub use day_count::DayCount;
pub use schedule::{Lag, dates_back_from_maturity, month_end, payment_dates};

/// Years that dates in files may lie in; rolls and lags stay within what calendars know.
pub const YEARS: std::ops::RangeInclusive<i32> = 1950..=2130;
