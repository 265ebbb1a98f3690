//! What keeps a deal from having a loss distribution, turned into problems with their place and remedy.

use tranchet_deal::file::{Code, DealFile, Place, Problem, Problems, ScenarioFile};
use tranchet_risk::error::RiskError;

use crate::run_problems;

/// The problems of a factor model.
pub fn problems(errors: &[RiskError], deal: &DealFile, scenario: Option<&ScenarioFile>) -> Problems {
    let found = errors.iter().flat_map(|error| match error {
        RiskError::Run(error) => run_problems::problems(std::slice::from_ref(error), deal, scenario)
            .iter()
            .cloned()
            .collect::<Vec<_>>(),
        RiskError::MissingColumn { .. }
        | RiskError::MissingLoss { .. }
        | RiskError::MissingCorrelation
        | RiskError::CorrelationTooHigh { .. }
        | RiskError::NoPeriods => vec![problem(error, deal, scenario)],
    });
    found.collect::<Vec<_>>().into()
}

fn problem(error: &RiskError, deal: &DealFile, scenario: Option<&ScenarioFile>) -> Problem {
    let loan = |name: &str| {
        let place = deal.deal.pool.loans.iter().position(|loan| *loan.id == *name);
        place.map_or_else(|| deal.document.place("pool"), |loan| deal.loan_place(loan))
    };
    let model = |path: &str| {
        let file = scenario.map(|file| file.document.place(path));
        file.unwrap_or_else(|| deal.document.place(""))
    };
    let (code, place, remedy): (Code, Place, &str) = match error {
        RiskError::Run(_) => unreachable!("told as the problem of a run"),
        RiskError::MissingColumn { loan: name, .. } => (
            Code::PdMissing,
            loan(name),
            "fill the column `pd` with probabilities of default within a year, such as 1.2%",
        ),
        RiskError::MissingLoss { loan: name, .. } => (
            Code::PdMissing,
            loan(name),
            "give each loan an `lgd`, or the scenario `loss: { initial: 40% }`",
        ),
        RiskError::MissingCorrelation => (
            Code::CorrelationMissing,
            model("factor_model"),
            "add `factor_model: { correlation: 20% }` to the scenario, or type `--set factor_model.correlation=20%`",
        ),
        RiskError::CorrelationTooHigh { .. } => (
            Code::CorrelationTooHigh,
            model("factor_model.correlation"),
            "take 99.9% at most",
        ),
        RiskError::NoPeriods => (
            Code::NothingProtected,
            deal.document.place("scheduled_maturity"),
            "let a payment date lie between closing and scheduled maturity",
        ),
    };
    Problem::new(code, place, error.to_string()).remedy(remedy)
}
