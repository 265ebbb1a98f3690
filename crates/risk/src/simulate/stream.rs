//! Random words that a seed, a path and a place name, and nothing else: no draw depends on another.
//!
//! Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011): Philox4x32-10, a
//! keyed bijection of a 128-bit counter.
//!
//! ```text
//! key     = splitmix64(seed)
//! counter = (block, purpose, path low, path high)  ->  four words
//! ```
//!
//! It needs only 32-bit products, sums and exclusive ors, so that sixteen blocks side by side become vector code on any
//! machine, and the same words everywhere. Example: a word is found again without drawing those before it.
//!
//! ```
//! use tranchet_risk::simulate::stream::{Purpose, Stream};
//! let stream = Stream::new(7);
//! let sixteen = stream.blocks(3, Purpose::Sieve, 32);
//! assert_eq!(stream.block(3, Purpose::Sieve, 33).map(|word| word), [0, 1, 2, 3].map(|word| sixteen[word][1]));
//! ```

use rand_philox::{philox4x32_10, splitmix64};

/// Blocks drawn side by side.
pub const LANES: usize = 16;

/// Four words of each of [`LANES`] blocks, by word.
pub type Blocks = [[u32; LANES]; 4];

pub(super) const ROUNDS: usize = 10;
pub(super) const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
pub(super) const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

/// What words are for; each use has blocks of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The factor.
    Factor = 0,
    /// The first eight bits of each loan's uniform.
    Sieve = 1,
    /// The lower bits of those whose first bits do not decide.
    LowerBits = 2,
    /// Losses given default.
    Severity = 3,
}

/// The words of a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    key: [u32; 2],
}

impl Stream {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Stream {
        let mixed = splitmix64(seed);
        Stream {
            key: [mixed as u32, (mixed >> 32) as u32],
        }
    }

    /// The key of the generator.
    pub fn key(&self) -> [u32; 2] {
        self.key
    }

    /// The four words of a block.
    pub fn block(&self, path: u64, purpose: Purpose, block: u32) -> [u32; 4] {
        philox4x32_10(
            [block, purpose as u32, path as u32, (path >> 32) as u32],
            self.key,
        )
    }

    /// The words of [`LANES`] blocks from `first` on.
    #[inline(always)]
    pub fn blocks(&self, path: u64, purpose: Purpose, first: u32) -> Blocks {
        let mut counters = [0; LANES];
        for (lane, counter) in (0_u32..).zip(&mut counters) {
            *counter = first.wrapping_add(lane);
        }
        let rest = [purpose as u32, path as u32, (path >> 32) as u32].map(|word| [word; LANES]);
        let [purpose, low, high] = rest;
        rounds([counters, purpose, low, high], self.key)
    }

    /// A number between 0 and 1, never either, of 53 bits.
    pub fn uniform(&self, path: u64, purpose: Purpose, block: u32) -> f64 {
        let [low, high, ..] = self.block(path, purpose, block);
        let bits = (u64::from(high) << 32 | u64::from(low)) >> 11;
        (bits as f64 + 0.5) / (1_u64 << 53) as f64
    }
}

#[inline(always)]
fn rounds(mut words: Blocks, mut key: [u32; 2]) -> Blocks {
    for _ in 0..ROUNDS {
        words = round(&words, key);
        key = [
            key[0].wrapping_add(KEY_STEPS[0]),
            key[1].wrapping_add(KEY_STEPS[1]),
        ];
    }
    words
}

#[inline(always)]
fn round(words: &Blocks, key: [u32; 2]) -> Blocks {
    let mut next = [[0; LANES]; 4];
    for lane in 0..LANES {
        let first = u64::from(words[0][lane]) * u64::from(MULTIPLIERS[0]);
        let second = u64::from(words[2][lane]) * u64::from(MULTIPLIERS[1]);
        next[0][lane] = (second >> 32) as u32 ^ words[1][lane] ^ key[0];
        next[1][lane] = words[2][lane].wrapping_mul(MULTIPLIERS[1]);
        next[2][lane] = (first >> 32) as u32 ^ words[3][lane] ^ key[1];
        next[3][lane] = words[0][lane].wrapping_mul(MULTIPLIERS[0]);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_side_by_side_are_those_of_the_published_generator() {
        for (seed, path, first) in [
            (0, 0, 0),
            (42, 1 << 40, 4_000_000_000),
            (u64::MAX, u64::MAX, u32::MAX),
        ] {
            let stream = Stream::new(seed);
            let found = stream.blocks(path, Purpose::LowerBits, first);
            for (lane, counter) in (0..LANES).zip(0_u32..) {
                let expected = stream.block(path, Purpose::LowerBits, first.wrapping_add(counter));
                assert_eq!(found.map(|words| words[lane]), expected);
            }
        }
    }

    #[test]
    fn uniforms_lie_inside_and_their_mean_is_a_half() {
        let stream = Stream::new(1);
        let draws: Vec<f64> = (0..10_000)
            .map(|path| stream.uniform(path, Purpose::Factor, 0))
            .collect();
        assert!(draws.iter().all(|draw| *draw > 0.0 && *draw < 1.0));
        // The deviation of the mean is √(1/12/10,000) = 0.0029.
        let mean = draws.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
    }
}
