//! Index readings: the rate of a coupon period under its convention, and of a date.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use tranchet_deal::coupon::{Convention, Fixing, IndexYear};
use tranchet_deal::curve::Gap;
use tranchet_deal::date::Calendar;
use tranchet_deal::payments::Payments;
use tranchet_deal::rate::Rate;
use tranchet_deal::scenario::{IndexPath, Scenario};
use tranchet_deal::tranche::IndexName;

use crate::error::RunError;
use crate::overnight::{Observed, compounded, observed, observed_in_average, simple_average};

/// The largest reading of an index, either side of nought: 2,000 %.
const READING_MAX: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Places of a decimal that a percentage has more than the rate.
const PERCENT_PLACES: u32 = 2;

/// An index of a scenario, read for a deal.
pub(super) struct IndexReading<'a> {
    index: &'a IndexName,
    path: &'a IndexPath,
    payments: &'a Payments,
}

impl<'a> IndexReading<'a> {
    /// Nothing where the scenario has no such index.
    pub fn of(scenario: &'a Scenario, index: &'a IndexName, payments: &'a Payments) -> Option<Self> {
        let path = scenario.rates.get(index)?;
        Some(IndexReading {
            index,
            path,
            payments,
        })
    }

    /// The index on a date.
    pub fn on(&self, date: NaiveDate) -> Result<Rate, RunError> {
        self.known(self.path.on(date))
    }

    /// The rate of a coupon period.
    pub fn over(&self, (start, end): (NaiveDate, NaiveDate), fixing: &Fixing) -> Result<Rate, RunError> {
        let market = self.index.market();
        let calendar = fixing.calendar.as_ref().or(market.map(|(calendar, _)| calendar));
        let calendar = calendar.unwrap_or(&self.payments.calendar);
        let year = fixing.year.or(market.map(|(_, year)| year));
        let year = year.unwrap_or(IndexYear::of(self.payments.day_count));
        let rate = match fixing.convention {
            Convention::Term { business_days_before } => {
                let fixed = before(calendar, start, business_days_before);
                self.known(self.path.over(fixed, start, end))?
            }
            Convention::CompoundedInArrears(observation) => {
                let days = observed(calendar, (start, end), observation);
                self.average(&days, start, |rates| compounded(rates, year))?
            }
            Convention::SimpleAverageInArrears(observation) => {
                let days = observed(calendar, (start, end), observation);
                self.average(&days, start, simple_average)?
            }
            Convention::ThirtyDayAverageInAdvance { business_days_before } => {
                let published = before(calendar, start, business_days_before);
                let days = observed_in_average(calendar, published);
                self.average(&days, start, |rates| compounded(rates, year))?
            }
        };
        Ok(rounded(rate, fixing.rounding_places))
    }

    /// An average of the days observed; where a period has no day, the index on its date.
    fn average(
        &self,
        days: &[Observed],
        start: NaiveDate,
        average: impl Fn(&[(Rate, u32)]) -> Option<Rate>,
    ) -> Result<Rate, RunError> {
        let Some((last, _)) = days.last() else {
            return self.on(start);
        };
        // The last day first: of a curve that ends too early it is the date to name.
        self.on(*last)?;
        let read = |(date, days): &Observed| Ok((self.on(*date)?, *days));
        let rates: Result<Vec<(Rate, u32)>, RunError> = days.iter().map(read).collect();
        let rate = average(&rates?).filter(|rate| rate.0.abs() <= READING_MAX);
        rate.ok_or_else(|| self.out_of_range())
    }

    fn known(&self, reading: Result<Rate, Gap>) -> Result<Rate, RunError> {
        match reading {
            Ok(rate) if rate.0.abs() <= READING_MAX => Ok(rate),
            Ok(_) => Err(self.out_of_range()),
            Err(gap) => Err(RunError::CurveGap {
                index: self.index.0.clone(),
                gap,
            }),
        }
    }

    fn out_of_range(&self) -> RunError {
        RunError::RateOutOfRange {
            index: self.index.0.clone(),
        }
    }
}

/// The date itself, or so many business days before.
fn before(calendar: &Calendar, date: NaiveDate, business_days: u32) -> NaiveDate {
    match business_days {
        0 => date,
        days => calendar.subtract_business_days(date, days),
    }
}

fn rounded(rate: Rate, places_of_percent: Option<u32>) -> Rate {
    let Some(places) = places_of_percent else {
        return rate;
    };
    let halves_away = RoundingStrategy::MidpointAwayFromZero;
    Rate(
        rate.0
            .round_dp_with_strategy(places + PERCENT_PLACES, halves_away),
    )
}
