//! What only a run or a capital calculation could see, turned into problems with their place and remedy.

use tranchet_deal::file::{Code, DealFile, Place, Problem, Problems, ScenarioFile};
use tranchet_engine::capital::error::CapitalError;
use tranchet_engine::error::RunError;

/// The problems of a run.
pub fn problems(errors: &[RunError], deal: &DealFile, scenario: Option<&ScenarioFile>) -> Problems {
    errors
        .iter()
        .map(|error| problem(error, deal, scenario))
        .collect::<Vec<_>>()
        .into()
}

/// The problem of a capital calculation, shown where the deal speaks of capital.
pub fn capital_problem(error: &CapitalError, deal: &DealFile) -> Problems {
    let (path, remedy) = match error {
        CapitalError::RegimeUnknown { known, .. } => (
            "capital.regime",
            format!("take one of {}, in the deal or with --regime", known.join(", ")),
        ),
        CapitalError::ApproachNotAvailable { .. } => (
            "capital.approach",
            "take one that the regime has, or `hierarchy`".to_owned(),
        ),
        CapitalError::ApproachNeeds { .. } => (
            "capital.approach",
            "take `hierarchy`, which passes over what it cannot use".to_owned(),
        ),
        CapitalError::RatingUnknown { .. } => (
            "tranches",
            "write it as the agency does, such as BBB- or Baa3, or leave it out".to_owned(),
        ),
        CapitalError::LoansUnusable(_) => (
            "pool",
            "give those loans of the tape what their `capital_approach` reads, or `sa`; every loan needs a \
             `risk_weight`, such as 100%, or an `asset_class` with what its standardised weight reads"
                .to_owned(),
        ),
    };
    let code = match error {
        CapitalError::RegimeUnknown { .. }
        | CapitalError::ApproachNotAvailable { .. }
        | CapitalError::ApproachNeeds { .. }
        | CapitalError::RatingUnknown { .. } => Code::RegimeUnavailable,
        CapitalError::LoansUnusable(_) => Code::RiskWeightUnknown,
    };
    vec![Problem::new(code, deal.document.place(path), error.to_string()).remedy(remedy)].into()
}

fn problem(error: &RunError, deal: &DealFile, scenario: Option<&ScenarioFile>) -> Problem {
    let loan_place = |name: &str| {
        let place = deal.deal.pool.loans.iter().position(|loan| *loan.id == *name);
        place.map_or_else(|| deal.document.place("pool"), |loan| deal.loan_place(loan))
    };
    let event_place = |event: &usize| {
        let path = format!("defaults.credit_events[{event}]");
        scenario.map_or_else(|| deal.document.place("pool"), |file| file.document.place(&path))
    };
    let (code, place, remedy): (Code, Place, &str) = match error {
        RunError::MissingIndex { .. } => (
            Code::IndexMissing,
            deal.document.place("tranches"),
            "add it to `rates` of the scenario",
        ),
        RunError::MissingLoss { loan } => (
            Code::LossUnknown,
            loan_place(loan),
            "give the loan an `lgd`, or the scenario `loss: { initial: 40% }`",
        ),
        RunError::LossAboveBalance { event, .. } => (
            Code::LossAboveBalance,
            event_place(event),
            "lower the loss, or see what the loan still owes on that date with `tranchet pool --loan`",
        ),
        RunError::UnknownLoan { event, .. } => {
            (Code::UnknownLoan, event_place(event), "name a loan of the tape")
        }
        RunError::DefaultedLoan { loan } => (
            Code::LoanDefaulted,
            loan_place(loan),
            "take the loan out of the tape; `pool` and `capital` count defaulted loans, a run cannot",
        ),
        RunError::NoDefaultRate { .. } => (
            Code::ValueUncovered,
            scenario.map_or_else(
                || deal.document.place("pool"),
                |file| file.document.place("defaults.by"),
            ),
            "add rates for the value, or `otherwise`",
        ),
        RunError::MissingLoanRate { loan } => (Code::RateMissing, loan_place(loan), "give the loan a `rate`"),
        RunError::MissingColumn { loan, .. } => (
            Code::ColumnNeeded,
            loan_place(loan),
            "fill the column, or drop the test that reads it",
        ),
        RunError::BrokenIdentity { .. } => (
            Code::BrokenIdentity,
            deal.document.place(""),
            "this is a fault of the program, not of the deal; please report it with the deal and scenario",
        ),
    };
    Problem::new(code, place, cause(error, deal)).remedy(remedy)
}

/// The cause, with amounts in currency units.
fn cause(error: &RunError, deal: &DealFile) -> String {
    let RunError::LossAboveBalance {
        loan, loss, balance, ..
    } = error
    else {
        return error.to_string();
    };
    let currency = deal.deal.currency;
    let units = |minor: &rust_decimal::Decimal| {
        let mut units = *minor;
        let _ = units.set_scale(currency.decimals());
        format!("{currency} {units}")
    };
    format!(
        "loan `{loan}` loses {} of a defaulted protected balance of {}",
        units(loss),
        units(balance)
    )
}
