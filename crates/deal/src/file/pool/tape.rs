//! A tape: a CSV file with a row for each loan.
//!
//! Commas, semicolons or tabs separate cells, as the header shows; quotes as in RFC 4180; blank cells are
//! absent values and blank rows are passed over.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::column::Column;
use super::loan::Loans;
use super::row::Row;
use crate::file::codes::Code;
use crate::file::problem::Problem;
use crate::file::source::{Place, Source};
use crate::file::words::{listed, nearest};
use crate::loan::Loan;

/// Where each loan's row is.
#[derive(Clone, Debug)]
pub(in crate::file) struct Rows {
    pub source: Arc<Source>,
    pub spans: Vec<Range<usize>>,
}

/// Headers of a tape that stand for ours, with where the deal says so.
pub(super) type Mapping = HashMap<String, (Column, Place)>;

/// The loans of a tape, if every row of it is one.
pub(super) fn read(source: &Arc<Source>, mapping: &Mapping, loans: &Loans<'_>) -> Option<(Vec<Loan>, Rows)> {
    let text = source.text();
    let delimiter = delimiter(text);
    let mut csv = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    if !matches!(csv.read_record(&mut record), Ok(true)) {
        let problem = Problem::new(Code::EmptyPool, Place::new(source, 0..0), "the tape is empty");
        loans.problems.push(
            problem
                .label("no header")
                .remedy("begin it with a header: `loan_id,balance,maturity`"),
        );
        return None;
    }
    let header = Header::read(source, &record, delimiter, mapping, loans)?;
    let mut read = Vec::new();
    let mut all = 0;
    let mut rows = Rows {
        source: Arc::clone(source),
        spans: Vec::new(),
    };
    loop {
        let start = offset(csv.position());
        match csv.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let problem = Problem::new(Code::BadRow, Place::new(source, start..start), error.to_string());
                loans
                    .problems
                    .push(problem.label("here").remedy("check quotes and separators"));
                break;
            }
        }
        let start = record.position().map_or(start, offset);
        let end = offset(csv.position());
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        all += 1;
        let row = TapeRow {
            header: &header,
            record: &record,
            span: trimmed(text, start..end),
        };
        if record.len() != header.cells {
            wrong_length(&row, loans);
        } else if let Some(loan) = loans.read(&row) {
            read.push(loan);
            rows.spans.push(row.span);
        }
    }
    if all == 0 {
        let problem = Problem::new(Code::EmptyPool, Place::new(source, 0..0), "the tape has no loans");
        loans.problems.push(
            problem
                .label("only a header")
                .remedy("a deal needs at least one loan"),
        );
    }
    (all == read.len()).then_some((read, rows))
}

fn offset(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// The separator that the header has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    let candidates = [b'\t', b';', b','];
    candidates
        .into_iter()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}

/// The range without the ends of lines around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let row = text.get(range.clone()).unwrap_or_default();
    let start = range.start + row.len() - row.trim_start_matches(['\r', '\n']).len();
    start..start + row.trim_matches(['\r', '\n']).len()
}

struct Header {
    source: Arc<Source>,
    delimiter: u8,
    /// How many cells a row has.
    cells: usize,
    /// For each column, the number of its cell.
    cell_of: Vec<Option<usize>>,
}

impl Header {
    fn read(
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
        let span = trimmed(
            source.text(),
            record.position().map_or(0, offset)..source.text().len(),
        );
        let line = source.line_range(source.line_of(span.start));
        let place = |cell: usize| {
            Place::new(
                source,
                cell_span(source.text(), span.start..line.end, delimiter, cell),
            )
        };
        let mut unknown = Vec::new();
        for (cell, name) in record.iter().map(str::trim).enumerate() {
            let mapped = mapping.get(name).map(|(column, _)| *column);
            match mapped.or_else(|| Column::from_name(name)) {
                Some(column) => header.take(column, cell, &place, loans),
                None if name.is_empty() => {}
                None => unknown.push((cell, name.to_owned())),
            }
        }
        mapped_are_there(record, mapping, loans);
        for (cell, name) in unknown {
            header.unknown(place(cell), &name, loans);
        }
        header
            .required(Place::new(source, span.start..line.end), loans)
            .then_some(header)
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
            .filter(|column| self.cell_of[column.index()].is_none());
        let remedy = match nearest(&name, free.map(|column| column.name())) {
            Some(near) => {
                format!("did you mean `{near}`? Rename it, or map it: `columns: {{ {name}: {near} }}`")
            }
            None => format!("nothing, if it is not needed; else map it: `columns: {{ {name}: … }}`"),
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
    fn required(&self, place: Place, loans: &Loans<'_>) -> bool {
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
        let remedy = format!(
            "rename a column, or map it in the deal: `columns: {{ their_name: {} }}`",
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

struct TapeRow<'a> {
    header: &'a Header,
    record: &'a StringRecord,
    span: Range<usize>,
}

impl Row for TapeRow<'_> {
    fn text(&self, column: Column) -> Option<&str> {
        let text = self.record.get(self.header.cell_of[column.index()]?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn place(&self, column: Option<Column>) -> Place {
        let source = &self.header.source;
        let cell = column.and_then(|column| self.header.cell_of[column.index()]);
        let span = match cell {
            Some(cell) => cell_span(source.text(), self.span.clone(), self.header.delimiter, cell),
            None => self.span.clone(),
        };
        Place::new(source, span)
    }
}

fn wrong_length(row: &TapeRow<'_>, loans: &Loans<'_>) {
    let (has, needs) = (row.record.len(), row.header.cells);
    let problem = Problem::new(
        Code::BadRow,
        row.place(None),
        format!("the row has {has} cells and the header {needs}"),
    );
    let remedy = match has > needs {
        true => "put quotes around a cell that contains the separator",
        false => "add the separators that are missing",
    };
    loans.problems.push(problem.label("this row").remedy(remedy));
}

/// Where a cell of a row is, without the space around it.
fn cell_span(text: &str, row: Range<usize>, delimiter: u8, cell: usize) -> Range<usize> {
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
    let cell = &text[row.start + start..row.start + end];
    let lead = cell.len() - cell.trim_start().len();
    let start = row.start + start + lead;
    start..start + cell.trim().len()
}
