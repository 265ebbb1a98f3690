//! CRE44: the internal-ratings-based approach to securitisation exposures (SEC-IRBA), Basel Framework.
//!
//! Source: the opening of CRE44 read at bis.org; K_IRB and the table of p in paragraphs 22.2 and 22.28 of the
//! Saudi Central Bank's rulebook and in CRR Art. 259(1); the formula of p as South Africa's regulation
//! 23(11)(m) prints it; the STC halving in paragraphs 22.28–22.29, without the formula, which an independent
//! program confirms. The share of 95 % was read in CRR Art. 258(1)(a); that Basel sends every other pool to
//! SEC-SA is recalled.
//!
//! ```text
//! K_IRB = (8 % RWA + expected loss) / exposure       mixed pool: K = share K_IRB + (1 - share) K_SA
//! p     = max(0.3, A + B/N + C K_IRB + D LGD + E M_T)
//! p     = max(0.3, 0.5 (A + B/N + C K_IRB + D LGD + E M_T))       STC
//! M_T   in years, from 1 to 5
//! floor = 15 %; STC senior 10 %
//! ```
//!
//! with the curve of [`kssfa`](crate::capital::kssfa) at `K`, and `A` to `E` of [`Coefficients`] (not the
//! attachment and detachment points). Example: K_IRB 6.965 %, 100 wholesale exposures, LGD 40 %, M_T 5, senior:
//! p = 3.56/100 - 1.85 x 0.06965 + 0.55 x 0.40 + 0.07 x 5 = 0.4767475.
//!
//! ```
//! use tranchet_engine::capital::{position::{IrbInputs, PoolInputs, Position}, rules::cre44_sec_irba, step::Answer};
//! let irb = IrbInputs { k_irb: 0.06965, share: 1.0, n: 100.0, lgd: 0.40, retail: false, parts: None };
//! let pool = PoolInputs { irb: Some(irb), ..PoolInputs::from_k(0.08, 0.0, 0.0) };
//! let senior = Position { senior: true, m_t: Some(6.0), ..Position::of(&pool, 0.15, 1.0) };
//! let Answer::Applies(weighed) = cre44_sec_irba::weigh(&senior) else { panic!() };
//! assert!((weighed.p.unwrap() - 0.4767475).abs() < 1e-12);
//! assert_eq!((weighed.m_t, weighed.risk_weight), (Some(5.0), 0.15));
//! ```
//!
//! A pool of retail and other exposures has one p for each part, of its own N, K_IRB and LGD; they are averaged by
//! size (CRR Art. 259(2)), and the average applies to `K` of the whole pool.
//!
//! Not covered: purchased receivables and dilution. `K_SA` of a mixed pool is that of the whole pool.

use tranchet_deal::bank::Approach;

use crate::capital::position::{Bound, FormulaTerms, IrbInputs, IrbPart, Position, Weighed};
use crate::capital::rules::crr_257_tranche_maturity::{M_T, TrancheMaturity};
use crate::capital::step::{Answer, Input, NotApplicable, Step, Steps};
use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 15 December 2019";
const FORMULA: Citation = Citation::read("CRE44, as CRR Art. 259(1)", VERSION);
/// The formula of p; `A'` and `D'` are the table's A and D, not the tranche's points.
const P_FORMULA: &str = "p = max(0.3, A' + B/N + C K_IRB + D' LGD + E M_T)";
const P_STS_FORMULA: &str = "p = max(0.3, 0.5 (A' + B/N + C K_IRB + D' LGD + E M_T))";
const STC: Citation = Citation::read_without_formula("CRE44.28-44.29, as SAMA 44047144 22.28-22.29", VERSION);

/// `A` to `E` of the supervisory parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficients {
    /// The constant.
    pub a: f64,
    /// Of `1/N`.
    pub b: f64,
    /// Of `K_IRB`.
    pub c: f64,
    /// Of the loss given default.
    pub d: f64,
    /// Of `M_T`.
    pub e: f64,
}

/// The six rows of the table of `A` to `E`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Table {
    /// Wholesale, senior, granular.
    pub senior_granular: Coefficients,
    /// Wholesale, senior, not granular.
    pub senior: Coefficients,
    /// Wholesale, not senior, granular.
    pub junior_granular: Coefficients,
    /// Wholesale, not senior, not granular.
    pub junior: Coefficients,
    /// Retail, senior.
    pub retail_senior: Coefficients,
    /// Retail, not senior.
    pub retail_junior: Coefficients,
}

const fn row([a, b, c, d, e]: [f64; 5]) -> Coefficients {
    Coefficients { a, b, c, d, e }
}

