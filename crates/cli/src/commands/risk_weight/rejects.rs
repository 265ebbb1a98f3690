//! Rows that cannot be weighed: told on standard error, and written to a file of their own if there is one.
//!
//! A row stands there as in the input, after its line and before what is wrong with it; without these two columns the
//! file can be mended and given back as input. The file is replaced whole or not at all, after the result.

use std::path::Path;

use csv::{ByteRecord, Writer};

use tranchet_report::position::Problem;

use crate::args::Shared;
use crate::failure::Failure;
use crate::output::Destination;

/// How many rows are told one by one.
const TOLD: u64 = 10;

/// The rows so far.
pub struct Rejects {
    file: Option<Writer<Destination>>,
    told: Vec<String>,
    /// Whether rows have lines: those of a file do.
    pub are_numbered: bool,
    /// How many there are.
    pub count: u64,
}

impl Rejects {
    /// None yet; `file` is to have them.
    ///
    /// # Errors
    /// When there can be no such file.
    pub fn new(file: Option<&Path>, columns: &[&str]) -> Result<Rejects, Failure> {
        let mut rejects = Rejects {
            file: None,
            told: Vec::new(),
            are_numbered: true,
            count: 0,
        };
        if let Some(path) = file {
            let mut writer = Writer::from_writer(Destination::at(Some(path))?);
            let header = ["line"].iter().chain(columns).chain(&["problem"]);
            let written = writer.write_record(header);
            written.map_err(|error| writer.get_ref().failure(&error.into()))?;
            rejects.file = Some(writer);
        }
        Ok(rejects)
    }

    /// Whether they have a file of their own, and so no place in the result.
    pub fn are_kept_apart(&self) -> bool {
        self.file.is_some()
    }

    /// Takes a row of a file, with what is wrong and what to do about it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, record: &ByteRecord, cells: usize, problem: &Problem) -> Result<(), Failure> {
        self.count += 1;
        let line = record.position().map_or(0, csv::Position::line);
        if self.count <= TOLD {
            let line = if self.are_numbered {
                format!("line {line}: ")
            } else {
                String::new()
            };
            self.told.push(format!("{line}{}", told(problem)));
        }
        let Some(writer) = &mut self.file else {
            return Ok(());
        };
        let written = write(writer, line, record, cells, &problem.cause);
        written.map_err(|error| writer.get_ref().failure(&error.into()))
    }

    /// Brings the file to its place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(&mut self, shared: &Shared) -> Result<(), Failure> {
        let Some(mut writer) = self.file.take() else {
            return Ok(());
        };
        let flushed = writer.flush();
        flushed.map_err(|error| writer.get_ref().failure(&error))?;
        let file = writer
            .into_inner()
            .expect("a flushed writer has nothing left to write");
        file.finish(shared)
    }

    /// What to say of them, of so many rows in all.
    ///
    /// # Errors
    /// If there are any.
    pub fn verdict(&mut self, rows: u64) -> Result<(), Failure> {
        if self.count == 0 {
            return Ok(());
        }
        let mut told = std::mem::take(&mut self.told);
        let noun = if rows == 1 { "row" } else { "rows" };
        let count = self.count;
        let more = count.saturating_sub(TOLD);
        let beyond = if more > 0 {
            format!("; {more} more are not told here")
        } else {
            String::new()
        };
        told.push(format!("{count} of {rows} {noun} could not be weighed{beyond}"));
        Err(Failure::Input(told))
    }
}

/// What is wrong and, below it, what to do about it.
pub fn told(problem: &Problem) -> String {
    match problem.remedy.as_str() {
        "" => problem.cause.clone(),
        remedy => format!("{}\n  {remedy}", problem.cause),
    }
}

/// As many cells as the header has; the problem says if the row had more.
fn write(
    writer: &mut Writer<Destination>,
    line: u64,
    record: &ByteRecord,
    cells: usize,
    problem: &str,
) -> csv::Result<()> {
    writer.write_field(line.to_string())?;
    for cell in 0..cells {
        writer.write_field(record.get(cell).unwrap_or_default())?;
    }
    writer.write_field(problem)?;
    writer.write_record(None::<&[u8]>)
}
