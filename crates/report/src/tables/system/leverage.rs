//! Back leverage: inputs, who bears which loss, expected loss, margin call and carry.

use tranchet_deal::money::Currency;
use tranchet_system::back_leverage::Borne;
use tranchet_system::panel::leverage::LeverageTerms;

use super::{DISCLAIMER, amount, figures, source};
use crate::table::{Cell, Table};

/// The tables of back leverage.
pub fn tables(terms: &LeverageTerms, currency: Currency) -> Vec<Table> {
    let mut tables = vec![
        figures(
            "inputs",
            "Back leverage: what it is found from",
            currency,
            &terms.inputs(),
        ),
        split(terms, currency),
        figures(
            "expected",
            "Expected loss and who bears it",
            currency,
            &terms.expected(),
        ),
        figures("funding", "The fund's borrowing", currency, &terms.funding()),
    ];
    if let Some(last) = tables.last_mut() {
        last.notes.push(
            "The fund holds all that is placed. Carry and margin call are those of the tranches at par."
                .to_owned(),
        );
        last.notes.push(DISCLAIMER.to_owned());
    }
    tables
}

fn split(terms: &LeverageTerms, currency: Currency) -> Table {
    let columns = [
        "*loss of the pool",
        "loss",
        "fund",
        "lender",
        "bank",
        "back to banks",
        "source",
    ];
    let mut table = Table::new("split", "Who bears a loss of the pool", currency, &columns);
    for split in terms.splits() {
        let mut row = vec![Cell::percent_of(split.loss, 3)];
        row.extend(amounts(split.borne, terms.pool.value, currency));
        row.push(Cell::percent_of(split.borne.back_to_banks(), 2));
        row.push(source(terms.splits_tag()));
        table.push(row);
    }
    table
        .notes
        .push("Amounts in the unit of the loans. Back to banks: lender and bank.".to_owned());
    table
}

/// The loss and its parts in amounts.
pub(super) fn amounts(borne: Borne, pool: f64, currency: Currency) -> [Cell; 4] {
    [borne.loss(), borne.fund, borne.lender, borne.senior].map(|share| amount(share * pool, currency))
}
