//! Rates of a coupon period: index, coupon, and what the cash behind funded tranches earns or saves.
//!
//! Cash in a collateral account earns the scenario's yield. Cash that the bank itself holds saves it term
//! funding at the coupon's index plus the funding value `f`, so its net running cost is `s - f` a year; cash that earns
//! the index less `c` leaves it with `s + c`. An account that earns the index of its tranche's coupon earns it by
//! the coupon's convention, so that the index leaves no difference.

use chrono::NaiveDate;
use tranchet_deal::coupon::{Coupon, Fixing, Floating};
use tranchet_deal::deal::Deal;
use tranchet_deal::rate::Rate;
use tranchet_deal::scenario::{CollateralYield, Scenario};
use tranchet_deal::tranche::{IndexName, Tranche};

use super::index_rates::IndexReading;
use super::indexes_read;
use crate::error::RunError;

/// A coupon period: the unadjusted date on which it begins, and the adjusted dates between which days count.
#[derive(Clone, Copy, Debug)]
pub(super) struct CouponPeriod {
    pub unadjusted_start: NaiveDate,
    pub start: NaiveDate,
    pub end: NaiveDate,
}

/// Rates of a period per year, for each tranche.
#[derive(Debug, Default)]
pub(super) struct PeriodRates {
    /// The index as the coupon reads it, before floor and cap.
    pub index: Vec<Option<Rate>>,
    /// The coupon.
    pub coupon: Vec<Option<Rate>>,
    /// Yield of the collateral account.
    pub collateral: Vec<Option<Rate>>,
    /// What the cash saves the bank that holds it.
    pub funding: Vec<Option<Rate>>,
    /// Each index once, as the most senior coupon reads it.
    pub fixings: Vec<(IndexName, Rate)>,
}

/// The rates of a period; what cannot be read is added to the problems and left out.
pub(super) fn period_rates(
    deal: &Deal,
    scenario: &Scenario,
    period: CouponPeriod,
    problems: &mut Vec<RunError>,
) -> PeriodRates {
    let reads = Reads {
        deal,
        scenario,
        period,
    };
    let mut rates = PeriodRates::default();
    for tranche in &deal.tranches {
        let index = reads
            .of_coupon(tranche)
            .and_then(|reading| noted(reading, problems));
        rates.index.push(index);
        rates
            .coupon
            .push(coupon_rate(tranche, index, period.unadjusted_start));
        let (collateral, funding) = match (tranche.protection.is_funded(), tranche.funding_value) {
            (false, _) => (None, None),
            (true, Some(value)) => (None, index.map(|index| index + value)),
            (true, None) => (
                reads
                    .collateral(tranche, index)
                    .and_then(|yields| noted(yields, problems)),
                None,
            ),
        };
        rates.collateral.push(collateral);
        rates.funding.push(funding);
    }
    rates.fixings = fixings(&reads, &rates.index, problems);
    rates
}

fn coupon_rate(tranche: &Tranche, index: Option<Rate>, start: NaiveDate) -> Option<Rate> {
    match tranche.coupon.as_ref()? {
        Coupon::Fixed(steps) => Some(steps.on(start)),
        Coupon::Floating(coupon) => Some(coupon.rate(index?, start)),
    }
}

/// The floating coupon of a tranche.
fn floating(tranche: &Tranche) -> Option<&Floating> {
    match tranche.coupon.as_ref()? {
        Coupon::Fixed(_) => None,
        Coupon::Floating(coupon) => Some(coupon),
    }
}

/// What a period reads.
struct Reads<'a> {
    deal: &'a Deal,
    scenario: &'a Scenario,
    period: CouponPeriod,
}

/// A reading, or why there is none; none where nothing is read.
type Reading = Option<Result<Rate, RunError>>;

impl Reads<'_> {
    fn of_coupon(&self, tranche: &Tranche) -> Reading {
        let coupon = floating(tranche)?;
        self.index(&coupon.index, &coupon.fixing)
    }

    fn index(&self, index: &IndexName, fixing: &Fixing) -> Reading {
        let reading = IndexReading::of(self.scenario, index, &self.deal.payments)?;
        Some(reading.over((self.period.start, self.period.end), fixing))
    }

    fn collateral(&self, tranche: &Tranche, of_coupon: Option<Rate>) -> Reading {
        let (index, spread) = match self.scenario.collateral.as_ref()? {
            CollateralYield::Fixed(rate) => return Some(Ok(*rate)),
            CollateralYield::Floating { index, spread } => (index, *spread),
        };
        let shared = floating(tranche).is_some_and(|coupon| coupon.index == *index);
        let level = match of_coupon.filter(|_| shared) {
            Some(level) => Ok(level),
            None => self.index(index, &Fixing::default())?,
        };
        Some(level.map(|level| level + spread))
    }
}

fn fixings(
    reads: &Reads<'_>,
    of_tranches: &[Option<Rate>],
    problems: &mut Vec<RunError>,
) -> Vec<(IndexName, Rate)> {
    let mut read = |index: &IndexName| {
        let reads_it = |tranche: &Tranche| floating(tranche).is_some_and(|coupon| coupon.index == *index);
        match reads.deal.tranches.iter().position(reads_it) {
            Some(tranche) => of_tranches[tranche],
            None => reads
                .index(index, &Fixing::default())
                .and_then(|reading| noted(reading, problems)),
        }
    };
    let indexes = indexes_read(reads.deal, reads.scenario).into_iter();
    indexes
        .filter_map(|(index, _)| {
            let rate = read(&index)?;
            Some((index, rate))
        })
        .collect()
}

/// The value, or the problem among the others: of an index the furthest date on each side of its curve.
pub(super) fn noted<T>(result: Result<T, RunError>, problems: &mut Vec<RunError>) -> Option<T> {
    let error = match result {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    if problems.contains(&error) {
        return None;
    }
    if let RunError::CurveGap { index, gap } = &error {
        let same_side = |known: &&mut RunError| {
            let RunError::CurveGap {
                index: other,
                gap: known,
            } = known
            else {
                return false;
            };
            index == other && (known.needed < known.first) == (gap.needed < gap.first)
        };
        if let Some(RunError::CurveGap { gap: known, .. }) = problems.iter_mut().find(same_side) {
            let further = match gap.needed < gap.first {
                true => known.needed.min(gap.needed),
                false => known.needed.max(gap.needed),
            };
            known.needed = further;
            return None;
        }
    }
    problems.push(error);
    None
}
