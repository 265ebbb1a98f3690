//! Weighed rows written as they come: CSV and JSON whole, tables up to a length that people read.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::ops::ControlFlow;

use csv::{ByteRecord, Writer};
use serde_json::{Map, Value};
use tranchet_report::json::positions;
use tranchet_report::position::{Found, Output, Position, RESULTS, results};
use tranchet_report::tables;

use super::row::inputs;
use super::rows::Rows;
use crate::args::Shared;
use crate::failure::Failure;
use crate::output::{self, Destination};

/// How many rows a table shows.
const TABLE_ROWS: usize = 1_000;

/// Bytes that the lines of a part mostly have room in.
const PART_BYTES: usize = 1 << 15;

/// Why memory can always be written to.
const MEMORY: &str = "memory takes every text, and the records are of equal length";

/// The input as it stands, with what was found added to each row.
///
/// # Errors
/// What cannot be read or written, or rows with problems.
pub fn csv<R: Read + Send>(rows: &mut Rows<R>, shared: &Shared) -> Result<(), Failure> {
    let mut destination = Destination::open(shared)?;
    let names = rows.names();
    let mut header = Writer::from_writer(Vec::new());
    header.write_record(names.iter().chain(&RESULTS)).expect(MEMORY);
    put(&mut destination, &bytes(header))?;
    rows.weigh(
        Lines::default,
        |lines, record, found| lines.add(record, names.len(), &found),
        |lines| {
            put(&mut destination, &bytes(lines.writer))?;
            Ok(goes_on(&destination))
        },
    )?;
    finish(rows, destination, shared)
}

/// Lines of CSV in memory.
struct Lines {
    writer: Writer<Vec<u8>>,
    /// A result as text; kept for its room.
    number: String,
}

impl Default for Lines {
    fn default() -> Lines {
        Lines {
            writer: Writer::from_writer(Vec::with_capacity(PART_BYTES)),
            number: String::new(),
        }
    }
}

impl Lines {
    /// Adds a row: its cells, as many as the header has, and what was found.
    fn add(&mut self, record: &mut ByteRecord, cells: usize, found: &Found) {
        record.truncate(cells);
        for _ in record.len()..cells {
            record.push_field(b"");
        }
        for result in results(found) {
            let text = match result {
                Output::Nothing => "",
                Output::Text(text) => text,
                Output::Number(number) => {
                    self.number.clear();
                    write!(self.number, "{number}").expect(MEMORY);
                    &self.number
                }
            };
            record.push_field(text.as_bytes());
        }
        self.writer.write_byte_record(record).expect(MEMORY);
    }
}

fn bytes(lines: Writer<Vec<u8>>) -> Vec<u8> {
    lines.into_inner().expect("memory can be flushed")
}

fn put(destination: &mut Destination, text: &[u8]) -> Result<(), Failure> {
    let written = destination.write_all(text);
    written.map_err(|error| destination.failure(&error))
}

/// Whether anybody still reads.
fn goes_on(destination: &Destination) -> ControlFlow<()> {
    if destination.is_gone() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Brings the result to its place and says what could not be weighed, if somebody read to the end.
fn finish<R: Read + Send>(
    rows: &mut Rows<R>,
    destination: Destination,
    shared: &Shared,
) -> Result<(), Failure> {
    if destination.is_gone() {
        return Ok(());
    }
    destination.finish(shared)?;
    rows.verdict(shared)
}

/// One JSON document, a line a row.
///
/// # Errors
/// What cannot be read or written, or rows with problems.
pub fn json<R: Read + Send>(
    rows: &mut Rows<R>,
    document: Map<String, Value>,
    shared: &Shared,
) -> Result<(), Failure> {
    let mut destination = Destination::open(shared)?;
    let (names, columns) = (rows.names(), rows.columns.clone());
    put(&mut destination, positions::opening(document).as_bytes())?;
    let add = |lines: &mut Vec<u8>, record: &mut ByteRecord, found| {
        let inputs = inputs(&columns, record);
        positions::add_row(lines, &names, &Position { inputs, found });
    };
    let mut comma: &[u8] = b"";
    rows.weigh(Vec::new, add, |lines| {
        if !lines.is_empty() {
            put(&mut destination, comma)?;
            put(&mut destination, &lines)?;
            comma = b",";
        }
        Ok(goes_on(&destination))
    })?;
    put(&mut destination, positions::CLOSING.as_bytes())?;
    finish(rows, destination, shared)
}

/// The first rows as a table.
///
/// # Errors
/// What cannot be read or written, or rows with problems.
pub fn table<R: Read + Send>(rows: &mut Rows<R>, shared: &Shared) -> Result<(), Failure> {
    let shown = rows.first(TABLE_ROWS)?;
    let mut table = tables::positions::positions(&rows.names(), &shown);
    if rows.count > TABLE_ROWS as u64 {
        table.notes.push(format!(
            "The first {TABLE_ROWS} of {} rows; --format csv and json show all.",
            rows.count
        ));
    }
    output::write(&output::render(&[table], shared)?, shared)?;
    rows.verdict(shared)
}
