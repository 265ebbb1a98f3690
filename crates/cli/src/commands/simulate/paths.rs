//! Drawing paths: which, how many, until when, with progress and a file to go on from.

use std::ops::ControlFlow;
use std::path::PathBuf;

use indicatif::ProgressBar;
use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::file::read_decimal;
use tranchet_risk::lower::{Model, lower_for_paths, lower_model};
use tranchet_risk::simulate::Settings;
use tranchet_risk::simulate::paths::Simulator;
use tranchet_risk::simulate::read::{points, relative_error};
use tranchet_risk::simulate::slice::{GRAIN, Slice, whole_grains};

use super::slices;
use crate::args::{Paths, Shared};
use crate::failure::Failure;
use crate::load::Loaded;
use crate::progress;
use crate::risk_problems::problems;

/// Paths where nobody says how many.
const PATHS: u64 = 100 * GRAIN;
/// The most of them where a precision is asked for.
const PATHS_UNTIL: u64 = 102_400 * GRAIN;
const SEED: u64 = 1;

/// What is to be drawn.
#[derive(Debug, Default)]
pub struct Wanted {
    settings: Settings,
    first: u64,
    count: u64,
    until: Option<f64>,
    checkpoint: Option<PathBuf>,
    at_points: bool,
    /// The probability with which the path wanted as a scenario is not exceeded.
    pub case: Option<f64>,
    /// Whether the sums are what is wanted.
    pub is_slice: bool,
}

impl Wanted {
    /// What was typed.
    ///
    /// # Errors
    /// Numbers that make no sense.
    pub fn of(typed: &Paths) -> Result<Wanted, Failure> {
        let until = typed
            .until
            .as_deref()
            .map(|text| share("until", text))
            .transpose()?;
        let case = typed
            .case
            .as_deref()
            .map(|text| share("case", text))
            .transpose()?;
        let paths = typed
            .paths
            .unwrap_or(if until.is_some() { PATHS_UNTIL } else { PATHS });
        for (name, value) in [("first", typed.first), ("count", typed.count)] {
            if let Some(value) = value.filter(|value| !value.is_multiple_of(GRAIN)) {
                let message = format!("--{name} {value} is no multiple of {GRAIN}: slices are cut there");
                return Err(Failure::Usage(message));
            }
        }
        let first = typed.first.unwrap_or_default();
        let count = typed.count.unwrap_or(whole_grains(paths));
        if first.checked_add(count).is_none() {
            return Err(Failure::Usage(format!("there are no paths from {first} on")));
        }
        Ok(Wanted {
            settings: Settings {
                seed: typed.seed.unwrap_or(SEED),
                plain: typed.plain,
            },
            first,
            count,
            until,
            checkpoint: typed.checkpoint.clone(),
            at_points: typed.at_points,
            case,
            is_slice: typed.first.is_some(),
        })
    }
}

/// A share between nought and one.
fn share(name: &str, text: &str) -> Result<f64, Failure> {
    let read = read_decimal(text).ok().and_then(|ratio| ratio.to_f64());
    read.filter(|ratio| *ratio > 0.0 && *ratio < 1.0).ok_or_else(|| {
        Failure::Usage(format!(
            "--{name} {text}: give a share between 0 and 1, such as 0.5%"
        ))
    })
}

/// The deal made ready to be simulated.
///
/// # Errors
/// What the factor model lacks, or what cannot be simulated.
pub fn simulator(loaded: &Loaded, wanted: &Wanted) -> Result<(Model, Simulator), Failure> {
    let (scenario, file) = loaded.scenario();
    let lowered = if wanted.at_points {
        lower_model(loaded.deal(), &scenario)
    } else {
        lower_for_paths(loaded.deal(), &scenario)
    };
    let model = lowered.map_err(|errors| problems(&errors, &loaded.deal, file))?;
    let made = if wanted.at_points {
        Simulator::new(&model.pool, &points(&model), wanted.settings)
    } else {
        Simulator::of_deal(loaded.deal(), &model, wanted.settings)
    };
    let simulator = made.map_err(|error| Failure::Input(vec![error.to_string()]))?;
    Ok((model, simulator))
}

/// The deal made ready as it was when a slice was drawn.
///
/// # Errors
/// As of [`simulator`], or a slice of another simulation.
pub fn like(loaded: &Loaded, slice: &Slice) -> Result<(Model, Simulator), Failure> {
    for at_points in [false, true] {
        let wanted = Wanted {
            settings: Settings {
                seed: slice.seed,
                plain: slice.plain,
            },
            first: slice.first,
            count: slice.count,
            at_points,
            ..Wanted::default()
        };
        let (model, simulator) = simulator(loaded, &wanted)?;
        if slice.is_of(&simulator) {
            return Ok((model, simulator));
        }
    }
    let message =
        "the slices are of another simulation: give the deal, scenario and changes that they were drawn with";
    Err(Failure::Usage(message.to_owned()))
}

/// Draws what is wanted.
///
/// # Errors
/// A file to go on from that is of another simulation, or cannot be read or written.
pub fn draw(
    loaded: &Loaded,
    simulator: &Simulator,
    wanted: &Wanted,
    shared: &Shared,
) -> Result<Slice, Failure> {
    let mut slice = Slice::new(simulator, wanted.first, wanted.count);
    if let Some(file) = wanted.checkpoint.as_deref().filter(|file| file.is_file()) {
        slice = slices::resume(slice, file, simulator)?;
    }
    let bar = progress::paths(slice.done, slice.count, shared);
    let mut failure = None;
    if !is_precise(simulator, &slice, wanted) {
        slice.draw(simulator, |slice| {
            tell(&bar, simulator, slice);
            failure = wanted
                .checkpoint
                .as_deref()
                .and_then(|file| slices::keep(loaded, slice, file, shared).err());
            let is_over = failure.is_some() || is_precise(simulator, slice, wanted);
            if is_over {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
    }
    bar.finish_and_clear();
    match failure {
        Some(failure) => Err(failure),
        None => Ok(slice),
    }
}

fn is_precise(simulator: &Simulator, slice: &Slice, wanted: &Wanted) -> bool {
    let reached = wanted.until.zip(relative_error(simulator, &slice.sums));
    reached.is_some_and(|(until, error)| error <= until)
}

fn tell(bar: &ProgressBar, simulator: &Simulator, slice: &Slice) {
    bar.set_position(slice.done);
    if let Some(error) = relative_error(simulator, &slice.sums) {
        bar.set_message(format!("standard error {:.3} %", 100.0 * error));
    }
}
