//! One tranche's capital: its points from outstanding notionals, its weight, and the split of its exposure.

use tranchet_deal::bank::Approach;
use tranchet_deal::money::Money;
use tranchet_deal::protection::{Protection, ProtectionTerms};
use tranchet_deal::rate::Ratio;
use tranchet_deal::tranche::Tranche;

use rust_decimal::Decimal;

use super::Terms;
use crate::capital::error::CapitalError;
use crate::capital::mismatch::{Residual, residual};
use crate::capital::number::{minor, ratio, round_half_even, to_decimal, to_f64};
use crate::capital::pool::PoolState;
use crate::capital::position::{Bound, Given, Position, Weighed};
use crate::capital::regimes::{Regime, Version};
use crate::capital::rules::crr_252_maturity_mismatch::Adjusts;
use crate::capital::rules::crr_253_deduction::weighs_the_maximum;
use crate::capital::rules::crr_257_tranche_maturity::{cash_flow_maturity_step, legal_maturity_step};
use crate::capital::step::{Answer, Input, Reason, Step};
use crate::capital::weigh::weigh;

mod steps;

use steps::{notionals_from, placed_step, retained_step, rwa_step};

/// A tranche on a date.
#[derive(Clone, Copy, Debug)]
pub struct TrancheState<'a> {
    /// Its name.
    pub name: &'a str,
    /// Outstanding notional.
    pub notional: Money,
    /// Share sold to investors.
    pub placed: Ratio,
    /// How the placed share protects the bank.
    pub protection: &'a Protection,
    /// What else the contract of the protection says.
    pub protection_terms: ProtectionTerms,
    /// `M_T` in years before its bounds; absent: from the legal final maturity of the terms, if they give it.
    pub m_t: Option<f64>,
    /// External rating, or ratings joined by commas.
    pub rating: Option<&'a str>,
}

