//! CRE40.50: the senior tranche weighs at most what the pool would weigh on average ("look-through").
//!
//! Source: paragraphs 58, 60 and 62 of the Central Bank of the UAE's Standard C 52/2017, which repeat it, and
//! CRR Art. 267; that CRE40.50–40.55 hold the caps is read in paragraph 19.19 of the Saudi Central Bank's
//! rulebook. `RW <= exposure-weighted average risk weight of the pool`, after the floor, so the result may be
//! below it. Where internal models cover the pool the average includes 12.5 times expected loss, so that it is
//! `12.5 K_IRB`, or `12.5 K` of a mixed pool. Example: a pool of 12 % risk weight caps its senior tranche at
//! 12 %, under the floor of 15 %; a K_IRB of 0.8 % caps it at 10 %.
//!
//! ```
//! use tranchet_engine::capital::{position::Position, rules::cre40_50_look_through::cap, step::Answer};
//! use tranchet_engine::capital::position::{IrbInputs, PoolInputs};
//! let mut pool = PoolInputs::from_k(0.0096, 0.0, 0.0);
//! let most = |pool: &PoolInputs| {
//!     let Answer::Applies(most) = cap(&Position { senior: true, ..Position::of(pool, 0.1, 1.0) }) else { panic!() };
//!     most.value
//! };
//! assert!((most(&pool) - 0.12).abs() < 1e-15);
//! pool.irb = Some(IrbInputs { k_irb: 0.008, share: 1.0, n: 100.0, lgd: 0.4, retail: false, parts: None });
//! assert!((most(&pool) - 0.10).abs() < 1e-15);
//! ```
//!
//! Not covered: that the bank knows the composition of the pool at all times is taken for granted: it reads a
//! tape.

use crate::capital::position::Position;
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 15 December 2019";

/// The texts of a look-through cap.
#[derive(Clone, Copy, Debug)]
pub struct LookThrough {
    /// The cap.
    pub cap: Citation,
    /// That a resecuritisation has none.
    pub resecuritisation: Citation,
}

/// The look-through cap of the Basel Framework.
pub const LOOK_THROUGH: LookThrough = LookThrough {
    cap: Citation::read("CRE40.50, as CBUAE C 52/2017 58 and 60", VERSION),
    resecuritisation: Citation::read("CRE41.19", VERSION),
};

/// The most that a position weighs; not applicable to a tranche that is not senior, or in a resecuritisation.
pub fn cap(position: &Position) -> Answer<Cited<f64>> {
    LOOK_THROUGH.cap(position)
}

impl LookThrough {
    /// The most that a position weighs.
    pub fn cap(&self, position: &Position) -> Answer<Cited<f64>> {
        if position.resecuritisation {
            return Answer::NotApplicable(NotApplicable {
                reason: "no cap applies to a resecuritisation",
                cites: self.resecuritisation,
            });
        }
        if !position.senior {
            return Answer::NotApplicable(NotApplicable {
                reason: "the tranche is not senior",
                cites: self.cap,
            });
        }
        Answer::Applies(self.cap.of(position.pool.weight_as_if_not_securitised()))
    }
}
