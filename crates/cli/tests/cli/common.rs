//! Runs the program as a user does, from the root of the repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the program lies in the repository")
}

/// The program, to be run from the root of the repository.
pub fn tranchet() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tranchet"));
    command.current_dir(repository());
    command
}

/// What the program says to these arguments.
pub fn run(arguments: &[&str]) -> Output {
    tranchet().args(arguments).output().expect("the program starts")
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("results are text")
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are text")
}
