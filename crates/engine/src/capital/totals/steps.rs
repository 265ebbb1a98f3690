//! The steps of the totals: sums over tranches, excess spread, maturity mismatch, maximum capital.

use rust_decimal::Decimal;
use tranchet_deal::money::Money;

use super::{DEDUCTED, Kept, MAXIMUM, MISMATCH, Totals, exposure, has_mismatch};
use crate::capital::mismatch::Residual;
use crate::capital::number::{round_half_even, to_f64};
use crate::capital::position::K_PER_RISK_WEIGHT;
use crate::capital::rules::cre40_54_maximum_capital::MaximumCapital;
use crate::capital::rules::crr_252_maturity_mismatch::T_STAR;
use crate::capital::step::{Figure, Input, Source, Step};
use crate::capital::tranche::{DEDUCTION, TrancheCapital};
use crate::cited::Citation;

/// What the positions come to, before and after each adjustment.
const ALL: &str = "RWA of all positions";

impl Totals<'_> {
    /// The sum over tranches.
    pub(super) fn all_step(&self, all: Decimal) -> Step {
        let each = self.each("RWA", |tranche| tranche.rwa.into(), |_| true);
        let step = Step::of(
            "RWA of the tranches",
            self.regime.rwa,
            &each,
            round_half_even(all),
        );
        step.giving(ALL).by("sum of RWA before rounding").rounded()
    }

    /// A figure of each outstanding tranche that passes.
    fn each(
        &self,
        name: &'static str,
        figure: impl Fn(&TrancheCapital) -> Figure,
        passes: impl Fn(&TrancheCapital) -> bool,
    ) -> Vec<Input> {
        let tranches = self.weighed.iter().map(|(tranche, _)| tranche).enumerate();
        tranches
            .filter(|(_, tranche)| exposure(tranche) > Money::ZERO && passes(tranche))
            .map(|(place, tranche)| Input::of(name, figure(tranche)).from(Source::Tranche(place)))
            .collect()
    }

    pub(super) fn with_spread_step(&self, kept: &Kept, rwa: Decimal) -> Step {
        let all = kept.kept + kept.protection;
        let inputs = [
            Input::of(ALL, round_half_even(all - rwa)),
            Input::of("RWA of excess spread", round_half_even(rwa)),
        ];
        let step = Step::of(
            "RWA with excess spread",
            self.regime.rwa,
            &inputs,
            round_half_even(all),
        );
        step.giving(ALL)
            .by("RWA of all positions + RWA of excess spread")
            .rounded()
    }

    pub(super) fn mismatch_steps(
        &self,
        residual: &Residual,
        [with, without, adjusted, before, after]: [Money; 5],
        notional: Money,
    ) -> [Step; 4] {
        let cites = residual.cites;
        let sum = self.each("RWA", |tranche| tranche.rwa.into(), has_mismatch);
        let pool = round_half_even(self.pool.rwa_protected);
        let share = [
            Input::of("RWA of the protected pool", pool).from(self.pool.inputs.weight_from),
            Input::of("tranches below 1,250 %", notional).from(Source::Deal("tranches")),
            Input::of("all tranches", self.pool_amount()).from(Source::Deal("tranches")),
        ];
        let inputs = [
            Input::of("RWA_SP", with),
            Input::of("RWA_Ass", without),
            Input::of("t", residual.protection),
            Input::of("T", residual.longest),
            Input::cited("t*", T_STAR),
        ];
        let replaced = [
            Input::of(ALL, before),
            Input::of("RWA_SP", with),
            Input::of(MISMATCH, adjusted),
        ];
        [
            Step::of("RWA_SP", cites, &sum, with)
                .by("sum of RWA below 1,250 %, before rounding")
                .rounded(),
            Step::of("RWA_Ass", cites, &share, without)
                .by("RWA of the protected pool x tranches below 1,250 % / all tranches")
                .rounded(),
            Step::of(MISMATCH, cites, &inputs, adjusted)
                .by("RWA_SP (t - t*)/(T - t*) + RWA_Ass (T - t)/(T - t*)")
                .rounded(),
            Step::of("RWA with maturity mismatch", cites, &replaced, after)
                .giving(ALL)
                .by("RWA of all positions - RWA_SP + maturity mismatch")
                .rounded(),
        ]
    }

    pub(super) fn limit_steps(
        &self,
        cites: Citation,
        kept: &Kept,
        maximum: &MaximumCapital,
        limited: Money,
    ) -> Vec<Step> {
        let [own, protection] = [kept.kept, kept.protection].map(round_half_even);
        let [kept_max, both_max] = [maximum.rwa(), maximum.whole().rwa()].map(round_half_even);
        let parts = [
            Input::of(ALL, round_half_even(kept.rwa)),
            Input::of("RWA of protection", protection),
        ];
        let protects = |tranche: &TrancheCapital| tranche.protected_exposure > Money::ZERO;
        let mut protectors = self.each("protected", |tranche| tranche.protected_exposure.into(), protects);
        let weight = |tranche: &TrancheCapital| tranche.protection_weight.unwrap_or_default().into();
        protectors.extend(self.each("protection weight", weight, protects));
        let inputs = [
            Input::of("RWA kept", own),
            Input::of("RWA of protection", protection),
            Input::of("kept at most", kept_max),
            Input::of("both at most", both_max),
        ];
        let charge = cites.of(K_PER_RISK_WEIGHT);
        let as_rwa = [
            Input::of(MAXIMUM, maximum.capital()),
            Input::cited("capital charge", charge),
        ];
        let whole = self.maximum_inputs(&maximum.whole());
        vec![
            Step::of("RWA of protection", cites, &protectors, protection)
                .by("sum of protected x protection weight, less what a maturity mismatch leaves unrecognised")
                .rounded(),
            Step::of("RWA kept", cites, &parts, own).by("RWA of all positions - RWA of protection"),
            Step::of("kept at most", cites, &as_rwa, kept_max)
                .by("maximum capital / 8 %")
                .rounded(),
            Step::of("both at most", cites, &whole, both_max)
                .by("12.5 K_pool x pool, V = 1")
                .rounded(),
            Step::of("RWA within maximum capital", cites, &inputs, limited)
                .giving(ALL)
                .by("min(min(RWA kept, kept at most) + RWA of protection, both at most)")
                .rounded()
                .bound_by(kept.bound),
        ]
    }

    pub(super) fn maximum_step(&self, cites: Citation, maximum: &MaximumCapital) -> Step {
        let by = if maximum.deducted > Money::ZERO {
            "K_pool x pool x V - deducted"
        } else {
            "K_pool x pool x V"
        };
        let inputs = self.maximum_inputs(maximum);
        Step::of(MAXIMUM, cites, &inputs, maximum.capital())
            .by(by)
            .rounded()
    }

    fn maximum_inputs(&self, maximum: &MaximumCapital) -> Vec<Input> {
        let mut inputs = vec![
            Input::of("K_pool", self.pool.inputs.k_pool()),
            Input::of("pool", maximum.pool).from(Source::Deal("tranches")),
            Input::of("V", to_f64(maximum.largest_share.0)).from(Source::Deal("tranches.placed")),
        ];
        if maximum.deducted > Money::ZERO {
            inputs.push(Input::of("deducted", maximum.deducted));
        }
        inputs
    }

    /// What the bank deducts, tranche by tranche, and the excess spread if it deducts that.
    pub(super) fn deducted_step(&self, cites: Citation, deducted: Money, spread: Money) -> Step {
        let deducts = |tranche: &TrancheCapital| tranche.deducted > Money::ZERO;
        let mut inputs = self.each(DEDUCTION, |tranche| tranche.deducted.into(), deducts);
        if spread > Money::ZERO {
            inputs.push(Input::of("deduction of excess spread", spread));
        }
        Step::of(DEDUCTED, cites, &inputs, deducted).by("sum of what is deducted")
    }
}
