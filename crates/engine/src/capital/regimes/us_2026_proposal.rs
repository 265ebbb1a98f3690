//! The United States as proposed on 19 March 2026. It binds nobody.
//!
//! Source: published summaries ([`rules::us_2026_proposal`](crate::capital::rules::us_2026_proposal)). `p` and the
//! floor come from the user. What is not known to change is recalled as in force. Not covered: see the rule file;
//! whether the expanded risk-based approach has an output floor was not found.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;

use crate::capital::assumptions::{OpenNumbers, Openness};
use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::pool_terms;
use crate::capital::regimes::{Available, Regime, Status};
use crate::capital::rules::crr_252_maturity_mismatch::Mismatch;
use crate::capital::rules::us_2026_proposal::{FLOOR, P, PROTECTION, TEXT, weigh};
use crate::capital::rules::{crr_248_excess_spread, us_217_36_maturity_mismatch};
use crate::capital::srt::SrtLaw;
use crate::capital::step::{Answer, NotApplicable};

/// What nothing was found of.
const UNKNOWN: NotApplicable = NotApplicable {
    reason: "the proposal's tests and conditions were not found",
    cites: TEXT,
};

/// The proposal.
pub static REGIME: Regime = Regime {
    name: "us-2026-proposal",
    title: "PROPOSAL of 19 March 2026, United States (SEC-SA in place of the SSFA)",
    status: Status::Proposed(TEXT.of(NaiveDate::from_ymd_opt(2026, 3, 19).unwrap())),
    earlier: None,
    open: OpenNumbers {
        p: Openness::Unknown(P),
        floor: Openness::Unknown(FLOOR),
    },
    k_name: "K_SA",
    attachment: TEXT,
    detachment: TEXT,
    hierarchy: TEXT,
    approaches: &[Available {
        approach: Approach::SecSa,
        weigh,
        gives_way: None,
    }],
    sts: |_| {
        Some(NotApplicable {
            reason: "no lighter treatment of STS securitisations was found",
            cites: TEXT,
        })
    },
    last_resort: TEXT.of(RISK_WEIGHT_MAX),
    look_through: |_| {
        Answer::NotApplicable(NotApplicable {
            reason: "whether the proposal has a look-through cap was not found",
            cites: TEXT,
        })
    },
    maximum_capital: Answer::NotApplicable(NotApplicable {
        reason: "whether the proposal has a maximum capital requirement was not found",
        cites: TEXT,
    }),
    maturity_mismatch: Answer::Applies(Mismatch {
        cites: TEXT,
        ..us_217_36_maturity_mismatch::US
    }),
    excess_spread: crr_248_excess_spread::SILENT,
    deduction: Answer::NotApplicable(NotApplicable {
        reason: "whether the proposal leaves the choice was not found",
        cites: TEXT,
    }),
    rwa: TEXT,
    protection: PROTECTION,
    srt: SrtLaw {
        tests: Answer::NotApplicable(UNKNOWN),
        indicators: &[],
        sts: Answer::NotApplicable(UNKNOWN),
        retention: Answer::NotApplicable(UNKNOWN),
    },
    output_floor: Answer::NotApplicable(NotApplicable {
        reason: "whether the proposal has an output floor was not found",
        cites: TEXT,
    }),
    pool: pool_terms::us::VERSIONS,
    capital_ratio: TEXT.of(dec!(0.08)),
};
