//! A part of a simulation: paths by number, what has been added up over them, and how parts are joined.
//!
//! Paths are numbered from nought. A slice begins on a multiple of 1,024 paths and has a multiple of 1,024; its sums are
//! exact, so that slices drawn in any order, on any machine, merge to the bytes of one run, and a slice that was
//! stopped goes on to the bytes of one that was not.
//!
//! ```
//! use tranchet_risk::simulate::slice::{GRAIN, whole_grains};
//! assert_eq!(whole_grains(1_000), GRAIN);
//! assert_eq!(whole_grains(2_048), 2 * GRAIN);
//! ```

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::factor::ROUND;
use super::paths::{Simulator, Sums};

/// Slices begin on multiples of so many paths.
pub const GRAIN: u64 = 1024;
/// Rounds of a grain.
const ROUNDS: u64 = GRAIN / ROUND as u64;
/// Grains after which progress is told first; from then on after an eighth of what is done.
const FIRST_STEP: u64 = 4;
/// The part of what is done after which progress is told again.
const STEPS: u64 = 8;

/// The least number of paths, in whole grains, that is not below another.
pub fn whole_grains(paths: u64) -> u64 {
    paths.div_ceil(GRAIN).saturating_mul(GRAIN)
}

/// A part of a simulation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slice {
    /// What is simulated, as a number that no other pool and tranches share by chance.
    pub of: String,
    /// Which paths.
    pub seed: u64,
    /// Whether variance is not reduced.
    pub plain: bool,
    /// Its first path.
    pub first: u64,
    /// How many paths it is to have.
    pub count: u64,
    /// How many of them have been drawn.
    pub done: u64,
    /// What they add up to.
    pub sums: Sums,
}

/// Why slices do not make a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// There is none.
    #[error("there is no slice to merge")]
    Nothing,
    /// They are of different pools, tranches, seeds or ways of drawing.
    #[error(
        "slices {0} and {1} are not of the same simulation: deal, scenario, seed and --plain must be the same"
    )]
    Different(usize, usize),
    /// One was stopped before its end.
    #[error("slice {0} has drawn {1} of its {2} paths: let it finish")]
    Unfinished(usize, u64, u64),
    /// Paths are missing or drawn twice.
    #[error("slice {0} ends before path {1}, and the next one begins with path {2}")]
    NotAdjoining(usize, u64, u64),
    /// What was added up is not what the simulation adds up.
    #[error("slice {0} does not have the figures of its simulation")]
    OtherFigures(usize),
}

impl Slice {
    /// A slice of which nothing has been drawn.
    pub fn new(simulator: &Simulator, first: u64, count: u64) -> Slice {
        let settings = simulator.settings();
        Slice {
            of: simulator.fingerprint(),
            seed: settings.seed,
            plain: settings.plain,
            first,
            count,
            done: 0,
            sums: Sums::of_nothing(simulator.figures()),
        }
    }

    /// Whether it is a part of what a simulator simulates, and adds up the same figures.
    pub fn is_of(&self, simulator: &Simulator) -> bool {
        let settings = simulator.settings();
        self.of == simulator.fingerprint()
            && (self.seed, self.plain) == (settings.seed, settings.plain)
            && self.sums.figures.len() == simulator.figures()
            && self.first.is_multiple_of(GRAIN)
            && self.done.is_multiple_of(GRAIN)
            && self.sums.rounds == self.done / ROUND as u64
    }

    /// Draws what is left, telling progress now and then: after the same paths on any number of threads. Stops where that
    /// says so.
    pub fn draw(&mut self, simulator: &Simulator, mut progress: impl FnMut(&Slice) -> ControlFlow<()>) {
        while self.done < self.count {
            let done = self.done / GRAIN;
            let left = self.count.div_ceil(GRAIN) - done;
            let step = (done / STEPS).max(FIRST_STEP).min(left);
            let first = (self.first / GRAIN + done) * ROUNDS;
            self.sums.merge(&simulator.sums(first..first + step * ROUNDS));
            self.done += step * GRAIN;
            if progress(self).is_break() {
                return;
            }
        }
    }

    /// Joins slices that adjoin each other, given in any order.
    ///
    /// # Errors
    /// [`MergeError`] if they do not make a whole; slices are numbered from 1 as given.
    pub fn merge(slices: &[Slice]) -> Result<Slice, MergeError> {
        let mut order: Vec<usize> = (0..slices.len()).collect();
        order.sort_by_key(|number| slices[*number].first);
        let mut order = order.into_iter();
        let mut last = order.next().ok_or(MergeError::Nothing)?;
        let mut whole = slices[last].clone();
        slices[last].is_finished(last)?;
        for number in order {
            let (before, slice) = (&slices[last], &slices[number]);
            slice.is_finished(number)?;
            if !before.is_like(slice) {
                return Err(MergeError::Different(last + 1, number + 1));
            }
            let end = before.first.saturating_add(before.done);
            if end != slice.first {
                return Err(MergeError::NotAdjoining(last + 1, end, slice.first));
            }
            whole.count += slice.count;
            whole.done += slice.done;
            whole.sums.merge(&slice.sums);
            last = number;
        }
        Ok(whole)
    }

    fn is_like(&self, other: &Slice) -> bool {
        (&self.of, self.seed, self.plain, self.sums.figures.len())
            == (&other.of, other.seed, other.plain, other.sums.figures.len())
    }

    fn is_finished(&self, number: usize) -> Result<(), MergeError> {
        if self.sums.rounds != self.done / ROUND as u64 {
            return Err(MergeError::OtherFigures(number + 1));
        }
        if self.done < self.count {
            return Err(MergeError::Unfinished(number + 1, self.done, self.count));
        }
        Ok(())
    }
}
