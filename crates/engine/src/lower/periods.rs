//! Payment periods: dates, fixings, and the products of rates that each period needs.

use std::collections::HashSet;

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::date::payment_dates;
use tranchet_deal::deal::Deal;
use tranchet_deal::factor::Factor;
use tranchet_deal::payments::Payments;
use tranchet_deal::rate::Rate;
use tranchet_deal::scenario::Scenario;
use tranchet_deal::tranche::Tranche;

use super::coupons::{CouponPeriod, period_rates};
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::EndReason;
use crate::plan::{Needs, Period};

/// Closing and the unadjusted payment dates.
pub(crate) fn unadjusted_dates(deal: &Deal) -> Vec<NaiveDate> {
    let payments = &deal.payments;
    let mut dates = vec![deal.closing];
    dates.extend(payment_dates(
        payments,
        deal.scheduled_maturity,
        deal.legal_final_maturity,
    ));
    dates
}

/// Closing, which is never adjusted, and the payment dates moved to business days, though not to before closing.
pub(crate) fn payment_dates_adjusted(deal: &Deal, dates: &[NaiveDate]) -> Vec<NaiveDate> {
    std::iter::once(deal.closing)
        .chain(
            dates[1..]
                .iter()
                .map(|date| adjusted(&deal.payments, deal.closing, *date)),
        )
        .collect()
}

fn adjusted(payments: &Payments, closing: NaiveDate, date: NaiveDate) -> NaiveDate {
    payments.calendar.roll(date, payments.roll).max(closing)
}

/// The deal year, from 0, in which a date lies: years begin on anniversaries of closing.
pub(crate) fn deal_year(closing: NaiveDate, date: NaiveDate) -> usize {
    (1..)
        .take_while(|year| closing + Months::new(12 * year) <= date)
        .count()
}

/// The entry of a vector for a year or period; the last one goes on.
pub(super) fn entry<T: Copy>(vector: &[T], place: usize) -> Option<T> {
    vector.get(place).or(vector.last()).copied()
}

pub(super) fn periods<A: Amount>(
    deal: &Deal,
    scenario: &Scenario,
    dates: &[NaiveDate],
    needs: &Needs,
    problems: &mut Vec<RunError>,
) -> Vec<Period<A>> {
    let adjusted = payment_dates_adjusted(deal, dates);
    (1..dates.len())
        .map(|i| {
            let (accrual_start, payment) = (adjusted[i - 1], adjusted[i]);
            let length = deal.payments.day_count.fraction(accrual_start, payment);
            let coupon_period = CouponPeriod {
                unadjusted_start: dates[i - 1],
                start: accrual_start,
                end: payment,
            };
            let rates = period_rates(deal, scenario, coupon_period, problems);
            let factors = |rates: &[Option<Rate>]| paid_factors::<A>(deal, rates, length);
            Period {
                start: dates[i - 1],
                end: dates[i],
                accrual_start,
                payment,
                paid: delayed(&deal.payments, payment, None),
                premium_paid: premium_paid(deal, payment),
                length,
                fixings: rates.fixings,
                premium: factors(&rates.coupon),
                collateral: factors(&rates.collateral),
                funding: factors(&rates.funding),
                index_rates: rates.index,
                collateral_rates: rates.collateral,
                funding_rates: rates.funding,
                coupon_rates: rates.coupon,
                excess_spread: A::factor(excess_spread(deal)),
                delinquency: entry(&scenario.delinquency, deal_year(deal.closing, dates[i - 1]))
                    .map_or(Decimal::ZERO, |share| share.0),
                costs: deal.costs.running.scale_half_even(length),
                may_replenish: deal
                    .replenishment
                    .as_ref()
                    .is_some_and(|terms| dates[i] <= terms.until),
                may_ramp_up: deal
                    .replenishment
                    .as_ref()
                    .and_then(|terms| terms.ramp_up)
                    .is_some_and(|ramp_up| dates[i] <= ramp_up.until),
                downgrades: downgrades(scenario, dates[i]),
                call: call(deal, scenario, dates[i]),
                is_scheduled_maturity: dates[i] == deal.scheduled_maturity,
                windows: needs
                    .windows
                    .iter()
                    .map(|window| window_start(dates, i, *window))
                    .collect(),
            }
        })
        .collect()
}

/// When cash moves that is due on a payment date, after a delay or the deal's own lag.
fn delayed(payments: &Payments, payment: NaiveDate, delay: Option<u32>) -> NaiveDate {
    let delay = delay.unwrap_or(payments.lag_business_days);
    payments.calendar.add_business_days(payment, delay)
}

