//! A pool through several scenarios, each also with the assumptions changed on which results hinge.
//!
//! Depth of the market is halved and doubled, and the share of GPUs that can be sold where they stand set to none and to all: no
//! source gives either. Example: the kinds' own loans in a soft landing.
//!
//! ```
//! use tranchet_compute::{assumptions::Assumptions, pool::ComputePool, scenario_library::scenarios};
//! use tranchet_compute::scenario_panel::panel;
//! let asked = [(scenarios()[1].clone(), Assumptions::assumed())];
//! let row = &panel(&ComputePool::of_archetypes(), &asked, 20)[0];
//! let [usual, half, twice, removed, placed] = row.varied.map(|(_, loss)| loss);
//! assert!((usual - 0.0326).abs() < 5e-5 && half > usual && usual > twice && removed > usual && usual > placed);
//! ```

use crate::assumptions::Assumptions;
use crate::factors::{FactorModel, Regime};
use crate::pool::{ComputePool, PoolOutcome};
use crate::scenario::Scenario;
use crate::tranche_effect::TrancheEffect;

/// A pool in a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioRow {
    /// The scenario.
    pub scenario: Scenario,
    /// What it is run with.
    pub assumptions: Assumptions,
    /// What the pool loses.
    pub outcome: PoolOutcome,
    /// Its loss as assumed and with each assumption changed.
    pub varied: [(&'static str, f64); 5],
    /// Balance-weighted asset correlation between kinds, as usual and in stress.
    pub correlations: [f64; 2],
}

impl ScenarioRow {
    /// What a tranche loses of itself on average when correlation is as usual and in stress.
    pub fn tranche_effect(&self, attachment: f64, detachment: f64) -> TrancheEffect {
        let pd = self.outcome.pd();
        let lgd = if pd > 0.0 { self.outcome.loss() / pd } else { 0.0 };
        TrancheEffect::of(pd, lgd, self.correlations, attachment, detachment)
    }

    /// Whether the effect of correlation has a meaning: something defaults and something does not.
    pub fn has_correlation(&self) -> bool {
        (1e-9..1.0 - 1e-9).contains(&self.outcome.pd()) && self.outcome.loss() > 0.0
    }
}

/// A pool through scenarios.
pub fn panel(pool: &ComputePool, asked: &[(Scenario, Assumptions)], quarters: u32) -> Vec<ScenarioRow> {
    let mut balances = [0.0; 5];
    for loan in &pool.loans {
        balances[loan.asset_type.place()] += loan.balance;
    }
    let correlations = [Regime::Normal, Regime::Stress]
        .map(|regime| FactorModel::assumed(regime).weighted_correlation(balances));
    asked
        .iter()
        .map(|(scenario, assumptions)| {
            let run = |assumptions: &Assumptions| pool.run_for(quarters, scenario, assumptions);
            ScenarioRow {
                scenario: scenario.clone(),
                assumptions: *assumptions,
                outcome: run(assumptions),
                varied: assumptions
                    .sensitivities()
                    .map(|(name, changed)| (name, run(&changed).loss())),
                correlations,
            }
        })
        .collect()
}
