//! What can be typed to `simulate`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Arguments of `simulate`.
#[derive(Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Tables: tranches, returns, pool, histogram; with --contributions sectors, loans; with a --size-to sizing; on request dates.\n\nPaths \
                  are numbered from 0, and each depends on the seed and its number alone: results are the same on any number of \
                  threads, and slices drawn with --first and --count merge to the bytes of one run.\n\nExamples:\n  tranchet simulate \
                  deals/ai-infrastructure/deal.yaml\n  tranchet simulate deals/european-sme --set \
                  factor_model.correlation=25% --table tranches\n  \
                  tranchet simulate deals/ai-infrastructure --contributions=5 --table loans\n  tranchet simulate deals/european-sme \
                  --size-to-expected-loss 0.01%,0.5%,5% --table sizing\n  tranchet simulate deals/agency-crt --method simulate \
                  --paths 8192 --seed 7"
)]
pub struct Simulate {
    /// Joins slices.
    #[command(subcommand)]
    pub join: Option<Join>,
    /// Deal file, or a folder that holds a deal.yaml.
    #[arg(required = true)]
    pub deal: Option<PathBuf>,
    /// Scenario file with the factor model [default: as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Also show what every sector contributes to expected losses and shortfall, and the loans that contribute most.
    #[arg(long, value_name = "LOANS", num_args = 0..=1, require_equals = true, default_missing_value = "10")]
    pub contributions: Option<usize>,
    /// Also cut tranches from the top of the pool whose probability of any loss is at most these, rising; the rest lies below.
    #[arg(
        long,
        value_name = "RATES",
        value_delimiter = ',',
        conflicts_with = "size_to_expected_loss"
    )]
    pub size_to_probability: Vec<String>,
    /// The same with expected losses as shares of each tranche.
    #[arg(long, value_name = "RATES", value_delimiter = ',')]
    pub size_to_expected_loss: Vec<String>,
    /// How the distribution is found.
    #[arg(long, value_enum, default_value_t = Method::Conditional)]
    pub method: Method,
    /// What is drawn.
    #[command(flatten)]
    pub paths: Paths,
}

/// What a simulation draws.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// Number of paths, rounded up to a multiple of 1,024; with --until the most of them
    /// [default: 102400, with --until 104857600].
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..=1 << 40))]
    pub paths: Option<u64>,
    /// Which paths: another seed draws others [default: 1].
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// Draw plainly: no strata, no control variates.
    #[arg(long)]
    pub plain: bool,
    /// Stop when the expected loss of every tranche is known to this share of itself, such as 0.5%.
    #[arg(long, value_name = "RATIO")]
    pub until: Option<String>,
    /// Draw a slice only: its first path, a multiple of 1,024; writes its sums as JSON, for `simulate merge`.
    #[arg(long, value_name = "PATH", requires = "count", conflicts_with_all = ["paths", "until"])]
    pub first: Option<u64>,
    /// How many paths the slice has, a multiple of 1,024.
    #[arg(long, value_name = "NUMBER", requires = "first", value_parser = clap::value_parser!(u64).range(1..=1 << 40))]
    pub count: Option<u64>,
    /// Let tranches lose by their points at closing; without it every path goes through the deal's waterfall.
    #[arg(long)]
    pub at_points: bool,
    /// Write a path as a scenario with named credit events: the one whose loss is not exceeded with this probability, such as
    /// 99% for the case of one in a hundred. Write it beside the scenario: files that the scenario names keep their paths.
    #[arg(long, value_name = "RATIO", conflicts_with = "first")]
    pub case: Option<String>,
    /// Keep what has been drawn in this file as it goes, and go on from it if it is there.
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Option<PathBuf>,
}

/// What can be done with slices.
#[derive(Debug, Subcommand)]
pub enum Join {
    /// Joins slices of one simulation that adjoin each other, and shows what they say together.
    Merge(Merge),
}

/// Arguments of `simulate merge`.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  tranchet simulate deals/european-sme --first 0 --count 1024 --method simulate --quiet \
                        -o /tmp/tranchet-slice.json && tranchet simulate merge deals/european-sme /tmp/tranchet-slice.json"
)]
pub struct Merge {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// Files that --first and --count wrote, in any order.
    #[arg(required = true, value_name = "SLICE")]
    pub slices: Vec<PathBuf>,
    /// Scenario file with the factor model [default: as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Write the sums of the whole, for another merge.
    #[arg(long)]
    pub sums: bool,
}

/// How a loss distribution is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Given the factors, by calculation: nothing is drawn.
    Conditional,
    /// On paths of default times, drawn at random.
    Simulate,
}
