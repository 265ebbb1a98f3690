//! How much must default before each tranche loses, or returns no more than a target.

use tranchet_deal::deal::Deal;
use tranchet_engine::break_even::{BreakEven, Met, Target};

use crate::format;
use crate::table::{Cell, Table};

/// Break-evens under scenarios, each with its name.
pub fn break_even(deal: &Deal, found: &[(String, Vec<BreakEven>)]) -> Table {
    let columns = [
        "*scenario",
        "*tranche",
        "target",
        "annual default rate",
        "pool loss there",
        "multiple of defaults",
        "pool loss at multiple",
    ];
    let mut table = Table::new("break-even", "Break-even by tranche", deal.currency, &columns);
    for (scenario, break_even) in found
        .iter()
        .flat_map(|(name, found)| found.iter().map(move |one| (name, one)))
    {
        let loss = |met: Option<Met>| Cell::of(met, |met| Cell::Percent(met.pool_loss, 4));
        table.push(vec![
            Cell::text(scenario),
            Cell::text(&break_even.tranche),
            Cell::text(words(break_even.target)),
            Cell::of(break_even.rate, |met| Cell::Percent(met.at, 4)),
            loss(break_even.rate),
            Cell::of(break_even.multiple, |met| Cell::Number(met.at, 4)),
            loss(break_even.multiple),
        ]);
    }
    table.notes.push(
        "The least rate or multiple of the scenario's default rates at which the target is met; blank where none does. \
         Guarantees have no IRR."
            .to_owned(),
    );
    table
}

/// A target in words.
pub(crate) fn words(target: Target) -> String {
    match target {
        Target::FirstLoss => "first loss".to_owned(),
        Target::Irr(irr) => format!("IRR {} %", format::plain_float(100.0 * irr)),
        Target::Index => "index only".to_owned(),
        Target::AllLost => "all lost".to_owned(),
    }
}
