//! Cumulants of the loans along each direction, tabulated once where many values of several factors share them.
//!
//! Given the factors, loans of different directions are independent and their cumulants add up; those of one direction depend
//! on `u·Z` alone. So they are calculated on the grid of one factor, and carried to any value by polynomials.

use rayon::prelude::*;

use super::classes::Class;
use super::cumulants::{self, Cumulants};
use super::grid::Grid;
use crate::nodes::Node;

/// Tables for one value of the common shock.
pub(super) struct Tables {
    grid: Grid,
    /// By direction, by value of the grid, by date.
    directions: Vec<Vec<Vec<Cumulants>>>,
}

impl Tables {
    /// Tables of loans in these classes along so many directions.
    pub fn new(classes: &[Class], directions: usize, grid: Grid, mixing: f64, dates: usize) -> Tables {
        let along = |direction: usize| {
            let own: Vec<Class> = classes
                .iter()
                .filter(|class| class.direction == direction)
                .cloned()
                .collect();
            let values: Vec<f64> = grid.coarse().collect();
            let given = |z: &f64| {
                let factors = vec![*z; directions];
                cumulants::given(&Node { factors, mixing }, &own, dates)
            };
            values.par_iter().map(given).collect()
        };
        Tables {
            grid,
            directions: (0..directions).map(along).collect(),
        }
    }

    /// Cumulants by each date of all loans, given the factors.
    pub fn given(&self, node: &Node, dates: usize) -> Vec<Cumulants> {
        let mut found = vec![Cumulants::default(); dates];
        for (table, factor) in self.directions.iter().zip(&node.factors) {
            let (first, coefficients) = self.grid.neighbours(*factor);
            for (values, coefficient) in table[first..].iter().zip(coefficients) {
                for (found, value) in found.iter_mut().zip(values) {
                    found.add(value, coefficient);
                }
            }
        }
        found
    }
}
