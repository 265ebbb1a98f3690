//! What keeps a deal from having a loss distribution.

use std::collections::BTreeMap;

use tranchet_engine::error::RunError;

/// Why there is no loss distribution.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RiskError {
    /// What would keep the deal from being run.
    #[error(transparent)]
    Run(#[from] RunError),
    /// Loans lack something, or have what cannot be.
    #[error("{}", said(*fault, loan, *others))]
    Loans {
        /// What is wrong with them.
        fault: Fault,
        /// The first of them.
        loan: String,
        /// How many others there are.
        others: usize,
    },
    /// The deal has no payment date on which anything could be lost.
    #[error("the deal ends before its first payment date")]
    NoPeriods,
}

/// What is wrong with a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The scenario has no factor model, or one without correlations.
    NoCorrelation,
    /// No probability of default.
    NoPd,
    /// No rating, where probabilities of default go by rating.
    NoRating,
    /// A rating for which there is no curve.
    RatingUncovered,
    /// Neither scenario nor tape says what is lost on default.
    NoLgd,
    /// More is lost than the loan.
    LgdAboveOne,
    /// Losses between nought and the whole cannot deviate so far from their mean.
    DeviationTooHigh,
    /// No correlation or loadings for its value in this column.
    Uncovered(&'static str),
    /// Nothing is left of its own risk.
    CorrelationTooHigh,
}

fn said(fault: Fault, loan: &str, others: usize) -> String {
    let loans = match others {
        0 => format!("loan `{loan}` has"),
        1 => format!("loan `{loan}` and one other loan have"),
        _ => format!("loan `{loan}` and {others} other loans have"),
    };
    match fault {
        Fault::NoCorrelation => "the scenario does not say how defaults hang together".to_owned(),
        Fault::NoPd => format!("{loans} no `pd`"),
        Fault::NoRating => format!("{loans} no `rating`, and probabilities of default go by it"),
        Fault::RatingUncovered => format!("{loans} a `rating` that the curves or the matrix do not know"),
        Fault::NoLgd => format!("{loans} no `lgd`"),
        Fault::LgdAboveOne => format!("{loans} a loss given default above 100 %"),
        Fault::DeviationTooHigh => {
            format!("{loans} a mean loss given default too near its ends for this deviation")
        }
        Fault::Uncovered(column) => format!("{loans} a `{column}` without correlation or loadings"),
        Fault::CorrelationTooHigh => format!("{loans} a correlation that leaves them no risk of their own"),
    }
}

/// Collects loans by fault.
#[derive(Debug, Default)]
pub(crate) struct Faults(BTreeMap<Fault, (String, usize)>);

impl Faults {
    /// Notes a loan.
    pub fn note(&mut self, fault: Fault, loan: &str) {
        let (_, count) = self.0.entry(fault).or_insert_with(|| (loan.to_owned(), 0));
        *count += 1;
    }

    /// An error for each fault.
    pub fn into_errors(self) -> Vec<RiskError> {
        let faults = self.0.into_iter();
        faults
            .map(|(fault, (loan, count))| RiskError::Loans {
                fault,
                loan,
                others: count - 1,
            })
            .collect()
    }
}
