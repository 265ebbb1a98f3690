//! Scenarios side by side: one row a figure, one column a scenario.

use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_engine::outcome::PoolFlows;
use tranchet_engine::study::Study;

use crate::table::{Cell, Table};

/// What happened to the pool, to each tranche and to the bank under each scenario.
pub fn scenarios(deal: &Deal, studies: &[Study]) -> Table {
    let titles: Vec<&str> = studies
        .iter()
        .map(|study| study.outcome.scenario.as_str())
        .collect();
    let columns: Vec<&str> = std::iter::once("*figure").chain(titles).collect();
    let mut table = Table::new(
        "scenarios",
        format!("{}: scenarios", deal.name),
        deal.currency,
        &columns,
    );
    let mut row = |figure: String, cell: &dyn Fn(&Study) -> Cell| {
        table.push(
            std::iter::once(Cell::Text(figure))
                .chain(studies.iter().map(cell))
                .collect(),
        );
    };
    row("ended by".into(), &|study| {
        Cell::text(study.outcome.ended.1.name())
    });
    row("protection ended".into(), &|study| {
        Cell::of(study.outcome.protection_ended(), Cell::Date)
    });
    row("run ended".into(), &|study| Cell::Date(study.outcome.ended.0));
    row("pool: defaulted".into(), &|study| {
        total(study, |pool| pool.defaulted)
    });
    row("pool: net loss".into(), &|study| {
        total(study, |pool| pool.loss - pool.write_up)
    });
    row("pool: recovered".into(), &|study| {
        total(study, |pool| pool.recovered)
    });
    if deal.excess_spread.is_some() {
        row("excess spread used".into(), &|study| {
            Cell::Money(
                study
                    .outcome
                    .periods
                    .iter()
                    .map(|period| period.excess_spread.used)
                    .sum(),
            )
        });
    }
    for (index, tranche) in deal.tranches.iter().enumerate() {
        row(format!("{}: loss", tranche.name), &|study| {
            Cell::Money(study.tranches[index].loss)
        });
    }
    for (index, tranche) in deal
        .tranches
        .iter()
        .enumerate()
        .filter(|(_, tranche)| !tranche.placed.0.is_zero())
    {
        row(format!("{}: IRR", tranche.name), &|study| {
            Cell::of(study.tranches[index].irr, |irr| Cell::percent_of(irr, 2))
        });
    }
    row("bank: premium paid".into(), &|study| {
        Cell::Money(study.bank.premium_total)
    });
    row("bank: loss recovered".into(), &|study| {
        Cell::Money(study.bank.loss_recovered)
    });
    row("bank: net cost".into(), &|study| Cell::Money(study.bank.net_cost));
    row("bank: cost per capital".into(), &|study| {
        Cell::of(study.cost_per_capital_year(), |cost| Cell::Percent(cost, 2))
    });
    table
}

fn total(study: &Study, amount: fn(&PoolFlows) -> Money) -> Cell {
    Cell::Money(
        study
            .outcome
            .periods
            .iter()
            .map(|period| amount(&period.pool))
            .sum(),
    )
}
