//! What the tests across the crates share: the shipped deals, read from the repository.

use std::path::{Path, PathBuf};

use tranchet_deal::file::{DealFile, File, FileError, Files, ScenarioFile, read_deal, read_scenario};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the tests lie in the repository")
}

/// Files of the disk, relative to the file that names them.
#[derive(Clone, Copy, Debug)]
pub struct OnDisk;

impl Files for OnDisk {
    fn read(&self, from: &str, path: &str) -> Result<File, FileError> {
        let beside = Path::new(from).parent().unwrap_or(Path::new("")).join(path);
        let bytes = std::fs::read(&beside).map_err(|_| FileError::NotFound)?;
        Ok(File {
            name: beside.display().to_string(),
            bytes,
        })
    }
}

/// The deal in a file.
///
/// # Panics
/// If it has problems, which it shows.
pub fn deal(path: &Path) -> Box<DealFile> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read_deal(&path.display().to_string(), &text, &OnDisk).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The scenario in a file, with amounts in the currency of a deal.
///
/// # Panics
/// If it has problems, which it shows.
pub fn scenario(path: &Path, deal: &DealFile) -> Box<ScenarioFile> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read_scenario(&path.display().to_string(), &text, &OnDisk, deal.deal.currency)
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// The files of a folder with an ending, in order of name.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}