/// The table, the same in every text.
pub const TABLE: Table = Table {
    senior_granular: row([0.0, 3.56, -1.85, 0.55, 0.07]),
    senior: row([0.11, 2.61, -2.91, 0.68, 0.07]),
    junior_granular: row([0.16, 2.87, -1.03, 0.21, 0.07]),
    junior: row([0.22, 2.35, -2.46, 0.48, 0.07]),
    retail_senior: row([0.0, 0.0, -7.48, 0.71, 0.24]),
    retail_junior: row([0.0, 0.0, -5.78, 0.55, 0.27]),
};

impl Table {
    fn row(&self, senior: bool, retail: bool, granular: bool) -> Coefficients {
        match (retail, senior, granular) {
            (true, true, _) => self.retail_senior,
            (true, false, _) => self.retail_junior,
            (false, true, true) => self.senior_granular,
            (false, true, false) => self.senior,
            (false, false, true) => self.junior_granular,
            (false, false, false) => self.junior,
        }
    }
}

/// The numbers and texts of an internal-ratings-based approach.
#[derive(Clone, Copy, Debug)]
pub struct SecIrba {
    /// The text of `K_IRB`.
    pub k_irb: Citation,
    /// The text of `K` of a mixed pool.
    pub mixed: Citation,
    /// The least share of the pool that models must cover.
    pub share_min: Cited<f64>,
    /// The text of the formula.
    pub formula: Citation,
    /// `A` to `E`.
    pub table: Cited<Table>,
    /// The text of p of a pool of retail and other exposures.
    pub parts: Citation,
    /// Effective number from which a wholesale pool is granular.
    pub granular_from: Cited<f64>,
    /// Least supervisory parameter.
    pub p_min: Cited<f64>,
    /// What the bracket is multiplied with for an STS (STC) position.
    pub sts_factor: Cited<f64>,
    /// Tranche maturity.
    pub maturity: TrancheMaturity,
    /// Least risk weight.
    pub floor: Cited<f64>,
    /// Least risk weight of the senior position of an STS (STC) securitisation.
    pub floor_sts_senior: Cited<f64>,
    /// That a resecuritisation may not use the approach.
    pub resecuritisation: Citation,
}

/// SEC-IRBA of the Basel Framework.
pub const SEC_IRBA: SecIrba = SecIrba {
    k_irb: Citation::read("CRE44.2, as SAMA 44047144 22.2", VERSION),
    mixed: Citation::read_without_formula("CRE44, as CRR Art. 259(7)", VERSION),
    share_min: Citation::recalled("CRE40.41-40.48, as CRR Art. 258(1)(a)", VERSION).of(0.95),
    formula: FORMULA,
    table: Citation::read("CRE44.17, as SAMA 44047144 22.28", VERSION).of(TABLE),
    parts: Citation::read("CRE44, as CRR Art. 259(2)", VERSION),
    granular_from: FORMULA.of(25.0),
    p_min: FORMULA.of(0.3),
    sts_factor: STC.of(0.5),
    maturity: M_T,
    floor: FORMULA.of(0.15),
    floor_sts_senior: STC.of(0.10),
    resecuritisation: Citation::read("CRE40, as CBUAE C 52/2017 Guidance 2-3", VERSION),
};

/// The risk weight of a position by SEC-IRBA, before the caps of CRE40.
///
/// Not applicable to a resecuritisation, a pool of which models cover less than 95 %, or a tranche without a
/// maturity.
pub fn weigh(position: &Position) -> Answer<Weighed> {
    SEC_IRBA.weigh(position)
}

impl SecIrba {
    /// The risk weight of a position, before caps.
    pub fn weigh(&self, position: &Position) -> Answer<Weighed> {
        match self.inputs(position) {
            Ok((irb, m_t)) => Answer::Applies(self.apply(position, irb, m_t)),
            Err(why) => Answer::NotApplicable(why),
        }
    }

    fn inputs(&self, position: &Position) -> Result<(IrbInputs, f64), NotApplicable> {
        let lacks = |reason, cites| NotApplicable { reason, cites };
        if position.resecuritisation {
            let reason = "a resecuritisation is weighted by the standardised approach";
            return Err(lacks(reason, self.resecuritisation));
        }
        let irb = position
            .pool
            .irb
            .ok_or(lacks("K_IRB of the pool is not known", self.share_min.citation))?;
        if irb.share < self.share_min.value {
            let reason = "K_IRB is known for less than 95 % of the pool";
            return Err(lacks(reason, self.share_min.citation));
        }
        if !irb.retail && (irb.n.is_nan() || irb.n <= 0.0) {
            return Err(lacks("the effective number of exposures is nought", self.formula));
        }
        let m_t = position.m_t.ok_or(lacks(
            "the maturity of the tranche is not known",
            self.maturity.text,
        ))?;
        Ok((irb, m_t))
    }

