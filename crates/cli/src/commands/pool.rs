//! `pool`: stratification of a pool, or the contractual schedule of one loan.
//!
//! A loan that the pool does not have is wrong usage: the deal is in order, what was typed is not.

use tranchet_deal::deal::Deal;
use tranchet_deal::file::words::nearest_few;
use tranchet_deal::file::{Code, Problem, Problems, ScenarioFile};
use tranchet_deal::loan::Loan;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::regimes::{Regime, find};
use tranchet_engine::error::RunError;
use tranchet_engine::schedule::{Payment, Schedules};
use tranchet_engine::stratify::{Dimension, PoolStatistics, stratify};
use tranchet_report::json;
use tranchet_report::table::Table;
use tranchet_report::tables;

use crate::args::{Format, Pool, Shared};
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
    let mut scenarios = loaded.scenarios();
    let (scenario, file) = scenarios.swap_remove(0);
    let schedule = match &command.loan {
        Some(id) => Some(schedule(id, &loaded, &scenario, file)?),
        None => None,
    };
    let result = match shared.format {
        Format::Json => document(&loaded, &scenario, schedule.as_ref()),
        Format::Table | Format::Markdown | Format::Csv => {
            output::render(&shown(&loaded, &scenario, schedule.as_ref(), shared), shared)?
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

fn document(loaded: &Loaded, scenario: &Scenario, schedule: Option<&Scheduled>) -> String {
    let deal = loaded.deal();
    let mut document = loaded.document("pool");
    json::pool::pool(deal, &stratify(deal, scenario), &mut document);
    if let Some((loan, payments)) = schedule {
        json::pool::schedule(deal, loan, payments, &mut document);
        if let Some(regime) = regime(deal) {
            json::pool::working(deal, loan, regime, &mut document);
        }
    }
    output::json(document)
}

/// The schedule, or the table asked for, or those that say something.
fn shown(loaded: &Loaded, scenario: &Scenario, schedule: Option<&Scheduled>, shared: &Shared) -> Vec<Table> {
    let deal = loaded.deal();
    if let Some((loan, payments)) = schedule {
        let working = regime(deal).map(|regime| tables::schedule::working(deal, loan, regime));
        let schedule = tables::schedule::schedule(deal, loan, payments);
        return std::iter::once(schedule).chain(working).collect();
    }
    let statistics = stratify(deal, scenario);
    let hidden = hidden(&statistics);
    let tables = tables::pool::pool_tables(deal, &statistics);
    let is_shown = |table: &Table| shared.table.is_some() || !hidden.contains(&table.name);
    tables.into_iter().filter(is_shown).collect()
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
