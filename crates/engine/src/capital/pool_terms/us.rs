//! The United States: subpart D of Regulation Q, which the simplified supervisory formula reads.

use super::{PoolTerms, date};
use crate::capital::standardised::us::TABLE;
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::Citation;

const VERSION: &str = "in force in 2026";

/// Its one version.
pub static VERSIONS: &[PoolTerms] = &[PoolTerms {
    title: "United States, Regulation Q, subpart D",
    in_force_from: Citation::recalled("12 CFR 217.1(f)", VERSION).of(date(2015, 1, 1)),
    irb: Answer::NotApplicable(NotApplicable {
        reason: "K_G is the requirement of the standardised approach",
        cites: Citation::read("12 CFR 217.43(b)(1)", VERSION),
    }),
    standardised: TABLE,
}];
