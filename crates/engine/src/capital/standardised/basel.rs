//! The Basel Framework, CRE20 from 2023.
//!
//! Source: what the other versions repeat was read there, and the citation says so; the rest is recalled. Example:
//! income-producing property at 70 % loan to value weighs 90 %.
//!
//! ```
//! use tranchet_deal::loan::AssetClass;
//! use tranchet_engine::capital::rules::cre20_standardised::{Exposure, weigh};
//! use tranchet_engine::capital::standardised::basel::TABLE;
//! let property = Exposure { ltv: Some(0.70), ..Exposure::of(AssetClass::Ipre) };
//! assert_eq!(weigh(&property, &TABLE, Default::default()).unwrap().risk_weight(), 0.90);
//! ```
//!
//! Not covered: homes whose rent repays the loan, and splitting of mortgages (an option of the supervisor).

use crate::capital::rules::cre20_standardised::{Mortgage, ProjectWeights, Property, StandardisedTable};
use crate::cited::Citation;

const VERSION: &str = "Basel Framework, 1 January 2023";
const SPECIALISED: Citation = Citation::read("CRE20.50-20.52, as CRR Art. 122a(3)", VERSION);
const CONSTRUCTION: Citation = Citation::read("CRE20.90-20.91, as PRA PS1/26 Art. 124K", VERSION);
const PAST_DUE: Citation = Citation::recalled("CRE20.104", VERSION);

/// The weights.
pub const TABLE: StandardisedTable = StandardisedTable {
    corporate_by_step: Citation::read("CRE20.42-20.43, as CRR Art. 122", VERSION)
        .of([0.20, 0.50, 0.75, 1.00, 1.50, 1.50]),
    corporate_unrated: Citation::recalled("CRE20.42", VERSION).of(1.00),
    small_firm_unrated: Citation::read("CRE20.47, as PRA PS1/26", VERSION).of(0.85),
    retail: Citation::recalled("CRE20.66", VERSION).of(0.75),
    subordinated: Citation::read("CRE20.60, as PRA PS1/26", VERSION).of(1.50),
    object_finance: SPECIALISED.of(1.00),
    project: ProjectWeights {
        pre_operational: SPECIALISED.of(1.30),
        operational: SPECIALISED.of(1.00),
        high_quality: SPECIALISED.of(0.80),
    },
    property: Property {
        bands: &[(0.60, 0.70), (0.80, 0.90)],
        above: 1.10,
        cites: Citation::recalled("CRE20.86", VERSION),
    },
    construction: CONSTRUCTION.of(1.50),
    construction_presold_homes: CONSTRUCTION.of(1.00),
    mortgage: Mortgage::Whole(Property {
        bands: &[
            (0.50, 0.20),
            (0.60, 0.25),
            (0.80, 0.30),
            (0.90, 0.40),
            (1.00, 0.50),
        ],
        above: 0.70,
        cites: Citation::recalled("CRE20.82", VERSION),
    }),
    past_due: PAST_DUE.of(1.50),
    past_due_provided: PAST_DUE.of(1.00),
    provisions_high: PAST_DUE.of(0.20),
    small_firm_factor: None,
    infrastructure_factor: None,
};
