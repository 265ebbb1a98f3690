//! What lies beyond one deal: the capital loop, who bears losses, back leverage, fire sales, early warnings.
//!
//! Every row says what it rests on, in the column `source`.

pub mod bearers;
pub mod capital_loop;
pub mod contagion;
pub mod leverage;
pub mod warnings;

use rust_decimal::{Decimal, RoundingStrategy};
use tranchet_deal::money::{Currency, Money};
use tranchet_engine::tag::Tag;
use tranchet_engine::tagged::{Tagged, Value};

use crate::table::{Cell, Table};

/// What stands under the tables of every model that rests on assumptions.
pub const DISCLAIMER: &str =
    "Results of a model under the assumptions stated, not a forecast and not investment advice.";

/// Figures, one a row.
pub fn figures(name: &'static str, title: &str, currency: Currency, figures: &[Tagged]) -> Table {
    let mut table = Table::new(name, title, currency, &["*figure", "value", "source", "from"]);
    for figure in figures {
        table.push(vec![
            Cell::text(&figure.name),
            cell(&figure.value, currency),
            source(figure.tag),
            Cell::text(&figure.from),
        ]);
    }
    table
}

/// The cell of a value; amounts are money where the table has a currency.
pub fn cell(value: &Value, currency: Currency) -> Cell {
    match value {
        Value::Share(share) => Cell::percent_of(*share, 3),
        Value::Amount(units) => amount(*units, currency),
        Value::Number(number) => Cell::number_of(*number, 3),
        Value::Count(count) => Cell::Count(i64::from(*count)),
        Value::Word(word) => Cell::text(word),
        Value::Absent => Cell::Blank,
    }
}

/// An amount in currency units, or in whatever unit the user's figures are in.
pub fn amount(units: f64, currency: Currency) -> Cell {
    if currency == Currency::NONE {
        return Cell::number_of(units, 2);
    }
    let rounded = Decimal::try_from(units).map(|units| {
        units.round_dp_with_strategy(currency.decimals(), RoundingStrategy::MidpointNearestEven)
    });
    let money = rounded
        .ok()
        .and_then(|units| Money::from_decimal(units, currency).ok());
    Cell::of(money, Cell::Money)
}

/// The cell that says what a row rests on.
pub fn source(tag: Tag) -> Cell {
    Cell::text(tag.name())
}
