//! Relief that comes back in one step when a call, or scheduled maturity, ends the protection.

use tranchet_deal::deal::Deal;

use super::capital::{RegimeCapital, titled};
use crate::table::{Cell, Table};

/// A row for each ending of each regime.
pub(super) fn calls(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns = [
        "*regime",
        "*protection ends by",
        "date",
        "pool then",
        "relief ratio",
        "RWA with protection",
        "RWA that come back",
        "RWA without",
        "capital that comes back",
    ];
    let title = titled(regimes, "Relief that ends with the protection".to_owned());
    let mut table = Table::new("calls", title, deal.currency, &columns);
    for found in regimes {
        for ending in &found.calls {
            let regime = Cell::text(found.closing.regime.name);
            let by = Cell::text(ending.ending.name());
            let figures = match &ending.at {
                None => vec![Cell::Blank; 7],
                Some(at) => vec![
                    Cell::Date(at.date),
                    Cell::Money(at.pool),
                    Cell::Percent(at.capital.relief.ratio.0, 2),
                    Cell::Money(at.capital.after.rwa),
                    Cell::Money(at.capital.relief.rwa),
                    Cell::Money(at.capital.before.rwa),
                    Cell::Money(at.capital.relief.capital),
                ],
            };
            table.push([regime, by].into_iter().chain(figures).collect());
        }
    }
    table.notes.extend(notes(regimes));
    table
}

fn notes(regimes: &[RegimeCapital]) -> Vec<String> {
    let life = regimes.iter().find_map(|found| found.through_life.as_ref().ok());
    let Some((scenario, _)) = life else {
        return vec!["The deal cannot be run, so no date is known.".to_owned()];
    };
    let mut notes = vec![format!(
        "Scenario {scenario}, run as if no call were made and scheduled maturity passed by: what stands protected on that \
         date loses its protection at once. Open credit events, which keep theirs until they settle, are included."
    )];
    let blank = regimes
        .iter()
        .flat_map(|found| &found.calls)
        .any(|ending| ending.at.is_none());
    if blank {
        notes.push("A blank row: nothing performs by then, or the call opens too late.".to_owned());
    }
    notes
}
