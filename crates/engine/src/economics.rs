//! The economics of a deal for its bank: what protection costs per unit of capital, and when to end it.
//!
//! ```text
//! gross cost      premium - collateral income - funding saved
//! net cost        gross cost + running costs - losses recovered
//! cost of capital net cost / Σ capital released x years                          a year, or life
//! discounted      (upfront + Σ DF_t net_t) / Σ DF_t capital_t x years_t          DF_t = Π 1 / (1 + R_t Δ_t)
//! make-whole      Σ_{t > τ} gross_t DF_t / DF_τ, until the first date on which the bank may call
//! ```
//!
//! Capital of a period is what closing or the payment date before it released. `R_t` is the first index that the deal
//! reads; a deal without one is not discounted. A rational bank calls on the first date on which the next period's net
//! cost over the capital that it releases, both per year, passes a hurdle. A call in the scenario ends the
//! figures: to see all dates the scenario exercises none.
//!
//! Example: 12.5 of premium, 0.15 of costs and 3.9998 of losses recovered in a year that releases 99:
//!
//! ```
//! use tranchet_engine::economics::Cost;
//! let year = Cost { gross: 12.5, costs: 0.15, recovered: 3.9998, capital_years: 99.0, ..Cost::default() };
//! assert!((year.net() - 8.6502).abs() < 1e-12);
//! assert!((year.per_capital().unwrap() - 0.087376).abs() < 1e-6);
//! ```
//!
//! Source: definitions of market practice; there is no rule text.

mod profit;

use chrono::{Months, NaiveDate};
use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;

use crate::outcome::{Outcome, PeriodResult};
use crate::relief::{DatedCapital, ReliefThroughLife};
pub use profit::{Profit, Profits};

/// What a bank asks of its capital where the deal does not say, per year.
pub const HURDLE: f64 = 0.12;

/// What protection costs over some time, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Premium less collateral income and funding saved.
    pub gross: f64,
    /// Running costs; over life the upfront ones too.
    pub costs: f64,
    /// Losses that protection paid.
    pub recovered: f64,
    /// Risk-weighted assets relieved times years.
    pub rwa_years: f64,
    /// Capital released times years.
    pub capital_years: f64,
    /// Notional protected times years.
    pub protected_years: f64,
}

impl Cost {
    /// Gross cost and costs less losses recovered.
    pub fn net(&self) -> f64 {
        self.gross + self.costs - self.recovered
    }

    /// Net cost per capital released and year; none when nothing is released.
    pub fn per_capital(&self) -> Option<f64> {
        over(self.net(), self.capital_years)
    }

    /// Both, the other taken a number of times.
    #[must_use]
    pub fn plus(self, other: Cost, times: f64) -> Cost {
        Cost {
            gross: self.gross + times * other.gross,
            costs: self.costs + times * other.costs,
            recovered: self.recovered + times * other.recovered,
            rwa_years: self.rwa_years + times * other.rwa_years,
            capital_years: self.capital_years + times * other.capital_years,
            protected_years: self.protected_years + times * other.protected_years,
        }
    }
}

/// A period of the bank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BankPeriod {
    /// Its start: closing or the payment date before.
    pub start: NaiveDate,
    /// Its payment date.
    pub date: NaiveDate,
    /// Year of the deal in which it starts, from 1.
    pub year: usize,
    /// Its length by the deal's day count.
    pub years: f64,
    /// Value at closing of one paid on its date; none without an index.
    pub discount: Option<f64>,
    /// What it costs.
    pub cost: Cost,
    /// Performing balance at its start.
    pub pool: f64,
    /// Losses of the pool less write-ups.
    pub pool_loss: f64,
}

/// The economics of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Economics {
    /// The periods, in order.
    pub periods: Vec<BankPeriod>,
    /// Costs at closing.
    pub upfront: f64,
    /// First date on which the bank may call, clean-up apart.
    pub first_call: Option<NaiveDate>,
    /// What the bank asks of its capital, per year.
    pub hurdle: f64,
}

/// Whether to end the protection on a payment date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CallDecision {
    /// The date.
    pub date: NaiveDate,
    /// Whether the time call may be made.
    pub may_call: bool,
    /// What the next period costs.
    pub next: Cost,
    /// The same per capital released and year.
    pub next_per_capital: Option<f64>,
    /// Whether that passes the hurdle.
    pub above_hurdle: bool,
    /// Discounted cost per capital released and year if it is ended here.
    pub life_cost: Option<f64>,
    /// Value on the date of the gross cost that a call without a right takes from investors; none without an index.
    pub make_whole: Option<f64>,
}

