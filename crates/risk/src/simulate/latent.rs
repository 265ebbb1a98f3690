//! The time that a latent value stands for under the Student-t copula.
//!
//! ```text
//! log_time(x) = ln( -ln(1 - T(x)) ),   T the t distribution
//! ```
//!
//! as cubics on 32 cells of each octave of `1 + |x|`, which the bits of a number name: products and sums alone, the same
//! everywhere. The cubics go through four points of each cell and are right to 1e-5 in the logarithm of time.
//!
//! ```
//! use tranchet_risk::{pool::Copula, simulate::latent::Latent};
//! let Latent::StudentT(curve) = Latent::of(Copula::StudentT { degrees: 4 }) else { panic!() };
//! // T(-3.746947) = 1 %: the hazard -ln(0.99) = 0.01005034.
//! assert!((curve.log_time(-3.746947) - libm::log(0.01005034) as f32).abs() < 1e-5);
//! ```

use crate::pool::Copula;
use crate::student_t::Mixing;

/// Octaves of `1 + |x|`.
const OCTAVES: usize = 24;
/// Bits of a mantissa that name a cell of its octave.
const CELL_BITS: u32 = 5;
const CELLS: usize = OCTAVES << CELL_BITS;
const MANTISSA_BITS: u32 = 23;
const EXPONENT_OF_ONE: u32 = 127;
const POINTS: usize = 4;
/// The largest `1 + |x|` in the last octave.
const MOST: f32 = 16_777_215.0;

/// The distribution of the latent value.
#[derive(Clone, Debug, PartialEq)]
pub enum Latent {
    /// Normal; [`Pieces`](super::pieces::Pieces) have its time.
    Normal,
    /// Student's t.
    StudentT(Curve),
}

impl Latent {
    /// The latent value of a copula.
    pub fn of(copula: Copula) -> Latent {
        match copula {
            Copula::Gaussian => Latent::Normal,
            Copula::StudentT { .. } => Latent::StudentT(Curve::new(&Mixing::of(copula))),
        }
    }
}

/// `log_time` by cell, lowest power first, below nought and above.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    below: Vec<[f32; POINTS]>,
    above: Vec<[f32; POINTS]>,
}

impl Curve {
    fn new(mixing: &Mixing) -> Curve {
        let cells = |time: &dyn Fn(f64) -> f64| {
            let of_cell = |cell: usize| {
                let lowest = libm::ldexp(1.0, (cell >> CELL_BITS) as i32);
                let width = lowest / f64::from(1_u32 << CELL_BITS);
                let start = lowest + width * (cell % (1 << CELL_BITS)) as f64;
                cubic([0.0, 1.0, 2.0, 3.0].map(|point| time(start + width * point / 3.0 - 1.0)))
            };
            (0..CELLS).map(of_cell).collect()
        };
        Curve {
            below: cells(&|x| libm::log(-libm::log1p(-mixing.cdf(-x)))),
            above: cells(&|x| libm::log(-libm::log(mixing.cdf(-x)))),
        }
    }

    /// The logarithm of the time of a latent value.
    #[inline]
    pub fn log_time(&self, x: f32) -> f32 {
        let bits = (x.abs() + 1.0).min(MOST).to_bits();
        let cell = (bits >> (MANTISSA_BITS - CELL_BITS)) - (EXPONENT_OF_ONE << CELL_BITS);
        let rest = bits << CELL_BITS & ((1 << MANTISSA_BITS) - 1);
        let y = f32::from_bits(EXPONENT_OF_ONE << MANTISSA_BITS | rest) - 1.0;
        let side = if x < 0.0 { &self.below } else { &self.above };
        let [a, b, c, d] = side[cell as usize];
        ((d * y + c) * y + b) * y + a
    }
}

/// Coefficients of the cubic through values at 0, 1/3, 2/3 and 1.
fn cubic([a, b, c, d]: [f64; POINTS]) -> [f32; POINTS] {
    let second = 9.0 * (2.0 * a - 5.0 * b + 4.0 * c - d) / 2.0;
    let third = 9.0 * (d - 3.0 * c + 3.0 * b - a) / 2.0;
    [a, d - a - second - third, second, third].map(|coefficient| coefficient as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_double_precision() {
        for degrees in [2, 4, 12] {
            let mixing = Mixing::student_t(degrees);
            let curve = Curve::new(&mixing);
            for probability in [1e-8, 1e-6, 1e-4, 0.01, 0.3, 0.5, 0.8, 0.999] {
                let x = mixing.quantile(probability) as f32;
                let exact = libm::log(-libm::log1p(-mixing.cdf(f64::from(x))));
                let found = f64::from(curve.log_time(x));
                assert!(
                    (found - exact).abs() < 1e-4,
                    "{degrees} {probability}: {found} {exact}"
                );
            }
        }
    }
}
