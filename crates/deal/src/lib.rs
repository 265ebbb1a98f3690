//! What was agreed, and what is assumed: the values of a deal and of a scenario, and the files they are read from.
//!
//! A file is read in two forms. Its *draft* still has names, paths and percent signs, each with its place in
//! the text; *resolving* the draft gives a [`deal::Deal`] or a [`scenario::Scenario`], or every problem found, at
//! once. Nothing here opens a file: readers take text and a name.

pub mod amortisation;
pub mod asset_type;
pub mod bank;
pub mod call;
pub mod compute;
pub mod coupon;
pub mod criterion;
pub mod curve;
pub mod date;
pub mod deal;
pub mod excess_spread;
pub mod factor;
pub mod factor_model;
pub mod file;
pub mod index;
pub mod indicators;
pub mod loan;
pub mod money;
pub mod network;
pub mod payments;
pub mod pool;
pub mod pool_measure;
pub mod protection;
pub mod rate;
pub mod replenishment;
pub mod scenario;
pub mod tranche;
pub mod trigger;
