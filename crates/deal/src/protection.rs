//! Forms of credit protection, and whose credit risk the bank takes in return.

use chrono::Months;

use crate::money::Currency;
use crate::rate::{Ratio, RiskWeight};

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

    /// Whether cash or securities stand behind the protection.
    pub fn is_funded(&self) -> bool {
        self.collateral().is_some()
    }

    /// What stands behind funded protection.
    pub fn collateral(&self) -> Option<&Collateral> {
        match self {
            Protection::FundedNote { collateral } | Protection::FundedGuarantee { collateral } => {
                Some(collateral)
            }
            Protection::UnfundedGuarantee { .. } => None,
        }
    }
}

/// What the contract of the protection says beside its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProtectionTerms {
    /// The currency in which it pays, where that is not the deal's.
    pub foreign_currency: Option<Currency>,
    /// Whether its credit events leave out restructuring.
    pub lacks_restructuring: bool,
}

/// A credit event of the protection's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtectedEvent {
    /// The borrower does not pay what is due.
    FailureToPay,
    /// The borrower is bankrupt or insolvent.
    Bankruptcy,
    /// Debt is forgiven or postponed at a loss.
    Restructuring,
}

/// What stands behind funded protection.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Collateral {
    /// What it is held as, for instance `cash account`.
    pub held: Option<String>,
    /// Who holds it, for instance `third party`.
    pub holder: Option<String>,
    /// Risk weight of a holder whose own debt the cash is; absent: nobody's.
    pub holder_risk_weight: Option<RiskWeight>,
    /// The securities, where it is not cash.
    pub securities: Option<Securities>,
}

/// Securities behind funded protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Securities {
    /// Their value counts less by this share.
    Haircut(Ratio),
    /// Their haircut is the supervisor's.
    Supervisory(DebtSecurities),
}

/// Debt securities as a supervisory table of haircuts asks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DebtSecurities {
    /// Who owes them.
    pub issue: Issue,
    /// Credit quality step, from 1.
    pub cqs: u8,
    /// Longest time to their maturity; collateral that falls due is replaced by its like.
    pub residual_maturity: Months,
}

/// Who owes a security.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issue {
    /// A state, central bank or whoever is treated as one.
    Sovereign,
    /// A bank or company.
    Corporate,
    /// A securitisation.
    Securitisation,
}
