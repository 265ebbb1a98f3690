//! The loss distribution of a pool and of its tranches, given a factor model.
//!
//! `deal → pool → loss given the factors → loss distribution → figures`. Losses are shares of the pool at closing.

pub mod bivariate_normal;
pub mod conditional;
pub mod contributions;
pub mod distribution;
pub mod error;
pub mod figures;
pub mod large_pool;
pub mod lattice;
pub mod loss_given_default;
pub mod lower;
pub mod nodes;
pub mod pool;
pub mod pricing;
pub mod runs;
pub mod simulate;
pub mod sizing;
pub mod sobol;
pub mod student_t;
pub mod two_points;
