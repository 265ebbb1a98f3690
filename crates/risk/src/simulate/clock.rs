//! The period in which a loan defaults, from the logarithm of the time on its clock.
//!
//! Periods may have any length; in those that end with the clock still at nought nobody defaults. Cells of equal width in
//! the logarithm each know the first period that ends in them or later; from there a few comparisons lead to the period.
//!
//! ```
//! use tranchet_risk::simulate::clock::Clock;
//! let clock = Clock::new(&[0.25, 0.5, 1.0]);
//! let period = |years: f32| clock.period(libm::logf(years));
//! assert_eq!([0.01, 0.3, 0.9, 1.1].map(period), [0, 1, 2, 3]);
//! ```

/// The most cells that a clock has.
const CELLS_MOST: usize = 1 << 14;
/// Room for rounding, in the logarithm of time.
const SLACK: f64 = 1e-4;
/// The narrowest cell.
const WIDTH_LEAST: f64 = 1e-3;

/// Ends of periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// `ln t` of the end of each period, and infinity.
    pub ends: Vec<f32>,
    /// The logarithm at which the first cell begins.
    pub origin: f32,
    /// Cells per unit of the logarithm.
    pub cells_per_unit: f32,
    /// By cell, the first period that can hold a time in it.
    pub first: Vec<u32>,
    /// How many periods can end in one cell.
    pub steps: usize,
}

impl Clock {
    /// A clock for periods that end at these times, nought or above and never falling.
    pub fn new(times: &[f64]) -> Clock {
        let logs: Vec<f64> = times.iter().map(|time| libm::log(*time)).collect();
        let idle = times.partition_point(|time| *time <= 0.0);
        let origin = logs.get(idle).copied().unwrap_or_default();
        let span = logs.last().map_or(0.0, |last| (last - origin).max(0.0));
        let apart = logs[idle..].windows(2).map(|pair| pair[1] - pair[0]);
        let narrowest = apart.filter(|apart| *apart > 0.0).fold(1.0, f64::min);
        let cells = (libm::ceil(span / narrowest) as usize + 1).min(CELLS_MOST);
        let width = (span / cells as f64).max(WIDTH_LEAST);
        let before = |cell: usize, slack: f64| {
            let log = origin + width * cell as f64 + slack;
            logs.partition_point(|end| *end < log)
        };
        let first = |cell: usize| if cell == 0 { idle } else { before(cell, -SLACK) };
        Clock {
            ends: logs
                .iter()
                .map(|end| *end as f32)
                .chain([f32::INFINITY])
                .collect(),
            origin: origin as f32,
            cells_per_unit: (1.0 / width) as f32,
            first: (0..=cells).map(|cell| first(cell) as u32).collect(),
            steps: (0..=cells)
                .map(|cell| before(cell + 1, SLACK) - first(cell))
                .max()
                .unwrap_or_default(),
        }
    }

    /// How many periods there are.
    pub fn periods(&self) -> usize {
        self.ends.len() - 1
    }

    /// The period that holds a time, by its logarithm; the number of periods if none does.
    #[inline(always)]
    pub fn period(&self, log: f32) -> u32 {
        let last = (self.first.len() - 1) as f32;
        let cell = ((log - self.origin) * self.cells_per_unit).clamp(0.0, last);
        let mut period = self.first[cell as i32 as usize];
        for _ in 0..self.steps {
            period = period.wrapping_add(u32::from(log > self.ends[period as usize]));
        }
        period
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_exact(times: &[f64]) {
        let clock = Clock::new(times);
        let last = clock.ends[clock.periods() - 1];
        for step in 0..200_000 {
            let log = last + 0.1 - 1e-4 * step as f32;
            let expected = clock.ends[..clock.periods()].partition_point(|end| *end < log);
            assert_eq!(clock.period(log), expected as u32, "{log}");
        }
        assert_eq!(clock.period(f32::NEG_INFINITY), 0);
        assert_eq!(clock.period(f32::INFINITY), clock.periods() as u32);
        for (period, end) in clock.ends[..clock.periods()].iter().enumerate() {
            let first = clock.ends.partition_point(|other| other < end);
            assert_eq!(clock.period(*end), first.min(period) as u32);
        }
    }

    #[test]
    fn nobody_defaults_while_the_clock_stands() {
        let late = Clock::new(&[0.0, 0.0, 0.5, 1.0]);
        assert_eq!(
            [f32::NEG_INFINITY, -9.0, -0.3, 0.1].map(|log| late.period(log)),
            [2, 2, 3, 4]
        );
        let never = Clock::new(&[0.0, 0.0]);
        assert_eq!(
            [f32::NEG_INFINITY, -9.0, 9.0].map(|log| never.period(log)),
            [2, 2, 2]
        );
    }

    #[test]
    fn periods_of_any_lengths_are_found() {
        let quarters: Vec<f64> = (1..=40).map(|quarter| 0.25 * f64::from(quarter)).collect();
        let months: Vec<f64> = (1..=360).map(|month| f64::from(month) / 12.0).collect();
        for times in [
            &quarters[..],
            &months,
            &[5.0],
            &[0.002, 0.25, 0.2501, 0.2502, 0.2502, 7.0],
        ] {
            assert_exact(times);
        }
    }
}
