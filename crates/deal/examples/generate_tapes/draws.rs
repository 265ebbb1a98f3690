//! Random attributes of one line of a tape.
//!
//! Only whole numbers: a draw picks from weights, from a range, or from a table of quantiles between which it
//! interpolates. Every line has its own stream, so what one line draws never shifts another's.

use rand_philox::Philox;

/// The draws of one line.
pub struct Draws(Philox);

impl Draws {
    /// The draws of line `line` of the pool with this seed.
    pub fn of(seed: u64, line: usize) -> Draws {
        Draws(Philox::from_u64_seed_stream(seed, line as u64))
    }

    /// A whole number, both ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u32::try_from(high - low + 1).expect("a range is narrow and not empty");
        low + i64::from(self.0.bounded(width))
    }

    /// One of the choices, each as often as its weight says.
    pub fn pick<T: Copy>(&mut self, choices: &[(u32, T)]) -> T {
        let mut ticket = self.0.bounded(choices.iter().map(|(weight, _)| weight).sum());
        for (weight, choice) in choices {
            if ticket < *weight {
                return *choice;
            }
            ticket -= weight;
        }
        unreachable!("a ticket is below the sum of the weights")
    }

    /// A value whose quantiles are these: per mille, rising from 0 to 1,000, and value.
    pub fn quantile(&mut self, points: &[(i64, i64)]) -> i64 {
        let millionth = i64::from(self.0.bounded(1_000_000));
        let above = points
            .iter()
            .position(|(mille, _)| millionth < mille * 1000)
            .expect("quantiles end at 1,000");
        let ((low, from), (high, to)) = (points[above - 1], points[above]);
        from + (to - from) * (millionth - low * 1000) / ((high - low) * 1000)
    }
}
