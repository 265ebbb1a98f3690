//! What keeps a deal from having a loss distribution, turned into problems with their place and remedy.

use tranchet_deal::file::{Code, DealFile, Place, Problem, Problems, ScenarioFile};
use tranchet_risk::error::{Fault, RiskError};

use crate::run_problems;

/// The problems of a factor model.
pub fn problems(errors: &[RiskError], deal: &DealFile, scenario: Option<&ScenarioFile>) -> Problems {
    let found = errors.iter().flat_map(|error| match error {
        RiskError::Run(error) => run_problems::problems(std::slice::from_ref(error), deal, scenario)
            .iter()
            .cloned()
            .collect::<Vec<_>>(),
        RiskError::Loans { fault, loan, .. } => vec![of_loans(error, *fault, loan, deal, scenario)],
        RiskError::NoPeriods => vec![
            Problem::new(
                Code::NothingProtected,
                deal.document.place("scheduled_maturity"),
                error.to_string(),
            )
            .remedy("let a payment date lie between closing and scheduled maturity"),
        ],
    });
    found.collect::<Vec<_>>().into()
}

fn of_loans(
    error: &RiskError,
    fault: Fault,
    name: &str,
    deal: &DealFile,
    scenario: Option<&ScenarioFile>,
) -> Problem {
    let loan = || {
        let place = deal.deal.pool.loans.iter().position(|loan| *loan.id == *name);
        place.map_or_else(|| deal.document.place("pool"), |loan| deal.loan_place(loan))
    };
    let model = |path: &str| {
        let file = scenario.map(|file| file.document.place(path));
        file.unwrap_or_else(|| deal.document.place(""))
    };
    let (code, place, remedy): (Code, Place, &str) = match fault {
        Fault::NoCorrelation => (
            Code::CorrelationMissing,
            model("factor_model"),
            "add `factor_model: { correlation: 20% }` to the scenario, or type `--set factor_model.correlation=20%`; \
             `basel` takes the correlation of the internal-ratings formula",
        ),
        Fault::NoPd => (
            Code::PdMissing,
            loan(),
            "fill the column `pd` with probabilities of default within a year, such as 1.2%",
        ),
        Fault::NoRating | Fault::RatingUncovered => (
            Code::PdMissing,
            loan(),
            "give each loan a `rating` that the file of `factor_model.pd` has",
        ),
        Fault::NoLgd => (
            Code::PdMissing,
            loan(),
            "give each loan an `lgd`, or the scenario `loss: { initial: 40% }`",
        ),
        Fault::LgdAboveOne => (Code::PdMissing, loan(), "give a share of the loan, at most 100%"),
        Fault::DeviationTooHigh => (
            Code::LossSpreadTooWide,
            model("factor_model.lgd.deviation"),
            "keep it below the square root of LGD x (1 - LGD) of every loan",
        ),
        Fault::Uncovered(_) => (
            Code::PdMissing,
            loan(),
            "add its value to `factor_model`, or `otherwise`",
        ),
        Fault::CorrelationTooHigh => (
            Code::CorrelationTooHigh,
            model("factor_model.correlation"),
            "take 99.9% at most",
        ),
    };
    Problem::new(code, place, error.to_string()).remedy(remedy)
}
