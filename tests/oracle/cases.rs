//! Cases on disk, and their runs through the library.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use tranchet_deal::file::{InMemory, check_together, read_deal, read_scenario};
use tranchet_engine::study::study;
use tranchet_report::json;

/// A folder with a deal, a scenario and the expected result.
pub struct Case(PathBuf);

/// The folder of this test.
fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle")
}

/// Every case, by hand and random, in order of name.
pub fn cases() -> Vec<Case> {
    let mut folders: Vec<PathBuf> = ["period", "random"]
        .iter()
        .flat_map(|set| fs::read_dir(here().join(set)).expect("the folder of cases can be read"))
        .map(|entry| entry.expect("a folder entry can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders.into_iter().map(Case).collect()
}

impl Case {
    /// The case made by hand with this name.
    pub fn by_hand(name: &str) -> Case {
        Case(here().join("period").join(name))
    }

    /// Its folder, relative to the folder of this test.
    pub fn name(&self) -> String {
        let name = self
            .0
            .strip_prefix(here())
            .expect("cases lie in the folder of this test");
        name.display().to_string().replace('\\', "/")
    }

    /// The scenario's part of the expected document, with the deal's name and currency.
    pub fn expected(&self) -> Value {
        serde_json::from_str(&text(&self.0.join("expected.json"))).expect("the expected result is JSON")
    }

    /// What our program says, or why it refuses.
    pub fn run(&self) -> Result<Value, String> {
        let files = self.files();
        let read = |file: &str| (format!("{}/{file}", self.name()), text(&self.0.join(file)));
        let (name, yaml) = read("deal.yaml");
        let deal = read_deal(&name, &yaml, &files).map_err(|problems| problems.to_string())?;
        let (name, yaml) = read("scenario.yaml");
        let scenario = read_scenario(&name, &yaml, &files, deal.deal.currency)
            .map_err(|problems| problems.to_string())?;
        let problems = check_together(&deal, Some(&scenario));
        if problems.has_errors() {
            return Err(problems.to_string());
        }
        let study = study(&deal.deal, &scenario.scenario, &|_| ()).map_err(|errors| format!("{errors:?}"))?;
        let mut document = Map::new();
        json::run::run(&deal.deal, &[study], &mut document);
        Ok(Value::Object(document))
    }

    /// The tapes and curves of the case, and those beside it that cases share.
    fn files(&self) -> InMemory {
        let shared = self.0.parent().expect("a case lies in a folder");
        [self.0.as_path(), shared]
            .iter()
            .flat_map(|folder| fs::read_dir(folder).expect("a folder can be read"))
            .map(|entry| entry.expect("a folder entry can be read").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
            .fold(InMemory::default(), |files, path| {
                files.with(&Case(path.clone()).name(), text(&path))
            })
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
