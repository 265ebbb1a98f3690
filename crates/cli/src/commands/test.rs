//! `test`: every deal of a folder against its accepted results.
//!
//! Deals are run in parallel and shown in the order of their paths, so that results are the same on any number of
//! threads. Of a deal only what moved is kept, so a thousand deals need little memory.

mod accepted;
mod deal;
mod junit;
mod write;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tranchet_report::difference::Moved;

use super::sweep::threads;
use crate::args::{Shared, Test};
use crate::failure::Failure;
use crate::files::cannot_read;
use crate::{output, progress};

/// A deal that was tested.
#[derive(Debug)]
pub struct Tested {
    /// Its folder.
    pub deal: PathBuf,
    /// Its scenarios, in the order of their names.
    pub cases: Vec<Case>,
}

/// A deal under a scenario.
#[derive(Debug)]
pub struct Case {
    /// The name of the scenario's file.
    pub scenario: String,
    /// The version of the program whose results were accepted.
    pub accepted_by: Option<String>,
    /// Files that changed since.
    pub changed: Vec<String>,
    /// How many figures were compared, or accepted.
    pub figures: usize,
    /// Figures that moved.
    pub moved: Vec<Moved>,
    /// Problems, as a compiler shows them.
    pub problem: Option<String>,
}

impl Case {
    /// Figures that lie beyond tolerance.
    pub fn beyond(&self) -> impl Iterator<Item = &Moved> {
        self.moved.iter().filter(|moved| moved.is_beyond)
    }

    /// Whether it has neither problems nor figures beyond tolerance.
    pub fn passed(&self) -> bool {
        self.problem.is_none() && self.beyond().next().is_none()
    }
}

/// Tests each deal and writes what moved; with `--accept` it writes what came out.
///
/// # Errors
/// A figure beyond tolerance, a deal with problems, or a file that cannot be read or written.
pub fn test(command: &Test, shared: &Shared) -> Result<(), Failure> {
    write::check_table(shared)?;
    let deals = deals(&command.folder)?;
    let quiet = Shared {
        quiet: true,
        ..shared.clone()
    };
    let bar = progress::deals(deals.len() as u64, shared);
    let threads = threads(command.threads)?;
    let tested: Result<Vec<Tested>, Failure> = threads.install(|| {
        let tested = deals.into_par_iter().map(|folder| {
            let tested = deal::test(folder, command, &quiet);
            bar.inc(1);
            tested
        });
        tested.collect()
    });
    bar.finish_and_clear();
    let tested = tested?;
    if let Some(file) = &command.junit {
        junit::write(&tested, file, shared)?;
    }
    output::write(&write::render(&tested, command, shared)?, shared)?;
    verdict(&tested, command)
}

fn verdict(tested: &[Tested], command: &Test) -> Result<(), Failure> {
    let cases = || tested.iter().flat_map(|tested| &tested.cases);
    if cases().any(|case| case.problem.is_some()) {
        return Err(Failure::ProblemsShown);
    }
    match cases().all(Case::passed) || command.accept {
        true => Ok(()),
        false => Err(Failure::Unmet),
    }
}

/// The folders with a deal, in the order of their paths.
fn deals(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    gather(folder, &mut found).map_err(|error| cannot_read(folder, &error))?;
    found.sort();
    match found.is_empty() {
        true => Err(Failure::Read {
            path: folder.to_owned(),
            reason: "there is no deal.yaml in it, at any depth".to_owned(),
        }),
        false => Ok(found),
    }
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if folder.join("deal.yaml").is_file() {
        found.push(folder.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() && !is_hidden {
            gather(&entry.path(), found)?;
        }
    }
    Ok(())
}
