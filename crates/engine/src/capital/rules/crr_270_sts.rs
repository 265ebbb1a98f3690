//! CRR Art. 270: which positions of a synthetic securitisation have the lighter STS treatment.
//!
//! Source: Art. 270 in the consolidated CRR: the originator may use Art. 260, 262 and 264 for the senior
//! position of an STS on-balance-sheet securitisation. That the United Kingdom has no STS for synthetic deals is
//! recalled; the PRA's discussion paper DP3/23 suggested none. Example: of an STS deal the senior tranche has
//! p 0.5 and a floor of 10 %, the mezzanine p 1 and a floor of 15 %.
//!
//! ```
//! use tranchet_engine::capital::{position::{PoolInputs, Position}, rules::crr_270_sts};
//! let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
//! let mezzanine = Position { sts: true, ..Position::of(&pool, 0.07, 0.125) };
//! assert!(crr_270_sts::eu(&mezzanine).is_some());
//! assert!(crr_270_sts::eu(&Position { senior: true, ..mezzanine }).is_none());
//! assert!(crr_270_sts::uk(&Position { senior: true, ..mezzanine }).is_some());
//! ```
//!
//! Not covered: the criteria themselves, Art. 243(2) among them; the deal says whether they are met.

use crate::capital::position::Position;
use crate::capital::step::NotApplicable;
use crate::cited::Citation;

/// Why a position of an STS securitisation has no lighter treatment in the European Union, if so.
pub fn eu(position: &Position) -> Option<NotApplicable> {
    (!position.senior).then_some(NotApplicable {
        reason: "only the senior position of an STS synthetic securitisation has the lighter treatment",
        cites: Citation::read("CRR Art. 270", "CRR after Reg. 2021/558"),
    })
}

/// Why a position of an STS securitisation has no lighter treatment in the United Kingdom.
pub fn uk(_position: &Position) -> Option<NotApplicable> {
    Some(NotApplicable {
        reason: "a synthetic securitisation cannot be STS in the United Kingdom",
        cites: Citation::recalled("CRR (UK) Art. 270, PRA DP3/23", "United Kingdom, 2026"),
    })
}
