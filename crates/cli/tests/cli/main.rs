//! The program as a user meets it.

mod bad_positions;
mod capital;
mod check;
mod command;
mod common;
mod compare;
mod compute;
mod documents;
mod economics;
mod explain;
mod new;
mod output_file;
mod pool;
mod prices;
mod ran;
mod report;
mod report_page;
mod require_srt;
mod risk_weight;
mod set;
mod simulate;
mod simulate_paths;
mod solve;
mod step;
mod sweep;
mod system;
