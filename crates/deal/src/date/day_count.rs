//! Day counts: the length of a coupon period in years, as an exact fraction.
//!
//! Sources: 2006 ISDA Definitions, section 4.16: (b) ACT/ACT, (d) ACT/365 Fixed, (e) ACT/360, (f) 30/360
//! (the bond basis), (g) 30E/360. Of ACT/ACT only the ISDA form is here; ICMA needs a coupon grid.
//!
//! ```
//! use chrono::NaiveDate;
//! use tranchet_deal::{date::DayCount, factor::Factor, money::Money};
//! let day = |m, d| NaiveDate::from_ymd_opt(2027, m, d).unwrap();
//! // 92 days from 30 June to 30 September.
//! let length = DayCount::Act360.fraction(day(6, 30), day(9, 30));
//! assert_eq!(Money::from_minor(36_000).scale_half_even(length), Money::from_minor(9_200));
//! ```

use chrono::NaiveDate;
use fasti::{Act360, Act365Fixed, ActActISDA, DayCount as _, Thirty360Bond, Thirty360European};

use super::calendar::to_fasti;
use crate::factor::Factor;

/// A day-count convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayCount {
    /// Actual days over 360.
    Act360,
    /// Actual days over 365.
    Act365Fixed,
    /// Months of 30 days over 360, the end date's 31st counted unless the start is a 30th or 31st.
    Thirty360,
    /// Months of 30 days over 360, each 31st a 30th.
    ThirtyE360,
    /// Actual days over the days of the year they fall in.
    ActActIsda,
}

impl DayCount {
    /// The time from a date (included) to another (excluded), in years.
    pub fn fraction(self, from: NaiveDate, to: NaiveDate) -> Factor {
        let (from, to) = (to_fasti(from), to_fasti(to));
        let fraction = match self {
            DayCount::Act360 => Act360.year_fraction(from, to),
            DayCount::Act365Fixed => Act365Fixed.year_fraction(from, to),
            DayCount::Thirty360 => Thirty360Bond.year_fraction(from, to),
            DayCount::ThirtyE360 => Thirty360European.year_fraction(from, to),
            DayCount::ActActIsda => ActActISDA.year_fraction(from, to),
        };
        Factor::new(fraction.numerator(), fraction.denominator())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Days from the definitions, worked by hand.
    #[test]
    fn thirty_day_months_differ_at_month_ends() {
        let cases = [
            // from, to, bond basis, european
            ("2026-01-31", "2026-03-31", 60, 60),
            ("2026-01-30", "2026-03-31", 60, 60),
            ("2026-01-29", "2026-03-31", 62, 61),
            ("2026-02-28", "2026-03-31", 33, 32),
        ];
        for (from, to, bond, european) in cases {
            let days = |count: DayCount| count.fraction(day(from), day(to)).scale_half_even(360);
            assert_eq!(
                (days(DayCount::Thirty360), days(DayCount::ThirtyE360)),
                (bond, european),
                "{from} {to}"
            );
        }
    }

    /// 61 days of 2003 and 121 days of 2004, the example of the ISDA memorandum on ACT/ACT.
    #[test]
    fn actual_actual_splits_at_the_year() {
        let length = DayCount::ActActIsda.fraction(day("2003-11-01"), day("2004-05-01"));
        assert_eq!(
            length.compare_ratio(61 * 366 + 121 * 365, 365 * 366),
            std::cmp::Ordering::Equal
        );
    }
}
