//! The European Union: the Capital Requirements Regulation, Art. 242 to 270e.
//!
//! Source: see the rule files. The order of approaches is SEC-IRBA, SEC-SA, SEC-ERBA, with the exchanges of
//! Art. 254(2). Not covered: the internal assessment approach, securitisations of non-performing exposures
//! (Art. 269a); the proposals of 2025 are [a regime of their own](super::eu_2025_proposal). CRR3 left the risk weights of
//! securitisations as they were and brought the output floor.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;

use crate::capital::assumptions::SETTLED;
use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::pool_terms;
use crate::capital::regimes::{Available, GivesWay, Regime, Status};
use crate::capital::rules::{
    cre40_54_maximum_capital, crr_245_srt_tests, crr_248_excess_spread, crr_249_credit_protection,
    crr_252_maturity_mismatch, crr_253_deduction, crr_254_hierarchy, crr_259_sec_irba, crr_261_sec_sa,
    crr_263_sec_erba, crr_267_look_through, crr_270_sts, crr_465_output_floor, secr_6_retention,
};
use crate::capital::srt::{self, SrtLaw};
use crate::capital::step::{Answer, NotApplicable};
use crate::capital::sts;
use crate::cited::Citation;

const VERSION: &str = "CRR after Reg. 2021/558";

/// The European Union since CRR3.
pub static REGIME: Regime = Regime {
    title: "European Union, CRR with CRR3 (Art. 242-270e)",
    status: Status::InForceFrom(
        Citation::read("CRR as consolidated on 1 January 2025", "CRR3, 1 January 2025")
            .of(NaiveDate::from_ymd_opt(2025, 1, 1).unwrap()),
    ),
    earlier: Some(&BEFORE_CRR3),
    output_floor: Answer::Applies(&crr_465_output_floor::EU),
    ..BEFORE_CRR3
};

/// The European Union until the end of 2024.
const BEFORE_CRR3: Regime = Regime {
    name: "eu",
    title: "European Union, CRR before CRR3 (Art. 242-270e)",
    status: Status::InForceFrom(
        Citation::recalled("CRR Art. 242", VERSION).of(NaiveDate::from_ymd_opt(2019, 1, 1).unwrap()),
    ),
    earlier: None,
    open: SETTLED,
    k_name: "K_SA",
    attachment: Citation::read("CRR Art. 256(1)", VERSION),
    detachment: Citation::read("CRR Art. 256(2)", VERSION),
    hierarchy: Citation::read("CRR Art. 254", VERSION),
    approaches: &[
        Available {
            approach: Approach::SecIrba,
            weigh: |position| crr_259_sec_irba::EU.weigh(position),
            gives_way: None,
        },
        Available {
            approach: Approach::SecSa,
            weigh: |position| crr_261_sec_sa::EU.weigh(position),
            gives_way: Some(GivesWay {
                to: Approach::SecErba,
                when: |comparison| crr_254_hierarchy::EU.reason(comparison),
            }),
        },
        Available {
            approach: Approach::SecErba,
            weigh: |position| crr_263_sec_erba::EU.weigh(position),
            gives_way: None,
        },
    ],
    sts: crr_270_sts::eu,
    last_resort: Citation::recalled("CRR Art. 254(7)", VERSION).of(RISK_WEIGHT_MAX),
    look_through: |position| crr_267_look_through::EU.cap(position),
    maximum_capital: Answer::Applies(cre40_54_maximum_capital::EU),
    maturity_mismatch: Answer::Applies(crr_252_maturity_mismatch::EU),
    excess_spread: crr_248_excess_spread::EU,
    deduction: crr_253_deduction::EU,
    srt: SrtLaw {
        tests: Answer::Applies(crr_245_srt_tests::EU),
        indicators: &[srt::commensurateness, srt::unexpected_loss_transferred],
        sts: Answer::Applies(sts::eu),
        retention: Answer::Applies(secr_6_retention::EU),
    },
    rwa: Citation::read("CRR Art. 261(1)", VERSION),
    protection: crr_249_credit_protection::EU,
    output_floor: Answer::NotApplicable(NotApplicable {
        reason: "the output floor begins on 1 January 2025",
        cites: Citation::read("CRR Art. 465(1)", "CRR3, 1 January 2025"),
    }),
    pool: pool_terms::eu::VERSIONS,
    capital_ratio: Citation::recalled("CRR Art. 92(1)(c)", VERSION).of(dec!(0.08)),
};
