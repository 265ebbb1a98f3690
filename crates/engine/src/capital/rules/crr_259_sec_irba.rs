//! CRR Art. 259 and 260: the internal-ratings-based approach (SEC-IRBA) of the European Union and of the United
//! Kingdom.
//!
//! Source: Art. 259(1) with its table at the EBA's Interactive Single Rulebook and judict.eu; Art. 255(3), 258(1)
//! and 260 in the consolidated CRR, their formulas as in [`cre44_sec_irba`](super::cre44_sec_irba), whose
//! symbols and numbers these are; the United Kingdom's version is recalled as saying the same, except for its
//! Art. 257 and 258, which were read. Example: K_IRB 6.965 %, 100 exposures, LGD 40 %, M_T 5, STS: the bracket
//! of 0.4767475 is halved, and p is its least, 0.3.
//!
//! ```
//! use tranchet_engine::capital::{position::{IrbInputs, PoolInputs, Position}, rules::crr_259_sec_irba, step::Answer};
//! let irb = IrbInputs { k_irb: 0.06965, share: 1.0, n: 100.0, lgd: 0.40, retail: false, parts: None };
//! let pool = PoolInputs { irb: Some(irb), ..PoolInputs::from_k(0.08, 0.0, 0.0) };
//! let senior = Position { senior: true, sts: true, m_t: Some(5.0), ..Position::of(&pool, 0.15, 1.0) };
//! let Answer::Applies(weighed) = crr_259_sec_irba::EU.weigh(&senior) else { panic!() };
//! assert_eq!((weighed.p, weighed.risk_weight), (Some(0.3), 0.10));
//! ```
//!
//! Not covered: what `cre44_sec_irba` does not, and the supervisor's right to preclude the approach (Art. 258(2)).

use crate::capital::rules::cre44_sec_irba::{SecIrba, TABLE};
use crate::capital::rules::crr_257_tranche_maturity::{M_T, TrancheMaturity};
use crate::cited::Citation;

const CRR: &str = "CRR after Reg. 2021/558";
const UK_CRR: &str = "United Kingdom, 2026";

/// SEC-IRBA of the European Union.
pub const EU: SecIrba = of([
    Citation::read("CRR Art. 255(3)", CRR),
    Citation::read_without_formula("CRR Art. 258(1)(a)", CRR),
    Citation::read("CRR Art. 259(1)", CRR),
    Citation::read_without_formula("CRR Art. 259(7)", CRR),
    Citation::read_without_formula("CRR Art. 260", CRR),
    Citation::read("CRR Art. 257", CRR),
    Citation::read("CRR Art. 269", CRR),
    Citation::read("CRR Art. 259(2)", CRR),
]);

/// SEC-IRBA of the United Kingdom.
pub const UK: SecIrba = of([
    Citation::recalled("CRR (UK) Art. 255(3)", UK_CRR),
    Citation::read("CRR (UK) Art. 258(1)(a)", UK_CRR),
    Citation::recalled("CRR (UK) Art. 259(1)", UK_CRR),
    Citation::recalled("CRR (UK) Art. 259(7)", UK_CRR),
    Citation::recalled("CRR (UK) Art. 260", UK_CRR),
    Citation::read("CRR (UK) Art. 257", UK_CRR),
    Citation::recalled("CRR (UK) Art. 269", UK_CRR),
    Citation::recalled("CRR (UK) Art. 259(2)", UK_CRR),
]);

const fn of([k_irb, share, formula, mixed, sts, m_t, resecuritisation, parts]: [Citation; 8]) -> SecIrba {
    SecIrba {
        k_irb,
        mixed,
        share_min: share.of(0.95),
        formula,
        table: formula.of(TABLE),
        parts,
        granular_from: formula.of(25.0),
        p_min: formula.of(0.3),
        sts_factor: sts.of(0.5),
        maturity: TrancheMaturity { text: m_t, ..M_T },
        floor: formula.of(0.15),
        floor_sts_senior: sts.of(0.10),
        resecuritisation,
    }
}
