//! What a tranche is worth to its investor: yield, margin, duration, and the spread that its losses leave.
//!
//! ```text
//! yield              f ((1 + IRR)^(1/f) - 1)           bond equivalent at f payments a year
//! duration           Σ t CF_t (1 + IRR)^-t / price     Macaulay, years of 365 days
//! modified duration  duration / (1 + IRR)              price sensitivity to the yield effective per year
//! loss-adjusted      promised spread - fair spread     on the scenario's path, see [`TrancheLife`]
//! ```
//!
//! The promised spread is premium over the index for notes, and for other funded protection that pays an index, since
//! their cash would earn the index elsewhere; for all other protection it is the whole premium. What needs a price — IRR, yield, margin, duration — has none for a
//! guarantee, for which nobody pays in; its spreads and lives are told.
//!
//! ```
//! use tranchet_engine::returns::bond_equivalent;
//! // 10 % a year is twice 4.8809 %.
//! assert!((bond_equivalent(0.10, 2) - 0.0976177).abs() < 1e-7);
//! ```

use rust_decimal::Decimal;
use tranchet_deal::coupon::Coupon;
use tranchet_deal::deal::Deal;
use tranchet_deal::tranche::Tranche;

use super::{TrancheLife, dated_flows, irr};
use crate::outcome::Outcome;

/// Yields, lives and spreads of a tranche; what does not apply is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Valuation {
    /// Name of the tranche.
    pub name: String,
    /// Bond-equivalent yield at the frequency of the coupon.
    pub yield_: Option<f64>,
    /// Margin over the index at which the flows are worth their price.
    pub discount_margin: Option<f64>,
    /// Macaulay duration at the internal rate of return.
    pub duration_years: Option<f64>,
    /// Modified duration.
    pub modified_duration_years: Option<f64>,
    /// Notional outstanding times years over notional at closing.
    pub average_life_years: Option<f64>,
    /// Value of one a year on what is outstanding, per unit of notional at closing.
    pub annuity_years: Option<f64>,
    /// What the coupon pays for credit risk, per year.
    pub promised_spread: Option<f64>,
    /// The spread that pays for the losses of the scenario and no more.
    pub fair_spread: Option<f64>,
    /// The first less the second.
    pub loss_adjusted_spread: Option<f64>,
}

/// The valuation of every tranche, senior first.
pub fn value_tranches(deal: &Deal, outcome: &Outcome) -> Vec<Valuation> {
    (0..deal.tranches.len())
        .map(|place| value(deal, outcome, place))
        .collect()
}

/// A yield effective per year, as one quoted at so many payments a year.
pub fn bond_equivalent(irr: f64, payments_a_year: u32) -> f64 {
    let payments = f64::from(payments_a_year);
    payments * libm::expm1(libm::log1p(irr) / payments)
}

/// The price of dated flows at a yield effective per year; an outlay is a flow below nought.
pub fn price_at_yield(flows: &[(f64, f64)], irr: f64) -> f64 {
    let force = libm::log1p(irr);
    flows
        .iter()
        .map(|(years, flow)| flow * libm::exp(-force * years))
        .sum()
}

fn value(deal: &Deal, outcome: &Outcome, place: usize) -> Valuation {
    let tranche = &deal.tranches[place];
    let life = life(tranche, outcome, place);
    let payments = deal.payments.frequency.periods_per_year().get();
    let mut valuation = life
        .as_ref()
        .map_or_else(Valuation::default, |life| spreads(tranche, life));
    valuation.name.clone_from(&tranche.name);
    let flows = dated_flows(tranche, place, outcome).unwrap_or_default();
    let Some(irr) = irr(&flows) else {
        return valuation;
    };
    let duration = duration_years(&flows, irr);
    valuation.yield_ = Some(bond_equivalent(irr, payments));
    valuation.duration_years = duration;
    valuation.modified_duration_years = duration.map(|years| years / (1.0 + irr));
    valuation.discount_margin = life
        .filter(|_| has_index(tranche))
        .and_then(|life| life.discount_margin(tranche.price.factor().to_f64()));
    valuation
}

/// The life of a tranche that has a coupon and a placed share.
pub(super) fn life(tranche: &Tranche, outcome: &Outcome, place: usize) -> Option<TrancheLife> {
    let is_placed = tranche.coupon.is_some() && tranche.placed.0 > Decimal::ZERO;
    let placed = tranche.placed.factor().to_f64();
    TrancheLife::of(outcome, place, tranche.notional, placed).filter(|_| is_placed)
}

pub(super) fn has_index(tranche: &Tranche) -> bool {
    match tranche.coupon {
        Some(Coupon::Floating(_)) => true,
        Some(Coupon::Fixed(_)) | None => false,
    }
}

fn spreads(tranche: &Tranche, life: &TrancheLife) -> Valuation {
    let protection = &tranche.protection;
    let pays_index = protection.is_note() || (protection.is_funded() && has_index(tranche));
    let index_share = if pays_index { 1.0 } else { 0.0 };
    let promised = life.promised_spread(index_share);
    let fair = life.fair_spread();
    Valuation {
        average_life_years: life.average_life_years(),
        annuity_years: life.annuity_years(),
        promised_spread: promised,
        fair_spread: fair,
        loss_adjusted_spread: promised.zip(fair).map(|(promised, fair)| promised - fair),
        ..Valuation::default()
    }
}

/// Macaulay duration of what follows the outlay.
fn duration_years(flows: &[(f64, f64)], irr: f64) -> Option<f64> {
    let received = flows.get(1..)?;
    let price = price_at_yield(received, irr);
    let weighted: Vec<_> = received
        .iter()
        .map(|(years, flow)| (*years, years * flow))
        .collect();
    (price > 0.0).then(|| price_at_yield(&weighted, irr) / price)
}
