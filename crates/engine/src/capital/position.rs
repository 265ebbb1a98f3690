//! What a rule reads of a securitisation position, and what it says of it.

use tranchet_deal::bank::Approach;

use crate::capital::kssfa::{self, RISK_WEIGHT_MAX};
use crate::capital::step::{Input, Reason, Source, Step, Steps};
use crate::cited::{Citation, Cited};

/// What rules read of the pool; all are decimals.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolInputs {
    /// 8 % of the average risk weight of the pool: `K_SA` of the Basel texts, `K_G` of the United States'.
    pub k: f64,
    /// The same for the loans whose status is known.
    pub k_known: f64,
    /// Exposure-weighted average risk weight of the pool as if it were not securitised.
    pub average_risk_weight: f64,
    /// What that was averaged from; the caller's word where only `K` is given.
    pub weight_from: Source,
    /// `W`: share of the loans of known status that are in default.
    pub w: f64,
    /// What `W` was found from.
    pub w_from: Vec<Input>,
    /// Share of the pool whose status is unknown.
    pub unknown: f64,
    /// What internal models say of the pool; none where the bank has none.
    pub irb: Option<IrbInputs>,
}

/// What internal models say of a pool, or of the part of it that they cover.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IrbInputs {
    /// `K_IRB`: charge per unit of exposure of the part covered, expected loss included.
    pub k_irb: f64,
    /// Share of the pool's exposure that the models cover.
    pub share: f64,
    /// `N`: effective number of exposures.
    pub n: f64,
    /// Exposure-weighted average loss given default.
    pub lgd: f64,
    /// Whether the pool is a retail one.
    pub retail: bool,
    /// Its two parts, where it has retail and other exposures.
    pub parts: Option<IrbParts>,
}

/// The retail and the other part of a pool that models cover.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IrbParts {
    /// Share of the retail part in the exposure of both.
    pub retail_share: f64,
    /// The retail part.
    pub retail: IrbPart,
    /// The other part.
    pub other: IrbPart,
}

/// What the supervisory parameter reads of a part of a pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IrbPart {
    /// `K_IRB` of the part.
    pub k_irb: f64,
    /// `N` of the part; the retail formula does not read it.
    pub n: f64,
    /// Exposure-weighted average loss given default of the part.
    pub lgd: f64,
}

impl IrbInputs {
    /// A pool of one kind, covered in full.
    pub fn of(part: IrbPart, retail: bool) -> IrbInputs {
        IrbInputs {
            k_irb: part.k_irb,
            share: 1.0,
            n: part.n,
            lgd: part.lgd,
            retail,
            parts: None,
        }
    }
}

/// Capital charge per unit of risk weight, 8 % in every text here: `K_SA` (CRE41.2), `K_G` (12 CFR 217.43(b)(1)).
pub const K_PER_RISK_WEIGHT: f64 = 0.08;

impl PoolInputs {
    /// A pool of which only `K`, `W` and the unknown share are given; the known part has the same `K`.
    pub fn from_k(k: f64, w: f64, unknown: f64) -> PoolInputs {
        let average_risk_weight = k / K_PER_RISK_WEIGHT;
        PoolInputs {
            k,
            k_known: k,
            average_risk_weight,
            weight_from: Source::Working,
            w,
            w_from: Vec::new(),
            unknown,
            irb: None,
        }
    }

    /// Charge of the pool as if it were not securitised: `K_SA`; with models `share K_IRB + (1 - share) K_SA`.
    pub fn k_pool(&self) -> f64 {
        self.irb
            .map_or(self.k, |irb| irb.share * irb.k_irb + (1.0 - irb.share) * self.k)
    }

    /// The step of `K_pool`, the charge as if nothing were securitised.
    pub(super) fn k_pool_step(&self, cites: Citation) -> Step {
        let step = |inputs: &[Input]| Step::of("K_pool", cites, inputs, self.k_pool());
        match self.irb {
            None => step(&[self.average()]).by("8 % x average risk weight"),
            Some(irb) if irb.share < 1.0 => step(&[
                Input::of("share", irb.share),
                Input::of("K_IRB", irb.k_irb),
                Input::of("K_SA", self.k),
            ])
            .by("share K_IRB + (1 - share) K_SA"),
            Some(irb) => step(&[Input::of("K_IRB", irb.k_irb)]).by("K_IRB"),
        }
    }

