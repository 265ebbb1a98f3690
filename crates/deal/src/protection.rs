//! Forms of credit protection, and whose credit risk the bank takes in return.

use crate::rate::RiskWeight;

/// How the placed share of a tranche is protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protection {
    /// The investor pays at closing and is repaid less what is lost.
    FundedNote {
        /// Where the cash is.
        collateral: Collateral,
    },
    /// A guarantee whose seller posts cash.
    FundedGuarantee {
        /// Where the cash is.
        collateral: Collateral,
    },
    /// The seller pays when a loss is allocated.
    UnfundedGuarantee {
        /// The seller's risk weight, where the deal gives it.
        guarantor_risk_weight: Option<RiskWeight>,
    },
}

impl Protection {
    /// Whether the investor holds a note, bought at a price.
    pub fn is_note(&self) -> bool {
        match self {
            Protection::FundedNote { .. } => true,
            Protection::FundedGuarantee { .. } | Protection::UnfundedGuarantee { .. } => false,
        }
    }

    /// Whether cash stands behind the protection.
    pub fn is_funded(&self) -> bool {
        match self {
            Protection::FundedNote { .. } | Protection::FundedGuarantee { .. } => true,
            Protection::UnfundedGuarantee { .. } => false,
        }
    }
}

/// Cash behind funded protection.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Collateral {
    /// What it is held as, for instance `cash account`.
    pub held: Option<String>,
    /// Who holds it, for instance `third party`.
    pub holder: Option<String>,
}
