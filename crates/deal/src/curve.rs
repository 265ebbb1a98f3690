//! An index through time: fixings or forward rates by date, or discount factors from which forwards follow.
//!
//! Rates hold until the next date (`previous`) or lie on the straight line between two (`linear`). Discount
//! factors are log-linear between two dates, so the overnight rate is constant there:
//! `r = ((D_1 / D_2)^(1/n) - 1) × year`, with `n` days between the two.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::coupon::IndexYear;
//! use tranchet_deal::curve::{Beyond, Curve};
//! let day = |text: &str| text.parse().unwrap();
//! // 1.0004 over four days: 0.01 % a day or, by 360 days, a little less than 3.6 % a year.
//! let points = vec![(day("2026-06-01"), dec!(1.0004)), (day("2026-06-05"), dec!(1))];
//! let curve = Curve::discount(points, Beyond::Refuse, IndexYear::Days360).unwrap();
//! let overnight = curve.on(day("2026-06-03")).unwrap().0;
//! assert_eq!(overnight.round_dp(12), dec!(0.035994601260));
//! assert_eq!(curve.on(day("2026-06-05")).unwrap_err().needed, day("2026-06-06"));
//! ```

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use crate::coupon::IndexYear;
use crate::rate::{PLACES_MAX, Rate};

/// What lies between two dates of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpolation {
    /// The earlier rate holds until the later date.
    Previous,
    /// Rates on the straight line by days.
    Linear,
    /// The logarithm of discount factors on the straight line by days.
    LogLinear,
}

/// What lies before the first date of a curve and after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// The first or last rate holds.
    Hold,
    /// Nothing.
    Refuse,
}

/// A date that a curve does not reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The date.
    pub needed: NaiveDate,
    /// The first date of the curve.
    pub first: NaiveDate,
    /// The last date of the curve.
    pub last: NaiveDate,
}

/// An index by date, at least one point, dates strictly rising.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// Rates or, of discount factors, the growth of a unit in a day from that date on.
    points: Vec<(NaiveDate, Decimal)>,
    last: NaiveDate,
    interpolation: Interpolation,
    beyond: Beyond,
    year: IndexYear,
}

impl Curve {
    /// Fixings that hold until the next, the first and last beyond all dates.
    pub fn new(fixings: Vec<(NaiveDate, Rate)>) -> Option<Curve> {
        Curve::rates(fixings, false, Beyond::Hold)
    }

    /// Rates by date; `None` unless there is one and dates strictly rise.
    pub fn rates(fixings: Vec<(NaiveDate, Rate)>, linear: bool, beyond: Beyond) -> Option<Curve> {
        let points: Vec<_> = fixings.into_iter().map(|(date, rate)| (date, rate.0)).collect();
        let last = points.last()?.0;
        rising(&points).then_some(Curve {
            points,
            last,
            interpolation: if linear {
                Interpolation::Linear
            } else {
                Interpolation::Previous
            },
            beyond,
            year: IndexYear::Days360,
        })
    }

    /// Discount factors by date; `None` unless there are two, all above zero, and dates strictly rise.
    pub fn discount(factors: Vec<(NaiveDate, Decimal)>, beyond: Beyond, year: IndexYear) -> Option<Curve> {
        let last = factors.last()?.0;
        if factors.len() < 2
            || !rising(&factors)
            || factors.iter().any(|(_, factor)| *factor <= Decimal::ZERO)
        {
            return None;
        }
        let growth = |pair: &[(NaiveDate, Decimal)]| {
            let ratio = pair[0].1.checked_div(pair[1].1)?;
            let days = u32::try_from((pair[1].0 - pair[0].0).num_days()).ok()?;
            Some((pair[0].0, root(ratio, days)?))
        };
        Some(Curve {
            points: factors.windows(2).map(growth).collect::<Option<_>>()?,
            last,
            interpolation: Interpolation::LogLinear,
            beyond,
            year,
        })
    }

