//! CRE41: the standardised approach to securitisation exposures (SEC-SA), Basel Framework.
//!
//! Source: CRE41.1–41.4 (version of 15 December 2019) read at bis.org. The remainder was read where others
//! repeat it: formula, unknown status and floor in CRR Art. 261 (judict.eu, betterregulation.com) and in the
//! Central Bank of the UAE's Guidance to C 52/2017; STC in that bank's Standard 84 and 87 and in CRR Art. 262;
//! resecuritisation in paragraphs 19.16–19.19 of the Saudi Central Bank's rulebook, which keep Basel's numbers.
//!
//! ```text
//! K_SA  = 8 % x exposure-weighted average risk weight of the pool
//! W     = defaulted / all, of the exposures whose status is known
//! K_A   = (1 - W) K_SA + 0.5 W
//! K_A   = (1 - u) K_A(known part) + u              unknown status u, up to 5 % of the pool; above: 1,250 %
//! p     = 1; STC 0.5; resecuritisation 1.5
//! floor = 15 %; STC senior 10 %; resecuritisation 100 %
//! ```
//!
//! with the curve of [`kssfa`](crate::capital::kssfa). Example: K_SA 8 %, nothing in default, 7 % to 12.5 %
//! weighs 1,009.49 %; the slice above it 65.12 %, and 15 % once it attaches at 26 %.
//!
//! ```
//! use tranchet_engine::capital::{position::{Bound, Position}, rules::cre41_sec_sa, step::Answer};
//! use tranchet_engine::capital::position::PoolInputs;
//! let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
//! let position = Position {
//!     pool: &pool, attachment: 0.07, detachment: 0.125, senior: false, sts: false, resecuritisation: false,
//! };
//! let Answer::Applies(mezzanine) = cre41_sec_sa::weigh(&position) else { panic!() };
//! assert!((mezzanine.risk_weight - 10.0948577322).abs() < 1e-9);
//! let senior = Position { attachment: 0.26, detachment: 1.0, senior: true, ..position };
//! let Answer::Applies(senior) = cre41_sec_sa::weigh(&senior) else { panic!() };
//! assert_eq!((senior.risk_weight, senior.bound), (0.15, Bound::Floor));
//! ```
//!
//! Not covered: pools mixed of tranches and other assets in a resecuritisation (CRE41.17), interest-rate and
//! currency swaps, exposures of a special purpose entity in the pool (CRE41.3–41.4), the overall cap of
//! CRE40.54, and whether the securitisation meets the STC criteria (the deal says so).

use tranchet_deal::bank::Approach;

use crate::capital::position::{FormulaTerms, Position, Weighed};
use crate::capital::step::{Answer, NotApplicable, Step};
use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 15 December 2019";

const K_SA: Citation = Citation::read("CRE41.2", VERSION);
const W: Citation = Citation::read("CRE41.6, as CRR Art. 261(2)", VERSION);
const FORMULA: Citation = Citation::read("CRE41, as CRR Art. 261(1)", VERSION);
const UNKNOWN: Citation = Citation::read("CRE41, as CRR Art. 261(2) and CBUAE C 52/2017 Guidance", VERSION);
const STC: Citation = Citation::read("CRE41, as CBUAE C 52/2017 84, 87 and CRR Art. 262", VERSION);
const RESECURITISATION: Citation = Citation::read("CRE41.16", VERSION);

/// Capital charge of an exposure in default, per unit of exposure.
pub const DEFAULTED_CHARGE: Cited<f64> = Citation::read("CRE41.6-41.7, as CRR Art. 261(2)", VERSION).of(0.5);
/// The largest share of unknown status with which the approach may be used.
pub const UNKNOWN_MAX: Cited<f64> = UNKNOWN.of(0.05);
/// Supervisory parameter.
pub const P: Cited<f64> = FORMULA.of(1.0);
/// Supervisory parameter of an STC securitisation.
pub const P_STC: Cited<f64> = STC.of(0.5);
/// Supervisory parameter of a resecuritisation.
pub const P_RESECURITISATION: Cited<f64> = RESECURITISATION.of(1.5);
/// Least risk weight.
pub const FLOOR: Cited<f64> = FORMULA.of(0.15);
/// Least risk weight of the senior tranche of an STC securitisation.
pub const FLOOR_STC_SENIOR: Cited<f64> = STC.of(0.10);
/// Least risk weight in a resecuritisation.
pub const FLOOR_RESECURITISATION: Cited<f64> = Citation::read("CRE41.18", VERSION).of(1.0);

/// The risk weight of a position by SEC-SA, before the caps of CRE40.
///
/// Not applicable when the status of more than 5 % of the pool is unknown.
pub fn weigh(position: &Position) -> Answer<Weighed> {
    if !position.resecuritisation && position.pool.unknown > UNKNOWN_MAX.value {
        return Answer::NotApplicable(NotApplicable {
            reason: "the status of more than 5 % of the pool is unknown",
            cites: UNKNOWN_MAX.citation,
        });
    }
    let mut steps = Vec::new();
    let k_a = augment(position, &mut steps);
    let terms = FormulaTerms {
        approach: Approach::SecSa,
        formula: FORMULA,
        p: p(position),
        floor: floor(position),
    };
    Answer::Applies(Weighed::by_formula(position, k_a, terms, steps))
}

fn p(position: &Position) -> Cited<f64> {
    match (position.resecuritisation, position.sts) {
        (true, _) => P_RESECURITISATION,
        (false, true) => P_STC,
        (false, false) => P,
    }
}

fn floor(position: &Position) -> Cited<f64> {
    match (position.resecuritisation, position.sts && position.senior) {
        (true, _) => FLOOR_RESECURITISATION,
        (false, true) => FLOOR_STC_SENIOR,
        (false, false) => FLOOR,
    }
}

/// `K_A`; the delinquency of tranches inside a resecuritisation does not count.
fn augment(position: &Position, steps: &mut Vec<Step>) -> f64 {
    let pool = position.pool;
    steps.push(Step::of(
        "K_SA",
        K_SA,
        &[("average risk weight", pool.average_risk_weight.into())],
        pool.k,
    ));
    if position.resecuritisation {
        steps.push(Step::of("W", RESECURITISATION, &[], 0.0));
        return pool.k;
    }
    steps.push(Step::of("W", W, &pool.w_from, pool.w));
    let known = (1.0 - pool.w) * pool.k_known + DEFAULTED_CHARGE.value * pool.w;
    let inputs = [("K_SA", pool.k_known.into()), ("W", pool.w.into())];
    steps.push(Step::of("K_A", DEFAULTED_CHARGE.citation, &inputs, known));
    if pool.unknown == 0.0 {
        return known;
    }
    let k_a = (1.0 - pool.unknown) * known + pool.unknown;
    let inputs = [
        ("K_A of the known part", known.into()),
        ("unknown", pool.unknown.into()),
    ];
    steps.push(Step::of("K_A with unknown status", UNKNOWN, &inputs, k_a));
    k_a
}

#[cfg(test)]
mod tests;
