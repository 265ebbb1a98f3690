//! What the user can type.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

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
#[derive(Args, Debug)]
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

/// Arguments of `run`.
#[derive(Args, Debug)]
#[command(
    after_help = "Without --scenario it takes scenarios/base.yaml beside the deal, or else assumes nothing: no \
                  defaults, no prepayment, no call.\n\nTables: structure, pool, losses, balances, premiums, returns, bank, \
                  capital; on request scenarios, coupons, tranches, tests, journal.\n\nExample:\n  tranchet run deals/european-sme/deal.yaml --scenario \
                  deals/european-sme/scenarios/stress.yaml"
)]
pub struct Run {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// Scenario file; several are shown side by side.
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

/// Arguments of `risk-weight`.
#[derive(Args, Debug)]
#[command(
    after_help = "Columns of --input: approach, and as the approach needs id, k, w, unknown, attachment, detachment, \
                  senior, sts, resecuritisation, pool, n, lgd, m_t, rating; for a loan pd, m, turnover, scaling, \
                  large_financial. Any order; a blank cell is an absent value. Rows that cannot be weighed say why in \
                  the column problem, or go to the file of --rejects; the first of them are told on standard error, and \
                  the exit status is 2.\n\nTables: positions, steps.\n\nExamples:\n  tranchet risk-weight ssfa --k 8% \
                  --attach 5% --detach 12.5%\n  tranchet risk-weight sec-sa --k 8% --w 2% --attach 12.5% --detach 100% \
                  --senior --format json\n  tranchet risk-weight sec-irba --k 7% --n 100 --lgd 40% --m-t 5 --attach 12.5% \
                  --detach 100% --senior\n  tranchet risk-weight irb-corporate --pd 1% --lgd 45%"
)]
pub struct RiskWeight {
    /// Approach: sec-sa, sec-irba, sec-erba, ssfa, or irb-corporate for a loan.
    #[arg(required_unless_present = "input", conflicts_with = "input")]
    pub approach: Option<String>,
    /// Capital charge of the pool, for instance 8%.
    #[arg(long, value_name = "RATIO", conflicts_with = "input")]
    pub k: Option<String>,
    /// Share of the pool in default.
    #[arg(long, value_name = "RATIO", conflicts_with = "input")]
    pub w: Option<String>,
    /// Share of the pool of unknown status.
    #[arg(long, value_name = "RATIO", conflicts_with = "input")]
    pub unknown: Option<String>,
    /// Attachment point.
    #[arg(
        long,
        visible_alias = "attachment",
        value_name = "RATIO",
        conflicts_with = "input"
    )]
    pub attach: Option<String>,
    /// Detachment point.
    #[arg(
        long,
        visible_alias = "detachment",
        value_name = "RATIO",
        conflicts_with = "input"
    )]
    pub detach: Option<String>,
    /// The position is senior.
    #[arg(long, conflicts_with = "input")]
    pub senior: bool,
    /// The securitisation is simple, transparent and standardised.
    #[arg(long, conflicts_with = "input")]
    pub sts: bool,
    /// The pool consists of securitisation positions.
    #[arg(long, conflicts_with = "input")]
    pub resecuritisation: bool,
    /// wholesale or retail, for sec-irba [default: wholesale].
    #[arg(long, value_name = "KIND", conflicts_with = "input")]
    pub pool: Option<String>,
    /// Effective number of exposures, for sec-irba.
    #[arg(long, value_name = "NUMBER", conflicts_with = "input")]
    pub n: Option<String>,
    /// Loss given default, for sec-irba and irb-corporate.
    #[arg(long, value_name = "RATIO", conflicts_with = "input")]
    pub lgd: Option<String>,
    /// Tranche maturity in years, for sec-irba and sec-erba.
    #[arg(long = "m-t", value_name = "YEARS", conflicts_with = "input")]
    pub m_t: Option<String>,
    /// Rating on the scale of S&P, Fitch or Moody's, for sec-erba.
    #[arg(long, conflicts_with = "input")]
    pub rating: Option<String>,
    /// Probability of default within a year, for irb-corporate.
    #[arg(long, value_name = "RATIO", conflicts_with = "input")]
    pub pd: Option<String>,
    /// Effective maturity in years, for irb-corporate [default: 2.5].
    #[arg(long, value_name = "YEARS", conflicts_with = "input")]
    pub m: Option<String>,
    /// Annual turnover of the borrower's group in EUR m, for irb-corporate.
    #[arg(long, value_name = "NUMBER", conflicts_with = "input")]
    pub turnover: Option<String>,
    /// What the weight is multiplied by, for irb-corporate [default: 1].
    #[arg(long, value_name = "NUMBER", conflicts_with = "input")]
    pub scaling: Option<String>,
    /// The borrower is a large or unregulated financial entity, for irb-corporate.
    #[arg(long, conflicts_with = "input")]
    pub large_financial: bool,
    /// How the typed position's figures were found.
    #[command(flatten)]
    pub explaining: Explaining,
    /// A CSV file of positions, one a row; `--format csv` writes it with the results added.
    #[arg(long, value_name = "FILE")]
    pub input: Option<PathBuf>,
    /// Write rows of --input that cannot be weighed here, as CSV with line and problem, and leave them out of the result.
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
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

/// Arguments of `explain`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  tranchet explain D001")]
pub struct Explain {
    /// The code, as a problem shows it.
    pub code: String,
}
