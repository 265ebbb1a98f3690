//! Rows to be weighed: from a file, or the one that was typed.
//!
//! Rows are read in blocks. While a block is weighed on every processor, what became of the one before is taken and the
//! one after is read. It arrives in the order of the rows, and is the same on any number of threads.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, Reader, ReaderBuilder};
use rayon::prelude::*;
use tranchet_deal::file::delimiter;
use tranchet_report::position::{Found, Position, Problem};

use super::columns::{Column, header};
use super::rejects::Rejects;
use super::row::{inputs, weigh};
use crate::args::{RiskWeight, Shared};
use crate::failure::Failure;
use crate::files::cannot_read;

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// Rows read at a time.
const BLOCK: usize = 16_384;

/// Rows that a thread weighs at a time.
const PART: usize = 256;

/// Rows with their header read.
pub struct Rows<R> {
    source: Source<R>,
    /// The columns, in the order of the header.
    pub columns: Vec<Column>,
    /// How many rows have been read.
    pub count: u64,
    /// Those of them that have problems.
    pub rejects: Rejects,
    /// Whether how each was weighed is to be shown.
    explained: bool,
}

/// Rows with what is wrong with them.
type Rejected = Vec<(ByteRecord, Problem)>;

struct Source<R> {
    reader: Reader<R>,
    path: PathBuf,
}

/// The rows of a file, which is read as they are asked for.
///
/// # Errors
/// A file that cannot be read, or every problem of its header.
pub fn from_file(path: &Path, rejects: Option<&Path>) -> Result<Rows<impl Read + Send>, Failure> {
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    Rows::new(BufReader::with_capacity(CHUNK, file), path, rejects)
}

/// The row that was typed, under a header of what was given.
///
/// # Errors
/// Never: the header is known.
pub fn typed(command: &RiskWeight) -> Result<Rows<impl Read + Send>, Failure> {
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
    rows.explained = true;
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
        let path = path.to_owned();
        Ok(Rows {
            source: Source { reader, path },
            columns,
            count: 0,
            rejects,
            explained: false,
        })
    }
}

impl<R: Read + Send> Rows<R> {
    /// Names of the columns.
    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name()).collect()
    }

    /// Weighs every row and adds it to its part, on any thread, which may use up its record; the parts are taken in the
    /// order of the rows, until one breaks off. Blank rows are passed over, and those with problems if they have a file
    /// of their own.
    ///
    /// # Errors
    /// When the file cannot be read on, that of the rows with problems not be written, or a part not be taken.
    pub fn weigh<T: Send>(
        &mut self,
        start: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &mut ByteRecord, Found) + Sync,
        mut take: impl FnMut(T) -> Result<ControlFlow<()>, Failure> + Send,
    ) -> Result<(), Failure> {
        let (columns, source, explained) = (&self.columns, &mut self.source, self.explained);
        let rejected_are_left_out = self.rejects.are_kept_apart();
        let part = |records: &mut [ByteRecord]| {
            let (mut made, mut rejected) = (start(), Rejected::new());
            for record in records {
                let found = weigh(columns, record, explained);
                let problem = found.as_ref().err();
                rejected.extend(problem.map(|problem| (record.clone(), problem.clone())));
                if found.is_ok() || !rejected_are_left_out {
                    add(&mut made, record, found);
                }
            }
            (made, rejected)
        };
        let (mut block, mut next) = (Vec::new(), Vec::new());
        let mut parts: Vec<(T, Rejected)> = Vec::new();
        source.read(&mut block)?;
        while !(block.is_empty() && parts.is_empty()) {
            self.count += block.len() as u64;
            let (goes_on, weighed) = rayon::join(
                || {
                    for (made, rejected) in parts {
                        reject(&mut self.rejects, &rejected, columns.len())?;
                        if take(made)?.is_break() {
                            return Ok(ControlFlow::Break(()));
                        }
                    }
                    source.read(&mut next).map(ControlFlow::Continue)
                },
                || block.par_chunks_mut(PART).map(&part).collect::<Vec<_>>(),
            );
            if goes_on?.is_break() {
                break;
            }
            parts = weighed;
            std::mem::swap(&mut block, &mut next);
        }
        Ok(())
    }

    /// Weighs every row and keeps so many of the first.
    ///
    /// # Errors
    /// As [`Rows::weigh`].
    pub fn first(&mut self, most: usize) -> Result<Vec<Position>, Failure> {
        let columns = self.columns.clone();
        let mut kept = Vec::new();
        let add = |part: &mut Vec<Position>, record: &mut ByteRecord, found| {
            let inputs = inputs(&columns, record);
            part.push(Position { inputs, found });
        };
        self.weigh(Vec::new, add, |part| {
            let free = most - kept.len();
            kept.extend(part.into_iter().take(free));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(kept)
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

fn reject(rejects: &mut Rejects, rejected: &[(ByteRecord, Problem)], cells: usize) -> Result<(), Failure> {
    rejected
        .iter()
        .try_for_each(|(record, problem)| rejects.add(record, cells, problem))
}

impl<R: Read> Source<R> {
    /// Reads the next rows that are not blank into the place of others; none at the end.
    fn read(&mut self, block: &mut Vec<ByteRecord>) -> Result<(), Failure> {
        block.resize(BLOCK, ByteRecord::new());
        let mut count = 0;
        while count < BLOCK {
            let record = &mut block[count];
            let read = self.reader.read_byte_record(record);
            if !read.map_err(|error| failure(&self.path, error))? {
                break;
            }
            let is_blank = record.iter().all(|cell| cell.trim_ascii().is_empty());
            count += usize::from(!is_blank);
        }
        block.truncate(count);
        Ok(())
    }
}

fn failure(path: &Path, error: csv::Error) -> Failure {
    Failure::Read {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
