//! From the risk-weighted assets of the tranches to those of the bank: excess spread, maturity mismatch, and last
//! the most that all positions need.

use rust_decimal::Decimal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;

use super::Terms;
use crate::capital::excess_spread::SpreadPosition;
use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::mismatch::{Residual, residual};
use crate::capital::number::{minor, ratio, round_half_even, to_decimal};
use crate::capital::pool::PoolState;
use crate::capital::position::Bound;
use crate::capital::regimes::Regime;
use crate::capital::rules::cre40_54_maximum_capital::MaximumCapital;
use crate::capital::rules::crr_252_maturity_mismatch::Adjusts;
use crate::capital::rules::crr_253_deduction::weighs_the_maximum;
use crate::capital::step::{Answer, Input, NotApplicable, Step};
use crate::capital::tranche::TrancheCapital;
use crate::cited::Citation;

mod steps;

const MISMATCH: &str = "maturity mismatch";
const MAXIMUM: &str = "maximum capital";
const DEDUCTED: &str = "deducted";

/// What the bank is left with.
#[derive(Debug)]
pub(super) struct Kept {
    /// Risk-weighted assets of the positions that it keeps, minor units.
    kept: Decimal,
    /// Of those who protect the others.
    protection: Decimal,
    /// The share of the protection that is recognised, of tranches below 1,250 %.
    recognised: Decimal,
    /// All of them, within the limit.
    pub rwa: Decimal,
    /// Deducted from capital.
    pub deducted: Money,
    /// The limit on which the risk-weighted assets stand.
    pub bound: Bound,
    /// How they were found.
    pub steps: Vec<Step>,
}

/// All that the totals are found from.
pub(super) struct Totals<'a> {
    pub regime: &'a Regime,
    pub pool: &'a PoolState,
    pub weighed: &'a [(TrancheCapital, Decimal)],
    pub terms: &'a Terms,
    pub spread: &'a SpreadPosition,
}

