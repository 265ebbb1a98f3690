//! Paths of a pool, round by round, and the sums that they leave.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::along::Along;
use super::control::Controls;
use super::draw::{FactorDraw, Factors};
use super::factor::{Design, ROUND};
use super::figures::{self, Moments, Points, add_path};
use super::fingerprint::fingerprint;
use super::histogram::Histogram;
use super::severity::Losses;
use super::sieve::{Room, Sieve};
use super::{Settings, SimulationError};
use crate::pool::Pool;

/// A pool and its tranches, ready to be simulated.
#[derive(Clone, Debug)]
pub struct Simulator {
    pub(super) sieve: Sieve,
    factors: FactorDraw,
    controls: Option<Controls>,
    pub(super) losses: Losses,
    tranches: Vec<Points>,
    dates: usize,
    settings: Settings,
    fingerprint: String,
}

/// Sums over rounds of paths; those of parts merge to those of the whole, to the bit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// How many rounds.
    pub rounds: u64,
    /// By figure.
    pub figures: Vec<Moments>,
    /// Losses by the last date.
    pub histogram: Histogram,
}

/// Room for one path after another.
#[derive(Clone, Debug, Default)]
struct PathRoom {
    factors: Factors,
    sieve: Room,
    losses: Vec<f64>,
    expected: Vec<f64>,
    round: Vec<f64>,
}

impl Sums {
    /// Nothing yet.
    pub fn of_nothing(figures: usize) -> Sums {
        Sums {
            rounds: 0,
            figures: vec![Moments::default(); figures],
            histogram: Histogram::default(),
        }
    }

    /// Adds the sums of other rounds of the same simulation.
    pub fn merge(&mut self, other: &Sums) {
        self.rounds += other.rounds;
        for (figure, other) in self.figures.iter_mut().zip(&other.figures) {
            figure.merge(other);
        }
        self.histogram.merge(&other.histogram);
    }
}

impl Simulator {
    /// Makes a pool and its tranches ready.
    ///
    /// # Errors
    /// [`SimulationError`] for a pool or tranches that cannot be simulated.
    pub fn new(pool: &Pool, tranches: &[Points], settings: Settings) -> Result<Simulator, SimulationError> {
        super::check(pool, tranches)?;
        let sieve = Sieve::new(pool, settings.seed);
        let losses = Losses::new(pool, &sieve);
        let (design, controls) = if settings.plain {
            (Design::Plain, None)
        } else {
            let known = Along::of(pool);
            let points: Vec<f64> = distinct_points(tranches);
            let strata = Design::strata(&known, &points);
            let controls = Controls::new(&known, &strata, tranches);
            (Design::Stratified(strata), Some(controls))
        };
        Ok(Simulator {
            sieve,
            factors: FactorDraw::new(pool, design),
            controls,
            losses,
            tranches: tranches.to_vec(),
            dates: pool.times.len(),
            settings,
            fingerprint: fingerprint(pool, tranches, ""),
        })
    }

    /// The same, drawn by chosen code.
    pub fn with_kernel(self, kernel: super::kernel::Kernel) -> Simulator {
        Simulator {
            sieve: self.sieve.with_kernel(kernel),
            ..self
        }
    }

    /// How paths are drawn.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// A number that no other pool and tranches share by chance.
    pub fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }

    /// The tranches.
    pub fn tranches(&self) -> &[Points] {
        &self.tranches
    }

    /// How many dates there are.
    pub fn dates(&self) -> usize {
        self.dates
    }

    /// The most that the pool can lose, as a share of it.
    pub fn greatest_loss(&self) -> f64 {
        self.losses.greatest
    }

    /// How many figures there are.
    pub fn figures(&self) -> usize {
        figures::count(self.dates, self.tranches.len())
    }

    /// The sums of rounds, on as many threads as there are in the pool of threads that calls; their number changes no bit.
    pub fn sums(&self, rounds: std::ops::Range<u64>) -> Sums {
        let next = AtomicU64::new(rounds.start);
        let parts = rayon::broadcast(|_| {
            let mut sums = Sums::of_nothing(self.figures());
            let mut room = PathRoom::default();
            loop {
                let round = next.fetch_add(1, Ordering::Relaxed);
                if round >= rounds.end {
                    return sums;
                }
                self.round(round, &mut room, &mut sums);
            }
        });
        let mut whole = Sums::of_nothing(self.figures());
        parts.iter().for_each(|part| whole.merge(part));
        whole
    }

    fn round(&self, round: u64, room: &mut PathRoom, sums: &mut Sums) {
        room.round.clear();
        room.round.resize(self.figures(), 0.0);
        let first = round * ROUND as u64;
        for path in first..first + ROUND as u64 {
            self.path(path, room, &mut sums.histogram);
        }
        for (figure, value) in sums.figures.iter_mut().zip(&room.round) {
            figure.add(*value);
        }
        sums.rounds += 1;
    }

    fn path(&self, path: u64, room: &mut PathRoom, histogram: &mut Histogram) {
        let drawn = self.factors.draw(&self.sieve.stream, path, &mut room.factors);
        let Factors {
            by_direction, shock, ..
        } = &room.factors;
        self.sieve.draw(path, by_direction, *shock, &mut room.sieve);
        self.losses
            .by_date(path, &self.sieve, &room.sieve, by_direction, &mut room.losses);
        let last = room.losses[self.dates - 1];
        histogram.add(path, last, self.losses.greatest, drawn.weight);
        let known = self.controls.as_ref().map(|controls| {
            controls.expected_losses(drawn.factor, &mut room.expected);
            let stratum = (path % ROUND as u64) as usize;
            (controls.of(stratum), &room.expected[..], drawn.place - 0.5)
        });
        add_path(&room.losses, &self.tranches, drawn.weight, known, &mut room.round);
    }
}

/// Every point at which a tranche begins or ends, once.
fn distinct_points(tranches: &[Points]) -> Vec<f64> {
    let mut points: Vec<f64> = tranches
        .iter()
        .flat_map(|points| [points.attachment, points.detachment])
        .collect();
    points.sort_by(f64::total_cmp);
    points.dedup();
    points
}
