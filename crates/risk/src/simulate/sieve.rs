//! Defaults of a path: a byte for each loan decides for most, and only the rest are looked at closely.
//!
//! Given the factors `f = u·Z` and the shock `m = √(S/ν)`, a loan defaults by the last date with probability
//! `p = N((m q - √ρ f)/√(1-ρ))`, `q` the latent value's quantile at its PD. Loans are sorted by PD into blocks of 64 with one
//! bound `p*` for all. A loan's uniform `w` has 32 bits, of which the first eight come from the sieve's words: where they
//! are above `⌊256 p*⌋`, `w > p*` whatever the others are, and the loan survives. The other 24 bits are drawn for the
//! candidates that are left, in their order, and give the time of default on the loan's clock:
//!
//! ```text
//! x = (√ρ f + √(1-ρ) G(w)) / m         ln Λ = ln(-ln(1 - F(x))) - ln h,  F the latent value's distribution
//! ```
//!
//! That is exact: every loan defaults as if its whole uniform had been drawn. Example: with PD 100 % every loan defaults
//! in the first period.
//!
//! ```
//! use tranchet_risk::loss_given_default::LossGivenDefault;
//! use tranchet_risk::pool::{Exposure, Pool};
//! use tranchet_risk::simulate::sieve::{Room, Sieve};
//! let loan = Exposure::new(1.0, 1.0, LossGivenDefault::fixed(0.4), 0.2);
//! let sieve = Sieve::new(&Pool::of_bullets(vec![1.0, 2.0], vec![loan; 100]), 7);
//! let mut room = Room::default();
//! sieve.draw(0, &[1.5], 1.0, &mut room);
//! assert_eq!(room.loans.len(), 100);
//! assert!(room.periods.iter().all(|period| *period == 0));
//! ```

use tranchet_engine::capital::normal::cdf;

use super::clock::Clock;
use super::kernel::Kernel;
use super::latent::Latent;
use super::pieces::{Pieces, RANGE};
use super::stream::{LANES, Purpose, Stream};
use crate::pool::{Exposure, Pool, probability_by};
use crate::student_t::Mixing;

/// Loans of a block.
pub const BLOCK: usize = 64;
/// Blocks whose bytes are drawn at once.
pub const BLOCKS: usize = 4;
/// Cells of the bound's table for each unit of the latent value.
const CELLS_PER_UNIT: usize = 256;
const CELLS: usize = 2 * RANGE as usize * CELLS_PER_UNIT;
/// By how much bounds are raised over what single precision may get wrong, relatively and at least.
const MARGIN: (f64, f64) = (1.0 + 1e-4, 1e-9);
/// The least that a borrower's own part of its assets counts, in the latent value's unit.
const OWN_LEAST: f64 = 1e-9;

/// Loans of one correlation, direction and clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// `√ρ`.
    pub loading: f64,
    /// `√(1-ρ)`.
    pub own: f64,
    /// Place of the direction.
    pub direction: usize,
    /// Place of the clock.
    pub clock: usize,
}

/// A class on a path; its numbers lie in this order in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct Moved {
    /// `√ρ f / m`.
    pub shift: f32,
    /// `√(1-ρ) / m`.
    pub own: f32,
    /// `m / √(1-ρ)`.
    pub scale: f32,
}

impl Moved {
    /// Places of shift and own part among its numbers.
    pub(super) const PLACES: [usize; 2] = [0, 1];
}

/// A pool made ready to be drawn from.
#[derive(Clone, Debug)]
pub struct Sieve {
    /// The words.
    pub stream: Stream,
    /// The code that draws.
    pub kernel: Kernel,
    /// The score of a uniform, and the normal latent value's time.
    pub pieces: Pieces,
    /// The latent value's time where it is not normal.
    pub latent: Latent,
    /// Ends of periods, by clock.
    pub clocks: Vec<Clock>,
    /// How many periods there are.
    pub periods: usize,
    /// What loans have in common.
    pub classes: Vec<Class>,
    /// The class of each block, in groups of [`BLOCKS`].
    pub class_of: Vec<u32>,
    /// The highest quantile at a PD of each block by the last date.
    pub highest: Vec<f32>,
    /// `ln h` of each loan in the order of the sieve; minus infinity where there is no loan.
    pub log_hazards: Vec<f32>,
    /// The place in the pool of each loan in the order of the sieve.
    pub places: Vec<u32>,
    /// `⌊256 p*⌋` by cell of the standardised distance.
    bounds: Vec<u8>,
}

