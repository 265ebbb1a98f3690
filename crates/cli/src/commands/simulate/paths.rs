//! Drawing paths: which, how many, until when, with progress and a file to go on from.

use std::ops::ControlFlow;
use std::path::PathBuf;

use indicatif::ProgressBar;
use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::file::read_decimal;
use tranchet_risk::lower::Model;
use tranchet_risk::simulate::Settings;
use tranchet_risk::simulate::paths::Simulator;
use tranchet_risk::simulate::read::{points, relative_error};
use tranchet_risk::simulate::slice::{GRAIN, Slice, whole_grains};

use super::slices;
use crate::args::{Paths, Shared};
use crate::failure::Failure;
use crate::load::Loaded;
use crate::progress;

/// Paths where nobody says how many.
const PATHS: u64 = 100 * GRAIN;
/// The most of them where a precision is asked for.
const PATHS_UNTIL: u64 = 102_400 * GRAIN;
const SEED: u64 = 1;

/// What is to be drawn.
pub struct Wanted {
    settings: Settings,
    first: u64,
    count: u64,
    until: Option<f64>,
    checkpoint: Option<PathBuf>,
    /// Whether the sums are what is wanted.
    pub is_slice: bool,
}

impl Wanted {
    /// What was typed.
    ///
    /// # Errors
    /// Numbers that make no sense.
    pub fn of(typed: &Paths) -> Result<Wanted, Failure> {
        let until = typed.until.as_deref().map(precision).transpose()?;
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
            is_slice: typed.first.is_some(),
        })
    }

    /// What a slice has.
    pub fn like(slice: &Slice) -> Wanted {
        Wanted {
            settings: Settings {
                seed: slice.seed,
                plain: slice.plain,
            },
            first: slice.first,
            count: slice.count,
            until: None,
            checkpoint: None,
            is_slice: true,
        }
    }
}

fn precision(text: &str) -> Result<f64, Failure> {
    let read = read_decimal(text).ok().and_then(|ratio| ratio.to_f64());
    read.filter(|ratio| *ratio > 0.0)
        .ok_or_else(|| Failure::Usage(format!("--until {text}: give a share above nought, such as 0.5%")))
}

/// The pool and tranches of a model, ready to be simulated.
///
/// # Errors
/// What cannot be simulated.
pub fn simulator(model: &Model, wanted: &Wanted) -> Result<Simulator, Failure> {
    Simulator::new(&model.pool, &points(model), wanted.settings)
        .map_err(|error| Failure::Input(vec![error.to_string()]))
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
