//! Securitisation positions weighed without a deal.

use tranchet_deal::money::Currency;
use tranchet_engine::capital::position::Weighed;

use super::steps;
use crate::position::Position;
use crate::table::{Cell, Table};

/// How many problems are told under a table.
const PROBLEMS_SHOWN: usize = 20;

/// Inputs and risk weights, a row a position; what is wrong with a row is told below.
pub fn positions(columns: &[&str], positions: &[Position]) -> Table {
    let titles: Vec<String> = columns.iter().map(|column| title(column)).collect();
    let found = ["p", "risk weight", "bound"];
    let titles: Vec<&str> = titles.iter().map(String::as_str).chain(found).collect();
    let mut table = Table::new("positions", "Risk weights", Currency::NONE, &titles);
    for position in positions {
        let found = results(position);
        table.push(position.inputs.iter().cloned().chain(found).collect());
    }
    table.notes = problems(positions);
    table
}

fn problems(positions: &[Position]) -> Vec<String> {
    let rows = (1..).zip(positions);
    let all = rows.filter_map(|(row, position)| Some((row, position.found.as_ref().err()?)));
    let mut told: Vec<String> = all
        .clone()
        .take(PROBLEMS_SHOWN)
        .map(|(row, problem): (usize, _)| format!("Row {row}: {}.", problem.cause))
        .collect();
    let more = all.skip(PROBLEMS_SHOWN).count();
    if more > 0 {
        told.push(format!("{more} further rows have problems."));
    }
    told
}

/// The title of an input column; the row's name is repeated in each fold.
fn title(column: &str) -> String {
    let key = if column == "id" { "*" } else { "" };
    format!("{key}{}", column.replace('_', " "))
}

fn results(position: &Position) -> [Cell; 3] {
    match &position.found {
        Ok(weighed) => [
            Cell::of(weighed.p, |p| Cell::number_of(p, 2)),
            Cell::percent_of(weighed.risk_weight, 2),
            Cell::text(weighed.bound.name()),
        ],
        Err(_) => [Cell::Blank, Cell::Blank, Cell::text("see below")],
    }
}

/// Every step behind a risk weight, with its citation.
pub fn steps(weighed: &Weighed) -> Table {
    steps::table(
        "steps",
        "How the risk weight was found",
        Currency::NONE,
        &weighed.steps,
    )
}
