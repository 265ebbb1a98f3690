//! Rows to be weighed, one at a time: from a file, or the one that was typed.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use csv::{ByteRecord, Reader, ReaderBuilder};
use tranchet_deal::file::delimiter;
use tranchet_report::position::Position;

use super::columns::{Column, header};
use super::rejects::Rejects;
use super::row::position;
use crate::args::{RiskWeight, Shared};
use crate::failure::Failure;
use crate::files::cannot_read;

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// Rows with their header read.
pub struct Rows<R> {
    reader: Reader<R>,
    path: PathBuf,
    /// The columns, in the order of the header.
    pub columns: Vec<Column>,
    /// The row that was read last, as it stands in the input.
    pub record: ByteRecord,
    /// How many rows have been read.
    pub count: u64,
    /// Those of them that have problems.
    pub rejects: Rejects,
}

/// The rows of a file, which is read as they are asked for.
///
/// # Errors
/// A file that cannot be read, or every problem of its header.
pub fn from_file(path: &Path, rejects: Option<&Path>) -> Result<Rows<impl Read>, Failure> {
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    Rows::new(BufReader::with_capacity(CHUNK, file), path, rejects)
}

/// The row that was typed, under a header of what was given.
///
/// # Errors
/// Never: the header is known.
pub fn typed(command: &RiskWeight) -> Result<Rows<impl Read>, Failure> {
    let flag = |given: bool| given.then(|| "true".to_owned());
    let given = [
        (Column::Approach, command.approach.clone()),
        (Column::K, command.k.clone()),
        (Column::W, command.w.clone()),
        (Column::Unknown, command.unknown.clone()),
        (Column::Attachment, command.attach.clone()),
        (Column::Detachment, command.detach.clone()),
        (Column::Senior, flag(command.senior)),
        (Column::Sts, flag(command.sts)),
        (Column::Resecuritisation, flag(command.resecuritisation)),
        (Column::Pool, command.pool.clone()),
        (Column::N, command.n.clone()),
        (Column::Lgd, command.lgd.clone()),
        (Column::MT, command.m_t.clone()),
        (Column::Rating, command.rating.clone()),
        (Column::Pd, command.pd.clone()),
        (Column::M, command.m.clone()),
        (Column::Turnover, command.turnover.clone()),
        (Column::Scaling, command.scaling.clone()),
        (Column::LargeFinancial, flag(command.large_financial)),
    ];
    let given: Vec<(Column, String)> = given
        .into_iter()
        .filter_map(|(column, value)| Some((column, value?)))
        .collect();
    let mut csv = csv::Writer::from_writer(Vec::new());
    let lines = csv
        .write_record(given.iter().map(|(column, _)| column.name()))
        .and_then(|()| csv.write_record(given.iter().map(|(_, value)| value)));
    lines.expect("memory takes two records of equal length");
    let bytes = csv.into_inner().expect("memory can be flushed");
    let mut rows = Rows::new(std::io::Cursor::new(bytes), Path::new("what was typed"), None)?;
    rows.rejects.are_numbered = false;
    Ok(rows)
}

impl<R: BufRead> Rows<R> {
    /// Reads the header of a table.
    ///
    /// # Errors
    /// What cannot be read, or every problem of the header.
    pub fn new(mut source: R, path: &Path, rejects: Option<&Path>) -> Result<Rows<R>, Failure> {
        let start = source.fill_buf().map_err(|error| cannot_read(path, &error))?;
        let delimiter = delimiter(&String::from_utf8_lossy(start));
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(CHUNK)
            .from_reader(source);
        let mut record = ByteRecord::new();
        let is_there = reader
            .read_byte_record(&mut record)
            .map_err(|error| failure(path, error))?;
        if !is_there {
            let cause = format!("{}: the file is empty; begin it with a header", path.display());
            return Err(Failure::Input(vec![cause]));
        }
        let named = |problem: String| format!("{}: {problem}", path.display());
        let columns =
            header(&record).map_err(|problems| Failure::Input(problems.into_iter().map(named).collect()))?;
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        let rejects = Rejects::new(rejects, &names)?;
        Ok(Rows {
            reader,
            path: path.to_owned(),
            columns,
            record,
            count: 0,
            rejects,
        })
    }
}

impl<R: Read> Rows<R> {
    /// Names of the columns.
    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name()).collect()
    }

    /// The next row, weighed; blank rows are passed over, and those with problems if they have a file of their own.
    ///
    /// # Errors
    /// When the file cannot be read on, or that of the rows with problems not be written.
    pub fn next(&mut self) -> Result<Option<Position>, Failure> {
        while self.read()? {
            let position = position(&self.columns, &self.record);
            self.count += 1;
            let Err(problem) = &position.found else {
                return Ok(Some(position));
            };
            let told = (problem.as_str(), position.remedies.as_str());
            self.rejects.add(&self.record, self.columns.len(), told)?;
            if !self.rejects.are_kept_apart() {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }

    /// Reads the next row that is not blank, if there is one.
    fn read(&mut self) -> Result<bool, Failure> {
        loop {
            let read = self.reader.read_byte_record(&mut self.record);
            if !read.map_err(|error| failure(&self.path, error))? {
                return Ok(false);
            }
            if self.record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                return Ok(true);
            }
        }
    }

    /// Whether every row could be weighed; those that could not are brought to their place.
    ///
    /// # Errors
    /// Which could not, and how many; a file that cannot be written.
    pub fn verdict(&mut self, shared: &Shared) -> Result<(), Failure> {
        self.rejects.finish(shared)?;
        self.rejects.verdict(self.count)
    }
}

fn failure(path: &Path, error: csv::Error) -> Failure {
    Failure::Read {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
