//! Round numbers along an axis, and years along another.

use chrono::{Datelike, NaiveDate};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, dec};

use crate::format::{compact, percent, plain};
use crate::table::{Cell, Table};

/// About how many steps an axis has.
const STEPS: Decimal = dec!(4);
/// Steps between powers of ten.
const ROUND: [Decimal; 5] = [dec!(1), dec!(2), dec!(2.5), dec!(5), dec!(10)];
/// The most years that are named.
const YEARS_MAX: i32 = 9;

/// What an axis counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Currency units.
    Money,
    /// Rates or ratios.
    Ratio,
    /// Anything else.
    Number,
}

impl Counts {
    /// What a column of a table counts.
    pub fn of(table: &Table, column: usize) -> Counts {
        let mut cells = table.rows.iter().map(|row| &row[column]);
        let found = cells.find_map(|cell| match cell {
            Cell::Money(_) => Some(Counts::Money),
            Cell::Percent(..) => Some(Counts::Ratio),
            Cell::Count(_) | Cell::Number(..) => Some(Counts::Number),
            Cell::Blank | Cell::Text(_) | Cell::Date(_) | Cell::Flag(_) => None,
        });
        found.unwrap_or(Counts::Number)
    }

    /// A round number in as few letters as possible.
    pub fn label(self, number: Decimal) -> String {
        match self {
            Counts::Money => compact(number),
            Counts::Ratio => percent(number),
            Counts::Number => plain(number),
        }
    }
}

/// Round numbers from below the least to above the greatest, nought among them.
pub fn rounds(least: Decimal, greatest: Decimal) -> Vec<Decimal> {
    let (least, greatest) = (least.min(Decimal::ZERO), greatest.max(Decimal::ZERO));
    let span = greatest - least;
    if span.is_zero() {
        return vec![Decimal::ZERO, Decimal::ONE];
    }
    let step = step(span / STEPS);
    let (first, last) = ((least / step).floor(), (greatest / step).ceil());
    let count = (last - first).to_i32().unwrap_or(0);
    (0..=count)
        .map(|place| (first + Decimal::from(place)) * step)
        .collect()
}

/// The least round number that is not below.
fn step(least: Decimal) -> Decimal {
    let mut power = Decimal::ONE;
    while power * Decimal::TEN <= least {
        power *= Decimal::TEN;
    }
    while power > least {
        power /= Decimal::TEN;
    }
    let round = ROUND.into_iter().find(|round| *round * power >= least);
    round.unwrap_or(Decimal::TEN) * power
}

/// A number as `plotters` takes it.
pub fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or_default()
}

/// A date as a number of days.
pub fn day(date: NaiveDate) -> f64 {
    f64::from(date.num_days_from_ce())
}

/// The beginnings of years within days, few enough to be named.
pub fn years(first: NaiveDate, last: NaiveDate) -> Vec<f64> {
    let years: Vec<NaiveDate> = (first.year()..=last.year())
        .filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1))
        .filter(|date| (first..=last).contains(date))
        .collect();
    let count = i32::try_from(years.len()).unwrap_or(i32::MAX);
    let every = [1, 2, 5, 10, 25]
        .into_iter()
        .find(|every| count / every <= YEARS_MAX);
    let every = every.unwrap_or(100);
    years
        .into_iter()
        .filter(|date| date.year() % every == 0)
        .map(day)
        .collect()
}

/// The year of a number of days.
pub fn year(days: f64) -> String {
    let date = days.to_i32().and_then(NaiveDate::from_num_days_from_ce_opt);
    date.map_or_else(String::new, |date| date.year().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_numbers_around_what_it_shows() {
        assert_eq!(
            rounds(dec!(0), dec!(1662.5)),
            [dec!(0), dec!(500), dec!(1000), dec!(1500), dec!(2000)]
        );
        assert_eq!(
            rounds(dec!(-3), dec!(7)),
            [dec!(-5), dec!(-2.5), dec!(0), dec!(2.5), dec!(5), dec!(7.5)]
        );
        assert_eq!(
            rounds(dec!(0.01), dec!(0.021)),
            [dec!(0), dec!(0.01), dec!(0.02), dec!(0.03)]
        );
        assert_eq!(rounds(dec!(0), dec!(0)), [dec!(0), dec!(1)]);
    }

    #[test]
    fn years_are_thinned_where_there_are_many() {
        let date = |year| NaiveDate::from_ymd_opt(year, 6, 30).unwrap();
        let named = |first, last| {
            let years = years(date(first), date(last));
            years.into_iter().map(year).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(named(2026, 2029), "2027 2028 2029");
        assert_eq!(named(2026, 2044), "2028 2030 2032 2034 2036 2038 2040 2042 2044");
        assert_eq!(named(2026, 2026), "");
    }
}
