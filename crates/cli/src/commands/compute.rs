//! `compute`: models of compute-backed credit.

mod curves;
mod loan;
mod pool;
mod scenarios;
mod scorecard;

use rust_decimal::prelude::ToPrimitive;
use tranchet_compute::fault::Fault;
use tranchet_deal::file::read_decimal;

use crate::args::{ComputeCommand, Shared};
use crate::failure::Failure;

/// Runs a model and writes what it says.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn compute(command: &ComputeCommand, shared: &Shared) -> Result<(), Failure> {
    match command {
        ComputeCommand::Curves(command) => curves::curves(command, shared),
        ComputeCommand::Loan(command) => loan::loan(command, shared),
        ComputeCommand::Pool(command) => pool::pool(command, shared),
        ComputeCommand::Scenarios(command) => scenarios::scenarios(command, shared),
        ComputeCommand::Scorecard(command) => scorecard::scorecard(command, shared),
    }
}

/// A typed share from 0 % to 100 %.
fn share(flag: &str, text: &str) -> Result<f64, Failure> {
    let read = read_decimal(text).map_err(|why| Failure::Usage(format!("{flag} {text}: {why}")))?;
    let value = read.to_f64().unwrap_or(f64::NAN);
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(Failure::Usage(format!(
        "{flag} {text}: it must lie between 0% and 100%"
    )))
}

/// What a model says is wrong with what was typed, all at once.
fn wrong(faults: &[Fault]) -> Result<(), Failure> {
    if faults.is_empty() {
        return Ok(());
    }
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Err(Failure::Usage(said.join("\nerror: ")))
}
