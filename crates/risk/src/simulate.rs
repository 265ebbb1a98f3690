//! Simulation.
pub mod clock;
pub mod kernel;
pub mod pieces;
pub mod sieve;
pub mod stream;
