//! What can be typed to `compute`: models of compute-backed credit.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The models.
#[derive(Debug, Subcommand)]
pub enum ComputeCommand {
    /// Curves of collateral value, observed rents, value by income; where the sources contradict each other.
    Curves(Curves),
    /// One loan: cover and loan-to-value through time, covenants, default, loss on a sale.
    Loan(Box<OneLoan>),
    /// The compute-backed loans of a deal: what stands behind each, by kind, off-taker and generation.
    Pool(ComputePoolOf),
    /// A pool through scenarios: losses by kind and tranche, who bears them, and what they hinge on.
    Scenarios(Scenarios),
    /// A firm that borrows for compute: score, class, limit, loss given default, margin.
    Scorecard(Box<Scorecard>),
}

/// Arguments of `compute curves`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Tables: values, rents, income, operating-income, parameters; on request curve-sources, conflicts.\n\nExample:\n  tranchet compute \
                  curves --table values"
)]
pub struct Curves {
    /// A curve of your own: CSV with the columns month and value, the share of purchase cost.
    #[arg(long, value_name = "FILE")]
    pub curve: Option<PathBuf>,
}

/// Arguments of `compute loan`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Without a deal it is a project of 10,000 GPUs with a loan of three quarters of their cost. With one, a loan \
                  of its tape under a scenario.\n\nTables: summary, path; of the project covenants, sale, \
                  parameters.\n\nExamples:\n  tranchet compute loan --tenor 40 --decline 30%\n  tranchet compute loan \
                  deals/compute-pool --loan CP-011"
)]
pub struct OneLoan {
    /// Deal file, or a folder that holds a deal.yaml.
    #[arg(requires = "loan")]
    pub deal: Option<PathBuf>,
    /// Id of a loan of the deal.
    #[arg(long, value_name = "ID", requires = "deal")]
    pub loan: Option<String>,
    /// Scenario with `compute` [default: as for run].
    #[arg(long, value_name = "FILE", requires = "deal")]
    pub scenario: Option<PathBuf>,
    /// Quarters to the project's maturity.
    #[arg(long, value_name = "QUARTERS", default_value_t = 40, conflicts_with = "deal")]
    pub tenor: u32,
    /// Fall of rents a year.
    #[arg(long, value_name = "RATE", default_value = "30%", conflicts_with = "deal")]
    pub decline: String,
    /// All cash above the reserve prepays the loan.
    #[arg(long, conflicts_with = "deal")]
    pub sweep: bool,
    /// Months from default to the sale of the GPUs.
    #[arg(long, value_name = "MONTHS", default_value_t = 6, conflicts_with = "deal")]
    pub months_to_sale: u32,
}

/// Arguments of `compute pool`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Tables: types, off-takers, generations, loans.\n\nExample:\n  tranchet compute pool deals/compute-pool"
)]
pub struct ComputePoolOf {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// Scenario for index levels [default: as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
}

/// Arguments of `compute scenarios`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Without a deal it is a pool of one loan a kind. Without --scenario the library S0 to S8 runs. Every report \
                  has the losses with half and twice the market depth, and with none and all of the GPUs sold where they \
                  stand.\n\nTables: results, tranches, bearers, sensitivities; on request by-type, correlation, sources, \
                  parameters, conflicts.\n\nExamples:\n  tranchet compute scenarios\n  tranchet compute scenarios \
                  deals/compute-pool --scenario deals/compute-pool/scenarios/S2b.yaml"
)]
pub struct Scenarios {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: Option<PathBuf>,
    /// Scenario with `compute`; several are shown side by side.
    #[arg(long = "scenario", value_name = "FILE", requires = "deal")]
    pub scenarios: Vec<PathBuf>,
    /// Share of what is placed that a bank has lent to the fund that holds it.
    #[arg(long, value_name = "RATIO", default_value = "55%")]
    pub advance: String,
}

/// Arguments of `compute scorecard`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Tables: summary, score, security, monitors.\n\nExample:\n  tranchet compute scorecard --compute 85 --team 80 \
                  --research 75 \\\n    --property 70 --market 80 --growth 78"
)]
pub struct Scorecard {
    /// Level and efficiency of compute, from 0 to 100.
    #[arg(long, value_name = "SCORE")]
    pub compute: f64,
    /// Team.
    #[arg(long, value_name = "SCORE")]
    pub team: f64,
    /// Spending on research and its organisation.
    #[arg(long, value_name = "SCORE")]
    pub research: f64,
    /// Intellectual property.
    #[arg(long, value_name = "SCORE")]
    pub property: f64,
    /// Core technology and place in the market.
    #[arg(long, value_name = "SCORE")]
    pub market: f64,
    /// Growth and profitability.
    #[arg(long, value_name = "SCORE")]
    pub growth: f64,
    /// Product: working-capital, fixed-asset, order-finance, shunde or zhuhai.
    #[arg(long, value_name = "WORD", requires = "size")]
    pub product: Option<String>,
    /// Need, project cost or contract value, in CNY million.
    #[arg(long, value_name = "NUMBER", requires = "product")]
    pub size: Option<f64>,
    /// Tenor asked for.
    #[arg(long, value_name = "YEARS", requires = "product")]
    pub tenor: Option<f64>,
    /// What secures the loan: credit, guarantee, mortgage, pledge, data, each with its share, as in mortgage=60%.
    #[arg(long = "security", value_name = "KIND=SHARE")]
    pub security: Vec<String>,
    /// Notches by which the environmental and social rating has improved.
    #[arg(
        long,
        value_name = "NUMBER",
        requires = "margin",
        allow_negative_numbers = true
    )]
    pub notches: Option<i32>,
    /// Margin of the loan.
    #[arg(long, value_name = "RATE", requires = "notches")]
    pub margin: Option<String>,
}
