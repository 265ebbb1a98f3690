//! CRE42: the external-ratings-based approach to securitisation exposures (SEC-ERBA), Basel Framework.
//!
//! Source: Tables 1 and 2 read at bis.org, in paragraphs 20.4 and 20.13 of the Saudi Central Bank's rulebook and
//! in CRR Art. 263 and 264, two transcriptions compared and equal; interpolation and thickness in paragraphs
//! 40–42 of the Central Bank of the UAE's Guidance. That a non-senior tranche weighs at least what a senior one
//! of its rating and maturity does is recalled, as the behaviour of an independent program.
//!
//! ```text
//! RW(M_T) = RW(1) + (RW(5) - RW(1)) (M_T - 1) / 4            M_T in years, from 1 to 5
//! RW      = RW(M_T) [1 - min(D - A, 50 %)]                   not senior, long-term rating
//! floor   = 15 %; STC senior 10 %; not senior: at least RW(M_T) of a senior tranche
//! ```
//!
//! Example: BBB, three years, not senior, 7 % to 12.5 %: (220 % + 310 %)/2 = 265 %, times 1 - 5.5 % is
//! 250.425 %.
//!
//! ```
//! use tranchet_engine::capital::{position::{PoolInputs, Position}, rules::cre42_sec_erba, step::Answer};
//! let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
//! let position = Position { rating: Some("BBB"), m_t: Some(3.0), ..Position::of(&pool, 0.07, 0.125) };
//! let Answer::Applies(mezzanine) = cre42_sec_erba::weigh(&position) else { panic!() };
//! assert!((mezzanine.risk_weight - 2.50425).abs() < 1e-12);
//! let Answer::NotApplicable(_) = cre42_sec_erba::weigh(&Position { rating: None, ..position }) else { panic!() };
//! ```
//!
//! A rating below all steps weighs 1,250 % whatever the thickness: our reading. Not covered: inferred ratings, which ratings are eligible, and the internal assessment approach.

use tranchet_deal::bank::Approach;

use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::position::{Bound, Position, Weighed, bound_of, floor_step};
use crate::capital::rating::{self, Rating};
use crate::capital::rules::crr_257_tranche_maturity::{M_T, TrancheMaturity};
use crate::capital::step::{Answer, Input, NotApplicable, Source, Step, Steps};
use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 15 December 2019";
const TABLE_2: Citation = Citation::read("CRE42 Table 2", VERSION);
const STC: Citation = Citation::read("CRE42.13, as SAMA 44047144 20.13", VERSION);
const THICKNESS: Citation = Citation::read("CRE42, as CBUAE C 52/2017 Guidance 40-42", VERSION);

/// A row of the long-term table in per cent: senior at one and five years, not senior at one and five years.
pub type Row = [u16; 4];

/// Steps 1 to 18 of CRE42 Table 2 and CRR Art. 263 Table 2.
pub const LONG_TERM: [Row; 18] = [
    [15, 20, 15, 70],
    [15, 30, 15, 90],
    [25, 40, 30, 120],
    [30, 45, 40, 140],
    [40, 50, 60, 160],
    [50, 65, 80, 180],
    [60, 70, 120, 210],
    [75, 90, 170, 260],
    [90, 105, 220, 310],
    [120, 140, 330, 420],
    [140, 160, 470, 580],
    [160, 180, 620, 760],
    [200, 225, 750, 860],
    [250, 280, 900, 950],
    [310, 340, 1050, 1050],
    [380, 420, 1130, 1130],
    [460, 505, 1250, 1250],
    [1250, 1250, 1250, 1250],
];

/// Steps 1 to 18 of the STC (STS) table: CRR Art. 264 Table 4.
pub const LONG_TERM_STS: [Row; 18] = [
    [10, 10, 15, 40],
    [10, 15, 15, 55],
    [15, 20, 15, 70],
    [15, 25, 25, 80],
    [20, 30, 35, 95],
    [30, 40, 60, 135],
    [35, 40, 95, 170],
    [45, 55, 150, 225],
    [55, 65, 180, 255],
    [70, 85, 270, 345],
    [120, 135, 405, 500],
    [135, 155, 535, 655],
    [170, 195, 645, 740],
    [225, 250, 810, 855],
    [280, 305, 945, 945],
    [340, 380, 1015, 1015],
    [415, 455, 1250, 1250],
    [1250, 1250, 1250, 1250],
];

