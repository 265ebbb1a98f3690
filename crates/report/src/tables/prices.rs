//! What each note is worth to an investor who asks a yield or a margin.

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_engine::returns::{Asked, price};
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// A price of a note at each yield and margin asked.
pub fn prices(deal: &Deal, studies: &[Study], asked: &[Asked]) -> Table {
    let columns = with_scenario(studies, &["*tranche", "asked", "rate", "price"]);
    let mut table = Table::new(
        "prices",
        titled(studies, "Prices of notes"),
        deal.currency,
        &columns,
    );
    for study in studies {
        for (place, tranche) in deal.tranches.iter().enumerate() {
            for asked in asked {
                let Some(price) = price(deal, &study.outcome, place, *asked) else {
                    continue;
                };
                let (name, rate) = words(*asked);
                let mut row = scenario_cell(studies, study);
                row.extend([
                    Cell::text(&tranche.name),
                    Cell::text(name),
                    Cell::of(Decimal::try_from(rate).ok(), |rate| Cell::Percent(rate, 2)),
                    Cell::percent_of(price, 4),
                ]);
                table.push(row);
            }
        }
    }
    table.notes.push(
        "Share of notional, on the scenario's path. Yield: bond equivalent at the payment frequency; margin: over the \
         coupon's index. Guarantees have no price, fixed coupons no margin."
            .to_owned(),
    );
    table
}

/// What is asked, and how much of it.
pub(crate) fn words(asked: Asked) -> (&'static str, f64) {
    match asked {
        Asked::Yield(rate) => ("yield", rate),
        Asked::Margin(rate) => ("margin", rate),
    }
}
