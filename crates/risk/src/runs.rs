//! The deal's own waterfall, run for each value of the factors, and averaged over them.
//!
//! Given the factors a pool of many loans defaults at known rates,
//!
//! ```text
//! rate in period q = ( p(q|z) - p(q-1|z) ) / ( 1 - p(q-1|z) )
//! ```
//!
//! so that triggers, excess spread, write-ups, replenishment, calls and premium follow from one run each, and every expectation is
//! a weighted sum. What this leaves out is the chance that is left once the factors are known: it is the limit of a pool of
//! small loans, and understates what lumpy pools lose in senior tranches.
//!
//! Loans bought by replenishment default at the rate of their own probability on the same dates, as if they had been there and
//! survived. Loans that nothing tells apart are run as one; where probabilities of default are many they are shared between
//! the two nearest of 128, with their mean kept.
//!
//! Not covered: deviations of single losses given default, which average out here.

mod cohorts;
pub mod expected;
mod given;
mod sink;

use rayon::prelude::*;
use tranchet_engine::error::RunError;
use tranchet_engine::lower::Lowered;
use tranchet_engine::run::run_plan;
use tranchet_engine::waterfall::Waterfall;

use crate::lower::Model;
use crate::nodes::{Factors, Node};
use given::Given;
pub use sink::{Flow, Flows};

/// Nodes that one thread runs after each other.
const NODES_AT_ONCE: usize = 16;
/// What a step of a loan costs where tests look at each, for one where they do not.
const APART: usize = 8;
/// How many times finer than smooth functions need the grid is, where a run takes at most so many steps of loans.
const FINER: [(usize, usize); 4] = [(400, 20), (4_000, 8), (40_000, 4), (400_000, 2)];

/// A run at a value of the factors.
#[derive(Clone, Debug)]
pub struct Run {
    /// The weight of the value; all add up to one.
    pub weight: f64,
    /// What each tranche did in each period.
    pub flows: Flows,
}

/// Runs a model's waterfall for every value of its factors.
///
/// # Errors
/// The first [`RunError`].
pub fn run_given_factors(model: &Model) -> Result<Vec<Run>, RunError> {
    let given = Given::of(model);
    let factors = Factors::few(&model.pool);
    let each = if model.tells_loans_apart() { APART } else { 1 };
    let steps = given.loans() * model.lowered.plan.periods.len() * each;
    let finer = FINER
        .iter()
        .find(|(most, _)| steps <= *most)
        .map_or(1, |(_, finer)| *finer);
    let finer = if factors.is_single() { finer } else { 1 };
    let nodes = factors.weighted(factors.grid.finer(finer));
    let runs: Vec<Result<Vec<Run>, RunError>> = nodes
        .par_chunks(NODES_AT_ONCE)
        .map(|nodes| run_some(&model.lowered, given.clone(), nodes))
        .collect();
    let runs: Result<Vec<Vec<Run>>, RunError> = runs.into_iter().collect();
    Ok(runs?.into_iter().flatten().collect())
}

fn run_some(lowered: &Lowered<f64>, mut given: Given, nodes: &[(Node, f64)]) -> Result<Vec<Run>, RunError> {
    let (periods, tranches) = (lowered.plan.periods.len(), lowered.plan.notionals.len());
    nodes
        .iter()
        .map(|(node, weight)| {
            given.set(node);
            let mut waterfall = Waterfall::new(&lowered.plan, Flows::new(periods, tranches));
            run_plan(&lowered.plan, &mut waterfall, &mut given.pool())?;
            Ok(Run {
                weight: *weight,
                flows: waterfall.into_sink(),
            })
        })
        .collect()
}
