//! The risk weight of a tranche or a loan without a deal: one row of inputs, one weight or every reason why not.
//!
//! `sec-sa`, `sec-irba` and `sec-erba` follow the first regime that has them (the Basel Framework), with the
//! look-through cap at `k / 8 %`; `ssfa` follows the United States. `k` is K_SA, K_G or, for `sec-irba`, K_IRB of a
//! pool that internal models cover whole; `sec-erba` needs none, and then has no look-through cap.
//!
//! ```
//! use tranchet_engine::capital::calculator::{Row, risk_weight};
//! let row = Row {
//!     approach: "sec-sa",
//!     k: Some(0.08), attachment: Some(0.05), detachment: Some(0.125),
//!     ..Row::default()
//! };
//! let weighed = risk_weight(&row).unwrap();
//! assert_eq!(weighed.p, Some(1.0));
//! assert!((weighed.risk_weight - 10.7362290036).abs() < 1e-9);
//! let problems = risk_weight(&Row { k: None, attachment: Some(0.2), ..row }).unwrap_err();
//! assert_eq!(problems.to_string(), "k is missing; attachment 0.2 is not below detachment 0.125");
//! ```
//!
//! `irb-corporate` weighs one loan by the corporate function of CRE31, the inputs as given but for a probability
//! of default below 0.03 %, the least of any regime here, and a maturity outside one to five years.

mod inputs;

use std::fmt;

use tranchet_deal::bank::Approach;

use crate::capital::calculator::inputs::Inputs;
use crate::capital::error::approach_name;
use crate::capital::position::{Position, Weighed};
use crate::capital::regimes::{REGIMES, Regime};
use crate::capital::weigh::weigh;

mod loan;

/// One row of inputs; absent is not needed, or the default. Numbers are decimals: 8 % is `0.08`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row<'a> {
    /// The row's name, not read.
    pub id: Option<&'a str>,
    /// `sec-sa`, `ssfa`, `sec-irba`, `sec-erba`, `irb-corporate`.
    pub approach: &'a str,
    /// Capital charge of the pool before `W`; for `sec-irba` K_IRB.
    pub k: Option<f64>,
    /// Share of the known part in default; absent: none.
    pub w: Option<f64>,
    /// Share of unknown status; absent: none.
    pub unknown: Option<f64>,
    /// Attachment point.
    pub attachment: Option<f64>,
    /// Detachment point.
    pub detachment: Option<f64>,
    /// Whether the tranche is senior.
    pub senior: bool,
    /// Whether the securitisation is simple, transparent and standardised.
    pub sts: bool,
    /// Whether the pool consists of tranches.
    pub resecuritisation: bool,
    /// `wholesale`, which is the default, or `retail`, for `sec-irba`.
    pub pool: Option<&'a str>,
    /// Effective number of exposures, for `sec-irba`.
    pub n: Option<f64>,
    /// Loss given default, for `sec-irba`.
    pub lgd: Option<f64>,
    /// Tranche maturity in years, for `sec-irba` and `sec-erba`.
    pub m_t: Option<f64>,
    /// Rating, for `sec-erba`.
    pub rating: Option<&'a str>,
    /// Probability of default within a year, for `irb-corporate`, which reads `lgd` too.
    pub pd: Option<f64>,
    /// Effective maturity in years; absent: 2.5.
    pub m: Option<f64>,
    /// Annual turnover of the borrower's group in millions of euro; absent: not a small firm.
    pub turnover: Option<f64>,
    /// What the weight is multiplied by: 1.06 before Basel III was finished; absent: 1.
    pub scaling: Option<f64>,
    /// Whether the borrower is a large or unregulated financial entity.
    pub large_financial: bool,
}

