//! 12 CFR 217.45: recognition of credit risk mitigants for securitisation exposures (Regulation Q).
//!
//! Source: 217.45 was read; it sends to 217.36 and 217.37, which are recalled. Cash weighs nothing by
//! 12 CFR 217.37, an eligible guarantor's weight takes the place of the tranche's by 12 CFR 217.36. Example: a
//! first loss of 125 protected by a guarantor of 30 % weighs 37.5.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::{protection::Protection, rate::RiskWeight};
//! use tranchet_engine::capital::rules::us_217_45_credit_protection::TREATMENT;
//! let guarantor_risk_weight = Some(RiskWeight(dec!(0.30)));
//! let (weight, _) = TREATMENT.weigh(&Protection::UnfundedGuarantee { guarantor_risk_weight }, 10.7);
//! assert_eq!(125.0 * weight, 37.5);
//! ```
//!
//! Not covered: eligibility, and notes that the bank itself issues: the Federal
//! Reserve's answers of 28 September 2023 ask such a bank for a reservation of authority.

use crate::capital::protection::ProtectionTreatment;
use crate::capital::rules::{crr_233_value_of_protection, us_217_37_haircuts};
use crate::cited::Citation;

const VERSION: &str = "in force in 2026";

/// How Regulation Q weights what protects a tranche.
pub const TREATMENT: ProtectionTreatment = ProtectionTreatment {
    cash: Citation::recalled("12 CFR 217.45 with 217.37", VERSION).of(0.0),
    substitution: Citation::recalled("12 CFR 217.45 with 217.36", VERSION),
    third_party_cash: Citation::recalled("12 CFR 217.45 with 217.36", VERSION),
    never_higher: Citation::recalled("12 CFR 217.45 (recognition is the bank's choice)", VERSION),
    haircut: us_217_37_haircuts::haircut,
    currency_haircut: us_217_37_haircuts::CURRENCY,
    without_restructuring: crr_233_value_of_protection::US,
};
