//! Runs that share the path of their pool, for studies of many deals that differ in their terms.
//!
//! Tranches, coupons, triggers, calls and capital terms leave the loans alone. The path of the pool, and what
//! capital needs to know of it on each date, is kept by all that it does depend on, and replayed; a run that
//! asks another thing of the pool than the one recorded (it buys other amounts, or is called on another date)
//! is run over its loans and recorded in turn.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use tranchet_deal::bank::{Approach, PoolChoices, TrancheMaturity};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::pool::SharedPool;
use tranchet_deal::scenario::{CallExercise, Scenario};

use super::maturities::{ContractualFlows, contract};
use super::observer::{Weighed, WeighedPool};
use super::{NoRelief, Study, relieve};
use crate::capital::error::CapitalError;
use crate::capital::pool::PoolState;
use crate::capital::pool::irb::Weighing;
use crate::capital::regimes::{Regime, find};
use crate::capital::{AtClosing, Terms};
use crate::error::RunError;
use crate::lower::{Lowered, lower, lower_plan};
use crate::outcome::Outcome;
use crate::plan::{Needs, Plan};
use crate::pool_run::PoolRun;
use crate::relief::ReliefThroughLife;
use crate::replay::{Move, Recorder, Replay, retrace};
use crate::returns::{bank_returns, tranche_returns};
use crate::run::{Observer, run_over};

/// How many paths are kept, and how many pools at closing.
const KEPT: usize = 64;

/// Everything that the path of a pool depends on.
#[derive(Debug, PartialEq)]
struct PathKey {
    deal: Deal,
    scenario: Scenario,
    needs: Needs,
}

impl PathKey {
    /// The deal and scenario without what their loans never see.
    fn new(deal: &Deal, scenario: &Scenario, needs: &Needs) -> PathKey {
        let amortisation = tranchet_deal::amortisation::Amortisation {
            principal: tranchet_deal::amortisation::Principal::Sequential,
            groups: Vec::new(),
        };
        PathKey {
            deal: Deal {
                name: String::new(),
                currency: deal.currency,
                closing: deal.closing,
                scheduled_maturity: deal.scheduled_maturity,
                legal_final_maturity: deal.legal_final_maturity,
                payments: deal.payments.clone(),
                fx: deal.fx.clone(),
                pool: deal.pool.clone(),
                tranches: Vec::new(),
                amortisation,
                excess_spread: None,
                replenishment: deal.replenishment.clone(),
                calls: tranchet_deal::call::Calls::default(),
                capital: None,
                bank: None,
                lending: None,
                costs: tranchet_deal::bank::Costs::default(),
            },
            scenario: Scenario {
                name: String::new(),
                default_rates: scenario.default_rates.clone(),
                credit_events: scenario.credit_events.clone(),
                loss: scenario.loss,
                severities: scenario.severities.clone(),
                compute: None,
                prepayment: scenario.prepayment.clone(),
                rates: scenario.rates.clone(),
                calls: CallExercise::default(),
                replenishment: scenario.replenishment.clone(),
                purchases: scenario.purchases.clone(),
                removals: scenario.removals.clone(),
                downgrades: scenario.downgrades.clone(),
                collateral: None,
                delinquency: Vec::new(),
                factor_model: None,
            },
            needs: needs.clone(),
        }
    }
}

/// The law under which loans are weighed: a regime, and what the deal chooses of it.
type Law = (&'static str, PoolChoices);

/// What a pool was asked, and what it weighs on each date under the laws asked for so far.
#[derive(Debug)]
struct Path {
    moves: Vec<Move<Money>>,
    weighed: Mutex<VecDeque<(Law, Arc<Weighed>)>>,
}

/// Everything that a pool weighs by at closing.
#[derive(Debug, PartialEq)]
struct ClosingKey {
    pool: SharedPool,
    date: NaiveDate,
    fx: std::collections::BTreeMap<String, rust_decimal::Decimal>,
    law: Law,
}

/// Paths of pools that were run, and pools at closing; shared by threads, bounded in size.
#[derive(Debug, Default)]
pub struct Memory {
    paths: Mutex<VecDeque<(PathKey, Arc<Path>)>>,
    closings: Mutex<VecDeque<(ClosingKey, Result<PoolState, CapitalError>)>>,
}

/// A run whose relief can still be asked for.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Periods and journal.
    pub outcome: Outcome,
    path: Arc<Path>,
}

