//! CRR Art. 253: deduction from Common Equity Tier 1 in place of a risk weight of 1,250 %.
//!
//! Source: Art. 253(1) and (2) at the EBA's Interactive Single Rulebook; the United Kingdom's version is recalled
//! as saying the same. What is deducted has no risk-weighted assets; it costs capital one for one, and the
//! maximum capital requirement is less by it. Example: a first loss of 20 kept at a capital ratio of 13 % needs
//! 12.5 x 20 x 13 % = 32.5, deducted 20.
//!
//! ```
//! use tranchet_engine::capital::rules::crr_253_deduction::{EU, weighs_the_maximum};
//! use tranchet_engine::capital::step::Answer;
//! assert!(matches!(EU, Answer::Applies(_)));
//! assert!(weighs_the_maximum(12.5) && !weighs_the_maximum(12.49));
//! ```
//!
//! Not covered: thresholds and tax of the deduction. That the Basel Framework and the United States have no such
//! choice is recalled.

use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::Citation;

/// The choice in the European Union.
pub const EU: Answer<Citation> = Answer::Applies(Citation::read("CRR Art. 253", "CRR after Reg. 2021/558"));
/// The choice in the United Kingdom.
pub const UK: Answer<Citation> =
    Answer::Applies(Citation::recalled("CRR (UK) Art. 253", "United Kingdom, 2026"));
/// No choice in the Basel Framework.
pub const BASEL: Answer<Citation> = Answer::NotApplicable(NotApplicable {
    reason: "the Basel Framework weights at 1,250 % and does not deduct",
    cites: Citation::recalled("CRE40", "Basel Framework, 15 December 2019"),
});
/// No choice in the United States.
pub const US: Answer<Citation> = Answer::NotApplicable(NotApplicable {
    reason: "Regulation Q weights at 1,250 % and does not deduct",
    cites: Citation::recalled("12 CFR 217.42", "in force in 2026"),
});

/// Whether a risk weight is the one that deduction replaces.
pub fn weighs_the_maximum(risk_weight: f64) -> bool {
    risk_weight >= RISK_WEIGHT_MAX
}
