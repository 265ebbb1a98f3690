//! Tests on the state of a deal: a measure and the level at which it trips.

use chrono::Months;

use crate::pool_measure::{MeasureUnit, PoolMeasure};
use crate::rate::Ratio;

/// What a test looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Losses less write-ups, gross of excess spread, over the base.
    CumulativeLosses {
        /// The balance that losses are set against.
        base: Base,
    },
    /// Defaulted balances over the base.
    CumulativeDefaults {
        /// The balance that defaults are set against.
        base: Base,
    },
    /// Performing, expected recovery and held principal over the initial pool.
    PoolFactor,
    /// Notionals junior to a tranche over all notionals.
    CreditEnhancement {
        /// Index of the tranche, senior first.
        of: usize,
    },
    /// The scenario's share of delinquent loans, averaged over a window.
    DelinquencyRate {
        /// Length of the window; absent: the period alone.
        window: Option<Months>,
    },
    /// Defaults of a window over the performing balance at its start.
    DefaultRate {
        /// Length of the window; absent: the period alone.
        window: Option<Months>,
    },
    /// How many of the largest obligors fit into the most senior placed tranche and all below it.
    LargestObligors,
    /// Probability of default, weighted by performing balance.
    WeightedAveragePd,
    /// Fall of a tranche's detachment point since closing, or since the end of ramp-up, as a share of its level then
    /// (Delegated Regulation (EU) 2024/920, Article 3).
    DetachmentFall {
        /// Index of the tranche, senior first; absent: the most senior with a placed share.
        of: Option<usize>,
    },
    /// Principal held for replenishment over the initial pool.
    UnappliedAmount,
    /// How many tranches' sellers the scenario has downgraded.
    SellerDowngrades,
    /// A figure of the loans.
    Pool(PoolMeasure),
}

impl Measure {
    /// Its name as a deal file writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Measure::CumulativeLosses { .. } => "cumulative losses",
            Measure::CumulativeDefaults { .. } => "cumulative defaults",
            Measure::PoolFactor => "pool factor",
            Measure::CreditEnhancement { .. } => "credit enhancement",
            Measure::DelinquencyRate { .. } => "delinquency rate",
            Measure::DefaultRate { .. } => "default rate",
            Measure::LargestObligors => "largest obligors",
            Measure::WeightedAveragePd => "weighted-average pd",
            Measure::DetachmentFall { .. } => "detachment fall",
            Measure::UnappliedAmount => "unapplied amount",
            Measure::SellerDowngrades => "seller downgrades",
            Measure::Pool(measure) => measure.name(),
        }
    }

    /// In what it is given.
    pub fn unit(&self) -> MeasureUnit {
        match self {
            Measure::CumulativeLosses { .. }
            | Measure::CumulativeDefaults { .. }
            | Measure::PoolFactor
            | Measure::CreditEnhancement { .. }
            | Measure::DelinquencyRate { .. }
            | Measure::DefaultRate { .. }
            | Measure::WeightedAveragePd
            | Measure::DetachmentFall { .. }
            | Measure::UnappliedAmount => MeasureUnit::Share,
            Measure::LargestObligors | Measure::SellerDowngrades => MeasureUnit::Number,
            Measure::Pool(measure) => measure.unit(),
        }
    }
}

/// The balance that cumulative measures are set against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Base {
    /// The pool at closing.
    #[default]
    Closing,
    /// The smaller of the pool at closing and at the end of replenishment (Delegated Regulation (EU)
    /// 2024/920, Article 2).
    LowerOfClosingAndEndOfReplenishment,
    /// During the ramp-up its target, afterwards the pool at its end (Article 2(3)).
    EndOfRampUp,
}

/// On which side of its level a test trips; the level is in the unit of the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Trips when the value is higher.
    Above(Ratio),
    /// Trips when the value is lower.
    Below(Ratio),
}

impl Bound {
    /// The level itself.
    pub fn level(self) -> Ratio {
        match self {
            Bound::Above(level) | Bound::Below(level) => level,
        }
    }
}

/// A test of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What it looks at.
    pub measure: Measure,
    /// When it trips.
    pub bound: Bound,
    /// Whether it can stop being tripped; a one-way test stays.
    pub curable: bool,
    /// On how many dates in a row, the present one included, a curable test must not trip to be cured; at least 1.
    pub cure_periods: u32,
}