impl Totals<'_> {
    pub fn keep(&self) -> Kept {
        let all: Decimal = self.weighed.iter().map(|(_, rwa)| *rwa).sum();
        let protection = self
            .weighed
            .iter()
            .map(|(tranche, _)| of_protection(tranche))
            .sum();
        let mut kept = Kept {
            kept: all - protection,
            protection,
            recognised: Decimal::ONE,
            rwa: all,
            deducted: self.weighed.iter().map(|(tranche, _)| tranche.deducted).sum(),
            bound: Bound::None,
            steps: Vec::new(),
        };
        kept.steps.push(self.all_step(all));
        self.add_excess_spread(&mut kept);
        self.add_deducted(&mut kept);
        self.mismatch(&mut kept);
        self.limit(&mut kept);
        kept
    }

    /// The originator's first loss, weighted at 1,250 % or deducted.
    fn add_excess_spread(&self, kept: &mut Kept) {
        let value = self.spread.value;
        kept.steps.extend(self.spread.steps.iter().cloned());
        if value == Money::ZERO {
            return;
        }
        if self.terms.deduct
            && let Answer::Applies(cites) = self.regime.deduction
        {
            let inputs = [Input::of("excess spread", value)];
            let step = Step::of("deduction of excess spread", cites, &inputs, value);
            kept.steps.push(step.by("all of it"));
            kept.deducted += value;
            return;
        }
        let rwa = minor(value) * to_decimal(RISK_WEIGHT_MAX);
        kept.kept += rwa;
        let cites = self.regime.excess_spread.position;
        let inputs = [
            Input::of("excess spread", value),
            Input::cited("maximum risk weight", cites.of(RISK_WEIGHT_MAX)),
        ];
        let step = Step::of("RWA of excess spread", cites, &inputs, round_half_even(rwa));
        kept.steps.push(step.by("excess spread x 1,250 %").rounded());
        kept.steps.push(self.with_spread_step(kept, rwa));
    }

    fn add_deducted(&self, kept: &mut Kept) {
        if let (true, Answer::Applies(cites)) = (kept.deducted > Money::ZERO, self.regime.deduction) {
            let tranches: Money = self.weighed.iter().map(|(tranche, _)| tranche.deducted).sum();
            kept.steps
                .push(self.deducted_step(cites, kept.deducted, kept.deducted - tranches));
        }
    }

    fn mismatch(&self, kept: &mut Kept) {
        let found = residual(self.regime.maturity_mismatch, self.pool, self.terms)
            .and_then(|residual| self.mismatch_of(kept, &residual));
        let refused = found.err().map(|why| Step::not_applicable(MISMATCH, why));
        kept.steps.extend(refused);
    }

    /// Adjusts what a regime adjusts over all positions, or says why nothing is.
    fn mismatch_of(&self, kept: &mut Kept, residual: &Residual) -> Result<(), NotApplicable> {
        let cites = residual.cites;
        let lacks = |reason| Err(NotApplicable { reason, cites });
        let protects = |(tranche, _): &(TrancheCapital, Decimal)| tranche.protected_exposure > Money::ZERO;
        if !self.weighed.iter().any(protects) {
            return lacks("nothing is protected");
        }
        kept.steps.extend(residual.steps.iter().cloned());
        match residual.adjusts {
            Adjusts::RiskWeights => {
                self.adjust(kept, residual);
                Ok(())
            }
            Adjusts::Amount if residual.share < Decimal::ONE => {
                lacks("the amount protected of each tranche is reduced instead")
            }
            Adjusts::Amount => lacks("the protection lasts as long as the loans"),
        }
    }

    /// Adjusts every tranche but those at 1,250 %.
    fn adjust(&self, kept: &mut Kept, residual: &Residual) {
        let before = kept.kept + kept.protection;
        let others = || self.weighed.iter().filter(|(tranche, _)| has_mismatch(tranche));
        let with: Decimal = others().map(|(_, rwa)| *rwa).sum();
        let protection: Decimal = others().map(|(tranche, _)| of_protection(tranche)).sum();
        let notional: Money = others().map(|(tranche, _)| exposure(tranche)).sum();
        let without = self.pool.rwa_protected * ratio(minor(notional), minor(self.pool_amount()));
        kept.recognised = residual.share;
        let lost = Decimal::ONE - kept.recognised;
        kept.kept += without * lost - (with - protection) * lost;
        kept.protection -= protection * lost;
        let adjusted = with * kept.recognised + without * lost;
        let rounded = [with, without, adjusted, before, kept.kept + kept.protection].map(round_half_even);
        let steps = self.mismatch_steps(residual, rounded, notional);
        kept.steps.extend(steps);
    }

    fn limit(&self, kept: &mut Kept) {
        kept.rwa = kept.kept + kept.protection;
        let cites = match self.limiting_text() {
            Ok(cites) => cites,
            Err(why) => {
                kept.steps.push(Step::not_applicable(MAXIMUM, why));
                return;
            }
        };
        let maximum = self.maximum(kept);
        kept.steps.push(self.pool.inputs.k_pool_step(cites));
        kept.steps.push(self.maximum_step(cites, &maximum));
        let limited = maximum.limit(kept.kept, kept.protection);
        if round_half_even(limited) < round_half_even(kept.rwa) {
            kept.bound = Bound::MaximumCapital;
        }
        let steps = self.limit_steps(cites, kept, &maximum, round_half_even(limited));
        kept.steps.extend(steps);
        kept.rwa = limited;
    }

    fn maximum(&self, kept: &Kept) -> MaximumCapital {
        MaximumCapital {
            weight: self.pool.inputs.weight_as_if_not_securitised(),
            pool: self.pool_amount(),
            largest_share: self.largest_share(kept.recognised),
            deducted: kept.deducted,
        }
    }

    fn limiting_text(&self) -> Result<Citation, NotApplicable> {
        let texts = match self.regime.maximum_capital {
            Answer::Applies(texts) => texts,
            Answer::NotApplicable(why) => return Err(why),
        };
        let lacks = |reason, cites| NotApplicable { reason, cites };
        if self.terms.resecuritisation {
            return Err(lacks(
                "no cap applies to a resecuritisation",
                texts.resecuritisation,
            ));
        }
        let mut outstanding = self
            .weighed
            .iter()
            .filter(|(tranche, _)| exposure(tranche) > Money::ZERO);
        if outstanding.all(|(tranche, _)| tranche.approach.is_none()) {
            return Err(lacks("no approach applies to any tranche", texts.cap));
        }
        Ok(texts.cap)
    }

    /// The protected pool, as the tranches have it.
    fn pool_amount(&self) -> Money {
        self.weighed.iter().map(|(tranche, _)| exposure(tranche)).sum()
    }

    /// `V`; excess spread is kept whole, and so is the protection that is not recognised.
    fn largest_share(&self, recognised: Decimal) -> Ratio {
        if self.spread.value > Money::ZERO {
            return Ratio::ONE;
        }
        let outstanding = self.weighed.iter().map(|(tranche, _)| tranche);
        let shares = outstanding
            .filter(|tranche| exposure(tranche) > Money::ZERO)
            .map(|tranche| {
                let protected = ratio(minor(tranche.protected_exposure), minor(exposure(tranche)));
                let recognised = if has_mismatch(tranche) {
                    recognised
                } else {
                    Decimal::ONE
                };
                Decimal::ONE - protected * recognised
            });
        Ratio(shares.max().unwrap_or(Decimal::ZERO))
    }
}

/// Whether protection that ends early counts less for a tranche: it does but at 1,250 %.
fn has_mismatch(tranche: &TrancheCapital) -> bool {
    !tranche.risk_weight.is_some_and(weighs_the_maximum)
}

/// Risk-weighted assets of who protects a tranche, minor units.
fn of_protection(tranche: &TrancheCapital) -> Decimal {
    minor(tranche.protected_exposure) * to_decimal(tranche.protection_weight.unwrap_or_default())
}

fn exposure(tranche: &TrancheCapital) -> Money {
    tranche.retained_exposure + tranche.protected_exposure
}