/// One thing wrong with a row.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RowProblem {
    /// An input that the approach needs is not there.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A share outside 0 to 1.
    #[error("{0} {1} is not between 0 and 1")]
    OutOfRange(&'static str, f64),
    /// A number that is below nought or not finite.
    #[error("{0} {1} is not nought or more")]
    Negative(&'static str, f64),
    /// A tranche without thickness, or upside down.
    #[error("attachment {0} is not below detachment {1}")]
    NoThickness(f64, f64),
    /// A number of exposures below one.
    #[error("{0} {1} is below 1")]
    BelowOne(&'static str, f64),
    /// A maturity that is none.
    #[error("{0} {1} is not a number of years above 0")]
    NotYears(&'static str, f64),
    /// A kind of pool by a name that is none.
    #[error("no kind of pool is called `{0}`; there are wholesale, retail")]
    PoolUnknown(String),
    /// A rating that is not on the scale.
    #[error("the rating `{0}` is not on the scale of S&P, Fitch or Moody's")]
    RatingUnknown(String),
    /// An approach that a resecuritisation may not use.
    #[error("a resecuritisation may not use `{0}`, only sec-sa")]
    Resecuritisation(&'static str),
    /// An approach by a name that is none.
    #[error("no approach is called `{0}`; there are {known}", known = known_names())]
    ApproachUnknown(String),
}

impl RowProblem {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            RowProblem::Missing("m_t") => "give the tranche's maturity in years, such as 4.5",
            RowProblem::Missing("rating") => "give the tranche's rating, such as BBB-",
            RowProblem::Missing(_) => "give it: the approach reads it",
            RowProblem::OutOfRange(..) => "write a share such as 8% or 0.08",
            RowProblem::Negative(..) => "write a number from 0 on",
            RowProblem::NoThickness(..) => "let the tranche attach below the point where it detaches",
            RowProblem::BelowOne(..) => "a pool has one exposure or more: write such as 25",
            RowProblem::NotYears(..) => "write years such as 4.5",
            RowProblem::PoolUnknown(_) => "write wholesale or retail, or leave it out for wholesale",
            RowProblem::RatingUnknown(_) => "write a rating such as BBB-, Baa3 or A-2",
            RowProblem::Resecuritisation(_) => "weigh it by sec-sa",
            RowProblem::ApproachUnknown(_) => "write one of those",
        }
    }

    /// Whether it is a problem only under an approach that is known: which inputs another would need is not.
    fn depends_on_approach(&self) -> bool {
        match self {
            RowProblem::Missing(input) => *input != APPROACH,
            RowProblem::OutOfRange(..)
            | RowProblem::Negative(..)
            | RowProblem::NoThickness(..)
            | RowProblem::BelowOne(..)
            | RowProblem::NotYears(..)
            | RowProblem::PoolUnknown(_)
            | RowProblem::RatingUnknown(_)
            | RowProblem::Resecuritisation(_)
            | RowProblem::ApproachUnknown(_) => false,
        }
    }
}

/// Everything wrong with a row, at least one thing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct RowProblems(pub Vec<RowProblem>);

impl fmt::Display for RowProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems: Vec<_> = self.0.iter().map(RowProblem::to_string).collect();
        f.write_str(&problems.join("; "))
    }
}

const APPROACH: &str = "approach";

/// The risk weight of a row, and how it was found.
///
/// # Errors
/// Every problem of the row at once.
pub fn risk_weight(row: &Row) -> Result<Weighed, RowProblems> {
    weigh_row(row, true)
}

/// The same risk weight; the steps of a tranche are left out, which is faster.
///
/// # Errors
/// Every problem of the row at once.
pub fn risk_weight_alone(row: &Row) -> Result<Weighed, RowProblems> {
    weigh_row(row, false)
}

fn weigh_row(row: &Row, explained: bool) -> Result<Weighed, RowProblems> {
    if row.approach == loan::APPROACH {
        return loan::weigh(row);
    }
    let mut problems = Vec::new();
    let found = approach(row.approach)
        .map_err(|problem| problems.push(problem))
        .ok();
    let approach = found.map_or(Approach::SecSa, |(_, approach)| approach);
    let inputs = Inputs::of(row, approach, &mut problems);
    if found.is_none() {
        problems.retain(|problem| !problem.depends_on_approach());
    }
    let (Some((regime, approach)), Some(inputs)) = (found, inputs) else {
        return Err(RowProblems(problems));
    };
    let position = Position {
        explained,
        ..inputs.position()
    };
    Ok(weigh(regime, approach, &position).expect("the regime was chosen for having the approach"))
}

fn approach(name: &str) -> Result<(&'static Regime, Approach), RowProblem> {
    let all = REGIMES
        .iter()
        .flat_map(|regime| regime.approaches.iter().map(move |row| (*regime, row.approach)));
    let mut named = all.filter(|(_, approach)| approach_name(*approach) == name);
    named.next().ok_or_else(|| {
        if name.is_empty() {
            RowProblem::Missing(APPROACH)
        } else {
            RowProblem::ApproachUnknown(name.to_owned())
        }
    })
}

fn known_names() -> String {
    let mut names = Vec::new();
    for row in REGIMES.iter().flat_map(|regime| regime.approaches) {
        let name = approach_name(row.approach);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.push(loan::APPROACH);
    names.join(", ")
}

/// A number that must be there and lie between nought and one.
fn share(name: &'static str, value: Option<f64>, problems: &mut Vec<RowProblem>) -> Option<f64> {
    match value {
        None => problems.push(RowProblem::Missing(name)),
        Some(share) if (0.0..=1.0).contains(&share) => return Some(share),
        Some(other) => problems.push(RowProblem::OutOfRange(name, other)),
    }
    None
}

#[cfg(test)]
mod tests;
