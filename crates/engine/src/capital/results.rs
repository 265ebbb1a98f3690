//! The steps of what comes of it all: assets and capital before and after, and what is saved.

use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;

use super::{Relief, Requirement};
use crate::capital::number::{round_half_even, to_f64};
use crate::capital::pool::PoolState;
use crate::capital::regimes::Regime;
use crate::capital::step::{Input, Source, Step};
use crate::capital::totals::Kept;
use crate::cited::Citation;

const RELIEF: Citation = Citation::assumed("relief is what is saved: before less after");

/// The steps of the pool and of the totals, up to what is saved.
pub(super) fn steps(
    regime: &Regime,
    pool: &PoolState,
    kept: &mut Kept,
    [before, after]: [Requirement; 2],
    (target, cites): (Ratio, Citation),
) -> Vec<Step> {
    let source = pool.inputs.weight_from;
    let parts = [
        Input::of("RWA of all positions", round_half_even(kept.rwa)),
        Input::of(
            "RWA of the retained share of the loans",
            round_half_even(pool.rwa_retained()),
        )
        .from(source),
    ];
    let ratio = Input::of("capital ratio", to_f64(target.0)).from(Source::Text(cites));
    let mut of_after = vec![Input::of("RWA after", after.rwa), ratio];
    let mut by_after = "RWA after x capital ratio";
    if kept.deducted > Money::ZERO {
        of_after.push(Input::of("deducted", kept.deducted));
        by_after = "RWA after x capital ratio + deducted";
    }
    let mut steps = pool.steps.clone();
    steps.push(before_step(pool, before.rwa));
    steps.append(&mut kept.steps);
    steps.extend([
        Step::of("RWA after", regime.rwa, &parts, after.rwa)
            .by("RWA of all positions + RWA of the retained share, before rounding")
            .rounded(),
        Step::of(
            "capital before",
            cites,
            &[Input::of("RWA before", before.rwa), ratio],
            before.capital,
        )
        .by("RWA before x capital ratio")
        .rounded(),
        Step::of("capital after", cites, &of_after, after.capital)
            .by(by_after)
            .rounded(),
    ]);
    steps.extend(relief_steps([before, after], super::relief(before, after)));
    steps
}

/// What is saved, and its share.
fn relief_steps([before, after]: [Requirement; 2], relief: Relief) -> [Step; 3] {
    let rwa = [
        Input::of("RWA before", before.rwa),
        Input::of("RWA after", after.rwa),
    ];
    let capital = [
        Input::of("capital before", before.capital),
        Input::of("capital after", after.capital),
    ];
    [
        Step::of("RWA relief", RELIEF, &rwa, relief.rwa).by("RWA before - RWA after"),
        Step::of("capital relief", RELIEF, &capital, relief.capital).by("capital before - capital after"),
        Step::of("relief ratio", RELIEF, &rwa, to_f64(relief.ratio.0))
            .by("(RWA before - RWA after) / RWA before"),
    ]
}

/// What every loan weighs whole.
fn before_step(pool: &PoolState, rwa: Money) -> Step {
    let cites = Citation::assumed("every loan weighed whole, as if nothing were securitised");
    let rated = pool.rwa_irb;
    let given = |name, amount| Input::of(name, round_half_even(amount)).from(pool.inputs.weight_from);
    let (inputs, by) = if rated.is_zero() {
        let density = Input::of("density", pool.density()).from(pool.inputs.weight_from);
        ([given("exposure", pool.exposure), density], "exposure x density")
    } else {
        let parts = [
            given("by internal ratings", rated),
            given("standardised", pool.rwa - rated),
        ];
        (parts, "by internal ratings + standardised")
    };
    Step::of("RWA before", cites, &inputs, rwa).by(by).rounded()
}
