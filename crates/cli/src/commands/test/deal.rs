//! One deal against its accepted results.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tranchet_deal::file::{Code, Place, Problem, Problems, Source, Tolerances, read_tolerances};
use tranchet_report::difference::{Figure, compare, is_of_a_series};

use super::accepted::Accepted;
use super::{Case, Tested};
use crate::args::{Shared, Test};
use crate::failure::Failure;
use crate::files::read_text;
use crate::results::{self, Found};

/// The file name of results under no scenario.
const NONE: &str = "none";

/// Tests a deal, or accepts what comes out of it.
///
/// # Errors
/// When accepted results cannot be written.
pub fn test(folder: PathBuf, command: &Test, shared: &Shared) -> Result<Tested, Failure> {
    let names = names(&folder, command.accept);
    let tolerances = tolerances(&folder, command);
    let case = |name: &String| match &tolerances {
        Ok(tolerances) => case(&folder, name, tolerances, command, shared),
        Err(failure) => Ok(with_problem(name, failure)),
    };
    let mut cases = names.iter().map(case).collect::<Result<Vec<_>, _>>()?;
    if cases.is_empty() {
        cases.push(with_problem(NONE, &not_accepted(&folder).into()));
    }
    Ok(Tested { deal: folder, cases })
}

/// The scenarios to test: those with accepted results; to accept, also those beside the deal.
fn names(folder: &Path, accept: bool) -> BTreeSet<String> {
    let mut names = stems(&folder.join("expected"), "json");
    if accept {
        names.extend(stems(&folder.join("scenarios"), "yaml"));
        if names.is_empty() {
            names.extend(stems(&shared_scenarios(folder), "yaml"));
        }
        if names.is_empty() {
            names.insert(NONE.to_owned());
        }
    }
    names
}

fn stems(folder: &Path, extension: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

fn shared_scenarios(folder: &Path) -> PathBuf {
    folder.parent().unwrap_or(Path::new("")).join("scenarios")
}

fn tolerances(folder: &Path, command: &Test) -> Result<Tolerances, Failure> {
    let path = folder.join("expected").join("tolerances.yaml");
    let beside = match path.is_file() {
        true => read_tolerances(&path.display().to_string(), &read_text(&path)?)?,
        false => Tolerances::default(),
    };
    Ok(beside.with(&command.tolerances)?)
}

fn case(
    folder: &Path,
    name: &str,
    tolerances: &Tolerances,
    command: &Test,
    shared: &Shared,
) -> Result<Case, Failure> {
    let path = folder.join("expected").join(format!("{name}.json"));
    let accepted = match path.is_file() {
        true => Accepted::read(&path).map(Some),
        false => Ok(None),
    };
    let found = scenario(folder, name, &path)
        .and_then(|scenario| results::of_deal(&folder.join("deal.yaml"), scenario.as_ref(), shared));
    let (accepted, found) = match (accepted, found) {
        (Err(failure), _) | (_, Err(failure)) => return Ok(with_problem(name, &failure)),
        (Ok(accepted), Ok(found)) => (accepted, found),
    };
    let case = compared(name, accepted.as_ref(), &found, tolerances);
    if command.accept {
        let figures = to_accept(accepted.as_ref(), found.figures, command.dates);
        let inputs = found.loaded.inputs();
        Accepted::write(&path, folder, name, &inputs, &figures, shared)?;
        return Ok(Case {
            figures: figures.len(),
            ..case
        });
    }
    Ok(case)
}

/// The file of a scenario: beside the deal, or beside the folders of all deals.
fn scenario(folder: &Path, name: &str, accepted: &Path) -> Result<Option<PathBuf>, Failure> {
    let file = format!("{name}.yaml");
    let places = [
        folder.join("scenarios").join(&file),
        shared_scenarios(folder).join(&file),
    ];
    match places.into_iter().find(|path| path.is_file()) {
        Some(path) => Ok(Some(path)),
        None if name == NONE => Ok(None),
        None => {
            let place = Place::new(&Source::new(accepted.display().to_string(), ""), 0..0);
            let cause = format!("there is no scenario `{name}` for these results");
            let problem = Problem::new(Code::NoScenario, place, cause);
            let remedy = format!("put `scenarios/{file}` back, or take the file of results away");
            Err(Problems::from(vec![problem.remedy(remedy)]).into())
        }
    }
}

fn compared(name: &str, accepted: Option<&Accepted>, found: &Found, tolerances: &Tolerances) -> Case {
    let figures = accepted.map_or(&[][..], |accepted| &accepted.figures);
    let listed: BTreeSet<&str> = figures.iter().map(|(path, _)| path.as_str()).collect();
    let now = found
        .figures
        .iter()
        .filter(|(path, _)| listed.contains(path.as_str()));
    let now: Vec<Figure> = now.cloned().collect();
    Case {
        scenario: name.to_owned(),
        accepted_by: accepted.map(|accepted| accepted.version.clone()),
        changed: accepted.map_or_else(Vec::new, |accepted| accepted.changed(&found.loaded.inputs())),
        figures: figures.len(),
        moved: compare(figures, &now, tolerances),
        problem: None,
    }
}

/// The figures that were listed before, if all of them are still there; otherwise, and the first time, all but
/// those of series.
fn to_accept(accepted: Option<&Accepted>, mut figures: Vec<Figure>, dates: bool) -> Vec<Figure> {
    figures.retain(|(_, value)| !value.is_null());
    let there: BTreeSet<&str> = figures.iter().map(|(path, _)| path.as_str()).collect();
    let listed = accepted.map(|accepted| &accepted.figures[..]).unwrap_or_default();
    let is_kept =
        !listed.is_empty() && !dates && listed.iter().all(|(path, _)| there.contains(path.as_str()));
    let listed: BTreeSet<&str> = listed.iter().map(|(path, _)| path.as_str()).collect();
    figures.retain(|(path, _)| match is_kept {
        true => listed.contains(path.as_str()),
        false => dates || !is_of_a_series(path),
    });
    figures
}

fn with_problem(name: &str, failure: &Failure) -> Case {
    Case {
        scenario: name.to_owned(),
        accepted_by: None,
        changed: Vec::new(),
        figures: 0,
        moved: Vec::new(),
        problem: Some(failure.to_string().trim_end().to_owned()),
    }
}

fn not_accepted(folder: &Path) -> Problems {
    let name = folder.join("expected").display().to_string();
    let place = Place::new(&Source::new(name, ""), 0..0);
    let problem = Problem::new(Code::NotAccepted, place, "nothing is accepted for this deal");
    let remedy = "`tranchet test --accept` writes what comes out now; look at it before you keep it";
    vec![problem.remedy(remedy)].into()
}
