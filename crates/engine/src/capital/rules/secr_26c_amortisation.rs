//! SECR Art. 26c(5) and Delegated Regulation (EU) 2024/920: how tranches of an STS synthetic deal amortise.
//!
//! Source: both texts. Amortisation is sequential, or pro rata with triggers that make it sequential for good. They
//! are at least:
//!
//! ```text
//! (a)  cumulative defaults or cumulative losses above a share of the outstanding portfolio
//! (b)  one more that looks back: the detachment point of the most senior protected tranche falls too far
//! (c)  one that looks forward: with N < 100 at closing, how many of the largest obligors fit into the protected
//!      tranches and those below; with N >= 100, the rise of loans in the buckets of higher risk
//! ```
//!
//! (b) is a test of `detachment fall`, or of the credit enhancement of the tranche above, whose attachment point that is;
//! (c) of a granular pool one of `increase of share`, whatever it counts as higher risk. A trigger that can cure does not
//! count. Example: pro rata until cumulative losses exceed 2 %, and nothing else, has (a) but
//! neither (b) nor (c).
//!
//! ```
//! use tranchet_engine::capital::check::Outcome;
//! use tranchet_engine::capital::rules::secr_26c_amortisation::Triggers;
//! let only_losses = Triggers { cumulative: true, ..Triggers::default() };
//! assert_eq!(only_losses.verdict(Some(279.0)).0, Outcome::Failed);
//! let both = Triggers { cumulative: true, enhancement: true, ..Triggers::default() };
//! let few_names = Triggers { largest_obligors: true, ..both };
//! assert_eq!(few_names.verdict(Some(45.0)).0, Outcome::Passed);
//! let granular = Triggers { higher_risk: true, ..both };
//! assert_eq!(granular.verdict(Some(279.0)).0, Outcome::Passed);
//! ```
//!
//! Not covered: how the levels are found (two thirds of lifetime losses in the last third of the expected life), and
//! whether what `increase of share` counts are the buckets of Article 4(5) and (6). Weighted-average PD is not the ratio
//! of (c).

use tranchet_deal::amortisation::{Order, Principal};
use tranchet_deal::deal::Deal;
use tranchet_deal::pool_measure::PoolMeasure;
use tranchet_deal::trigger::{Measure, Test};

use crate::capital::check::{Check, Outcome};
use crate::capital::pool::effective_number;
use crate::cited::Citation;

const TEXT: Citation = Citation::read("SECR Art. 26c(5), Del. Reg. 2024/920", "29 March 2024");
const NAME: &str = "amortisation";
/// From this number of obligors on the other forward-looking trigger counts.
const GRANULAR: f64 = 100.0;

/// Which triggers a deal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Triggers {
    /// Cumulative losses or defaults.
    pub cumulative: bool,
    /// The fall of a detachment point, or the credit enhancement of a tranche.
    pub enhancement: bool,
    /// The number of largest obligors.
    pub largest_obligors: bool,
    /// Weighted-average probability of default.
    pub average_pd: bool,
    /// The rise of the share of loans of higher risk.
    pub higher_risk: bool,
}

impl Triggers {
    fn of(tests: &[Test]) -> Triggers {
        let mut found = Triggers::default();
        for test in tests.iter().filter(|test| !test.curable) {
            match &test.measure {
                Measure::CumulativeLosses { .. } | Measure::CumulativeDefaults { .. } => {
                    found.cumulative = true
                }
                Measure::CreditEnhancement { .. } | Measure::DetachmentFall { .. } => {
                    found.enhancement = true
                }
                Measure::LargestObligors => found.largest_obligors = true,
                Measure::WeightedAveragePd => found.average_pd = true,
                Measure::Pool(PoolMeasure::IncreaseOfShare(_)) => found.higher_risk = true,
                Measure::PoolFactor
                | Measure::DelinquencyRate { .. }
                | Measure::DefaultRate { .. }
                | Measure::UnappliedAmount
                | Measure::SellerDowngrades
                | Measure::Pool(
                    PoolMeasure::LargestShare { .. }
                    | PoolMeasure::Share(_)
                    | PoolMeasure::WeightedAveragePd
                    | PoolMeasure::WeightedAverageLgd
                    | PoolMeasure::WeightedAverageLife
                    | PoolMeasure::EffectiveNumber
                    | PoolMeasure::NumberOfObligors,
                ) => {}
            }
        }
        found
    }

    /// What they come to in a pool of `n` obligors, and why.
    pub fn verdict(self, n: Option<f64>) -> (Outcome, &'static str) {
        let is_granular = n.is_some_and(|n| n >= GRANULAR);
        match self {
            Triggers {
                cumulative: false, ..
            } => (
                Outcome::Failed,
                "no one-way trigger of cumulative losses or defaults",
            ),
            Triggers {
                enhancement: false, ..
            } => (Outcome::Failed, "no one-way trigger of credit enhancement"),
            Triggers {
                largest_obligors: true,
                ..
            } if !is_granular => (Outcome::Passed, "pro rata with the triggers required"),
            Triggers {
                higher_risk: true, ..
            } if is_granular => (Outcome::Passed, "pro rata with the triggers required"),
            Triggers { average_pd: true, .. }
            | Triggers {
                higher_risk: true, ..
            }
            | Triggers {
                largest_obligors: true,
                ..
            } => (
                Outcome::Undecided,
                "the forward-looking trigger is not the one of the Delegated Regulation for this number of obligors",
            ),
            Triggers { .. } => (Outcome::Failed, "no forward-looking trigger"),
        }
    }
}

/// The order of principal of a deal.
pub fn amortisation(deal: &Deal) -> Check {
    let (outcome, why) = match &deal.amortisation.principal {
        Principal::Sequential
            if deal
                .amortisation
                .groups
                .iter()
                .any(|group| group.inside == Order::ProRata) =>
        {
            (Outcome::Failed, "pro rata inside a group, without triggers")
        }
        Principal::Sequential => (Outcome::Passed, "sequential"),
        Principal::ProRata => (Outcome::Failed, "pro rata without triggers"),
        Principal::TargetSubordination { .. } => (
            Outcome::Failed,
            "pro rata at a target subordination, without triggers",
        ),
        Principal::ProRataThenSequential { sequential_when } => {
            Triggers::of(sequential_when).verdict(effective_number(&deal.pool.loans))
        }
    };
    Check::without_figure(NAME, TEXT, outcome, why)
}