impl Economics {
    /// The economics of a run whose relief is known.
    pub fn of(deal: &Deal, outcome: &Outcome, relief: &ReliefThroughLife) -> Economics {
        let mut discount = Some(1.0);
        let dated = outcome.periods.iter().zip(&relief.dates);
        let periods = dated.map(|(period, capital)| {
            let index = period.fixings.first().map(|(_, rate)| rate.factor().to_f64());
            let years = number(period.length);
            discount = discount
                .zip(index)
                .map(|(before, index)| before / (1.0 + index * years));
            bank_period(deal, period, capital, discount)
        });
        let cost_of_equity = deal.capital.as_ref().and_then(|terms| terms.cost_of_equity);
        Economics {
            periods: periods.collect(),
            upfront: minor(deal.costs.upfront),
            first_call: deal.calls.time.map(|call| call.date),
            hurdle: cost_of_equity.map_or(HURDLE, |rate| rate.factor().to_f64()),
        }
    }

    /// What a year of the deal costs, upfront costs apart.
    pub fn year(&self, year: usize) -> Cost {
        let within = self.periods.iter().filter(|period| period.year == year);
        within.fold(Cost::default(), |sum, period| sum.plus(period.cost, 1.0))
    }

    /// The cost of the first periods, with upfront costs.
    pub fn until(&self, periods: usize) -> Cost {
        let upfront = Cost {
            costs: self.upfront,
            ..Cost::default()
        };
        let first = self.periods.iter().take(periods);
        first.fold(upfront, |sum, period| sum.plus(period.cost, 1.0))
    }

    /// The same with every period discounted to closing; none without an index.
    pub fn until_discounted(&self, periods: usize) -> Option<Cost> {
        let upfront = Cost {
            costs: self.upfront,
            ..Cost::default()
        };
        let mut first = self.periods.iter().take(periods);
        first.try_fold(upfront, |sum, period| {
            Some(sum.plus(period.cost, period.discount?))
        })
    }

    /// The decision on every payment date but the last.
    pub fn call_decisions(&self) -> Vec<CallDecision> {
        (1..self.periods.len()).map(|next| self.decision(next)).collect()
    }

    /// The first date on which the next period costs more than the hurdle.
    pub fn rational_call(&self) -> Option<NaiveDate> {
        let decisions = self.call_decisions();
        decisions
            .iter()
            .find(|decision| decision.above_hurdle)
            .map(|decision| decision.date)
    }

    fn decision(&self, next: usize) -> CallDecision {
        let (before, period) = (&self.periods[next - 1], &self.periods[next]);
        let next_per_capital = period.cost.per_capital();
        CallDecision {
            date: before.date,
            may_call: self.first_call.is_some_and(|first| first <= before.date),
            next: period.cost,
            next_per_capital,
            above_hurdle: next_per_capital.is_some_and(|cost| cost > self.hurdle),
            life_cost: self.until_discounted(next).and_then(|cost| cost.per_capital()),
            make_whole: self.make_whole(next),
        }
    }

    /// Gross cost from a period on until the bank may call, or to the end where it never may.
    fn make_whole(&self, next: usize) -> Option<f64> {
        let today = self.periods[next - 1].discount?;
        let owed = self.periods[next..]
            .iter()
            .filter(|period| self.first_call.is_none_or(|first| period.date <= first));
        owed.map(|period| Some(period.cost.gross * period.discount? / today))
            .sum()
    }
}

fn bank_period(
    deal: &Deal,
    period: &PeriodResult,
    capital: &DatedCapital,
    discount: Option<f64>,
) -> BankPeriod {
    let years = number(period.length);
    let flows = || period.tranches.iter().zip(&deal.tranches);
    let earned = |(flows, _): (&crate::outcome::TrancheFlows, _)| {
        minor(flows.premium - flows.collateral_income - flows.funding_saved)
    };
    let recovered = flows().map(|(flows, tranche)| {
        minor((flows.write_down - flows.write_up).scale_half_even(tranche.placed.factor()))
    });
    let protected = flows().map(|(flows, tranche)| minor(flows.opening) * tranche.placed.factor().to_f64());
    let relief = &capital.capital.relief;
    BankPeriod {
        start: period.accrual_start,
        date: period.date,
        year: year_of(deal.closing, period.accrual_start),
        years,
        discount,
        cost: Cost {
            gross: flows().map(earned).sum(),
            costs: minor(period.costs),
            recovered: recovered.sum(),
            rwa_years: minor(relief.rwa) * years,
            capital_years: minor(relief.capital) * years,
            protected_years: protected.sum::<f64>() * years,
        },
        pool: minor(period.pool.opening),
        pool_loss: minor(period.pool.loss - period.pool.write_up),
    }
}

/// The year of the deal in which a date lies; one that a business day moved to just before an anniversary counts after.
fn year_of(closing: NaiveDate, date: NaiveDate) -> usize {
    let moved = date + chrono::Days::new(7);
    let begun = |year: &u32| {
        closing
            .checked_add_months(Months::new(12 * year))
            .is_some_and(|day| day <= moved)
    };
    1 + (1..).take_while(begun).count()
}

/// A ratio of two amounts; none over nought.
pub fn over(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

fn minor(amount: Money) -> f64 {
    amount.minor() as f64
}

fn number(decimal: rust_decimal::Decimal) -> f64 {
    decimal.to_f64().unwrap_or_default()
}
