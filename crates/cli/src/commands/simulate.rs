//! `simulate`: the loss distribution of a deal's pool and tranches, under the factor model of a scenario.

use tranchet_report::json;
use tranchet_report::table::Table;
use tranchet_report::tables::simulation::SIMULATION_TABLES;
use tranchet_risk::distribution::LossDistribution;
use tranchet_risk::figures::contributors::Contributors;
use tranchet_risk::figures::{Figures, figures};
use tranchet_risk::lower::{Model, lower_model};
use tranchet_risk::runs::run_given_factors;

use crate::args::{Format, Method, Shared, Simulate};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios};
use crate::risk_problems::problems;
use crate::{output, run_problems};

/// Tables that are long and shown only when asked for.
const ON_REQUEST: [&str; 1] = ["dates"];

/// Finds the loss distribution and writes what it says.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn simulate(command: &Simulate, shared: &Shared) -> Result<(), Failure> {
    check_table_name(shared)?;
    let scenarios: Vec<_> = command.scenario.iter().cloned().collect();
    let loaded = deal_and_scenarios(&command.deal, &scenarios, shared)?;
    let model = model(&loaded)?;
    let figures = match command.method {
        Method::Conditional => conditional(&loaded, &model, command)?,
    };
    write(&loaded, &figures, shared)
}

/// The deal under its scenario, as the factor model sees it.
fn model(loaded: &Loaded) -> Result<Model, Failure> {
    let (scenario, file) = loaded.scenario();
    let model = lower_model(loaded.deal(), &scenario);
    model.map_err(|errors| problems(&errors, &loaded.deal, file).into())
}

/// By calculation: the distribution of the pool, and the deal's waterfall for each value of the factors.
fn conditional(loaded: &Loaded, model: &Model, command: &Simulate) -> Result<Figures, Failure> {
    let runs = run_given_factors(model).map_err(|error| {
        let (_, file) = loaded.scenario();
        run_problems::problems(&[error], &loaded.deal, file)
    })?;
    let mut found = figures(model, &LossDistribution::of(&model.pool));
    found.take_runs(loaded.deal(), model, &runs);
    if let Some(most) = command.contributions {
        let mut contributors = Contributors::of(model, &found);
        contributors.loans.truncate(most);
        found.contributors = Some(contributors);
    }
    Ok(found)
}

fn write(loaded: &Loaded, figures: &Figures, shared: &Shared) -> Result<(), Failure> {
    let (scenario, _) = loaded.scenario();
    let result = match shared.format {
        Format::Json => {
            let mut document = loaded.document("simulate");
            json::simulate::simulate(loaded.deal(), &scenario.name, figures, &mut document);
            output::json(document)
        }
        Format::Table | Format::Markdown | Format::Csv => {
            let tables = tables(loaded, &scenario.name, figures, shared);
            output::render(&tables, shared)?
        }
    };
    output::write(&result, shared)
}

/// The table asked for, or those that are not long.
fn tables(loaded: &Loaded, scenario: &str, figures: &Figures, shared: &Shared) -> Vec<Table> {
    let is_wanted = |name: &str| match &shared.table {
        Some(wanted) => name == wanted,
        None => !ON_REQUEST.contains(&name),
    };
    let tables = SIMULATION_TABLES.iter().filter(|(name, _)| is_wanted(name));
    tables
        .map(|(_, table)| table(loaded.deal(), scenario, figures))
        .filter(|table| shared.table.is_some() || !table.rows.is_empty())
        .collect()
}

fn check_table_name(shared: &Shared) -> Result<(), Failure> {
    let names = SIMULATION_TABLES.map(|(name, _)| name);
    match &shared.table {
        Some(name) if !names.contains(&name.as_str()) => Err(Failure::Usage(format!(
            "there is no table `{name}`; there are {}",
            names.join(", ")
        ))),
        Some(_) | None => Ok(()),
    }
}
