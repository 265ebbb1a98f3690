//! Monte Carlo of default times: the loss of a pool and its tranches on paths that each depend on seed and number alone.
//!
//! `path → factor → defaults → loss by date → figures of its round → exact sums`. A path's words come from a counter-based
//! [`stream`]; a [`sieve`] finds its defaults; the [`factor`] is stratified and [`control`] variates take off what the
//! conditional method knows; sums are [`exact`], so results have the same bits on any number of threads, by whichever
//! [`kernel`], in one run or merged from slices.
//!
//! ```
//! use tranchet_risk::{loss_given_default::LossGivenDefault, pool::{Exposure, Pool}};
//! use tranchet_risk::simulate::{Settings, figures::{Figure, Points}, paths::Simulator};
//! let loan = Exposure::new(1.0, 0.01, LossGivenDefault::fixed(0.4), 0.2);
//! let pool = Pool::of_bullets(vec![5.0], vec![loan; 1_000]);
//! let tranche = [Points { attachment: 0.0, detachment: 0.125 }];
//! let simulator = Simulator::new(&pool, &tranche, Settings { seed: 1, plain: false }).unwrap();
//! let sums = simulator.sums(0..16);
//! let loss = sums.figures[Figure::TrancheLoss(0).place(0, 1)].estimate(sums.rounds);
//! // 15.62 % of the tranche, as for infinitely many loans.
//! assert!((loss.mean / 0.125 - 0.1562).abs() < 5e-4, "{loss:?}");
//! ```

pub mod along;
pub mod clock;
pub mod control;
pub mod draw;
pub mod exact;
pub mod factor;
pub mod figures;
pub mod fingerprint;
pub mod histogram;
pub mod kernel;
pub mod latent;
pub mod paths;
pub mod pieces;
pub mod read;
pub mod severity;
pub mod sieve;
pub mod slice;
pub mod stream;
pub mod through;
#[cfg(target_arch = "x86_64")]
mod vector;

use crate::pool::Pool;
use figures::Points;

/// How paths are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Which paths; any number.
    pub seed: u64,
    /// Whether the factor is drawn without strata, and figures are taken as they come.
    pub plain: bool,
}

/// Why a pool cannot be simulated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SimulationError {
    /// There is nothing to lose.
    #[error("the pool has no balance")]
    EmptyPool,
    /// There is no date by which to lose it, or dates do not rise from closing.
    #[error("the dates of the pool do not rise from closing")]
    NoDates,
    /// A loan's numbers are out of range.
    #[error("loan {place} of the pool: a {what} of {value} is out of range")]
    Loan {
        /// Its place in the pool.
        place: usize,
        /// Which number.
        what: &'static str,
        /// What it is.
        value: f64,
    },
    /// A tranche ends where it begins, or below.
    #[error("a tranche from {attachment} to {detachment} has no thickness")]
    Tranche {
        /// Where it begins.
        attachment: f64,
        /// Where it ends.
        detachment: f64,
    },
}

fn check(pool: &Pool, tranches: &[Points]) -> Result<(), SimulationError> {
    if pool.balance() <= 0.0 {
        return Err(SimulationError::EmptyPool);
    }
    let rise = pool.times.windows(2).all(|pair| pair[0] < pair[1]);
    if !rise || pool.times.first().is_none_or(|first| *first <= 0.0) {
        return Err(SimulationError::NoDates);
    }
    for (place, loan) in pool.exposures.iter().enumerate() {
        let is_pd = (0.0..=1.0).contains(&loan.pd);
        let is_correlation = (0.0..1.0).contains(&loan.correlation);
        let numbers = [
            ("PD", loan.pd, is_pd),
            ("correlation", loan.correlation, is_correlation),
        ];
        if let Some((what, value, _)) = numbers.into_iter().find(|(_, _, fits)| !fits) {
            return Err(SimulationError::Loan { place, what, value });
        }
    }
    let flat = tranches.iter().find(|points| {
        points.detachment.partial_cmp(&points.attachment) != Some(std::cmp::Ordering::Greater)
    });
    flat.map_or(Ok(()), |points| {
        Err(SimulationError::Tranche {
            attachment: points.attachment,
            detachment: points.detachment,
        })
    })
}
