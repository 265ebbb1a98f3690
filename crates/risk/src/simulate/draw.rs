//! The factors of a path: the value of the main axis by its stratum, the rest and the shock as they come.

use tranchet_engine::capital::normal::quantile;

use super::factor::{Design, Drawn};
use super::stream::{Purpose, Stream};
use crate::nodes::{dot, main_axis, reflect};
use crate::pool::{Copula, Pool};
use crate::student_t::shock;

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
        into.shock = match self.copula {
            Copula::Gaussian => 1.0,
            Copula::StudentT { .. } => shock(
                self.copula,
                stream.uniform(path, Purpose::Factor, self.axis.len() as u32),
            ),
        };
        drawn
    }
}
