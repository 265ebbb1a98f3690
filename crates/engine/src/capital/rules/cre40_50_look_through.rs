//! CRE40.50: the senior tranche weighs at most what the pool would weigh on average ("look-through").
//!
//! Source: paragraphs 58, 60 and 62 of the Central Bank of the UAE's Standard C 52/2017, which repeat it, and
//! CRR Art. 267; that CRE40.50–40.55 hold the caps is read in paragraph 19.19 of the Saudi Central Bank's
//! rulebook. `RW <= exposure-weighted average risk weight of the pool`, after the floor, so the result may be
//! below it. Example: a pool of 12 % risk weight caps its senior tranche at 12 %, under the floor of 15 %.
//!
//! ```
//! use tranchet_engine::capital::{position::Position, rules::cre40_50_look_through::cap, step::Answer};
//! use tranchet_engine::capital::position::PoolInputs;
//! let pool = PoolInputs::from_k(0.0096, 0.0, 0.0);
//! let senior = Position {
//!     pool: &pool, attachment: 0.1, detachment: 1.0, senior: true, sts: false, resecuritisation: false,
//! };
//! let Answer::Applies(most) = cap(&senior) else { panic!() };
//! assert!((most.value - 0.12).abs() < 1e-15);
//! ```
//!
//! Not covered: internal-ratings pools, whose average includes 12.5 times expected loss. That the bank knows
//! the composition of the pool at all times is taken for granted: it reads a tape.

use crate::capital::position::Position;
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 15 December 2019";

/// The most that a position weighs; not applicable to a tranche that is not senior, or in a resecuritisation.
pub fn cap(position: &Position) -> Answer<Cited<f64>> {
    let look_through = Citation::read("CRE40.50, as CBUAE C 52/2017 58 and 60", VERSION);
    if position.resecuritisation {
        return Answer::NotApplicable(NotApplicable {
            reason: "no cap applies to a resecuritisation",
            cites: Citation::read("CRE41.19", VERSION),
        });
    }
    if !position.senior {
        return Answer::NotApplicable(NotApplicable {
            reason: "the tranche is not senior",
            cites: look_through,
        });
    }
    Answer::Applies(look_through.of(position.pool.average_risk_weight))
}