impl Memory {
    /// Runs a deal under a scenario, over a path that is remembered if there is one.
    ///
    /// # Errors
    /// Every [`RunError`] that stands in the way of the run.
    pub fn run(&self, deal: &Deal, scenario: &Scenario) -> Result<Ran, Vec<RunError>> {
        let plan = lower_plan::<Money>(deal, scenario)?;
        let key = PathKey::new(deal, scenario, &plan.needs);
        for path in self.known(&key) {
            if let Some(outcome) = replay(&plan, &path, &scenario.name) {
                return Ok(Ran { outcome, path });
            }
        }
        let (outcome, moves) = record(deal, scenario)?;
        let weighed = Mutex::default();
        let path = Arc::new(Path { moves, weighed });
        keep(&mut lock(&self.paths), (key, Arc::clone(&path)));
        Ok(Ran { outcome, path })
    }

    fn known(&self, key: &PathKey) -> Vec<Arc<Path>> {
        let paths = lock(&self.paths);
        let known = paths.iter().filter(|(known, _)| known == key);
        known.map(|(_, path)| Arc::clone(path)).collect()
    }

    /// Relief of a run on closing and on each payment date under the deal's regime.
    ///
    /// # Errors
    /// Every [`RunError`] of the run by the contract, where tranche maturities are measured by it.
    pub fn relief(
        &self,
        ran: &Ran,
        deal: &Deal,
        scenario: &Scenario,
    ) -> Result<Result<ReliefThroughLife, NoRelief>, Vec<RunError>> {
        let terms = match deal.capital.as_ref() {
            Some(terms) => terms,
            None => return Ok(Err(NoRelief::NoRegime)),
        };
        let regime = match find(&terms.regime) {
            Ok(regime) => regime,
            Err(error) => return Ok(Err(NoRelief::Capital(error))),
        };
        let weighed = weigh(&ran.path, deal, scenario, regime)?;
        let flows = self.contractual_flows(deal, scenario)?;
        let dates = weighed.dates(deal, &ran.outcome, flows.as_ref());
        let law = (regime, terms.approach);
        let relief = dates.and_then(|dates| relieve(deal, law, &Terms::from(terms), &dates));
        Ok(relief.map_err(NoRelief::Capital))
    }

    /// Everything that a run says.
    ///
    /// # Errors
    /// As [`Memory::relief`].
    pub fn study(&self, ran: &Ran, deal: &Deal, scenario: &Scenario) -> Result<Study, Vec<RunError>> {
        Ok(Study {
            tranches: tranche_returns(deal, &ran.outcome),
            bank: bank_returns(deal, &ran.outcome),
            outcome: ran.outcome.clone(),
            relief: self.relief(ran, deal, scenario)?,
        })
    }

