//! A securitisation position that was weighed without a deal: what was given, and what was found.

use tranchet_engine::capital::position::Weighed;

use crate::table::Cell;

/// A row of inputs and its risk weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// What was given, a cell a column.
    pub inputs: Vec<Cell>,
    /// What was found.
    pub found: Found,
}

/// The risk weight of a row, or everything wrong with it.
pub type Found = Result<Weighed, Problem>;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// All of it, in a line.
    pub cause: String,
    /// What to do about it, as far as it is known.
    pub remedy: String,
}

/// Names of what is found, after the input columns.
pub const RESULTS: [&str; 4] = ["p", "risk_weight", "bound", "problem"];

/// One thing found, written for machines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output<'a> {
    /// Nothing: it does not apply.
    Nothing,
    /// A number, plain and shortest.
    Number(f64),
    /// Words.
    Text(&'a str),
}

/// What was found, in the order of [`RESULTS`].
pub fn results(found: &Found) -> [Output<'_>; 4] {
    match found {
        Ok(weighed) => [
            weighed.p.map_or(Output::Nothing, Output::Number),
            Output::Number(weighed.risk_weight),
            Output::Text(weighed.bound.name()),
            Output::Nothing,
        ],
        Err(problem) => {
            let nothing = Output::Nothing;
            [nothing, nothing, nothing, Output::Text(&problem.cause)]
        }
    }
}
