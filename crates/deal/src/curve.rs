//! An index through time, as fixings from a file.

use chrono::NaiveDate;

use crate::rate::Rate;

/// Fixings by date, at least one, dates strictly rising.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    fixings: Vec<(NaiveDate, Rate)>,
}

impl Curve {
    /// A curve of these fixings; `None` unless there is one and dates strictly rise.
    pub fn new(fixings: Vec<(NaiveDate, Rate)>) -> Option<Curve> {
        let rising = fixings.windows(2).all(|pair| pair[0].0 < pair[1].0);
        (rising && !fixings.is_empty()).then_some(Curve { fixings })
    }

    /// The last fixing on or before the date; before the first one, the first.
    pub fn on(&self, date: NaiveDate) -> Rate {
        let after = self.fixings.partition_point(|(day, _)| *day <= date);
        self.fixings[after.saturating_sub(1)].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn a_fixing_holds_until_the_next() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 1, d).unwrap();
        let curve = Curve::new(vec![(day(5), Rate(dec!(0.01))), (day(8), Rate(dec!(0.02)))]).unwrap();
        assert_eq!(
            [1, 5, 7, 8, 30].map(|d| curve.on(day(d)).0),
            [1, 1, 1, 2, 2].map(|c| dec!(0.01) * rust_decimal::Decimal::from(c))
        );
        assert_eq!(Curve::new(vec![]), None);
        assert_eq!(Curve::new(vec![(day(2), Rate::ZERO), (day(2), Rate::ZERO)]), None);
    }
}
