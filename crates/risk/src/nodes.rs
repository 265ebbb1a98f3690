//! Values of the factors over which losses are averaged, with their weights.
//!
//! One axis of the factors, the one along which the pool loses most, always lies on an even grid under the normal density
//! ([`grid`](crate::conditional::grid)). What is left, the outer part, is smooth once that axis is averaged over, kinks and all:
//! one or two further axes lie on wide grids, more of them take a scrambled Sobol sequence ([`crate::sobol`]), and each of
//! these values is repeated for every value of the common shock of the Student-t copula.
//!
//! ```text
//! u·Z = (u·v) z + u·(Z - (v·Z) v)          v: the axis, z: its value
//! ```

use tranchet_engine::capital::normal::quantile;

use crate::conditional::grid::Grid;
use crate::pool::Pool;
use crate::sobol::Sobol;
use crate::student_t::Mixing;

/// Points of the sequence.
const POINTS: u32 = 256;
/// Points of the sequence where each costs many lattices.
const FEW_POINTS: u32 = 32;
/// The most axes beside the first that lie on grids.
const GRIDS_MAX: usize = 2;
/// Steps of these grids, and how many to each side: what is averaged over them is smooth, and so wide steps do.
const STEP: f64 = 0.6;
const STEPS: i32 = 11;
/// Points of these grids below this part of the density in the middle are left out.
const NEGLIGIBLE_OTHER: f64 = 1e-9;
/// Nodes that weigh less than this are left out where each is dear.
const NEGLIGIBLE: f64 = 1e-13;

/// Values of the factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// `u·Z` of each direction of the pool.
    pub factors: Vec<f64>,
    /// `√(S/ν)`, one under the Gaussian copula.
    pub mixing: f64,
}

/// A value of the outer part.
#[derive(Clone, Debug, PartialEq)]
pub struct Outer {
    /// What it adds to `u·Z` of each direction of the pool.
    pub offsets: Vec<f64>,
    /// `√(S/ν)`, one under the Gaussian copula.
    pub mixing: f64,
    /// Its weight; all add up to one.
    pub weight: f64,
}

/// The factors of a pool: an axis, and what is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Factors {
    /// `u·v` of each direction of the pool.
    along: Vec<f64>,
    /// The grid of the axis.
    pub grid: Grid,
    /// The outer part.
    pub outer: Vec<Outer>,
}

impl Factors {
    /// For what is cheap at each value.
    pub fn of(pool: &Pool) -> Factors {
        Factors::with(pool, POINTS)
    }

    /// For what is dear at each value.
    pub fn few(pool: &Pool) -> Factors {
        Factors::with(pool, FEW_POINTS)
    }

    fn with(pool: &Pool, points: u32) -> Factors {
        let axis = main_axis(pool);
        let along: Vec<f64> = pool
            .directions
            .iter()
            .map(|direction| dot(direction, &axis))
            .collect();
        let grid = Grid::suiting(pool.highest_correlation());
        let outer = outer(pool, &axis, points);
        Factors { along, grid, outer }
    }

    /// The factors at a value of the axis and of the outer part.
    pub fn node(&self, z: f64, outer: &Outer) -> Node {
        let parts = self.along.iter().zip(&outer.offsets);
        Node {
            factors: parts.map(|(along, offset)| along * z + offset).collect(),
            mixing: outer.mixing,
        }
    }

    /// Whether there is nothing but the axis.
    pub fn is_single(&self) -> bool {
        self.outer.len() == 1
    }

    /// Every value on a grid of the axis with its weight, those that weigh nothing left out; the weights add up to one.
    pub fn weighted(&self, grid: Grid) -> Vec<(Node, f64)> {
        let inner: Vec<(f64, f64)> = grid.coarse().zip(grid.coarse_weights()).collect();
        let mut found = Vec::new();
        for outer in &self.outer {
            let heavy = inner
                .iter()
                .filter(|(_, weight)| weight * outer.weight > NEGLIGIBLE);
            found.extend(heavy.map(|(z, weight)| (self.node(*z, outer), weight * outer.weight)));
        }
        let sum: f64 = found.iter().map(|(_, weight)| weight).sum();
        found.iter_mut().for_each(|(_, weight)| *weight /= sum);
        found
    }
}

