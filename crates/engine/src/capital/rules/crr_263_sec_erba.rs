//! CRR Art. 263 and 264: the external-ratings-based approach (SEC-ERBA) of the European Union and of the United
//! Kingdom.
//!
//! Source: both articles with their tables in the consolidated CRR and at judict.eu, Art. 264 also at
//! legislation.gov.uk. Formula, symbols and numbers are those of [`cre42_sec_erba`](super::cre42_sec_erba).
//! Example: AAA, senior, three years, 17.5 %; as an STS position 10 %.
//!
//! ```
//! use tranchet_engine::capital::{position::{PoolInputs, Position}, rules::crr_263_sec_erba, step::Answer};
//! let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
//! let weight = |sts| {
//!     let position = Position { sts, senior: true, m_t: Some(3.0), rating: Some("AAA"), ..Position::of(&pool, 0.2, 1.0) };
//!     let Answer::Applies(weighed) = crr_263_sec_erba::EU.weigh(&position) else { panic!() };
//!     weighed.risk_weight
//! };
//! assert!((weight(false) - 0.175).abs() < 1e-12 && (weight(true) - 0.10).abs() < 1e-12);
//! ```
//!
//! Not covered: what `cre42_sec_erba` does not.

use crate::capital::rules::cre42_sec_erba::{LONG_TERM, LONG_TERM_STS, SHORT_TERM, SecErba};
use crate::capital::rules::crr_257_tranche_maturity::{M_T, TrancheMaturity};
use crate::cited::Citation;

const CRR: &str = "CRR after Reg. 2021/558";
const UK_CRR: &str = "United Kingdom, 2026";

/// SEC-ERBA of the European Union.
pub const EU: SecErba = of([
    Citation::read("CRR Art. 263", CRR),
    Citation::read("CRR Art. 264", CRR),
    Citation::read("CRR Art. 263, as CBUAE C 52/2017 Guidance 40-42", CRR),
    Citation::recalled("CRR Art. 263 (not below a senior tranche)", CRR),
    Citation::read("CRR Art. 254", CRR),
    Citation::read("CRR Art. 257", CRR),
    Citation::read("CRR Art. 269", CRR),
]);

/// SEC-ERBA of the United Kingdom.
pub const UK: SecErba = of([
    Citation::recalled("CRR (UK) Art. 263", UK_CRR),
    Citation::read("CRR (UK) Art. 264", UK_CRR),
    Citation::recalled("CRR (UK) Art. 263", UK_CRR),
    Citation::recalled("CRR (UK) Art. 263 (not below a senior tranche)", UK_CRR),
    Citation::recalled("CRR (UK) Art. 254", UK_CRR),
    Citation::read("CRR (UK) Art. 257", UK_CRR),
    Citation::recalled("CRR (UK) Art. 269", UK_CRR),
]);

const fn of(
    [
        table,
        sts,
        thickness,
        not_below_senior,
        rated,
        m_t,
        resecuritisation,
    ]: [Citation; 7],
) -> SecErba {
    SecErba {
        long_term: table.of(LONG_TERM),
        long_term_sts: sts.of(LONG_TERM_STS),
        short_term: table.of(SHORT_TERM.0),
        short_term_sts: sts.of(SHORT_TERM.1),
        maturity: TrancheMaturity { text: m_t, ..M_T },
        thickness_max: thickness.of(0.5),
        not_below_senior,
        floor: table.of(0.15),
        floor_sts_senior: sts.of(0.10),
        rated,
        resecuritisation,
    }
}
