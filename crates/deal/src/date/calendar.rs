//! Business days, and what happens to a date on which no business is done.
//!
//! Holidays: US, the Federal Reserve Banks' calendar (a Sunday holiday moves to Monday, a Saturday one does
//! not; Juneteenth from 2022); US government securities, the days on which SOFR is published; TARGET, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December; UK,
//! the bank holidays of England and Wales. Rolls: 2006 ISDA Definitions, section 4.12.
//!
//! ```
//! use tranchet_deal::date::{Calendar, Roll};
//! // Saturday 31 May 2025: the next business day is in June, so the roll turns back.
//! let adjusted = Calendar::UnitedStates.roll("2025-05-31".parse().unwrap(), Roll::ModifiedFollowing);
//! assert_eq!(adjusted, "2025-05-30".parse().unwrap());
//! ```

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use fasti::calendars;

/// What happens to a date on which no business is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roll {
    /// It stays.
    None,
    /// It moves to the next business day.
    Following,
    /// It moves to the next business day, or back if that is in another month.
    ModifiedFollowing,
    /// It moves to the last business day before.
    Preceding,
}

/// Which days are business days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// Every day is.
    None,
    /// The Federal Reserve Banks' calendar.
    UnitedStates,
    /// US government securities business days, on which SOFR is published: Good Friday is none.
    UnitedStatesGovernmentSecurities,
    /// The euro-area settlement calendar.
    Target,
    /// The bank holidays of England and Wales.
    UnitedKingdom,
    /// Weekdays apart from these dates.
    Holidays(BTreeSet<NaiveDate>),
}

impl Calendar {
    /// Whether business is done on the date.
    pub fn is_business_day(&self, date: NaiveDate) -> bool {
        match self {
            Calendar::None => true,
            Calendar::UnitedStates => calendars::us::FEDERAL_RESERVE.is_business_day(to_fasti(date)),
            Calendar::UnitedStatesGovernmentSecurities => calendars::us::SOFR.is_business_day(to_fasti(date)),
            Calendar::Target => calendars::TARGET.is_business_day(to_fasti(date)),
            Calendar::UnitedKingdom => {
                calendars::uk::SETTLEMENT.is_business_day(to_fasti(date)) && !is_royal_wedding_2011(date)
            }
            Calendar::Holidays(holidays) => {
                !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(&date)
            }
        }
    }

    /// The date, moved to a business day as the roll says.
    pub fn roll(&self, date: NaiveDate, roll: Roll) -> NaiveDate {
        match roll {
            Roll::None => date,
            Roll::Following => self.following(date),
            Roll::Preceding => self.preceding(date),
            Roll::ModifiedFollowing => {
                let following = self.following(date);
                if following.month() == date.month() {
                    following
                } else {
                    self.preceding(date)
                }
            }
        }
    }

    /// The business day that is so many business days later.
    pub fn add_business_days(&self, date: NaiveDate, days: u32) -> NaiveDate {
        (0..days).fold(date, |day, _| self.following(day + Days::new(1)))
    }

    /// The business day that is so many business days earlier; 0: the last one on or before the date.
    pub fn subtract_business_days(&self, date: NaiveDate, days: u32) -> NaiveDate {
        (0..days).fold(self.preceding(date), |day, _| self.preceding(day - Days::new(1)))
    }

    fn following(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days()
            .find(|day| self.is_business_day(*day))
            .unwrap_or(date)
    }

    fn preceding(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days()
            .rev()
            .find(|day| self.is_business_day(*day))
            .unwrap_or(date)
    }
}

/// 29 April 2011, a bank holiday by proclamation that the calendar library does not list.
fn is_royal_wedding_2011(date: NaiveDate) -> bool {
    (date.year(), date.month(), date.day()) == (2011, 4, 29)
}

/// The date in the calendar library's own type.
///
/// # Panics
/// Outside 1901 to 2199; dates in files are limited to [`super::YEARS`], and lags cannot leave that range.
pub(super) fn to_fasti(date: NaiveDate) -> fasti::Date {
    date.try_into()
        .expect("dates of a deal lie between 1901 and 2199")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Dates from the published holiday lists of the Federal Reserve Banks, the ECB and gov.uk.
    #[test]
    fn holidays_are_those_published() {
        let closed =
            |calendar: &Calendar, days: &[&str]| days.iter().all(|text| !calendar.is_business_day(day(text)));
        let open =
            |calendar: &Calendar, days: &[&str]| days.iter().all(|text| calendar.is_business_day(day(text)));
        let us = Calendar::UnitedStates;
        assert!(closed(
            &us,
            &[
                "2026-06-19",
                "2026-11-26",
                "2027-07-05",
                "2022-06-20",
                "2023-01-02"
            ]
        ));
        // Saturday holidays do not move to Friday; 4 July 2026 and 25 December 2027 are Saturdays.
        assert!(open(
            &us,
            &["2026-07-03", "2027-12-24", "2021-06-18", "2021-12-31"]
        ));
        assert!(closed(
            &Calendar::Target,
            &["2026-04-03", "2026-04-06", "2026-05-01", "2025-12-26"]
        ));
        assert!(open(&Calendar::Target, &["2026-05-25", "2026-12-24"]));
        let uk = Calendar::UnitedKingdom;
        assert!(closed(
            &uk,
            &[
                "2026-05-04",
                "2026-05-25",
                "2026-08-31",
                "2026-12-28",
                "2011-04-29",
                "2023-05-08"
            ]
        ));
        // Good Friday 2026, and Columbus Day; SIFMA's recommended holidays.
        let securities = Calendar::UnitedStatesGovernmentSecurities;
        assert!(closed(&securities, &["2026-04-03", "2026-10-12", "2026-11-26"]));
        assert!(open(&us, &["2026-04-03"]) && open(&securities, &["2026-04-02", "2026-11-27"]));
        assert!(open(&Calendar::None, &["2026-07-04", "2026-12-25"]));
    }

    #[test]
    fn rolls_move_only_closed_days() {
        let uk = Calendar::UnitedKingdom;
        assert_eq!(uk.roll(day("2026-08-31"), Roll::Following), day("2026-09-01"));
        assert_eq!(
            uk.roll(day("2026-08-31"), Roll::ModifiedFollowing),
            day("2026-08-28")
        );
        assert_eq!(uk.roll(day("2026-08-31"), Roll::Preceding), day("2026-08-28"));
        assert_eq!(uk.roll(day("2026-08-31"), Roll::None), day("2026-08-31"));
        assert_eq!(uk.add_business_days(day("2026-08-27"), 2), day("2026-09-01"));
        assert_eq!(uk.subtract_business_days(day("2026-09-01"), 2), day("2026-08-27"));
        assert_eq!(uk.subtract_business_days(day("2026-08-31"), 0), day("2026-08-28"));
    }
}
