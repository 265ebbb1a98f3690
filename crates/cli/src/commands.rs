//! One file a command.

pub mod capital;
pub mod check;
pub mod compare;
pub mod compute;
pub mod explain;
pub mod new;
pub mod pool;
pub mod report;
mod require_srt;
pub mod risk_weight;
pub mod run;
pub mod schema;
pub mod simulate;
pub mod solve;
mod step;
pub mod sweep;
pub mod system;
pub mod test;

/// The program's version, as documents carry it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
