//! Runs the built program as a user would, from the folder that holds `deals`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run left behind.
pub struct Ran {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The folder that holds `deals`.
pub fn home() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    crates.parent().unwrap().to_owned()
}

/// Runs the program with these arguments.
pub fn tranchet(arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_tranchet"))
        .args(arguments)
        .current_dir(home())
        .output()
        .unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
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
