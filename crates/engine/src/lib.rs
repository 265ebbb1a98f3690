//! What happens to a deal under a scenario: the waterfall through time, returns, and capital.
//!
//! `deal + scenario → plan → periods of the pool → journal`: each arrow is one function, from one immutable value to
//! the next. The waterfall is generic over its number, exact money or `f64`.

pub mod amount;
pub mod break_even;
pub mod capital;
pub mod cited;
pub mod economics;
pub mod error;
pub mod journal;
pub mod lower;
pub mod outcome;
pub mod overnight;
pub mod plan;
pub mod pool_period;
pub mod pool_run;
pub mod rates;
pub mod relief;
pub mod repayment;
mod replay;
pub mod returns;
pub mod run;
pub mod schedule;
pub mod search;
pub mod stratify;
pub mod study;
pub mod tag;
pub mod tagged;
pub mod walk;
pub mod waterfall;