    /// The rate on a date; of discount factors, the overnight rate from it.
    ///
    /// # Errors
    /// [`Gap`] where the curve does not reach the date and nothing holds beyond it.
    pub fn on(&self, date: NaiveDate) -> Result<Rate, Gap> {
        let after = self.points.partition_point(|(day, _)| *day <= date);
        let needed = match self.interpolation {
            Interpolation::Previous | Interpolation::Linear => date,
            Interpolation::LogLinear => date + Days::new(1),
        };
        if self.beyond == Beyond::Refuse && (after == 0 || needed > self.last) {
            let needed = if after == 0 { date } else { needed };
            let first = self.points[0].0;
            return Err(Gap {
                needed,
                first,
                last: self.last,
            });
        }
        let before = after.saturating_sub(1);
        let (start, value) = self.points[before];
        Ok(Rate(match self.interpolation {
            Interpolation::Previous => value,
            Interpolation::LogLinear => {
                let overnight = (value - Decimal::ONE) * Decimal::from(self.year.days());
                overnight.round_dp(PLACES_MAX)
            }
            Interpolation::Linear => match self.points.get(after) {
                Some((end, next)) if after > 0 => {
                    let days = |from: NaiveDate, to: NaiveDate| Decimal::from((to - from).num_days());
                    let rise = (next - value) * days(start, date) / days(start, *end);
                    (value + rise).round_dp(PLACES_MAX)
                }
                Some(_) | None => value,
            },
        }))
    }

    /// The rate fixed on a date for a period: a reading of rates on that date; of discount factors, the simple
    /// forward rate over the period.
    ///
    /// # Errors
    /// As [`Curve::on`].
    pub fn over(&self, fixing: NaiveDate, start: NaiveDate, end: NaiveDate) -> Result<Rate, Gap> {
        match self.interpolation {
            Interpolation::Previous | Interpolation::Linear => self.on(fixing),
            Interpolation::LogLinear if start >= end => self.on(start),
            Interpolation::LogLinear => self.forward(start, end),
        }
    }

    fn forward(&self, start: NaiveDate, end: NaiveDate) -> Result<Rate, Gap> {
        let first = self.points[0].0;
        if self.beyond == Beyond::Refuse && (start < first || end > self.last) {
            let needed = if start < first { start } else { end };
            return Err(Gap {
                needed,
                first,
                last: self.last,
            });
        }
        let mut growth = Decimal::ONE;
        for (index, (from, daily)) in self.points.iter().enumerate() {
            let from = if index == 0 { start } else { (*from).max(start) };
            let to = self
                .points
                .get(index + 1)
                .map_or(end, |(next, _)| (*next).min(end));
            let days = u32::try_from((to - from).num_days()).unwrap_or(0);
            growth = power(*daily, days)
                .and_then(|part| growth.checked_mul(part))
                .unwrap_or(Decimal::MAX);
        }
        let days = Decimal::from((end - start).num_days());
        let simple = (growth - Decimal::ONE) / days;
        let yearly = simple
            .checked_mul(Decimal::from(self.year.days()))
            .unwrap_or(Decimal::MAX);
        Ok(Rate(yearly.round_dp(PLACES_MAX)))
    }
}

fn rising(points: &[(NaiveDate, Decimal)]) -> bool {
    points.windows(2).all(|pair| pair[0].0 < pair[1].0)
}

/// The `degree`-th root of a ratio of discount factors, by Newton's method from the nearest float.
fn root(ratio: Decimal, degree: u32) -> Option<Decimal> {
    let nearest = libm::pow(f64::try_from(ratio).ok()?, 1.0 / f64::from(degree));
    let mut guess = Decimal::try_from(nearest).ok()?;
    for _ in 0..3 {
        let lower = power(guess, degree - 1)?;
        let miss = lower.checked_mul(guess)? - ratio;
        guess -= miss.checked_div(lower.checked_mul(Decimal::from(degree))?)?;
    }
    Some(guess)
}

