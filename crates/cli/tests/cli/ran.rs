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

/// Runs the examples that a command's help shows.
pub fn run_examples(command: &str) {
    let help = tranchet(&[command, "--help"]).out;
    let examples = help
        .split_once("Examples:")
        .unwrap()
        .1
        .replace("\n  tranchet ", "\0");
    for example in examples.split('\0').skip(1) {
        let arguments: Vec<&str> = example.split_whitespace().collect();
        let ran = tranchet(&arguments);
        assert_eq!(ran.status, 0, "{example}: {}", ran.err);
        assert!(!ran.out.is_empty(), "{example}");
    }
}
