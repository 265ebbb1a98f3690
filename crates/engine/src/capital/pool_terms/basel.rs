//! The Basel Framework, CRE20 to CRE36 as in force from 2023.

use super::{IrbTerms, PoolTerms, date};
use crate::capital::rules::{cre31_irb, cre32_lgd, cre33_slotting};
use crate::capital::standardised::basel::TABLE;
use crate::capital::step::Answer;
use crate::cited::Citation;

const VERSION: &str = "Basel Framework, 1 January 2023";

/// Its one version.
pub static VERSIONS: &[PoolTerms] = &[PoolTerms {
    title: "Basel Framework from 2023",
    in_force_from: Citation::recalled("CRE20-CRE36", VERSION).of(date(2023, 1, 1)),
    irb: Answer::Applies(IrbTerms {
        function: cre31_irb::BASEL_FINAL,
        lgd: cre32_lgd::BASEL_FINAL,
        foundation_maturity: Some(Citation::recalled("CRE32.44", VERSION).of(2.5)),
        slotting: cre33_slotting::BASEL,
    }),
    standardised: TABLE,
}];
