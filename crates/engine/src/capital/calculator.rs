//! The risk weight of a tranche or a loan without a deal: one row of inputs, one weight or every reason why not.
//!
//! `sec-sa` follows the first regime that has it (the Basel Framework), with the look-through cap at
//! `k / 8 %`; `ssfa` follows the United States.
//!
//! ```
//! use tranchet_engine::capital::calculator::{Row, risk_weight};
//! let row = Row {
//!     approach: "sec-sa".to_owned(),
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
//!
//! Not covered yet: `sec-irba` and `sec-erba`, which are named problems.

use std::fmt;

use tranchet_deal::bank::Approach;

use crate::capital::error::approach_name;
use crate::capital::position::{PoolInputs, Position, Weighed};
use crate::capital::regimes::{REGIMES, Regime};
use crate::capital::weigh::weigh;

mod loan;

/// One row of inputs; absent is not needed, or the default. Numbers are decimals: 8 % is `0.08`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The row's name, not read.
    pub id: Option<String>,
    /// `sec-sa`, `ssfa`, `sec-irba`, `sec-erba`, `irb-corporate`.
    pub approach: String,
    /// Capital charge of the pool before `W`.
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
    /// `wholesale` or `retail`, for `sec-irba`.
    pub pool: Option<String>,
    /// Effective number of exposures, for `sec-irba`.
    pub n: Option<f64>,
    /// Loss given default, for `sec-irba`.
    pub lgd: Option<f64>,
    /// Tranche maturity in years, for `sec-irba` and `sec-erba`.
    pub m_t: Option<f64>,
    /// Rating, for `sec-erba`.
    pub rating: Option<String>,
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
    /// An approach by a name that is none.
    #[error("no approach is called `{0}`; there are {known}", known = known_names())]
    ApproachUnknown(String),
    /// An approach that is not available yet.
    #[error("the approach `{0}` is not available yet; there are {known}", known = known_names())]
    ApproachNotAvailable(String),
}

impl RowProblem {
    /// Whether it is a problem only under an approach that is known: which inputs another would need is not.
    fn depends_on_approach(&self) -> bool {
        match self {
            RowProblem::Missing(input) => *input != APPROACH,
            RowProblem::OutOfRange(..)
            | RowProblem::Negative(..)
            | RowProblem::NoThickness(..)
            | RowProblem::ApproachUnknown(_)
            | RowProblem::ApproachNotAvailable(_) => false,
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
const NOT_AVAILABLE: [&str; 2] = ["sec-irba", "sec-erba"];

/// The risk weight of a row.
///
/// # Errors
/// Every problem of the row at once.
pub fn risk_weight(row: &Row) -> Result<Weighed, RowProblems> {
    if row.approach == loan::APPROACH {
        return loan::weigh(row);
    }
    let mut problems = Vec::new();
    let found = approach(&row.approach)
        .map_err(|problem| problems.push(problem))
        .ok();
    let inputs = inputs(row, &mut problems);
    if found.is_none() {
        problems.retain(|problem| !problem.depends_on_approach());
    }
    let (Some((regime, approach)), Some(inputs)) = (found, inputs) else {
        return Err(RowProblems(problems));
    };
    let pool = PoolInputs::from_k(inputs.k, inputs.w, inputs.unknown);
    let position = Position {
        pool: &pool,
        attachment: inputs.attachment,
        detachment: inputs.detachment,
        senior: row.senior,
        sts: row.sts,
        resecuritisation: row.resecuritisation,
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
        } else if NOT_AVAILABLE.contains(&name) {
            RowProblem::ApproachNotAvailable(name.to_owned())
        } else {
            RowProblem::ApproachUnknown(name.to_owned())
        }
    })
}

fn known_names() -> String {
    let all = REGIMES.iter().flat_map(|regime| regime.approaches.iter());
    all.map(|row| approach_name(row.approach))
        .chain([loan::APPROACH])
        .collect::<Vec<_>>()
        .join(", ")
}

struct Inputs {
    k: f64,
    w: f64,
    unknown: f64,
    attachment: f64,
    detachment: f64,
}

fn inputs(row: &Row, problems: &mut Vec<RowProblem>) -> Option<Inputs> {
    let mut share = |name, value| share(name, value, problems);
    let k = share("k", row.k);
    let w = share("w", row.w.or(Some(0.0)));
    let unknown = share("unknown", row.unknown.or(Some(0.0)));
    let attachment = share("attachment", row.attachment);
    let detachment = share("detachment", row.detachment);
    if let (Some(a), Some(d)) = (attachment, detachment)
        && a >= d
    {
        problems.push(RowProblem::NoThickness(a, d));
        return None;
    }
    Some(Inputs {
        k: k?,
        w: w?,
        unknown: unknown?,
        attachment: attachment?,
        detachment: detachment?,
    })
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
