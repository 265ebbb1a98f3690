//! A securitisation position that was weighed without a deal: what was given, and what was found.

use tranchet_engine::capital::position::Weighed;

use crate::format::plain_float;
use crate::table::Cell;

/// A row of inputs and its risk weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// What was given, a cell a column.
    pub inputs: Vec<Cell>,
    /// What was found, or everything wrong with the row.
    pub found: Result<Weighed, String>,
    /// What to do about that, as far as it is known.
    pub remedies: String,
}

/// Names of what is found, after the input columns.
pub const RESULTS: [&str; 4] = ["p", "risk_weight", "bound", "problem"];

impl Position {
    /// What was found, for machines, in the order of [`RESULTS`]; not applicable is nothing.
    pub fn results(&self) -> [Option<String>; 4] {
        match &self.found {
            Ok(weighed) => [
                weighed.p.map(plain_float),
                Some(plain_float(weighed.risk_weight)),
                Some(weighed.bound.name().to_owned()),
                None,
            ],
            Err(problem) => [None, None, None, Some(problem.clone())],
        }
    }
}
