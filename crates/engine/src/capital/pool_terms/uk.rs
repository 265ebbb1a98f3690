//! The United Kingdom: the CRR that it kept, and PRA PS1/26 (Basel 3.1) from 1 January 2027.

use super::eu::OLD_IRB;
use super::{IrbTerms, PoolTerms, date};
use crate::capital::rules::{cre31_irb, cre32_lgd, cre33_slotting};
use crate::capital::standardised::{eu, uk};
use crate::capital::step::Answer;
use crate::cited::Citation;

/// Its versions.
pub static VERSIONS: &[PoolTerms] = &[
    PoolTerms {
        title: "United Kingdom, CRR as kept until the end of 2026",
        in_force_from: Citation::recalled("CRR as retained", "2020").of(date(2021, 1, 1)),
        irb: Answer::Applies(IrbTerms {
            slotting: cre33_slotting::UK,
            ..OLD_IRB
        }),
        standardised: eu::OLD_CRR,
    },
    PoolTerms {
        title: "United Kingdom, Basel 3.1",
        in_force_from: Citation::read("PRA PS1/26", "20 January 2026").of(date(2027, 1, 1)),
        irb: Answer::Applies(IrbTerms {
            function: cre31_irb::UK_FINAL,
            lgd: cre32_lgd::UK_FINAL,
            foundation_maturity: None,
            slotting: cre33_slotting::UK,
        }),
        standardised: uk::TABLE,
    },
];
