//! CRR Art. 249: the protected share of a tranche in the European Union and the United Kingdom.
//!
//! Source: Art. 249 in the consolidated CRR: cash 0 %, else the guarantor's risk weight; that protection never
//! raises the requirement (Art. 193(1)) and all of the United Kingdom's version are recalled. Example: a first
//! loss of 125 protected by a guarantor of 30 % weighs 37.5.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::{protection::Protection, rate::RiskWeight};
//! use tranchet_engine::capital::rules::crr_249_credit_protection::EU;
//! let guarantor_risk_weight = Some(RiskWeight(dec!(0.30)));
//! let (weight, _) = EU.weigh(&Protection::UnfundedGuarantee { guarantor_risk_weight }, 10.7);
//! assert_eq!(125.0 * weight, 37.5);
//! ```
//!
//! Cash that is the debt of the bank that holds it weighs as a guarantee of that bank (Art. 232(1), recalled). What
//! haircuts leave unprotected is a position of its own. Not covered: eligibility of the guarantor.

use crate::capital::protection::ProtectionTreatment;
use crate::capital::rules::{crr_224_haircuts, crr_233_value_of_protection};
use crate::cited::Citation;

const CRR: &str = "CRR after Reg. 2021/558";
const UK_CRR: &str = "United Kingdom, 2026";

/// How the European Union weights what protects a tranche.
pub const EU: ProtectionTreatment = ProtectionTreatment {
    cash: Citation::read("CRR Art. 249", CRR).of(0.0),
    substitution: Citation::read("CRR Art. 249", CRR),
    third_party_cash: Citation::recalled("CRR Art. 232(1) with 200(a)", CRR),
    never_higher: Citation::recalled("CRR Art. 193(1)", CRR),
    haircut: crr_224_haircuts::eu,
    currency_haircut: crr_224_haircuts::EU_CURRENCY,
    without_restructuring: crr_233_value_of_protection::EU,
};

/// How the United Kingdom weights what protects a tranche.
pub const UK: ProtectionTreatment = ProtectionTreatment {
    cash: Citation::recalled("CRR (UK) Art. 249", UK_CRR).of(0.0),
    substitution: Citation::recalled("CRR (UK) Art. 249", UK_CRR),
    third_party_cash: Citation::recalled("CRR (UK) Art. 232(1) with 200(a)", UK_CRR),
    never_higher: Citation::recalled("CRR (UK) Art. 193(1)", UK_CRR),
    haircut: crr_224_haircuts::uk,
    currency_haircut: crr_224_haircuts::UK_CURRENCY,
    without_restructuring: crr_233_value_of_protection::UK,
};
