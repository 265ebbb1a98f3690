//! What only a run or a capital calculation could see, turned into problems with their place and remedy.

use tranchet_deal::file::{Code, DealFile, Document, Place, Problem, Problems, ScenarioFile};
use tranchet_deal::money::Money;
use tranchet_engine::capital::error::CapitalError;
use tranchet_engine::capital::regimes::{REGIMES, find};
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
        CapitalError::RegimeUnknown { known, .. } => ("capital.regime", take_regime(known)),
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
        CapitalError::NumberUnknown { missing, .. } => ("capital.assume", give(missing)),
        CapitalError::NumberSettled { number, .. } => (
            "capital.assume",
            format!("take `{number}` out, or name a regime that leaves it open"),
        ),
        CapitalError::BankTooSmall { .. } => (
            "bank",
            "give the whole bank before the deal, its pool included".to_owned(),
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
        CapitalError::NumberUnknown { .. } | CapitalError::NumberSettled { .. } => Code::NumberOpen,
        CapitalError::BankTooSmall { .. } => Code::BankTooSmall,
        CapitalError::LoansUnusable(_) => Code::RiskWeightUnknown,
    };
    let place = match error {
        CapitalError::RatingUnknown { tranche, .. } => rating_place(tranche, deal),
        CapitalError::RegimeUnknown { .. }
        | CapitalError::ApproachNotAvailable { .. }
        | CapitalError::ApproachNeeds { .. }
        | CapitalError::NumberUnknown { .. }
        | CapitalError::NumberSettled { .. }
        | CapitalError::BankTooSmall { .. }
        | CapitalError::LoansUnusable(_) => deal.document.place(path),
    };
    vec![Problem::new(code, place, capital_cause(error, deal)).remedy(remedy)].into()
}

/// The problem of a regime that nobody knows, in a deal that may have others too.
pub fn regime_problem(document: &Document) -> Option<Problem> {
    let name = document.node("capital.regime")?.text()?;
    let unknown = find(name.trim()).err()?;
    let known: Vec<&str> = REGIMES.iter().map(|regime| regime.name).collect();
    let problem = Problem::new(
        Code::RegimeUnavailable,
        document.place("capital.regime"),
        unknown.to_string(),
    );
    Some(problem.remedy(take_regime(&known)))
}

fn take_regime(known: &[&str]) -> String {
    format!("take one of {}, in the deal or with --regime", known.join(", "))
}

fn rating_place(name: &str, deal: &DealFile) -> Place {
    let tranche = deal.deal.tranches.iter().position(|tranche| tranche.name == name);
    tranche.map_or_else(
        || deal.document.place("tranches"),
        |tranche| deal.tranche_place(tranche, "rating"),
    )
}

/// How to give the numbers that are missing, with an example of each.
fn give(missing: &[(&str, &str)]) -> String {
    let example = |number: &str| if number == "p" { "0.5" } else { "15%" };
    let keys: Vec<_> = missing
        .iter()
        .map(|(number, _)| format!("{number}: {}", example(number)))
        .collect();
    let flags: Vec<_> = missing
        .iter()
        .map(|(number, _)| format!("--assume {number}={}", example(number)))
        .collect();
    format!(
        "give your own, as in `capital: {{ assume: {{ {} }} }}` or `{}`; the result says that it is yours",
        keys.join(", "),
        flags.join(" ")
    )
}

/// The cause, with amounts in currency units.
fn capital_cause(error: &CapitalError, deal: &DealFile) -> String {
    let CapitalError::BankTooSmall { measure, bank, pool } = error else {
        return error.to_string();
    };
    let currency = deal.deal.currency;
    let units = |minor: &i64| Money::from_minor(*minor).to_decimal(currency);
    format!(
        "the whole bank has {measure} risk-weighted assets of {currency} {}, no more than the {currency} {} of the pool \
         alone",
        units(bank),
        units(pool)
    )
}

fn problem(error: &RunError, deal: &DealFile, scenario: Option<&ScenarioFile>) -> Problem {
    let loan_place = |name: &str| loan_place(name, deal, scenario);
    let event_place = |event: &usize| {
        let path = format!("defaults.credit_events[{event}]");
        scenario.map_or_else(|| deal.document.place("pool"), |file| file.document.place(&path))
    };
    let rates_place = |index: &str| {
        let path = format!("rates.{index}");
        scenario.map_or_else(
            || deal.document.place("tranches"),
            |file| file.document.place(&path),
        )
    };
    let (code, place, remedy): (Code, Place, &str) = match error {
        RunError::MissingIndex { .. } => (
            Code::IndexMissing,
            deal.document.place("tranches"),
            "add it to `rates` of the scenario",
        ),
        RunError::CurveGap { index, .. } => (
            Code::CurveGap,
            rates_place(index),
            "add rows to the curve, or let its ends hold with `beyond: hold`",
        ),
        RunError::RateOutOfRange { index } => (
            Code::RateOutOfRange,
            rates_place(index),
            "check the rates, their shift and the length of the period",
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
        RunError::UnknownRemoval { loan } => (
            Code::UnknownLoan,
            removal_place(loan, deal, scenario),
            "name a loan of the tape, or of the purchase tape",
        ),
        RunError::RatingUnknown { .. } => (
            Code::RatingUnknown,
            deal.document.place("replenishment"),
            "write it as an agency does, such as BBB- or Baa3; internal grades take `one_of`",
        ),
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

/// Where a loan of the pool or of the purchase tape is described.
fn loan_place(name: &str, deal: &DealFile, scenario: Option<&ScenarioFile>) -> Place {
    let of_pool = deal.deal.pool.loans.iter().position(|loan| *loan.id == *name);
    let of_tape = scenario.and_then(|file| {
        let mut purchases = file.scenario.purchases.iter();
        let number = purchases.position(|purchase| *purchase.loan.id == *name)?;
        Some(file.purchase_place(number))
    });
    let of_pool = of_pool.map(|loan| deal.loan_place(loan));
    of_pool.or(of_tape).unwrap_or_else(|| deal.document.place("pool"))
}

fn removal_place(name: &str, deal: &DealFile, scenario: Option<&ScenarioFile>) -> Place {
    let place = scenario.and_then(|file| {
        let number = file
            .scenario
            .removals
            .iter()
            .position(|removal| removal.loan == name)?;
        Some(file.document.place(&format!("removals[{number}]")))
    });
    place.unwrap_or_else(|| deal.document.place("pool"))
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
