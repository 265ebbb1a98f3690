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
    let pool = |period: &PeriodResult| vec![period.pool.closing, period.pool.open_events];
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
        vec![
            period.pool.defaulted,
            period.pool.loss - period.pool.write_up,
            period.excess_spread.used,
        ]
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

/// Cash of the protection: premium that the bank pays on each placed tranche.
pub fn premiums(deal: &Deal, studies: &[Study]) -> Table {
    let collateral = |period: &PeriodResult| {
        vec![
            period
                .tranches
                .iter()
                .map(|flows| flows.collateral_income)
                .sum::<Money>(),
        ]
    };
    side_by_side(
        Table::new(
            "premiums",
            titled(studies, "Premium paid and collateral income"),
            deal.currency,
            &[],
        ),
        (deal, studies),
        (&["collateral income"], &collateral),
        (
            |tranche| tranche.coupon.is_some() && !tranche.placed.0.is_zero(),
            |flows| flows.premium,
        ),
    )
}

/// Figures of the pool by their titles.
type OfPool<'a> = (&'a [&'a str], &'a dyn Fn(&PeriodResult) -> Vec<Money>);
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
            row.extend(of_pool(period).into_iter().map(Cell::Money));
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
