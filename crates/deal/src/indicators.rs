//! Early-warning indicators: a value, the levels at which to watch and to act, and which way is worse.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::indicators::{Indicator, IndicatorUnit, Signal, Worse};
//! let runway = Indicator {
//!     name: "borrower runway".to_owned(), unit: IndicatorUnit::Months, value: dec!(9), watch: dec!(12), act: dec!(6),
//!     worse: Worse::Lower, source: None,
//! };
//! assert_eq!(runway.signal(), Signal::Watch);
//! ```

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Indicators as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorPanel {
    /// Its name.
    pub name: String,
    /// The day of its values.
    pub as_of: Option<NaiveDate>,
    /// The indicators, at least one.
    pub indicators: Vec<Indicator>,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its name, unique in the panel.
    pub name: String,
    /// What its figures are in.
    pub unit: IndicatorUnit,
    /// Where it stands.
    pub value: Decimal,
    /// From where on it is watched.
    pub watch: Decimal,
    /// From where on something is done; further out than `watch`.
    pub act: Decimal,
    /// Which way is worse.
    pub worse: Worse,
    /// Who published the value.
    pub source: Option<String>,
}

/// What the figures of an indicator are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorUnit {
    /// Shares and rates.
    Percent,
    /// Months.
    Months,
    /// Anything else.
    Number,
}

/// Which way is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worse {
    /// Up.
    Higher,
    /// Down.
    Lower,
}

/// What an indicator says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Nothing.
    Calm,
    /// At the level of watching or beyond.
    Watch,
    /// At the level of acting or beyond.
    Act,
}

impl Worse {
    /// The word for it in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Worse::Higher => "higher",
            Worse::Lower => "lower",
        }
    }

    /// Whether a value has reached a level.
    pub fn reaches(self, value: Decimal, level: Decimal) -> bool {
        match self {
            Worse::Higher => value >= level,
            Worse::Lower => value <= level,
        }
    }
}

impl Signal {
    /// The word for it in tables.
    pub fn name(self) -> &'static str {
        match self {
            Signal::Calm => "calm",
            Signal::Watch => "watch",
            Signal::Act => "act",
        }
    }
}

impl Indicator {
    /// What it says.
    pub fn signal(&self) -> Signal {
        if self.worse.reaches(self.value, self.act) {
            Signal::Act
        } else if self.worse.reaches(self.value, self.watch) {
            Signal::Watch
        } else {
            Signal::Calm
        }
    }

    /// How far the value is from the level of acting, nought or less when it is there.
    pub fn distance_to_act(&self) -> Decimal {
        match self.worse {
            Worse::Higher => self.act - self.value,
            Worse::Lower => self.value - self.act,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn levels_count_from_the_level_itself_in_either_direction() {
        let of = |worse, [watch, act]: [i64; 2], value: Decimal| {
            let indicator = Indicator {
                name: "spread".to_owned(),
                unit: IndicatorUnit::Percent,
                value,
                watch: Decimal::new(watch, 2),
                act: Decimal::new(act, 2),
                worse,
                source: None,
            };
            (indicator.signal(), indicator.distance_to_act())
        };
        let higher = |value| of(Worse::Higher, [5, 7], value);
        assert_eq!(higher(dec!(0.0499)).0, Signal::Calm);
        assert_eq!(higher(dec!(0.05)), (Signal::Watch, dec!(0.02)));
        assert_eq!(higher(dec!(0.07)), (Signal::Act, dec!(0)));
        let lower = |value| of(Worse::Lower, [7, 5], value);
        assert_eq!(lower(dec!(0.08)), (Signal::Calm, dec!(0.03)));
        assert_eq!(lower(dec!(0.06)).0, Signal::Watch);
        assert_eq!(lower(dec!(0.04)), (Signal::Act, dec!(-0.01)));
    }
}
