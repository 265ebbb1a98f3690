//! Deals, scenarios, tapes and curves as files: text to values, or to every problem found, at once.
//!
//! ```
//! use tranchet_deal::file::{InMemory, read_deal};
//! let text = "tranchet: 1\nname: Example\nclosing: 2026-02-30\n";
//! let problems = read_deal("deal.yaml", text, &InMemory::default()).unwrap_err();
//! assert!(problems.to_string().contains("there is no 2026-02-30 in the calendar"));
//! ```
//!
//! Nothing here opens a file. What a file names (a tape, a curve, holidays) comes through [`Files`].

mod change;
mod codes;
mod compare;
mod criterion;
mod curve;
mod deal;
mod document;
mod fields;
mod files;
mod indicators;
mod literal;
mod network;
mod node;
mod parse;
mod parse_error;
mod parsed;
mod path;
mod pool;
mod pool_measure;
mod problem;
mod reader;
mod render;
mod scenario;
pub mod schema;
mod source;
mod test;
mod together;
mod tolerances;
mod walk;
pub mod words;

pub use change::Changes;
pub use codes::Code;
pub use compare::{Difference, Said, compare_files, compare_rows};
pub use deal::{DealFile, read_deal, resolve_deal};
pub use document::Document;
pub use files::{File, FileError, Files, InMemory, Input};
pub use indicators::{IndicatorFile, read_indicators};
pub use literal::{read_boolean, read_date, read_decimal, read_float, read_money};
pub use network::{NetworkFile, read_network};
pub use node::{Entry, Kind, Node};
pub use parse::BYTES_MAX;
pub use parsed::Parsed;
pub use path::{Handle, Scope, Step, as_step};
pub use pool::{Column, delimiter};
pub use problem::{Problem, Problems, Severity};
pub use scenario::{ScenarioFile, read_scenario, resolve_scenario};
pub use source::{Place, Source};
pub use together::check_together;
pub use tolerances::{Tolerance, Tolerances, read_tolerances};
