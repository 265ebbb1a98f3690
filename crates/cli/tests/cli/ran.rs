//! What a run of the program left behind, as text.

use crate::common::{run, stderr, stdout};

/// What a run left behind.
pub struct Ran {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs the program with these arguments.
pub fn tranchet(arguments: &[&str]) -> Ran {
    let output = run(arguments);
    Ran {
        status: output.status.code().expect("the program ends by itself"),
        out: stdout(&output),
        err: stderr(&output),
    }
}
