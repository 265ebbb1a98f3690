//! The factors of a path: the value of the main axis by its stratum, the rest and the shock as they come.

use tranchet_engine::capital::normal::quantile;

use super::factor::{Design, Drawn};
use super::stream::{Purpose, Stream};
use crate::nodes::{dot, main_axis, reflect};
use crate::pool::{Copula, Pool};

/// The factors of a pool.
#[derive(Clone, Debug)]
pub struct FactorDraw {
    axis: Vec<f64>,
    directions: Vec<Vec<f64>>,
    copula: Copula,
    /// How the main axis is drawn.
    pub design: Design,
}

/// The factors of a path.
#[derive(Clone, Debug, Default)]
pub struct Factors {
    /// By direction of the pool.
    pub by_direction: Vec<f64>,
    /// The shock.
    pub shock: f64,
    vector: Vec<f64>,
}

impl Factors {
    /// So many directions at nought, without a shock.
    pub fn at_rest(directions: usize) -> Factors {
        Factors {
            by_direction: vec![0.0; directions],
            shock: 1.0,
            vector: Vec::new(),
        }
    }
}

impl FactorDraw {
    /// The factors of a pool, the main axis drawn by a design.
    pub fn new(pool: &Pool, design: Design) -> FactorDraw {
        FactorDraw {
            axis: main_axis(pool),
            directions: pool.directions.clone(),
            copula: pool.copula,
            design,
        }
    }

    /// Draws the factors of a path.
    pub fn draw(&self, stream: &Stream, path: u64, into: &mut Factors) -> Drawn {
        let drawn = self.design.draw(stream, path);
        let others = (1_u32..).take(self.axis.len() - 1);
        into.vector.clear();
        into.vector.push(drawn.factor);
        into.vector
            .extend(others.map(|block| quantile(stream.uniform(path, Purpose::Factor, block))));
        reflect(&mut into.vector, &self.axis);
        into.by_direction.clear();
        let directions = self.directions.iter();
        into.by_direction
            .extend(directions.map(|direction| dot(direction, &into.vector)));
        let next = self.axis.len() as u32;
        into.shock = match self.copula {
            Copula::Gaussian => 1.0,
            Copula::StudentT { degrees } => shock(degrees, next, |block| {
                stream.uniform(path, Purpose::Factor, block)
            }),
        };
        drawn
    }
}

/// `√(S/ν)`: chi-square is the sum of exponentials of mean two, one for two degrees of freedom, and of a normal squared
/// where they are odd.
fn shock(degrees: u32, first: u32, uniform: impl Fn(u32) -> f64) -> f64 {
    let pairs = first..first + degrees / 2;
    let mut sum: f64 = pairs.clone().map(|block| -2.0 * libm::log(uniform(block))).sum();
    if degrees % 2 == 1 {
        let normal = quantile(uniform(pairs.end));
        sum += normal * normal;
    }
    libm::sqrt(sum / f64::from(degrees))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of chi-square: ν and 2ν.
    #[test]
    fn shocks_have_the_moments_of_chi_square() {
        let stream = Stream::new(3);
        for degrees in [1, 4, 7] {
            let squares: Vec<f64> = (0..40_000)
                .map(|path| shock(degrees, 1, |block| stream.uniform(path, Purpose::Factor, block)))
                .map(|shock| f64::from(degrees) * shock * shock)
                .collect();
            let nu = f64::from(degrees);
            let mean = squares.iter().sum::<f64>() / 4e4;
            let variance = squares
                .iter()
                .map(|square| (square - mean) * (square - mean))
                .sum::<f64>()
                / 4e4;
            assert!(
                (mean / nu - 1.0).abs() < 4.0 * libm::sqrt(2.0 / nu / 4e4),
                "{degrees}: {mean}"
            );
            assert!((variance / (2.0 * nu) - 1.0).abs() < 0.1, "{degrees}: {variance}");
        }
    }
}