    fn apply(&self, position: &Position, irb: IrbInputs, years: f64) -> Weighed {
        let mut steps = Steps::of(position);
        steps.add(|| Step::of("K_IRB", self.k_irb, &[], irb.k_irb));
        if irb.share < 1.0 {
            steps.add(|| self.mixed_step(position, irb));
        }
        let m_t = self.maturity.bound(years);
        steps.add(|| self.maturity.step(years));
        let (p, p_from) = self.p(position, irb, m_t, &mut steps);
        let p_bound = if p.value <= self.p_min.value {
            Bound::Floor
        } else {
            Bound::None
        };
        let p_formula = match irb.parts {
            Some(_) => "p = share p_retail + (1 - share) p_other",
            None => one_kind(position),
        };
        let terms = FormulaTerms {
            approach: Approach::SecIrba,
            formula: self.formula,
            k_name: if irb.share < 1.0 { "K" } else { "K_IRB" },
            p,
            p_from: &p_from,
            p_bound,
            p_formula: Some(p_formula),
            floor: self.floor(position),
        };
        Weighed {
            m_t: Some(m_t),
            ..Weighed::by_formula(position, position.pool.k_pool(), terms, steps)
        }
    }

    fn mixed_step(&self, position: &Position, irb: IrbInputs) -> Step {
        let inputs = [
            Input::of("share", irb.share),
            Input::of("K_IRB", irb.k_irb),
            Input::of("K_SA", position.pool.k),
        ];
        let step = Step::of("K", self.mixed, &inputs, position.pool.k_pool());
        step.by("K = share K_IRB + (1 - share) K_SA")
    }

    fn p(
        &self,
        position: &Position,
        irb: IrbInputs,
        m_t: f64,
        steps: &mut Steps,
    ) -> (Cited<f64>, Vec<Input>) {
        let Some(parts) = irb.parts else {
            let IrbInputs { k_irb, n, lgd, .. } = irb;
            return self.p_of(position, IrbPart { k_irb, n, lgd }, irb.retail, m_t);
        };
        let (retail, from) = self.p_of(position, parts.retail, true, m_t);
        steps.add(|| {
            let step = Step::of("p of the retail part", retail.citation, &from[1..], retail.value);
            step.by(one_kind(position))
        });
        let (other, from) = self.p_of(position, parts.other, false, m_t);
        steps.add(|| {
            let step = Step::of("p of the other part", other.citation, &from, other.value);
            step.by(one_kind(position))
        });
        let share = parts.retail_share;
        let average = share * retail.value + (1.0 - share) * other.value;
        let from = vec![
            Input::of("retail share", share),
            Input::of("p of the retail part", retail.value),
            Input::of("p of the other part", other.value),
        ];
        (self.parts.of(average), from)
    }

    /// `p` of a pool, or of a part of one, that is of one kind.
    fn p_of(&self, position: &Position, part: IrbPart, retail: bool, m_t: f64) -> (Cited<f64>, Vec<Input>) {
        let granular = part.n >= self.granular_from.value;
        let row = self.table.value.row(position.senior, retail, granular);
        // A retail pool may come without a number of exposures.
        let per_exposure = if retail { 0.0 } else { row.b / part.n };
        let bracket = row.a + per_exposure + row.c * part.k_irb + row.d * part.lgd + row.e * m_t;
        let p = if position.sts {
            self.sts_factor.citation.of(self.sts_factor.value * bracket)
        } else {
            self.table.citation.of(bracket)
        };
        let given = |name, value| Input::cited(name, self.table.citation.of(value));
        let from = vec![
            Input::of("N", part.n),
            given("A'", row.a),
            given("B", row.b),
            given("C", row.c),
            given("D'", row.d),
            given("E", row.e),
            Input::of("K_IRB", part.k_irb),
            Input::of("LGD", part.lgd),
            Input::of("M_T", m_t),
        ];
        (p.citation.of(p.value.max(self.p_min.value)), from)
    }

    fn floor(&self, position: &Position) -> Cited<f64> {
        if position.sts && position.senior {
            self.floor_sts_senior
        } else {
            self.floor
        }
    }
}

/// The formula of p of a pool, or of a part of one, that is of one kind.
fn one_kind(position: &Position) -> &'static str {
    if position.sts { P_STS_FORMULA } else { P_FORMULA }
}

#[cfg(test)]
mod tests;
