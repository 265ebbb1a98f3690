//! When coupons are paid: frequency, dates, day count and business-day convention.

use std::num::NonZeroU32;

use chrono::NaiveDate;

use crate::date::{Calendar, DayCount, Roll};

/// How often something is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Every six months.
    SemiAnnual,
    /// Every year.
    Annual,
}

impl Frequency {
    /// Months from one date to the next.
    pub const fn months(self) -> u32 {
        match self {
            Frequency::Monthly => 1,
            Frequency::Quarterly => 3,
            Frequency::SemiAnnual => 6,
            Frequency::Annual => 12,
        }
    }

    /// Periods in a year, the `p` of rates quoted per year.
    pub const fn periods_per_year(self) -> NonZeroU32 {
        NonZeroU32::new(12 / self.months()).expect("months divide the year")
    }
}

/// From when a tranche stops accruing on notional that is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Accrual {
    /// From the next period: the notional at the start of the period counts whole.
    #[default]
    WholePeriod,
    /// From the date of the credit event whose loss wrote it down.
    ToCreditEvent,
}

/// What becomes of the last whole period when scheduled maturity is off the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LastStub {
    /// A short period follows it.
    #[default]
    Short,
    /// It runs on to scheduled maturity.
    Long,
}

/// The payment terms of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payments {
    /// How often tranches pay.
    pub frequency: Frequency,
    /// First payment date, before adjustment.
    pub first: NaiveDate,
    /// Length of a coupon period.
    pub day_count: DayCount,
    /// What happens to a date on which no business is done.
    pub roll: Roll,
    /// Business days.
    pub calendar: Calendar,
    /// Business days between a payment date and the cash.
    pub lag_business_days: u32,
    /// Accrual on notional written down within a period.
    pub accrual: Accrual,
    /// Whether every date of the grid is the last day of its month, as the first is.
    pub end_of_month: bool,
    /// The period that ends on scheduled maturity off the grid.
    pub last_stub: LastStub,
}
