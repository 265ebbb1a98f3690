//! Files of accepted results: one a scenario, a line a figure.

use std::path::Path;

use serde_json::{Map, Value, json};
use tranchet_report::difference::Figure;
use tranchet_report::json::{Input, document};

use crate::args::Shared;
use crate::commands::{VERSION, compare};
use crate::failure::Failure;
use crate::files::read_text;
use crate::output;

/// Results that were accepted.
#[derive(Debug)]
pub struct Accepted {
    /// The version of the program that made them.
    pub version: String,
    /// The files that they were made from, beside the deal by name.
    inputs: Vec<Input>,
    /// The figures.
    pub figures: Vec<Figure>,
}

impl Accepted {
    /// Reads a file of accepted results.
    ///
    /// # Errors
    /// The problem of a file that holds none.
    pub fn read(path: &Path) -> Result<Accepted, Failure> {
        let document = compare::document(&path.display().to_string(), &read_text(path)?)?;
        let figures = document.get("figures").and_then(Value::as_object);
        let figures = figures.into_iter().flatten();
        Ok(Accepted {
            version: document["tranchet"].as_str().unwrap_or_default().to_owned(),
            inputs: compare::inputs(document.get("inputs")),
            figures: figures
                .map(|(path, value)| (path.clone(), value.clone()))
                .collect(),
        })
    }

    /// Writes accepted results, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(
        path: &Path,
        folder: &Path,
        scenario: &str,
        inputs: &[Input],
        figures: &[Figure],
        shared: &Shared,
    ) -> Result<(), Failure> {
        let inputs: Vec<Input> = inputs.iter().map(|input| beside(input, folder)).collect();
        let mut accepted = document("accepted", VERSION, &inputs);
        accepted.insert("scenario".to_owned(), json!(scenario));
        let figures: Map<String, Value> = figures.iter().cloned().collect();
        accepted.insert("figures".to_owned(), Value::Object(figures));
        output::write_file(&output::json(accepted), path, shared)
    }

    /// The files that are not as they were.
    pub fn changed(&self, now: &[Input]) -> Vec<String> {
        let file_name = |input: &Input| input.name.rsplit('/').next().unwrap_or_default().to_owned();
        let is_known = |input: &&Input| {
            let mut known = self.inputs.iter();
            known.any(|known| file_name(known) == file_name(input) && known.sha256 == input.sha256)
        };
        let changed = now.iter().filter(|input| !is_known(input));
        changed.map(file_name).collect()
    }
}

/// A file named from the folder of the deal, so that accepted results do not know where they lie.
fn beside(input: &Input, folder: &Path) -> Input {
    let name = Path::new(&input.name);
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
    let in_folder = name.strip_prefix(folder).map(Path::to_owned);
    let named = in_folder.or_else(|_| match above {
        Some(above) => name.strip_prefix(above).map(|name| Path::new("..").join(name)),
        None => Ok(name.to_owned()),
    });
    Input {
        name: named
            .unwrap_or_else(|_| name.to_owned())
            .display()
            .to_string()
            .replace('\\', "/"),
        sha256: input.sha256.clone(),
    }
}
