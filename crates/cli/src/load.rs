//! Reads a deal and its scenarios, checks them together, and remembers what was read.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tranchet_compute::ordinary::ordinary;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{
    Changes, DealFile, Problems, ScenarioFile, check_together, resolve_deal, resolve_scenario,
};
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::regimes::find;
use tranchet_report::json::{Input, document};

use crate::args::Shared;
use crate::commands::VERSION;
use crate::failure::Failure;
use crate::files::deal_path;
use crate::run_problems::{capital_problem, regime_problem};
use crate::texts::{NO_SCENARIO_NAME, Texts};

/// A deal with the scenarios to run it under.
#[derive(Debug)]
pub struct Loaded {
    /// The deal and its file.
    pub deal: Box<DealFile>,
    /// Scenarios and their files; none: the scenario that assumes nothing.
    pub scenarios: Vec<ScenarioFile>,
    /// What was changed on the command line.
    pub changes: Changes,
}

/// The scenario that assumes nothing.
pub fn no_scenario() -> Scenario {
    Scenario {
        name: "none".to_owned(),
        ..Scenario::default()
    }
}

/// Reads a deal.
///
/// # Errors
/// Every problem in it, or a file that cannot be read.
pub fn deal(path: &Path, shared: &Shared) -> Result<Loaded, Failure> {
    deal_of(&Texts::read(path, &[], shared)?, shared)
}

fn deal_of(texts: &Texts, shared: &Shared) -> Result<Loaded, Failure> {
    let deal = resolve_deal(&texts.deal, &texts.deal_changes, &texts.files).map_err(|mut problems| {
        if texts.deal_changes.is_empty() {
            let unknown = regime_problem(texts.deal.document());
            problems.extend(Vec::from_iter(unknown).into());
        }
        problems
    })?;
    warn(&deal.warnings, shared);
    check_regime(&deal)?;
    Ok(Loaded {
        deal,
        scenarios: Vec::new(),
        changes: texts.changes.clone(),
    })
}

/// A deal may not name a regime that nobody knows.
pub fn check_regime(deal: &DealFile) -> Result<(), Problems> {
    let named = deal.deal.capital.as_ref().map(|terms| find(&terms.regime));
    match named {
        Some(Err(error)) => Err(capital_problem(&error, deal)),
        Some(Ok(_)) | None => Ok(()),
    }
}

/// Reads a deal and scenarios, and checks them together.
///
/// Without a scenario it takes `scenarios/base.yaml` beside the deal, and says so.
///
/// # Errors
/// Every problem in them, or a file that cannot be read.
pub fn deal_and_scenarios(path: &Path, scenarios: &[PathBuf], shared: &Shared) -> Result<Loaded, Failure> {
    let texts = Texts::read(path, &scenarios_or_base(path, scenarios), shared)?;
    let (loaded, mut problems) = read(&texts, path, scenarios, shared)?;
    for scenario in &loaded.scenarios {
        problems.extend(check_together(&loaded.deal, Some(scenario)));
    }
    if loaded.scenarios.is_empty() && problems.is_empty() {
        problems.extend(check_together(&loaded.deal, None));
    }
    without_errors(loaded, problems)
}

/// Reads a deal and scenarios, each by itself: what only a run needs may be missing.
///
/// Without a scenario it takes `scenarios/base.yaml` beside the deal, and says so.
///
/// # Errors
/// Every problem in them, or a file that cannot be read.
pub fn deal_and_scenarios_apart(
    path: &Path,
    scenarios: &[PathBuf],
    shared: &Shared,
) -> Result<Loaded, Failure> {
    let texts = Texts::read(path, &scenarios_or_base(path, scenarios), shared)?;
    of_texts(&texts, path, scenarios, shared)
}

/// The same, from texts that are read already.
///
/// # Errors
/// Every problem in them.
pub fn of_texts(
    texts: &Texts,
    path: &Path,
    scenarios: &[PathBuf],
    shared: &Shared,
) -> Result<Loaded, Failure> {
    let (loaded, problems) = read(texts, path, scenarios, shared)?;
    without_errors(loaded, problems)
}