impl<'a> TrancheState<'a> {
    /// A tranche of the deal with this much outstanding.
    pub fn new(tranche: &'a Tranche, notional: Money) -> TrancheState<'a> {
        TrancheState {
            name: &tranche.name,
            notional,
            placed: tranche.placed,
            protection: &tranche.protection,
            protection_terms: tranche.protection_terms,
            m_t: None,
            rating: tranche.rating.as_deref(),
        }
    }

    /// A tranche of the deal at closing.
    pub fn at_closing(tranche: &'a Tranche) -> TrancheState<'a> {
        TrancheState::new(tranche, tranche.notional)
    }
}

/// A tranche's capital.
#[derive(Clone, Debug, PartialEq)]
pub struct TrancheCapital {
    /// Its name.
    pub name: String,
    /// `A`: tranches below it, as a share of all.
    pub attachment: f64,
    /// `D`: those and itself.
    pub detachment: f64,
    /// Whether it has the first claim on the pool: the first in the deal with anything outstanding.
    pub senior: bool,
    /// Exposure that the bank keeps.
    pub retained_exposure: Money,
    /// Exposure that others protect.
    pub protected_exposure: Money,
    /// The approach that gave the weight; none when no approach applies or nothing is outstanding.
    pub approach: Option<Approach>,
    /// Why that approach; none when nothing is outstanding.
    pub because: Option<Reason>,
    /// Supervisory parameter `p`.
    pub p: Option<f64>,
    /// Tranche maturity, for approaches that have one.
    pub mt_years: Option<f64>,
    /// The formula's result before floor and caps.
    pub risk_weight_formula: Option<f64>,
    /// Risk weight of the retained part; none when nothing is outstanding.
    pub risk_weight: Option<f64>,
    /// The limit on which it stands.
    pub bound: Bound,
    /// Risk weight of the protected part; none when nothing is protected.
    pub protection_weight: Option<f64>,
    /// The retained part, where it is deducted from capital and so has no risk-weighted assets.
    pub deducted: Money,
    /// Risk-weighted assets of both parts.
    pub rwa: Money,
    /// How it was found.
    pub steps: Vec<Step>,
}

/// Every tranche with its unrounded risk-weighted assets in minor units; tranches are listed senior first.
pub(super) fn weigh_all(
    law: Law,
    pool: &PoolState,
    tranches: &[TrancheState],
    terms: &Terms,
    spread: Money,
) -> Result<Vec<(TrancheCapital, Decimal)>, CapitalError> {
    let regime = law.version.regime;
    let ends_early = amount_recognised(regime, pool, terms);
    let total = spread + tranches.iter().map(|tranche| tranche.notional).sum::<Money>();
    let senior = tranches.iter().position(|tranche| tranche.notional > Money::ZERO);
    let mut junior = total;
    let mut found = Vec::with_capacity(tranches.len());
    for (index, tranche) in tranches.iter().enumerate() {
        junior -= tranche.notional;
        let place = Place {
            junior,
            own: tranche.notional,
            total,
            spread,
        };
        if tranche.notional <= Money::ZERO {
            found.push((repaid(tranche, place), Decimal::ZERO));
            continue;
        }
        let position = Position {
            senior: senior == Some(index),
            given: law.given,
            ..place.position(pool, tranche, terms)
        };
        let weighed = weigh(regime, law.approach, &position)?;
        let under = Under {
            regime,
            terms,
            pool,
            ends_early: ends_early.as_ref(),
        };
        found.push(outstanding(under, tranche, place, position.senior, weighed));
    }
    Ok(found)
}

/// A version of a regime, the approach asked for, and numbers in the place of the regime's own.
#[derive(Clone, Copy)]
pub(super) struct Law {
    pub version: Version,
    pub approach: Approach,
    pub given: Given,
}

/// Where a tranche lies among the outstanding notionals and, below them all, the excess spread.
#[derive(Clone, Copy)]
struct Place {
    junior: Money,
    own: Money,
    total: Money,
    spread: Money,
}

impl Place {
    fn attachment(self) -> f64 {
        to_f64(ratio(minor(self.junior), minor(self.total)))
    }

    fn detachment(self) -> f64 {
        to_f64(ratio(minor(self.junior + self.own), minor(self.total)))
    }

    fn position<'a>(self, pool: &'a PoolState, tranche: &TrancheState<'a>, terms: &Terms) -> Position<'a> {
        Position {
            sts: terms.sts,
            resecuritisation: terms.resecuritisation,
            vehicles: terms.vehicles,
            m_t: tranche.m_t.or_else(|| terms.legal_m_t(pool.date)),
            rating: tranche.rating,
            ..Position::of(&pool.inputs, self.attachment(), self.detachment())
        }
    }
}

/// A tranche of which nothing is outstanding: no exposure, no weight.
fn repaid(tranche: &TrancheState, place: Place) -> TrancheCapital {
    TrancheCapital {
        name: tranche.name.to_owned(),
        attachment: place.attachment(),
        detachment: place.detachment(),
        senior: false,
        retained_exposure: Money::ZERO,
        protected_exposure: Money::ZERO,
        approach: None,
        because: None,
        p: None,
        mt_years: None,
        risk_weight_formula: None,
        risk_weight: None,
        bound: Bound::None,
        protection_weight: None,
        deducted: Money::ZERO,
        rwa: Money::ZERO,
        steps: Vec::new(),
    }
}

/// What a tranche is weighed under.
#[derive(Clone, Copy)]
struct Under<'a> {
    regime: &'static Regime,
    terms: &'a Terms,
    pool: &'a PoolState,
    ends_early: Option<&'a Residual>,
}

/// What is recognised of the amount of protection that ends early, under a regime that adjusts the amount.
fn amount_recognised(regime: &Regime, pool: &PoolState, terms: &Terms) -> Option<Residual> {
    let found = residual(regime.maturity_mismatch, pool, terms).ok()?;
    match found.adjusts {
        Adjusts::Amount => Some(found),
        Adjusts::RiskWeights => None,
    }
}

/// The placed share of a tranche as far as it counts as protected.
fn protected(under: Under, tranche: &TrancheState, steps: &mut Vec<Step>) -> Money {
    let placed = tranche.notional.scale_half_even(tranche.placed.factor());
    let notionals = notionals_from(under.pool);
    if placed <= Money::ZERO {
        steps.push(placed_step("protected", tranche, placed, notionals));
        return Money::ZERO;
    }
    let m = under.ends_early.map_or(Decimal::ONE, |early| early.share);
    if let Some(early) = under.ends_early.filter(|early| early.share < Decimal::ONE) {
        let from = [Input::of("t", early.protection), Input::of("T", early.longest)];
        let step = Step::of("m", early.cites, &from, to_f64(early.share));
        steps.push(step.by("(t - 0.25)/(T - 0.25)"));
    }
    let treatment = &under.regime.protection;
    let recognised = treatment.recognise(tranche.protection, tranche.protection_terms, m);
    steps.extend(recognised.steps);
    if recognised.share >= Decimal::ONE {
        steps.push(placed_step("protected", tranche, placed, notionals));
        return placed;
    }
    let counts = round_half_even(minor(placed) * recognised.share);
    steps.push(placed_step("placed amount", tranche, placed, notionals));
    let from = [
        Input::of("placed amount", placed),
        Input::of("share of protection that counts", to_f64(recognised.share)),
    ];
    let step = Step::of("protected", treatment.substitution, &from, counts);
    steps.push(
        step.by("placed amount x share of protection that counts")
            .rounded(),
    );
    counts
}

fn outstanding(
    under: Under,
    tranche: &TrancheState,
    place: Place,
    senior: bool,
    weighed: Weighed,
) -> (TrancheCapital, Decimal) {
    let Under {
        regime, terms, pool, ..
    } = under;
    let notionals = notionals_from(pool);
    let mut steps = place.steps(regime, notionals);
    match (weighed.m_t.is_some(), tranche.m_t, terms.legal_years(pool.date)) {
        (true, Some(years), _) => steps.push(cash_flow_maturity_step(years)),
        (true, None, Some(legal)) => steps.push(legal_maturity_step(legal)),
        (true, None, None) | (false, _, _) => {}
    }
    steps.extend(weighed.steps);
    let protected = protected(under, tranche, &mut steps);
    let retained = tranche.notional - protected;
    steps.push(retained_step(tranche, [retained, protected], notionals));
    let protection = (protected > Money::ZERO).then(|| {
        let (weight, how) = regime.protection.weigh(tranche.protection, weighed.risk_weight);
        steps.extend(how);
        weight
    });
    let deducted = deducted(regime, terms, weighed.risk_weight, retained, &mut steps);
    let weighted = retained - deducted;
    let rwa = minor(weighted) * to_decimal(weighed.risk_weight)
        + minor(protected) * to_decimal(protection.unwrap_or_default());
    let parts = [(retained, Some(weighed.risk_weight)), (protected, protection)];
    steps.push(rwa_step(regime.rwa, parts, deducted, round_half_even(rwa)));
    let capital = TrancheCapital {
        senior,
        retained_exposure: retained,
        protected_exposure: protected,
        approach: weighed.approach,
        because: weighed.because,
        p: weighed.p,
        mt_years: weighed.m_t,
        risk_weight_formula: weighed.risk_weight_formula,
        risk_weight: Some(weighed.risk_weight),
        bound: weighed.bound,
        protection_weight: protection,
        deducted,
        rwa: round_half_even(rwa),
        steps,
        ..repaid(tranche, place)
    };
    (capital, rwa)
}

/// The part of what is retained that the bank deducts, by its choice and where the regime leaves it one.
fn deducted(regime: &Regime, terms: &Terms, weight: f64, retained: Money, steps: &mut Vec<Step>) -> Money {
    if !terms.deduct || !weighs_the_maximum(weight) || retained == Money::ZERO {
        return Money::ZERO;
    }
    match regime.deduction {
        Answer::Applies(cites) => {
            let inputs = [Input::of("retained", retained)];
            let step = Step::of(DEDUCTION, cites, &inputs, retained);
            steps.push(step.by("all that is retained"));
            retained
        }
        Answer::NotApplicable(why) => {
            steps.push(Step::not_applicable(DEDUCTION, why));
            Money::ZERO
        }
    }
}

/// What a tranche gives when it is deducted.
pub(super) const DEDUCTION: &str = "deduction from CET1";
