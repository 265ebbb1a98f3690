//! Tranches side by side: one row a period, one column a tranche.

use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::tranche::Tranche;
use tranchet_engine::outcome::{PeriodResult, TrancheFlows};
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// Notional of each tranche at the end of each period, beside the performing pool.
pub fn balances(deal: &Deal, studies: &[Study]) -> Table {
    let pool = |period: &PeriodResult| {
        [period.pool.closing, period.pool.open_events]
            .map(Cell::Money)
            .to_vec()
    };
    let mut table = side_by_side(
        Table::new(
            "balances",
            titled(studies, "Balances at the end of each period"),
            deal.currency,
            &[],
        ),
        (deal, studies),
        (&["performing", "open events"], &pool),
        (|_| true, |flows| flows.closing),
    );
    table
        .notes
        .push("A call or maturity is in the table `pool` under `repaid at end`.".into());
    table
}

/// Losses of the pool and where they went: excess spread, then write-downs less write-ups of each tranche.
pub fn losses(deal: &Deal, studies: &[Study]) -> Table {
    let pool = |period: &PeriodResult| {
        let figures = [
            period.pool.defaulted,
            period.pool.loss - period.pool.write_up,
            period.excess_spread.used,
        ];
        figures.map(Cell::Money).to_vec()
    };
    side_by_side(
        Table::new(
            "losses",
            titled(studies, "Losses, net of write-ups, and who bears them"),
            deal.currency,
            &[],
        ),
        (deal, studies),
        (&["defaulted", "pool loss", "excess spread"], &pool),
        (|_| true, |flows| flows.write_down - flows.write_up),
    )
}

/// Cash of the protection: premium that the bank pays on each placed tranche, beside days and index fixings.
pub fn premiums(deal: &Deal, studies: &[Study]) -> Table {
    let first = studies.first().and_then(|study| study.outcome.periods.first());
    let indexes: Vec<&str> = first.map_or_else(Vec::new, |period| {
        period.fixings.iter().map(|(index, _)| index.0.as_str()).collect()
    });
    let has_funding = deal
        .tranches
        .iter()
        .any(|tranche| tranche.funding_value.is_some());
    let mut titles = vec!["days"];
    titles.extend(&indexes);
    titles.push("collateral income");
    titles.extend(has_funding.then_some("funding saved"));
    let beside = |period: &PeriodResult| {
        let sum = |of: fn(&TrancheFlows) -> Money| period.tranches.iter().map(of).sum::<Money>();
        let mut cells = vec![Cell::Count(period.days())];
        cells.extend(period.fixings.iter().map(|(_, rate)| Cell::Percent(rate.0, 4)));
        cells.push(Cell::Money(sum(|flows| flows.collateral_income)));
        cells.extend(has_funding.then(|| Cell::Money(sum(|flows| flows.funding_saved))));
        cells
    };
    side_by_side(
        Table::new(
            "premiums",
            titled(studies, "Premium paid, and what the cash behind it earns"),
            deal.currency,
            &[],
        ),
        (deal, studies),
        (&titles, &beside),
        (
            |tranche| tranche.coupon.is_some() && !tranche.placed.0.is_zero(),
            |flows| flows.premium,
        ),
    )
}

/// Figures of the period by their titles.
type OfPool<'a> = (&'a [&'a str], &'a dyn Fn(&PeriodResult) -> Vec<Cell>);
/// Which tranches have a column, and what it shows.
type OfTranche = (fn(&Tranche) -> bool, fn(&TrancheFlows) -> Money);

fn side_by_side(
    empty: Table,
    (deal, studies): (&Deal, &[Study]),
    (titles, of_pool): OfPool<'_>,
    (is_shown, of_tranche): OfTranche,
) -> Table {
    let shown: Vec<usize> = (0..deal.tranches.len())
        .filter(|index| is_shown(&deal.tranches[*index]))
        .collect();
    let names = shown.iter().map(|index| deal.tranches[*index].name.as_str());
    let titles: Vec<&str> = ["*period", "*date"]
        .into_iter()
        .chain(titles.iter().copied())
        .chain(names)
        .collect();
    let columns = with_scenario(studies, &titles);
    let mut table = Table::new(empty.name, empty.title, deal.currency, &columns);
    for study in studies {
        for period in &study.outcome.periods {
            let mut row = scenario_cell(studies, study);
            row.extend([Cell::Count(period.number as i64), Cell::Date(period.date)]);
            row.extend(of_pool(period));
            row.extend(
                shown
                    .iter()
                    .map(|index| Cell::Money(of_tranche(&period.tranches[*index]))),
            );
            table.push(row);
        }
    }
    table
}
