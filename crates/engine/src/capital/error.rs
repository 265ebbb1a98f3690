//! What stands in the way of a capital calculation; the program turns each into a problem with its remedy.

use tranchet_deal::bank::Approach;

use crate::capital::loan_faults::LoanFaults;

/// Why capital cannot be calculated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CapitalError {
    /// No regime has this name.
    #[error("no capital regime is called `{name}`; there are {}", known.join(", "))]
    RegimeUnknown {
        /// The regime asked for.
        name: String,
        /// Names of the regimes that there are.
        known: Vec<&'static str>,
    },
    /// The regime has no such approach.
    #[error(
        "the capital regime `{regime}` has no approach `{}`; it has {}",
        approach_name(*approach), approach_names(known)
    )]
    ApproachNotAvailable {
        /// The regime.
        regime: &'static str,
        /// The approach asked for.
        approach: Approach,
        /// The approaches that there are.
        known: Vec<Approach>,
    },
    /// The approach asked for reads something that nobody gave.
    #[error("the approach `{}` needs {needs}", approach_name(*approach))]
    ApproachNeeds {
        /// The approach.
        approach: Approach,
        /// What it needs.
        needs: &'static str,
    },
    /// A rating that is not on the scale.
    #[error("the rating `{rating}` of tranche `{tranche}` is not on the scale of S&P, Fitch or Moody's")]
    RatingUnknown {
        /// The tranche.
        tranche: String,
        /// Its rating.
        rating: String,
    },
    /// Numbers that the rules leave open and nobody gave.
    #[error(
        "the capital regime `{regime}` cannot be applied without {}",
        missing.iter().map(|(number, why)| format!("`{number}` ({why})")).collect::<Vec<_>>().join(" and ")
    )]
    NumberUnknown {
        /// The regime.
        regime: &'static str,
        /// Each number with why it is open.
        missing: Vec<(&'static str, &'static str)>,
    },
    /// A number given where the law has its own.
    #[error("the capital regime `{regime}` has its own `{number}` and takes no other")]
    NumberSettled {
        /// The regime.
        regime: &'static str,
        /// The number.
        number: &'static str,
    },
    /// The whole bank has no more than the pool alone.
    #[error(
        "the whole bank has {measure} risk-weighted assets of {bank}, no more than the {pool} of the pool alone"
    )]
    BankTooSmall {
        /// `its own` or `standardised`.
        measure: &'static str,
        /// Of the bank, minor units.
        bank: i64,
        /// Of the pool, minor units.
        pool: i64,
    },
    /// Loans that lack what their approach to capital reads, or have it beyond reason.
    #[error("{0}")]
    LoansUnusable(LoanFaults),
}

/// An approach as deal files write it.
pub fn approach_name(approach: Approach) -> &'static str {
    match approach {
        Approach::Hierarchy => "hierarchy",
        Approach::SecIrba => "sec-irba",
        Approach::SecSa => "sec-sa",
        Approach::SecErba => "sec-erba",
        Approach::Ssfa => "ssfa",
    }
}

fn approach_names(approaches: &[Approach]) -> String {
    approaches
        .iter()
        .map(|approach| approach_name(*approach))
        .collect::<Vec<_>>()
        .join(", ")
}
