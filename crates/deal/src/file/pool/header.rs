//! The header of a tape: which cell of a row is which column.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use csv::StringRecord;

use super::column::Column;
use super::loan::Loans;
use super::tape::offset;
use crate::file::codes::Code;
use crate::file::problem::Problem;
use crate::file::source::{Place, Source};
use crate::file::words::{listed, nearest};

/// Headers of a tape that stand for ours, or for none of them, with where the deal says so.
pub(super) type Mapping = HashMap<String, (Option<Column>, Place)>;

/// Which cell of a row is which column.
pub(super) struct Header {
    pub source: Arc<Source>,
    pub delimiter: u8,
    /// How many cells a row has.
    pub cells: usize,
    /// For each column, the number of its cell.
    pub cell_of: Vec<Option<usize>>,
}

impl Header {
    /// The header of a tape, whose bytes are `span`.
    pub fn read(
        source: &Arc<Source>,
        record: &StringRecord,
        delimiter: u8,
        mapping: &Mapping,
        loans: &Loans<'_>,
    ) -> Option<Header> {
        let cell_of = vec![None; Column::ALL.len()];
        let mut header = Header {
            source: Arc::clone(source),
            delimiter,
            cells: record.len(),
            cell_of,
        };
        let start = record.position().map_or(0, offset);
        let blank =
            source.text()[start..].len() - source.text()[start..].trim_start_matches(['\r', '\n']).len();
        let line = start + blank..source.line_range(source.line_of(start + blank)).end;
        let place = |cell: usize| Place::new(source, cell_span(source.text(), line.clone(), delimiter, cell));
        let mut unknown = Vec::new();
        for (cell, name) in record.iter().map(str::trim).enumerate() {
            let mapped = mapping.get(name).map(|(column, _)| *column);
            match mapped.unwrap_or_else(|| Column::from_name(name)) {
                Some(column) if column.is_of_purchases() && !loans.are_purchases => {
                    unknown.push((cell, name.to_owned()))
                }
                Some(column) => header.take(column, cell, &place, loans),
                None if name.is_empty() || mapped.is_some() => {}
                None => unknown.push((cell, name.to_owned())),
            }
        }
        mapped_are_there(record, mapping, loans);
        for (cell, name) in unknown {
            header.unknown(place(cell), &name, loans);
        }
        let place = Place::new(source, line.clone());
        header.required(place, record, loans).then_some(header)
    }

    fn take(&mut self, column: Column, cell: usize, place: &dyn Fn(usize) -> Place, loans: &Loans<'_>) {
        if let Some(first) = self.cell_of[column.index()] {
            let cause = format!("two columns of the tape are `{}`", column.name());
            let problem = Problem::new(Code::ColumnTwice, place(cell), cause).label("again here");
            loans.problems.push(
                problem
                    .also(place(first), "first here")
                    .remedy("rename or unmap one of them"),
            );
        } else {
            self.cell_of[column.index()] = Some(cell);
        }
    }

    fn unknown(&self, place: Place, name: &str, loans: &Loans<'_>) {
        let name = crate::file::fields::shortened(name);
        let free = Column::ALL
            .iter()
            .filter(|column| self.cell_of[column.index()].is_none())
            .filter(|column| !column.is_of_purchases() || loans.are_purchases);
        let remedy = match nearest(&name, free.map(|column| column.name())) {
            Some(near) => {
                format!("did you mean `{near}`? Rename it, or map it: `columns: {{ {name}: {near} }}`")
            }
            None => format!("map it, or say that it is not needed: `columns: {{ {name}: none }}`"),
        };
        let problem = Problem::new(
            Code::ColumnUnknown,
            place,
            format!("the column `{name}` is not read"),
        );
        loans
            .problems
            .push(problem.label("not a known column").remedy(remedy));
    }

    /// Whether the columns that every loan needs are there.
    fn required(&self, place: Place, record: &StringRecord, loans: &Loans<'_>) -> bool {
        let lacking = |column: &&Column| self.cell_of[column.index()].is_none();
        let missing: Vec<&str> = Column::REQUIRED
            .iter()
            .filter(lacking)
            .map(|column| column.name())
            .collect();
        if missing.is_empty() {
            return true;
        }
        let noun = if missing.len() == 1 {
            "the column"
        } else {
            "the columns"
        };
        let cause = format!("the tape lacks {noun} {}", listed(&missing, "and"));
        let free = record
            .iter()
            .map(str::trim)
            .filter(|name| Column::from_name(name).is_none());
        let theirs = nearest(missing[0], free).unwrap_or("their_name");
        let remedy = format!(
            "rename a column, or map it in the deal: `columns: {{ {theirs}: {} }}`",
            missing[0]
        );
        let problem = Problem::new(Code::ColumnMissing, place, cause);
        loans.problems.push(problem.label("the header").remedy(remedy));
        false
    }
}

fn mapped_are_there(record: &StringRecord, mapping: &Mapping, loans: &Loans<'_>) {
    let headers: Vec<&str> = record.iter().map(str::trim).collect();
    let mut missing: Vec<(&String, &Place)> = mapping
        .iter()
        .filter(|(name, _)| !headers.contains(&name.as_str()))
        .map(|(name, (_, place))| (name, place))
        .collect();
    missing.sort_by_key(|(name, _)| *name);
    for (name, place) in missing {
        let remedy = match nearest(name, headers.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "the tape has {}",
                listed(&headers[..headers.len().min(20)], "and")
            ),
        };
        let problem = Problem::new(
            Code::MappedColumnMissing,
            place.clone(),
            format!("the tape has no column `{name}`"),
        );
        loans
            .problems
            .push(problem.label("not in the tape").remedy(remedy));
    }
}

/// The separator of a table: tab, semicolon or comma, whichever its header has most of.
pub fn delimiter(text: &str) -> u8 {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    let candidates = [b'\t', b';', b','];
    candidates
        .into_iter()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}

/// Where a cell of a row is, without the space around it.
pub(super) fn cell_span(text: &str, row: Range<usize>, delimiter: u8, cell: usize) -> Range<usize> {
    let bytes = text.get(row.clone()).unwrap_or_default().as_bytes();
    let (mut start, mut number, mut quoted) = (0, 0, false);
    let mut end = bytes.len();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'"' {
            quoted = !quoted;
        } else if *byte == delimiter && !quoted {
            if number == cell {
                end = at;
                break;
            }
            number += 1;
            start = at + 1;
        }
    }
    if number < cell {
        start = end;
    }
    let cell = &text[row.start + start..row.start + end];
    let lead = cell.len() - cell.trim_start().len();
    let start = row.start + start + lead;
    start..start + cell.trim().len()
}
