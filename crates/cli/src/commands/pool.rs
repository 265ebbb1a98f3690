//! `pool`: stratification of a pool, or the contractual schedule of one loan.
//!
//! A loan that the pool does not have is wrong usage: the deal is in order, what was typed is not.

use tranchet_deal::deal::Deal;
use tranchet_deal::file::words::nearest_few;
use tranchet_deal::file::{Code, Problem, Problems, ScenarioFile};
use tranchet_deal::loan::Loan;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::explanation::Working;
use tranchet_engine::capital::pool::irb::working_at_closing;
use tranchet_engine::capital::regimes::{Regime, find};
use tranchet_engine::error::RunError;
use tranchet_engine::schedule::{Payment, Schedules};
use tranchet_engine::stratify::{Dimension, PoolStatistics, stratify};
use tranchet_report::json;
use tranchet_report::table::Table;
use tranchet_report::tables;

use crate::args::{Format, Pool, Shared};
use crate::explained::{Asked, asked};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios_apart};
use crate::output;
use crate::run_problems::problems;

/// Breakdowns shown only when asked for.
const ON_REQUEST: [Dimension; 5] = [
    Dimension::AssetClass,
    Dimension::Status,
    Dimension::Currency,
    Dimension::Amortisation,
    Dimension::Index,
];

/// How many near ids are named for one that is not there.
const NEAR_IDS: usize = 3;

/// Shows the pool, or a loan of it.
///
/// # Errors
/// Problems of the input, a loan that is not there, or a file that cannot be read or written.
pub fn pool(command: &Pool, shared: &Shared) -> Result<(), Failure> {
    let scenarios: Vec<_> = command.scenario.iter().cloned().collect();
    let loaded = deal_and_scenarios_apart(&command.deal, &scenarios, shared)?;
    let asked = asked(&command.explaining, shared)?;
    if asked != Asked::No && command.loan.is_none() {
        let text = "--explain shows how one loan's risk weight is found; name the loan with --loan";
        return Err(Failure::Usage(text.to_owned()));
    }
    let mut scenarios = loaded.scenarios();
    let (scenario, file) = scenarios.swap_remove(0);
    let schedule = match &command.loan {
        Some(id) => Some(schedule(id, &loaded, &scenario, file)?),
        None => None,
    };
    let result = match shared.format {
        Format::Json => document(&loaded, &scenario, schedule.as_ref(), asked)?,
        Format::Table | Format::Markdown | Format::Csv => {
            let tables = shown(&loaded, &scenario, schedule.as_ref(), asked, shared);
            let mut parts = Vec::new();
            if !tables.is_empty() {
                parts.push(output::render(&tables, shared)?);
            }
            parts.extend(tree(&loaded, schedule.as_ref(), asked, shared)?);
            parts.join("\n")
        }
    };
    output::write(&result, shared)
}

/// A loan with what it pays.
type Scheduled<'d> = (&'d Loan, Vec<Payment>);

fn schedule<'d>(
    id: &str,
    loaded: &'d Loaded,
    scenario: &Scenario,
    file: Option<&ScenarioFile>,
) -> Result<Scheduled<'d>, Failure> {
    let deal = loaded.deal();
    let number = deal.pool.loans.iter().position(|loan| *loan.id == *id);
    let number = number.ok_or_else(|| unknown(id, &deal.pool.loans))?;
    let loan = &deal.pool.loans[number];
    let payments = Schedules::new(deal, scenario).schedule(loan);
    let payments = payments.map_err(|error| cannot_schedule(error, number, loaded, file))?;
    Ok((loan, payments))
}

/// A missing index is shown where the loan is, since nothing else needs it here.
fn cannot_schedule(error: RunError, loan: usize, loaded: &Loaded, file: Option<&ScenarioFile>) -> Problems {
    if let RunError::MissingIndex { index, .. } = &error {
        let place = loaded.deal.loan_place(loan);
        let cause = format!(
            "the principal of level payments depends on {index}, and the scenario has no rate for it"
        );
        let problem = Problem::new(Code::IndexMissing, place, cause).label(format!("needs {index}"));
        let remedy =
            format!("name one with `--scenario`, and there `rates: {{ {index}: {{ flat: 3.65% }} }}`");
        return vec![problem.remedy(remedy)].into();
    }
    problems(&[error], &loaded.deal, file)
}

