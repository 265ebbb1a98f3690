//! What capital needs to know of the loans on each date, taken while they are run.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::Scenario;

use super::maturities::ContractualFlows;
use crate::capital::error::CapitalError;
use crate::capital::excess_spread::SpreadByContract;
use crate::capital::pool::{LoanBalance, PoolLife, PoolSnapshot, PoolState};
use crate::capital::pool_terms::PoolTerms;
use crate::capital::with_excess_spread;
use crate::lower::{payment_dates_adjusted, unadjusted_dates};
use crate::outcome::Outcome;
use crate::pool_run::Position;
use crate::relief::LifeDate;
use crate::run::Observer;

/// Only hears how far the run is.
pub(super) struct Progress<'a>(pub &'a dyn Fn(usize));

impl Observer<Money> for Progress<'_> {
    fn observe(&mut self, period: usize, _: &[Position<Money>]) {
        self.0(period);
    }
}

/// Weighs the loans on each date as the run leaves them.
pub(super) struct WeighedPool<'a> {
    /// The loans, or why they cannot be weighed.
    life: Result<PoolLife<'a>, CapitalError>,
    /// Closing and payment dates, as they are agreed and on business days.
    dates: Vec<(NaiveDate, NaiveDate)>,
    /// What is left on each date, or why it cannot be weighed.
    left: Result<Vec<PoolSnapshot>, CapitalError>,
    /// When each loan of the tape is due.
    due: Vec<NaiveDate>,
    /// When the last loan of the tape that performs is due, by date.
    longest: Vec<Option<NaiveDate>>,
    /// Months from purchase to maturity of loans that are bought.
    bought_term: Months,
    progress: &'a dyn Fn(usize),
}

impl<'a> WeighedPool<'a> {
    pub fn new(
        deal: &'a Deal,
        scenario: &Scenario,
        versions: &'static [PoolTerms],
        progress: &'a dyn Fn(usize),
    ) -> Self {
        let unadjusted = unadjusted_dates(deal);
        let adjusted = payment_dates_adjusted(deal, &unadjusted);
        WeighedPool {
            life: PoolLife::new(deal, scenario, versions),
            dates: unadjusted.into_iter().zip(adjusted).collect(),
            left: Ok(Vec::new()),
            due: deal.pool.loans.iter().map(|loan| loan.maturity).collect(),
            longest: Vec::new(),
            bought_term: Months::new(
                scenario
                    .replenishment
                    .as_ref()
                    .map_or(0, |bought| bought.term_months),
            ),
            progress,
        }
    }

    /// What was weighed.
    pub fn into_weighed(self) -> Weighed {
        Weighed {
            closing: self.life.map(|life| life.closing().clone()),
            left: self.left,
            longest: self.longest,
            bought_term: self.bought_term,
        }
    }
}

/// A pool that was weighed at closing and on each date of a run.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    closing: Result<PoolState, CapitalError>,
    left: Result<Vec<PoolSnapshot>, CapitalError>,
    longest: Vec<Option<NaiveDate>>,
    bought_term: Months,
}

impl Weighed {
    /// Closing and every payment date of the run, each with what is outstanding after it.
    pub fn dates(
        &self,
        deal: &Deal,
        outcome: &Outcome,
        flows: Option<&ContractualFlows>,
    ) -> Result<Vec<LifeDate>, CapitalError> {
        let m_t = |date| flows.map_or_else(Vec::new, |flows| flows.m_t(date));
        let closing = with_excess_spread(deal, self.closing.clone()?);
        let spread = SpreadByContract::of(deal);
        let mut bought_due: Option<NaiveDate> = None;
        let mut years: Vec<Decimal> = outcome.periods.iter().map(|period| period.length).collect();
        years.push(Decimal::ZERO);
        let mut dates = vec![LifeDate {
            pool: closing,
            notionals: deal.tranches.iter().map(|tranche| tranche.notional).collect(),
            m_t: m_t(deal.closing),
            years: years[0],
        }];
        let left = self.left.as_ref().map_err(Clone::clone)?;
        let found = left.iter().zip(&self.longest);
        for ((period, (pool, longest)), years) in outcome.periods.iter().zip(found).zip(&years[1..]) {
            let mut pool = pool.clone();
            pool.held = period.pool.held;
            pool.delinquency_rate = Ratio(period.delinquency);
            let notionals = period.tranches.iter().map(|flows| flows.closing).collect();
            if period.pool.replenished > Money::ZERO {
                bought_due = bought_due.max(period.date.checked_add_months(self.bought_term));
            }
            let performs = period.pool.closing > Money::ZERO;
            let promised = |spread: &SpreadByContract| {
                spread.after(period.number, period.pool.closing, period.excess_spread.trapped)
            };
            dates.push(LifeDate {
                pool: PoolState {
                    longest_loan: performs.then(|| (*longest).max(bought_due)).flatten(),
                    excess_spread: spread.as_ref().map(promised),
                    ..PoolState::from(&pool)
                },
                notionals,
                m_t: m_t(period.date),
                years: *years,
            });
        }
        Ok(dates)
    }
}

impl Observer<Money> for WeighedPool<'_> {
    fn observe(&mut self, period: usize, loans: &[Position<Money>]) {
        if let (Ok(life), Ok(left)) = (&mut self.life, &mut self.left) {
            let (agreed, date) = self.dates[period];
            let balances = loans.iter().map(|loan| LoanBalance {
                performing: loan.performing,
                open: loan.open,
            });
            match life.on(date, agreed, balances) {
                Ok(pool) => left.push(pool),
                Err(error) => self.left = Err(error),
            }
        }
        let performing = loans
            .iter()
            .zip(&self.due)
            .filter(|(loan, _)| loan.performing > Money::ZERO);
        self.longest.push(performing.map(|(_, due)| *due).max());
        (self.progress)(period);
    }
}
