//! Every figure of a deal under a scenario: those of its run, and those of capital under its regime.

use std::path::{Path, PathBuf};

use tranchet_deal::file::Problems;
use tranchet_report::difference::{Figure, figures};
use tranchet_report::figure::{Document, Results};

use crate::args::Shared;
use crate::failure::Failure;
use crate::load::Loaded;
use crate::study::{Studied, in_a_line};

/// What is no figure but the scenario's name.
const NAMES: [&str; 2] = ["run.name", "capital.scenario"];

/// A deal under a scenario, with what came of it.
#[derive(Debug)]
pub struct Found {
    /// What was read.
    pub loaded: Loaded,
    /// The figures, those of the run under `run`, those of capital under `capital`.
    pub figures: Vec<Figure>,
    /// Why there are none of capital, if there are none.
    pub no_capital: Option<String>,
}

/// Reads a deal and a scenario, runs them, and works out capital if the deal names a regime.
///
/// # Errors
/// Problems of the files or of the run, or a file that cannot be read.
pub fn of_deal(deal: &Path, scenario: Option<&PathBuf>, shared: &Shared) -> Result<Found, Failure> {
    let (studied, _) = Studied::read(deal, scenario, Vec::new(), shared)?;
    let (run, capital) = {
        let point = studied.point(Vec::new())?;
        let capital = point
            .deal()
            .capital
            .is_some()
            .then(|| point.document(&Document::Capital(None)));
        (point.document(&Document::Run)?, capital)
    };
    let mut found = Found {
        loaded: studied.base,
        figures: figures("run", &run),
        no_capital: None,
    };
    match capital {
        None => {}
        Some(Ok(capital)) => found.figures.extend(figures("capital", &capital)),
        Some(Err(problems)) => found.no_capital = Some(why(&problems)),
    }
    found.figures.retain(|(path, _)| !NAMES.contains(&path.as_str()));
    Ok(found)
}

fn why(problems: &Problems) -> String {
    format!("no figures of capital: {}", in_a_line(problems))
}
