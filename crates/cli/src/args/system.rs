//! What can be typed to `system`: models of what lies beyond one deal.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// The models.
#[derive(Debug, Subcommand)]
pub enum SystemCommand {
    /// What a bank lends with the capital that protection releases, round by round, and what happens when protection ends.
    Loop(Box<Loop>),
    /// Direct lending against a deal: who bears losses, what capital it takes, what can be seen, what can be lent.
    Bearers(Box<Bearers>),
    /// A fund that holds what a deal places with a bank's money: who bears losses, margin call, carry.
    Leverage(Box<Leverage>),
    /// Forced sales of levered funds after a shock, from one asset to others.
    Contagion(Contagion),
    /// An early-warning panel from a file of indicators.
    Warnings(Warnings),
}

/// The bank and its loans.
#[derive(Args, Clone, Debug, Default)]
pub struct BankFlags {
    /// Capital regime [default: the deal's own].
    #[arg(long, value_name = "NAME", requires = "deal")]
    pub regime: Option<String>,
    /// Equity of the bank, in any unit [default: 100].
    #[arg(long, value_name = "NUMBER")]
    pub equity: Option<String>,
    /// Capital per unit of risk-weighted assets [default: the deal's target].
    #[arg(long, value_name = "RATIO")]
    pub capital_target: Option<String>,
    /// Average risk weight of the loans [default: that of the deal's pool].
    #[arg(long, value_name = "RATIO")]
    pub risk_weight: Option<String>,
    /// Risk-weighted assets after the deal over before [default: those of the deal at closing].
    #[arg(long, value_name = "RATIO")]
    pub density: Option<String>,
    /// Share of each round's loans that is protected [default: 50%].
    #[arg(long, value_name = "RATIO")]
    pub protected: Option<String>,
    /// Least equity per unit of loans [default: none].
    #[arg(long, value_name = "RATIO")]
    pub leverage_ratio: Option<String>,
    /// The most that investors take of tranches, in the unit of the equity [default: no limit].
    #[arg(long, value_name = "NUMBER")]
    pub investor_capacity: Option<String>,
    /// Tranches placed per unit of loans [default: the deal's].
    #[arg(long, value_name = "RATIO")]
    pub thickness: Option<String>,
    /// Spread on what is placed, per year [default: the deal's, weighted by notional].
    #[arg(long, value_name = "RATE")]
    pub spread: Option<String>,
    /// What shareholders ask for, per year after tax [default: the deal's, or 12%].
    #[arg(long, value_name = "RATE")]
    pub cost_of_equity: Option<String>,
    /// Tax rate of the bank [default: the deal's, or 25%].
    #[arg(long, value_name = "RATIO")]
    pub tax: Option<String>,
    /// Operating cost per loan and year [default: the deal's, or 0.50%].
    #[arg(long, value_name = "RATE")]
    pub operating_cost: Option<String>,
    /// Expected loss per loan and year [default: PD times LGD of the tape, or 0.40%].
    #[arg(long, value_name = "RATE")]
    pub expected_loss: Option<String>,
    /// How much of it goes to investors, per loan and year [default: the share that falls on what is placed, or all].
    #[arg(long, value_name = "RATE")]
    pub loss_transferred: Option<String>,
}

/// The fund, its lender and the pool.
#[derive(Args, Clone, Debug, Default)]
pub struct FundFlags {
    /// Loans of the pool, in any unit [default: the deal's, or 1,000].
    #[arg(long, value_name = "NUMBER")]
    pub loans: Option<String>,
    /// Share of the tranches that a bank has lent the fund [default: 55%].
    #[arg(long, value_name = "RATIO")]
    pub advance: Option<String>,
    /// Fall in price below which the lender asks for cash [default: 30%].
    #[arg(long, value_name = "RATIO")]
    pub maintenance_haircut: Option<String>,
    /// Rate of the index of tranches and loan [default: 4%].
    #[arg(long, value_name = "RATE")]
    pub index: Option<String>,
    /// Spread of the fund's loan [default: 3%].
    #[arg(long, value_name = "RATE")]
    pub funding_spread: Option<String>,
    /// Probability of default of a loan in a year [default: the tape's].
    #[arg(long, value_name = "RATIO")]
    pub pd: Option<String>,
    /// Loss given default [default: the tape's].
    #[arg(long, value_name = "RATIO")]
    pub lgd: Option<String>,
    /// Asset correlation of the loans [default: the scenario's, or 20%].
    #[arg(long, value_name = "RATIO")]
    pub correlation: Option<String>,
    /// Years over which losses are counted [default: from closing to scheduled maturity, or 5].
    #[arg(long, value_name = "YEARS")]
    pub years: Option<String>,
    /// Who lends to the fund.
    #[arg(long, value_enum, value_name = "WHO")]
    pub lender: Option<LenderWord>,
    /// How it lends.
    #[arg(long, value_enum, value_name = "HOW")]
    pub line: Option<LineWord>,
}

