//! CRR Art. 267: the look-through cap of the senior position in the European Union and the United Kingdom.
//!
//! Source: Art. 267 in the consolidated CRR, that a resecuritisation has no cap in Art. 269(3); the United
//! Kingdom's version is recalled as saying the same. The cap is that of
//! [`cre40_50_look_through`](super::cre40_50_look_through): exposure-weighted average risk weight of the pool,
//! with 12.5 times expected loss where internal models cover it; where it is lower than the floor, it applies.
//! Example: K_SA of 0.96 % is an average risk weight of 0.96 % / 8 % = 12 %, which is below the floor of 15 %.
//!
//! ```
//! use tranchet_engine::capital::{position::{PoolInputs, Position}, rules::crr_267_look_through, step::Answer};
//! let pool = PoolInputs::from_k(0.0096, 0.0, 0.0);
//! let senior = Position { senior: true, ..Position::of(&pool, 0.1, 1.0) };
//! let Answer::Applies(most) = crr_267_look_through::EU.cap(&senior) else { panic!() };
//! assert!((most.value - 0.12).abs() < 1e-15);
//! ```
//!
//! Not covered: that the bank knows the pool at all times is taken for granted: it reads a tape.

use crate::capital::rules::cre40_50_look_through::LookThrough;
use crate::cited::Citation;

const CRR: &str = "CRR after Reg. 2021/558";
const UK_CRR: &str = "United Kingdom, 2026";

/// The cap of the European Union.
pub const EU: LookThrough = LookThrough {
    cap: Citation::read("CRR Art. 267", CRR),
    resecuritisation: Citation::read("CRR Art. 269(3)", CRR),
};

/// The cap of the United Kingdom.
pub const UK: LookThrough = LookThrough {
    cap: Citation::recalled("CRR (UK) Art. 267", UK_CRR),
    resecuritisation: Citation::recalled("CRR (UK) Art. 269(3)", UK_CRR),
};