/// A whole power, by squaring.
fn power(base: Decimal, exponent: u32) -> Option<Decimal> {
    let (mut result, mut square, mut left) = (Decimal::ONE, base, exponent);
    while left > 0 {
        if left % 2 == 1 {
            result = result.checked_mul(square)?;
        }
        left /= 2;
        if left > 0 {
            square = square.checked_mul(square)?;
        }
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
    }

    #[test]
    fn a_fixing_holds_until_the_next() {
        let curve = Curve::new(vec![(day(5), Rate(dec!(0.01))), (day(8), Rate(dec!(0.02)))]).unwrap();
        assert_eq!(
            [1, 5, 7, 8, 30].map(|d| curve.on(day(d)).unwrap().0),
            [1, 1, 1, 2, 2].map(|c| dec!(0.01) * Decimal::from(c))
        );
        assert_eq!(Curve::new(vec![]), None);
        assert_eq!(Curve::new(vec![(day(2), Rate::ZERO), (day(2), Rate::ZERO)]), None);
    }

    #[test]
    fn a_straight_line_joins_two_rates_and_ends_with_them() {
        let points = vec![(day(5), Rate(dec!(0.01))), (day(9), Rate(dec!(0.03)))];
        let refusing = Curve::rates(points.clone(), true, Beyond::Refuse).unwrap();
        assert_eq!(
            [5, 6, 8, 9].map(|d| refusing.on(day(d)).unwrap().0),
            [dec!(0.01), dec!(0.015), dec!(0.025), dec!(0.03)]
        );
        let gap = |needed| Gap {
            needed,
            first: day(5),
            last: day(9),
        };
        assert_eq!(refusing.on(day(10)), Err(gap(day(10))));
        assert_eq!(refusing.on(day(4)), Err(gap(day(4))));
        let holding = Curve::rates(points, true, Beyond::Hold).unwrap();
        assert_eq!(
            [4, 10].map(|d| holding.on(day(d)).unwrap().0),
            [dec!(0.01), dec!(0.03)]
        );
    }

    /// 31 days at a factor of 0.996 : simple forward (1/0.996 − 1) × 360/31 = 4.6638165565… %.
    #[test]
    fn a_forward_over_a_period_is_the_ratio_of_its_discount_factors() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (start, end) = (date("2026-01-05"), date("2026-02-05"));
        let points = vec![
            (date("2026-01-01"), dec!(1)),
            (start, dec!(0.9996)),
            (end, dec!(0.9956016)),
        ];
        let curve = Curve::discount(points, Beyond::Refuse, IndexYear::Days360).unwrap();
        let forward = curve.over(start, start, end).unwrap().0;
        let expected = (Decimal::ONE / dec!(0.996) - Decimal::ONE) * dec!(360) / dec!(31);
        assert!((forward - expected).abs() < dec!(1e-19), "{forward} {expected}");
        // Two parts compound to the whole.
        let middle = date("2026-01-20");
        let part = |from: NaiveDate, to: NaiveDate| {
            let days = Decimal::from((to - from).num_days());
            Decimal::ONE + curve.over(from, from, to).unwrap().0 * days / dec!(360)
        };
        let parts = part(start, middle) * part(middle, end);
        assert!((parts - part(start, end)).abs() < dec!(1e-19));
        assert_eq!(
            curve.over(start, middle, date("2026-02-06")).unwrap_err().needed,
            date("2026-02-06")
        );
        assert!(Curve::discount(vec![(start, dec!(1))], Beyond::Hold, IndexYear::Days360).is_none());
        assert!(
            Curve::discount(
                vec![(start, dec!(1)), (end, dec!(0))],
                Beyond::Hold,
                IndexYear::Days360
            )
            .is_none()
        );
    }
}
