//! CRR Art. 261 and 262: the standardised approach (SEC-SA) of the European Union and of the United Kingdom.
//!
//! Source: Art. 261, 262 and 269 read at judict.eu, Art. 255(6) in the consolidated CRR; the United Kingdom's
//! version is recalled as saying the same. The formula and its symbols are those of
//! [`cre41_sec_sa`](super::cre41_sec_sa), and so are the numbers: p 1, STS 0.5, resecuritisation 1.5; floor
//! 15 %, STS senior 10 %, resecuritisation 100 %; at most 5 % of unknown status. Example: K_SA 8 %, STS, the
//! senior tranche above 12.5 %: 18.55 %.
//!
//! ```
//! use tranchet_engine::capital::{position::{PoolInputs, Position}, rules::crr_261_sec_sa, step::Answer};
//! let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
//! let senior = Position { senior: true, sts: true, ..Position::of(&pool, 0.125, 1.0) };
//! let Answer::Applies(weighed) = crr_261_sec_sa::EU.weigh(&senior) else { panic!() };
//! assert!((weighed.risk_weight - 0.1855156956).abs() < 1e-9);
//! ```
//!
//! Not covered: the lower p of Art. 465(13), which is of the output floor only
//! ([`crr_465_output_floor`](super::crr_465_output_floor)), and the formula of the p that British firms may elect
//! from 2027: they give the number.

use crate::capital::rules::cre41_sec_sa::SecSa;
use crate::cited::Citation;

const CRR: &str = "CRR after Reg. 2021/558";
const UK_CRR: &str = "United Kingdom, 2026";

/// SEC-SA of the European Union.
pub const EU: SecSa = of([
    Citation::read("CRR Art. 255(6)", CRR),
    Citation::read("CRR Art. 261(1)", CRR),
    Citation::read("CRR Art. 261(2)", CRR),
    Citation::read("CRR Art. 262", CRR),
    Citation::read("CRR Art. 269(1)", CRR),
]);

/// SEC-SA of the United Kingdom.
pub const UK: SecSa = of([
    Citation::recalled("CRR (UK) Art. 255(6)", UK_CRR),
    Citation::recalled("CRR (UK) Art. 261(1)", UK_CRR),
    Citation::recalled("CRR (UK) Art. 261(2)", UK_CRR),
    Citation::recalled("CRR (UK) Art. 262", UK_CRR),
    Citation::recalled("CRR (UK) Art. 269(1)", UK_CRR),
]);

const fn of([k_sa, formula, w, sts, resecuritisation]: [Citation; 5]) -> SecSa {
    SecSa {
        k_sa,
        w,
        formula,
        defaulted_charge: w.of(0.5),
        unknown_max: w.of(0.05),
        p: formula.of(1.0),
        p_sts: sts.of(0.5),
        p_resecuritisation: resecuritisation.of(1.5),
        floor: formula.of(0.15),
        floor_sts_senior: sts.of(0.10),
        floor_resecuritisation: resecuritisation.of(1.0),
    }
}
