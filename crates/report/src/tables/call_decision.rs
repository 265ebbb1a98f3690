//! Whether a rational bank ends the protection on each payment date.

use tranchet_deal::deal::Deal;
use tranchet_engine::study::Study;

use super::economics::{amount, found, share};
use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

const COLUMNS: [&str; 7] = [
    "*date",
    "time call",
    "net cost of next period",
    "per capital a year",
    "above hurdle",
    "life cost if ended",
    "make-whole",
];

/// The next period's cost of capital, the cost over life if protection ends here, and what an early end takes.
pub fn call_decision(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(studies, &COLUMNS);
    let title = titled(studies, "When to end the protection");
    let mut table = Table::new("call-decision", title, deal.currency, &columns);
    for (study, found) in found(deal, studies) {
        for decision in found.call_decisions() {
            let mut row = scenario_cell(studies, study);
            row.extend([
                Cell::Date(decision.date),
                Cell::Flag(decision.may_call),
                amount(decision.next.net()),
                share(decision.next_per_capital),
                Cell::Flag(decision.above_hurdle),
                share(decision.life_cost),
                Cell::of(decision.make_whole, amount),
            ]);
            table.push(row);
        }
        let first = found
            .rational_call()
            .map_or("on no date".to_owned(), |date| format!("on {date}"));
        let hurdle = 100.0 * found.hurdle;
        table.notes.push(format!(
            "{}: the next period first costs more than {hurdle:.2} % of the capital that it releases {first}.",
            study.outcome.scenario
        ));
    }
    table.notes.push(
        "Make-whole: gross cost that investors lose, discounted, until the time call or the end. A make-whole may defeat \
         the transfer of risk. A scenario that calls hides later dates."
            .to_owned(),
    );
    table
}
