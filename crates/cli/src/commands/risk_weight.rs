//! `risk-weight`: risk weights of securitisation positions, without a deal.
//!
//! A position that is typed is a row like any other: what is wrong with it is a problem of the input. Rows of a
//! file are read, weighed and written one by one; only JSON, which names the hash of its input first, holds the
//! file in memory.

mod columns;
mod rejects;
mod row;
mod rows;
mod typed;
mod write;

use std::io::Cursor;
use std::path::Path;

use tranchet_report::json::{Input, document};

use super::VERSION;
use crate::args::{Format, RiskWeight, Shared};
use crate::explained::{Asked, asked};
use crate::failure::Failure;
use crate::files::read_bytes;
use crate::load::sha256;
use rows::{Rows, from_file, typed};

/// Names of the tables.
const POSITIONS: &str = "positions";
const STEPS: &str = "steps";

/// Weighs what was typed, or each row of a file.
///
/// # Errors
/// Rows with problems, or a file that cannot be read or written.
pub fn risk_weight(command: &RiskWeight, shared: &Shared) -> Result<(), Failure> {
    check_table_name(command, shared)?;
    match &command.input {
        Some(_) if command.explaining.explain.is_some() => Err(Failure::Usage(
            "--explain shows how one typed position was weighed, not the rows of --input".to_owned(),
        )),
        Some(path) => of_file(path, command.rejects.as_deref(), shared),
        None => of_typed(command, shared),
    }
}

fn of_file(path: &Path, rejects: Option<&Path>, shared: &Shared) -> Result<(), Failure> {
    if rejects.is_some() && rejects == shared.output.as_deref() {
        let text = "--output and --rejects name the same file; the rejected rows need one of their own";
        return Err(Failure::Usage(text.to_owned()));
    }
    match shared.format {
        Format::Csv => write::csv(&mut from_file(path, rejects)?, shared),
        Format::Table | Format::Markdown => write::table(&mut from_file(path, rejects)?, shared),
        Format::Json => {
            let bytes = read_bytes(path)?;
            let input = Input {
                name: path.display().to_string(),
                sha256: sha256(&bytes),
            };
            let document = document("risk-weight", VERSION, &[input]);
            write::json(
                &mut Rows::new(Cursor::new(bytes), path, rejects)?,
                document,
                shared,
            )
        }
    }
}

fn of_typed(command: &RiskWeight, shared: &Shared) -> Result<(), Failure> {
    if command.rejects.is_some() {
        let text =
            "--rejects is for rows of --input; a typed position that cannot be weighed is told at once";
        return Err(Failure::Usage(text.to_owned()));
    }
    let mut rows = typed(command)?;
    let asked = asked(&command.explaining, shared)?;
    let wants_steps = shared.table.as_deref() == Some(STEPS) || asked == Asked::Steps;
    match shared.format {
        Format::Csv if !wants_steps => write::csv(&mut rows, shared),
        Format::Table | Format::Markdown | Format::Csv => typed::tables(&mut rows, asked, shared),
        Format::Json if asked == Asked::No => {
            write::json(&mut rows, document("risk-weight", VERSION, &[]), shared)
        }
        Format::Json => typed::json(&mut rows, document("risk-weight", VERSION, &[]), asked, shared),
    }
}

/// Steps are shown of one position, not of each row of a file.
fn check_table_name(command: &RiskWeight, shared: &Shared) -> Result<(), Failure> {
    let names: &[&str] = match command.input {
        Some(_) => &[POSITIONS],
        None => &[POSITIONS, STEPS],
    };
    match &shared.table {
        Some(name) if !names.contains(&name.as_str()) => Err(Failure::Usage(format!(
            "there is no table `{name}` here; there are {}",
            names.join(", ")
        ))),
        Some(_) | None => Ok(()),
    }
}
