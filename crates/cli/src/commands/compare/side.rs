//! One of the two things that are compared.

use std::path::Path;

use serde_json::{Map, Value, json};
use tranchet_deal::file::{Code, Place, Problem, Problems, Source};
use tranchet_report::difference::{Figure, figures};
use tranchet_report::json::Input;

use crate::args::Shared;
use crate::commands::VERSION;
use crate::failure::Failure;
use crate::files::read_text;
use crate::results::Found;

/// Keys of a document that are no figures.
const HEADER: [&str; 4] = ["tranchet", "kind", "inputs", "changes"];

/// A deal, a scenario or a file of results, with its figures.
#[derive(Debug)]
pub struct Side {
    /// As it was named.
    pub name: String,
    /// The version of the program that made the figures.
    pub version: String,
    /// The command that did.
    pub kind: String,
    /// The files that they were made from.
    pub inputs: Vec<Input>,
    /// The figures.
    pub figures: Vec<Figure>,
}

impl Side {
    /// What was found of a deal under a scenario.
    pub fn of(name: &Path, found: Found, shared: &Shared) -> Side {
        if let Some(why) = found.no_capital.filter(|_| !shared.quiet) {
            eprintln!("{}: {why}", name.display());
        }
        Side {
            name: name.display().to_string(),
            version: VERSION.to_owned(),
            kind: "run".to_owned(),
            inputs: found.loaded.inputs(),
            figures: found.figures,
        }
    }

    /// A file of results, of this version of the program or another.
    ///
    /// # Errors
    /// The problem of a file that holds none.
    pub fn read(path: &Path) -> Result<Side, Failure> {
        let (name, text) = (path.display().to_string(), read_text(path)?);
        let mut document = document(&name, &text)?;
        let text_of = |key: &str| {
            document
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let (version, kind) = (text_of("tranchet"), text_of("kind"));
        let inputs = inputs(document.get("inputs"));
        document.retain(|key, _| !HEADER.contains(&key.as_str()));
        Ok(Side {
            name,
            version,
            kind,
            inputs,
            figures: figures("", &Value::Object(document)),
        })
    }

    /// What is said of it in a document.
    pub fn to_json(&self) -> Value {
        let inputs = self.inputs.iter();
        let inputs: Vec<Value> = inputs
            .map(|input| json!({ "name": input.name, "sha256": input.sha256 }))
            .collect();
        json!({ "name": self.name, "tranchet": self.version, "inputs": inputs })
    }
}

/// The files that a document names, with their hashes.
pub fn inputs(list: Option<&Value>) -> Vec<Input> {
    let text = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|item| {
            Some(Input {
                name: text(item, "name")?,
                sha256: text(item, "sha256")?,
            })
        })
        .collect()
}

/// A document that this program wrote.
///
/// # Errors
/// Where it is not JSON, or that it is no such document.
pub fn document(name: &str, text: &str) -> Result<Map<String, Value>, Problems> {
    let source = Source::new(name, text);
    let problem = |at: usize, cause: String| -> Problems {
        let place = Place::new(&source, at..at + 1);
        let problem = Problem::new(Code::NotResults, place, cause).label("here");
        vec![problem.remedy("name a file that `--format json --output FILE` wrote")].into()
    };
    let read: Value = serde_json::from_str(text).map_err(|error| {
        let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let at = line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        problem(
            at,
            format!("this is not JSON: {}", without_place(&error.to_string())),
        )
    })?;
    match read {
        Value::Object(document) if document.contains_key("tranchet") && document.contains_key("kind") => {
            Ok(document)
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => Err(problem(
            0,
            "this is JSON, but no result of this program: it lacks `tranchet` or `kind`".to_owned(),
        )),
    }
}

/// The message without the line and column, which are shown.
fn without_place(message: &str) -> &str {
    message
        .rsplit_once(" at line ")
        .map_or(message, |(message, _)| message)
}
