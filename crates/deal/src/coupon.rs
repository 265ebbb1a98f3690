//! What a tranche pays: a fixed rate, or an index under a convention, with floors, caps and steps.
//!
//! Sources of the conventions: ARRC, *SOFR Floating Rate Notes Conventions Matrix* (August 2019) and its
//! appendix (November 2019) for lookback, observation shift, lock-out and payment delay; ARRC, *SOFR In Arrears
//! Conventions for Syndicated Business Loans* (2020), appendix 1, for the simple average; Federal Reserve Bank of New York,
//! *SOFR Averages and Index* (March 2020), for the 30-day average.

use chrono::NaiveDate;

use crate::date::{Calendar, DayCount};
use crate::index::IndexName;
use crate::rate::Rate;

/// What a tranche pays on its placed notional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coupon {
    /// A rate that no index moves.
    Fixed(Steps),
    /// An index plus a spread.
    Floating(Floating),
}

/// An index plus a spread, between floors and caps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floating {
    /// The index.
    pub index: IndexName,
    /// How the rate of a period is found from the index.
    pub fixing: Fixing,
    /// Added to the index, per year.
    pub spread: Steps,
    /// What the index counts as at least and at most.
    pub bounds: Bounds,
    /// What index plus spread count as at least and at most.
    pub bounds_all_in: Bounds,
}

impl Floating {
    /// The index on the first day of each period plus a spread, without floor or cap.
    pub fn plain(index: IndexName, spread: Rate) -> Floating {
        Floating {
            index,
            fixing: Fixing::default(),
            spread: Steps::flat(spread),
            bounds: Bounds::default(),
            bounds_all_in: Bounds::default(),
        }
    }

    /// The coupon for a rate of the index, in a period that begins on a date.
    pub fn rate(&self, index: Rate, period_start: NaiveDate) -> Rate {
        let sum = self.bounds.apply(index) + self.spread.on(period_start);
        self.bounds_all_in.apply(sum)
    }
}

/// A floor and a cap, the floor not above the cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The least that a rate counts as.
    pub floor: Option<Rate>,
    /// The most that a rate counts as.
    pub cap: Option<Rate>,
}

impl Bounds {
    /// The rate, moved to the floor or cap that it passes.
    pub fn apply(self, rate: Rate) -> Rate {
        let capped = self.cap.map_or(rate, |cap| rate.min(cap));
        self.floor.map_or(capped, |floor| capped.max(floor))
    }
}

/// How the rate of a period is found from an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixing {
    /// Which days of the index count, and how.
    pub convention: Convention,
    /// Business days of the index; absent: its market's, else the deal's.
    pub calendar: Option<Calendar>,
    /// The year on which the index is quoted; absent: its market's, else the deal's.
    pub year: Option<IndexYear>,
    /// Decimal places of a percentage to which the rate is rounded, halves away from nought.
    pub rounding_places: Option<u32>,
}

/// Which days of an index make the rate of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// One reading, so many business days before the period.
    Term {
        /// Business days before the first day of the period.
        business_days_before: u32,
    },
    /// Overnight rates of the period, compounded day by day.
    CompoundedInArrears(Observation),
    /// Overnight rates of the period, averaged by calendar days.
    SimpleAverageInArrears(Observation),
    /// Overnight rates compounded over the 30 calendar days that end so many business days before the period.
    ThirtyDayAverageInAdvance {
        /// Business days before the first day of the period.
        business_days_before: u32,
    },
}

impl Default for Convention {
    fn default() -> Convention {
        Convention::Term {
            business_days_before: 0,
        }
    }
}

/// Which overnight rates belong to the days of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// A day takes the rate of so many business days before.
    pub lookback_business_days: u32,
    /// Whether the rates' own days weight them, rather than the days of the period.
    pub shift: bool,
    /// The rate of so many business days before the end serves from then to the end; 0 and 1 change nothing.
    pub lockout_business_days: u32,
}

