//! Dates of a random deal.

use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;
use tranchet_deal::date::{Calendar, DayCount, Roll, month_end};
use tranchet_deal::payments::{Accrual, Frequency, LastStub, Payments};

/// When a deal closes, pays and ends.
#[derive(Clone, Debug)]
pub struct Timetable {
    pub closing: NaiveDate,
    pub scheduled: NaiveDate,
    pub legal: NaiveDate,
    pub payments: Payments,
}

impl Timetable {
    /// A date after closing, in thousandths of the time to scheduled maturity.
    pub fn at(&self, thousandths: u32) -> NaiveDate {
        part_way(self.closing, self.scheduled, thousandths)
    }
}

/// The date after `start` that lies so many thousandths of the way to `end`.
pub fn part_way(start: NaiveDate, end: NaiveDate, thousandths: u32) -> NaiveDate {
    let days = (end - start).num_days().unsigned_abs();
    start + Days::new((days * u64::from(thousandths) / 1000).max(1))
}

pub const FREQUENCIES: [Frequency; 4] = [
    Frequency::Quarterly,
    Frequency::Monthly,
    Frequency::SemiAnnual,
    Frequency::Annual,
];

fn day_counts() -> impl Strategy<Value = DayCount> {
    select(vec![
        DayCount::Act360,
        DayCount::Act365Fixed,
        DayCount::Thirty360,
        DayCount::ThirtyE360,
        DayCount::ActActIsda,
    ])
}

fn rolls() -> impl Strategy<Value = Roll> {
    select(vec![
        Roll::None,
        Roll::Following,
        Roll::ModifiedFollowing,
        Roll::Preceding,
    ])
}

fn calendars() -> impl Strategy<Value = Calendar> {
    let mid_year = (2018..2045).filter_map(|year| NaiveDate::from_ymd_opt(year, 6, 30));
    select(vec![
        Calendar::None,
        Calendar::UnitedStates,
        Calendar::Target,
        Calendar::UnitedKingdom,
        Calendar::Holidays(mid_year.collect()),
    ])
}

prop_compose! {
    fn payments()(
        frequency in select(FREQUENCIES.to_vec()),
        day_count in day_counts(),
        roll in rolls(),
        calendar in calendars(),
        lag_business_days in prop_oneof![Just(0u32), 1..=5u32],
        to_event in any::<bool>(),
        long in any::<bool>(),
    ) -> Payments {
        let accrual = if to_event { Accrual::ToCreditEvent } else { Accrual::WholePeriod };
        let last_stub = if long { LastStub::Long } else { LastStub::Short };
        let first = NaiveDate::MIN;
        let end_of_month = false;
        Payments { frequency, first, day_count, roll, calendar, lag_business_days, accrual, end_of_month, last_stub }
    }
}

prop_compose! {
    pub fn timetables()(
        mut payments in payments(),
        day in 0..3650u64,
        first in prop::option::of(1..=1000u32),
        count in 0..20u32,
        stub in prop_oneof![Just(0u64), 1..=25u64],
        extension in select(vec![0u32, 0, 1, 3, 6, 12, 24, 30]),
    ) -> Timetable {
        let closing = NaiveDate::from_ymd_opt(2018, 1, 31).expect("a date") + Days::new(day);
        let months = payments.frequency.months();
        let aligned = closing + Months::new(months);
        payments.first = first.map_or(aligned, |thousandths| part_way(closing, aligned, thousandths));
        payments.end_of_month = payments.first == month_end(payments.first);
        let scheduled = payments.first + Months::new(count * months) + Days::new(stub);
        Timetable { closing, scheduled, legal: scheduled + Months::new(extension), payments }
    }
}
