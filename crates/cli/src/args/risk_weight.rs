//! Arguments of `risk-weight`.

use std::path::PathBuf;

use clap::Args;

use super::Explaining;

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
