//! Tables and document of a test.

use serde_json::{Map, Value, json};
use tranchet_deal::money::Currency;
use tranchet_report::json;
use tranchet_report::table::{Cell, Table};

use super::{Case, Tested};
use crate::args::{Format, Shared, Test};
use crate::commands::VERSION;
use crate::failure::Failure;
use crate::output;

/// Differences that people are shown of one scenario; CSV and JSON have all.
const SHOWN: usize = 10;

/// Refuses the name of a table that there is not.
///
/// # Errors
/// Wrong usage.
pub fn check_table(shared: &Shared) -> Result<(), Failure> {
    match shared.table.as_deref() {
        None | Some("deals" | "differences") => Ok(()),
        Some(name) => Err(Failure::Usage(format!(
            "there is no table `{name}`; there are deals, differences"
        ))),
    }
}

/// What was found, in the format asked for.
///
/// # Errors
/// None in practice: the table was checked.
pub fn render(tested: &[Tested], command: &Test, shared: &Shared) -> Result<String, Failure> {
    let whole = match shared.format {
        Format::Json => return Ok(output::json(document(tested))),
        Format::Csv => true,
        Format::Table | Format::Markdown => false,
    };
    let mut tables = vec![deals(tested, command)];
    match whole {
        true => tables.push(differences(tested)),
        false => tables.extend(
            cases(tested)
                .filter(|(_, case)| !case.moved.is_empty())
                .map(of_a_case),
        ),
    }
    if tables.len() == 1 && shared.table.as_deref() == Some("differences") {
        tables.push(differences(tested));
    }
    let mut text = output::render(&tables, shared)?;
    if !whole {
        text.push_str(&problems(tested));
    }
    Ok(text)
}

/// Each problem once, though every scenario of a deal may have it.
fn problems(tested: &[Tested]) -> String {
    let mut shown: Vec<&str> = Vec::new();
    for problem in cases(tested).filter_map(|(_, case)| case.problem.as_deref()) {
        if !shown.contains(&problem) {
            shown.push(problem);
        }
    }
    shown.iter().map(|problem| format!("\n{problem}\n")).collect()
}

fn document(tested: &[Tested]) -> Map<String, Value> {
    let mut document = json::document("test", VERSION, &[]);
    let case = |case: &Case| {
        json!({
            "scenario": case.scenario,
            "passed": case.passed(),
            "accepted_by": case.accepted_by,
            "changed_files": case.changed,
            "figures": case.figures,
            "problem": case.problem,
        })
    };
    let deals = tested.iter().map(|tested| {
        json!({
            "deal": tested.deal.display().to_string(),
            "passed": tested.cases.iter().all(Case::passed),
            "differences": tested.cases.iter().flat_map(differences_of).collect::<Vec<_>>(),
            "scenarios": tested.cases.iter().map(case).collect::<Vec<_>>(),
        })
    });
    document.insert("deals".to_owned(), deals.collect());
    document
}

fn differences_of(case: &Case) -> Vec<Value> {
    let moved = case.moved.iter().map(|moved| {
        let mut found = moved.to_json();
        found["scenario"] = json!(case.scenario);
        found
    });
    moved.collect()
}

fn deals(tested: &[Tested], command: &Test) -> Table {
    let title = if command.accept {
        "Accepted results"
    } else {
        "Deals against their accepted results"
    };
    let columns = [
        "*deal",
        "*scenario",
        "result",
        "figures",
        "moved",
        "largest",
        "changed files",
    ];
    let mut table = new("deals", title, &columns);
    for (tested, case) in cases(tested) {
        let result = match (&case.problem, command.accept, case.passed()) {
            (Some(_), _, _) => "problem",
            (None, true, _) => "accepted",
            (None, false, true) => "passed",
            (None, false, false) => "moved",
        };
        let largest = case
            .moved
            .iter()
            .filter_map(|moved| moved.relative)
            .max_by_key(|relative| relative.abs());
        table.push(vec![
            Cell::text(tested.deal.display().to_string()),
            Cell::text(case.scenario.as_str()),
            Cell::text(result),
            count(case.figures),
            count(case.moved.len()),
            Cell::of(largest, |largest| Cell::Percent(largest, 4)),
            Cell::text(case.changed.join(", ")),
        ]);
    }
    let passed = tested
        .iter()
        .filter(|tested| tested.cases.iter().all(Case::passed))
        .count();
    if !command.accept {
        table
            .notes
            .push(format!("{passed} of {} deals passed.", tested.len()));
    }
    table
}

/// What moved in one deal and scenario, as far as people want to read it.
fn of_a_case((tested, case): (&Tested, &Case)) -> Table {
    let title = format!("{} under {}: what moved", tested.deal.display(), case.scenario);
    let columns = ["*figure", "accepted", "now", "difference", "relative", "beyond"];
    let mut table = new("differences", &title, &columns);
    for moved in case.moved.iter().take(SHOWN) {
        let mut row = vec![Cell::text(moved.path.as_str())];
        row.extend(moved.cells());
        row.push(Cell::Flag(moved.is_beyond));
        table.push(row);
    }
    if case.moved.len() > SHOWN {
        let rest = case.moved.len() - SHOWN;
        table
            .notes
            .push(format!("{rest} more; --format csv --table differences has all."));
    }
    table
}

/// What moved, everywhere.
fn differences(tested: &[Tested]) -> Table {
    let columns = [
        "*deal",
        "*scenario",
        "*figure",
        "accepted",
        "now",
        "difference",
        "relative",
        "beyond",
    ];
    let mut table = new("differences", "What moved", &columns);
    for (tested, case) in cases(tested) {
        for moved in &case.moved {
            let names = [
                tested.deal.display().to_string(),
                case.scenario.clone(),
                moved.path.clone(),
            ];
            let mut row: Vec<Cell> = names.into_iter().map(Cell::text).collect();
            row.extend(moved.cells());
            row.push(Cell::Flag(moved.is_beyond));
            table.push(row);
        }
    }
    table
}

fn cases(tested: &[Tested]) -> impl Iterator<Item = (&Tested, &Case)> {
    tested
        .iter()
        .flat_map(|tested| tested.cases.iter().map(move |case| (tested, case)))
}

fn count(number: usize) -> Cell {
    Cell::of(i64::try_from(number).ok(), Cell::Count)
}

fn new(name: &'static str, title: &str, columns: &[&str]) -> Table {
    Table::new(name, title, Currency::NONE, columns)
}
