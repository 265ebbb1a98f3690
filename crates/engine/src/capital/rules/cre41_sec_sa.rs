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
//! let position = Position::of(&pool, 0.07, 0.125);
//! let Answer::Applies(mezzanine) = cre41_sec_sa::weigh(&position) else { panic!() };
//! assert!((mezzanine.risk_weight - 10.0948577322).abs() < 1e-9);
//! let senior = Position { attachment: 0.26, detachment: 1.0, senior: true, ..position };
//! let Answer::Applies(senior) = cre41_sec_sa::weigh(&senior) else { panic!() };
//! assert_eq!((senior.risk_weight, senior.bound), (0.15, Bound::Floor));
//! ```
//!
//! Not covered: pools mixed of tranches and other assets in a resecuritisation (CRE41.17), interest-rate and
//! currency swaps, exposures of a special purpose entity in the pool (CRE41.3–41.4), and whether the
//! securitisation meets the STC criteria (the deal says so).

use tranchet_deal::bank::Approach;

use crate::capital::position::{Bound, FormulaTerms, Position, Weighed, k_step, w_step};
use crate::capital::step::{Answer, Input, NotApplicable, Source, Step, Steps};
use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 15 December 2019";

const FORMULA: Citation = Citation::read("CRE41, as CRR Art. 261(1)", VERSION);
const UNKNOWN: Citation = Citation::read("CRE41, as CRR Art. 261(2) and CBUAE C 52/2017 Guidance", VERSION);
const STC: Citation = Citation::read("CRE41, as CBUAE C 52/2017 84, 87 and CRR Art. 262", VERSION);
const RESECURITISATION: Citation = Citation::read("CRE41.16", VERSION);

/// The numbers and texts of a standardised approach.
#[derive(Clone, Copy, Debug)]
pub struct SecSa {
    /// The text of `K_SA`.
    pub k_sa: Citation,
    /// The text of `W`.
    pub w: Citation,
    /// The text of the formula.
    pub formula: Citation,
    /// Capital charge of an exposure in default, per unit of exposure.
    pub defaulted_charge: Cited<f64>,
    /// The largest share of unknown status with which the approach may be used.
    pub unknown_max: Cited<f64>,
    /// Supervisory parameter.
    pub p: Cited<f64>,
    /// Supervisory parameter of an STS (STC) position.
    pub p_sts: Cited<f64>,
    /// Supervisory parameter of a resecuritisation.
    pub p_resecuritisation: Cited<f64>,
    /// Least risk weight.
    pub floor: Cited<f64>,
    /// Least risk weight of the senior position of an STS (STC) securitisation.
    pub floor_sts_senior: Cited<f64>,
    /// Least risk weight in a resecuritisation.
    pub floor_resecuritisation: Cited<f64>,
}

/// SEC-SA of the Basel Framework.
pub const SEC_SA: SecSa = SecSa {
    k_sa: Citation::read("CRE41.2", VERSION),
    w: Citation::read("CRE41.6, as CRR Art. 261(2)", VERSION),
    formula: FORMULA,
    defaulted_charge: Citation::read("CRE41.6-41.7, as CRR Art. 261(2)", VERSION).of(0.5),
    unknown_max: UNKNOWN.of(0.05),
    p: FORMULA.of(1.0),
    p_sts: STC.of(0.5),
    p_resecuritisation: RESECURITISATION.of(1.5),
    floor: FORMULA.of(0.15),
    floor_sts_senior: STC.of(0.10),
    floor_resecuritisation: Citation::read("CRE41.18", VERSION).of(1.0),
};

/// The risk weight of a position by SEC-SA, before the caps of CRE40.
///
/// Not applicable when the status of more than 5 % of the pool is unknown.
pub fn weigh(position: &Position) -> Answer<Weighed> {
    SEC_SA.weigh(position)
}

impl SecSa {
    /// The risk weight of a position, before caps.
    ///
    /// Not applicable when the status of too much of the pool is unknown.
    pub fn weigh(&self, position: &Position) -> Answer<Weighed> {
        if !position.resecuritisation && position.pool.unknown > self.unknown_max.value {
            return Answer::NotApplicable(NotApplicable {
                reason: "the status of more than 5 % of the pool is unknown",
                cites: self.unknown_max.citation,
            });
        }
        let mut steps = Steps::of(position);
        let k_a = self.augment(position, &mut steps);
        let terms = FormulaTerms {
            approach: Approach::SecSa,
            formula: self.formula,
            k_name: "K_A",
            p: self.p(position),
            p_from: &[],
            p_formula: None,
            p_bound: Bound::None,
            floor: self.floor(position),
        };
        Answer::Applies(Weighed::by_formula(position, k_a, terms, steps))
    }

    fn p(&self, position: &Position) -> Cited<f64> {
        match (position.resecuritisation, position.sts) {
            (true, _) => self.p_resecuritisation,
            (false, true) => position.given.p_sts.unwrap_or(self.p_sts),
            (false, false) => position.given.p.unwrap_or(self.p),
        }
    }

    fn floor(&self, position: &Position) -> Cited<f64> {
        let own = match (position.resecuritisation, position.sts && position.senior) {
            (true, _) => return self.floor_resecuritisation,
            (false, true) => self.floor_sts_senior,
            (false, false) => self.floor,
        };
        position.given.floor.unwrap_or(own)
    }

    /// `K_A`; the delinquency of tranches inside a resecuritisation does not count.
    fn augment(&self, position: &Position, steps: &mut Steps) -> f64 {
        let pool = position.pool;
        steps.add(|| k_step("K_SA", self.k_sa, pool));
        if position.resecuritisation {
            steps.add(|| Step::of("W", self.p_resecuritisation.citation, &[], 0.0));
            return pool.k;
        }
        steps.add(|| w_step(self.w, pool));
        let known = (1.0 - pool.w) * pool.k_known + self.defaulted_charge.value * pool.w;
        let unknown_from = match pool.weight_from {
            Source::Tape(_) => Source::Tape("balance, status"),
            other @ (Source::Working
            | Source::Run
            | Source::Tranche(_)
            | Source::Deal(_)
            | Source::Scenario(_)
            | Source::Text(_)) => other,
        };
        steps.add(|| {
            let k_known = if pool.unknown > 0.0 {
                Input::of("K_SA of the known part", pool.k_known).from(unknown_from)
            } else {
                Input::of("K_SA", pool.k_known)
            };
            let inputs = [k_known, Input::of("W", pool.w)];
            let step = Step::of("K_A", self.defaulted_charge.citation, &inputs, known);
            step.by("K_A = (1 - W) K_SA + 0.5 W")
        });
        self.with_unknown((pool.unknown, unknown_from), known, steps)
    }

    fn with_unknown(&self, (unknown, unknown_from): (f64, Source), known: f64, steps: &mut Steps) -> f64 {
        if unknown == 0.0 {
            return known;
        }
        let k_a = (1.0 - unknown) * known + unknown;
        steps.add(|| {
            let inputs = [
                Input::of("K_A", known),
                Input::of("unknown", unknown).from(unknown_from),
            ];
            let cites = self.unknown_max.citation;
            let step = Step::of("K_A with unknown status", cites, &inputs, k_a);
            step.giving("K_A").by("(1 - unknown) K_A + unknown")
        });
        k_a
    }
}

#[cfg(test)]
mod tests;
