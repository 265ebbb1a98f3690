//! What can be typed to `simulate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `simulate`.
#[derive(Args, Debug)]
#[command(
    after_help = "Tables: tranches, returns, pool, histogram; with --contributions sectors, loans; on request dates.\n\nExamples:\n  tranchet simulate \
                  deals/ai-infrastructure/deal.yaml\n  tranchet simulate deals/european-sme --set \
                  factor_model.correlation=25% --table tranches\n  \
                  tranchet simulate deals/ai-infrastructure --contributions=5 --table loans"
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
