//! Files of slices: written whole or not at all, read back, joined and gone on from.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tranchet_risk::simulate::paths::Simulator;
use tranchet_risk::simulate::slice::Slice;

use crate::args::Shared;
use crate::failure::Failure;
use crate::files::describe;
use crate::load::Loaded;
use crate::output;

/// The key under which a document has its slice.
const KEY: &str = "slice";

/// A slice as a document.
pub fn text(loaded: &Loaded, slice: &Slice) -> String {
    let mut document = loaded.document("simulate-slice");
    let value = serde_json::to_value(slice).expect("a slice has text for keys");
    document.insert(KEY.to_owned(), value);
    format!("{}\n", Value::Object(document))
}

/// Writes a slice to a file, replaced whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn keep(loaded: &Loaded, slice: &Slice, file: &Path, shared: &Shared) -> Result<(), Failure> {
    output::write_file(&text(loaded, slice), file, shared)
}

/// Goes on from a file with a slice of the same simulation that begins where another does.
///
/// # Errors
/// A file that cannot be read or is of another simulation.
pub fn resume(wanted: Slice, file: &Path, simulator: &Simulator) -> Result<Slice, Failure> {
    let found = read(file)?;
    if !found.is_of(simulator) || found.first != wanted.first || found.done > wanted.count {
        return Err(Failure::Usage(format!(
            "{} is of another simulation, seed or slice: name another file, or remove it to begin anew",
            file.display()
        )));
    }
    Ok(Slice {
        count: wanted.count,
        ..found
    })
}

/// Joins the slices of files.
///
/// # Errors
/// A file that cannot be read, or slices that do not make a whole.
pub fn merge(files: &[PathBuf]) -> Result<Slice, Failure> {
    let slices: Vec<Slice> = files.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
    Slice::merge(&slices).map_err(|error| Failure::Input(vec![error.to_string()]))
}

fn read(file: &Path) -> Result<Slice, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| Failure::Read {
        path: file.to_owned(),
        reason: describe(&error),
    })?;
    let no_slice = |reason: String| Failure::Input(vec![format!("{} is no slice: {reason}", file.display())]);
    let mut document: Value = serde_json::from_str(&text).map_err(|error| no_slice(error.to_string()))?;
    serde_json::from_value(document[KEY].take()).map_err(|error| no_slice(error.to_string()))
}