/// The outer part: values of the axes but the first, for each value of the common shock.
fn outer(pool: &Pool, axis: &[f64], points: u32) -> Vec<Outer> {
    let others = others(pool.factors() - 1, points);
    let shocks = Mixing::of(pool.copula).points;
    let mut found = Vec::with_capacity(shocks.len() * others.len());
    for (mixing, weight) in shocks {
        for (values, inner) in &others {
            let mut z = vec![0.0];
            z.extend(values);
            reflect(&mut z, axis);
            found.push(Outer {
                offsets: pool
                    .directions
                    .iter()
                    .map(|direction| dot(direction, &z))
                    .collect(),
                mixing,
                weight: weight * inner,
            });
        }
    }
    found
}

/// Values of so many independent normals with weights that add up to one.
fn others(axes: usize, points: u32) -> Vec<(Vec<f64>, f64)> {
    if axes > GRIDS_MAX {
        let sobol = Sobol::new(axes);
        let value = |number| sobol.point(number).into_iter().map(quantile).collect();
        return (0..points)
            .map(|number| (value(number), 1.0 / f64::from(points)))
            .collect();
    }
    let grid: Vec<(f64, f64)> = (-STEPS..=STEPS)
        .map(|step| {
            let z = STEP * f64::from(step);
            (z, libm::exp(-0.5 * z * z))
        })
        .collect();
    let mut found = vec![(Vec::new(), 1.0)];
    for _ in 0..axes {
        found = found
            .iter()
            .flat_map(|(values, weight)| {
                grid.iter().map(move |(z, density)| {
                    let mut values = values.clone();
                    values.push(*z);
                    (values, weight * density)
                })
            })
            .filter(|(_, weight)| *weight > NEGLIGIBLE_OTHER)
            .collect();
    }
    let sum: f64 = found.iter().map(|(_, weight)| weight).sum();
    found.iter_mut().for_each(|(_, weight)| *weight /= sum);
    found
}

pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// The axis, of length one, along which the pool's expected loss moves most.
pub(crate) fn main_axis(pool: &Pool) -> Vec<f64> {
    let mut axis = vec![0.0; pool.factors()];
    for loan in &pool.exposures {
        let weight = loan.balance * loan.pd * loan.lgd.mean * libm::sqrt(loan.correlation);
        for (axis, part) in axis.iter_mut().zip(&pool.directions[loan.direction]) {
            *axis += weight * part;
        }
    }
    let length = libm::sqrt(dot(&axis, &axis));
    if length == 0.0 || axis.len() == 1 {
        axis.fill(0.0);
        axis[0] = 1.0;
        return axis;
    }
    axis.iter_mut().for_each(|part| *part /= length);
    axis
}

/// Reflects a point so that the first axis comes to lie along another.
pub(crate) fn reflect(point: &mut [f64], axis: &[f64]) {
    let mut normal = axis.to_vec();
    normal[0] -= 1.0;
    let square = dot(&normal, &normal);
    if square < 1e-30 {
        return;
    }
    let along = dot(point, &normal);
    for (point, part) in point.iter_mut().zip(&normal) {
        *point -= 2.0 * along / square * part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loss_given_default::LossGivenDefault;
    use crate::pool::Exposure;

    fn pool() -> Pool {
        let loan = Exposure::new(1.0, 0.01, LossGivenDefault::fixed(0.4), 0.3);
        Pool {
            directions: vec![vec![0.8, 0.6, 0.0], vec![0.8, 0.0, 0.6]],
            exposures: vec![loan, Exposure { direction: 1, ..loan }],
            ..Pool::of_bullets(vec![1.0], Vec::new())
        }
    }

    #[test]
    fn factors_along_each_direction_have_their_moments() {
        let factors = Factors::of(&pool());
        let nodes = factors.weighted(factors.grid.finer(8));
        let mean =
            |of: &dyn Fn(&Node) -> f64| -> f64 { nodes.iter().map(|(node, weight)| weight * of(node)).sum() };
        assert!(mean(&|node| node.factors[0]).abs() < 1e-3);
        assert!((mean(&|node| node.factors[1] * node.factors[1]) - 1.0).abs() < 3e-3);
        assert!((mean(&|node| node.factors[0] * node.factors[1]) - 0.64).abs() < 3e-3);
        let far = mean(&|node| if node.factors[0] < -3.0 { 1.0 } else { 0.0 });
        assert!((far / 0.00134990 - 1.0).abs() < 0.02, "{far}");
    }

    #[test]
    fn a_reflection_keeps_lengths_and_brings_the_first_axis_where_it_should() {
        let axis = [0.6, 0.0, 0.8];
        let mut point = [1.0, 0.0, 0.0];
        reflect(&mut point, &axis);
        for (found, expected) in point.iter().zip(axis) {
            assert!((found - expected).abs() < 1e-15);
        }
    }
}
