//! A row of text becomes a row of inputs, and is weighed.

use csv::ByteRecord;
use tranchet_deal::file::{read_boolean, read_decimal, read_float};
use tranchet_engine::capital::calculator::{Row, RowProblem, RowProblems, risk_weight, risk_weight_alone};
use tranchet_report::position::{Found, Problem};
use tranchet_report::table::Cell;

use super::columns::{Column, Kind};

/// Decimals in which people see an input.
const PLACES: u32 = 3;

/// The risk weight of a row, with its steps if they are to be shown, or everything that is wrong with it.
pub fn weigh(columns: &[Column], record: &ByteRecord, explained: bool) -> Found {
    let mut row = Row::default();
    let mut problems = wrong_length(columns, record);
    let mut unread: Vec<&str> = Vec::new();
    for (column, text) in cells(columns, record) {
        match read(column.kind(), text, read_float) {
            Ok(given) => fill(&mut row, column, given),
            Err(problem) => {
                problems.push(format!("{}: {problem}", column.name()));
                unread.push(column.name());
            }
        }
    }
    let weigh = if explained { risk_weight } else { risk_weight_alone };
    match weigh(&row) {
        Ok(weighed) if problems.is_empty() => Ok(weighed),
        Ok(_) => Err(problem(problems, Vec::new())),
        Err(found) => Err(beside(problems, &found, &unread)),
    }
}

/// What a row says, for people: a cell a column, and what cannot be read as it stands.
pub fn inputs(columns: &[Column], record: &ByteRecord) -> Vec<Cell> {
    let cell = |(column, text): (Column, &[u8])| match read(column.kind(), text, read_decimal) {
        Ok(Given::Nothing) => Cell::Blank,
        Ok(Given::Text(text)) => Cell::text(text),
        Ok(Given::Ratio(ratio)) => Cell::Percent(ratio, PLACES),
        Ok(Given::Number(number)) => Cell::Number(number, PLACES),
        Ok(Given::Flag(flag)) => Cell::Flag(flag),
        Err(_) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
    };
    cells(columns, record).map(cell).collect()
}

fn cells<'a>(columns: &'a [Column], record: &'a ByteRecord) -> impl Iterator<Item = (Column, &'a [u8])> {
    let text = |number| record.get(number).unwrap_or_default();
    columns
        .iter()
        .enumerate()
        .map(move |(number, column)| (*column, text(number)))
}

/// What the approach finds wrong, after what could not be read; that is not missing.
fn beside(mut problems: Vec<String>, found: &RowProblems, unread: &[&str]) -> Problem {
    let is_new =
        |problem: &&RowProblem| !matches!(problem, RowProblem::Missing(name) if unread.contains(name));
    let mut remedies: Vec<&str> = Vec::new();
    for problem in found.0.iter().filter(is_new) {
        problems.push(problem.to_string());
        if !remedies.contains(&problem.remedy()) {
            remedies.push(problem.remedy());
        }
    }
    problem(problems, remedies)
}

fn problem(causes: Vec<String>, remedies: Vec<&str>) -> Problem {
    Problem {
        cause: causes.join("; "),
        remedy: remedies.join("; "),
    }
}

fn wrong_length(columns: &[Column], record: &ByteRecord) -> Vec<String> {
    let (cells, expected) = (record.len(), columns.len());
    if cells == expected {
        Vec::new()
    } else {
        vec![format!("the row has {cells} cells, the header {expected}")]
    }
}

/// What a cell says.
#[derive(Clone, Copy, Debug)]
enum Given<'a, N> {
    Nothing,
    Text(&'a str),
    Ratio(N),
    Number(N),
    Flag(bool),
}

/// The value of a cell, a number as `number` reads it; blank is absent.
fn read<N>(kind: Kind, text: &[u8], number: fn(&str) -> Result<N, String>) -> Result<Given<'_, N>, String> {
    let text = std::str::from_utf8(text.trim_ascii()).map_err(|_| "it is not UTF-8 text".to_owned())?;
    if text.is_empty() {
        return Ok(Given::Nothing);
    }
    match kind {
        Kind::Text => Ok(Given::Text(text)),
        Kind::Ratio => number(text).map(Given::Ratio),
        Kind::Number => number(text).map(Given::Number),
        Kind::Flag => read_boolean(text).map(Given::Flag),
    }
}

/// Puts what a cell says into its place.
fn fill<'a>(row: &mut Row<'a>, column: Column, given: Given<'a, f64>) {
    match column {
        Column::Id => row.id = text(given),
        Column::Approach => row.approach = text(given).unwrap_or_default(),
        Column::K => row.k = number(given),
        Column::W => row.w = number(given),
        Column::Unknown => row.unknown = number(given),
        Column::Attachment => row.attachment = number(given),
        Column::Detachment => row.detachment = number(given),
        Column::Senior => row.senior = flag(given),
        Column::Sts => row.sts = flag(given),
        Column::Resecuritisation => row.resecuritisation = flag(given),
        Column::Pool => row.pool = text(given),
        Column::N => row.n = number(given),
        Column::Lgd => row.lgd = number(given),
        Column::MT => row.m_t = number(given),
        Column::Rating => row.rating = text(given),
        Column::Pd => row.pd = number(given),
        Column::M => row.m = number(given),
        Column::Turnover => row.turnover = number(given),
        Column::Scaling => row.scaling = number(given),
        Column::LargeFinancial => row.large_financial = flag(given),
    }
}

fn text(given: Given<'_, f64>) -> Option<&str> {
    match given {
        Given::Text(text) => Some(text),
        Given::Nothing | Given::Ratio(_) | Given::Number(_) | Given::Flag(_) => None,
    }
}

fn number(given: Given<f64>) -> Option<f64> {
    match given {
        Given::Ratio(number) | Given::Number(number) => Some(number),
        Given::Nothing | Given::Text(_) | Given::Flag(_) => None,
    }
}

fn flag(given: Given<f64>) -> bool {
    matches!(given, Given::Flag(true))
}
