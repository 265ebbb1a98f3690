//! The European Union: CRR, and CRR3 from 2025 with the floors of loss given default for specialised lending rising
//! to 2029 (Art. 495b).

use super::{IrbTerms, PoolTerms, date};
use crate::capital::rules::cre31_irb::{self, FirmSize, FunctionTerms, PdFloors};
use crate::capital::rules::{cre32_lgd, cre33_slotting};
use crate::capital::standardised::eu;
use crate::capital::step::Answer;
use crate::cited::Citation;

const VERSION: &str = "CRR3, 1 January 2025";
const PD_FLOOR: Citation = Citation::recalled("CRR Art. 160(1) and 163(1)", VERSION);

/// The functions of CRR3; its numbers are Basel's, the floors and the end of scaling recalled.
const FUNCTION: FunctionTerms = FunctionTerms {
    formula: Citation::read("CRR Art. 153(1), as Basel II 272", VERSION),
    scaling: Citation::recalled("CRR Art. 153(1)(iii)", VERSION).of(1.0),
    pd_floor: PdFloors {
        corporate: PD_FLOOR.of(0.0005),
        mortgage: PD_FLOOR.of(0.0005),
        revolving: PD_FLOOR.of(0.001),
        other_retail: PD_FLOOR.of(0.0005),
    },
    size: FirmSize {
        currency: "EUR",
        ..cre31_irb::BASEL_FINAL.size
    },
    ..cre31_irb::BASEL_FINAL
};

/// Before CRR3; the United Kingdom kept it until the end of 2026.
pub(super) const OLD_IRB: IrbTerms = IrbTerms {
    function: cre31_irb::OLD_CRR,
    lgd: cre32_lgd::OLD_CRR,
    foundation_maturity: Some(
        Citation::read("CRR Art. 162(1), as transcribed", "before CRR3 and Basel 3.1").of(2.5),
    ),
    slotting: cre33_slotting::EU,
};

/// Its versions.
pub static VERSIONS: &[PoolTerms] = &[
    PoolTerms {
        title: "CRR before CRR3",
        in_force_from: Citation::recalled("CRR Art. 521", "2013").of(date(2014, 1, 1)),
        irb: Answer::Applies(OLD_IRB),
        standardised: eu::OLD_CRR,
    },
    crr3("CRR3, 2025 to 2027", date(2025, 1, 1), 0.50),
    crr3("CRR3, 2028", date(2028, 1, 1), 0.80),
    crr3("CRR3, from 2029", date(2029, 1, 1), 1.00),
];

const fn crr3(title: &'static str, from: chrono::NaiveDate, specialised_lending: f64) -> PoolTerms {
    PoolTerms {
        title,
        in_force_from: Citation::read("CRR as consolidated on 1 January 2025", VERSION).of(from),
        irb: Answer::Applies(IrbTerms {
            function: FUNCTION,
            lgd: cre32_lgd::crr3(specialised_lending),
            foundation_maturity: Some(Citation::recalled("CRR Art. 162(1)", VERSION).of(2.5)),
            slotting: cre33_slotting::EU,
        }),
        standardised: eu::CRR3,
    }
}
