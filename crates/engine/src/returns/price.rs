//! The price of a note from what its investor asks: a yield, or a margin over the index.
//!
//! ```text
//! at a yield y       i = (1 + y/f)^f - 1;  price = Σ (premium_t + principal_t) (1 + i)^-t / Σ paid in_t (1 + i)^-t
//! at a margin m      price = Σ (premium_t + principal_t) DF_t(m) / B_0,  DF_t(m) = Π 1 / (1 + (R_t + m) Δ_t)
//! ```
//!
//! `y` is bond equivalent at the deal's `f` payments a year, as the yield that [`super::Valuation`] tells, `t` in years of 365
//! days; what is paid in is the placed notional at closing and what a ramp-up adds. The margin is the one of
//! [`TrancheLife::price_at_margin`](super::TrancheLife::price_at_margin), over the index of the coupon. Prices are shares of
//! notional, on the scenario's path. A guarantee has none: nobody pays a price for it; a fixed coupon has no margin.
//!
//! Example: 8 % a year for two years and 100 at the end are worth `8 / 1.1 + 108 / 1.21 = 96.5289` at a yield of 10 %.
//!
//! ```
//! use tranchet_engine::returns::{effective, price_at_yield};
//! let flows = [(1.0, 8.0), (2.0, 108.0)];
//! assert!((price_at_yield(&flows, effective(0.10, 1)) - 96.5289256).abs() < 1e-7);
//! // 10 % at two payments a year is 10.25 % effective.
//! assert!((effective(0.10, 2) - 0.1025).abs() < 1e-15);
//! ```
//!
//! Source: definitions of market practice; there is no rule text.

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;

use super::valuation::{has_index, life};
use super::{price_at_yield, years};
use crate::outcome::Outcome;

/// What an investor asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    /// A bond-equivalent yield a year.
    Yield(f64),
    /// A margin a year over the index.
    Margin(f64),
}

/// The price of a tranche at which its investor gets what is asked; none where nobody pays one.
pub fn price(deal: &Deal, outcome: &Outcome, place: usize, asked: Asked) -> Option<f64> {
    let tranche = &deal.tranches[place];
    if !tranche.protection.is_note() || tranche.placed.0 <= Decimal::ZERO {
        return None;
    }
    match asked {
        Asked::Yield(rate) => {
            let payments = deal.payments.frequency.periods_per_year().get();
            at_yield(deal, outcome, place, effective(rate, payments))
        }
        Asked::Margin(margin) => {
            let life = life(tranche, outcome, place).filter(|_| has_index(tranche));
            life?.price_at_margin(margin)
        }
    }
}

/// A yield quoted at so many payments a year, as one effective per year.
pub fn effective(bond_equivalent: f64, payments_a_year: u32) -> f64 {
    let payments = f64::from(payments_a_year);
    libm::expm1(payments * libm::log1p(bond_equivalent / payments))
}

fn at_yield(deal: &Deal, outcome: &Outcome, place: usize, irr: f64) -> Option<f64> {
    let tranche = &deal.tranches[place];
    let placed = tranche.placed.factor();
    let minor = |amount: tranchet_deal::money::Money| amount.minor() as f64;
    let mut received = Vec::new();
    let mut paid_in = vec![(0.0, minor(tranche.notional.scale_half_even(placed)))];
    for period in &outcome.periods {
        let flows = &period.tranches[place];
        let paid = years(outcome.closing, period.paid);
        received.push((years(outcome.closing, flows.premium_paid), minor(flows.premium)));
        received.push((paid, minor(flows.amortisation.scale_half_even(placed))));
        paid_in.push((paid, minor(flows.added.scale_half_even(placed))));
    }
    let notional = price_at_yield(&paid_in, irr);
    (notional > 0.0).then(|| price_at_yield(&received, irr) / notional)
}
