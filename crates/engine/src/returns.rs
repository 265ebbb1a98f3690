//! Returns: what each tranche pays its investor, and what the deal costs the bank.
//!
//! Investor: a funded note's flows are minus notional × placed × price at closing, then premium and amortisation
//! × placed; the internal rate of return is effective per year, on actual days over 365. Weighted-average life
//! counts repaid principal only, in years of 365 days. Bank: net running cost = premium − collateral income −
//! funding saved; net cost = net running cost + costs − losses recovered.

mod irr;
mod life;
mod price;
mod valuation;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;
use tranchet_deal::tranche::Tranche;

use crate::outcome::{Outcome, TrancheFlows, ratio};
pub use irr::irr;
pub use life::{LifePeriod, TrancheLife};
pub use price::{Asked, effective, price};
pub use valuation::{Valuation, bond_equivalent, price_at_yield, value_tranches};

/// What a tranche returns over a run.
#[derive(Clone, Debug, PartialEq)]
pub struct TrancheReturns {
    /// Name of the tranche.
    pub name: String,
    /// Notional at closing.
    pub initial: Money,
    /// Write-downs less write-ups.
    pub loss: Money,
    /// Loss over notional at closing.
    pub loss_ratio: Ratio,
    /// Weighted-average life of repaid principal; none when nothing is repaid.
    pub wal_years: Option<f64>,
    /// Internal rate of return of a funded note's placed share; none when no flow is positive.
    pub irr: Option<f64>,
    /// Paid on the placed share.
    pub premium_total: Money,
    /// Payment date of the first write-down.
    pub first_loss_date: Option<NaiveDate>,
}

/// What a run costs the bank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BankReturns {
    /// Premium on all tranches.
    pub premium_total: Money,
    /// Earned by the cash behind funded tranches.
    pub collateral_income: Money,
    /// Term funding that the cash of funded tranches saves the bank where it holds it.
    pub funding_saved: Money,
    /// Premium less collateral income and funding saved.
    pub net_running_cost: Money,
    /// Write-downs less write-ups of placed shares.
    pub loss_recovered: Money,
    /// Upfront and running costs.
    pub costs: Money,
    /// Premium and costs, less collateral income, funding saved and losses recovered.
    pub net_cost: Money,
}

/// Returns of every tranche, senior first.
pub fn tranche_returns(deal: &Deal, outcome: &Outcome) -> Vec<TrancheReturns> {
    deal.tranches
        .iter()
        .enumerate()
        .map(|(index, tranche)| tranche_return(tranche, index, outcome))
        .collect()
}

/// What the run costs the bank.
pub fn bank_returns(deal: &Deal, outcome: &Outcome) -> BankReturns {
    let sum = |amount: fn(&TrancheFlows) -> Money| -> Money {
        outcome
            .periods
            .iter()
            .flat_map(|period| period.tranches.iter().map(amount))
            .sum()
    };
    let premium_total = sum(|flows| flows.premium);
    let collateral_income = sum(|flows| flows.collateral_income);
    let loss_recovered = outcome
        .periods
        .iter()
        .flat_map(|period| period.tranches.iter().zip(&deal.tranches))
        .map(|(flows, tranche)| (flows.write_down - flows.write_up).scale_half_even(tranche.placed.factor()))
        .sum();
    let running: Money = outcome.periods.iter().map(|period| period.costs).sum();
    let costs = deal.costs.upfront + running;
    let funding_saved = sum(|flows| flows.funding_saved);
    let net_running_cost = premium_total - collateral_income - funding_saved;
    let net_cost = net_running_cost + costs - loss_recovered;
    BankReturns {
        premium_total,
        collateral_income,
        funding_saved,
        net_running_cost,
        loss_recovered,
        costs,
        net_cost,
    }
}

fn tranche_return(tranche: &Tranche, index: usize, outcome: &Outcome) -> TrancheReturns {
    let flows = || {
        outcome
            .periods
            .iter()
            .map(move |period| (period, &period.tranches[index]))
    };
    let loss = flows().map(|(_, flow)| flow.write_down - flow.write_up).sum();
    TrancheReturns {
        name: tranche.name.clone(),
        initial: tranche.notional,
        loss,
        loss_ratio: Ratio(ratio(loss, tranche.notional)),
        wal_years: wal(
            outcome.closing,
            flows().map(|(period, flow)| (period.date, flow.amortisation, flow.added)),
        ),
        irr: dated_flows(tranche, index, outcome).and_then(|flows| irr(&flows)),
        premium_total: flows().map(|(_, flow)| flow.premium).sum(),
        first_loss_date: flows()
            .find(|(_, flow)| flow.write_down > Money::ZERO)
            .map(|(period, _)| period.date),
    }
}

/// Years from closing to a date, of 365 days.
fn years(closing: NaiveDate, date: NaiveDate) -> f64 {
    (date - closing).num_days() as f64 / 365.0
}

/// What is repaid and what is added on each date; an addition is outstanding from its own date on.
fn wal(closing: NaiveDate, flows: impl Iterator<Item = (NaiveDate, Money, Money)>) -> Option<f64> {
    let (weighted, total) = flows.fold((0.0, 0.0), |(weighted, total), (date, repaid, added)| {
        let (repaid, added) = (repaid.minor() as f64, added.minor() as f64);
        (weighted + years(closing, date) * (repaid - added), total + repaid)
    });
    (total > 0.0).then(|| weighted / total)
}

/// What the investor of a note's placed share pays and receives, in years from closing and minor units; none for
/// other protection.
fn dated_flows(tranche: &Tranche, index: usize, outcome: &Outcome) -> Option<Vec<(f64, f64)>> {
    if !tranche.protection.is_note() || tranche.placed.0 <= Decimal::ZERO {
        return None;
    }
    let placed = tranche.placed.factor();
    let paid_in = |notional: Money| notional.scale_half_even(placed * tranche.price.factor());
    let mut flows = vec![(0.0, -(paid_in(tranche.notional).minor() as f64))];
    for period in &outcome.periods {
        let flow = &period.tranches[index];
        let principal = flow.amortisation.scale_half_even(placed) - paid_in(flow.added);
        let mut push =
            |date, amount: Money| flows.push((years(outcome.closing, date), amount.minor() as f64));
        if flow.premium_paid == period.paid {
            push(period.paid, flow.premium + principal);
        } else {
            push(flow.premium_paid, flow.premium);
            push(period.paid, principal);
        }
    }
    Some(flows)
}
