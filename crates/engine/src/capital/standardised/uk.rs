//! The United Kingdom: PRA PS1/26, Basel 3.1 from 1 January 2027; before that the old CRR.
//!
//! Source: as a program that follows PS1/26 transcribes it. Example: income-producing property weighs 100 % up to
//! 80 % loan to value, where Basel has 70 % and 90 %; a small firm weighs 85 %, with no supporting factor.
//!
//! ```
//! use tranchet_deal::loan::AssetClass;
//! use tranchet_engine::capital::rules::cre20_standardised::{Exposure, weigh};
//! use tranchet_engine::capital::standardised::uk::TABLE;
//! let of = |exposure| weigh(&exposure, &TABLE, Default::default()).unwrap().risk_weight();
//! assert_eq!(of(Exposure { ltv: Some(0.60), ..Exposure::of(AssetClass::Ipre) }), 1.00);
//! assert_eq!(of(Exposure::of(AssetClass::Sme)), 0.85);
//! ```
//!
//! Not covered: 65 % and 135 % by notification, prior charges of others, homes whose rent repays the loan.

use super::basel;
use crate::capital::rules::cre20_standardised::{Mortgage, ProjectWeights, Property, StandardisedTable};
use crate::cited::Citation;

const VERSION: &str = "PS1/26, 1 January 2027";
const CORPORATE: Citation = Citation::read("PRA Rulebook, CRR Art. 122, as transcribed", VERSION);
const SPECIALISED: Citation = Citation::read("PRA Rulebook, CRR Art. 122B, as transcribed", VERSION);
const CONSTRUCTION: Citation = Citation::read("PRA Rulebook, CRR Art. 124K, as transcribed", VERSION);
const PAST_DUE: Citation = Citation::read("PRA Rulebook, CRR Art. 127, as transcribed", VERSION);

/// The weights.
pub const TABLE: StandardisedTable = StandardisedTable {
    corporate_by_step: CORPORATE.of([0.20, 0.50, 0.75, 1.00, 1.50, 1.50]),
    corporate_unrated: CORPORATE.of(1.00),
    small_firm_unrated: CORPORATE.of(0.85),
    retail: Citation::read("PRA Rulebook, CRR Art. 123, as transcribed", VERSION).of(0.75),
    subordinated: Citation::read("PRA Rulebook, CRR Art. 128, as transcribed", VERSION).of(1.50),
    object_finance: SPECIALISED.of(1.00),
    project: ProjectWeights {
        pre_operational: SPECIALISED.of(1.30),
        operational: SPECIALISED.of(1.00),
        high_quality: SPECIALISED.of(0.80),
    },
    property: Property {
        bands: &[(0.80, 1.00)],
        above: 1.10,
        cites: Citation::read("PRA Rulebook, CRR Art. 124I(1)-(2), as transcribed", VERSION),
    },
    construction: CONSTRUCTION.of(1.50),
    construction_presold_homes: CONSTRUCTION.of(1.00),
    mortgage: Mortgage::Split {
        share: 0.55,
        within: 0.20,
        rest: 0.75,
        cites: Citation::read(
            "PRA Rulebook, CRR Art. 124F and 124L(1)(a), as transcribed",
            VERSION,
        ),
    },
    past_due: PAST_DUE.of(1.50),
    past_due_provided: PAST_DUE.of(1.00),
    provisions_high: PAST_DUE.of(0.20),
    ..basel::TABLE
};
