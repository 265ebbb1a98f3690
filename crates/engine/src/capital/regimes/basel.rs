//! The Basel Framework, CRE40 to CRE45.
//!
//! Source: see the rule files. `A` and `D` are defined in CRE44.14 and CRE44.15, as CRE41.1 says; their content
//! was read in CRR Art. 256(1) and (2). Not covered: SEC-IRBA and SEC-ERBA, which come first for pools and
//! tranches that qualify, the overall cap of CRE40.54, and maturity mismatch.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;

use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::regimes::{Available, NotAvailable, Regime};
use crate::capital::rules::{cre22_credit_protection, cre40_50_look_through, cre41_sec_sa};
use crate::capital::step::NotApplicable;
use crate::cited::Citation;

const VERSION: &str = "Basel Framework, 15 December 2019";
const HIERARCHY: Citation = Citation::recalled("CRE40.41-40.48", VERSION);

/// The Basel Framework.
pub static REGIME: Regime = Regime {
    name: "basel",
    title: "Basel Framework, securitisation (CRE40-CRE45)",
    in_force_from: Citation::recalled("CRE40", VERSION).of(NaiveDate::from_ymd_opt(2018, 1, 1).unwrap()),
    k_name: "K_SA",
    attachment: Citation::read("CRE44.14, as CRR Art. 256(1)", VERSION),
    detachment: Citation::read("CRE44.15, as CRR Art. 256(2)", VERSION),
    hierarchy: HIERARCHY,
    approaches: &[Available {
        approach: Approach::SecSa,
        weigh: cre41_sec_sa::weigh,
    }],
    not_available: &[
        NotAvailable {
            approach: Approach::SecIrba,
            why: NotApplicable {
                reason: "K_IRB is not calculated yet; the pool is weighted as a standardised pool",
                cites: HIERARCHY,
            },
        },
        NotAvailable {
            approach: Approach::SecErba,
            why: NotApplicable {
                reason: "ratings of tranches are not used yet",
                cites: HIERARCHY,
            },
        },
    ],
    last_resort: Citation::read("CRE40, as CBUAE C 52/2017 Guidance", VERSION).of(RISK_WEIGHT_MAX),
    look_through: cre40_50_look_through::cap,
    rwa: Citation::read("CRE40, as CRR Art. 261(1)", VERSION),
    protection: cre22_credit_protection::TREATMENT,
    capital_ratio: Citation::recalled("RBC20.1", "Basel Framework").of(dec!(0.08)),
};
