//! `check`: every problem of deals and scenarios at once.

use serde_json::{Value, json};
use tranchet_deal::file::{Problem, Problems};
use tranchet_engine::capital::faults;
use tranchet_report::json::document;

use super::VERSION;
use crate::args::{Check, Format, Shared};
use crate::failure::Failure;
use crate::load::{self, Loaded};
use crate::output;
use crate::run_problems::capital_problem;

/// Reads each deal, under each scenario where there are any, and shows the problems.
///
/// # Errors
/// When there are errors among them, or a file cannot be read.
pub fn check(command: &Check, shared: &Shared) -> Result<(), Failure> {
    let mut problems = Problems::default();
    let mut inputs = Vec::new();
    for deal in &command.deals {
        let found = if command.scenarios.is_empty() && shared.changes.is_empty() {
            load::deal(deal, shared)
        } else {
            load::deal_and_scenarios(deal, &command.scenarios, shared)
        };
        match found {
            Ok(loaded) => {
                inputs.extend(loaded.inputs());
                problems.extend(warnings(&loaded));
                for fault in faults(loaded.deal()) {
                    problems.extend(capital_problem(&fault, &loaded.deal));
                }
            }
            Err(Failure::Problems(found)) => problems.extend(found),
            Err(other) => return Err(other),
        }
    }
    let has_errors = problems.has_errors();
    let result = match shared.format {
        Format::Json => {
            let mut document = document("check", VERSION, &inputs);
            document.insert("problems".to_owned(), problems.iter().map(to_json).collect());
            output::json(document)
        }
        Format::Table | Format::Markdown | Format::Csv if problems.is_empty() => {
            let count = command.deals.len();
            format!(
                "{count} {} checked, no problems\n",
                if count == 1 { "deal" } else { "deals" }
            )
        }
        Format::Table | Format::Markdown | Format::Csv => format!("{}\n", problems.to_string().trim_end()),
    };
    output::write(&result, shared)?;
    if has_errors {
        Err(Failure::ProblemsShown)
    } else {
        Ok(())
    }
}

fn warnings(loaded: &Loaded) -> Problems {
    let mut warnings = loaded.deal.warnings.clone();
    for scenario in &loaded.scenarios {
        warnings.extend(scenario.warnings.clone());
    }
    warnings
}

fn to_json(problem: &Problem) -> Value {
    let (line, column) = problem.line_column();
    json!({
        "code": problem.code.id(),
        "severity": problem.severity().name(),
        "file": problem.file(),
        "line": line,
        "column": column,
        "cause": problem.cause,
        "remedy": problem.remedy,
        "more": problem.more,
    })
}
