//! The United States: Regulation Q, 12 CFR part 217, subpart D.
//!
//! Source: see the rule files. `A` and `D` are recalled for 12 CFR 217.43(b)(3) and (4); the same words were
//! read in 12 CFR part 1240. Not covered: the gross-up approach, the advanced approaches of subpart
//! E; the rules proposed in March 2026 are [a regime of their own](super::us_2026_proposal).

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;

use crate::capital::assumptions::SETTLED;
use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::pool_terms;
use crate::capital::regimes::{Available, Regime, Status};
use crate::capital::rules::{
    crr_248_excess_spread, crr_253_deduction, us_217_36_maturity_mismatch, us_217_43_ssfa,
    us_217_45_credit_protection,
};
use crate::capital::srt::SrtLaw;
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::Citation;

const VERSION: &str = "in force in 2026";

/// The United States.
pub static REGIME: Regime = Regime {
    name: "us",
    title: "United States, Regulation Q (12 CFR part 217, subpart D)",
    status: Status::InForceFrom(
        Citation::recalled("12 CFR 217.1(f)", VERSION).of(NaiveDate::from_ymd_opt(2015, 1, 1).unwrap()),
    ),
    earlier: None,
    open: SETTLED,
    k_name: "K_G",
    attachment: Citation::recalled("12 CFR 217.43(b)(3)", VERSION),
    detachment: Citation::recalled("12 CFR 217.43(b)(4)", VERSION),
    hierarchy: Citation::recalled("12 CFR 217.42-217.43", VERSION),
    approaches: &[Available {
        approach: Approach::Ssfa,
        weigh: us_217_43_ssfa::weigh,
        gives_way: None,
    }],
    sts: us_217_43_ssfa::sts,
    last_resort: Citation::read("12 CFR 217.43(a)", VERSION).of(RISK_WEIGHT_MAX),
    look_through: us_217_43_ssfa::look_through,
    maximum_capital: Answer::NotApplicable(NotApplicable {
        reason: "the SSFA has no maximum capital requirement",
        cites: Citation::recalled("12 CFR 217.43", VERSION),
    }),
    maturity_mismatch: Answer::Applies(us_217_36_maturity_mismatch::US),
    excess_spread: crr_248_excess_spread::SILENT,
    deduction: crr_253_deduction::US,
    srt: SrtLaw {
        tests: Answer::NotApplicable(NotApplicable {
            reason: "Regulation Q asks for operational criteria, and for no test of risk transfer with a number",
            cites: Citation::recalled("12 CFR 217.41(b)", VERSION),
        }),
        indicators: &[],
        sts: Answer::NotApplicable(NotApplicable {
            reason: "Regulation Q has no lighter treatment",
            cites: Citation::recalled("12 CFR 217.43", VERSION),
        }),
        retention: Answer::NotApplicable(NotApplicable {
            reason: "risk retention is for securities that are sold, not for this calculation",
            cites: Citation::recalled("17 CFR part 246", VERSION),
        }),
    },
    rwa: Citation::recalled("12 CFR 217.42", VERSION),
    protection: us_217_45_credit_protection::TREATMENT,
    output_floor: Answer::NotApplicable(NotApplicable {
        reason: "there is no output floor; the standardised ratio is itself a floor under the advanced one",
        cites: Citation::recalled("12 CFR 217.10(c)", VERSION),
    }),
    pool: pool_terms::us::VERSIONS,
    capital_ratio: Citation::recalled("12 CFR 217.10(a)", VERSION).of(dec!(0.08)),
};
