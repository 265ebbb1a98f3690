//! The loss distribution of a pool and of its tranches, given a factor model.
//!
//! `pool → loss given the factor → loss distribution → tranche losses`. Losses are shares of the pool at closing.

pub mod bivariate_normal;
pub mod conditional;
pub mod distribution;
pub mod large_pool;
pub mod lattice;
pub mod loss_given_default;
pub mod nodes;
pub mod pool;
pub mod simulate;
pub mod sobol;
pub mod student_t;
