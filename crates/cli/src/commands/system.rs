//! `system`: models of what lies beyond one deal.

mod bank;
mod bearers;
mod capital_loop;
mod contagion;
mod fund;
mod inputs;
mod leverage;
mod source;
mod warnings;

use serde_json::{Map, Value};
use tranchet_deal::file::Input;
use tranchet_report::json;
use tranchet_report::table::Table;

use crate::args::{Format, Shared, SystemCommand};
use crate::commands::VERSION;
use crate::failure::Failure;
use crate::load::sha256;
use crate::output;

/// Runs a model and writes what it says.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn system(command: &SystemCommand, shared: &Shared) -> Result<(), Failure> {
    match command {
        SystemCommand::Loop(command) => capital_loop::capital_loop(command, shared),
        SystemCommand::Bearers(command) => bearers::bearers(command, shared),
        SystemCommand::Leverage(command) => leverage::leverage(command, shared),
        SystemCommand::Contagion(command) => contagion::contagion(command, shared),
        SystemCommand::Warnings(command) => warnings::warnings(command, shared),
    }
}

/// Writes tables in the format asked for; those on request only when they are asked for, or in JSON.
pub fn write(
    tables: Vec<Table>,
    on_request: &[&str],
    mut document: Map<String, Value>,
    shared: &Shared,
) -> Result<(), Failure> {
    let result = match shared.format {
        Format::Json => {
            json::tables::tables(&tables, &mut document);
            output::json(document)
        }
        Format::Table | Format::Markdown | Format::Csv => {
            let is_shown = |table: &Table| shared.table.is_some() || !on_request.contains(&table.name);
            let shown: Vec<Table> = tables.into_iter().filter(is_shown).collect();
            output::render(&shown, shared)?
        }
    };
    output::write(&result, shared)
}

/// The beginning of a JSON document without a deal.
pub(super) fn document(kind: &str, inputs: &[Input]) -> Map<String, Value> {
    let inputs: Vec<json::Input> = inputs
        .iter()
        .map(|input| json::Input {
            name: input.name.clone(),
            sha256: sha256(&input.bytes),
        })
        .collect();
    json::document(kind, VERSION, &inputs)
}

/// Refuses changes to a deal where no deal is read.
pub(super) fn without_changes(shared: &Shared) -> Result<(), Failure> {
    if shared.changes.is_empty() {
        return Ok(());
    }
    let text = "--set changes a deal or scenario, and none is read here";
    Err(Failure::Usage(text.to_owned()))
}
