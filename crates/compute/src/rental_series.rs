//! Observed rents by month: log-linear between observations, nothing beyond them unless growth is stated.
//!
//! Every reading says whether it was observed, lies between two observations, or was carried beyond them. Example: eight
//! H100 let for 38.08 USD an hour in April 2023 and for 49.24 in March 2025, 29.31 % more or 14.35 % a year; a year
//! after the first that is 43.545 between the two.
//!
//! ```
//! use tranchet_compute::rental_series::{Month, RentalSeries, Standing};
//! let series = RentalSeries::observed();
//! let april = series.at(Month::of(2024, 4).unwrap()).unwrap();
//! assert!((april.price * 8.0 - 43.545).abs() < 5e-4 && april.standing == Standing::Between);
//! let error = series.at(Month::of(2025, 4).unwrap()).unwrap_err();
//! assert_eq!(error.to_string(), "the rental series is known from 2023-04 to 2025-03; 2025-04 lies outside");
//! let carried = series.carried(Month::of(2026, 3).unwrap(), -0.3);
//! assert!((carried.price - 6.155 * 0.7).abs() < 1e-12 && carried.standing == Standing::Carried);
//! ```

use std::fmt;

use tranchet_engine::tag::Tag;

use crate::fault::{Checks, Fault};
use crate::sources::COMPUTE_LOANS;

/// GPUs of the server whose price was observed.
const GPUS_PER_SERVER: f64 = 8.0;

/// A month of a year, written `2025-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// Year and month from 1 to 12; `None` for any other month.
    pub fn of(year: i16, month: u8) -> Option<Month> {
        (1..=12)
            .contains(&month)
            .then(|| Month(i32::from(year) * 12 + i32::from(month) - 1))
    }

    /// Months from another to this one.
    pub fn since(self, other: Month) -> i32 {
        self.0 - other.0
    }

    fn years_since(self, other: Month) -> f64 {
        f64::from(self.since(other)) / 12.0
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

/// How a price is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Somebody saw it.
    Observed,
    /// It lies between two that were seen.
    Between,
    /// It lies beyond those that were seen, by a growth that somebody stated.
    Carried,
}

impl Standing {
    /// The word for it in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Observed => "observed",
            Standing::Between => "between",
            Standing::Carried => "carried",
        }
    }
}

/// A price of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The month.
    pub month: Month,
    /// USD per GPU-hour.
    pub price: f64,
    /// How it is known.
    pub standing: Standing,
}

/// Prices that were observed, at least one, months strictly rising.
#[derive(Clone, Debug, PartialEq)]
pub struct RentalSeries {
    observations: Vec<(Month, f64)>,
    first: Month,
    last: (Month, f64),
    /// Where they come from.
    pub tag: Tag,
    /// The source in words.
    pub source: String,
}

impl RentalSeries {
    /// A series of months and USD per GPU-hour.
    ///
    /// # Errors
    /// No observation, prices that are not above nought, months that do not rise.
    pub fn new(
        observations: Vec<(Month, f64)>,
        tag: Tag,
        source: impl Into<String>,
    ) -> Result<RentalSeries, Vec<Fault>> {
        let (Some((first, _)), Some(last)) = (observations.first().copied(), observations.last().copied())
        else {
            return Err(vec![Fault::Empty("observed rent")]);
        };
        let checks = observations.iter().fold(Checks::default(), |checks, (_, price)| {
            checks.above_nought("an observed rent", *price)
        });
        let falling = observations.windows(2).filter(|pair| pair[1].0 <= pair[0].0);
        let faults = checks
            .and(falling.map(|pair| Fault::NotRising {
                what: "the month of the rental series",
                before: pair[0].0.to_string(),
                value: pair[1].0.to_string(),
            }))
            .faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(RentalSeries {
            observations,
            first,
            last,
            tag,
            source: source.into(),
        })
    }

    /// The only series that an article gives: list prices of one vendor for a server of eight H100, by GPU.
    pub fn observed() -> RentalSeries {
        let first = (Month(2023 * 12 + 3), 38.08 / GPUS_PER_SERVER);
        let last = (Month(2025 * 12 + 2), 49.24 / GPUS_PER_SERVER);
        RentalSeries {
            observations: vec![first, last],
            first: first.0,
            last,
            tag: Tag::Article,
            source: COMPUTE_LOANS.to_owned(),
        }
    }

