//! What is added up over paths, and what it says: figures of the loss by each date.
//!
//! Every round of paths gives one value of each figure. Their mean is the estimate, and their spread its standard error:
//!
//! ```text
//! standard error = √( Σ (y - ȳ)² / (n (n - 1)) ),  n rounds
//! ```
//!
//! Figures follow each other by date: the loss, its square, then for each tranche its loss, whether there is any, and whether
//! it is all lost.

use serde::{Deserialize, Serialize};

use super::control::Control;
use super::exact::ExactSum;

/// Figures of a date before those of tranches.
const OF_POOL: usize = 2;
/// Figures of a tranche.
const OF_TRANCHE: usize = 3;
/// How close to all of a tranche a loss is all of it.
const ROUNDING: f64 = 1e-12;

/// A tranche by the losses at which it begins and ends, shares of the pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Points {
    /// Where it begins to lose.
    pub attachment: f64,
    /// Where it has lost all.
    pub detachment: f64,
}

impl Points {
    /// What the tranche loses when the pool loses so much.
    pub fn loss(&self, pool: f64) -> f64 {
        (pool - self.attachment).clamp(0.0, self.detachment - self.attachment)
    }
}

/// How many figures there are.
pub fn count(dates: usize, tranches: usize) -> usize {
    dates * (OF_POOL + OF_TRANCHE * tranches)
}

/// Where figures lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Loss of the pool.
    Loss,
    /// Its square.
    Square,
    /// Loss of a tranche.
    TrancheLoss(usize),
    /// Whether it loses anything.
    Passed(usize),
    /// Whether it loses all.
    Wiped(usize),
}

impl Figure {
    /// The place of the figure by a date.
    pub fn place(self, date: usize, tranches: usize) -> usize {
        let within = match self {
            Figure::Loss => 0,
            Figure::Square => 1,
            Figure::TrancheLoss(tranche) => OF_POOL + OF_TRANCHE * tranche,
            Figure::Passed(tranche) => OF_POOL + OF_TRANCHE * tranche + 1,
            Figure::Wiped(tranche) => OF_POOL + OF_TRANCHE * tranche + 2,
        };
        count(date, tranches) + within
    }
}

/// Adds the figures of a path to those of its round. `known` has the controls, the expected losses and the place in the
/// stratum less a half.
pub(super) fn add_path(
    losses: &[f64],
    tranches: &[Points],
    weight: f64,
    known: Option<(&[Control], &[f64], f64)>,
    round: &mut [f64],
) {
    let figures = count(1, tranches.len());
    for (date, (loss, round)) in losses.iter().zip(round.chunks_exact_mut(figures)).enumerate() {
        let (controls, apart, place) = match known {
            Some((controls, means, place)) => (&controls[date * figures..], loss - means[date], place),
            None => (&[][..], 0.0, 0.0),
        };
        let mut add = |figure: usize, value: f64| {
            let control = controls.get(figure).copied().unwrap_or_default();
            round[figure] += weight * (value - control.coefficient * apart - control.slope * place);
        };
        add(0, *loss);
        add(1, loss * loss);
        for (tranche, points) in tranches.iter().enumerate() {
            let first = OF_POOL + OF_TRANCHE * tranche;
            add(first, points.loss(*loss));
            add(first + 1, f64::from(u8::from(*loss > points.attachment)));
            add(
                first + 2,
                f64::from(u8::from(*loss >= points.detachment - ROUNDING)),
            );
        }
    }
}

/// A figure over rounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moments {
    /// Sum over rounds.
    pub sum: ExactSum,
    /// Sum of squares over rounds.
    pub squares: ExactSum,
}

/// A figure with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub mean: f64,
    /// Its standard error; none for a single round.
    pub standard_error: Option<f64>,
}

impl Moments {
    /// Adds a round.
    pub fn add(&mut self, round: f64) {
        self.sum.add(round);
        self.squares.add(round * round);
    }

    /// Adds others.
    pub fn merge(&mut self, other: &Moments) {
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
    }

    /// The estimate of so many rounds.
    pub fn estimate(&self, rounds: u64) -> Estimate {
        let rounds = rounds as f64;
        let mean = self.sum.value() / rounds;
        let apart = (self.squares.value() - self.sum.value() * mean).max(0.0);
        let standard_error = (rounds > 1.0).then(|| libm::sqrt(apart / (rounds * (rounds - 1.0))));
        Estimate { mean, standard_error }
    }
}
