//! The bank's own side of a deal: its capital regime and targets, and what the deal costs to run.

use crate::excess_spread::Horizon;
use crate::money::Money;
use crate::rate::{Rate, Ratio};

/// Which calculation of tranche risk weights the deal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Approach {
    /// The regime's own order of approaches.
    #[default]
    Hierarchy,
    /// The internal-ratings-based approach.
    SecIrba,
    /// The standardised approach.
    SecSa,
    /// The external-ratings-based approach.
    SecErba,
    /// The simplified supervisory formula approach of the United States.
    Ssfa,
}

/// How the maturity of a tranche is measured, `M_T`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TrancheMaturity {
    /// From legal final maturity.
    #[default]
    Legal,
    /// Weighted average of the tranche's contractual cash flows.
    Contractual,
}

/// How many and how lossy the exposures of a pool are taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Granularity {
    /// From every loan.
    #[default]
    Full,
    /// From the largest obligor alone, where the law allows it.
    Simplified,
}

/// Which supporting factors the bank applies, where its regime has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct SupportingFactors {
    /// For small firms.
    pub small_firms: bool,
    /// For infrastructure.
    pub infrastructure: bool,
}

/// What the bank chooses where the law leaves a choice of how a pool is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct PoolChoices {
    /// Maturity of the tranches.
    pub tranche_maturity: TrancheMaturity,
    /// Number and loss of the exposures.
    pub granularity: Granularity,
    /// Supporting factors.
    pub supporting_factors: SupportingFactors,
}

/// The capital terms of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapitalTerms {
    /// Name of the regime, for instance `basel` or `us`.
    pub regime: String,
    /// The approach asked for.
    pub approach: Approach,
    /// Capital held per unit of risk-weighted assets; absent: 8 %.
    pub cet1_target: Option<Ratio>,
    /// What shareholders ask for, per year.
    pub cost_of_equity: Option<Rate>,
    /// Whether the securitisation is simple, transparent and standardised.
    pub sts: bool,
    /// The bank's reasoned estimate of lifetime expected loss, as a share of the pool at closing.
    pub expected_loss: Option<Ratio>,
    /// How far the first loss must exceed expected loss, as a share of it, to do so by a substantial margin.
    pub first_loss_margin: Option<Ratio>,
    /// Whether the pool consists of securitisation tranches.
    pub resecuritisation: bool,
    /// Whether the pool consists of car loans, car leases or equipment leases.
    pub vehicles: bool,
    /// Whether the bank deducts positions at 1,250 % from capital where it may.
    pub deduct: bool,
    /// How much excess spread counts, where the law leaves that open; absent: as the regime says.
    pub excess_spread: Option<Horizon>,
    /// What the bank chooses of how the pool is weighed.
    pub pool: PoolChoices,
}

/// What the deal costs apart from premium.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Once, at closing.
    pub upfront: Money,
    /// Per year.
    pub running: Money,
}
