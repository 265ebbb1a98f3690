//! Several regimes side by side: approaches, risk weights, relief and tests.

use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_engine::capital::TrancheCapital;
use tranchet_engine::capital::error::approach_name;

use super::capital::{RegimeCapital, given_note, recalled_note, rules_note, titled};
use super::srt;
use crate::table::{Cell, Table};

/// A figure of a regime.
type Row = (&'static str, fn(&RegimeCapital) -> Cell);
/// A figure of a tranche.
type TrancheRow = (&'static str, fn(&TrancheCapital) -> Cell);

const OF_TRANCHES: [TrancheRow; 3] = [
    ("approach", |tranche| {
        Cell::of(tranche.approach, |approach| Cell::text(approach_name(approach)))
    }),
    ("p", |tranche| Cell::of(tranche.p, |p| Cell::number_of(p, 2))),
    ("risk weight", |tranche| {
        Cell::of(tranche.risk_weight, |weight| Cell::percent_of(weight, 2))
    }),
];

const OF_POOLS: [Row; 3] = [
    ("pool exposure", |regime| {
        Cell::Money(regime.closing.pool.exposure)
    }),
    ("capital charge K", |regime| {
        Cell::percent_of(regime.closing.pool.k, 4)
    }),
    ("in default W", |regime| {
        Cell::percent_of(regime.closing.pool.w, 4)
    }),
];

const OF_REGIMES: [Row; 9] = [
    ("RWA before", |regime| Cell::Money(regime.closing.before.rwa)),
    ("RWA after", |regime| Cell::Money(regime.closing.after.rwa)),
    ("RWA relief", |regime| Cell::Money(regime.closing.relief.rwa)),
    ("relief ratio", |regime| {
        Cell::Percent(regime.closing.relief.ratio.0, 2)
    }),
    ("capital before", |regime| {
        Cell::Money(regime.closing.before.capital)
    }),
    ("capital after", |regime| {
        Cell::Money(regime.closing.after.capital)
    }),
    ("capital relief", |regime| {
        Cell::Money(regime.closing.relief.capital)
    }),
    ("SRT tests passed", |regime| {
        Cell::Text(srt::passed(&regime.closing.srt))
    }),
    ("relief recognised", |regime| {
        Cell::text(srt::recognised(&regime.closing.srt))
    }),
];

/// A column a regime.
pub(super) fn comparison(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns: Vec<&str> = std::iter::once("*figure")
        .chain(regimes.iter().map(|regime| regime.closing.regime.name))
        .collect();
    let title = titled(regimes, format!("{}: regimes compared at closing", deal.name));
    let mut table = Table::new("comparison", title, deal.currency, &columns);
    let mut row = |figure: String, cells: Vec<Cell>| {
        table.push(std::iter::once(Cell::Text(figure)).chain(cells).collect());
    };
    for (figure, cell) in OF_POOLS {
        row(figure.to_owned(), regimes.iter().map(cell).collect());
    }
    for (place, tranche) in deal.tranches.iter().enumerate() {
        for (figure, cell) in OF_TRANCHES {
            let cells = regimes.iter().map(|regime| cell(&regime.closing.tranches[place]));
            row(format!("{}: {figure}", tranche.name), cells.collect());
        }
    }
    if regimes.iter().any(|regime| regime.closing.deducted > Money::ZERO) {
        let cells = regimes.iter().map(|regime| Cell::Money(regime.closing.deducted));
        row("deducted from capital".to_owned(), cells.collect());
    }
    for (figure, cell) in OF_REGIMES {
        row(figure.to_owned(), regimes.iter().map(cell).collect());
    }
    table.notes.extend(srt::unrecognised_notes(regimes));
    table.notes.extend(regimes.iter().map(rules_note));
    table.notes.extend(recalled_note(regimes));
    table.notes.extend(given_note(regimes));
    table
}
