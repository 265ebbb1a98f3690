//! The United Kingdom: the onshored Capital Requirements Regulation, in force to 31 December 2026.
//!
//! Source: Art. 252, 257, 258 and 264 read at legislation.gov.uk; the rest is recalled as saying what the European
//! Union's says, as the rule files do. Synthetic securitisations cannot be STS. Not covered: the restatement in the
//! PRA Rulebook from 1 January 2027 with its formulaic p (PS1/26), and the internal assessment approach.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;

use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::pool_terms;
use crate::capital::regimes::{Available, GivesWay, Regime};
use crate::capital::rules::{
    cre40_54_maximum_capital, crr_245_srt_tests, crr_248_excess_spread, crr_249_credit_protection,
    crr_252_maturity_mismatch, crr_253_deduction, crr_254_hierarchy, crr_259_sec_irba, crr_261_sec_sa,
    crr_263_sec_erba, crr_267_look_through, crr_270_sts, secr_6_retention,
};
use crate::capital::srt::{self, SrtLaw};
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::Citation;

const VERSION: &str = "United Kingdom, 2026";

/// The United Kingdom.
pub static REGIME: Regime = Regime {
    name: "uk",
    title: "United Kingdom, CRR as onshored (Art. 242-270)",
    in_force_from: Citation::recalled("CRR (UK) Art. 242", VERSION)
        .of(NaiveDate::from_ymd_opt(2019, 1, 1).unwrap()),
    k_name: "K_SA",
    attachment: Citation::recalled("CRR (UK) Art. 256(1)", VERSION),
    detachment: Citation::recalled("CRR (UK) Art. 256(2)", VERSION),
    hierarchy: Citation::recalled("CRR (UK) Art. 254", VERSION),
    approaches: &[
        Available {
            approach: Approach::SecIrba,
            weigh: |position| crr_259_sec_irba::UK.weigh(position),
            gives_way: None,
        },
        Available {
            approach: Approach::SecSa,
            weigh: |position| crr_261_sec_sa::UK.weigh(position),
            gives_way: Some(GivesWay {
                to: Approach::SecErba,
                when: |comparison| crr_254_hierarchy::UK.reason(comparison),
            }),
        },
        Available {
            approach: Approach::SecErba,
            weigh: |position| crr_263_sec_erba::UK.weigh(position),
            gives_way: None,
        },
    ],
    sts: crr_270_sts::uk,
    last_resort: Citation::recalled("CRR (UK) Art. 254(7)", VERSION).of(RISK_WEIGHT_MAX),
    look_through: |position| crr_267_look_through::UK.cap(position),
    maximum_capital: Answer::Applies(cre40_54_maximum_capital::UK),
    maturity_mismatch: Answer::Applies(crr_252_maturity_mismatch::UK),
    excess_spread: crr_248_excess_spread::UK,
    deduction: crr_253_deduction::UK,
    srt: SrtLaw {
        tests: Answer::Applies(crr_245_srt_tests::UK),
        indicators: &[srt::detachment_of_protection, srt::commensurateness],
        sts: Answer::NotApplicable(NotApplicable {
            reason: "a synthetic securitisation cannot be STS in the United Kingdom",
            cites: Citation::recalled("CRR (UK) Art. 270, PRA DP3/23", VERSION),
        }),
        retention: Answer::Applies(secr_6_retention::UK),
    },
    rwa: Citation::recalled("CRR (UK) Art. 261(1)", VERSION),
    protection: crr_249_credit_protection::UK,
    pool: pool_terms::uk::VERSIONS,
    capital_ratio: Citation::recalled("CRR (UK) Art. 92(1)(c)", VERSION).of(dec!(0.08)),
};
