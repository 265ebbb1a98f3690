//! The life of a tranche as its investor sees it: what is outstanding, paid, repaid and lost in each period.
//!
//! Discounting runs along an index, period by period: `DF_t = Π 1 / (1 + (R_t + m) Δ_t)` with `R_t` the index of
//! the period as the scenario has it, `Δ_t` its length by the deal's day count, and `m` a margin, for fair spreads
//! nought. The index is that of the tranche's coupon; a fixed coupon takes the first index that the deal reads,
//! and without one nothing is discounted and no spread is told. A period's flows count on its payment date;
//! payment lags are left to the internal rate of return.
//!
//! ```text
//! annuity       Σ DF_t B_t Δ_t / B_0                 per unit of notional at closing
//! fair spread   Σ DF_t WD_t / Σ DF_t B_t Δ_t         WD: write-downs less write-ups; B: notional at the start
//! margin m      Σ (premium_t + principal_t) DF_t(m) = price B_0
//! ```
//!
//! Example: 100 at par over an index of 4 %, which pays 14 % for two years and loses 5 in the second: the fair spread is
//! `5 / 1.04² / (100 / 1.04 + 100 / 1.04²) = 2.4510 %`.
//!
//! ```
//! use tranchet_engine::returns::{LifePeriod, TrancheLife};
//! let year = |loss, principal| LifePeriod {
//!     length_years: 1.0, calendar_years: 1.0, index: Some(0.04), opening: 100.0, added: 0.0, premium: 14.0, principal, loss,
//! };
//! let life = TrancheLife { initial: 100.0, periods: vec![year(0.0, 0.0), year(5.0, 95.0)] };
//! assert!((life.fair_spread().unwrap() - 0.0245098).abs() < 1e-7);
//! let margin = life.discount_margin(1.0).unwrap();
//! assert!((life.price_at_margin(margin).unwrap() - 1.0).abs() < 1e-12);
//! ```
//!
//! Source: definitions of market practice; there is no rule text.

use tranchet_deal::money::Money;

use crate::outcome::{Outcome, PeriodResult};

/// A period of a tranche, amounts in minor units of all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LifePeriod {
    /// Length by the deal's day count.
    pub length_years: f64,
    /// From payment date to payment date, of 365 days.
    pub calendar_years: f64,
    /// The index that discounts, per year.
    pub index: Option<f64>,
    /// Notional at the start.
    pub opening: f64,
    /// Paid in by investors during a ramp-up.
    pub added: f64,
    /// Premium.
    pub premium: f64,
    /// Principal repaid.
    pub principal: f64,
    /// Write-downs less write-ups.
    pub loss: f64,
}

/// A tranche through life.
#[derive(Clone, Debug, PartialEq)]
pub struct TrancheLife {
    /// Notional at closing.
    pub initial: f64,
    /// Its periods, in order.
    pub periods: Vec<LifePeriod>,
}

impl TrancheLife {
    /// The life of the tranche at a place, premium grossed up from its placed share; none where nothing is placed.
    pub fn of(outcome: &Outcome, place: usize, initial: Money, placed: f64) -> Option<TrancheLife> {
        let periods = outcome
            .periods
            .iter()
            .map(|period| life_period(period, place, placed));
        (placed > 0.0).then(|| TrancheLife {
            initial: minor(initial),
            periods: periods.collect(),
        })
    }

    /// Notional outstanding times years, over notional at closing: written-down time counts until the write-down.
    pub fn average_life_years(&self) -> Option<f64> {
        let outstanding: f64 = self
            .periods
            .iter()
            .map(|period| period.opening * period.calendar_years)
            .sum();
        over(outstanding, self.initial)
    }

    /// The value today of one a year on what is outstanding, per unit of notional at closing.
    pub fn annuity_years(&self) -> Option<f64> {
        over(
            self.discounted(|period| period.opening * period.length_years)?,
            self.initial,
        )
    }

    /// The spread that pays for the losses of this path and no more.
    pub fn fair_spread(&self) -> Option<f64> {
        let losses = self.discounted(|period| period.loss)?;
        over(
            losses,
            self.discounted(|period| period.opening * period.length_years)?,
        )
    }

    /// What the coupon pays over `index_share` of the index, on average over the discounted life.
    pub fn promised_spread(&self, index_share: f64) -> Option<f64> {
        let credit = self.discounted(|period| {
            period.premium
                - index_share * period.index.unwrap_or_default() * period.opening * period.length_years
        })?;
        over(
            credit,
            self.discounted(|period| period.opening * period.length_years)?,
        )
    }

    /// The price, as a share of notional at closing, at which the flows return the index and a margin.
    pub fn price_at_margin(&self, margin: f64) -> Option<f64> {
        let mut factor = 1.0;
        let mut value = 0.0;
        for period in &self.periods {
            let growth = 1.0 + (period.index? + margin) * period.length_years;
            if growth <= 0.0 {
                return None;
            }
            factor /= growth;
            value += factor * (period.premium + period.principal - period.added);
        }
        over(value, self.initial)
    }

    /// The margin over the index at which the flows are worth a price; none when nothing comes back.
    pub fn discount_margin(&self, price: f64) -> Option<f64> {
        let price_at = |margin| self.price_at_margin(margin);
        let mut low = self.least_margin()?;
        let mut high = low + 1.0;
        while price_at(high)? > price {
            high = low + 2.0 * (high - low);
            if high > MARGIN_MAX {
                return None;
            }
        }
        // Just above the least margin the flows are worth more than any price, or there are none.
        let floor = low;
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                return (low > floor).then_some(middle);
            }
            match price_at(middle) {
                Some(value) if value <= price => high = middle,
                Some(_) | None => low = middle,
            }
        }
    }

    /// The margin at which a period would discount by infinity.
    fn least_margin(&self) -> Option<f64> {
        let mut least = f64::NEG_INFINITY;
        for period in self.periods.iter().filter(|period| period.length_years > 0.0) {
            least = least.max(-1.0 / period.length_years - period.index?);
        }
        least.is_finite().then_some(least)
    }

    /// A sum along the index; none where a period has none.
    fn discounted(&self, amount: impl Fn(&LifePeriod) -> f64) -> Option<f64> {
        let mut factor = 1.0;
        let mut sum = 0.0;
        for period in &self.periods {
            factor /= 1.0 + period.index? * period.length_years;
            sum += factor * amount(period);
        }
        Some(sum)
    }
}

/// Margins above this are no price.
const MARGIN_MAX: f64 = 1e9;

fn life_period(period: &PeriodResult, place: usize, placed: f64) -> LifePeriod {
    let flows = &period.tranches[place];
    let index = flows.index_rate.or(period.fixings.first().map(|(_, rate)| *rate));
    LifePeriod {
        length_years: period.length.try_into().unwrap_or_default(),
        calendar_years: period.days() as f64 / 365.0,
        index: index.map(|rate| rate.factor().to_f64()),
        opening: minor(flows.opening),
        added: minor(flows.added),
        premium: minor(flows.premium) / placed,
        principal: minor(flows.amortisation),
        loss: minor(flows.write_down - flows.write_up),
    }
}

fn minor(amount: Money) -> f64 {
    amount.minor() as f64
}

fn over(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}
