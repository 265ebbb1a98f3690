//! Relief and cost year by year.

use tranchet_deal::deal::Deal;
use tranchet_engine::economics::Economics;
use tranchet_engine::study::Study;

use super::economics::{amount, found};
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
        for start in starts(&found) {
            let mut row = scenario_cell(studies, study);
            row.extend(year(study, &found, start));
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

fn year(study: &Study, found: &Economics, start: usize) -> Vec<Cell> {
    let period = &found.periods[start];
    let date = study.relief.iter().find_map(|relief| relief.dates.get(start));
    let capital = date.map(|date| &date.capital);
    let senior = capital.and_then(|capital| capital.tranches.iter().find(|tranche| tranche.senior));
    let protected = capital.map(|capital| {
        capital
            .tranches
            .iter()
            .map(|tranche| tranche.protected_exposure)
            .sum()
    });
    vec![
        Cell::Count(i64::try_from(period.year).unwrap_or_default()),
        Cell::Date(period.start),
        amount(period.pool),
        Cell::of(protected, Cell::Money),
        Cell::of(senior, |senior| Cell::percent_of(senior.attachment, 4)),
        Cell::of(senior.and_then(|senior| senior.risk_weight), |weight| {
            Cell::percent_of(weight, 4)
        }),
        Cell::of(capital, |capital| Cell::Money(capital.after.rwa)),
        Cell::of(capital, |capital| Cell::Money(capital.relief.rwa)),
        Cell::of(capital, |capital| Cell::Money(capital.relief.capital)),
        amount(found.year(period.year).net()),
    ]
}
