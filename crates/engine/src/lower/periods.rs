//! Payment periods: dates, fixings, and the products of rates that each period needs.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::date::payment_dates;
use tranchet_deal::deal::Deal;
use tranchet_deal::factor::Factor;
use tranchet_deal::payments::Payments;
use tranchet_deal::rate::Rate;
use tranchet_deal::scenario::{CollateralYield, Scenario};
use tranchet_deal::tranche::{Coupon, IndexName, Tranche};

use super::indexes_read;
use crate::amount::Amount;
use crate::journal::EndReason;
use crate::plan::{Needs, Period};

/// Closing and the unadjusted payment dates.
pub(crate) fn unadjusted_dates(deal: &Deal) -> Vec<NaiveDate> {
    let payments = &deal.payments;
    let mut dates = vec![deal.closing];
    dates.extend(payment_dates(
        payments.first,
        payments.frequency,
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
pub(super) fn deal_year(closing: NaiveDate, date: NaiveDate) -> usize {
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
) -> Vec<Period<A>> {
    let indexes: Vec<IndexName> = indexes_read(deal, scenario)
        .into_iter()
        .map(|(index, _)| index)
        .collect();
    let adjusted = payment_dates_adjusted(deal, dates);
    (1..dates.len())
        .map(|i| {
            let (accrual_start, payment) = (adjusted[i - 1], adjusted[i]);
            let length = deal.payments.day_count.fraction(accrual_start, payment);
            Period {
                start: dates[i - 1],
                end: dates[i],
                accrual_start,
                payment,
                paid: deal
                    .payments
                    .calendar
                    .add_business_days(payment, deal.payments.lag_business_days),
                length,
                fixings: fixings(scenario, &indexes, accrual_start),
                coupon_rates: each(deal, |tranche| coupon_rate(tranche, scenario, accrual_start)),
                premium: each(deal, |tranche| {
                    let rate = coupon_rate(tranche, scenario, accrual_start)?;
                    paid_factor(tranche, rate, length).map(A::factor)
                }),
                collateral: each(deal, |tranche| {
                    let rate = collateral_yield(scenario, accrual_start)?;
                    tranche
                        .protection
                        .is_funded()
                        .then(|| paid_factor(tranche, rate, length))?
                        .map(A::factor)
                }),
                excess_spread: A::factor(excess_spread(deal)),
                delinquency: entry(&scenario.delinquency, deal_year(deal.closing, dates[i - 1]))
                    .map_or(Decimal::ZERO, |share| share.0),
                costs: deal.costs.running.scale_half_even(length),
                may_replenish: deal
                    .replenishment
                    .as_ref()
                    .is_some_and(|terms| dates[i] <= terms.until),
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

fn each<T>(deal: &Deal, value: impl Fn(&Tranche) -> Option<T>) -> Vec<Option<T>> {
    deal.tranches.iter().map(value).collect()
}

fn index_on(scenario: &Scenario, index: &IndexName, date: NaiveDate) -> Option<Rate> {
    scenario.rates.get(index).map(|path| path.on(date))
}

fn fixings(scenario: &Scenario, indexes: &[IndexName], date: NaiveDate) -> Vec<(IndexName, Rate)> {
    indexes
        .iter()
        .filter_map(|index| Some((index.clone(), index_on(scenario, index, date)?)))
        .collect()
}

/// The coupon of a tranche whose index is read on a date.
pub(super) fn coupon_rate(tranche: &Tranche, scenario: &Scenario, date: NaiveDate) -> Option<Rate> {
    match tranche.coupon.as_ref()? {
        Coupon::Fixed(rate) => Some(*rate),
        Coupon::Floating {
            index,
            spread,
            floor,
            floor_all_in,
        } => {
            let level = index_on(scenario, index, date)?;
            let rate = floor.map_or(level, |floor| level.max(floor)) + *spread;
            Some(floor_all_in.map_or(rate, |floor| rate.max(floor)))
        }
    }
}

fn collateral_yield(scenario: &Scenario, date: NaiveDate) -> Option<Rate> {
    match scenario.collateral.as_ref()? {
        CollateralYield::Fixed(rate) => Some(*rate),
        CollateralYield::Floating { index, spread } => Some(index_on(scenario, index, date)? + *spread),
    }
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
        use tranchet_deal::payments::{Accrual, Frequency};
        let payments = Payments {
            frequency: Frequency::Monthly,
            first: day("2022-05-15"),
            day_count: DayCount::Act360,
            roll: Roll::Preceding,
            calendar: Calendar::Target,
            lag_business_days: 0,
            accrual: Accrual::WholePeriod,
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
