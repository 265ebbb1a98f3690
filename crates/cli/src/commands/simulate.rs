//! `simulate`: the loss distribution of a deal's pool and tranches, under the factor model of a scenario.

mod case;
mod paths;
mod slices;

use std::path::{Path, PathBuf};

use tranchet_deal::factor::Factor;
use tranchet_deal::file::read_decimal;
use tranchet_report::json;
use tranchet_report::table::Table;
use tranchet_report::tables::simulation::SIMULATION_TABLES;
use tranchet_risk::distribution::LossDistribution;
use tranchet_risk::figures::contributors::Contributors;
use tranchet_risk::figures::{Figures, figures};
use tranchet_risk::lower::{Model, lower_model};
use tranchet_risk::runs::run_given_factors;
use tranchet_risk::simulate::read;
use tranchet_risk::sizing::{Target, size};

use crate::args::{Format, Join, Merge, Method, Paths, Shared, Simulate};
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
    if let Some(Join::Merge(command)) = &command.join {
        return merge(command, shared);
    }
    let Some(deal) = &command.deal else {
        return Err(Failure::Usage("name a deal".to_owned()));
    };
    let loaded = load(deal, command.scenario.as_ref(), shared)?;
    match command.method {
        Method::Conditional => {
            let figures = conditional(&loaded, &model(&loaded)?, command)?;
            write(&loaded, &figures, shared)
        }
        Method::Simulate => {
            refuse_calculated(command)?;
            on_paths(&loaded, &command.paths, shared)
        }
    }
}

/// Draws paths, and writes what they say, their sums, or one of them.
fn on_paths(loaded: &Loaded, typed: &Paths, shared: &Shared) -> Result<(), Failure> {
    let wanted = paths::Wanted::of(typed)?;
    let (model, simulator) = paths::simulator(loaded, &wanted)?;
    let slice = paths::draw(loaded, &simulator, &wanted, shared)?;
    if wanted.is_slice {
        return output::write(&slices::text(loaded, &slice), shared);
    }
    if let Some(level) = wanted.case {
        return output::write(&case::text(loaded, &model, &simulator, &slice, level)?, shared);
    }
    write(loaded, &read::figures(&model, &simulator, &slice), shared)
}

/// Joins slices and writes what they say together.
fn merge(command: &Merge, shared: &Shared) -> Result<(), Failure> {
    let loaded = load(&command.deal, command.scenario.as_ref(), shared)?;
    let whole = slices::merge(&command.slices)?;
    let (model, simulator) = paths::like(&loaded, &whole)?;
    if command.sums {
        return output::write(&slices::text(&loaded, &whole), shared);
    }
    let figures = read::figures(&model, &simulator, &whole);
    write(&loaded, &figures, shared)
}

fn load(deal: &Path, scenario: Option<&PathBuf>, shared: &Shared) -> Result<Loaded, Failure> {
    let scenarios: Vec<_> = scenario.cloned().into_iter().collect();
    deal_and_scenarios(deal, &scenarios, shared)
}

/// The deal under its scenario, as the factor model sees it.
fn model(loaded: &Loaded) -> Result<Model, Failure> {
    let (scenario, file) = loaded.scenario();
    let model = lower_model(loaded.deal(), &scenario);
    model.map_err(|errors| problems(&errors, &loaded.deal, file).into())
}

/// By calculation: the distribution of the pool, and the deal's waterfall for each value of the factors.
fn conditional(loaded: &Loaded, model: &Model, command: &Simulate) -> Result<Figures, Failure> {
    if command.paths != Paths::default() {
        let message = "nothing is drawn by `--method conditional`: add `--method simulate`";
        return Err(Failure::Usage(message.to_owned()));
    }
    let runs = run_given_factors(model).map_err(|error| {
        let (_, file) = loaded.scenario();
        run_problems::problems(&[error], &loaded.deal, file)
    })?;
    let losses = LossDistribution::of(&model.pool);
    let mut found = figures(model, &losses);
    found.take_runs(loaded.deal(), model, &runs);
    if let Some((target, wanted)) = targets(command)? {
        found.sizing = size(&losses, model.dates.len() - 1, target, &wanted);
    }
    if let Some(most) = command.contributions {
        let mut contributors = Contributors::of(model, &found);
        contributors.loans.truncate(most);
        found.contributors = Some(contributors);
    }
    Ok(found)
}

/// What only a calculation tells.
fn refuse_calculated(command: &Simulate) -> Result<(), Failure> {
    let is_sized = !command.size_to_probability.is_empty() || !command.size_to_expected_loss.is_empty();
    if command.contributions.is_some() || is_sized {
        let message = "contributions and sizing are found by `--method conditional`";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(())
}

/// What tranches are sized to, if to anything.
fn targets(command: &Simulate) -> Result<Option<(Target, Vec<f64>)>, Failure> {
    let (target, texts) = match (
        &command.size_to_probability[..],
        &command.size_to_expected_loss[..],
    ) {
        ([], []) => return Ok(None),
        ([], texts) => (Target::ExpectedLoss, texts),
        (texts, _) => (Target::Probability, texts),
    };
    let read = |text: &String| {
        let number = read_decimal(text).map_err(Failure::Usage)?;
        let number = Factor::from(number).to_f64();
        let is_share = number > 0.0 && number < 1.0;
        is_share
            .then_some(number)
            .ok_or_else(|| Failure::Usage(format!("a target of `{text}` is not between 0 % and 100 %")))
    };
    let wanted = texts.iter().map(read).collect::<Result<Vec<f64>, Failure>>()?;
    if wanted.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(Failure::Usage(
            "targets rise from the top of the pool downward, as in 0.1%,1%,5%".to_owned(),
        ));
    }
    Ok(Some((target, wanted)))
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
