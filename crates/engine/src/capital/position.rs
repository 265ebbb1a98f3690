//! What a rule reads of a securitisation position, and what it says of it.

use tranchet_deal::bank::Approach;

use crate::capital::kssfa::{self, RISK_WEIGHT_MAX};
use crate::capital::step::{Figure, Step};
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
    /// `W`: share of the loans of known status that are in default.
    pub w: f64,
    /// What `W` was found from.
    pub w_from: Vec<(&'static str, Figure)>,
    /// Share of the pool whose status is unknown.
    pub unknown: f64,
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
            w,
            w_from: Vec::new(),
            unknown,
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
}

impl Bound {
    /// The word for it in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Bound::None => "none",
            Bound::Floor => "floor",
            Bound::Cap => "cap",
            Bound::LookThroughCap => "look-through cap",
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
    /// The formula's result before floor and caps; none when no approach applies.
    pub risk_weight_formula: Option<f64>,
    /// The risk weight; `12.5` is 1,250 %.
    pub risk_weight: f64,
    /// The limit on which it stands.
    pub bound: Bound,
    /// How it was found.
    pub steps: Vec<Step>,
}

/// What a rule text adds to the supervisory formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FormulaTerms {
    /// The approach.
    pub approach: Approach,
    /// The text of the formula.
    pub formula: Citation,
    /// Supervisory parameter.
    pub p: Cited<f64>,
    /// The least risk weight.
    pub floor: Cited<f64>,
}

impl Weighed {
    /// The weight by the supervisory formula at capital charge `k_a`, then floored.
    pub fn by_formula(position: &Position, k_a: f64, terms: FormulaTerms, mut steps: Vec<Step>) -> Weighed {
        let (p, floor) = (terms.p.value, terms.floor.value);
        let formula = kssfa::risk_weight(k_a, p, position.attachment, position.detachment);
        steps.push(Step::of("p", terms.p.citation, &[], p));
        steps.push(Step::of(
            "risk weight by formula",
            terms.formula,
            &curve_inputs(position, k_a, p),
            formula,
        ));
        let least = [("formula", formula.into()), ("floor", floor.into())];
        steps.push(Step::of(
            "floor",
            terms.floor.citation,
            &least,
            formula.max(floor),
        ));
        Weighed {
            approach: Some(terms.approach),
            p: Some(p),
            risk_weight_formula: Some(formula),
            risk_weight: formula.max(floor),
            bound: bound_of(formula, floor),
            steps,
        }
    }
}

fn curve_inputs(position: &Position, k_a: f64, p: f64) -> [(&'static str, Figure); 4] {
    [
        ("K_A", k_a.into()),
        ("p", p.into()),
        ("A", position.attachment.into()),
        ("D", position.detachment.into()),
    ]
}

fn bound_of(formula: f64, floor: f64) -> Bound {
    if formula < floor {
        Bound::Floor
    } else if formula >= RISK_WEIGHT_MAX {
        Bound::Cap
    } else {
        Bound::None
    }
}
