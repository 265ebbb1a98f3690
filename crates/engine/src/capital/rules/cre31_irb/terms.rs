//! The numbers of the functions that differ between versions of the law.

use super::VERSION;
use crate::cited::{Citation, Cited};

const OLD: &str = "before CRR3 and Basel 3.1";
const PS1_26: &str = "PS1/26, 1 January 2027";
const SIZE: Citation = Citation::read("CRE31.8-31.9, as Basel II 273 and SAMA BCS 290 4.1.5", VERSION);
const UK_SIZE: Citation = Citation::read("PRA Rulebook, CRR Art. 153(4), as transcribed", PS1_26);
const PD_FLOOR: Citation = Citation::read("CRE32.4, as PRA PS1/26", VERSION);
const OLD_PD_FLOOR: Citation = Citation::read("CRR Art. 160(1), as transcribed", OLD);
const HVCRE: Citation = Citation::read("CRE31.10, as CBB CA-5.3.11", VERSION);
const FINANCIAL: Citation = Citation::read("CRE31.5, as PRA PS1/26", VERSION);

/// The least probabilities of default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PdFloors {
    /// Companies and specialised lending.
    pub corporate: Cited<f64>,
    /// Mortgages on homes.
    pub mortgage: Cited<f64>,
    /// Revolving retail.
    pub revolving: Cited<f64>,
    /// Other retail.
    pub other_retail: Cited<f64>,
}

/// How the correlation falls with the size of a firm; turnover in millions of the currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirmSize {
    /// Code of the currency of both thresholds.
    pub currency: &'static str,
    /// Turnover up to which the relief is whole.
    pub low: Cited<f64>,
    /// Turnover from which there is none.
    pub high: Cited<f64>,
    /// The whole relief.
    pub relief: Cited<f64>,
}

impl FirmSize {
    /// What the turnover takes off the correlation.
    pub fn relief(&self, turnover: Option<f64>) -> f64 {
        let (low, high) = (self.low.value, self.high.value);
        match turnover {
            Some(s) if s < high => self.relief.value * (1.0 - (s.max(low) - low) / (high - low)),
            Some(_) | None => 0.0,
        }
    }
}

/// The numbers of one version of the law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunctionTerms {
    /// The text of the corporate function.
    pub formula: Citation,
    /// The text of high-volatility property.
    pub hvcre: Citation,
    /// What a risk weight is multiplied by.
    pub scaling: Cited<f64>,
    /// Least probabilities of default.
    pub pd_floor: PdFloors,
    /// Relief for small firms.
    pub size: FirmSize,
    /// What the correlation of a large financial entity is multiplied by.
    pub financial: Cited<f64>,
}

const EURO_SIZE: FirmSize = FirmSize {
    currency: "EUR",
    low: SIZE.of(5.0),
    high: SIZE.of(50.0),
    relief: SIZE.of(0.04),
};

/// The Basel Framework from 2023.
pub const BASEL_FINAL: FunctionTerms = FunctionTerms {
    formula: Citation::read("CRE31.4-31.5, as Basel II 272 and SAMA BCS 290 4.1.2", VERSION),
    hvcre: HVCRE,
    scaling: Citation::read("CRE31, as PRA PS1/26", VERSION).of(1.0),
    pd_floor: PdFloors {
        corporate: PD_FLOOR.of(0.0005),
        mortgage: Citation::recalled("CRE32.58", VERSION).of(0.0005),
        revolving: Citation::recalled("CRE32.58", VERSION).of(0.001),
        other_retail: Citation::recalled("CRE32.58", VERSION).of(0.0005),
    },
    size: EURO_SIZE,
    financial: FINANCIAL.of(1.25),
};

/// The United Kingdom's Basel 3.1.
pub const UK_FINAL: FunctionTerms = FunctionTerms {
    formula: Citation::read("PRA Rulebook, CRR Art. 153, as Basel II 272", PS1_26),
    scaling: Citation::read("PRA Rulebook, CRR Art. 153, as transcribed", PS1_26).of(1.0),
    pd_floor: PdFloors {
        corporate: Citation::read("PRA Rulebook, CRR Art. 160(1), as transcribed", PS1_26).of(0.0005),
        mortgage: Citation::recalled("PRA Rulebook, CRR Art. 163(1)", PS1_26).of(0.001),
        revolving: Citation::recalled("PRA Rulebook, CRR Art. 163(1)", PS1_26).of(0.001),
        other_retail: Citation::recalled("PRA Rulebook, CRR Art. 163(1)", PS1_26).of(0.0005),
    },
    size: FirmSize {
        currency: "GBP",
        low: UK_SIZE.of(4.4),
        high: UK_SIZE.of(44.0),
        relief: UK_SIZE.of(0.04),
    },
    ..BASEL_FINAL
};

/// The Capital Requirements Regulation before CRR3, in the United Kingdom until the end of 2026.
pub const OLD_CRR: FunctionTerms = FunctionTerms {
    formula: Citation::read("CRR Art. 153(1), as Basel II 272", OLD),
    scaling: Citation::read("CRR Art. 153(1)(iii), as transcribed", OLD).of(1.06),
    pd_floor: PdFloors {
        corporate: OLD_PD_FLOOR.of(0.0003),
        mortgage: Citation::recalled("CRR Art. 163(1)", OLD).of(0.0003),
        revolving: Citation::recalled("CRR Art. 163(1)", OLD).of(0.0003),
        other_retail: Citation::recalled("CRR Art. 163(1)", OLD).of(0.0003),
    },
    ..BASEL_FINAL
};
