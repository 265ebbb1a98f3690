//! What can be typed to the tools around deal files: `compare`, `test`, `new`, `schema`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `compare`.
#[derive(Args, Debug)]
#[command(
    after_help = "A and B are deals, or with --deal two scenarios of it, or two files of results that --format json \
                  wrote, by any version of the program.\n\nA tolerance in per cent is a share of A's figure; in bp or as \
                  a plain number it is a distance. A path such as run.tranches.mezzanine.irr, or a part of it such as \
                  irr, says of which figures; words and dates must be the same. With --tolerance a figure beyond it \
                  gives exit status 1.\n\nTables for people begin with the figures that a deal is judged by, in the order of results, and \
                  say how many others moved; --all shows them too, the largest difference first. CSV and JSON have all, and \
                  the exit status counts all.\n\nTables: inputs, outputs, series, files.\n\nExamples:\n  tranchet compare \
                  deals/european-sme deals/uk-sme-property\n  tranchet compare deals/agency-crt deals/agency-crt \
                  --tolerance irr=1bp\n  tranchet compare deals/european-sme deals/uk-sme-property --all"
)]
pub struct Compare {
    /// The first deal, scenario or file of results.
    pub a: PathBuf,
    /// The second.
    pub b: PathBuf,
    /// Deal under which two scenarios are compared.
    #[arg(long)]
    pub deal: Option<PathBuf>,
    /// Scenario under which two deals are compared [default: each deal's own, as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// How far figures may lie apart: 0.01%, or PATH=1bp for some of them.
    #[arg(long = "tolerance", value_name = "TOLERANCE")]
    pub tolerances: Vec<String>,
    /// Show every figure that moved, not only those that a deal is judged by.
    #[arg(long)]
    pub all: bool,
}

/// Arguments of `test`.
#[derive(Args, Debug)]
#[command(
    after_help = "A deal is a folder with a deal.yaml. Its accepted results are expected/NAME.json, one file a \
                  scenario: scenarios/NAME.yaml beside the deal, or beside the folders of all deals. What such a file \
                  lists is compared and nothing else, so lines that do not matter can be taken out. \
                  expected/tolerances.yaml says how far figures may lie apart; --tolerance, as for compare, comes before \
                  it.\n\nExit status: 1 a figure moved, 2 a deal has problems or nothing accepted.\n\nTables: deals, \
                  differences.\n\nExamples:\n  tranchet test deals\n  tranchet test deals/european-sme --tolerance \
                  irr=1bp --format json"
)]
pub struct Test {
    /// Folder with deals, at any depth.
    #[arg(default_value = "deals")]
    pub folder: PathBuf,
    /// Accept what comes out now, and say what moved.
    #[arg(long)]
    pub accept: bool,
    /// With --accept, figures of every payment date and of the cliff too.
    #[arg(long, requires = "accept")]
    pub dates: bool,
    /// How far figures may lie apart: 0.01%, or PATH=1bp for some of them.
    #[arg(long = "tolerance", value_name = "TOLERANCE")]
    pub tolerances: Vec<String>,
    /// Write a report in the JUnit format, which continuous integration shows.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Threads that calculate; results are the same with any number [default: one a core].
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<usize>,
}

/// Arguments of `new`.
#[derive(Args, Debug)]
#[command(
    after_help = "Shapes are those of the example deals: ai-infrastructure, european-sme, uk-sme-property, agency-crt. At a \
                  terminal, without --shape, it asks. The folder must not be there yet.\n\nExample:\n  tranchet new \
                  $(mktemp -d)/my-deal --shape european-sme --balance 750m"
)]
pub struct New {
    /// The folder to write.
    pub folder: PathBuf,
    /// The shape of the deal.
    #[arg(long, value_name = "SHAPE")]
    pub shape: Option<String>,
    /// Its name [default: the folder's].
    #[arg(long)]
    pub name: Option<String>,
    /// Its currency: USD, EUR or GBP [default: the shape's].
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// The size of its pool, such as 750m [default: the shape's].
    #[arg(long, value_name = "AMOUNT")]
    pub balance: Option<String>,
    /// Where its tranches touch, from below, such as "7%, 12.5%" [default: the shape's].
    #[arg(long, value_name = "LIST")]
    pub points: Option<String>,
    /// What the most junior tranche that is sold pays over the index; each one above it pays half of the one below.
    #[arg(long, value_name = "RATE")]
    pub spread: Option<String>,
    /// Years from closing to scheduled maturity [default: the shape's].
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=40))]
    pub years: Option<u32>,
    /// When it closes [default: 2026-06-30].
    #[arg(long, value_name = "DATE")]
    pub closing: Option<String>,
    /// Loans in its tape.
    #[arg(long, value_name = "NUMBER", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub loans: u32,
    /// The seed from which its tape is invented.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
}

/// Arguments of `schema`.
#[derive(Args, Debug)]
#[command(
    after_help = "An editor that knows the schema completes keys and words, shows what each means, and marks what \
                  cannot be. It does not see what several keys decide together, nor tapes: check does.\n\nIn Visual \
                  Studio Code, with the extension YAML, write the schema beside the deal and begin the deal with\n  \
                  # yaml-language-server: $schema=deal.schema.json\n\nExamples:\n  tranchet schema deal\n  tranchet \
                  schema scenario"
)]
pub struct Schema {
    /// Of which kind of file.
    #[arg(value_enum, default_value_t = Kind::Deal)]
    pub kind: Kind,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// What was agreed.
    Deal,
    /// What happens.
    Scenario,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  tranchet explain D001")]
pub struct Explain {
    /// The code, as a problem shows it.
    pub code: String,
}
