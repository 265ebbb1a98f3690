//! Averages of overnight rates over a period: compounded or simple, with lookback, observation shift and lock-out.
//!
//! Sources: ARRC, *SOFR Floating Rate Notes Conventions Matrix* (August 2019) and appendix (November 2019); ARRC, *SOFR In
//! Arrears Conventions for Syndicated Business Loans* (2020), appendix 1 (simple average); Federal Reserve Bank of New York, *SOFR
//! Averages and Index* (March 2020). Over the index's business days `i` from the first day (included) to the last
//! (excluded), `n_i` calendar days to the next of them, in a year of `Y` = 360 or 365 days:
//!
//! ```text
//! compounded   R = [Π (1 + r_i n_i / Y) - 1] Y / Σ n_i
//! simple       R = Σ r_i n_i / Σ n_i
//! ```
//!
//! A period that begins on a day without business takes the rate of the business day before until the next one, as the New York
//! Fed does. Lookback of `L`: `r_i` is that of `L` business days before, `n_i` stays; with observation shift
//! both ends of the period move by `L` business days, and `n_i` with them. Lock-out of `k`: the rate of the `k`-th
//! business day before the end (the rate cut-off date) serves from that day on, so 1 changes nothing.
//!
//! ```
//! use rust_decimal::{Decimal, dec};
//! use tranchet_deal::{coupon::IndexYear, rate::Rate};
//! use tranchet_engine::overnight::compounded;
//! // Wednesday 5 to Wednesday 12 March 2025; Friday's rate counts three days.
//! let days = [(dec!(4.33), 1), (dec!(4.34), 1), (dec!(4.34), 3), (dec!(4.33), 1), (dec!(4.32), 1)]
//!     .map(|(percent, days)| (Rate(percent / Decimal::ONE_HUNDRED), days));
//! let rate = compounded(&days, IndexYear::Days360).unwrap().0;
//! assert_eq!(rate.round_dp(8), dec!(0.04335627));
//! ```
//!
//! Not covered: compounding of the spread, and a lookback in calendar days.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::coupon::{IndexYear, Observation};
use tranchet_deal::date::Calendar;
use tranchet_deal::rate::{PLACES_MAX, Rate};

/// Calendar days of a published 30-day average.
const AVERAGE_DAYS: u64 = 30;

/// The day whose rate counts, and for how many calendar days.
pub type Observed = (NaiveDate, u32);

/// The days whose rates make a period in arrears; none where the period has no day.
pub fn observed(
    calendar: &Calendar,
    (start, end): (NaiveDate, NaiveDate),
    observation: Observation,
) -> Vec<Observed> {
    let lookback = observation.lookback_business_days;
    let back = |date| calendar.subtract_business_days(date, lookback);
    let (start, end) = match observation.shift && lookback > 0 {
        true => (back(start), back(end)),
        false => (start, end),
    };
    let cut_off = calendar.subtract_business_days(end, observation.lockout_business_days);
    let fixing = |date: NaiveDate| {
        let date = match observation.lockout_business_days {
            0 => date,
            _ => date.min(cut_off),
        };
        let lookback = if observation.shift { 0 } else { lookback };
        calendar.subtract_business_days(date, lookback)
    };
    weights(calendar, start, end)
        .map(|(date, days)| (fixing(date), days))
        .collect()
}

/// The days whose rates make a 30-day average published on a date.
pub fn observed_in_average(calendar: &Calendar, published: NaiveDate) -> Vec<Observed> {
    weights(calendar, published - Days::new(AVERAGE_DAYS), published)
        .map(|(date, days)| (calendar.subtract_business_days(date, 0), days))
        .collect()
}

/// The first day and the business days after it, each with the calendar days to the next.
fn weights(calendar: &Calendar, start: NaiveDate, end: NaiveDate) -> impl Iterator<Item = Observed> {
    let next = move |date: NaiveDate| (date < end).then(|| calendar.add_business_days(date, 1).min(end));
    std::iter::successors((start < end).then_some(start), move |date| next(*date))
        .take_while(move |date| *date < end)
        .map(move |date| {
            let days = (next(date).unwrap_or(end) - date).num_days();
            (date, u32::try_from(days).unwrap_or(0))
        })
}

/// Overnight rates compounded day by day, as a simple rate per year; `None` beyond what a decimal holds, and
/// for no days.
pub fn compounded(rates: &[(Rate, u32)], year: IndexYear) -> Option<Rate> {
    let year = Decimal::from(year.days());
    let growth = rates.iter().try_fold(Decimal::ONE, |growth, (rate, days)| {
        let interest = rate.0.checked_mul(Decimal::from(*days))? / year;
        growth.checked_mul(Decimal::ONE.checked_add(interest)?)
    })?;
    let yearly = (growth - Decimal::ONE).checked_mul(year)?;
    Some(Rate(yearly.checked_div(total_days(rates))?.round_dp(PLACES_MAX)))
}

/// Overnight rates averaged by calendar days; `None` for no days.
pub fn simple_average(rates: &[(Rate, u32)]) -> Option<Rate> {
    let sum: Decimal = rates
        .iter()
        .map(|(rate, days)| rate.0 * Decimal::from(*days))
        .sum();
    Some(Rate(sum.checked_div(total_days(rates))?.round_dp(PLACES_MAX)))
}

fn total_days(rates: &[(Rate, u32)]) -> Decimal {
    rates.iter().map(|(_, days)| Decimal::from(*days)).sum()
}

#[cfg(test)]
mod tests;
