//! The pool period by period.

use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_engine::outcome::PeriodResult;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// A column of the table and what it shows of a period.
type Flow = (&'static str, fn(&PeriodResult) -> Money);

const FLOWS: [Flow; 12] = [
    ("opening", |period| period.pool.opening),
    ("defaulted", |period| period.pool.defaulted),
    ("scheduled", |period| period.pool.scheduled),
    ("prepaid", |period| period.pool.prepaid),
    ("replenished", |period| period.pool.replenished),
    ("repaid at end", |period| period.pool.repaid_at_end),
    ("closing", |period| period.pool.closing),
    ("recovered", |period| period.pool.recovered),
    ("open events", |period| period.pool.open_events),
    ("held", |period| period.pool.held),
    ("loss", |period| period.pool.loss),
    ("write-up", |period| period.pool.write_up),
];

const EXCESS_SPREAD: [Flow; 4] = [
    ("spread available", |period| period.excess_spread.available),
    ("spread used", |period| period.excess_spread.used),
    ("spread lost", |period| period.excess_spread.lost),
    ("spread trapped", |period| period.excess_spread.trapped),
];

/// Shown where there is any.
const CHANGES: [Flow; 4] = [
    ("added", |period| period.pool.added),
    ("removed", |period| period.pool.removed),
    ("removed events", |period| period.pool.removed_events),
    ("reversed loss", |period| period.pool.reversed),
];

/// Balances, principal, losses and excess spread of each period.
pub fn pool_periods(deal: &Deal, studies: &[Study]) -> Table {
    let spread: &[Flow] = if deal.excess_spread.is_some() {
        &EXCESS_SPREAD
    } else {
        &[]
    };
    let periods = || studies.iter().flat_map(|study| &study.outcome.periods);
    let happened = |(_, flow): &&Flow| periods().any(|period| flow(period) > Money::ZERO);
    let changes = CHANGES.iter().filter(happened);
    let flows: Vec<&Flow> = FLOWS.iter().chain(changes).chain(spread).collect();
    let titles: Vec<&str> = ["*period", "*date"]
        .into_iter()
        .chain(flows.iter().map(|(title, _)| *title))
        .collect();
    let columns = with_scenario(studies, &titles);
    let mut table = Table::new("pool", titled(studies, "Protected pool"), deal.currency, &columns);
    for study in studies {
        for period in &study.outcome.periods {
            let mut row = scenario_cell(studies, study);
            row.extend([Cell::Count(period.number as i64), Cell::Date(period.date)]);
            row.extend(flows.iter().map(|(_, flow)| Cell::Money(flow(period))));
            table.push(row);
        }
    }
    table
}
