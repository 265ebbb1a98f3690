//! The tables of each command. To add one, write its file and name it in its command's list.

pub mod bank;
pub mod break_even;
pub mod by_tranche;
pub mod call_decision;
pub mod calls;
pub mod capital;
pub mod cliff;
mod comparison;
pub mod compute;
pub mod coupon;
pub mod coupons;
pub mod economics;
pub mod journal;
pub mod output_floor;
pub mod pool;
pub mod pool_periods;
pub mod pool_through_life;
pub mod positions;
pub mod prices;
pub mod relief;
pub mod replenishment;
pub mod returns;
pub mod scenarios;
pub mod schedule;
pub mod simulation;
mod srt;
pub(crate) mod steps;
pub mod structure;
pub mod system;
pub mod tests_made;
pub mod tranche_periods;
pub mod words;
pub mod years;
pub mod yields;

use tranchet_deal::deal::Deal;
use tranchet_engine::study::Study;

use crate::table::Table;

/// A table of a run: its name, and how it is made of a deal and its scenarios.
pub type RunTable = (&'static str, fn(&Deal, &[Study]) -> Table);

/// The tables of `run`, in the order in which they are shown.
pub const RUN_TABLES: [RunTable; 21] = [
    ("structure", |deal, _| structure::structure(deal)),
    ("scenarios", scenarios::scenarios),
    ("pool", pool_periods::pool_periods),
    ("losses", by_tranche::losses),
    ("balances", by_tranche::balances),
    ("premiums", by_tranche::premiums),
    ("returns", returns::returns),
    ("yields", yields::yields),
    ("bank", bank::bank),
    ("economics", economics::economics),
    ("profit", economics::profit),
    ("efficiency", economics::efficiency),
    ("call-decision", call_decision::call_decision),
    ("years", years::years),
    ("capital", relief::relief),
    ("coupons", coupons::coupons),
    ("tranches", tranche_periods::tranche_periods),
    ("tests", tests_made::tests_made),
    ("replenishment", replenishment::replenishment),
    ("offers", replenishment::offers),
    ("journal", journal::journal),
];

/// The scenario column, where there is more than one to tell apart.
pub(crate) fn scenario_column(studies: &[Study]) -> &'static [&'static str] {
    if studies.len() > 1 { &["*scenario"] } else { &[] }
}

/// The cell of the scenario column.
pub(crate) fn scenario_cell(studies: &[Study], study: &Study) -> Vec<crate::table::Cell> {
    if studies.len() > 1 {
        vec![crate::table::Cell::text(&study.outcome.scenario)]
    } else {
        Vec::new()
    }
}

/// Columns after the scenario's.
pub(crate) fn with_scenario<'a>(studies: &[Study], columns: &[&'a str]) -> Vec<&'a str> {
    scenario_column(studies)
        .iter()
        .copied()
        .chain(columns.iter().copied())
        .collect()
}

/// What the title says of the scenario.
pub(crate) fn titled(studies: &[Study], what: &str) -> String {
    match studies {
        [only] => format!("{what}, scenario {}", only.outcome.scenario),
        _ => what.to_owned(),
    }
}
