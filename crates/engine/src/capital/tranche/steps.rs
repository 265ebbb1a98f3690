//! The steps of a tranche that no rule of weights leaves: its points, its parts, its risk-weighted assets.

use tranchet_deal::money::Money;

use super::{DEDUCTION, Place, TrancheState};
use crate::capital::number::to_f64;
use crate::capital::pool::PoolState;
use crate::capital::regimes::Regime;
use crate::capital::step::{Input, Source, Step};
use crate::cited::Citation;

const SPLIT: Citation =
    Citation::assumed("what counts of the placed share is protected, the rest is retained");

impl Place {
    /// `A` and `D`.
    pub(super) fn steps(self, regime: &Regime, notionals: Source) -> Vec<Step> {
        let amounts = |below: &'static str, amount: Money| -> Vec<Input> {
            let mut from = vec![
                Input::of(below, amount).from(notionals),
                Input::of("all tranches", self.total).from(notionals),
            ];
            if self.spread > Money::ZERO {
                from.push(Input::of("excess spread", self.spread));
            }
            from
        };
        let below = amounts("tranches below", self.junior);
        let through = amounts("tranches below and this one", self.junior + self.own);
        let [a, d] = if self.spread > Money::ZERO {
            [
                "tranches below / all tranches, excess spread in both",
                "tranches below and this one / all tranches, excess spread in both",
            ]
        } else {
            [
                "tranches below / all tranches",
                "tranches below and this one / all tranches",
            ]
        };
        vec![
            Step::of("A", regime.attachment, &below, self.attachment()).by(a),
            Step::of("D", regime.detachment, &through, self.detachment()).by(d),
        ]
    }
}

/// The risk-weighted assets of both parts.
pub(super) fn rwa_step(
    cites: Citation,
    [retained, protected]: [(Money, Option<f64>); 2],
    deducted: Money,
    rwa: Money,
) -> Step {
    let mut inputs = vec![Input::of("retained", retained.0)];
    if deducted > Money::ZERO {
        inputs.push(Input::of(DEDUCTION, deducted));
    }
    inputs.extend(retained.1.map(|weight| Input::of("risk weight", weight)));
    if let Some(weight) = protected.1 {
        inputs.extend([
            Input::of("protected", protected.0),
            Input::of("protection weight", weight),
        ]);
    }
    let by = match (deducted > Money::ZERO, protected.1) {
        (false, Some(_)) => "retained x risk weight + protected x protection weight",
        (false, None) => "retained x risk weight",
        (true, Some(_)) => "(retained - deduction) x risk weight + protected x protection weight",
        (true, None) => "(retained - deduction) x risk weight",
    };
    Step::of("RWA", cites, &inputs, rwa).by(by).rounded()
}

/// What is placed of a tranche, under this name.
pub(super) fn placed_step(name: &'static str, tranche: &TrancheState, placed: Money, from: Source) -> Step {
    let inputs = [
        Input::of("notional", tranche.notional).from(from),
        Input::of("placed", to_f64(tranche.placed.0)).from(Source::Deal("tranches.placed")),
    ];
    Step::of(name, SPLIT, &inputs, placed)
        .by("notional x placed")
        .rounded()
}

/// What the bank keeps of a tranche.
pub(super) fn retained_step(tranche: &TrancheState, [retained, protected]: [Money; 2], from: Source) -> Step {
    let inputs = [
        Input::of("notional", tranche.notional).from(from),
        Input::of("protected", protected),
    ];
    Step::of("retained", SPLIT, &inputs, retained).by("notional - protected")
}

/// Where outstanding notionals come from: the deal, or a run where the pool does.
pub(super) fn notionals_from(pool: &PoolState) -> Source {
    match pool.inputs.weight_from {
        Source::Run => Source::Run,
        Source::Working
        | Source::Tranche(_)
        | Source::Tape(_)
        | Source::Deal(_)
        | Source::Scenario(_)
        | Source::Text(_) => Source::Deal("tranches"),
    }
}
