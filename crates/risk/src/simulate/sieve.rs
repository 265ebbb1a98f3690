//! Defaults of a path: a byte for each loan decides for most, and only the rest are looked at closely.
//!
//! Given the factor a loan defaults by the last date with probability `p = N((G(PD) - √ρ z)/√(1-ρ))`. Loans are sorted by
//! PD into blocks of 64 with one bound `p*` for all. A loan's uniform `u` has 32 bits, of which the first eight come from
//! the sieve's words: where they are above `⌊256 p*⌋`, `u > p*` whatever the others are, and the loan survives. The
//! other 24 bits are drawn for the candidates that are left, in their order, and give the time of default:
//!
//! ```text
//! x = √ρ z + √(1-ρ) G(u)         ln t = ln(-ln(1 - N(x))) - ln h
//! ```
//!
//! That is exact: every loan defaults as if its whole uniform had been drawn. Vector code draws the same
//! defaults. Example: with PD 100 % every loan defaults in the first period.
//!
//! ```
//! use tranchet_risk::{pool::{Exposure, LossGivenDefault, Pool}, simulate::sieve::{Room, Sieve}};
//! let loan = Exposure { balance: 1.0, pd: 1.0, lgd: LossGivenDefault::fixed(0.4), correlation: 0.2, profile: 0 };
//! let sieve = Sieve::new(&Pool::of_bullets(vec![1.0, 2.0], vec![loan; 100]), 7);
//! let mut room = Room::default();
//! sieve.draw(0, 1.5, &mut room);
//! assert_eq!(room.loans.len(), 100);
//! assert!(room.periods.iter().all(|period| *period == 0));
//! ```

use core::cmp::Ordering;

use tranchet_engine::capital::normal::cdf;

use super::clock::Clock;
use super::kernel::Kernel;
use super::pieces::{Pieces, RANGE};
use super::stream::{LANES, Purpose, Stream};
use crate::pool::Pool;

/// Loans of a block.
pub const BLOCK: usize = 64;
/// Blocks whose bytes are drawn at once.
pub const BLOCKS: usize = 4;
/// Cells of the bound's table for each unit of the latent value.
const CELLS_PER_UNIT: usize = 256;
const CELLS: usize = 2 * RANGE as usize * CELLS_PER_UNIT;
/// By how much bounds are raised over what single precision may get wrong, relatively and at least.
const MARGIN: (f64, f64) = (1.0 + 1e-4, 1e-9);

/// Loans of one correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// `√ρ`.
    pub loading: f32,
    /// `√(1-ρ)`.
    pub own: f32,
    /// `1/√(1-ρ)`.
    pub scale: f32,
}

/// A pool made ready to be drawn from.
#[derive(Clone, Debug)]
pub struct Sieve {
    /// The words.
    pub stream: Stream,
    /// The code that draws.
    pub kernel: Kernel,
    /// The two functions of a loan.
    pub pieces: Pieces,
    /// Ends of periods.
    pub clock: Clock,
    /// By correlation.
    pub classes: Vec<Class>,
    /// The class of each block, in groups of [`BLOCKS`].
    pub class_of: Vec<u32>,
    /// The highest `G(PD)` of each block by the last date.
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
    /// `√ρ z` by class.
    pub shifts: Vec<f32>,
}

impl Sieve {
    /// Makes a pool ready, for the fastest code that this machine can run.
    pub fn new(pool: &Pool, seed: u64) -> Sieve {
        let mut sieve = Sieve {
            stream: Stream::new(seed),
            kernel: Kernel::fastest(),
            pieces: Pieces::new(),
            clock: Clock::new(&pool.times),
            classes: Vec::new(),
            class_of: Vec::new(),
            highest: Vec::new(),
            log_hazards: Vec::new(),
            places: Vec::new(),
            bounds: bounds(),
        };
        let years = pool.times[pool.times.len() - 1];
        for loans in by_correlation(pool) {
            sieve.add_class(pool, &loans, years);
        }
        while !sieve.class_of.len().is_multiple_of(BLOCKS) {
            sieve.add_block(pool, &[], years);
        }
        sieve
    }

    /// The same, for chosen code.
    pub fn with_kernel(self, kernel: Kernel) -> Sieve {
        Sieve { kernel, ..self }
    }

