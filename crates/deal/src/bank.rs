//! The bank's own side of a deal: its capital regime and targets, and what the deal costs to run.

use rust_decimal::{Decimal, dec};

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
    /// Numbers that the law leaves open.
    pub assume: Assume,
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

/// Numbers that a text leaves to the bank, or that are not settled yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assume {
    /// Supervisory parameter `p` of the standardised approach.
    pub p: Option<Ratio>,
    /// Least risk weight of the standardised approach.
    pub floor: Option<Ratio>,
}

impl Assume {
    /// The largest `p`, that of a resecuritisation.
    pub const P_MAX: Ratio = Ratio(dec!(1.5));

    /// Whether a number may be `p`: above nought, since the formula divides by it.
    pub fn may_be_p(number: Decimal) -> bool {
        number > Decimal::ZERO && number <= Self::P_MAX.0
    }

    /// These, and of the others what these do not give.
    #[must_use]
    pub fn or(self, others: Assume) -> Assume {
        Assume {
            p: self.p.or(others.p),
            floor: self.floor.or(others.floor),
        }
    }
}

/// The whole bank before the deal, its pool included as if nothing were securitised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeBank {
    /// Risk-weighted assets by the approaches that it uses, before the output floor.
    pub rwa: Money,
    /// The same by standardised approaches alone.
    pub standardised_rwa: Money,
}

/// What the deal costs apart from premium.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Once, at closing.
    pub upfront: Money,
    /// Per year.
    pub running: Money,
}