fn without_errors(loaded: Loaded, problems: Problems) -> Result<Loaded, Failure> {
    if problems.has_errors() {
        Err(problems.into())
    } else {
        Ok(loaded)
    }
}

/// A deal with the scenarios that can be read, and the problems of the others.
fn read(
    texts: &Texts,
    path: &Path,
    scenarios: &[PathBuf],
    shared: &Shared,
) -> Result<(Loaded, Problems), Failure> {
    let mut loaded = deal_of(texts, shared)?;
    if scenarios.is_empty() {
        announce(path, shared);
    }
    let mut problems = texts.problems.clone();
    for text in &texts.scenarios {
        match resolve_scenario(
            text,
            &texts.scenario_changes,
            &texts.files,
            loaded.deal().currency,
        ) {
            Ok(mut scenario) => {
                warn(&scenario.warnings, shared);
                scenario.scenario = ordinary(loaded.deal(), &scenario.scenario);
                loaded.scenarios.push(*scenario);
            }
            Err(found) => problems.extend(found),
        }
    }
    Ok((loaded, problems))
}

impl Loaded {
    /// The deal.
    pub fn deal(&self) -> &Deal {
        &self.deal.deal
    }

    /// Each scenario with its file, if it has one.
    pub fn scenarios(&self) -> Vec<(Scenario, Option<&ScenarioFile>)> {
        if self.scenarios.is_empty() {
            return vec![(no_scenario(), None)];
        }
        self.scenarios
            .iter()
            .map(|file| (file.scenario.clone(), Some(file)))
            .collect()
    }

    /// The first scenario, with its file if it has one.
    pub fn scenario(&self) -> (Scenario, Option<&ScenarioFile>) {
        let file = self.scenarios.first();
        (file.map_or_else(no_scenario, |file| file.scenario.clone()), file)
    }

    /// Every file read, with its hash.
    pub fn inputs(&self) -> Vec<Input> {
        let files = self
            .deal
            .inputs
            .iter()
            .chain(self.scenarios.iter().flat_map(|file| &file.inputs));
        files
            .filter(|file| file.name != NO_SCENARIO_NAME)
            .map(|file| Input {
                name: file.name.clone(),
                sha256: sha256(&file.bytes),
            })
            .collect()
    }

    /// The beginning of a JSON document: its kind, its inputs, and what was changed in them.
    pub fn document(&self, kind: &str) -> Map<String, Value> {
        let mut document = document(kind, VERSION, &self.inputs());
        if !self.changes.is_empty() {
            let changes: Vec<Value> = self.changes.lines().map(Value::from).collect();
            document.insert("changes".to_owned(), Value::from(changes));
        }
        document
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The scenarios given, or the deal's base case if it has one.
pub fn scenarios_or_base(deal: &Path, scenarios: &[PathBuf]) -> Vec<PathBuf> {
    if scenarios.is_empty() {
        return Vec::from_iter(Some(base_scenario(deal)).filter(|base| base.is_file()));
    }
    scenarios.to_vec()
}

fn base_scenario(deal: &Path) -> PathBuf {
    let deal = deal_path(deal);
    let folder = deal.parent().unwrap_or(Path::new(""));
    folder.join("scenarios").join("base.yaml")
}

/// Says which scenario is taken where none was named.
fn announce(deal: &Path, shared: &Shared) {
    let base = base_scenario(deal);
    match base.is_file() {
        _ if shared.quiet => {}
        true => eprintln!("scenario: {}", base.display()),
        false => eprintln!("scenario: none (no defaults, no prepayment, no call)"),
    }
}

fn warn(warnings: &Problems, shared: &Shared) {
    if !shared.quiet && !warnings.is_empty() {
        eprintln!("{}", warnings.to_string().trim_end());
    }
}
