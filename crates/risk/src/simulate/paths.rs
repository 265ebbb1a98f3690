//! Paths of a pool, round by round, and the sums that they leave.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use tranchet_deal::deal::Deal;
use tranchet_engine::waterfall::Waterfall;

use super::along::Along;
use super::control::Controls;
use super::draw::{FactorDraw, Factors};
use super::factor::{Design, Drawn, ROUND};
use super::figures::{self, Known, Moments, Points, WaterfallFigure, add_path};
use super::fingerprint::fingerprint;
use super::histogram::Histogram;
use super::read::points;
use super::severity::Losses;
use super::sieve::{self, Sieve};
use super::through::investor::{Ledger, Return};
use super::through::path_pool::PathRoom;
use super::through::{LoanDefault, Through};
use super::{Settings, SimulationError};
use crate::lower::Model;
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
    through: Option<Through>,
    /// Balance of the pool at closing.
    balance: f64,
}

/// A default on a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathDefault {
    /// The loan's place in the pool.
    pub place: usize,
    /// The period.
    pub period: usize,
    /// The share that it loses, where losses given default vary.
    pub lost: Option<f64>,
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

/// A waterfall that leaves the flows of one path after another.
type PathWaterfall<'a> = Waterfall<'a, f64, &'a Ledger>;

