//! What a loan loses in a scenario, on average over draws of revenue and terms of contracts.
//!
//! ```text
//! m_k = exp(σ G((k - ½)/9) - σ²/2),   k = 1..9            equal weights, each with every term of contracts
//! LGD = loss / PD,  loss and PD on the balance of today
//! ```
//!
//! A firm's loan defaults by `1 - (1 - PD × multiple)^(1/4)` a quarter on its whole balance. Example: firms with a PD of
//! 3 % a year default with 14.13 % in five years, and lose 7.77 %.
//!
//! ```
//! use tranchet_compute::{archetypes::archetype, assumptions::Assumptions, asset_type::AssetType};
//! use tranchet_compute::{loan_outcome::{LoanOutcome, Nodes}, market_path::MarketPath, scenario_library::scenarios};
//! let assumptions = Assumptions::assumed();
//! let market = MarketPath::of(&scenarios()[0], &assumptions, 20);
//! let firm = archetype(AssetType::ComputeLoan).model;
//! let outcome = LoanOutcome::of(&firm, &market, &assumptions, &Nodes::new());
//! assert!((outcome.pd() - 0.1413).abs() < 5e-5 && (outcome.loss() - 0.0777).abs() < 5e-5);
//! ```

use tranchet_engine::capital::normal::quantile;

use crate::assumptions::Assumptions;
use crate::compute_loan::{CashFlowLoan, EnterpriseLoan, LoanModel};
use crate::loan_path::LoanPath;
use crate::market_path::MarketPath;

/// Draws of revenue.
const NODES: usize = 9;

/// The standard normal at the middle of nine equal shares of probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nodes([f64; NODES]);

impl Nodes {
    /// `G((k - ½)/9)`.
    pub fn new() -> Nodes {
        Nodes(core::array::from_fn(|k| {
            quantile((k as f64 + 0.5) / NODES as f64)
        }))
    }

    /// `m_k` for a dispersion.
    pub fn multipliers(&self, dispersion: f64) -> [f64; NODES] {
        self.0
            .map(|z| libm::exp(dispersion * z - 0.5 * dispersion * dispersion))
    }
}

impl Default for Nodes {
    fn default() -> Nodes {
        Nodes::new()
    }
}

/// A quarter of a loan on average, as shares of today's balance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct QuarterOutcome {
    /// Probability of default in the quarter, seen from today.
    pub pd: f64,
    /// Balance that performs at its start.
    pub performing: f64,
    /// Balance that defaults.
    pub defaulted: f64,
    /// Loss.
    pub loss: f64,
}

impl QuarterOutcome {
    /// Share of the performing balance that defaults in the quarter; nought of no balance.
    pub fn default_rate(&self) -> f64 {
        share(self.defaulted, self.performing)
    }

    /// Share of the defaulted balance that is lost; nought of no default.
    pub fn severity(&self) -> f64 {
        share(self.loss, self.defaulted)
    }

    fn add(&mut self, other: &QuarterOutcome, weight: f64) {
        self.pd += weight * other.pd;
        self.performing += weight * other.performing;
        self.defaulted += weight * other.defaulted;
        self.loss += weight * other.loss;
    }
}

/// What a loan, or many, lose in a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoanOutcome {
    /// Quarter by quarter, until maturity or the end of the scenario.
    pub quarters: Vec<QuarterOutcome>,
}

impl LoanOutcome {
    /// Of a loan.
    pub fn of(
        model: &LoanModel,
        market: &MarketPath,
        assumptions: &Assumptions,
        nodes: &Nodes,
    ) -> LoanOutcome {
        match model {
            LoanModel::CashFlow(loan) => by_cash_flow(loan, market, assumptions, nodes),
            LoanModel::Enterprise(loan) => by_default_rate(loan, market),
        }
    }

    /// Probability of default.
    pub fn pd(&self) -> f64 {
        self.quarters.iter().map(|quarter| quarter.pd).sum()
    }

    /// Expected loss, as a share of today's balance.
    pub fn loss(&self) -> f64 {
        self.quarters.iter().map(|quarter| quarter.loss).sum()
    }

