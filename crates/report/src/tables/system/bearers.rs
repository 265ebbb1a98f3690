//! Direct lending against a deal in four rows.

use tranchet_deal::money::Currency;
use tranchet_system::panel::bearers::BearerTerms;

use super::leverage::amounts;
use super::{DISCLAIMER, cell, figures, source};
use crate::table::{Cell, Table};

/// The four rows, the losses behind them, and what they are found from.
pub fn tables(terms: &BearerTerms, currency: Currency) -> Vec<Table> {
    let title = "Direct lending and the deal: what they are compared by";
    vec![
        comparison(terms, currency),
        losses(terms, currency),
        figures("inputs", title, currency, &terms.inputs()),
    ]
}

fn comparison(terms: &BearerTerms, currency: Currency) -> Table {
    let columns = [
        "*row",
        "*measure",
        "direct lending",
        "with the deal",
        "source",
        "from",
    ];
    let mut table = Table::new("comparison", "Direct lending and the deal", currency, &columns);
    for line in terms.lines() {
        table.push(vec![
            Cell::text(line.row),
            Cell::text(line.measure),
            cell(&line.direct, currency),
            cell(&line.with, currency),
            source(line.tag),
            Cell::text(line.from),
        ]);
    }
    if terms.profit.is_none() {
        table.notes.push(
            "Returns and the cost of released capital need a deal that can be run under a scenario."
                .to_owned(),
        );
    }
    table.notes.push(DISCLAIMER.to_owned());
    table
}

fn losses(terms: &BearerTerms, currency: Currency) -> Table {
    let columns = [
        "*loss",
        "of the pool",
        "amount",
        "fund",
        "lender",
        "bank",
        "back to banks",
        "source",
    ];
    let title = "Losses and who bears them";
    let mut table = Table::new("losses", title, currency, &columns);
    for loss in terms.losses() {
        let mut row = vec![Cell::text(&loss.name), Cell::percent_of(loss.borne.loss(), 3)];
        row.extend(amounts(loss.borne, terms.leverage.pool.value, currency));
        row.push(Cell::percent_of(loss.borne.back_to_banks(), 2));
        row.push(source(terms.losses_tag()));
        table.push(row);
    }
    table.notes.push(
        "99% and 99.9%: the loss that is not exceeded with that probability. Amounts in the unit of the loans.".to_owned(),
    );
    table
}
