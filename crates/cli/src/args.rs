//! What the user can type.

mod compute;
mod report;
mod risk_weight;
mod run;
mod simulate;
mod system;
mod tools;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use compute::{ComputeCommand, ComputePoolOf, Curves, OneLoan, Scenarios, Scorecard};
pub use report::Report;
pub use risk_weight::RiskWeight;
pub use run::Run;
pub use simulate::{Join, Merge, Method, Paths, Simulate};
pub use system::{
    BankFlags, Bearers, Contagion, FundFlags, LenderWord, Leverage, LineWord, Loop, SystemCommand, Warnings,
};
pub use tools::{Compare, Explain, Kind, New, Schema, Test};

/// Runs significant-risk-transfer deals written in YAML: losses and cash flows by tranche, and the bank's capital.
#[derive(Debug, Parser)]
#[command(
    name = "tranchet",
    version,
    after_help = "Example:\n  tranchet run deals/ai-infrastructure/deal.yaml"
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub shared: Shared,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
pub struct Shared {
    /// How results are written.
    #[arg(long, global = true, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Show one table only.
    #[arg(long, global = true, value_name = "NAME")]
    pub table: Option<String>,
    /// Write results to a file instead of standard output; the file is replaced whole or not at all.
    #[arg(long, short, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Folder tree that files named by other files may lie in [default: the folder that holds the deal's folder].
    #[arg(long, global = true, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// Change a value of the deal or scenario before anything is calculated: PATH=VALUE, or PATH * FACTOR.
    #[arg(long = "set", global = true, value_name = "CHANGE")]
    pub changes: Vec<String>,
    /// Say nothing on standard error but problems.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for the terminal.
    Table,
    /// Tables in Markdown.
    Markdown,
    /// One table as CSV, with exact values.
    Csv,
    /// One JSON document, with exact values.
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Parse and validate deals; show every problem at once.
    Check(Check),
    /// Cash flows, losses, premium, triggers and returns under one scenario or several.
    Run(Run),
    /// Capital before and after, and relief at closing and through life.
    Capital(Capital),
    /// Risk weights of securitisation positions, without a deal.
    RiskWeight(Box<RiskWeight>),
    /// Stratification of a pool, or the contractual schedule of one loan.
    Pool(Pool),
    /// The loss distribution of the pool and its tranches, under a factor model.
    Simulate(Simulate),
    /// Grids of any numbers of the deal or scenario, and what becomes of any figures.
    Sweep(Sweep),
    /// Sizing: what a number of the deal or scenario must be for a figure to meet a target or be best.
    Solve(Solve),
    /// What changed between two deals, scenarios or results, and what moved by it.
    Compare(Compare),
    /// Compute-backed credit: curves, one loan, a pool, scenarios, a scorecard.
    #[command(subcommand)]
    Compute(ComputeCommand),
    /// Beyond one deal: capital loop, who bears losses, back leverage, forced sales, early warnings.
    #[command(subcommand)]
    System(SystemCommand),
    /// The report that a committee reads: one page with tables, charts and the origin of each figure of capital.
    Report(Report),
    /// Every deal of a folder against its accepted results.
    Test(Test),
    /// A starter deal with a small tape and a base case.
    New(New),
    /// The JSON Schema of deals or scenarios, for editors.
    Schema(Schema),
    /// What a problem's code means, at length.
    Explain(Explain),
}

/// Arguments of `check`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  tranchet check deals/*/deal.yaml")]
pub struct Check {
    /// Deal files, or folders that hold a deal.yaml.
    #[arg(required = true, value_name = "DEAL")]
    pub deals: Vec<PathBuf>,
    /// Check the deals under these scenarios too.
    #[arg(long = "scenario", value_name = "FILE")]
    pub scenarios: Vec<PathBuf>,
}

/// Arguments of `capital`.
#[derive(Args, Debug)]
#[command(
    after_help = "Tables: summary and tranches, or with several regimes comparison; srt, sts, through-life, calls; with the \
                  whole bank output-floor; on request srt-through-life, pool-through-life, steps, cliff. --explain shows \
                  a tree of every figure, as CSV the table of its steps.\n\nExamples:\n  \
                  tranchet capital deals/ai-infrastructure/deal.yaml --regime us --regime basel\n  tranchet capital \
                  deals/european-sme/deal.yaml --regime eu --require-srt\n  tranchet capital \
                  deals/european-sme --regime eu --bank-rwa 50bn --bank-standardised-rwa 80bn\n  tranchet capital \
                  deals/european-sme --regime us-2026-proposal --assume p=0.5 --assume floor=15%\n  tranchet capital \
                  deals/ai-infrastructure/deal.yaml --table cliff\n  tranchet capital \
                  deals/european-sme/deal.yaml --explain=\"senior risk weight\""
)]
pub struct Capital {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// Capital regime; several are shown side by side [default: the deal's own].
    #[arg(long = "regime", value_name = "NAME")]
    pub regimes: Vec<String>,
    /// Scenario for relief through life [default: as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// How figures were found.
    #[command(flatten)]
    pub explaining: Explaining,
    /// Apply the law of this date to every date [default: closing's at closing, each date's own later].
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// A number that the law leaves open: p=0.5 or floor=15%.
    #[arg(long, value_name = "NAME=VALUE")]
    pub assume: Vec<String>,
    /// Risk-weighted assets of the whole bank before the deal, for the output floor.
    #[arg(long, value_name = "MONEY", requires = "bank_standardised_rwa")]
    pub bank_rwa: Option<String>,
    /// The same by standardised approaches alone.
    #[arg(long, value_name = "MONEY", requires = "bank_rwa")]
    pub bank_standardised_rwa: Option<String>,
    /// Fail with exit status 1 unless each regime has a test of significant risk transfer passed at closing; a regime
    /// without such tests is refused.
    #[arg(long)]
    pub require_srt: bool,
}

