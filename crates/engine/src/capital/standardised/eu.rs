//! The European Union: CRR Art. 122–128, before and after CRR3, with the supporting factors of Art. 501 and 501a.
//!
//! Source: Art. 121–122a read in the consolidated version of 1 January 2025; the rest recalled. Example: a project
//! of high quality weighs 80 %, or 75 % of 100 % where the bank applies the infrastructure factor.
//!
//! ```
//! use tranchet_deal::{bank::SupportingFactors, loan::{AssetClass, Phase}};
//! use tranchet_engine::capital::rules::cre20_standardised::{Exposure, weigh};
//! use tranchet_engine::capital::standardised::eu::CRR3;
//! let project = Exposure { phase: Some(Phase::HighQuality), ..Exposure::of(AssetClass::ProjectFinance) };
//! let weight = |infrastructure| {
//!     let factors = SupportingFactors { infrastructure, ..SupportingFactors::default() };
//!     weigh(&project, &CRR3, factors).unwrap().risk_weight()
//! };
//! assert_eq!((weight(false), weight(true)), (0.80, 0.75));
//! ```
//!
//! Not covered: the 65 % of investment grade in the output floor (Art. 465(3)), and hard tests of property markets.

use super::basel;
use crate::capital::rules::cre20_standardised::{
    Mortgage, ProjectWeights, Property, SmallFirmFactor, StandardisedTable,
};
use crate::cited::Citation;

const CRR3_VERSION: &str = "CRR3, 1 January 2025";
const OLD: &str = "CRR before CRR3";
const SPECIALISED: Citation = Citation::read("CRR Art. 122a(3)", CRR3_VERSION);
const SMALL_FIRM: Citation = Citation::recalled("CRR Art. 501", "as amended by CRR2, 27 June 2020");
const PAST_DUE: Citation = Citation::recalled("CRR Art. 127", CRR3_VERSION);
const CONSTRUCTION: Citation = Citation::recalled("CRR Art. 126a", CRR3_VERSION);
const OLD_CORPORATE: Citation = Citation::recalled("CRR Art. 122", OLD);

/// Amounts in millions of euro.
const FACTOR: SmallFirmFactor = SmallFirmFactor {
    turnover_max: SMALL_FIRM.of(50.0),
    first: SMALL_FIRM.of(2.5),
    within: 0.7619,
    above: 0.85,
};

/// From 1 January 2025.
pub const CRR3: StandardisedTable = StandardisedTable {
    corporate_by_step: Citation::read("CRR Art. 122(1)", CRR3_VERSION)
        .of([0.20, 0.50, 0.75, 1.00, 1.50, 1.50]),
    corporate_unrated: Citation::recalled("CRR Art. 122(2)", CRR3_VERSION).of(1.00),
    small_firm_unrated: Citation::recalled("CRR Art. 122(2) (no class of small firms)", CRR3_VERSION)
        .of(1.00),
    retail: Citation::recalled("CRR Art. 123", CRR3_VERSION).of(0.75),
    subordinated: Citation::recalled("CRR Art. 128", CRR3_VERSION).of(1.50),
    object_finance: SPECIALISED.of(1.00),
    project: ProjectWeights {
        pre_operational: SPECIALISED.of(1.30),
        operational: SPECIALISED.of(1.00),
        high_quality: SPECIALISED.of(0.80),
    },
    property: Property {
        cites: Citation::recalled("CRR Art. 126(2)", CRR3_VERSION),
        ..basel::TABLE.property
    },
    construction: CONSTRUCTION.of(1.50),
    construction_presold_homes: CONSTRUCTION.of(1.00),
    mortgage: Mortgage::Split {
        share: 0.55,
        within: 0.20,
        rest: 0.75,
        cites: Citation::recalled("CRR Art. 125(1)", CRR3_VERSION),
    },
    past_due: PAST_DUE.of(1.50),
    past_due_provided: PAST_DUE.of(1.00),
    provisions_high: PAST_DUE.of(0.20),
    small_firm_factor: Some(FACTOR),
    infrastructure_factor: Some(Citation::recalled("CRR Art. 501a", CRR3_VERSION).of(0.75)),
};

/// Until 31 December 2024, and in the United Kingdom until 31 December 2026.
pub const OLD_CRR: StandardisedTable = StandardisedTable {
    corporate_by_step: OLD_CORPORATE.of([0.20, 0.50, 1.00, 1.00, 1.50, 1.50]),
    corporate_unrated: OLD_CORPORATE.of(1.00),
    small_firm_unrated: OLD_CORPORATE.of(1.00),
    retail: Citation::recalled("CRR Art. 123", OLD).of(0.75),
    subordinated: OLD_CORPORATE.of(1.00),
    object_finance: OLD_CORPORATE.of(1.00),
    project: ProjectWeights {
        pre_operational: OLD_CORPORATE.of(1.00),
        operational: OLD_CORPORATE.of(1.00),
        high_quality: OLD_CORPORATE.of(1.00),
    },
    property: Property {
        bands: &[],
        above: 1.00,
        cites: Citation::recalled("CRR Art. 124(1)", OLD),
    },
    construction: Citation::recalled("CRR Art. 128", OLD).of(1.50),
    construction_presold_homes: Citation::recalled("CRR Art. 128", OLD).of(1.50),
    mortgage: Mortgage::Split {
        share: 0.80,
        within: 0.35,
        rest: 0.75,
        cites: Citation::recalled("CRR Art. 125", OLD),
    },
    past_due: Citation::recalled("CRR Art. 127", OLD).of(1.50),
    past_due_provided: Citation::recalled("CRR Art. 127", OLD).of(1.00),
    provisions_high: Citation::recalled("CRR Art. 127", OLD).of(0.20),
    small_firm_factor: Some(FACTOR),
    infrastructure_factor: Some(Citation::recalled("CRR Art. 501a", OLD).of(0.75)),
};