/// Room for one path after another.
#[derive(Clone, Debug, Default)]
struct Room {
    factors: Factors,
    sieve: sieve::Room,
    pool: PathRoom,
    /// The pool's loss by date.
    losses: Vec<f64>,
    /// Losses by tranche and date.
    tranches: Vec<f64>,
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
            through: None,
            balance: pool.balance(),
        })
    }

    /// A deal's model, run through its waterfall on each path.
    ///
    /// # Errors
    /// [`SimulationError`] for a pool or tranches that cannot be simulated.
    pub fn of_deal(deal: &Deal, model: &Model, settings: Settings) -> Result<Simulator, SimulationError> {
        let tranches = points(model);
        let simulator = Simulator::new(&model.pool, &tranches, settings)?;
        let through = Through::new(deal, model, &simulator.sieve);
        Ok(Simulator {
            dates: through.periods(),
            fingerprint: fingerprint(&model.pool, &tranches, &through.terms()),
            through: Some(through),
            ..simulator
        })
    }

    /// The waterfall that paths go through, if they do.
    pub fn through(&self) -> Option<&Through> {
        self.through.as_ref()
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

    /// What tranches lose on a path by each date, shares of the pool, and what their holders have of it where paths go through
    /// the waterfall.
    pub fn outcome(&self, path: u64) -> (Vec<Vec<f64>>, Vec<Return>) {
        let mut room = Room::default();
        room.round.resize(self.figures(), 0.0);
        let drawn = self.draw(path, &mut room);
        let flows = Ledger::default();
        let mut returns = Vec::new();
        match &self.through {
            Some(through) => {
                let mut waterfall = Waterfall::new(&through.plan, &flows);
                self.run(path, through, &mut waterfall, &drawn, &mut room);
                let flows = flows.0.borrow();
                let investors = through.investors.iter().enumerate();
                returns.extend(investors.map(|(place, investor)| investor.read(place, &flows)));
            }
            None => self.at_points(&mut room),
        }
        (
            room.tranches.chunks(self.dates).map(<[f64]>::to_vec).collect(),
            returns,
        )
    }

    /// The defaults of a path.
    pub fn defaults(&self, path: u64) -> Vec<PathDefault> {
        let mut room = Room::default();
        self.draw(path, &mut room);
        let factors = &room.factors.by_direction;
        let defaults = room.sieve.loans.iter().zip(&room.sieve.periods);
        let default = |(loan, period): (&u32, &u32)| PathDefault {
            place: self.sieve.places[*loan as usize] as usize,
            period: *period as usize,
            lost: self.losses.varying_share(path, &self.sieve, *loan, factors),
        };
        defaults.map(default).collect()
    }

    /// How many figures there are.
    pub fn figures(&self) -> usize {
        let more = self
            .through
            .as_ref()
            .map_or(0, |_| WaterfallFigure::count(self.dates, self.tranches.len()));
        self.figures_of_losses() + more
    }

    fn figures_of_losses(&self) -> usize {
        figures::count(self.dates, self.tranches.len())
    }

    /// The sums of rounds, on as many threads as there are in the pool of threads that calls; their number changes no bit.
    pub fn sums(&self, rounds: std::ops::Range<u64>) -> Sums {
        let next = AtomicU64::new(rounds.start);
        let parts = rayon::broadcast(|_| {
            let mut sums = Sums::of_nothing(self.figures());
            let mut room = Room::default();
            let flows = Ledger::default();
            let mut waterfall = self
                .through
                .as_ref()
                .map(|through| Waterfall::new(&through.plan, &flows));
            loop {
                let round = next.fetch_add(1, Ordering::Relaxed);
                if round >= rounds.end {
                    return sums;
                }
                self.round(round, &mut room, waterfall.as_mut(), &mut sums);
            }
        });
        let mut whole = Sums::of_nothing(self.figures());
        parts.iter().for_each(|part| whole.merge(part));
        whole
    }

    fn round(
        &self,
        round: u64,
        room: &mut Room,
        mut waterfall: Option<&mut PathWaterfall<'_>>,
        sums: &mut Sums,
    ) {
        room.round.clear();
        room.round.resize(self.figures(), 0.0);
        let first = round * ROUND as u64;
        for path in first..first + ROUND as u64 {
            let drawn = self.draw(path, room);
            let last = room.losses[room.losses.len() - 1];
            sums.histogram.add(path, last, self.losses.greatest, drawn.weight);
            match (&self.through, &mut waterfall) {
                (Some(through), Some(waterfall)) => self.run(path, through, waterfall, &drawn, room),
                (Some(_) | None, Some(_) | None) => self.at_points(room),
            }
            self.add(path, &drawn, room);
        }
        for (figure, value) in sums.figures.iter_mut().zip(&room.round) {
            figure.add(*value);
        }
        sums.rounds += 1;
    }

    /// Draws the defaults of a path and the pool's loss by date.
    fn draw(&self, path: u64, room: &mut Room) -> Drawn {
        let drawn = self.factors.draw(&self.sieve.stream, path, &mut room.factors);
        let Factors {
            by_direction, shock, ..
        } = &room.factors;
        self.sieve.draw(path, by_direction, *shock, &mut room.sieve);
        self.losses
            .by_date(path, &self.sieve, &room.sieve, by_direction, &mut room.losses);
        drawn
    }

    /// What tranches lose by their points at closing.
    fn at_points(&self, room: &mut Room) {
        room.tranches.clear();
        for points in &self.tranches {
            room.tranches
                .extend(room.losses.iter().map(|loss| points.loss(*loss)));
        }
    }

    /// Runs a path through the waterfall, and adds what it means to holders.
    fn run(
        &self,
        path: u64,
        through: &Through,
        waterfall: &mut PathWaterfall<'_>,
        drawn: &Drawn,
        room: &mut Room,
    ) {
        let Room {
            factors,
            sieve,
            pool,
            tranches,
            round,
            ..
        } = room;
        let defaults = sieve.loans.iter().zip(&sieve.periods);
        let defaults = defaults.map(|(loan, period)| {
            let lost = self
                .losses
                .varying_share(path, &self.sieve, *loan, &factors.by_direction);
            LoanDefault {
                loan: *loan as usize,
                period: *period as usize,
                lost,
            }
        });
        through.run(waterfall, defaults, factors, pool);
        let flows = waterfall.sink().0.borrow();
        tranches.clear();
        let mut add = |figure: WaterfallFigure, value: f64| {
            round[figure.place(self.dates, self.tranches.len())] += drawn.weight * value;
        };
        for (place, investor) in through.investors.iter().enumerate() {
            tranches.extend(flows.lost_by(place).map(|lost| lost / self.balance));
            let found = investor.read(place, &flows);
            add(WaterfallFigure::Life(place), found.wal_years.unwrap_or_default());
            add(
                WaterfallFigure::Repaid(place),
                f64::from(u8::from(found.wal_years.is_some())),
            );
            add(WaterfallFigure::Irr(place), found.irr.unwrap_or_default());
            add(WaterfallFigure::Premium(place), found.premium);
        }
        for date in flows.tripped.unwrap_or(self.dates)..self.dates {
            add(WaterfallFigure::Sequential(date), 1.0);
        }
    }

    /// Adds the losses of a path to its round.
    fn add(&self, path: u64, drawn: &Drawn, room: &mut Room) {
        let known = self.controls.as_ref().map(|controls| {
            controls.expected_losses(drawn.factor, &mut room.expected);
            Known {
                controls: controls.of((path % ROUND as u64) as usize),
                expected: &room.expected,
                place: drawn.place - 0.5,
            }
        });
        let thickness = self
            .tranches
            .iter()
            .map(|points| points.detachment - points.attachment);
        let tranches = thickness.zip(room.tranches.chunks_exact(self.dates));
        let round = &mut room.round[..self.figures_of_losses()];
        add_path(&room.losses, self.dates, tranches, drawn.weight, known, round);
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
