//! Schedules: payment dates of a deal, payment dates of a loan, and lags.
//!
//! Each date of a grid is counted from one end and clipped to its month's last day, so that a grid from the
//! 31st does not drift to the 28th.

use chrono::{Datelike, Months, NaiveDate};

use super::Calendar;
use crate::payments::{Frequency, LastStub, Payments};

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
/// scheduled maturity, the later grid dates before legal final maturity, and legal final maturity itself. With
/// `end_of_month` each date of the grid is the last day of its month (the roll convention `EOM` of FpML).
/// A long last stub leaves out the last date of the grid before a scheduled maturity that is off it.
pub fn payment_dates(
    payments: &Payments,
    scheduled_maturity: NaiveDate,
    legal_final_maturity: NaiveDate,
) -> Vec<NaiveDate> {
    let grid_date = |count: u32| {
        let date = payments.first + Months::new(count * payments.frequency.months());
        if payments.end_of_month {
            month_end(date)
        } else {
            date
        }
    };
    let mut dates: Vec<NaiveDate> = (0..)
        .map(grid_date)
        .take_while(|date| *date < legal_final_maturity)
        .collect();
    let before = dates.partition_point(|date| *date < scheduled_maturity);
    let off_grid = u32::try_from(before).is_ok_and(|count| grid_date(count) != scheduled_maturity);
    if payments.last_stub == LastStub::Long && off_grid && before > 1 {
        dates.remove(before - 1);
    }
    dates.extend([scheduled_maturity, legal_final_maturity]);
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// The last day of a date's month.
pub fn month_end(date: NaiveDate) -> NaiveDate {
    let last = u32::from(date.num_days_in_month());
    date.with_day(last).unwrap_or(date)
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

    fn payments(first: &str, frequency: Frequency) -> Payments {
        Payments {
            frequency,
            first: day(first),
            day_count: crate::date::DayCount::Act360,
            roll: crate::date::Roll::None,
            calendar: Calendar::None,
            lag_business_days: 0,
            accrual: crate::payments::Accrual::WholePeriod,
            end_of_month: false,
            last_stub: LastStub::Short,
        }
    }

    #[test]
    fn a_grid_of_month_ends_keeps_to_them() {
        let mut payments = payments("2026-09-30", Frequency::Quarterly);
        let plain = ["2026-09-30", "2026-12-30", "2027-03-30", "2027-06-30"];
        let dates = |payments: &Payments| payment_dates(payments, day("2027-06-30"), day("2027-06-30"));
        assert_eq!(dates(&payments), days(&plain));
        payments.end_of_month = true;
        let at_ends = ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"];
        assert_eq!(dates(&payments), days(&at_ends));
    }

    #[test]
    fn a_long_last_stub_runs_on_to_a_maturity_off_the_grid() {
        let mut payments = payments("2026-06-30", Frequency::SemiAnnual);
        let dates = |payments: &Payments, maturity| payment_dates(payments, day(maturity), day(maturity));
        let short = ["2026-06-30", "2026-12-30", "2027-03-15"];
        assert_eq!(dates(&payments, "2027-03-15"), days(&short));
        payments.last_stub = LastStub::Long;
        assert_eq!(
            dates(&payments, "2027-03-15"),
            days(&["2026-06-30", "2027-03-15"])
        );
        // The first date stays: the contract names it.
        assert_eq!(
            dates(&payments, "2026-09-15"),
            days(&["2026-06-30", "2026-09-15"])
        );
        // On the grid there is no stub to lengthen, and a first date is never taken for one.
        assert_eq!(
            dates(&payments, "2026-12-30"),
            days(&["2026-06-30", "2026-12-30"])
        );
        assert_eq!(dates(&payments, "2026-06-30"), days(&["2026-06-30"]));
    }

    #[test]
    fn a_grid_from_the_31st_returns_to_it() {
        let payments = payments("2026-08-31", Frequency::Quarterly);
        let dates = payment_dates(&payments, day("2027-08-31"), day("2027-08-31"));
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
        let payments = payments("2026-06-30", Frequency::SemiAnnual);
        let dates = payment_dates(&payments, day("2027-03-15"), day("2028-01-10"));
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
