//! What capital needs to know of the loans on each date, taken while they are run.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::{Ratio, RiskWeight};
use tranchet_deal::scenario::Scenario;

use crate::capital::error::CapitalError;
use crate::capital::number::ratio;
use crate::capital::pool::{PoolSnapshot, PoolState};
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

/// Hears how far the run is, and adds up loans.
pub(super) struct Watched<'a> {
    pub pool: RiskWeightedPool,
    pub progress: &'a dyn Fn(usize),
}

impl Observer<Money> for Watched<'_> {
    fn observe(&mut self, period: usize, loans: &[Position<Money>]) {
        self.pool.observe(period, loans);
        (self.progress)(period);
    }
}

/// Adds up loans by risk weight on each date, since a pool has few weights and many loans.
#[derive(Clone, Debug)]
pub(super) struct RiskWeightedPool {
    /// Distinct risk weights.
    weights: Vec<RiskWeight>,
    /// The weight of each loan at closing.
    weight_of: Vec<usize>,
    /// The weight of loans that are bought.
    bought: usize,
    /// Performing balance and expected recovery by weight, by date.
    sums: Vec<Vec<(Money, Money)>>,
    /// The pool at closing, or why it has none.
    closing: Result<PoolState, CapitalError>,
}

impl RiskWeightedPool {
    pub(super) fn new(deal: &Deal, scenario: &Scenario) -> Self {
        let mut numbers: BTreeMap<RiskWeight, usize> = BTreeMap::new();
        let mut number = |weight: RiskWeight| {
            let next = numbers.len();
            *numbers.entry(weight).or_insert(next)
        };
        let loans = &deal.pool.loans;
        let weight_of = loans
            .iter()
            .map(|loan| number(loan.risk_weight.unwrap_or_default()))
            .collect();
        let closing = PoolState::at_closing(&deal.pool, deal.closing);
        let average = closing
            .as_ref()
            .map_or(Decimal::ZERO, |pool| ratio(pool.rwa, pool.exposure));
        let given = scenario
            .replenishment
            .as_ref()
            .and_then(|bought| bought.risk_weight);
        let bought = number(given.unwrap_or(RiskWeight(average)));
        let mut weights = vec![RiskWeight::ZERO; numbers.len()];
        for (weight, number) in numbers {
            weights[number] = weight;
        }
        RiskWeightedPool {
            weights,
            weight_of,
            bought,
            sums: Vec::new(),
            closing,
        }
    }

    /// Closing and every payment date of the run, each with what is outstanding after it.
    pub(super) fn dates(&self, deal: &Deal, outcome: &Outcome) -> Result<Vec<LifeDate>, CapitalError> {
        let closing = self.closing.clone()?;
        let retained = deal.pool.retained_share;
        let mut years: Vec<Decimal> = outcome.periods.iter().map(|period| period.length).collect();
        years.push(Decimal::ZERO);
        let mut dates = vec![LifeDate {
            pool: closing,
            notionals: deal.tranches.iter().map(|tranche| tranche.notional).collect(),
            years: years[0],
        }];
        for ((period, sums), years) in outcome.periods.iter().zip(&self.sums).zip(&years[1..]) {
            let mut pool = PoolSnapshot::empty(period.date);
            for (weight, (performing, open)) in self.weights.iter().zip(sums) {
                pool.add_performing(*performing, *weight, retained);
                pool.add_open_event(*open, *weight, retained);
            }
            pool.held = period.pool.held;
            pool.delinquency_rate = Ratio(period.delinquency);
            let notionals = period.tranches.iter().map(|flows| flows.closing).collect();
            dates.push(LifeDate {
                pool: PoolState::from(&pool),
                notionals,
                years: *years,
            });
        }
        Ok(dates)
    }
}

impl Observer<Money> for RiskWeightedPool {
    fn observe(&mut self, _: usize, loans: &[Position<Money>]) {
        let mut sums = vec![(Money::ZERO, Money::ZERO); self.weights.len()];
        for (index, loan) in loans.iter().enumerate() {
            let (performing, open) = &mut sums[self.weight_of.get(index).copied().unwrap_or(self.bought)];
            *performing += loan.performing;
            *open += loan.open;
        }
        self.sums.push(sums);
    }
}