fn premium_paid(deal: &Deal, payment: NaiveDate) -> Vec<NaiveDate> {
    let delays = deal
        .tranches
        .iter()
        .map(|tranche| tranche.payment_delay_business_days);
    delays
        .map(|delay| delayed(&deal.payments, payment, delay))
        .collect()
}

/// Placed share × length × rate of each tranche.
fn paid_factors<A: Amount>(deal: &Deal, rates: &[Option<Rate>], length: Factor) -> Vec<Option<A::Factor>> {
    let tranches = deal.tranches.iter().zip(rates);
    let factor = |(tranche, rate): (&Tranche, &Option<Rate>)| paid_factor(tranche, (*rate)?, length);
    tranches.map(|pair| factor(pair).map(A::factor)).collect()
}

/// Placed share × length × rate; none where nothing is placed.
fn paid_factor(tranche: &Tranche, rate: Rate, length: Factor) -> Option<Factor> {
    (tranche.placed.0 > Decimal::ZERO).then(|| tranche.placed.factor() * length * rate.factor())
}

fn excess_spread(deal: &Deal) -> Factor {
    let periods = u64::from(deal.payments.frequency.periods_per_year().get());
    deal.excess_spread.map_or(Factor::ZERO, |terms| {
        terms.rate.factor() * Factor::new(1, periods)
    })
}

/// How many tranches' sellers have been downgraded by a date.
fn downgrades(scenario: &Scenario, date: NaiveDate) -> usize {
    let so_far = scenario
        .downgrades
        .iter()
        .filter(|downgrade| downgrade.date <= date);
    so_far
        .map(|downgrade| downgrade.tranche.as_str())
        .collect::<HashSet<_>>()
        .len()
}

/// The time or regulatory call that the bank makes on a date.
fn call(deal: &Deal, scenario: &Scenario, date: NaiveDate) -> Option<EndReason> {
    let time = scenario.calls.time && deal.calls.time.is_some_and(|call| date >= call.date);
    let regulatory = deal.calls.regulatory && scenario.calls.regulatory.is_some_and(|from| date >= from);
    time.then_some(EndReason::TimeCall)
        .or(regulatory.then_some(EndReason::RegulatoryCall))
}

/// The first period, from 0, whose end lies after the start of a window that ends with period `i`, from 1.
fn window_start(dates: &[NaiveDate], i: usize, window: Months) -> usize {
    let start = dates[i].checked_sub_months(window).unwrap_or(dates[0]);
    dates[1..].partition_point(|end| *end <= start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn deal_years_begin_on_anniversaries() {
        let year = |date| deal_year(day("2024-02-29"), day(date));
        assert_eq!(
            [
                year("2024-02-29"),
                year("2025-02-27"),
                year("2025-02-28"),
                year("2027-03-01")
            ],
            [0, 0, 1, 3]
        );
    }

    /// A deal that closes on Saturday 14 May 2022 and pays on the Sunday.
    #[test]
    fn no_payment_date_rolls_to_before_closing() {
        use tranchet_deal::date::{Calendar, DayCount, Roll};
        use tranchet_deal::payments::{Accrual, Frequency, LastStub};
        let payments = Payments {
            frequency: Frequency::Monthly,
            first: day("2022-05-15"),
            day_count: DayCount::Act360,
            roll: Roll::Preceding,
            calendar: Calendar::Target,
            lag_business_days: 0,
            accrual: Accrual::WholePeriod,
            end_of_month: false,
            last_stub: LastStub::Short,
        };
        let closing = day("2022-05-14");
        assert_eq!(adjusted(&payments, closing, payments.first), closing);
        assert_eq!(adjusted(&payments, closing, day("2022-06-19")), day("2022-06-17"));
    }

    #[test]
    fn the_last_entry_goes_on() {
        assert_eq!(
            [
                entry(&[1, 2], 0),
                entry(&[1, 2], 1),
                entry(&[1, 2], 9),
                entry(&[], 0)
            ],
            [Some(1), Some(2), Some(2), None]
        );
    }

    #[test]
    fn a_window_of_a_year_holds_four_quarters() {
        let dates = [
            "2026-06-30",
            "2026-09-30",
            "2026-12-30",
            "2027-03-30",
            "2027-06-30",
            "2027-09-30",
        ]
        .map(day);
        assert_eq!(
            [1, 4, 5].map(|i| window_start(&dates, i, Months::new(12))),
            [0, 0, 1]
        );
    }
}
