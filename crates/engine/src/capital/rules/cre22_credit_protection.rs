//! CRE22: credit risk mitigation, as far as it weights the protected share of a tranche (Basel Framework).
//!
//! Source: recalled; the treatment of the protected part (cash 0 %, else the guarantor's risk weight) was read
//! in its EU form, CRR Art. 249, and that securitisations need eligible mitigation in CRE40.25. Example: a
//! first loss of 125 protected by a guarantor of 30 % weighs 37.5; protected by cash, nothing.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::{protection::Protection, rate::RiskWeight};
//! use tranchet_engine::capital::rules::cre22_credit_protection::TREATMENT;
//! let guarantor_risk_weight = Some(RiskWeight(dec!(0.30)));
//! let (weight, _) = TREATMENT.weigh(&Protection::UnfundedGuarantee { guarantor_risk_weight }, 10.7);
//! assert_eq!(125.0 * weight, 37.5);
//! ```
//!
//! Not covered: eligibility of the guarantor.

use crate::capital::protection::ProtectionTreatment;
use crate::capital::rules::{cre22_haircuts, crr_233_value_of_protection};
use crate::cited::Citation;

const VERSION: &str = "Basel Framework, 1 January 2023";

/// How CRE22 weights what protects a tranche.
pub const TREATMENT: ProtectionTreatment = ProtectionTreatment {
    cash: Citation::recalled("CRE22 (cash on deposit), as CRR Art. 249", VERSION).of(0.0),
    substitution: Citation::recalled("CRE22 (guarantees), as CRR Art. 249", VERSION),
    third_party_cash: Citation::recalled("CRE22 (cash at a third party), as CRR Art. 232", VERSION),
    never_higher: Citation::recalled("CRE22 (no higher requirement with mitigation)", VERSION),
    haircut: cre22_haircuts::haircut,
    currency_haircut: cre22_haircuts::CURRENCY,
    without_restructuring: crr_233_value_of_protection::BASEL,
};