/// The year on which an overnight index is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexYear {
    /// Actual days over 360.
    Days360,
    /// Actual days over 365.
    Days365,
}

impl IndexYear {
    /// Days in the year.
    pub const fn days(self) -> u32 {
        match self {
            IndexYear::Days360 => 360,
            IndexYear::Days365 => 365,
        }
    }

    /// The year of a deal with this day count.
    pub fn of(day_count: DayCount) -> IndexYear {
        match day_count {
            DayCount::Act365Fixed => IndexYear::Days365,
            DayCount::Act360 | DayCount::Thirty360 | DayCount::ThirtyE360 | DayCount::ActActIsda => {
                IndexYear::Days360
            }
        }
    }
}

/// A rate that may change on dates of the contract; a date counts from the first period that begins on or
/// after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    initial: Rate,
    later: Vec<(NaiveDate, Rate)>,
}

impl Steps {
    /// The same rate throughout.
    pub fn flat(rate: Rate) -> Steps {
        Steps {
            initial: rate,
            later: Vec::new(),
        }
    }

    /// A rate from the start, and the rates that follow it; `None` unless their dates strictly rise.
    pub fn new(initial: Rate, later: Vec<(NaiveDate, Rate)>) -> Option<Steps> {
        let rising = later.windows(2).all(|pair| pair[0].0 < pair[1].0);
        rising.then_some(Steps { initial, later })
    }

    /// The rate of a period that begins on a date.
    pub fn on(&self, period_start: NaiveDate) -> Rate {
        let passed = self.later.partition_point(|(date, _)| *date <= period_start);
        match passed.checked_sub(1) {
            Some(last) => self.later[last].1,
            None => self.initial,
        }
    }

    /// The rate at the start.
    pub fn initial(&self) -> Rate {
        self.initial
    }

    /// The rates that follow, by the date from which they count.
    pub fn later(&self) -> &[(NaiveDate, Rate)] {
        &self.later
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::{Decimal, dec};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_step_counts_from_the_first_period_that_begins_on_or_after_it() {
        let later = vec![(day("2029-06-30"), Rate(dec!(0.05)))];
        let steps = Steps::new(Rate(dec!(0.0425)), later).unwrap();
        let on = |text| steps.on(day(text)).0;
        assert_eq!(
            [on("2026-06-30"), on("2029-06-29"), on("2029-06-30")],
            [dec!(0.0425), dec!(0.0425), dec!(0.05)]
        );
        let twice = vec![(day("2029-06-30"), Rate::ZERO), (day("2029-06-30"), Rate::ZERO)];
        assert_eq!(Steps::new(Rate::ZERO, twice), None);
    }

    /// By hand: 1 % is floored to 2 % and 8 % capped to 5 %; with 4 % on top, 6 % and 9 %, within 6.5 % and 8.5 %.
    #[test]
    fn bounds_hold_the_index_first_and_then_the_sum() {
        let mut coupon = Floating::plain(IndexName("SOFR".to_owned()), Rate(dec!(0.04)));
        let bounds = |floor: Decimal, cap: Decimal| Bounds {
            floor: Some(Rate(floor)),
            cap: Some(Rate(cap)),
        };
        coupon.bounds = bounds(dec!(0.02), dec!(0.05));
        let rate = |coupon: &Floating, index| coupon.rate(Rate(index), day("2026-06-30")).0;
        assert_eq!(
            [dec!(0.01), dec!(0.03), dec!(0.08)].map(|index| rate(&coupon, index)),
            [dec!(0.06), dec!(0.07), dec!(0.09)]
        );
        coupon.bounds_all_in = bounds(dec!(0.065), dec!(0.085));
        assert_eq!(
            [dec!(0.01), dec!(0.03), dec!(0.08)].map(|index| rate(&coupon, index)),
            [dec!(0.065), dec!(0.07), dec!(0.085)]
        );
    }
}
