//! Laws that hold for every deal, tried on random ones.
//!
//! `TRANCHET_CASES` says on how many deals each law is tried: 500 by default, always the same ones; when it is
//! set, other ones on each run.

mod cases;
mod conservation;
mod coupons;
mod endings;
mod ledger;
mod losses;
mod numbers;
mod pool;
mod premium;
mod principal;
mod returns;
mod runs;
mod switches;
