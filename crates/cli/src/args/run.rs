//! What can be typed to `run`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

/// Arguments of `run`.
#[derive(Args, Debug)]
#[command(
    after_help = "Without --scenario it takes scenarios/base.yaml beside the deal, or else assumes nothing: no \
                  defaults, no prepayment, no call.\n\nTables: structure, pool, losses, balances, premiums, returns, bank, \
                  capital; on request scenarios, yields, economics, profit, efficiency, \
                  call-decision, years, coupons, tranches, tests, journal, break-even, and prices with --at-yield or --at-margin.\n\nExamples:\n  tranchet run deals/european-sme/deal.yaml --scenario \
                  deals/european-sme/scenarios/stress.yaml\n  tranchet run deals/european-sme --step --date 2027-09-30\n  tranchet run \
                  deals/ai-infrastructure --table prices --at-yield 12% --at-margin 600bp"
)]
pub struct Run {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// Scenario file; several are shown side by side.
    #[arg(long = "scenario", value_name = "FILE")]
    pub scenarios: Vec<PathBuf>,
    /// Also find how much must default before each tranche loses or returns no more than a target; needs many runs.
    #[arg(long)]
    pub break_even: bool,
    /// Also find the price of each note at this bond-equivalent yield, such as 12%.
    #[arg(long = "at-yield", value_name = "RATE")]
    pub at_yields: Vec<String>,
    /// Also find the price of each floating note at this margin over its index, such as 600bp.
    #[arg(long = "at-margin", value_name = "RATE")]
    pub at_margins: Vec<String>,
    /// Walk payment dates rule by rule: what each rule read, its formula, what it moved, the balances after it.
    #[arg(long, conflicts_with_all = ["break_even", "at_yields", "at_margins"])]
    pub step: bool,
    /// The payment date to walk [default: the first].
    #[arg(long, value_name = "DATE", requires = "step")]
    pub date: Option<NaiveDate>,
    /// Walk every payment date from this one on.
    #[arg(long, value_name = "DATE", requires = "step", conflicts_with = "date")]
    pub from: Option<NaiveDate>,
}
