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

#[cfg(test)]
mod tests {
    use tranchet_deal::file::{InMemory, read_deal, read_scenario};

    use super::*;
    use crate::run::run;

    /// One loan repaid after two years of 365 days, notes that cover all of it, years of 30/360.
    fn prices(coupon: &str, asked: Asked) -> Option<f64> {
        let text = format!(
            "tranchet: 1\nname: Two years\ncurrency: USD\nclosing: 2025-06-30\nscheduled_maturity: 2027-06-30\n\
             payments: {{ frequency: annual, first: 2026-06-30, day_count: 30/360 }}\n\
             pool: {{ balance: 100m, count: 1, maturity: 2027-06-30 }}\n\
             tranches: [ {{ name: all, attachment: 0%, detachment: 100%, coupon: {coupon}, price: 98% }} ]\n\
             amortisation: {{ principal: sequential }}\n"
        );
        let files = InMemory::default();
        let deal = read_deal("deal.yaml", &text, &files).unwrap_or_else(|problems| panic!("{problems}"));
        let assumed = "tranchet: 1\nname: flat\nrates: { SOFR: 4% }\n";
        let scenario = read_scenario("flat.yaml", assumed, &files, deal.deal.currency);
        let scenario = scenario.unwrap_or_else(|problems| panic!("{problems}")).scenario;
        let outcome = run(&deal.deal, &scenario, &mut ()).unwrap_or_else(|errors| panic!("{errors:?}"));
        price(&deal.deal, &outcome, 0, asked)
    }

    fn assert_near(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
    }

    /// 8 and 108, after one year and two: 8 / 1.1 + 108 / 1.21 = 96.52892561983471 per cent, at 8 % par.
    #[test]
    fn a_yield_prices_a_bullet_in_closed_form() {
        assert_near(prices("8% fixed", Asked::Yield(0.10)), 0.08 / 1.1 + 1.08 / 1.21);
        assert_near(prices("8% fixed", Asked::Yield(0.08)), 1.0);
    }

    /// 10 and 110 at an index of 4 % and a margin of 8 %: 10 / 1.12 + 110 / 1.2544; at its own spread par.
    #[test]
    fn a_margin_prices_a_floater_in_closed_form() {
        assert_near(
            prices("SOFR + 6%", Asked::Margin(0.08)),
            0.10 / 1.12 + 1.10 / 1.2544,
        );
        assert_near(prices("SOFR + 6%", Asked::Margin(0.06)), 1.0);
        assert_eq!(prices("8% fixed", Asked::Margin(0.06)), None);
    }
}
