//! The European Union as the Commission proposed on 17 June 2025, COM(2025) 825. It binds nobody.
//!
//! Source: published notes ([`rules::eu_2025_proposal`](crate::capital::rules::eu_2025_proposal)). `p` and floor of
//! the senior position come from the user. What is not known to change is recalled as in force. Not covered: see the
//! rule file; changes to Art. 465(13) in the output floor.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;

use crate::capital::assumptions::{OpenNumbers, Openness};
use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::pool_terms;
use crate::capital::regimes::{Available, Regime, Status};
use crate::capital::rules::cre40_50_look_through::LookThrough;
use crate::capital::rules::cre40_54_maximum_capital::Texts;
use crate::capital::rules::crr_248_excess_spread::{self, Treatment};
use crate::capital::rules::crr_252_maturity_mismatch::{self, Mismatch};
use crate::capital::rules::eu_2025_proposal::{FLOOR, P, PROTECTION, TEXT, sec_irba, weigh};
use crate::capital::srt::SrtLaw;
use crate::capital::step::{Answer, NotApplicable};

/// The cap of today.
const LOOK_THROUGH: LookThrough = LookThrough {
    cap: TEXT,
    resecuritisation: TEXT,
};

/// What nothing was found of.
const UNKNOWN: NotApplicable = NotApplicable {
    reason: "the proposal's tests and conditions were not found",
    cites: TEXT,
};

/// The proposal.
pub static REGIME: Regime = Regime {
    name: "eu-2025-proposal",
    title: "PROPOSAL of 17 June 2025, European Union (COM(2025) 825)",
    status: Status::Proposed(TEXT.of(NaiveDate::from_ymd_opt(2025, 6, 17).unwrap())),
    earlier: None,
    open: OpenNumbers {
        p: Openness::Unknown(P),
        floor: Openness::Unknown(FLOOR),
    },
    k_name: "K_SA",
    attachment: TEXT,
    detachment: TEXT,
    hierarchy: TEXT,
    approaches: &[
        Available {
            approach: Approach::SecIrba,
            weigh: sec_irba,
            gives_way: None,
        },
        Available {
            approach: Approach::SecSa,
            weigh,
            gives_way: None,
        },
    ],
    sts: |position| {
        (!position.senior).then_some(NotApplicable {
            reason: "only the senior position of an STS synthetic securitisation has the lighter treatment",
            cites: TEXT,
        })
    },
    last_resort: TEXT.of(RISK_WEIGHT_MAX),
    look_through: |position| LOOK_THROUGH.cap(position),
    maximum_capital: Answer::Applies(Texts {
        cap: TEXT,
        resecuritisation: TEXT,
    }),
    maturity_mismatch: Answer::Applies(Mismatch {
        cites: TEXT,
        ..crr_252_maturity_mismatch::EU
    }),
    excess_spread: Treatment {
        position: TEXT,
        horizon: TEXT.of(crr_248_excess_spread::EU.horizon.value),
    },
    deduction: Answer::Applies(TEXT),
    rwa: TEXT,
    protection: PROTECTION,
    srt: SrtLaw {
        tests: Answer::NotApplicable(UNKNOWN),
        indicators: &[],
        sts: Answer::NotApplicable(UNKNOWN),
        retention: Answer::NotApplicable(UNKNOWN),
    },
    output_floor: Answer::NotApplicable(NotApplicable {
        reason: "the proposal changes Art. 465(13), and its numbers were not found",
        cites: TEXT,
    }),
    pool: pool_terms::eu::VERSIONS,
    capital_ratio: TEXT.of(dec!(0.08)),
};
