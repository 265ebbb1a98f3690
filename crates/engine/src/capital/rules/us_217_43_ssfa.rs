//! 12 CFR 217.43: the simplified supervisory formula approach (SSFA) of the Federal Reserve's Regulation Q.
//!
//! Source: paragraphs (a), (b)(1) and (b)(2) read at frrsdigital.com and, in the same words, at govregs.com
//! (12 CFR 3.43) and ecfr.io (12 CFR 628.43). `K_A`, `p`, the three cases and the floor were read in the
//! header of a Moody's cash-flow interface that documents the SSFA, not in the rule itself. That unknown
//! status has no allowance and that the senior tranche has no look-through cap is recalled.
//!
//! ```text
//! K_G = weighted-average total capital requirement of the pool; average risk weight 100 % -> 0.08
//! W   = balance 90 days or more past due, in bankruptcy, in foreclosure, … or in default / balance
//! K_A = (1 - W) K_G + 0.5 W        p = 0.5; resecuritisation 1.5        floor = 20 %
//! ```
//!
//! with the curve of [`kssfa`](crate::capital::kssfa). Example: K_G 8 %, the senior tranche above 12.5 %: the
//! formula gives 18.55 %, the floor 20 %; with 2 % of the pool delinquent 27.59 %.
//!
//! ```
//! use tranchet_engine::capital::{position::{Bound, Position}, rules::us_217_43_ssfa, step::Answer};
//! use tranchet_engine::capital::position::PoolInputs;
//! let senior = |w| {
//!     let pool = PoolInputs::from_k(0.08, w, 0.0);
//!     let position = Position { senior: true, ..Position::of(&pool, 0.125, 1.0) };
//!     let Answer::Applies(weighed) = us_217_43_ssfa::weigh(&position) else { panic!() };
//!     (weighed.risk_weight, weighed.bound)
//! };
//! assert_eq!(senior(0.0), (0.20, Bound::Floor));
//! assert!((senior(0.02).0 - 0.2759).abs() < 5e-5);
//! ```
//!
//! Not covered: the gross-up approach, the age of the data (91 days), real-estate owned and deferred student
//! loans in `W`, and the rule proposed in March 2026 ([`us_2026_proposal`](super::us_2026_proposal)).

use tranchet_deal::bank::Approach;

use crate::capital::position::{Bound, FormulaTerms, Position, Weighed, k_step, w_step};
use crate::capital::step::{Answer, Input, NotApplicable, Step, Steps};
use crate::cited::{Citation, Cited};

const VERSION: &str = "in force in 2026";

const K_G: Citation = Citation::read("12 CFR 217.43(b)(1)", VERSION);
const W: Citation = Citation::read("12 CFR 217.43(b)(2)", VERSION);
const FORMULA: Citation = Citation::read("12 CFR 217.43(c)-(d), as documented by Moody's", VERSION);

/// Capital charge of a delinquent exposure, per unit of exposure.
pub const DELINQUENT_CHARGE: Cited<f64> = FORMULA.of(0.5);
/// The largest share of unknown status with which the approach may be used.
pub const UNKNOWN_MAX: Cited<f64> = Citation::recalled("12 CFR 217.43(a)", VERSION).of(0.0);
/// Supervisory parameter.
pub const P: Cited<f64> = Citation::read("12 CFR 217.43(b)(5), as documented by Moody's", VERSION).of(0.5);
/// Supervisory parameter of a resecuritisation.
pub const P_RESECURITISATION: Cited<f64> = Cited {
    value: 1.5,
    citation: P.citation,
};
/// Least risk weight.
pub const FLOOR: Cited<f64> = FORMULA.of(0.20);

/// The risk weight of a position by the SSFA.
///
/// Not applicable when the status of any part of the pool is unknown.
pub fn weigh(position: &Position) -> Answer<Weighed> {
    if position.pool.unknown > UNKNOWN_MAX.value {
        return Answer::NotApplicable(NotApplicable {
            reason: "the status of a part of the pool is unknown",
            cites: UNKNOWN_MAX.citation,
        });
    }
    let mut steps = Steps::of(position);
    let k_a = augment(position, &mut steps);
    let p = if position.resecuritisation {
        P_RESECURITISATION
    } else {
        P
    };
    let terms = FormulaTerms {
        approach: Approach::Ssfa,
        formula: FORMULA,
        k_name: "K_A",
        p,
        p_from: &[],
        p_formula: None,
        p_bound: Bound::None,
        floor: FLOOR,
    };
    Answer::Applies(Weighed::by_formula(position, k_a, terms, steps))
}

/// The senior tranche is not capped at the average risk weight of the pool.
pub fn look_through(_position: &Position) -> Answer<Cited<f64>> {
    Answer::NotApplicable(NotApplicable {
        reason: "the SSFA has no look-through cap",
        cites: Citation::recalled("12 CFR 217.43", VERSION),
    })
}

/// The rule has no lighter treatment of STS securitisations.
pub fn sts(_position: &Position) -> Option<NotApplicable> {
    Some(NotApplicable {
        reason: "the rule does not tell STS securitisations apart",
        cites: Citation::recalled("12 CFR 217.43", VERSION),
    })
}

/// `K_A`, the pool's charge with a half of what is delinquent.
fn augment(position: &Position, steps: &mut Steps) -> f64 {
    let pool = position.pool;
    let k_a = (1.0 - pool.w) * pool.k + DELINQUENT_CHARGE.value * pool.w;
    steps.add(|| k_step("K_G", K_G, pool));
    steps.add(|| w_step(W, pool));
    steps.add(|| {
        let inputs = [Input::of("K_G", pool.k), Input::of("W", pool.w)];
        let step = Step::of("K_A", DELINQUENT_CHARGE.citation, &inputs, k_a);
        step.by("K_A = (1 - W) K_G + 0.5 W")
    });
    k_a
}

#[cfg(test)]
mod tests;
