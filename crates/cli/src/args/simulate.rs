//! What can be typed to `simulate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `simulate`.
#[derive(Args, Debug)]
#[command(
    after_help = "Tables: tranches, returns, pool, histogram; with --contributions sectors, loans; with a --size-to sizing; on request dates.\n\nExamples:\n  tranchet simulate \
                  deals/ai-infrastructure/deal.yaml\n  tranchet simulate deals/european-sme --set \
                  factor_model.correlation=25% --table tranches\n  \
                  tranchet simulate deals/ai-infrastructure --contributions=5 --table loans\n  tranchet simulate deals/european-sme \
                  --size-to-expected-loss 0.01%,0.5%,5% --table sizing"
)]
pub struct Simulate {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
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
}

/// How a loss distribution is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Given the factors, by calculation: nothing is drawn.
    Conditional,
}