/// How figures were found, as a tree from each to what it was found from.
#[derive(Args, Debug)]
pub struct Explaining {
    /// Show how each figure was found, down to tape, deal and text of law; with a name only that figure, such as
    /// `--explain="senior risk weight"`.
    #[arg(
        long,
        value_name = "FIGURE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ""
    )]
    pub explain: Option<String>,
}

/// Arguments of `pool`.
#[derive(Args, Debug)]
#[command(
    after_help = "Tables: summary, sector, rating, country, asset_class, status, currency, amortisation, index, \
                  maturity, size, obligors; schedule and working with --loan.\n\nExamples:\n  tranchet pool \
                  deals/ai-infrastructure/deal.yaml\n  tranchet pool deals/ai-infrastructure/deal.yaml --loan AI-001 --explain"
)]
pub struct Pool {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// Show the contractual schedule of this loan, and how its own risk weight is found under the deal's regime.
    #[arg(long, value_name = "ID")]
    pub loan: Option<String>,
    /// Scenario for the index of a floating loan [default: as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// How the loan's own risk weight was found.
    #[command(flatten)]
    pub explaining: Explaining,
}

/// Arguments of `sweep`.
#[derive(Args, Debug)]
#[command(
    after_help = "A path names a value as the YAML of the deal or scenario reads: `tranches.mezzanine.attachment`, \
                  `tranches.first loss.coupon.spread`, `defaults.annual_rate[2]`, `loss.final`, `deal.calls.time`. With \
                  ` *` behind it the values are multiples of what the file says.\n\nFigures: relief, relief ratio, \
                  capital relief, rwa before, rwa after, capital before, capital after, cost per capital, net cost, \
                  premium total, collateral income, loss recovered, costs, pool loss, pool defaulted, ended, ended by, srt; \
                  of a tranche irr, loss, loss ratio, wal, premium, first loss date, notional, attachment, detachment, \
                  thickness, risk weight, risk weight formula, rwa; any other as a path into the JSON of run or \
                  capital, such as run.bank.costs or capital.basel.relief.capital.\n\nTables: points; heat-map with \
                  two --vary.\n\nExample:\n  tranchet sweep deals/ai-infrastructure --vary \"loss.final=20%..60% \
                  step 10%\" --show \"pool loss\""
)]
pub struct Sweep {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// A path and its values: PATH=FROM..TO step STEP, PATH=A, B, C, or PATH * FROM..TO step STEP.
    #[arg(long = "vary", value_name = "AXIS", required = true)]
    pub axes: Vec<String>,
    /// A figure to show.
    #[arg(long = "show", value_name = "FIGURE", required = true)]
    pub figures: Vec<String>,
    /// Scenario file [default: as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Threads that calculate; results are the same with any number [default: one a core].
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<usize>,
    /// Go on with a sweep to the same CSV file that was interrupted.
    #[arg(long, requires = "output")]
    pub resume: bool,
}

/// Arguments of `solve`.
#[derive(Args, Debug)]
#[command(
    after_help = "Paths and figures are those of sweep. One unknown and one condition: every place on the range where \
                  the figure meets the target, narrowed to the smallest change of the number (a billionth, a minor \
                  unit, a day) or to --resolution. `srt passed` asks for a test of significant risk transfer passed at closing. With --minimise or --maximise: the best point that meets the \
                  conditions. With both: the frontier between the two. Exit status 1 says that there is no \
                  answer.\n\nTables: solution; frontier with both goals.\n\nExamples:\n  tranchet solve \
                  deals/ai-infrastructure --find tranches[1].detachment --so-that \"relief >= 1bn\"\n  tranchet solve \
                  deals/ai-infrastructure --find tranches[1].detachment --minimise \"cost per capital\"\n  tranchet solve \
                  deals/european-sme --find \"tranches.upper mezzanine.placed\" --so-that \"srt passed\""
)]
pub struct Solve {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// An unknown: PATH, PATH=FROM..TO, or PATH * FROM..TO.
    #[arg(long = "find", value_name = "UNKNOWN", required = true)]
    pub unknowns: Vec<String>,
    /// The range of the only unknown [default: 0%..100% for a rate].
    #[arg(long, value_name = "RANGE")]
    pub between: Option<String>,
    /// A condition: FIGURE = VALUE, FIGURE >= VALUE or FIGURE <= VALUE; or `srt passed`.
    #[arg(long = "so-that", value_name = "CONDITION")]
    pub conditions: Vec<String>,
    /// A figure to make small.
    #[arg(long, value_name = "FIGURE")]
    pub minimise: Option<String>,
    /// A figure to make large.
    #[arg(long, value_name = "FIGURE")]
    pub maximise: Option<String>,
    /// How many points of a frontier are shown.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub points: usize,
    /// The smallest change of an unknown, such as 1bp.
    #[arg(long, value_name = "STEP")]
    pub resolution: Option<String>,
    /// A further figure to show.
    #[arg(long = "show", value_name = "FIGURE")]
    pub figures: Vec<String>,
    /// Scenario file [default: as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Threads that calculate; results are the same with any number [default: one a core].
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<usize>,
}