    /// Loss per default, as a share of today's balance; nought without a default.
    pub fn lgd(&self) -> f64 {
        share(self.loss(), self.pd())
    }

    /// Adds another with a weight.
    pub fn add(&mut self, other: &LoanOutcome, weight: f64) {
        let longest = self.quarters.len().max(other.quarters.len());
        self.quarters.resize(longest, QuarterOutcome::default());
        for (sum, quarter) in self.quarters.iter_mut().zip(&other.quarters) {
            sum.add(quarter, weight);
        }
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn by_cash_flow(
    loan: &CashFlowLoan,
    market: &MarketPath,
    assumptions: &Assumptions,
    nodes: &Nodes,
) -> LoanOutcome {
    let path = LoanPath::of(loan, market, assumptions);
    let mut quarters = vec![QuarterOutcome::default(); path.quarters()];
    let terms = &loan.income.contract_quarters;
    let weight = 1.0 / (NODES * terms.len()) as f64;
    for multiplier in nodes.multipliers(loan.income.dispersion) {
        for term in terms {
            path.walk(multiplier, *term, |step| {
                let performing = step.survival * step.opening / loan.amount;
                let quarter = QuarterOutcome {
                    pd: step.survival * step.pd,
                    performing,
                    defaulted: performing * step.pd,
                    loss: performing * step.pd * step.lgd,
                };
                quarters[step.quarter as usize - 1].add(&quarter, weight);
            });
        }
    }
    LoanOutcome { quarters }
}

fn by_default_rate(loan: &EnterpriseLoan, market: &MarketPath) -> LoanOutcome {
    let pd_per_year = (loan.pd_per_year * market.enterprise_multiple).min(1.0);
    let kept = libm::pow(1.0 - pd_per_year, 0.25);
    let mut survival = 1.0;
    let quarters = (0..loan.maturity_quarters).zip(&market.quarters);
    let quarters = quarters.map(|_| {
        let performing = survival;
        survival *= kept;
        let pd = performing - survival;
        QuarterOutcome {
            pd,
            performing,
            defaulted: pd,
            loss: pd * loan.lgd,
        }
    });
    LoanOutcome {
        quarters: quarters.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archetypes::archetype;
    use crate::asset_type::AssetType;
    use crate::scenario_library::scenarios;

    fn outcome(asset_type: AssetType, scenario: &str, assumptions: &Assumptions) -> LoanOutcome {
        let library = scenarios();
        let scenario = library.iter().find(|known| known.id == scenario).unwrap();
        let market = MarketPath::of(scenario, assumptions, 20);
        LoanOutcome::of(&archetype(asset_type).model, &market, assumptions, &Nodes::new())
    }

    #[test]
    fn draws_are_of_mean_one_and_symmetric_in_logarithms() {
        let nodes = Nodes::new();
        assert_eq!(nodes.multipliers(0.0), [1.0; 9]);
        let multipliers = nodes.multipliers(0.25);
        assert!((multipliers[0] * multipliers[8] - libm::exp(-0.0625)).abs() < 1e-12);
        assert!((multipliers.iter().sum::<f64>() / 9.0 - 1.0).abs() < 0.01);
    }

    #[test]
    fn default_rates_and_severities_rebuild_the_loss() {
        for asset_type in AssetType::ALL {
            let outcome = outcome(asset_type, "S3", &Assumptions::assumed());
            let rebuilt: f64 = outcome
                .quarters
                .iter()
                .map(|quarter| quarter.performing * quarter.default_rate() * quarter.severity())
                .sum();
            assert!((rebuilt - outcome.loss()).abs() < 1e-12);
            assert!(outcome.pd() <= 1.0 + 1e-12 && outcome.lgd() <= 1.0);
        }
    }

    #[test]
    fn a_shallow_market_loses_more_and_a_sure_site_less() {
        let varied = Assumptions::assumed().sensitivities();
        let [usual, half, twice, removed, placed] =
            varied.map(|(_, assumptions)| outcome(AssetType::GpuLoan, "S2b", &assumptions).loss());
        assert!(half > usual && usual > twice && removed > usual && usual > placed);
    }
}
