//! The United States: 12 CFR 217.32, subpart D of Regulation Q.
//!
//! Source: recalled; nobody here has read the section. Ratings do not count, small firms and retail have no class
//! of their own. Example: a company weighs 100 %, whatever its credit quality step.
//!
//! ```
//! use tranchet_deal::loan::AssetClass;
//! use tranchet_engine::capital::rules::cre20_standardised::{Exposure, weigh};
//! use tranchet_engine::capital::standardised::us::TABLE;
//! let company = Exposure { cqs: Some(1), ..Exposure::of(AssetClass::Corporate) };
//! assert_eq!(weigh(&company, &TABLE, Default::default()).unwrap().risk_weight(), 1.00);
//! ```
//!
//! Not covered: mortgages that are not prudently underwritten (100 %), statutory multifamily mortgages,
//! pre-sold construction (50 %).

use crate::capital::rules::cre20_standardised::{Mortgage, ProjectWeights, Property, StandardisedTable};
use crate::cited::Citation;

const VERSION: &str = "in force in 2026";
const CORPORATE: Citation = Citation::recalled("12 CFR 217.32(f)", VERSION);
const HVCRE: Citation = Citation::recalled("12 CFR 217.32(j)", VERSION);
const PAST_DUE: Citation = Citation::recalled("12 CFR 217.32(k)", VERSION);

/// The weights.
pub const TABLE: StandardisedTable = StandardisedTable {
    corporate_by_step: CORPORATE.of([1.00; 6]),
    corporate_unrated: CORPORATE.of(1.00),
    small_firm_unrated: CORPORATE.of(1.00),
    retail: Citation::recalled("12 CFR 217.32(l)(5)", VERSION).of(1.00),
    subordinated: CORPORATE.of(1.00),
    object_finance: CORPORATE.of(1.00),
    project: ProjectWeights {
        pre_operational: CORPORATE.of(1.00),
        operational: CORPORATE.of(1.00),
        high_quality: CORPORATE.of(1.00),
    },
    property: Property {
        bands: &[],
        above: 1.00,
        cites: CORPORATE,
    },
    construction: HVCRE.of(1.50),
    construction_presold_homes: HVCRE.of(1.50),
    mortgage: Mortgage::Whole(Property {
        bands: &[],
        above: 0.50,
        cites: Citation::recalled("12 CFR 217.32(g)(1)", VERSION),
    }),
    past_due: PAST_DUE.of(1.50),
    past_due_provided: PAST_DUE.of(1.50),
    provisions_high: PAST_DUE.of(1.00),
    small_firm_factor: None,
    infrastructure_factor: None,
};
