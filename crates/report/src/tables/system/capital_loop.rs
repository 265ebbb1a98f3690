//! The capital loop: inputs, lending, rounds, reversal, margins.

use tranchet_deal::money::Currency;
use tranchet_system::panel::capital_loop::LoopTerms;

use super::{DISCLAIMER, figures, source};
use crate::table::{Cell, Table};

/// Rounds of lending that are shown.
pub const ROUNDS: u32 = 8;

/// The tables of the loop; its amounts are in the unit of the equity.
pub fn tables(terms: &LoopTerms) -> Vec<Table> {
    let none = Currency::NONE;
    let mut tables = vec![
        figures(
            "inputs",
            "Capital loop: what it is found from",
            none,
            &terms.inputs(),
        ),
        figures(
            "lending",
            "Lending with the capital that protection releases",
            none,
            &terms.lending(),
        ),
        rounds(terms),
        figures(
            "reversal",
            "When protection ends and none can be had again",
            none,
            &terms.reversal(),
        ),
        margins(terms),
    ];
    tables[1].notes.push(
        "Amounts in the unit of the equity; shares per whole loan, what the bank retains of each included."
            .to_owned(),
    );
    if let Some(last) = tables.last_mut() {
        last.notes.push(DISCLAIMER.to_owned());
    }
    tables
}

fn rounds(terms: &LoopTerms) -> Table {
    let columns = [
        "*round",
        "new loans",
        "loans in all",
        "loans protected",
        "tranches placed",
        "premium a year",
        "source",
    ];
    let mut table = Table::new("rounds", "Rounds of lending", Currency::NONE, &columns);
    for round in terms.rounds(ROUNDS) {
        let mut row = vec![Cell::Count(i64::from(round.round))];
        let amounts = [
            round.new_loans,
            round.loans,
            round.protected,
            round.tranches,
            round.premium,
        ];
        row.extend(amounts.map(|amount| Cell::number_of(amount, 2)));
        row.push(source(terms.rounds_tag()));
        table.push(row);
    }
    table
}

fn margins(terms: &LoopTerms) -> Table {
    let columns = [
        "*spread",
        "margin without protection",
        "margin with protection",
        "saved, bp",
        "source",
    ];
    let title = "The margin that a loan must earn, by the spread of the tranches";
    let mut table = Table::new("margins", title, Currency::NONE, &columns);
    for at in terms.margins() {
        table.push(vec![
            Cell::percent_of(at.spread, 3),
            Cell::percent_of(at.without, 3),
            Cell::percent_of(at.with, 3),
            Cell::number_of(1e4 * (at.without - at.with), 1),
            source(terms.margins_tag()),
        ]);
    }
    table
}