/// Who lends to the fund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LenderWord {
    /// Another bank.
    Other,
    /// The bank whose loans are protected.
    Originator,
}

/// How the fund borrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LineWord {
    /// Repurchase, marked to market.
    Repo,
    /// A line against net asset value.
    Nav,
}

/// Arguments of `system loop`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Without a deal --capital-target, --risk-weight, --density, --thickness and --spread are needed. Every row \
                  says what it rests on: given, or an assumption.\n\nTables: inputs, lending, rounds, reversal, \
                  margins.\n\nExamples:\n  tranchet system loop deals/ai-infrastructure --leverage-ratio 5%\n  tranchet \
                  system loop deals/european-sme --protected 75% --spread 8%"
)]
pub struct Loop {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: Option<PathBuf>,
    /// The bank.
    #[command(flatten)]
    pub bank: BankFlags,
    /// Scenario for the deal's correlation [default: as for run].
    #[arg(long, value_name = "FILE", requires = "deal")]
    pub scenario: Option<PathBuf>,
}

/// Arguments of `system bearers`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "The deal says who holds which tranche, its capital at closing, and, where it can be run, what protection \
                  costs and earns. One fund holds all that is placed.\n\nTables: comparison, losses, \
                  inputs.\n\nExample:\n  tranchet system bearers deals/ai-infrastructure"
)]
pub struct Bearers {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// The bank.
    #[command(flatten)]
    pub bank: BankFlags,
    /// The fund.
    #[command(flatten)]
    pub fund: FundFlags,
    /// How much of its position a fund discloses [default: 20%].
    #[arg(long, value_name = "RATIO")]
    pub fund_discloses: Option<String>,
    /// How much of what it lent to funds a bank discloses [default: 50%].
    #[arg(long, value_name = "RATIO")]
    pub lender_discloses: Option<String>,
    /// How much of its own loans the bank discloses [default: 100%].
    #[arg(long, value_name = "RATIO")]
    pub bank_discloses: Option<String>,
    /// Scenario of the run [default: as for run].
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
}

/// Arguments of `system leverage`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Without a deal the fund holds a first loss of --thickness, and --thickness, --spread, --pd and --lgd are \
                  needed.\n\nTables: inputs, split, expected, funding.\n\nExamples:\n  tranchet system leverage \
                  deals/ai-infrastructure --advance 60%\n  tranchet system leverage --thickness 12.5% --spread 10% --pd 1% \
                  --lgd 40% --lender originator"
)]
pub struct Leverage {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: Option<PathBuf>,
    /// Tranches placed per unit of loans, from the first loss up [default: the deal's tranches].
    #[arg(long, value_name = "RATIO")]
    pub thickness: Option<String>,
    /// Spread on what is placed, per year [default: the deal's, weighted by notional].
    #[arg(long, value_name = "RATE")]
    pub spread: Option<String>,
    /// The fund.
    #[command(flatten)]
    pub fund: FundFlags,
    /// Scenario for the deal's correlation [default: as for run].
    #[arg(long, value_name = "FILE", requires = "deal")]
    pub scenario: Option<PathBuf>,
}

/// Arguments of `system contagion`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Tables: summary, assets, funds; on request rounds.\n\nExample:\n  tranchet system contagion \
                  deals/system/network.yaml"
)]
pub struct Contagion {
    /// A file of assets, funds and a shock.
    pub network: PathBuf,
}

/// Arguments of `system warnings`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Table: warnings.\n\nExample:\n  tranchet system warnings deals/system/indicators.yaml"
)]
pub struct Warnings {
    /// A file of indicators: values, and levels at which to watch and to act.
    pub indicators: PathBuf,
}
