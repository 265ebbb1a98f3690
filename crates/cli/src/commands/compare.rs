//! `compare`: two deals, two scenarios of a deal, or two files of results, side by side.

mod changed;
mod side;
mod write;

use std::path::Path;

use tranchet_deal::file::{Difference, Tolerances};
use tranchet_report::difference::{self, Moved};

use crate::args::{Compare, Shared};
use crate::failure::Failure;
use crate::{output, results};
use side::Side;
pub use side::{document, inputs};

/// What two things say differently.
#[derive(Debug)]
pub struct Compared {
    /// The first.
    pub a: Side,
    /// The second.
    pub b: Side,
    /// What they were made from, value by value.
    pub inputs: Vec<Difference>,
    /// What came of it, figure by figure, the largest difference first.
    pub outputs: Vec<Moved>,
}

/// Compares two things and writes what changed and what moved.
///
/// # Errors
/// Problems of the input, a file that cannot be read or written; with `--tolerance`, a figure beyond it.
pub fn compare(command: &Compare, shared: &Shared) -> Result<(), Failure> {
    write::check_table(shared)?;
    let tolerances = Tolerances::read(&command.tolerances)?;
    let (a, b, inputs) = match &command.deal {
        Some(deal) => scenarios(deal, command, shared)?,
        None if is_result(&command.a) && is_result(&command.b) => result_files(command)?,
        None if is_result(&command.a) || is_result(&command.b) => {
            return Err(Failure::Usage(
                "a file of results is compared with another one, not with a deal".to_owned(),
            ));
        }
        None => deals(command, shared)?,
    };
    let outputs = difference::compare(&a.figures, &b.figures, &tolerances);
    let compared = Compared {
        a,
        b,
        inputs,
        outputs,
    };
    output::write(&write::render(&compared, command, shared)?, shared)?;
    let beyond = compared.outputs.iter().filter(|moved| moved.is_beyond).count();
    match beyond {
        0 => Ok(()),
        _ if command.tolerances.is_empty() => Ok(()),
        1 => Err(Failure::Requirement("a figure lies beyond tolerance".to_owned())),
        _ => Err(Failure::Requirement(format!(
            "{beyond} figures lie beyond tolerance"
        ))),
    }
}

type Sides = (Side, Side, Vec<Difference>);

/// Results of earlier runs are JSON.
fn is_result(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn scenarios(deal: &Path, command: &Compare, shared: &Shared) -> Result<Sides, Failure> {
    if command.scenario.is_some() {
        return Err(Failure::Usage(
            "with --deal the two scenarios are compared; --scenario is not needed".to_owned(),
        ));
    }
    let a = results::of_deal(deal, Some(&command.a), shared)?;
    let b = results::of_deal(deal, Some(&command.b), shared)?;
    let inputs = changed::of_scenarios(&a.loaded, &b.loaded)?;
    Ok((
        Side::of(&command.a, a, shared),
        Side::of(&command.b, b, shared),
        inputs,
    ))
}

fn deals(command: &Compare, shared: &Shared) -> Result<Sides, Failure> {
    let a = results::of_deal(&command.a, command.scenario.as_ref(), shared)?;
    let b = results::of_deal(&command.b, command.scenario.as_ref(), shared)?;
    let mut inputs = changed::of_deals(&a.loaded, &b.loaded)?;
    if command.scenario.is_none() {
        inputs.extend(changed::of_scenarios(&a.loaded, &b.loaded)?);
    }
    Ok((
        Side::of(&command.a, a, shared),
        Side::of(&command.b, b, shared),
        inputs,
    ))
}

fn result_files(command: &Compare) -> Result<Sides, Failure> {
    let (a, b) = (Side::read(&command.a)?, Side::read(&command.b)?);
    if a.kind != b.kind {
        return Err(Failure::Usage(format!(
            "{} holds results of `{}` and {} those of `{}`: only results of one command can be compared",
            a.name, a.kind, b.name, b.kind
        )));
    }
    let inputs = changed::of_results(&a.inputs, &b.inputs);
    Ok((a, b, inputs))
}
