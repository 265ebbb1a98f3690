//! A pool of compute-backed loans through scenarios: by loan, by kind, and what tranches of it lose.
//!
//! Loans run in parallel and are summed in their order, so results have the same digits on any number of threads. Example: the
//! pool of the kinds' own loans loses 3.26 % in a soft landing, which is 26.1 % of a tranche from 0 to 12.5 %.
//!
//! ```
//! use tranchet_compute::{assumptions::Assumptions, pool::ComputePool, scenario_library::scenarios};
//! let outcome = ComputePool::of_archetypes().run(&scenarios()[1], &Assumptions::assumed());
//! assert!((outcome.loss() - 0.0326).abs() < 5e-5);
//! assert!((outcome.tranche_loss(0.0, 0.125) - 0.261).abs() < 5e-4);
//! ```
//!
//! Losses are expectations given the scenario, not distributions: [`crate::tranche_effect`] has those.

use rayon::prelude::*;

use crate::archetypes::archetypes;
use crate::asset_type::AssetType;
use crate::assumptions::Assumptions;
use crate::compute_loan::LoanModel;
use crate::fault::Fault;
use crate::loan_outcome::{LoanOutcome, Nodes};
use crate::market_path::MarketPath;
use crate::scenario::Scenario;

/// Quarters of a scenario.
pub const QUARTERS: u32 = 20;

/// A loan of a pool.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolLoan {
    /// Its kind.
    pub asset_type: AssetType,
    /// What the pool holds of it, in the pool's currency; the model's own amount may be in another unit.
    pub balance: f64,
    /// How it is modelled.
    pub model: LoanModel,
}

/// Loans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComputePool {
    /// The loans.
    pub loans: Vec<PoolLoan>,
}

/// What a kind of loans loses.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeOutcome {
    /// The kind.
    pub asset_type: AssetType,
    /// What the pool holds of it.
    pub balance: f64,
    /// Averages by balance.
    pub outcome: LoanOutcome,
}

/// What a pool loses in a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolOutcome {
    /// What it holds.
    pub balance: f64,
    /// By kind, those that it holds.
    pub types: Vec<TypeOutcome>,
    /// By loan, in the order of the pool.
    pub loans: Vec<LoanOutcome>,
}

impl ComputePool {
    /// The loan of each kind at its weight, of a pool of 1.
    pub fn of_archetypes() -> ComputePool {
        let loan = |row: crate::archetypes::Archetype| PoolLoan {
            asset_type: row.asset_type,
            balance: row.weight,
            model: row.model,
        };
        ComputePool {
            loans: archetypes().map(loan).to_vec(),
        }
    }

    /// What it holds.
    pub fn balance(&self) -> f64 {
        self.loans.iter().map(|loan| loan.balance).sum()
    }

    /// Everything that is wrong with it: the loan's place from nought, and the fault.
    pub fn faults(&self) -> Vec<(usize, Fault)> {
        let of_loan = |(place, loan): (usize, &PoolLoan)| {
            let mut faults = loan.model.faults();
            if !(loan.balance > 0.0 && loan.balance.is_finite()) {
                faults.push(Fault::Number {
                    what: "the balance",
                    value: loan.balance,
                    must: "above 0",
                });
            }
            faults.into_iter().map(move |fault| (place, fault))
        };
        self.loans.iter().enumerate().flat_map(of_loan).collect()
    }

    /// Runs a scenario. A pool with [faults](ComputePool::faults) gives figures without meaning.
    pub fn run(&self, scenario: &Scenario, assumptions: &Assumptions) -> PoolOutcome {
        self.run_for(QUARTERS, scenario, assumptions)
    }

    /// The same over a number of quarters.
    pub fn run_for(&self, quarters: u32, scenario: &Scenario, assumptions: &Assumptions) -> PoolOutcome {
        let market = MarketPath::of(scenario, assumptions, quarters);
        let nodes = Nodes::new();
        let loans: Vec<LoanOutcome> = self
            .loans
            .par_iter()
            .map(|loan| LoanOutcome::of(&loan.model, &market, assumptions, &nodes))
            .collect();
        PoolOutcome {
            balance: self.balance(),
            types: self.by_type(&loans),
            loans,
        }
    }

    fn by_type(&self, outcomes: &[LoanOutcome]) -> Vec<TypeOutcome> {
        let mut types = AssetType::ALL.map(|asset_type| TypeOutcome {
            asset_type,
            balance: 0.0,
            outcome: LoanOutcome::default(),
        });
        for (loan, outcome) in self.loans.iter().zip(outcomes) {
            let of_type = &mut types[loan.asset_type.place()];
            of_type.balance += loan.balance;
            of_type.outcome.add(outcome, loan.balance);
        }
        let held = types.into_iter().filter(|of_type| of_type.balance > 0.0);
        held.map(|of_type| {
            let mut outcome = LoanOutcome::default();
            outcome.add(&of_type.outcome, 1.0 / of_type.balance);
            TypeOutcome { outcome, ..of_type }
        })
        .collect()
    }
}

impl PoolOutcome {
    /// Expected loss, a share of the pool.
    pub fn loss(&self) -> f64 {
        self.average(LoanOutcome::loss)
    }

    /// Probability of default, by balance.
    pub fn pd(&self) -> f64 {
        self.average(LoanOutcome::pd)
    }

    /// What the tranche between two shares of the pool loses of itself when the pool loses its expected loss and no
    /// tranche repays before losses are known.
    pub fn tranche_loss(&self, attachment: f64, detachment: f64) -> f64 {
        let thickness = detachment - attachment;
        (self.loss() - attachment).clamp(0.0, thickness) / thickness
    }

    fn average(&self, of: impl Fn(&LoanOutcome) -> f64) -> f64 {
        let sum: f64 = self
            .types
            .iter()
            .map(|of_type| of_type.balance * of(&of_type.outcome))
            .sum();
        if self.balance > 0.0 {
            sum / self.balance
        } else {
            0.0
        }
    }
}
