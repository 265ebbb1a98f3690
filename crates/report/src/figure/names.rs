//! The figures that have a name of their own.

use rust_decimal::Decimal;
use tranchet_deal::file::Problems;
use tranchet_deal::money::Money;
use tranchet_engine::outcome::PoolFlows;

use super::Results;
use crate::table::Cell;

/// A figure of a deal, read from a result.
type OfDeal = fn(&dyn Results) -> Result<Cell, Problems>;

/// A figure of a tranche, by its number, senior first.
type OfTranche = fn(&dyn Results, usize) -> Result<Cell, Problems>;

/// Figures of a deal.
pub const OF_DEAL: &[(&str, OfDeal)] = &[
    ("relief", |of| Ok(Cell::Money(of.closing()?.relief.rwa))),
    ("relief ratio", |of| {
        Ok(Cell::Percent(of.closing()?.relief.ratio.0, 2))
    }),
    ("capital relief", |of| {
        Ok(Cell::Money(of.closing()?.relief.capital))
    }),
    ("rwa before", |of| Ok(Cell::Money(of.closing()?.before.rwa))),
    ("rwa after", |of| Ok(Cell::Money(of.closing()?.after.rwa))),
    ("capital before", |of| {
        Ok(Cell::Money(of.closing()?.before.capital))
    }),
    ("capital after", |of| Ok(Cell::Money(of.closing()?.after.capital))),
    ("srt", |of| Ok(Cell::of(of.closing()?.srt.recognised, Cell::Flag))),
    ("cost per capital", |of| {
        let cost = of.life()?.cost_per_capital_year(of.bank()?.net_cost);
        Ok(Cell::of(cost, |cost| Cell::Percent(cost, 2)))
    }),
    ("net cost", |of| Ok(Cell::Money(of.bank()?.net_cost))),
    ("premium total", |of| Ok(Cell::Money(of.bank()?.premium_total))),
    ("collateral income", |of| {
        Ok(Cell::Money(of.bank()?.collateral_income))
    }),
    ("loss recovered", |of| Ok(Cell::Money(of.bank()?.loss_recovered))),
    ("costs", |of| Ok(Cell::Money(of.bank()?.costs))),
    ("pool loss", |of| total(of, |flows| flows.loss - flows.write_up)),
    ("pool defaulted", |of| total(of, |flows| flows.defaulted)),
    ("ended", |of| Ok(Cell::Date(of.outcome()?.ended.0))),
    ("ended by", |of| Ok(Cell::text(of.outcome()?.ended.1.name()))),
];

/// Figures of a tranche.
pub const OF_TRANCHE: &[(&str, OfTranche)] = &[
    ("irr", |of, tranche| {
        Ok(Cell::of(of.tranches()?[tranche].irr, |irr| {
            Cell::percent_of(irr, 2)
        }))
    }),
    ("loss", |of, tranche| {
        Ok(Cell::Money(of.tranches()?[tranche].loss))
    }),
    ("loss ratio", |of, tranche| {
        Ok(Cell::Percent(of.tranches()?[tranche].loss_ratio.0, 2))
    }),
    ("wal", |of, tranche| {
        Ok(Cell::of(of.tranches()?[tranche].wal_years, |wal| {
            Cell::number_of(wal, 2)
        }))
    }),
    ("premium", |of, tranche| {
        Ok(Cell::Money(of.tranches()?[tranche].premium_total))
    }),
    ("first loss date", |of, tranche| {
        Ok(Cell::of(of.tranches()?[tranche].first_loss_date, Cell::Date))
    }),
    ("notional", |of, tranche| {
        Ok(Cell::Money(of.deal().tranches[tranche].notional))
    }),
    ("attachment", |of, tranche| Ok(points(of, tranche).0)),
    ("detachment", |of, tranche| Ok(points(of, tranche).1)),
    ("thickness", |of, tranche| Ok(points(of, tranche).2)),
    ("risk weight", |of, tranche| {
        let weight = of.closing()?.tranches[tranche].risk_weight;
        Ok(Cell::of(weight, |weight| Cell::percent_of(weight, 2)))
    }),
    ("risk weight formula", |of, tranche| {
        let weight = of.closing()?.tranches[tranche].risk_weight_formula;
        Ok(Cell::of(weight, |weight| Cell::percent_of(weight, 2)))
    }),
    ("rwa", |of, tranche| {
        Ok(Cell::Money(of.closing()?.tranches[tranche].rwa))
    }),
];

/// Attachment, detachment, and the one less the other.
fn points(of: &dyn Results, tranche: usize) -> (Cell, Cell, Cell) {
    let tranche = &of.deal().tranches[tranche];
    let percent = |points: Decimal| Cell::Percent(points, 3);
    let (attachment, detachment) = (tranche.attachment.0, tranche.detachment.0);
    (
        percent(attachment),
        percent(detachment),
        percent(detachment - attachment),
    )
}

fn total(of: &dyn Results, amount: fn(&PoolFlows) -> Money) -> Result<Cell, Problems> {
    let periods = of.outcome()?.periods.iter();
    Ok(Cell::Money(periods.map(|period| amount(&period.pool)).sum()))
}