/// Steps 1 to 4 of a short-term rating, in per cent, and of an STC (STS) position.
pub const SHORT_TERM: ([u16; 4], [u16; 4]) = ([15, 50, 100, 1250], [10, 30, 60, 1250]);

/// The numbers and texts of an external-ratings-based approach.
#[derive(Clone, Copy, Debug)]
pub struct SecErba {
    /// The long-term table.
    pub long_term: Cited<[Row; 18]>,
    /// The long-term table of an STS (STC) position.
    pub long_term_sts: Cited<[Row; 18]>,
    /// The short-term weights.
    pub short_term: Cited<[u16; 4]>,
    /// The short-term weights of an STS (STC) position.
    pub short_term_sts: Cited<[u16; 4]>,
    /// Tranche maturity.
    pub maturity: TrancheMaturity,
    /// The most that thickness takes off a non-senior tranche.
    pub thickness_max: Cited<f64>,
    /// That a non-senior tranche weighs at least what a senior one would.
    pub not_below_senior: Citation,
    /// Least risk weight.
    pub floor: Cited<f64>,
    /// Least risk weight of the senior position of an STS (STC) securitisation.
    pub floor_sts_senior: Cited<f64>,
    /// That the approach is for rated positions.
    pub rated: Citation,
    /// That a resecuritisation may not use the approach.
    pub resecuritisation: Citation,
}

/// SEC-ERBA of the Basel Framework.
pub const SEC_ERBA: SecErba = SecErba {
    long_term: TABLE_2.of(LONG_TERM),
    long_term_sts: STC.of(LONG_TERM_STS),
    short_term: Citation::read("CRE42 Table 1", VERSION).of(SHORT_TERM.0),
    short_term_sts: STC.of(SHORT_TERM.1),
    maturity: M_T,
    thickness_max: THICKNESS.of(0.5),
    not_below_senior: Citation::recalled("CRE42 (not below a senior tranche)", VERSION),
    floor: TABLE_2.of(0.15),
    floor_sts_senior: STC.of(0.10),
    rated: Citation::recalled("CRE40.41-40.48", VERSION),
    resecuritisation: Citation::read("CRE40, as CBUAE C 52/2017 Guidance 2-3", VERSION),
};

/// The risk weight of a position by SEC-ERBA, before the caps of CRE40.
///
/// Not applicable to a resecuritisation, a tranche without a rating on the scale or, if the rating is a
/// long-term one, without a maturity.
pub fn weigh(position: &Position) -> Answer<Weighed> {
    SEC_ERBA.weigh(position)
}

impl SecErba {
    /// The risk weight of a position, before caps.
    pub fn weigh(&self, position: &Position) -> Answer<Weighed> {
        let rating = self.rating(position);
        let weighed = rating.and_then(|rating| match rating {
            Rating::Short(step) => Ok(self.by_short_term(position, step)),
            Rating::Long(step) => {
                let unknown = NotApplicable {
                    reason: "the maturity of the tranche is not known",
                    cites: self.maturity.text,
                };
                position
                    .m_t
                    .ok_or(unknown)
                    .map(|years| self.by_long_term(position, step, years))
            }
        });
        weighed.map_or_else(Answer::NotApplicable, Answer::Applies)
    }

    fn rating(&self, position: &Position) -> Result<Rating, NotApplicable> {
        let lacks = |reason, cites| NotApplicable { reason, cites };
        if position.resecuritisation {
            let reason = "a resecuritisation is weighted by the standardised approach";
            return Err(lacks(reason, self.resecuritisation));
        }
        let given = position
            .rating
            .ok_or(lacks("the tranche is not rated", self.rated))?;
        rating::read(given).ok_or(lacks("the rating is not on the scale", self.rated))
    }

    fn by_short_term(&self, position: &Position, step: usize) -> Weighed {
        let table = if position.sts {
            self.short_term_sts
        } else {
            self.short_term
        };
        let weight = f64::from(table.value[step - 1]) / 100.0;
        let mut steps = Steps::of(position);
        steps.add(|| step_of_rating(table.citation, step));
        steps.add(|| {
            let inputs = [Input::of("credit quality step", step as f64)];
            let by_rating = Step::of("risk weight by rating", table.citation, &inputs, weight);
            by_rating.giving("risk weight").by("the table's row of the step")
        });
        self.finish(position, weight, None, steps)
    }