fn unknown(id: &str, loans: &[Loan]) -> Failure {
    let near = nearest_few(id, loans.iter().map(|loan| &*loan.id), NEAR_IDS);
    let near: Vec<String> = near.iter().map(|near| format!("`{near}`")).collect();
    let what = match (near.is_empty(), loans.first(), loans.last()) {
        (false, _, _) => format!("; near to it are {}", near.join(", ")),
        (true, Some(first), Some(last)) => format!("; it has `{}` to `{}`", first.id, last.id),
        (true, _, _) => String::new(),
    };
    Failure::Usage(format!("the pool has no loan `{id}`{what}"))
}

/// The tree of the loan's working, if it is asked for and there is one.
fn tree(
    loaded: &Loaded,
    schedule: Option<&Scheduled>,
    asked: Asked,
    shared: &Shared,
) -> Result<Option<String>, Failure> {
    let deal = loaded.deal();
    let (Some((loan, _)), Some(regime)) = (schedule, regime(deal)) else {
        return Ok(None);
    };
    let Ok(steps) = working_at_closing(deal, loan, regime) else {
        return Ok(None);
    };
    let title = format!(
        "Loan {}: how its own risk weight was found under {}",
        loan.id, regime.name
    );
    asked.text(
        &title,
        deal.currency,
        &[Working {
            of: None,
            steps: &steps,
        }],
        shared,
    )
}

fn document(
    loaded: &Loaded,
    scenario: &Scenario,
    schedule: Option<&Scheduled>,
    asked: Asked,
) -> Result<String, Failure> {
    let deal = loaded.deal();
    let mut document = loaded.document("pool");
    json::pool::pool(deal, &stratify(deal, scenario), &mut document);
    if let Some((loan, payments)) = schedule {
        json::pool::schedule(deal, loan, payments, &mut document);
        if let Some(regime) = regime(deal) {
            json::pool::working(deal, loan, regime, &mut document);
            let steps = working_at_closing(deal, loan, regime).unwrap_or_default();
            if let Some(tree) = asked.tree(&[Working {
                of: None,
                steps: &steps,
            }])? {
                let tree = json::explanation::explanation(deal.currency, &tree);
                document.insert("explanation".to_owned(), tree);
            }
        }
    }
    Ok(output::json(document))
}

/// The schedule, or the table asked for, or those that say something.
fn shown(
    loaded: &Loaded,
    scenario: &Scenario,
    schedule: Option<&Scheduled>,
    asked: Asked,
    shared: &Shared,
) -> Vec<Table> {
    let deal = loaded.deal();
    if let Some((loan, payments)) = schedule {
        return of_loan(deal, loan, payments, asked);
    }
    let statistics = stratify(deal, scenario);
    let hidden = hidden(&statistics);
    let tables = tables::pool::pool_tables(deal, &statistics);
    let is_shown = |table: &Table| shared.table.is_some() || !hidden.contains(&table.name);
    tables.into_iter().filter(is_shown).collect()
}

/// The schedule and, unless a tree takes its place, the working of the loan's risk weight.
fn of_loan(deal: &Deal, loan: &Loan, payments: &[Payment], asked: Asked) -> Vec<Table> {
    let schedule = || tables::schedule::schedule(deal, loan, payments);
    let working = || regime(deal).map(|regime| tables::schedule::working(deal, loan, regime));
    let is_found = || regime(deal).is_some_and(|regime| working_at_closing(deal, loan, regime).is_ok());
    match asked {
        Asked::No => std::iter::once(schedule()).chain(working()).collect(),
        Asked::Steps => working().into_iter().collect(),
        Asked::Everything if is_found() => vec![schedule()],
        Asked::Everything => std::iter::once(schedule()).chain(working()).collect(),
        Asked::Figure(_) if is_found() => Vec::new(),
        Asked::Figure(_) => working().into_iter().collect(),
    }
}

/// The regime that the deal names.
fn regime(deal: &Deal) -> Option<&'static Regime> {
    find(&deal.capital.as_ref()?.regime).ok()
}

/// Names of the breakdowns that are long, or empty.
fn hidden(statistics: &PoolStatistics) -> Vec<&'static str> {
    let breakdowns = statistics.by.iter();
    breakdowns
        .filter(|found| found.is_blank() || ON_REQUEST.contains(&found.by))
        .map(|found| found.by.name())
        .collect()
}
