//! What is added up over paths, and what it says: figures of the loss by each date.
//!
//! Every round of paths gives one value of each figure. Their mean is the estimate, and their spread its standard error:
//!
//! ```text
//! standard error = √( Σ (y - ȳ)² / (n (n - 1)) ),  n rounds
//! ```
//!
//! Figures follow each other by date: the loss, its square, then for each tranche its loss, whether there is any, and whether
//! it is all lost. Where paths went through the waterfall there follow, for each tranche, what it means to its holders, and by
//! date whether a test had made principal sequential.

use serde::{Deserialize, Serialize};

use super::control::Control;
use super::exact::ExactSum;

/// Figures of a date before those of tranches.
const OF_POOL: usize = 2;
/// Figures of a tranche.
const OF_TRANCHE: usize = 3;
/// Figures of a tranche's holders.
const OF_HOLDERS: usize = 4;
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

/// A figure of paths through the waterfall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaterfallFigure {
    /// Life of a tranche's repaid principal, nought where none is.
    Life(usize),
    /// Whether any is repaid.
    Repaid(usize),
    /// Return of its investor.
    Irr(usize),
    /// Premium over its notional at closing.
    Premium(usize),
    /// Whether a test has made principal sequential by a date.
    Sequential(usize),
}

impl WaterfallFigure {
    /// How many there are.
    pub fn count(dates: usize, tranches: usize) -> usize {
        OF_HOLDERS * tranches + dates
    }

    /// Its place among all figures.
    pub fn place(self, dates: usize, tranches: usize) -> usize {
        let within = match self {
            WaterfallFigure::Life(tranche) => OF_HOLDERS * tranche,
            WaterfallFigure::Repaid(tranche) => OF_HOLDERS * tranche + 1,
            WaterfallFigure::Irr(tranche) => OF_HOLDERS * tranche + 2,
            WaterfallFigure::Premium(tranche) => OF_HOLDERS * tranche + 3,
            WaterfallFigure::Sequential(date) => OF_HOLDERS * tranches + date,
        };
        count(dates, tranches) + within
    }
}

/// What is known of a path beside what it lost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    /// Controls of its stratum, by figure.
    pub controls: &'a [Control],
    /// `E[L|z]` by date.
    pub expected: &'a [f64],
    /// Its place in its stratum less a half.
    pub place: f64,
}

/// Adds the figures of a path to those of its round: `pool` has the pool's loss by date, which stays after the last;
/// `tranches` the thickness and, by date, the loss of each tranche.
pub(super) fn add_path<'a>(
    pool: &[f64],
    dates: usize,
    tranches: impl Iterator<Item = (f64, &'a [f64])>,
    weight: f64,
    known: Option<Known<'_>>,
    round: &mut [f64],
) {
    let last = pool.len() - 1;
    let per_date = (round.len() / dates).max(1);
    let mut add = |date: usize, figure: usize, value: f64| {
        let held = known.map_or(0.0, |known| {
            let date = date.min(last);
            let control = known.controls[date * per_date + figure];
            control.coefficient * (pool[date] - known.expected[date]) + control.slope * known.place
        });
        round[date * per_date + figure] += weight * (value - held);
    };
    for date in 0..dates {
        let loss = pool[date.min(last)];
        add(date, 0, loss);
        add(date, 1, loss * loss);
    }
    for (tranche, (thickness, losses)) in tranches.enumerate() {
        let first = OF_POOL + OF_TRANCHE * tranche;
        for (date, loss) in losses.iter().enumerate() {
            add(date, first, *loss);
            add(date, first + 1, f64::from(u8::from(*loss > ROUNDING)));
            add(
                date,
                first + 2,
                f64::from(u8::from(*loss >= thickness - ROUNDING)),
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