    /// What `K` follows from: the average risk weight, or nothing where `K` itself was given.
    pub(crate) fn k_from(&self) -> Vec<Input> {
        match self.weight_from {
            Source::Working => Vec::new(),
            Source::Tape(_)
            | Source::Run
            | Source::Tranche(_)
            | Source::Deal(_)
            | Source::Scenario(_)
            | Source::Text(_) => vec![self.average()],
        }
    }

    /// The average risk weight and its source.
    pub(crate) fn average(&self) -> Input {
        Input::of("average risk weight", self.average_risk_weight).from(self.weight_from)
    }

    /// The same as a risk weight, 12.5 times expected loss included where models cover the pool.
    pub fn weight_as_if_not_securitised(&self) -> f64 {
        match self.irb {
            Some(_) => RISK_WEIGHT_MAX * self.k_pool(),
            None => self.average_risk_weight,
        }
    }
}

/// A tranche, or a part of one, to be weighted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position<'a> {
    /// The pool.
    pub pool: &'a PoolInputs,
    /// `A`: attachment point, a share of the pool.
    pub attachment: f64,
    /// `D`: detachment point, a share of the pool.
    pub detachment: f64,
    /// Whether it has the first claim on the whole pool.
    pub senior: bool,
    /// Whether the securitisation is simple, transparent and standardised (or comparable).
    pub sts: bool,
    /// Whether the pool consists of securitisation tranches.
    pub resecuritisation: bool,
    /// Whether the pool consists of car loans, car leases or equipment leases.
    pub vehicles: bool,
    /// `M_T`: maturity of the tranche in years, before its bounds.
    pub m_t: Option<f64>,
    /// Its external rating, or ratings joined by commas.
    pub rating: Option<&'a str>,
    /// Numbers of the standardised approach that take the place of its text's own.
    pub given: Given,
    /// Whether to say how its weight was found; it is the same either way.
    pub explained: bool,
}

/// Numbers of the standardised approach that take the place of its text's own, with who says so.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Given {
    /// Supervisory parameter of a position that is neither STS nor of a resecuritisation.
    pub p: Option<Cited<f64>>,
    /// Supervisory parameter of an STS position.
    pub p_sts: Option<Cited<f64>>,
    /// Least risk weight.
    pub floor: Option<Cited<f64>>,
}

impl<'a> Position<'a> {
    /// A non-senior position that is nothing else in particular.
    ///
    /// ```
    /// use tranchet_engine::capital::position::{PoolInputs, Position};
    /// let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
    /// let senior = Position { senior: true, ..Position::of(&pool, 0.125, 1.0) };
    /// assert_eq!((senior.sts, senior.rating), (false, None));
    /// ```
    pub fn of(pool: &'a PoolInputs, attachment: f64, detachment: f64) -> Position<'a> {
        Position {
            pool,
            attachment,
            detachment,
            senior: false,
            sts: false,
            resecuritisation: false,
            vehicles: false,
            m_t: None,
            rating: None,
            given: Given::default(),
            explained: true,
        }
    }
}

/// The limit on which a risk weight stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// None.
    None,
    /// The supervisory floor: the formula gave less.
    Floor,
    /// The maximum of 1,250 %: the tranche lies within `K`, or no approach applies.
    Cap,
    /// The average risk weight of the pool, for a senior tranche whose own weight was higher.
    LookThroughCap,
    /// What the pool would need if it were not securitised; of all positions together.
    MaximumCapital,
}

impl Bound {
    /// The word for it in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Bound::None => "none",
            Bound::Floor => "floor",
            Bound::Cap => "cap",
            Bound::LookThroughCap => "look-through cap",
            Bound::MaximumCapital => "maximum capital",
        }
    }
}

/// A position's risk weight and how it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The approach that gave it; none when no approach applies.
    pub approach: Option<Approach>,
    /// Supervisory parameter `p`, for approaches that have one.
    pub p: Option<f64>,
    /// `M_T` within its bounds, for approaches that have one.
    pub m_t: Option<f64>,
    /// The formula's result before floor and caps; none when no approach applies.
    pub risk_weight_formula: Option<f64>,
    /// The risk weight; `12.5` is 1,250 %.
    pub risk_weight: f64,
    /// The limit on which it stands.
    pub bound: Bound,
    /// Why this approach was taken; a rule by itself does not know.
    pub because: Option<Reason>,
    /// How it was found.
    pub steps: Steps,
}