/// Room for a path, and what was drawn in it.
#[derive(Clone, Debug, Default)]
pub struct Room {
    /// The loans that default, in the order of the sieve.
    pub loans: Vec<u32>,
    /// The period of each.
    pub periods: Vec<u32>,
    /// `⌊256 p*⌋` of each block.
    pub bounds: Vec<u8>,
    /// Loans that the sieve leaves, each times 256 plus its byte.
    pub candidates: Vec<u32>,
    /// Classes on this path.
    pub moved: Vec<Moved>,
}

impl Sieve {
    /// Makes a pool ready, for the fastest code that this machine can run.
    pub fn new(pool: &Pool, seed: u64) -> Sieve {
        let mut sieve = Sieve {
            stream: Stream::new(seed),
            kernel: Kernel::fastest(),
            pieces: Pieces::new(),
            latent: Latent::of(pool.copula),
            clocks: pool.clocks.iter().map(|times| Clock::new(times)).collect(),
            periods: pool.times.len(),
            classes: Vec::new(),
            class_of: Vec::new(),
            highest: Vec::new(),
            log_hazards: Vec::new(),
            places: Vec::new(),
            bounds: bounds(),
        };
        let mixing = Mixing::of(pool.copula);
        for loans in by_class(pool) {
            sieve.add_class(pool, &loans, &mixing);
        }
        while !sieve.class_of.len().is_multiple_of(BLOCKS) {
            sieve.add_block(&[], f32::NEG_INFINITY);
        }
        sieve
    }

    /// The same, for chosen code.
    pub fn with_kernel(self, kernel: Kernel) -> Sieve {
        Sieve { kernel, ..self }
    }

    fn add_class(&mut self, pool: &Pool, loans: &[u32], mixing: &Mixing) {
        let first = &pool.exposures[loans[0] as usize];
        self.classes.push(Class {
            loading: libm::sqrt(first.correlation),
            own: libm::sqrt(1.0 - first.correlation),
            direction: first.direction,
            clock: first.clock,
        });
        let end = pool.clocks[first.clock].last().copied().unwrap_or_default();
        for block in loans.chunks(BLOCK) {
            let loans: Vec<(u32, f64)> = block
                .iter()
                .map(|place| (*place, pool.exposures[*place as usize].hazard()))
                .collect();
            let highest = loans.iter().map(|(_, hazard)| *hazard).fold(0.0, f64::max);
            self.add_block(&loans, mixing.quantile(probability_by(highest, end)) as f32);
        }
    }

    /// Adds loans by their places and hazards.
    fn add_block(&mut self, loans: &[(u32, f64)], highest: f32) {
        self.class_of.push(self.classes.len().saturating_sub(1) as u32);
        self.highest.push(highest);
        for slot in 0..BLOCK {
            let (place, log_hazard) = match loans.get(slot) {
                Some((place, hazard)) => (*place, libm::log(*hazard) as f32),
                None => (u32::MAX, f32::NEG_INFINITY),
            };
            self.places.push(place);
            self.log_hazards.push(log_hazard);
        }
    }

    /// Draws the defaults of a path, given the factors (bad when low) by direction, and the shock.
    pub fn draw(&self, path: u64, factors: &[f64], shock: f64, room: &mut Room) {
        room.moved.clear();
        room.moved.extend(self.classes.iter().map(|class| {
            let own = (class.own / shock).max(OWN_LEAST);
            Moved {
                shift: (class.loading * factors[class.direction] / shock) as f32,
                own: own as f32,
                scale: (1.0 / own) as f32,
            }
        }));
        room.loans.clear();
        room.periods.clear();
        room.candidates.clear();
        if !room.moved.is_empty() {
            self.kernel.draw(self, path, room);
        }
    }

    /// Draws a path by code for any machine.
    #[inline(always)]
    pub(super) fn draw_portably(&self, path: u64, room: &mut Room) {
        self.bound_blocks(room);
        self.sift(path, room);
        self.examine(path, room);
    }

    /// The clock of all loans, if they have one.
    pub(super) fn single_clock(&self) -> Option<&Clock> {
        let first = self.classes.first()?.clock;
        let is_single = self.classes.iter().all(|class| class.clock == first);
        is_single.then(|| &self.clocks[first])
    }

