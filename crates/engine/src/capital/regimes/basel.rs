//! The Basel Framework, CRE40 to CRE45.
//!
//! Source: see the rule files. `A` and `D` are defined in CRE44.14 and CRE44.15, as CRE41.1 says; their content
//! was read in CRR Art. 256(1) and (2). Ratings are taken to be allowed. STC treatment is given to whatever the
//! deal calls STS, although the Framework knows it for traditional securitisations only. Not covered: the
//! internal assessment approach.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;

use crate::capital::assumptions::SETTLED;
use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::pool_terms;
use crate::capital::regimes::{Available, Regime, Status};
use crate::capital::rules::{
    cre22_credit_protection, cre40_50_look_through, cre40_54_maximum_capital, cre41_sec_sa, cre42_sec_erba,
    cre44_sec_irba, crr_248_excess_spread, crr_252_maturity_mismatch, crr_253_deduction, rbc20_output_floor,
};
use crate::capital::srt::SrtLaw;
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::Citation;

const VERSION: &str = "Basel Framework, 15 December 2019";
const HIERARCHY: Citation = Citation::recalled("CRE40.41-40.48", VERSION);

/// The Basel Framework.
pub static REGIME: Regime = Regime {
    name: "basel",
    title: "Basel Framework, securitisation (CRE40-CRE45)",
    status: Status::InForceFrom(
        Citation::recalled("CRE40", VERSION).of(NaiveDate::from_ymd_opt(2018, 1, 1).unwrap()),
    ),
    earlier: None,
    open: SETTLED,
    k_name: "K_SA",
    attachment: Citation::read("CRE44.14, as CRR Art. 256(1)", VERSION),
    detachment: Citation::read("CRE44.15, as CRR Art. 256(2)", VERSION),
    hierarchy: HIERARCHY,
    approaches: &[
        Available {
            approach: Approach::SecIrba,
            weigh: cre44_sec_irba::weigh,
            gives_way: None,
        },
        Available {
            approach: Approach::SecErba,
            weigh: cre42_sec_erba::weigh,
            gives_way: None,
        },
        Available {
            approach: Approach::SecSa,
            weigh: cre41_sec_sa::weigh,
            gives_way: None,
        },
    ],
    sts: |_| None,
    last_resort: Citation::read("CRE40, as CBUAE C 52/2017 Guidance", VERSION).of(RISK_WEIGHT_MAX),
    look_through: cre40_50_look_through::cap,
    maximum_capital: Answer::Applies(cre40_54_maximum_capital::BASEL),
    maturity_mismatch: Answer::Applies(crr_252_maturity_mismatch::BASEL),
    excess_spread: crr_248_excess_spread::SILENT,
    deduction: crr_253_deduction::BASEL,
    srt: SrtLaw {
        tests: Answer::NotApplicable(NotApplicable {
            reason: "the Basel Framework asks for significant risk transfer without a number",
            cites: Citation::read("CRE40.25-26, as CBUAE C 52/2017 8-9", VERSION),
        }),
        indicators: &[],
        sts: Answer::NotApplicable(NotApplicable {
            reason: "the Basel Framework knows simple, transparent and comparable deals for traditional securitisations only",
            cites: Citation::recalled("CRE40.18", VERSION),
        }),
        retention: Answer::NotApplicable(NotApplicable {
            reason: "the Basel Framework asks for no risk retention",
            cites: Citation::recalled("CRE40", VERSION),
        }),
    },
    rwa: Citation::read("CRE40, as CRR Art. 261(1)", VERSION),
    protection: cre22_credit_protection::TREATMENT,
    output_floor: Answer::Applies(&rbc20_output_floor::BASEL),
    pool: pool_terms::basel::VERSIONS,
    capital_ratio: Citation::recalled("RBC20.1", "Basel Framework").of(dec!(0.08)),
};
