//! What can stop a run that reading a deal and a scenario could not see.

use rust_decimal::Decimal;
use tranchet_deal::curve::Gap;

use crate::journal::Step;

/// Why a run cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// A coupon, a loan or the collateral reads an index that the scenario does not have.
    #[error("the scenario has no rates for the index `{index}`, which {reader} reads")]
    MissingIndex {
        /// The index.
        index: String,
        /// Who reads it.
        reader: String,
    },
    /// A curve does not reach a date that is read, and nothing holds beyond it.
    #[error("the curve of `{index}` runs from {} to {}, and its rate of {} is needed", gap.first, gap.last, gap.needed)]
    CurveGap {
        /// The index.
        index: String,
        /// The date, and the ends of the curve.
        gap: Gap,
    },
    /// An index is beyond every rate that a file may give.
    #[error("the index `{index}` comes to more than 2,000 % a year")]
    RateOutOfRange {
        /// The index.
        index: String,
    },
    /// A loan defaults, and no loss rate is given anywhere.
    #[error("loan `{loan}` defaults, and neither the scenario nor its LGD says what is lost")]
    MissingLoss {
        /// The loan.
        loan: String,
    },
    /// A named credit event loses more than the balance that defaults.
    #[error("loan `{loan}` loses {loss} of a defaulted balance of {balance}")]
    LossAboveBalance {
        /// Place of the event in the scenario, from 0.
        event: usize,
        /// The loan.
        loan: String,
        /// The loss, protected, in minor units.
        loss: Decimal,
        /// The balance that defaults, protected, in minor units.
        balance: Decimal,
    },
    /// A credit event names a loan that the pool does not have.
    #[error("the pool has no loan `{loan}`")]
    UnknownLoan {
        /// Place of the event in the scenario, from 0.
        event: usize,
        /// The loan.
        loan: String,
    },
    /// A removal names a loan that neither the pool nor the purchase tape has.
    #[error("the pool has no loan `{loan}` to remove")]
    UnknownRemoval {
        /// The loan.
        loan: String,
    },
    /// A minimum rating is on no agency's scale.
    #[error("the minimum rating `{rating}` is not on an agency's scale")]
    RatingUnknown {
        /// The rating.
        rating: String,
    },
    /// A loan that has defaulted before closing cannot be run.
    #[error("loan `{loan}` has defaulted before closing")]
    DefaultedLoan {
        /// The loan.
        loan: String,
    },
    /// No default rate covers a loan.
    #[error("no default rate is given for loan `{loan}`, whose {column} is {value}")]
    NoDefaultRate {
        /// The loan.
        loan: String,
        /// The column by which rates are given.
        column: &'static str,
        /// Its value, or `blank`.
        value: String,
    },
    /// A loan with level payments has no rate.
    #[error("loan `{loan}` makes level payments and has no rate")]
    MissingLoanRate {
        /// The loan.
        loan: String,
    },
    /// A test asks for a column that a loan lacks.
    #[error("a test reads the {column} of every loan, and loan `{loan}` has none")]
    MissingColumn {
        /// The column.
        column: &'static str,
        /// The loan.
        loan: String,
    },
    /// The accounts of the pool and of the tranches no longer agree: a fault of this program.
    #[error("period {period}, after {step:?}: tranches add up to {tranches}, the pool to {pool}")]
    BrokenIdentity {
        /// Number of the period, from 1.
        period: usize,
        /// The step after which it was noticed.
        step: Step,
        /// Sum of the tranches' notionals.
        tranches: Decimal,
        /// Sum of the accounts of the pool.
        pool: Decimal,
    },
}
