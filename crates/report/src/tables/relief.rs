//! The bank's capital at closing under each scenario's study, before and after.

use tranchet_deal::deal::Deal;
use tranchet_engine::study::Study;

use crate::table::{Cell, Table};

/// Risk-weighted assets and capital before and after at closing; closing is the same under every scenario.
pub fn relief(deal: &Deal, studies: &[Study]) -> Table {
    let columns = ["*capital at closing", "before", "after", "relief", "relief ratio"];
    let found = studies
        .iter()
        .find_map(|study| study.relief.as_ref().ok()?.dates.first());
    let regime = found.map_or_else(String::new, |date| {
        format!(", regime {}", date.capital.regime.name)
    });
    let mut table = Table::new(
        "capital",
        format!("The bank's capital{regime}"),
        deal.currency,
        &columns,
    );
    if let Some(date) = found {
        let capital = &date.capital;
        let ratio = Cell::Percent(capital.relief.ratio.0, 2);
        table.push(vec![
            Cell::text("RWA"),
            Cell::Money(capital.before.rwa),
            Cell::Money(capital.after.rwa),
            Cell::Money(capital.relief.rwa),
            ratio.clone(),
        ]);
        table.push(vec![
            Cell::text("capital"),
            Cell::Money(capital.before.capital),
            Cell::Money(capital.after.capital),
            Cell::Money(capital.relief.capital),
            ratio,
        ]);
    }
    let why = studies.iter().find_map(|study| study.relief.as_ref().err());
    table.notes.push(match why {
        Some(why) => format!("Not shown: {why}."),
        None => "By tranche, step by step and through life: tranchet capital.".to_owned(),
    });
    table
}
