//! Writes the tapes of the example deals: invented loans, the same on every run and every machine.
//!
//! ```text
//! cargo run -p tranchet-deal --example generate_tapes              write deals/*/tape.csv
//! cargo run -p tranchet-deal --example generate_tapes -- --check   fail if a tape differs from what would be written
//! cargo run -p tranchet-deal --example generate_tapes -- --deal agency-crt --loans 100000 --output large.csv
//! ```
//!
//! No pool of a published securitisation is public, so each module says which ranges its pool is calibrated
//! to and which of its numbers are simply assumed. Attributes are drawn with whole-number arithmetic from the
//! counter-based generator Philox; balances are scaled so that each pool is a round sum.

mod agency_crt;
mod ai_infrastructure;
mod compute_pool;
mod draws;
mod european_sme;
mod grades;
mod tape;
mod uk_sme_property;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tape::{Pool, Tape};

const POOLS: [Pool; 5] = [
    ai_infrastructure::POOL,
    european_sme::POOL,
    uk_sme_property::POOL,
    agency_crt::POOL,
    compute_pool::POOL,
];

const USAGE: &str = "usage: generate_tapes [--check | --deal NAME --loans N --output FILE]";

/// What the command line asks for.
enum Request {
    Write,
    Check,
    One {
        pool: Pool,
        loans: usize,
        output: PathBuf,
    },
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = request(&arguments).and_then(|request| match request {
        Request::Write => POOLS
            .iter()
            .try_for_each(|pool| write(&pool.tape(pool.loans), &committed(pool))),
        Request::Check => POOLS.iter().try_for_each(check),
        Request::One { pool, loans, output } => write(&pool.tape(loans), &output),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn request(arguments: &[String]) -> Result<Request, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Ok(Request::Write),
        ["--check"] => Ok(Request::Check),
        pairs if pairs.len() == 6 => one(pairs),
        _ => Err(USAGE.to_owned()),
    }
}

/// A single tape of any length, its options in any order.
fn one(pairs: &[&str]) -> Result<Request, String> {
    let value = |option| {
        pairs
            .chunks(2)
            .find(|pair| pair[0] == option)
            .map(|pair| pair[1])
            .ok_or(USAGE)
    };
    let name = value("--deal")?;
    let pool = POOLS
        .into_iter()
        .find(|pool| pool.deal == name)
        .ok_or_else(|| format!("no deal {name}"))?;
    let loans = value("--loans")?
        .parse()
        .ok()
        .filter(|loans| (1..=1_000_000).contains(loans));
    let loans = loans.ok_or("--loans takes a number from 1 to 1000000")?;
    Ok(Request::One {
        pool,
        loans,
        output: value("--output")?.into(),
    })
}

/// Where a deal's tape lies in the repository.
fn committed(pool: &Pool) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../deals")
        .join(pool.deal)
        .join("tape.csv")
}

fn write(tape: &Tape, path: &Path) -> Result<(), String> {
    std::fs::write(path, tape.csv()).map_err(|error| format!("{}: {error}", path.display()))
}

fn check(pool: &Pool) -> Result<(), String> {
    let path = committed(pool);
    let found = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    if found == pool.tape(pool.loans).csv() {
        Ok(())
    } else {
        Err(format!("{} is not what the generator writes", path.display()))
    }
}
