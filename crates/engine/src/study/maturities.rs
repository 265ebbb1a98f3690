//! The maturity of each tranche by its contractual cash flows.
//!
//! Source: [`crr_257_tranche_maturity`](crate::capital::rules::crr_257_tranche_maturity), its first formula. The cash
//! flows are those of the deal's own waterfall with nothing in default, nothing prepaid and no call exercised, with
//! the scenario's rates and purchases: principal of the tranche and the premium on it. On a later date those still to
//! come count, so that a tranche which the contract has repaid by then is at the least, one year.

use chrono::NaiveDate;
use tranchet_deal::deal::Deal;
use tranchet_deal::scenario::Scenario;

use crate::capital::rules::crr_252_maturity_mismatch::years_between;
use crate::capital::rules::crr_257_tranche_maturity::{M_T, m_t_from_cash_flows};
use crate::error::RunError;
use crate::outcome::Outcome;
use crate::run::run;

/// Contractual cash flows of each tranche.
#[derive(Clone, Debug)]
pub struct ContractualFlows {
    tranches: Vec<Vec<(NaiveDate, f64)>>,
}

impl ContractualFlows {
    /// Those of a deal, with a scenario's rates and purchases.
    ///
    /// # Errors
    /// Every [`RunError`] that stands in the way of the run.
    pub fn of(deal: &Deal, scenario: &Scenario) -> Result<ContractualFlows, Vec<RunError>> {
        Ok(ContractualFlows::read(
            deal,
            &run(deal, &contract(scenario), &mut ())?,
        ))
    }

    /// Those of a run in which the deal goes by its contract.
    pub(super) fn read(deal: &Deal, outcome: &Outcome) -> ContractualFlows {
        let of = |tranche| flows(outcome, tranche);
        ContractualFlows {
            tranches: (0..deal.tranches.len()).map(of).collect(),
        }
    }

    /// `M_T` of each tranche on a date, in years.
    pub fn m_t(&self, on: NaiveDate) -> Vec<f64> {
        let of = |flows: &Vec<(NaiveDate, f64)>| {
            let later = flows.iter().filter(|(date, _)| *date > on);
            let timed: Vec<_> = later
                .map(|(date, amount)| (years_between(on, *date), *amount))
                .collect();
            m_t_from_cash_flows(&timed).unwrap_or(M_T.least)
        };
        self.tranches.iter().map(of).collect()
    }
}

/// Nothing in default, nothing prepaid, no call, with a scenario's rates and purchases.
pub(super) fn contract(scenario: &Scenario) -> Scenario {
    Scenario {
        name: scenario.name.clone(),
        rates: scenario.rates.clone(),
        replenishment: scenario.replenishment.clone(),
        purchases: scenario.purchases.clone(),
        ..Scenario::default()
    }
}

fn flows(outcome: &Outcome, tranche: usize) -> Vec<(NaiveDate, f64)> {
    let of = |period: &crate::outcome::PeriodResult| {
        let flows = period.tranches[tranche];
        (period.date, (flows.amortisation + flows.premium).minor() as f64)
    };
    outcome.periods.iter().map(of).collect()
}