    fn by_long_term(&self, position: &Position, step: usize, years: f64) -> Weighed {
        let table = if position.sts {
            self.long_term_sts
        } else {
            self.long_term
        };
        let m_t = self.maturity.bound(years);
        let row = table.value[step - 1];
        let mut steps = Steps::of(position);
        steps.add(|| step_of_rating(table.citation, step));
        steps.add(|| self.maturity.step(years));
        let senior = self.between(row[0], row[1], m_t);
        let own = if position.senior {
            senior
        } else {
            self.between(row[2], row[3], m_t)
        };
        steps.add(|| {
            let inputs = [
                Input::of("credit quality step", step as f64),
                Input::of("M_T", m_t),
            ];
            let by_rating = Step::of("risk weight by rating", table.citation, &inputs, own);
            let formula = "RW(1) + (RW(5) - RW(1)) (M_T - 1) / 4, the table's row of the step";
            by_rating.giving("risk weight").by(formula)
        });
        // Nothing is left to thin where the table names no step.
        if position.senior || step == table.value.len() {
            return self.finish(position, own, Some(m_t), steps);
        }
        let thinned = self.thin(position, own, &mut steps);
        self.not_below(position, senior, self.finish(position, thinned, Some(m_t), steps))
    }

    /// Between the weights at the least and the most maturity.
    fn between(&self, least: u16, most: u16, m_t: f64) -> f64 {
        let share = (m_t - self.maturity.least) / (self.maturity.most - self.maturity.least);
        (f64::from(least) + (f64::from(most) - f64::from(least)) * share) / 100.0
    }

    fn thin(&self, position: &Position, weight: f64, steps: &mut Steps) -> f64 {
        let thickness = position.detachment - position.attachment;
        let thinned = weight * (1.0 - thickness.min(self.thickness_max.value));
        steps.add(|| {
            let inputs = [
                Input::of("risk weight", weight),
                Input::of("A", position.attachment),
                Input::of("D", position.detachment),
            ];
            let step = Step::of("with thickness", self.thickness_max.citation, &inputs, thinned);
            step.giving("risk weight").by("RW [1 - min(D - A, 50 %)]")
        });
        thinned
    }

    fn finish(&self, position: &Position, weight: f64, m_t: Option<f64>, mut steps: Steps) -> Weighed {
        let floor = self.floor(position);
        steps.add(|| floor_step(floor, weight));
        Weighed {
            approach: Some(Approach::SecErba),
            p: None,
            m_t,
            risk_weight_formula: Some(weight),
            risk_weight: weight.max(floor.value).min(RISK_WEIGHT_MAX),
            bound: bound_of(weight, floor.value),
            because: None,
            steps,
        }
    }

    fn floor(&self, position: &Position) -> Cited<f64> {
        if position.sts && position.senior {
            self.floor_sts_senior
        } else {
            self.floor
        }
    }

    /// A non-senior weight, raised to what a senior tranche of the rating and maturity weighs.
    fn not_below(&self, position: &Position, senior: f64, mut weighed: Weighed) -> Weighed {
        let as_senior = Position {
            senior: true,
            ..*position
        };
        let least = senior.max(self.floor(&as_senior).value);
        let own = weighed.risk_weight;
        let raised = own.max(least);
        let bound = if raised > own { Bound::Floor } else { Bound::None };
        weighed.steps.add(|| {
            let inputs = [
                Input::of("risk weight", own),
                Input::of("of a senior tranche", least).from(Source::Text(self.long_term.citation)),
            ];
            let rule = "not below a senior tranche";
            let step = Step::of(rule, self.not_below_senior, &inputs, raised);
            let step = step.giving("risk weight").bound_by(bound);
            step.by("max(risk weight, weight of a senior tranche)")
        });
        if raised > own {
            weighed.bound = Bound::Floor;
        }
        weighed.risk_weight = raised;
        weighed
    }
}

/// The place of a rating on the scale.
fn step_of_rating(cites: Citation, step: usize) -> Step {
    let found = Step::of("credit quality step", cites, &[], step as f64);
    found.by("the place of the tranche's rating on the scale")
}

#[cfg(test)]
mod tests;
