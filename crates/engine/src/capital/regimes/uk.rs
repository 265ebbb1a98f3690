//! The United Kingdom: the onshored Capital Requirements Regulation, and PRA PS1/26 from 1 January 2027.
//!
//! Source: Art. 252, 257, 258 and 264 read at legislation.gov.uk; the rest is recalled as saying what the European
//! Union's says, as the rule files do. Synthetic securitisations cannot be STS. PS1/26 restates the chapter on
//! securitisation in the PRA Rulebook; the restatement was not read, so its rules are cited by the articles that it
//! restates. It brings the output floor and, for the pool, Basel 3.1: no scaling by 1.06, no supporting factors. It
//! also lets a firm elect a formulaic `p`, whose formula was not found: who elects it gives the number. Not covered:
//! the internal assessment approach.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;

use crate::capital::assumptions::{OpenNumbers, Openness, SETTLED};
use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::pool_terms;
use crate::capital::regimes::{Available, GivesWay, Regime, Status};
use crate::capital::rules::{
    cre40_54_maximum_capital, crr_245_srt_tests, crr_248_excess_spread, crr_249_credit_protection,
    crr_252_maturity_mismatch, crr_253_deduction, crr_254_hierarchy, crr_259_sec_irba, crr_261_sec_sa,
    crr_263_sec_erba, crr_267_look_through, crr_270_sts, secr_6_retention, uk_92_output_floor,
};
use crate::capital::srt::{self, SrtLaw};
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::Citation;

const VERSION: &str = "United Kingdom, 2026";

/// The `p` of SEC-SA that a firm may elect; its formula, and the floor and cap under and over it, were not found.
const FORMULAIC_P: Citation = Citation::given("the formula of the p elected under PRA PS1/26 was not found");

/// The United Kingdom from 1 January 2027.
pub static REGIME: Regime = Regime {
    title: "United Kingdom, PRA PS1/26 (which restates CRR Art. 242-270)",
    status: Status::InForceFrom(
        Citation::read("PRA PS1/26", "20 January 2026").of(NaiveDate::from_ymd_opt(2027, 1, 1).unwrap()),
    ),
    earlier: Some(&ONSHORED),
    open: OpenNumbers {
        p: Openness::Elective(FORMULAIC_P),
        floor: Openness::Settled,
    },
    output_floor: Answer::Applies(&uk_92_output_floor::UK),
    ..ONSHORED
};

/// The United Kingdom until the end of 2026.
const ONSHORED: Regime = Regime {
    name: "uk",
    title: "United Kingdom, CRR as onshored (Art. 242-270)",
    status: Status::InForceFrom(
        Citation::recalled("CRR (UK) Art. 242", VERSION).of(NaiveDate::from_ymd_opt(2019, 1, 1).unwrap()),
    ),
    earlier: None,
    open: SETTLED,
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
    output_floor: Answer::NotApplicable(NotApplicable {
        reason: "the output floor begins on 1 January 2027",
        cites: Citation::read("PRA PS1/26 Art. 92(5)", "20 January 2026"),
    }),
    pool: pool_terms::uk::VERSIONS,
    capital_ratio: Citation::recalled("CRR (UK) Art. 92(1)(c)", VERSION).of(dec!(0.08)),
};
