//! A deal and its scenarios as parsed texts, with the changes of the command line, ready to be resolved.

use std::path::{Path, PathBuf};

use tranchet_deal::file::{
    Changes, Code, Handle, Parsed, Problem, Problems, Scope, resolve_deal, resolve_scenario,
};
use tranchet_deal::money::Currency;

use crate::args::Shared;
use crate::failure::Failure;
use crate::files::{ReadOnce, Tree, deal_path, read_text};

/// Parsed texts, and the files that they name.
#[derive(Debug)]
pub struct Texts {
    /// The deal.
    pub deal: Parsed,
    /// The scenarios that can be parsed.
    pub scenarios: Vec<Parsed>,
    /// The problems of those that cannot.
    pub problems: Problems,
    /// Files that others name.
    pub files: ReadOnce,
    /// Every change.
    pub changes: Changes,
    /// Those of the deal.
    pub deal_changes: Changes,
    /// Those of its scenarios.
    pub scenario_changes: Changes,
}

/// The name under which problems of changes are shown.
const TYPED: &str = "command line";

/// The name of a scenario that is in no file.
pub const NO_SCENARIO_NAME: &str = "no scenario";

/// A scenario that assumes nothing, to be changed.
const NO_SCENARIO: &str = "tranchet: 1\nname: none\n";

impl Texts {
    /// Reads and parses files, and finds what each change of the command line changes.
    ///
    /// # Errors
    /// A deal that is not YAML, a file that cannot be read, or a change whose path leads nowhere.
    pub fn read(deal: &Path, scenarios: &[PathBuf], shared: &Shared) -> Result<Texts, Failure> {
        let path = deal_path(deal);
        let text = read_text(&path)?;
        let tree = Tree::new(shared.root.as_deref(), &path)?;
        let deal = Parsed::new(&path.display().to_string(), &text)?;
        let mut parsed = Vec::new();
        let mut problems = Problems::default();
        for path in scenarios {
            match Parsed::new(&path.display().to_string(), &read_text(path)?) {
                Ok(scenario) => parsed.push(scenario),
                Err(found) => problems.extend(found),
            }
        }
        let mut texts = Texts {
            deal,
            scenarios: parsed,
            problems,
            files: ReadOnce::new(tree),
            changes: Changes::default(),
            deal_changes: Changes::default(),
            scenario_changes: Changes::default(),
        };
        texts.change(&shared.changes)?;
        Ok(texts)
    }

    fn change(&mut self, changes: &[String]) -> Result<(), Failure> {
        let mut read = Vec::new();
        let mut problems = Problems::default();
        for change in changes {
            let found = Changes::read(change);
            match found.and_then(|(handle, value)| Ok((self.within(handle)?, value))) {
                Ok(change) => read.push(change),
                Err(problem) => problems.extend(problem.into()),
            }
        }
        if problems.has_errors() {
            return Err(problems.into());
        }
        self.changes = Changes::new(read);
        (self.deal_changes, self.scenario_changes) = self.changes.parted();
        if !self.scenario_changes.is_empty() {
            self.need_scenario()?;
        }
        Ok(())
    }

    /// The handle with the file that it leads into.
    ///
    /// # Errors
    /// The problem of a path that both files may have.
    pub fn within(&self, handle: Handle) -> Result<Handle, Box<Problem>> {
        handle.within(&self.deal, &self.scenarios)
    }

    /// Refuses a handle whose path no file of its kind can have, so that a grid of it never begins.
    ///
    /// # Errors
    /// The problem with the path; what is wrong with a value is another matter.
    pub fn check_path(&self, handle: &Handle) -> Result<(), Problems> {
        let value = if handle.is_multiple() { "1" } else { "0" };
        let change = vec![(handle.clone(), value.to_owned())];
        let found = match (handle.scope(), self.scenarios.first()) {
            (Some(Scope::Scenario), Some(scenario)) => {
                let changes = self.scenario_changes.and(change);
                resolve_scenario(scenario, &changes, &self.files, Currency::NONE).err()
            }
            (Some(Scope::Scenario | Scope::Deal) | None, _) => {
                resolve_deal(&self.deal, &self.deal_changes.and(change), &self.files).err()
            }
        };
        let of_path = |problem: &&Problem| {
            let is_added = problem.code == Code::UnknownKey && problem.file() == TYPED;
            is_added || matches!(problem.code, Code::PathMalformed | Code::PathNowhere)
        };
        let wrong: Vec<Problem> = found
            .unwrap_or_default()
            .iter()
            .filter(of_path)
            .cloned()
            .collect();
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(wrong.into())
        }
    }

    /// A scenario that assumes nothing, where a handle leads into one and none is given.
    ///
    /// # Errors
    /// None in practice: the text of that scenario is ours.
    pub fn need_scenario_of(&mut self, handle: &Handle) -> Result<(), Failure> {
        match handle.scope() {
            Some(Scope::Scenario) => self.need_scenario(),
            Some(Scope::Deal) | None => Ok(()),
        }
    }

    fn need_scenario(&mut self) -> Result<(), Failure> {
        if self.scenarios.is_empty() && self.problems.is_empty() {
            self.scenarios.push(Parsed::new(NO_SCENARIO_NAME, NO_SCENARIO)?);
        }
        Ok(())
    }
}
