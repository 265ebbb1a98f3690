//! A scrambled Sobol sequence: points that fill the unit cube more evenly than random ones.
//!
//! Source of the direction numbers: Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections"
//! (SIAM Journal on Scientific Computing 30, 2008), the table of primitive polynomials and initial numbers that they publish
//! for their criterion D(6), up to dimension 21. Source of the scramble: Burley, "Practical hash-based Owen scrambling"
//! (Journal of Computer Graphics Techniques 9, 2020), with the permutation of Laine and Karras; its seed is fixed, so that
//! everybody has the same points.
//!
//! ```text
//! x_k = b_1 v_1 ⊕ b_2 v_2 ⊕ …                  b_i: binary digits of k, lowest first
//! v_i = a_1 v_{i-1} ⊕ … ⊕ a_{s-1} v_{i-s+1} ⊕ v_{i-s} ⊕ (v_{i-s} >> s)
//! ```
//!
//! Values are the middles of intervals of length 2⁻³², never 0 or 1. Example: of the first 16 points each sixteenth of every
//! axis has one.
//!
//! ```
//! use tranchet_risk::sobol::Sobol;
//! let sobol = Sobol::new(2);
//! let mut places: Vec<usize> = (0..16).map(|point| (16.0 * sobol.point(point)[1]) as usize).collect();
//! places.sort_unstable();
//! assert_eq!(places, (0..16).collect::<Vec<_>>());
//! ```

/// The most dimensions.
pub const DIMENSIONS: usize = 21;
const BITS: usize = 32;
/// The seed of the scramble.
const SEED: u32 = 0x7A6E_C4E7;

/// Degree `s`, middle coefficients `a` and initial numbers `m` of dimensions 2, 3, …
const TABLE: [(u32, u32, &[u32]); DIMENSIONS - 1] = [
    (1, 0, &[1]),
    (2, 1, &[1, 3]),
    (3, 1, &[1, 3, 1]),
    (3, 2, &[1, 1, 1]),
    (4, 1, &[1, 1, 3, 3]),
    (4, 4, &[1, 3, 5, 13]),
    (5, 2, &[1, 1, 5, 5, 17]),
    (5, 4, &[1, 1, 5, 5, 5]),
    (5, 7, &[1, 1, 7, 11, 19]),
    (5, 11, &[1, 1, 5, 1, 1]),
    (5, 13, &[1, 1, 1, 3, 11]),
    (5, 14, &[1, 3, 5, 5, 31]),
    (6, 1, &[1, 3, 3, 9, 7, 49]),
    (6, 13, &[1, 1, 1, 15, 21, 21]),
    (6, 16, &[1, 3, 1, 13, 27, 49]),
    (6, 19, &[1, 1, 1, 15, 7, 5]),
    (6, 22, &[1, 3, 1, 15, 13, 25]),
    (6, 25, &[1, 1, 5, 5, 19, 61]),
    (7, 1, &[1, 3, 7, 11, 23, 15, 103]),
    (7, 4, &[1, 3, 7, 13, 13, 15, 69]),
];

/// The sequence in some number of dimensions.
#[derive(Clone, Debug)]
pub struct Sobol {
    directions: Vec<[u32; BITS]>,
}

impl Sobol {
    /// In so many dimensions, at most [`DIMENSIONS`].
    pub fn new(dimensions: usize) -> Sobol {
        let further = TABLE.iter().map(|(degree, coefficients, initial)| {
            further_directions(*degree as usize, *coefficients, initial)
        });
        let first = core::array::from_fn(|bit| 1 << (BITS - 1 - bit));
        Sobol {
            directions: std::iter::once(first).chain(further).take(dimensions).collect(),
        }
    }

    /// A point of the sequence, from 0.
    pub fn point(&self, number: u32) -> Vec<f64> {
        let number = scrambled(number, SEED);
        let axes = self.directions.iter().enumerate();
        axes.map(|(axis, directions)| {
            let seed = hashed(SEED.wrapping_add(axis as u32 + 1));
            let bits = scrambled(value(directions, number), seed);
            (f64::from(bits) + 0.5) / 4_294_967_296.0
        })
        .collect()
    }
}

fn further_directions(degree: usize, coefficients: u32, initial: &[u32]) -> [u32; BITS] {
    let mut directions = [0; BITS];
    for bit in 0..BITS {
        directions[bit] = if bit < degree {
            initial[bit] << (BITS - 1 - bit)
        } else {
            let before = directions[bit - degree];
            (1..degree)
                .filter(|place| (coefficients >> (degree - 1 - place)) & 1 == 1)
                .fold(before ^ (before >> degree), |sum, place| {
                    sum ^ directions[bit - place]
                })
        };
    }
    directions
}

fn value(directions: &[u32; BITS], number: u32) -> u32 {
    let digits = directions.iter().enumerate();
    digits
        .filter(|(bit, _)| (number >> bit) & 1 == 1)
        .fold(0, |sum, (_, direction)| sum ^ direction)
}

/// Each digit flipped or not according to those above it.
fn scrambled(bits: u32, seed: u32) -> u32 {
    let mut x = bits.reverse_bits().wrapping_add(seed);
    for factor in [0x6C50_B47C, 0xB82F_1E52, 0xC7AF_E638, 0x8D22_F6E6_u32] {
        x ^= x.wrapping_mul(factor);
    }
    x.reverse_bits()
}

/// A seed for an axis, by the finaliser of MurmurHash3.
fn hashed(seed: u32) -> u32 {
    let mut x = seed;
    x = (x ^ (x >> 16)).wrapping_mul(0x85EB_CA6B);
    x = (x ^ (x >> 13)).wrapping_mul(0xC2B2_AE35);
    x ^ (x >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In base 2 the first 2^k points have one in each interval of length 2^-k, on every axis.
    #[test]
    fn every_axis_is_filled_evenly() {
        let sobol = Sobol::new(DIMENSIONS);
        let points: Vec<Vec<f64>> = (0..1024).map(|number| sobol.point(number)).collect();
        for axis in 0..DIMENSIONS {
            let mut places: Vec<usize> = points
                .iter()
                .map(|point| (1024.0 * point[axis]) as usize)
                .collect();
            places.sort_unstable();
            assert_eq!(places, (0..1024).collect::<Vec<_>>(), "axis {axis}");
        }
    }

    /// The plain sequence in three dimensions, as its inventors print it: 1/2, 3/4, 1/4 and so on.
    #[test]
    fn without_the_scramble_it_is_sobols() {
        let sobol = Sobol::new(3);
        let at = |number: u32| -> Vec<f64> {
            let axes = sobol.directions.iter();
            axes.map(|directions| f64::from(value(directions, number)) / 4_294_967_296.0)
                .collect()
        };
        assert_eq!(at(1), [0.5, 0.5, 0.5]);
        assert_eq!(at(2), [0.25, 0.75, 0.75]);
        assert_eq!(at(3), [0.75, 0.25, 0.25]);
        assert_eq!(at(4), [0.125, 0.625, 0.375]);
    }

    /// The mean of a product of functions of each axis, each with mean one.
    #[test]
    fn integrates_better_than_at_random() {
        let sobol = Sobol::new(10);
        let points = 4096;
        let product = |point: Vec<f64>| -> f64 {
            point
                .iter()
                .zip(1..)
                .map(|(x, axis)| 1.0 + (x - 0.5) / f64::from(axis))
                .product()
        };
        let mean = (0..points)
            .map(|number| product(sobol.point(number)))
            .sum::<f64>()
            / f64::from(points);
        assert!((mean - 1.0).abs() < 2e-5, "{mean}");
    }
}