    /// A deal at closing under a regime, or its own, with the approach that it asks for, as
    /// [`closing`](super::closing) finds it.
    ///
    /// # Errors
    /// Why there is no capital.
    pub fn at_closing<'d>(
        &self,
        deal: &'d Deal,
        scenario: &Scenario,
        regime: Option<&str>,
    ) -> Result<((&'static Regime, Approach), AtClosing<'d>), NoRelief> {
        let terms = deal.capital.as_ref().ok_or(NoRelief::NoRegime)?;
        let regime = find(regime.unwrap_or(&terms.regime))?;
        let is_own = terms.regime == regime.name;
        let approach = if is_own {
            terms.approach
        } else {
            Approach::Hierarchy
        };
        let flows = self.contractual_flows(deal, scenario).unwrap_or_default();
        let m_t = flows.map_or_else(Vec::new, |flows| flows.m_t(deal.closing));
        let pool = self.closing(deal, regime)?;
        let at_closing = AtClosing::over(pool, regime, deal, &m_t, &Terms::from(terms));
        Ok(((regime, approach), at_closing))
    }

    fn closing(&self, deal: &Deal, regime: &'static Regime) -> Result<PoolState, CapitalError> {
        let key = ClosingKey {
            pool: deal.pool.clone(),
            date: deal.closing,
            fx: deal.fx.clone(),
            law: law(deal, regime),
        };
        let mut closings = lock(&self.closings);
        if let Some((_, state)) = closings.iter().find(|(known, _)| *known == key) {
            return state.clone();
        }
        let weighing = Weighing::of_deal(regime.pool, deal, deal.closing);
        let state = PoolState::at_closing(&deal.pool, &weighing);
        keep(&mut closings, (key, state.clone()));
        state
    }

    /// As [`contractual_flows`](super::contractual_flows), over a path that is remembered.
    fn contractual_flows(
        &self,
        deal: &Deal,
        scenario: &Scenario,
    ) -> Result<Option<ContractualFlows>, Vec<RunError>> {
        let choices = deal.capital.as_ref().map(|terms| terms.pool.tranche_maturity);
        match choices.unwrap_or_default() {
            TrancheMaturity::Legal => Ok(None),
            TrancheMaturity::Contractual => {
                let ran = self.run(deal, &contract(scenario))?;
                Ok(Some(ContractualFlows::read(deal, &ran.outcome)))
            }
        }
    }
}

fn law(deal: &Deal, regime: &'static Regime) -> Law {
    let choices = deal.capital.as_ref().map(|terms| terms.pool);
    (regime.name, choices.unwrap_or_default())
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn keep<T>(kept: &mut VecDeque<T>, more: T) {
    if kept.len() == KEPT {
        kept.pop_front();
    }
    kept.push_back(more);
}

/// The outcome over a recorded path; none when the run asks another thing of the pool.
fn replay(plan: &Plan<Money>, path: &Path, scenario: &str) -> Option<Outcome> {
    let mut pool = Replay::new(&path.moves);
    let outcome = run_over(plan, scenario, &mut pool, |_, _| {}).ok()?;
    pool.is_faithful().then_some(outcome)
}

fn record(deal: &Deal, scenario: &Scenario) -> Result<(Outcome, Vec<Move<Money>>), Vec<RunError>> {
    let Lowered { plan, pool } = lower::<Money>(deal, scenario)?;
    let mut recorder = Recorder {
        loans: PoolRun::new(&pool),
        moves: Vec::new(),
    };
    let outcome = run_over(&plan, &scenario.name, &mut recorder, |_, _| {});
    Ok((outcome.map_err(|error| vec![error])?, recorder.moves))
}

/// What the loans of a path weigh on each date: they are asked again all that they were asked.
fn weigh(
    path: &Path,
    deal: &Deal,
    scenario: &Scenario,
    regime: &'static Regime,
) -> Result<Arc<Weighed>, Vec<RunError>> {
    let law = law(deal, regime);
    let mut known = lock(&path.weighed);
    if let Some((_, weighed)) = known.iter().find(|(known, _)| *known == law) {
        return Ok(Arc::clone(weighed));
    }
    let Lowered { pool, .. } = lower::<Money>(deal, scenario)?;
    let mut loans = PoolRun::new(&pool);
    let mut weighed = WeighedPool::new(deal, scenario, regime.pool, &|_| {});
    retrace(&path.moves, &mut loans, |period, loans| {
        weighed.observe(period, loans.positions());
    })
    .map_err(|error| vec![error])?;
    let weighed = Arc::new(weighed.into_weighed());
    keep(&mut known, (law, Arc::clone(&weighed)));
    Ok(weighed)
}
