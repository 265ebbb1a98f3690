//! Runs that share the path of their pool, for studies of many deals that differ in their terms.
//!
//! Tranches, coupons, triggers, calls and capital terms leave the loans alone. The path of the pool, and what
//! capital needs to know of it on each date, is kept by all that it does depend on, and replayed; a run that
//! asks another thing of the pool than the one recorded (it buys other amounts, or is called on another date)
//! is run over its loans and recorded in turn.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::pool::Pool;
use tranchet_deal::scenario::{CallExercise, Scenario};

use super::observer::RiskWeightedPool;
use super::{NoRelief, Study, relieve};
use crate::capital::error::CapitalError;
use crate::capital::pool::PoolState;
use crate::capital::regimes::find;
use crate::capital::{Capital, Terms, assess};
use crate::error::RunError;
use crate::lower::{Lowered, lower, lower_plan};
use crate::outcome::Outcome;
use crate::plan::{Needs, Plan};
use crate::pool_run::PoolRun;
use crate::relief::ReliefThroughLife;
use crate::replay::{Move, Recorder, Replay};
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
                pool: Arc::clone(&deal.pool),
                tranches: Vec::new(),
                amortisation,
                excess_spread: None,
                replenishment: deal.replenishment.clone(),
                calls: tranchet_deal::call::Calls::default(),
                capital: None,
                costs: tranchet_deal::bank::Costs::default(),
            },
            scenario: Scenario {
                name: String::new(),
                default_rates: scenario.default_rates.clone(),
                credit_events: scenario.credit_events.clone(),
                loss: scenario.loss,
                prepayment: scenario.prepayment.clone(),
                rates: scenario.rates.clone(),
                calls: CallExercise::default(),
                replenishment: scenario.replenishment.clone(),
                collateral: None,
                delinquency: Vec::new(),
                factor_model: None,
            },
            needs: needs.clone(),
        }
    }
}

/// A path: what the pool was asked, and what it left on each date.
#[derive(Debug)]
struct Path {
    moves: Vec<Move<Money>>,
    pool: RiskWeightedPool,
}

type Closing = (Arc<Pool>, chrono::NaiveDate, Result<PoolState, CapitalError>);

/// Paths of pools that were run, and pools at closing; shared by threads, bounded in size.
#[derive(Debug, Default)]
pub struct Memory {
    paths: Mutex<VecDeque<(PathKey, Arc<Path>)>>,
    closings: Mutex<VecDeque<Closing>>,
}

/// A run whose relief can still be asked for.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Periods and journal.
    pub outcome: Outcome,
    path: Arc<Path>,
}

impl Ran {
    /// Everything that a run says.
    pub fn study(&self, deal: &Deal) -> Study {
        Study {
            tranches: tranche_returns(deal, &self.outcome),
            bank: bank_returns(deal, &self.outcome),
            outcome: self.outcome.clone(),
            relief: self.relief(deal),
        }
    }

    /// Relief on closing and on each payment date under the deal's regime.
    ///
    /// # Errors
    /// Why there is none.
    pub fn relief(&self, deal: &Deal) -> Result<ReliefThroughLife, NoRelief> {
        let terms = deal.capital.as_ref().ok_or(NoRelief::NoRegime)?;
        let law = (find(&terms.regime)?, terms.approach);
        let dates = self.path.pool.dates(deal, &self.outcome)?;
        Ok(relieve(deal, law, &dates)?)
    }
}

impl Memory {
    /// Runs a deal under a scenario, over a path that is remembered if there is one.
    ///
    /// # Errors
    /// Every [`RunError`] that stands in the way of the run.
    pub fn run(&self, deal: &Deal, scenario: &Scenario) -> Result<Ran, Vec<RunError>> {
        let plan = lower_plan::<Money>(deal, scenario)?;
        let key = PathKey::new(deal, scenario, &plan.needs);
        let known = self.paths(|paths| -> Vec<Arc<Path>> {
            let known = paths.iter().filter(|(known, _)| *known == key);
            known.map(|(_, path)| Arc::clone(path)).collect()
        });
        for path in known {
            if let Some(outcome) = replay(&plan, &path, &scenario.name) {
                return Ok(Ran { outcome, path });
            }
        }
        let (outcome, path) = record(deal, scenario)?;
        let path = Arc::new(path);
        let kept = Arc::clone(&path);
        self.paths(|paths| keep(paths, (key, kept)));
        Ok(Ran { outcome, path })
    }

    /// Capital of a deal at closing under a regime, or its own.
    ///
    /// # Errors
    /// Why there is none.
    pub fn capital(&self, deal: &Deal, regime: Option<&str>) -> Result<Capital, NoRelief> {
        let terms = deal.capital.as_ref().ok_or(NoRelief::NoRegime)?;
        let regime = find(regime.unwrap_or(&terms.regime))?;
        let is_own = terms.regime == regime.name;
        let approach = if is_own {
            terms.approach
        } else {
            Approach::Hierarchy
        };
        let pool = self.closing(deal)?;
        let tranches: Vec<_> = deal
            .tranches
            .iter()
            .map(crate::capital::TrancheState::at_closing)
            .collect();
        let own = Terms::from(terms).of_deal(deal);
        Ok(assess(regime, approach, &pool, &tranches, &own)?)
    }

    fn closing(&self, deal: &Deal) -> Result<PoolState, CapitalError> {
        let mut closings = self.closings.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |(pool, date, _): &&Closing| *date == deal.closing && *pool == deal.pool;
        if let Some((_, _, state)) = closings.iter().find(is_it) {
            return state.clone();
        }
        let state = PoolState::at_closing(&deal.pool, deal.closing);
        keep(
            &mut closings,
            (Arc::clone(&deal.pool), deal.closing, state.clone()),
        );
        state
    }

    fn paths<T>(&self, act: impl FnOnce(&mut VecDeque<(PathKey, Arc<Path>)>) -> T) -> T {
        act(&mut self.paths.lock().unwrap_or_else(PoisonError::into_inner))
    }
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

fn record(deal: &Deal, scenario: &Scenario) -> Result<(Outcome, Path), Vec<RunError>> {
    let Lowered { plan, pool } = lower::<Money>(deal, scenario)?;
    let mut recorder = Recorder {
        loans: PoolRun::new(&pool),
        moves: Vec::new(),
    };
    let mut observer = RiskWeightedPool::new(deal, scenario);
    let outcome = run_over(&plan, &scenario.name, &mut recorder, |period, recorder| {
        observer.observe(period, recorder.loans.positions());
    });
    let moves = recorder.moves;
    let outcome = outcome.map_err(|error| vec![error])?;
    Ok((
        outcome,
        Path {
            moves,
            pool: observer,
        },
    ))
}