    /// `⌊256 p*⌋` of each block.
    #[inline(always)]
    pub(super) fn bound_blocks(&self, room: &mut Room) {
        room.bounds.clear();
        let blocks = self.highest.iter().zip(&self.class_of);
        room.bounds.extend(blocks.map(|(highest, class)| {
            let moved = &room.moved[*class as usize];
            let distance = (highest - moved.shift) * moved.scale;
            let cell = (distance + RANGE) * CELLS_PER_UNIT as f32;
            self.bounds[cell.clamp(0.0, (CELLS - 1) as f32) as i32 as usize]
        }));
    }

    /// The loans that the bytes leave.
    #[inline(always)]
    pub(super) fn sift(&self, path: u64, room: &mut Room) {
        let groups = room.bounds.chunks_exact(BLOCKS);
        for (group, bounds) in (0_u32..).zip(groups) {
            let words = self.stream.blocks(path, Purpose::Sieve, group * LANES as u32);
            for (block, (words, bound)) in words.iter().zip(bounds).enumerate() {
                let first = (group as usize * BLOCKS + block) * BLOCK;
                append_candidates(words, *bound, first as u32, &mut room.candidates);
            }
        }
    }

    /// The candidates that default, by their whole uniforms.
    #[inline(always)]
    pub(super) fn examine(&self, path: u64, room: &mut Room) {
        let last = self.periods as u32;
        for (chunk, candidates) in (0_u32..).zip(room.candidates.chunks(4 * LANES)) {
            let words = self.stream.blocks(path, Purpose::LowerBits, chunk * LANES as u32);
            for (candidate, low) in candidates.iter().zip(words.as_flattened()) {
                let loan = candidate >> 8;
                let period = self.period(loan, candidate << 24 | low >> 8, &room.moved);
                if period < last {
                    room.loans.push(loan);
                    room.periods.push(period);
                }
            }
        }
    }

    /// The period in which a loan defaults, from its uniform as a word; the number of periods if it survives.
    #[inline(always)]
    pub fn period(&self, loan: u32, uniform: u32, moved: &[Moved]) -> u32 {
        let class = self.class_of[loan as usize / BLOCK] as usize;
        let latent = moved[class].shift + moved[class].own * self.pieces.score(uniform);
        let log_time = match &self.latent {
            Latent::Normal => self.pieces.log_time(latent),
            Latent::StudentT(curve) => curve.log_time(latent),
        };
        self.clocks[self.classes[class].clock].period(log_time - self.log_hazards[loan as usize])
    }
}

/// Appends the loans of a block whose byte is at most the bound, without a branch that depends on chance.
#[inline(always)]
fn append_candidates(words: &[u32; LANES], bound: u8, first: u32, candidates: &mut Vec<u32>) {
    let mut found = [0; BLOCK];
    let mut count = 0;
    for (word, place) in words.iter().zip((first..).step_by(4)) {
        for (byte, loan) in word.to_le_bytes().into_iter().zip(place..) {
            found[count & (BLOCK - 1)] = loan << 8 | u32::from(byte);
            count = count.wrapping_add(usize::from(byte <= bound));
        }
    }
    candidates.extend_from_slice(&found[..count]);
}

/// `⌊256 p*⌋` of the upper end of each cell.
fn bounds() -> Vec<u8> {
    let bound = |cell: usize| {
        let upper = (cell + 1) as f64 / CELLS_PER_UNIT as f64 - f64::from(RANGE);
        let (factor, least) = MARGIN;
        let share = cdf(upper + 1e-5) * factor + least;
        if cell + 1 == CELLS {
            255
        } else {
            libm::floor(256.0 * share).min(255.0) as u8
        }
    };
    (0..CELLS).map(bound).collect()
}

/// Places of the loans that can default, by class, each sorted by PD.
fn by_class(pool: &Pool) -> Vec<Vec<u32>> {
    let loan = |place: &u32| &pool.exposures[*place as usize];
    let mut places: Vec<u32> = (0..pool.exposures.len() as u32)
        .filter(|place| loan(place).is_risky())
        .collect();
    let key = |loan: &Exposure| (loan.direction, loan.clock);
    places.sort_by(|a, b| {
        let (a, b) = (loan(a), loan(b));
        let of_class = key(a).cmp(&key(b)).then(a.correlation.total_cmp(&b.correlation));
        of_class.then(a.pd.total_cmp(&b.pd))
    });
    let same = |a: &u32, b: &u32| {
        let (a, b) = (loan(a), loan(b));
        key(a) == key(b) && a.correlation == b.correlation
    };
    places.chunk_by(same).map(<[u32]>::to_vec).collect()
}

#[cfg(test)]
mod tests;
