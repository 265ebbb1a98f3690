//! Reads a deal and its scenarios, checks them together, and remembers what was read.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{DealFile, Problems, ScenarioFile, check_together, read_deal, read_scenario};
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::regimes::find;
use tranchet_report::json::Input;

use crate::args::Shared;
use crate::failure::Failure;
use crate::files::{Tree, deal_path, read_text};
use crate::run_problems::capital_problem;

/// A deal with the scenarios to run it under.
#[derive(Debug)]
pub struct Loaded {
    /// The deal and its file.
    pub deal: Box<DealFile>,
    /// Scenarios and their files; none: the scenario that assumes nothing.
    pub scenarios: Vec<ScenarioFile>,
    tree: Tree,
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
    let path = deal_path(path);
    let text = read_text(&path)?;
    let tree = Tree::new(shared.root.as_deref(), &path)?;
    let deal = read_deal(&path.display().to_string(), &text, &tree)?;
    warn(&deal.warnings, shared);
    check_regime(&deal)?;
    Ok(Loaded {
        deal,
        scenarios: Vec::new(),
        tree,
    })
}

/// A deal may not name a regime that nobody knows.
fn check_regime(deal: &DealFile) -> Result<(), Failure> {
    let named = deal.deal.capital.as_ref().map(|terms| find(&terms.regime));
    match named {
        Some(Err(error)) => Err(capital_problem(&error, deal).into()),
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
    let (loaded, mut problems) = read(path, scenarios, shared)?;
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
    let (loaded, problems) = read(path, scenarios, shared)?;
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
fn read(path: &Path, scenarios: &[PathBuf], shared: &Shared) -> Result<(Loaded, Problems), Failure> {
    let mut loaded = deal(path, shared)?;
    let paths = if scenarios.is_empty() {
        default_scenario(path, shared)
    } else {
        scenarios.to_vec()
    };
    let mut problems = Problems::default();
    for path in paths {
        let text = read_text(&path)?;
        let name = path.display().to_string();
        match read_scenario(&name, &text, &loaded.tree, loaded.deal().currency) {
            Ok(scenario) => {
                warn(&scenario.warnings, shared);
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
            .map(|file| Input {
                name: file.name.clone(),
                sha256: sha256(&file.bytes),
            })
            .collect()
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn default_scenario(deal: &Path, shared: &Shared) -> Vec<PathBuf> {
    let deal = deal_path(deal);
    let base = deal
        .parent()
        .unwrap_or(Path::new(""))
        .join("scenarios")
        .join("base.yaml");
    let exists = base.is_file();
    if !shared.quiet {
        if exists {
            eprintln!("scenario: {}", base.display());
        } else {
            eprintln!("scenario: none (no defaults, no prepayment, no call)");
        }
    }
    if exists { vec![base] } else { Vec::new() }
}

fn warn(warnings: &Problems, shared: &Shared) {
    if !shared.quiet && !warnings.is_empty() {
        eprintln!("{}", warnings.to_string().trim_end());
    }
}
