//! Relief and cost year by year.

use chrono::NaiveDate;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_engine::capital::{Capital, TrancheCapital};
use tranchet_engine::economics::Economics;
use tranchet_engine::study::Study;

use super::economics::{found, money_of};
use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

const COLUMNS: [&str; 10] = [
    "year",
    "*from",
    "pool",
    "protected",
    "attachment",
    "risk weight",
    "RWA after",
    "RWA relieved",
    "capital released",
    "net cost",
];

/// Balances, weight of the senior tranche and relief at the start of each year of the deal, and the year's net cost.
pub fn years(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(studies, &COLUMNS);
    let title = titled(studies, "Relief and cost by year");
    let mut table = Table::new("years", title, deal.currency, &columns);
    for (study, found) in found(deal, studies) {
        for year in years_of(study, &found) {
            let mut row = scenario_cell(studies, study);
            row.extend(cells(&year));
            table.push(row);
        }
    }
    table.notes.push(
        "At the start of each year; attachment and risk weight are those of the most senior tranche with anything \
         outstanding. Net cost is of the year, without upfront costs."
            .to_owned(),
    );
    table
}

/// The first period of each year.
fn starts(found: &Economics) -> Vec<usize> {
    let is_first = |place: &usize| *place == 0 || found.periods[place - 1].year != found.periods[*place].year;
    (0..found.periods.len()).filter(is_first).collect()
}

/// A year of the deal: the balances and relief at its start, and what it costs.
pub(crate) struct Year<'s> {
    /// From 1.
    pub year: usize,
    pub from: NaiveDate,
    /// Performing balance.
    pub pool: Money,
    /// None on a date without relief.
    pub capital: Option<&'s Capital>,
    /// Without upfront costs.
    pub net_cost: Money,
}

impl Year<'_> {
    /// The most senior tranche with anything outstanding.
    pub fn senior(&self) -> Option<&TrancheCapital> {
        self.capital?.tranches.iter().find(|tranche| tranche.senior)
    }

    /// What protection covers.
    pub fn protected(&self) -> Option<Money> {
        let tranches = &self.capital?.tranches;
        Some(tranches.iter().map(|tranche| tranche.protected_exposure).sum())
    }
}

/// The years of a run.
pub(crate) fn years_of<'s>(study: &'s Study, found: &Economics) -> Vec<Year<'s>> {
    let relief = study.relief.as_ref().ok();
    let year = |start: usize| {
        let period = &found.periods[start];
        let date = relief.and_then(|relief| relief.dates.get(start));
        Year {
            year: period.year,
            from: period.start,
            pool: money_of(period.pool),
            capital: date.map(|date| &date.capital),
            net_cost: money_of(found.year(period.year).net()),
        }
    };
    starts(found).into_iter().map(year).collect()
}

fn cells(year: &Year) -> Vec<Cell> {
    let senior = year.senior();
    vec![
        Cell::Count(i64::try_from(year.year).unwrap_or_default()),
        Cell::Date(year.from),
        Cell::Money(year.pool),
        Cell::of(year.protected(), Cell::Money),
        Cell::of(senior, |senior| Cell::percent_of(senior.attachment, 4)),
        Cell::of(senior.and_then(|senior| senior.risk_weight), |weight| {
            Cell::percent_of(weight, 4)
        }),
        Cell::of(year.capital, |capital| Cell::Money(capital.after.rwa)),
        Cell::of(year.capital, |capital| Cell::Money(capital.relief.rwa)),
        Cell::of(year.capital, |capital| Cell::Money(capital.relief.capital)),
        Cell::Money(year.net_cost),
    ]
}
