//! Figures of the loans as they are on a date: concentration, averages and numbers.
//!
//! Balances are performing and protected. Obligors are those of `obligor_id`, or the loan itself where that is
//! blank; groups those of `group_id`, or the obligor. A weighted average needs its column for every loan.
//!
//! ```text
//! effective number N = (sum of EAD_i)^2 / sum of EAD_i^2     CRR Article 259(4), i the groups
//! ```

use crate::criterion::{Criterion, Limit};
use crate::scenario::TapeColumn;

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PoolMeasure {
    /// The balance of the largest values of a column, over the pool.
    LargestShare {
        /// The column; loans without a value in it count as one value, obligors and groups excepted.
        by: TapeColumn,
        /// How many of the largest.
        count: u32,
    },
    /// The balance of the loans that meet a criterion, over the pool.
    Share(Criterion),
    /// The same share less what it was at closing (Delegated Regulation (EU) 2024/920, Article 4(4)).
    IncreaseOfShare(Criterion),
    /// Average probability of default by balance.
    WeightedAveragePd,
    /// Average loss given default by balance.
    WeightedAverageLgd,
    /// Average life of contractual principal in years, actual/365.
    WeightedAverageLife,
    /// Effective number of groups.
    EffectiveNumber,
    /// How many obligors owe something.
    NumberOfObligors,
}

/// In what a measure is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureUnit {
    /// A share or probability.
    Share,
    /// Years.
    Years,
    /// A plain number.
    Number,
}

impl PoolMeasure {
    /// Its name as a deal file writes it.
    pub fn name(&self) -> &'static str {
        match self {
            PoolMeasure::LargestShare {
                by: TapeColumn::ObligorId,
                ..
            } => "largest obligor share",
            PoolMeasure::LargestShare {
                by: TapeColumn::GroupId,
                ..
            } => "largest group share",
            PoolMeasure::LargestShare { .. } => "largest share",
            PoolMeasure::Share(_) => "share",
            PoolMeasure::IncreaseOfShare(_) => "increase of share",
            PoolMeasure::WeightedAveragePd => "weighted-average pd",
            PoolMeasure::WeightedAverageLgd => "weighted-average lgd",
            PoolMeasure::WeightedAverageLife => "weighted-average life",
            PoolMeasure::EffectiveNumber => "effective number",
            PoolMeasure::NumberOfObligors => "number of obligors",
        }
    }

    /// In what it is given.
    pub fn unit(&self) -> MeasureUnit {
        match self {
            PoolMeasure::LargestShare { .. }
            | PoolMeasure::Share(_)
            | PoolMeasure::IncreaseOfShare(_)
            | PoolMeasure::WeightedAveragePd
            | PoolMeasure::WeightedAverageLgd => MeasureUnit::Share,
            PoolMeasure::WeightedAverageLife => MeasureUnit::Years,
            PoolMeasure::EffectiveNumber | PoolMeasure::NumberOfObligors => MeasureUnit::Number,
        }
    }
}

/// A condition on the pool as it is after a proposed addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortfolioCondition {
    /// What is measured.
    pub measure: PoolMeasure,
    /// What it must keep.
    pub limit: Limit,
    /// Whether an addition to a pool in breach need only maintain or improve the measure.
    pub maintain_or_improve: bool,
}
