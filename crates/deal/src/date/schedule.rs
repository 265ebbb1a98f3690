//! Schedules: payment dates of a deal, payment dates of a loan, and lags.
//!
//! Each date of a grid is counted from one end and clipped to its month's last day, so that a grid from the
//! 31st does not drift to the 28th.

use chrono::{Months, NaiveDate};

use super::Calendar;
use crate::payments::Frequency;

/// A length of time after a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lag {
    /// Calendar months, clipped to the month's last day.
    Months(u32),
    /// Calendar days.
    Days(u32),
    /// Business days of the deal's calendar.
    BusinessDays(u32),
}

impl Lag {
    /// The longest lag that a file may give, in months.
    pub const MONTHS_MAX: u32 = 600;

    /// The date that lies this much later.
    pub fn after(self, date: NaiveDate, calendar: &Calendar) -> NaiveDate {
        match self {
            Lag::Months(months) => date + Months::new(months),
            Lag::Days(days) => date + chrono::Days::new(u64::from(days)),
            Lag::BusinessDays(days) => calendar.add_business_days(date, days),
        }
    }
}

/// Unadjusted payment dates of a deal, closing not included.
///
/// They are `first` plus whole multiples of the frequency as far as they lie before scheduled maturity, then
/// scheduled maturity, the later grid dates before legal final maturity, and legal final maturity itself.
pub fn payment_dates(
    first: NaiveDate,
    frequency: Frequency,
    scheduled_maturity: NaiveDate,
    legal_final_maturity: NaiveDate,
) -> Vec<NaiveDate> {
    let mut dates: Vec<NaiveDate> = (0..)
        .map(|count| first + Months::new(count * frequency.months()))
        .take_while(|date| *date < legal_final_maturity)
        .collect();
    dates.extend([scheduled_maturity, legal_final_maturity]);
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// Payment dates of a loan after `start`, counted back from its maturity; the last one is maturity.
pub fn dates_back_from_maturity(
    start: NaiveDate,
    maturity: NaiveDate,
    frequency: Frequency,
) -> impl DoubleEndedIterator<Item = NaiveDate> + ExactSizeIterator {
    let back = move |count: u32| maturity - Months::new(count * frequency.months());
    let months = months_between(start, maturity);
    let mut dates = months / frequency.months();
    while back(dates) > start {
        dates += 1;
    }
    while dates > 0 && back(dates - 1) <= start {
        dates -= 1;
    }
    (0..dates).rev().map(back)
}

/// Whole calendar months by year and month number alone, never below zero.
fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    use chrono::Datelike;
    let number = |date: NaiveDate| date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0);
    u32::try_from(number(to) - number(from)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(texts: &[&str]) -> Vec<NaiveDate> {
        texts.iter().map(|text| day(text)).collect()
    }

    #[test]
    fn a_grid_from_the_31st_returns_to_it() {
        let dates = payment_dates(
            day("2026-08-31"),
            Frequency::Quarterly,
            day("2027-08-31"),
            day("2027-08-31"),
        );
        assert_eq!(
            dates,
            days(&[
                "2026-08-31",
                "2026-11-30",
                "2027-02-28",
                "2027-05-31",
                "2027-08-31"
            ])
        );
    }

    #[test]
    fn maturities_off_the_grid_are_stubs_and_the_grid_goes_on_between_them() {
        let dates = payment_dates(
            day("2026-06-30"),
            Frequency::SemiAnnual,
            day("2027-03-15"),
            day("2028-01-10"),
        );
        let expected = [
            "2026-06-30",
            "2026-12-30",
            "2027-03-15",
            "2027-06-30",
            "2027-12-30",
            "2028-01-10",
        ];
        assert_eq!(dates, days(&expected));
    }

    #[test]
    fn loan_dates_count_back_from_maturity() {
        let of = |start, maturity, frequency| -> Vec<_> {
            dates_back_from_maturity(day(start), day(maturity), frequency).collect()
        };
        let expected = ["2026-08-31", "2026-11-30", "2027-02-28"];
        assert_eq!(
            of("2026-06-30", "2027-02-28", Frequency::Quarterly),
            days(&["2026-08-28", "2026-11-28", "2027-02-28"])
        );
        assert_eq!(
            of("2026-06-30", "2027-05-31", Frequency::Quarterly)[..3],
            days(&expected)
        );
        // A date on the start itself is not after it.
        assert_eq!(
            of("2026-06-30", "2027-06-30", Frequency::Annual),
            days(&["2027-06-30"])
        );
        assert_eq!(of("2026-06-30", "2026-06-30", Frequency::Annual), days(&[]));
        assert_eq!(of("2026-05-31", "2026-11-30", Frequency::Monthly).len(), 6);
    }
}