    /// What was observed.
    pub fn observations(&self) -> &[(Month, f64)] {
        &self.observations
    }

    /// The price of a month between the first and the last observation.
    ///
    /// # Errors
    /// The month lies outside.
    pub fn at(&self, month: Month) -> Result<Reading, Fault> {
        let after = self.observations.partition_point(|(seen, _)| *seen < month);
        let reading = |price, standing| {
            Ok(Reading {
                month,
                price,
                standing,
            })
        };
        let before = after.checked_sub(1).map(|at| self.observations[at]);
        match (before, self.observations.get(after)) {
            (_, Some((seen, price))) if *seen == month => reading(*price, Standing::Observed),
            (Some((from, low)), Some((to, high))) => {
                let share = f64::from(month.since(from)) / f64::from(to.since(from));
                reading(low * libm::pow(high / low, share), Standing::Between)
            }
            (None, _) | (_, None) => Err(Fault::Outside {
                what: "the rental series",
                first: self.first.to_string(),
                last: self.last.0.to_string(),
                needed: month.to_string(),
            }),
        }
    }

    /// The price of any month: beyond the last observation at a growth a year that the caller states, before the first
    /// at its inverse.
    pub fn carried(&self, month: Month, growth_per_year: f64) -> Reading {
        self.at(month).unwrap_or_else(|_| {
            let (from, price) = if month > self.last.0 {
                self.last
            } else {
                self.observations[0]
            };
            Reading {
                month,
                price: price * libm::pow(1.0 + growth_per_year, month.years_since(from)),
                standing: Standing::Carried,
            }
        })
    }

    /// Growth from the first observation to the last.
    pub fn growth(&self) -> f64 {
        self.last.1 / self.observations[0].1 - 1.0
    }

    /// That growth a year; nought for a single observation.
    pub fn growth_per_year(&self) -> f64 {
        let years = self.last.0.years_since(self.first);
        if years == 0.0 {
            return 0.0;
        }
        libm::pow(1.0 + self.growth(), 1.0 / years) - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(year: i16, month: u8) -> Month {
        Month::of(year, month).unwrap()
    }

    /// The worked example: 38.08 and 49.24 USD an hour for eight GPUs, 23 months apart.
    #[test]
    fn the_observed_list_prices() {
        let series = RentalSeries::observed();
        let seen: Vec<_> = series.observations().to_vec();
        assert_eq!(seen[0].0.to_string(), "2023-04");
        assert!((seen[0].1 - 4.760).abs() < 1e-12 && (seen[1].1 - 6.155).abs() < 1e-12);
        assert_eq!(seen[1].0.since(seen[0].0), 23);
        assert!((series.growth() - 0.2931).abs() < 5e-5);
        assert!((series.growth_per_year() - 0.1435).abs() < 5e-5);
        for at in [month(2023, 4), month(2025, 3)] {
            assert_eq!(series.at(at).unwrap().standing, Standing::Observed);
        }
    }

    #[test]
    fn nothing_is_carried_beyond_without_being_asked() {
        let series = RentalSeries::observed();
        assert!(series.at(month(2023, 3)).is_err() && series.at(month(2025, 4)).is_err());
        let back = series.carried(month(2022, 4), 0.1);
        assert!((back.price - 4.76 / 1.1).abs() < 1e-12);
        assert_eq!(
            series.carried(month(2024, 4), 9.0),
            series.at(month(2024, 4)).unwrap()
        );
    }

    #[test]
    fn a_series_needs_rising_months_and_prices_above_nought() {
        let twice = vec![(month(2024, 1), 2.0), (month(2024, 1), -1.0)];
        let faults = RentalSeries::new(twice, Tag::Given, "own").unwrap_err();
        let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "an observed rent is -1; it must be above 0",
                "the month of the rental series must rise from point to point; 2024-01 follows 2024-01",
            ]
        );
        assert!(RentalSeries::new(Vec::new(), Tag::Given, "own").is_err());
        assert_eq!((Month::of(2024, 0), Month::of(2024, 13)), (None, None));
    }
}
