//! What runs for each value of the factors say of tranches: losses by date, returns, lives and spreads.
//!
//! Returns of the expected flows are those of an investor who holds many such tranches; the mean of the returns is that of
//! the returns themselves, of which a total loss counts as -100 %. A tranche is wiped out when losses write it down to
//! nothing.

use tranchet_deal::deal::Deal;
use tranchet_deal::tranche::Tranche;
use tranchet_engine::plan::{Period, Plan};
use tranchet_engine::returns::{LifePeriod, TrancheLife, irr};

use super::{Flow, Flows, Run};
use crate::figures::TrancheDate;

/// Losses below this many minor units are rounding.
const NOTHING: f64 = 0.5;

/// What a tranche returns in expectation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExpectedReturns {
    /// Mean time to repaid principal.
    pub wal_years: Option<f64>,
    /// Mean of the internal rates of return of a funded note.
    pub irr_mean: Option<f64>,
    /// Internal rate of return of its expected flows.
    pub irr_of_expected_flows: Option<f64>,
    /// Expected premium on the placed share.
    pub premium: f64,
    /// Expected notional outstanding times years, over notional at closing.
    pub average_life_years: Option<f64>,
    /// Value today of one a year on what is expected to be outstanding.
    pub annuity_years: Option<f64>,
    /// The spread that pays for the expected losses and no more.
    pub fair_spread: Option<f64>,
    /// The margin over the index that the expected flows of a funded note return at its price of issue.
    pub discount_margin: Option<f64>,
}

/// Flows of each tranche in each period, averaged.
pub fn expected_flows(runs: &[Run], periods: usize, tranches: usize) -> Flows {
    let mut sum = Flows::new(periods, tranches);
    for run in runs {
        sum.add(&run.flows, run.weight);
    }
    sum
}

/// A tranche by each of the first so many dates, losses less write-ups.
pub fn by_date(runs: &[Run], tranche: usize, notional: f64, dates: usize) -> Vec<TrancheDate> {
    let mut found = vec![TrancheDate::default(); dates];
    for run in runs {
        let (mut loss, mut left, mut is_wiped) = (0.0, notional, false);
        for (found, flow) in found.iter_mut().zip(run.flows.of(tranche)) {
            loss += flow.loss();
            left += flow.added - flow.write_down;
            is_wiped |= flow.write_down > NOTHING && left < NOTHING;
            left += flow.write_up - flow.amortisation;
            found.expected_loss += run.weight * loss;
            found.probability_of_loss += if loss > NOTHING { run.weight } else { 0.0 };
            found.probability_of_wipeout += if is_wiped { run.weight } else { 0.0 };
        }
    }
    found
}

/// Returns of a tranche at a place, over runs and their expected flows.
pub fn returns(
    deal: &Deal,
    plan: &Plan<f64>,
    runs: &[Run],
    expected: &Flows,
    place: usize,
) -> ExpectedReturns {
    let tranche = &deal.tranches[place];
    let placed = tranche.placed.factor().to_f64();
    let price = tranche.price.factor().to_f64();
    let notional = plan.notionals[place];
    let life = (placed > 0.0).then(|| TrancheLife {
        initial: notional,
        periods: life(plan, expected, place, placed),
    });
    let is_funded = tranche.protection.is_note() && placed > 0.0;
    let of = |flows: &Flows| dated_flows(tranche, plan, flows, place);
    let mean = || {
        let runs = runs.iter();
        runs.map(|run| run.weight * irr(&of(&run.flows)).unwrap_or(-1.0))
            .sum()
    };
    ExpectedReturns {
        wal_years: wal(plan, expected.of(place)),
        irr_mean: is_funded.then(mean),
        irr_of_expected_flows: is_funded.then(|| irr(&of(expected))).flatten(),
        premium: expected.of(place).map(|flow| flow.premium).sum(),
        average_life_years: life.as_ref().and_then(TrancheLife::average_life_years),
        annuity_years: life.as_ref().and_then(TrancheLife::annuity_years),
        fair_spread: life.as_ref().and_then(TrancheLife::fair_spread),
        discount_margin: life
            .filter(|_| is_funded)
            .and_then(|life| life.discount_margin(price)),
    }
}

/// Years from closing, of 365 days.
fn years(plan: &Plan<f64>, date: chrono::NaiveDate) -> f64 {
    (date - plan.closing).num_days() as f64 / 365.0
}

fn wal<'f>(plan: &Plan<f64>, flows: impl Iterator<Item = &'f Flow>) -> Option<f64> {
    let (mut weighted, mut repaid) = (0.0, 0.0);
    for (period, flow) in plan.periods.iter().zip(flows) {
        weighted += years(plan, period.payment) * (flow.amortisation - flow.added);
        repaid += flow.amortisation;
    }
    (repaid > NOTHING).then(|| weighted / repaid)
}

/// What the investor of a note's placed share pays and receives.
fn dated_flows(tranche: &Tranche, plan: &Plan<f64>, flows: &Flows, place: usize) -> Vec<(f64, f64)> {
    let placed = tranche.placed.factor().to_f64();
    let price = tranche.price.factor().to_f64();
    let mut found = vec![(0.0, -plan.notionals[place] * placed * price)];
    for (period, flow) in plan.periods.iter().zip(flows.of(place)) {
        found.push((years(plan, period.premium_paid[place]), flow.premium));
        let principal = placed * (flow.amortisation - price * flow.added);
        found.push((years(plan, period.paid), principal));
    }
    found
}

fn life(plan: &Plan<f64>, flows: &Flows, place: usize, placed: f64) -> Vec<LifePeriod> {
    let mut opening = plan.notionals[place];
    let periods = plan.periods.iter().zip(flows.of(place));
    periods
        .map(|(period, flow)| {
            let found = LifePeriod {
                length_years: period.length.to_f64(),
                calendar_years: (period.payment - period.accrual_start).num_days() as f64 / 365.0,
                index: index(period, place),
                opening,
                added: flow.added,
                premium: flow.premium / placed,
                principal: flow.amortisation,
                loss: flow.loss(),
            };
            opening += flow.added - flow.amortisation - flow.loss();
            found
        })
        .collect()
}

/// The index of the tranche's coupon, or the first that the deal reads.
fn index(period: &Period<f64>, place: usize) -> Option<f64> {
    let rate = period.index_rates[place].or(period.fixings.first().map(|(_, rate)| *rate));
    rate.map(|rate| rate.factor().to_f64())
}