/// What a rule text adds to the supervisory formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FormulaTerms<'a> {
    /// The approach.
    pub approach: Approach,
    /// The text of the formula.
    pub formula: Citation,
    /// What the text calls the capital charge that the formula reads.
    pub k_name: &'static str,
    /// Supervisory parameter.
    pub p: Cited<f64>,
    /// What it was found from.
    pub p_from: &'a [Input],
    /// How, in the text's symbols; none where the text gives the number itself.
    pub p_formula: Option<&'static str>,
    /// Whether it stands on its own least.
    pub p_bound: Bound,
    /// The least risk weight.
    pub floor: Cited<f64>,
}

impl Weighed {
    /// The weight by the supervisory formula at capital charge `k`, then floored.
    pub(super) fn by_formula(position: &Position, k: f64, terms: FormulaTerms, mut steps: Steps) -> Weighed {
        let (p, floor) = (terms.p.value, terms.floor.value);
        let formula = kssfa::risk_weight(k, p, position.attachment, position.detachment);
        steps.add(|| {
            let step = Step::of("p", terms.p.citation, terms.p_from, p).bound_by(terms.p_bound);
            terms.p_formula.into_iter().fold(step, Step::by)
        });
        steps.add(|| curve_step(position, (terms.k_name, k), &terms, formula));
        steps.add(|| floor_step(terms.floor, formula));
        Weighed {
            approach: Some(terms.approach),
            p: Some(p),
            m_t: None,
            risk_weight_formula: Some(formula),
            risk_weight: formula.max(floor),
            bound: bound_of(formula, floor),
            because: None,
            steps,
        }
    }
}

/// The step of a floor under what a formula or table gave.
pub(super) fn floor_step(floor: Cited<f64>, formula: f64) -> Step {
    let inputs = [Input::of("risk weight", formula), Input::cited("floor", floor)];
    let step = Step::of("floor", floor.citation, &inputs, formula.max(floor.value));
    let bound = if formula < floor.value {
        Bound::Floor
    } else {
        Bound::None
    };
    step.giving("risk weight")
        .by("max(risk weight, floor)")
        .bound_by(bound)
}

/// The step of the pool's charge, by the text's name for it.
pub(super) fn k_step(name: &'static str, cites: Citation, pool: &PoolInputs) -> Step {
    let inputs = pool.k_from();
    let step = Step::of(name, cites, &inputs, pool.k);
    if inputs.is_empty() {
        step
    } else {
        step.by("8 % x average risk weight")
    }
}

/// The step of `W`.
pub(super) fn w_step(cites: Citation, pool: &PoolInputs) -> Step {
    let step = Step::of("W", cites, &pool.w_from, pool.w);
    match pool.weight_from {
        Source::Tape(_) => step.by("in default / of known status"),
        Source::Run => {
            step.by("(expected recovery + delinquency rate x performing) / (performing + expected recovery)")
        }
        Source::Working | Source::Tranche(_) | Source::Deal(_) | Source::Scenario(_) | Source::Text(_) => {
            step
        }
    }
}

/// The step of the supervisory formula, in the case that it falls in.
fn curve_step(
    position: &Position,
    (k_name, k): (&'static str, f64),
    terms: &FormulaTerms,
    found: f64,
) -> Step {
    let inputs = curve_inputs(position, (k_name, k), terms.p.value);
    let by = match (position.detachment <= k, position.attachment >= k) {
        (true, _) => "D <= K: 1,250 %",
        (false, true) => "A >= K: 12.5 (e^(a u) - e^(a l)) / (a (u - l)), a = -1/(p K), u = D - K, l = A - K",
        (false, false) => {
            "A < K < D: 12.5 [(K - A)/(D - A) + (D - K)/(D - A) (e^(a u) - 1)/(a u)], a = -1/(p K), u = D - K"
        }
    };
    let step = Step::of("risk weight by formula", terms.formula, &inputs, found);
    let bound = if found >= RISK_WEIGHT_MAX {
        Bound::Cap
    } else {
        Bound::None
    };
    step.giving("risk weight").by(by).bound_by(bound)
}

fn curve_inputs(position: &Position, (k_name, k): (&'static str, f64), p: f64) -> [Input; 4] {
    [
        Input::of(k_name, k),
        Input::of("p", p),
        Input::of("A", position.attachment),
        Input::of("D", position.detachment),
    ]
}

/// On which limit a weight stands that is the greater of formula and floor.
pub(super) fn bound_of(formula: f64, floor: f64) -> Bound {
    if formula < floor {
        Bound::Floor
    } else if formula >= RISK_WEIGHT_MAX {
        Bound::Cap
    } else {
        Bound::None
    }
}
