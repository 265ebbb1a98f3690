//! `report`: everything that a committee reads, as one page.
//!
//! The ending of the file's name says what it becomes: a page, or Markdown with the same tables.

use std::path::Path;

use tranchet_engine::stratify::stratify;
use tranchet_report::document::{Document, Values, document};
use tranchet_report::render::{html, markdown_of};
use tranchet_report::tables::capital::RegimeCapital;
use tranchet_risk::distribution::LossDistribution;
use tranchet_risk::figures::{Figures, figures};
use tranchet_risk::lower::lower_model;

use super::VERSION;
use super::capital::given::Given;
use super::capital::{regimes, under};
use super::run::studies;
use crate::args::{Format, Report, Shared};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios};
use crate::output;
use crate::risk_problems::problems;

/// How a report is written.
type Writer = fn(&Document) -> String;

/// Endings of names, and how a report is written under them.
const ENDINGS: [(&str, Writer); 4] = [
    ("html", html),
    ("htm", html),
    ("md", markdown_of),
    ("markdown", markdown_of),
];

/// Studies a deal under scenarios and regimes, and writes its report.
///
/// # Errors
/// Problems of the input, a file that cannot be read or written, or a kind of report that there is not.
pub fn report(command: &Report, shared: &Shared) -> Result<(), Failure> {
    let write = writer(shared)?;
    let loaded = deal_and_scenarios(&command.deal, &command.scenarios, shared)?;
    let deal = loaded.deal();
    let regimes = regimes(&command.regimes, &loaded)?;
    let studies = studies(&loaded, shared)?;
    let given = Given::by(deal);
    let found: Vec<RegimeCapital> = regimes
        .into_iter()
        .map(|regime| under(regime, &given, &loaded, shared))
        .collect::<Result<_, _>>()?;
    let (scenario, _) = loaded.scenario();
    let changes: Vec<String> = loaded.changes.lines().map(Into::into).collect();
    let distribution = distribution(&loaded, shared);
    let document = document(&Values {
        distribution: distribution.as_ref(),
        deal,
        statistics: &stratify(deal, &scenario),
        studies: &studies,
        regimes: &found,
        inputs: &loaded.inputs(),
        changes: &changes,
        version: VERSION,
    });
    output::write(&write(&document), shared)
}

/// The loss distribution under the first scenario, if that has a factor model; what stands in its way is told.
fn distribution(loaded: &Loaded, shared: &Shared) -> Option<Figures> {
    let (scenario, file) = loaded.scenario();
    scenario.factor_model.as_ref()?;
    match lower_model(loaded.deal(), &scenario) {
        Ok(model) => Some(figures(&model, &LossDistribution::of(&model.pool))),
        Err(errors) => {
            if !shared.quiet {
                let why = problems(&errors, &loaded.deal, file);
                eprintln!("no loss distribution: {}", why.to_string().trim_end());
            }
            None
        }
    }
}

/// How to write it: as the file's name says, or else the format.
fn writer(shared: &Shared) -> Result<Writer, Failure> {
    if shared.table.is_some() {
        return Err(wrong("a report has all its tables; --table is of other commands"));
    }
    match (shared.format, shared.output.as_deref()) {
        (Format::Csv | Format::Json, _) => Err(wrong(
            "a report is a page or Markdown; `run`, `capital` and `pool` have CSV and JSON",
        )),
        (Format::Markdown, None) => Ok(markdown_of),
        (Format::Table, None) => Ok(html),
        (Format::Markdown | Format::Table, Some(path)) => by_ending(path),
    }
}

fn by_ending(path: &Path) -> Result<Writer, Failure> {
    let ending = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let found = ENDINGS.iter().find(|(known, _)| *known == ending);
    found.map(|(_, writer)| *writer).ok_or_else(|| {
        wrong(&format!(
            "cannot tell from `{}` what to write: end it in .html for a page, or in .md for Markdown",
            path.display()
        ))
    })
}

fn wrong(text: &str) -> Failure {
    Failure::Usage(text.to_owned())
}
