//! `compute pool`: the compute-backed loans of a deal.

use tranchet_compute::tape::Tape;
use tranchet_deal::file::{Code, Problem, Problems};
use tranchet_report::tables::compute::pool::tables;

use super::super::system::write;
use crate::args::{ComputePoolOf, Shared};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios_apart};

/// Shows the loans.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn pool(command: &ComputePoolOf, shared: &Shared) -> Result<(), Failure> {
    let scenarios: Vec<_> = command.scenario.iter().cloned().collect();
    let loaded = deal_and_scenarios_apart(&command.deal, &scenarios, shared)?;
    let (scenario, _) = loaded.scenario();
    let tape = Tape::of(loaded.deal(), &scenario);
    some_loans(&tape, &loaded)?;
    write(
        tables(loaded.deal(), &tape),
        &[],
        loaded.document("compute pool"),
        shared,
    )
}

/// A pool without compute-backed loans is a problem here.
///
/// # Errors
/// When there is none.
pub fn some_loans(tape: &Tape, loaded: &Loaded) -> Result<(), Problems> {
    if !tape.places.is_empty() {
        return Ok(());
    }
    let place = loaded.deal.document.place("pool");
    let cause = "the pool has no loan with a `compute_type`";
    let problem = Problem::new(Code::NoComputeLoans, place, cause).label("ordinary loans alone");
    Err(vec![problem.remedy("add the column `compute_type` to the tape")].into())
}
