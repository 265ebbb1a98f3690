//! Why a command did not do what was asked, and the exit status that says so.

use std::path::PathBuf;

use tranchet_deal::file::Problems;

/// Exit status of a requirement asked for that failed.
pub const REQUIREMENT: u8 = 1;
/// Exit status of problems in the input.
pub const INPUT: u8 = 2;
/// Exit status of a file that could not be read or written.
pub const FILE: u8 = 3;
/// Exit status of wrong usage.
pub const USAGE: u8 = 64;

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The input has problems.
    #[error("{0}")]
    Problems(Problems),
    /// The input has problems, which the result already shows.
    #[error("the input has problems")]
    ProblemsShown,
    /// Rows or typed values have problems; each is told in a line.
    #[error("error: {}", .0.join("\nerror: "))]
    Input(Vec<String>),
    /// A file could not be read.
    #[error("error: cannot read {}: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A file could not be written.
    #[error("error: cannot write {}: {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// What was asked for cannot be had, which the result already shows.
    #[error("what was asked for cannot be had")]
    Unmet,
    /// What the user required does not hold; the result shows it.
    #[error("error: {0}")]
    Requirement(String),
    /// What was typed makes no sense.
    #[error("error: {0}")]
    Usage(String),
}

impl Failure {
    /// The exit status.
    pub fn status(&self) -> u8 {
        match self {
            Failure::Problems(_) | Failure::ProblemsShown | Failure::Input(_) => INPUT,
            Failure::Read { .. } | Failure::Write { .. } => FILE,
            Failure::Unmet | Failure::Requirement(_) => REQUIREMENT,
            Failure::Usage(_) => USAGE,
        }
    }

    /// Says it on standard error, unless a result has said it.
    pub fn report(&self) {
        match self {
            Failure::ProblemsShown | Failure::Unmet => {}
            Failure::Problems(_)
            | Failure::Input(_)
            | Failure::Read { .. }
            | Failure::Write { .. }
            | Failure::Requirement(_)
            | Failure::Usage(_) => {
                eprintln!("{}", self.to_string().trim_end());
            }
        }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Failure {
        Failure::Problems(problems)
    }
}