    fn add_class(&mut self, pool: &Pool, loans: &[u32], years: f64) {
        let correlation = pool.exposures[loans[0] as usize].correlation;
        let own = libm::sqrt(1.0 - correlation);
        self.classes.push(Class {
            loading: libm::sqrt(correlation) as f32,
            own: own as f32,
            scale: (1.0 / own.max(1e-12)) as f32,
        });
        for block in loans.chunks(BLOCK) {
            self.add_block(pool, block, years);
        }
    }

    fn add_block(&mut self, pool: &Pool, loans: &[u32], years: f64) {
        let hazards = loans.iter().map(|place| pool.exposures[*place as usize].hazard());
        let highest = hazards.clone().fold(0.0, f64::max);
        let by_then = crate::pool::probability_by(highest, years);
        self.class_of.push(self.classes.len().saturating_sub(1) as u32);
        self.highest
            .push(tranchet_engine::capital::normal::quantile(by_then) as f32);
        self.log_hazards
            .extend(hazards.map(|hazard| libm::log(hazard) as f32));
        self.places.extend(loans);
        let rest = BLOCK - loans.len();
        self.log_hazards.extend(vec![f32::NEG_INFINITY; rest]);
        self.places.extend(vec![u32::MAX; rest]);
    }

    /// Draws the defaults of a path, given the factor (bad when low).
    pub fn draw(&self, path: u64, factor: f64, room: &mut Room) {
        room.shifts.clear();
        let shifts = self.classes.iter().map(|class| class.loading * factor as f32);
        room.shifts.extend(shifts);
        room.loans.clear();
        room.periods.clear();
        room.candidates.clear();
        self.kernel.draw(self, path, room);
    }

    /// `⌊256 p*⌋` of each block.
    #[inline(always)]
    pub(super) fn bound_blocks(&self, room: &mut Room) {
        room.bounds.clear();
        let blocks = self.highest.iter().zip(&self.class_of);
        room.bounds.extend(blocks.map(|(highest, class)| {
            let scale = self.classes[*class as usize].scale;
            let distance = (highest - room.shifts[*class as usize]) * scale;
            let cell = (distance + RANGE) * CELLS_PER_UNIT as f32;
            self.bounds[cell.max(0.0).min((CELLS - 1) as f32) as i32 as usize]
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
        let last = self.clock.periods() as u32;
        for (chunk, candidates) in (0_u32..).zip(room.candidates.chunks(4 * LANES)) {
            let words = self.stream.blocks(path, Purpose::LowerBits, chunk * LANES as u32);
            for (candidate, low) in candidates.iter().zip(words.as_flattened()) {
                let loan = candidate >> 8;
                let period = self.period(loan, candidate << 24 | low >> 8, &room.shifts);
                if period < last {
                    room.loans.push(loan);
                    room.periods.push(period);
                }
            }
        }
    }

    /// The period in which a loan defaults, from its uniform as a word; the number of periods if it survives.
    #[inline(always)]
    pub fn period(&self, loan: u32, uniform: u32, shifts: &[f32]) -> u32 {
        let class = self.class_of[loan as usize / BLOCK] as usize;
        let latent = shifts[class] + self.classes[class].own * self.pieces.score(uniform);
        self.clock
            .period(self.pieces.log_time(latent) - self.log_hazards[loan as usize])
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
            count += usize::from(byte <= bound);
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

/// Places of the loans that can default, by correlation, each sorted by PD.
fn by_correlation(pool: &Pool) -> Vec<Vec<u32>> {
    let loan = |place: &u32| &pool.exposures[*place as usize];
    let mut places: Vec<u32> = (0..pool.exposures.len() as u32)
        .filter(|place| loan(place).pd > 0.0 && loan(place).balance > 0.0)
        .collect();
    places.sort_by(|a, b| {
        let correlation = loan(a).correlation.total_cmp(&loan(b).correlation);
        let pd = loan(a).pd.total_cmp(&loan(b).pd);
        correlation.then(pd).then(Ordering::Equal)
    });
    let same = |a: &u32, b: &u32| loan(a).correlation == loan(b).correlation;
    places.chunk_by(same).map(<[u32]>::to_vec).collect()
}

#[cfg(test)]
mod tests;
