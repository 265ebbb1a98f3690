//! Weighed rows written as they come: CSV and JSON whole, tables up to a length that people read.

use std::io::{Read, Write};

use csv::{ByteRecord, Writer};
use serde_json::{Map, Value};
use tranchet_report::json::positions;
use tranchet_report::position::{Position, RESULTS};
use tranchet_report::tables;

use super::rows::Rows;
use crate::args::Shared;
use crate::failure::Failure;
use crate::output::{self, Destination};

/// How many rows a table shows.
const TABLE_ROWS: usize = 1_000;

/// The input as it stands, with what was found added to each row.
///
/// # Errors
/// What cannot be read or written, or rows with problems.
pub fn csv<R: Read>(rows: &mut Rows<R>, shared: &Shared) -> Result<(), Failure> {
    let destination = Destination::open(shared)?;
    let mut writer = Writer::from_writer(destination);
    let names = rows.names();
    let header = writer.write_record(names.iter().chain(&RESULTS));
    header.map_err(|error| cannot(&writer, error))?;
    while let Some(position) = rows.next()? {
        let line = csv_row(&mut writer, &rows.record, names.len(), &position);
        line.map_err(|error| cannot(&writer, error))?;
        if writer.get_ref().is_gone() {
            return Ok(());
        }
    }
    let flushed = writer.flush();
    flushed.map_err(|error| writer.get_ref().failure(&error))?;
    let destination = writer
        .into_inner()
        .expect("a flushed writer has nothing left to write");
    destination.finish(shared)?;
    rows.verdict(shared)
}

/// The cells of a row, as many as the header has, and what was found.
fn csv_row(
    writer: &mut Writer<Destination>,
    record: &ByteRecord,
    cells: usize,
    position: &Position,
) -> csv::Result<()> {
    for cell in 0..cells {
        writer.write_field(record.get(cell).unwrap_or_default())?;
    }
    for result in position.results() {
        writer.write_field(result.unwrap_or_default())?;
    }
    writer.write_record(None::<&[u8]>)
}

fn cannot(writer: &Writer<Destination>, error: csv::Error) -> Failure {
    writer.get_ref().failure(&error.into())
}

/// One JSON document, a line a row.
///
/// # Errors
/// What cannot be read or written, or rows with problems.
pub fn json<R: Read>(
    rows: &mut Rows<R>,
    document: Map<String, Value>,
    shared: &Shared,
) -> Result<(), Failure> {
    let mut destination = Destination::open(shared)?;
    let names = rows.names();
    let mut text = positions::opening(document).into_bytes();
    loop {
        let written = destination.write_all(&text);
        written.map_err(|error| destination.failure(&error))?;
        let is_first = rows.count == 0;
        match rows.next()? {
            Some(position) if !destination.is_gone() => text = positions::row(&names, &position, is_first),
            Some(_) | None => break,
        }
    }
    let written = destination.write_all(positions::CLOSING.as_bytes());
    written.map_err(|error| destination.failure(&error))?;
    destination.finish(shared)?;
    rows.verdict(shared)
}

/// The first rows as a table.
///
/// # Errors
/// What cannot be read or written, or rows with problems.
pub fn table<R: Read>(rows: &mut Rows<R>, shared: &Shared) -> Result<(), Failure> {
    let mut shown = Vec::new();
    while let Some(position) = rows.next()? {
        if shown.len() < TABLE_ROWS {
            shown.push(position);
        }
    }
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
