//! Two functions of a simulated loan as short polynomials in single precision, the same bits on every machine.
//!
//! ```text
//! score(w)     = G(u),  u = (w + ½) 2⁻³²             a word to a standard normal, by octave of min(u, 1 - u)
//! log_time(x)  = ln( -ln(1 - N(x)) )                 a latent value to the logarithm of cumulated hazard, by unit of x
//! ```
//!
//! Products, sums and comparisons only, in one order, never fused: vector and scalar code then agree to the bit. The
//! coefficients interpolate the functions of double precision at Chebyshev points; errors are below 2e-6 of the score
//! and 4e-6 in the logarithm of time. Beyond ±8 `log_time` stays what it is there: 1e-15 and 35.
//!
//! ```
//! use tranchet_risk::simulate::pieces::Pieces;
//! let pieces = Pieces::new();
//! // u = 0.975: 1.959964
//! assert!((pieces.score(4_187_593_113) - 1.959964).abs() < 2e-6);
//! // N(-1) = 0.158655; -ln(1 - 0.158655) = 0.172753
//! assert!((pieces.log_time(-1.0) - libm::log(0.172753779) as f32).abs() < 4e-6);
//! ```

use core::f64::consts::PI;

use tranchet_engine::capital::normal::{cdf, quantile};

/// Octaves of the smaller of `u` and `1 - u`, down to 2⁻³³.
pub const OCTAVES: usize = 32;
/// Coefficients of an octave of the score.
pub const SCORE: usize = 7;
/// Units of the latent value, from -8 to 8.
pub const UNITS: usize = 16;
/// Coefficients of a unit of the latent value.
pub const TIME: usize = 6;
/// The largest half word that stays below 2³¹ in single precision.
pub const HALF_WORD_MOST: f32 = 2_147_483_520.0;
/// Half the range of the latent value.
pub const RANGE: f32 = 8.0;
/// The last place of the latent value in units from the lower end.
pub const PLACE_MOST: f32 = 15.999_999;

/// The coefficients, lowest power first, by power and piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Pieces {
    /// Of `-G(t)` for `t` in each octave.
    pub score: [[f32; OCTAVES]; SCORE],
    /// Of `log_time` in each unit.
    pub time: [[f32; UNITS]; TIME],
}

impl Default for Pieces {
    fn default() -> Pieces {
        Pieces::new()
    }
}

impl Pieces {
    /// Interpolates both functions.
    pub fn new() -> Pieces {
        let mut pieces = Pieces {
            score: [[0.0; OCTAVES]; SCORE],
            time: [[0.0; UNITS]; TIME],
        };
        for octave in 0..OCTAVES {
            let lowest = libm::ldexp(1.0, octave as i32 - 33);
            let found = interpolate::<SCORE>(|y| -quantile(lowest * (1.5 + y)));
            for (row, coefficient) in pieces.score.iter_mut().zip(found) {
                row[octave] = coefficient as f32;
            }
        }
        for unit in 0..UNITS {
            let middle = unit as f64 + 0.5 - f64::from(RANGE);
            let found = interpolate::<TIME>(|y| log_cumulated_hazard(middle + y));
            for (row, coefficient) in pieces.time.iter_mut().zip(found) {
                row[unit] = coefficient as f32;
            }
        }
        pieces
    }

    /// `G((w + ½) 2⁻³²)`.
    #[inline(always)]
    pub fn score(&self, word: u32) -> f32 {
        let upper = (word as i32) >> 31;
        let half_word = (word ^ upper as u32) as i32 as f32;
        let bits = (half_word + 0.5).min(HALF_WORD_MOST).to_bits();
        let octave = ((bits >> 23) - 126) as usize & (OCTAVES - 1);
        let y = f32::from_bits(bits & 0x007F_FFFF | 0x3F80_0000) - 1.5;
        let mut sum = self.score[SCORE - 1][octave];
        for row in self.score[..SCORE - 1].iter().rev() {
            sum = sum * y + row[octave];
        }
        // Below one half the score is negative.
        f32::from_bits(sum.to_bits() ^ (!upper as u32 & 0x8000_0000))
    }

    /// `ln(-ln(1 - N(x)))`.
    #[inline(always)]
    pub fn log_time(&self, x: f32) -> f32 {
        let place = (x + RANGE).clamp(0.0, PLACE_MOST);
        let unit = place as i32;
        let y = place - unit as f32 - 0.5;
        let unit = unit as usize & (UNITS - 1);
        let mut sum = self.time[TIME - 1][unit];
        for row in self.time[..TIME - 1].iter().rev() {
            sum = sum * y + row[unit];
        }
        sum
    }
}

/// `ln(-ln(1 - N(x)))` in double precision.
pub fn log_cumulated_hazard(x: f64) -> f64 {
    let hazard = if x < 0.0 {
        -libm::log1p(-cdf(x))
    } else {
        -libm::log(cdf(-x))
    };
    libm::log(hazard)
}

/// Coefficients, lowest power first, of the polynomial through a function on -½ to ½ at Chebyshev points.
fn interpolate<const N: usize>(of: impl Fn(f64) -> f64) -> [f64; N] {
    let angle = |point: usize| PI * (point as f64 + 0.5) / N as f64;
    let values: [f64; N] = core::array::from_fn(|point| of(0.5 * libm::cos(angle(point))));
    let mut sum = [0.0; N];
    let (mut before, mut here) = ([0.0; N], [0.0; N]);
    here[0] = 1.0;
    for order in 0..N {
        let of_order = |point: usize| values[point] * libm::cos(order as f64 * angle(point));
        let scale = if order == 0 { 1.0 } else { 2.0 };
        let coefficient = scale / N as f64 * (0..N).map(of_order).sum::<f64>();
        for (sum, power) in sum.iter_mut().zip(here) {
            *sum += coefficient * power;
        }
        let next = next_chebyshev(&before, &here, order);
        (before, here) = (here, next);
    }
    sum
}

/// The next Chebyshev polynomial of `2y`: `T₁ = 2y`, `T_{n+1} = 4y T_n - T_{n-1}`.
fn next_chebyshev<const N: usize>(before: &[f64; N], here: &[f64; N], order: usize) -> [f64; N] {
    let scale = if order == 0 { 2.0 } else { 4.0 };
    core::array::from_fn(|power| {
        let raised = if power == 0 { 0.0 } else { here[power - 1] };
        scale * raised - before[power]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_those_of_double_precision() {
        let pieces = Pieces::new();
        let words = (0..200_000_u32).map(|step| step.wrapping_mul(21_473)).chain([
            0,
            1,
            2,
            u32::MAX,
            u32::MAX - 1,
            1 << 31,
            (1 << 31) - 1,
        ]);
        for word in words {
            let exact = quantile((f64::from(word) + 0.5) / 4_294_967_296.0);
            let apart = (f64::from(pieces.score(word)) - exact).abs();
            assert!(apart < 2e-6 * exact.abs().max(0.3), "{word}: {exact}, {apart}");
        }
    }

    #[test]
    fn times_are_those_of_double_precision() {
        let pieces = Pieces::new();
        for step in 0..160_000 {
            let x = -8.0 + 1e-4 * f64::from(step);
            let exact = log_cumulated_hazard(f64::from(x as f32));
            let apart = (f64::from(pieces.log_time(x as f32)) - exact).abs();
            assert!(apart < 4e-6, "{x}: {exact}, {apart}");
        }
        assert_eq!(pieces.log_time(-40.0), pieces.log_time(-8.0));
        assert!(pieces.log_time(f32::INFINITY) > 3.5);
    }
}
