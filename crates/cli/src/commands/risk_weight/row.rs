//! A row of text becomes a row of inputs, and is weighed.

use csv::ByteRecord;
use rust_decimal::Decimal;
use tranchet_deal::file::{read_boolean, read_decimal};
use tranchet_engine::capital::calculator::{Row, RowProblem, risk_weight};
use tranchet_engine::capital::number::to_f64;
use tranchet_report::position::Position;
use tranchet_report::table::Cell;

use super::columns::{Column, Kind};

/// Decimals in which people see an input.
const PLACES: u32 = 3;

/// The position of a row, with its risk weight or everything that is wrong with it.
pub fn position(columns: &[Column], record: &ByteRecord) -> Position {
    let mut row = Row::default();
    let mut problems = wrong_length(columns, record);
    let mut unread: Vec<&str> = Vec::new();
    let mut inputs = Vec::with_capacity(columns.len());
    for (number, column) in columns.iter().enumerate() {
        let text = record.get(number).unwrap_or_default();
        let cell = read(column.kind(), text).unwrap_or_else(|problem| {
            problems.push(format!("{}: {problem}", column.name()));
            unread.push(column.name());
            Cell::Text(String::from_utf8_lossy(text).into_owned())
        });
        fill(&mut row, *column, &cell);
        inputs.push(cell);
    }
    let mut remedies: Vec<&str> = Vec::new();
    let found = risk_weight(&row).map_err(|found| {
        // What could not be read is not missing.
        let is_new =
            |problem: &&RowProblem| !matches!(problem, RowProblem::Missing(name) if unread.contains(name));
        for problem in found.0.iter().filter(is_new) {
            problems.push(problem.to_string());
            if !remedies.contains(&problem.remedy()) {
                remedies.push(problem.remedy());
            }
        }
    });
    let found = match found {
        Ok(weighed) if problems.is_empty() => Ok(weighed),
        Ok(_) | Err(()) => Err(problems.join("; ")),
    };
    Position {
        inputs,
        found,
        remedies: remedies.join("; "),
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

/// The value of a cell; blank is absent.
fn read(kind: Kind, text: &[u8]) -> Result<Cell, String> {
    let text = std::str::from_utf8(text).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(Cell::Blank);
    }
    match kind {
        Kind::Text => Ok(Cell::text(text)),
        Kind::Ratio => read_decimal(text).map(|ratio| Cell::Percent(ratio, PLACES)),
        Kind::Number => read_decimal(text).map(|number| Cell::Number(number, PLACES)),
        Kind::Flag => read_boolean(text).map(Cell::Flag),
    }
}

/// Puts a cell into its place.
fn fill(row: &mut Row, column: Column, cell: &Cell) {
    match column {
        Column::Id => row.id = text(cell),
        Column::Approach => row.approach = text(cell).unwrap_or_default(),
        Column::K => row.k = number(cell),
        Column::W => row.w = number(cell),
        Column::Unknown => row.unknown = number(cell),
        Column::Attachment => row.attachment = number(cell),
        Column::Detachment => row.detachment = number(cell),
        Column::Senior => row.senior = flag(cell),
        Column::Sts => row.sts = flag(cell),
        Column::Resecuritisation => row.resecuritisation = flag(cell),
        Column::Pool => row.pool = text(cell),
        Column::N => row.n = number(cell),
        Column::Lgd => row.lgd = number(cell),
        Column::MT => row.m_t = number(cell),
        Column::Rating => row.rating = text(cell),
        Column::Pd => row.pd = number(cell),
        Column::M => row.m = number(cell),
        Column::Turnover => row.turnover = number(cell),
        Column::Scaling => row.scaling = number(cell),
        Column::LargeFinancial => row.large_financial = flag(cell),
    }
}

fn text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.clone()),
        Cell::Blank
        | Cell::Count(_)
        | Cell::Money(_)
        | Cell::Percent(..)
        | Cell::Number(..)
        | Cell::Date(_)
        | Cell::Flag(_) => None,
    }
}

fn number(cell: &Cell) -> Option<f64> {
    let decimal: Option<Decimal> = match cell {
        Cell::Percent(number, _) | Cell::Number(number, _) => Some(*number),
        Cell::Blank | Cell::Text(_) | Cell::Count(_) | Cell::Money(_) | Cell::Date(_) | Cell::Flag(_) => None,
    };
    decimal.map(to_f64)
}

fn flag(cell: &Cell) -> bool {
    *cell == Cell::Flag(true)
}
