//! Replenishment: what principal did on each date, and each loan that was offered.

use tranchet_deal::deal::Deal;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario, words};
use crate::table::{Cell, Table};

/// Principal taken, spent, given up and waiting, and additions, on each date.
pub fn replenishment(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(
        studies,
        &[
            "*period",
            "*date",
            "taken",
            "spent",
            "added",
            "released",
            "unapplied",
            "bought",
            "refused",
        ],
    );
    let mut table = Table::new(
        "replenishment",
        titled(studies, "Replenishment"),
        deal.currency,
        &columns,
    );
    if deal.replenishment.is_none() {
        return table;
    }
    for study in studies {
        for period in &study.outcome.periods {
            let flows = &period.replenishment;
            let bought = period
                .offers
                .iter()
                .filter(|offer| offer.refusal.is_none())
                .count();
            let mut row = scenario_cell(studies, study);
            row.extend([
                Cell::Count(period.number as i64),
                Cell::Date(period.date),
                Cell::Money(flows.taken),
                Cell::Money(flows.spent),
                Cell::Money(period.pool.added),
                Cell::Money(flows.released),
                Cell::Money(flows.unapplied),
                Cell::Count(bought as i64),
                Cell::Count((period.offers.len() - bought) as i64),
            ]);
            table.push(row);
        }
    }
    table
}

/// Each loan bought, and each refused with its reason, as long as the reason is new.
pub fn offers(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(
        studies,
        &["*period", "*date", "loan", "amount", "bought", "reason"],
    );
    let mut table = Table::new(
        "offers",
        titled(studies, "Loans offered"),
        deal.currency,
        &columns,
    );
    for study in studies {
        for period in &study.outcome.periods {
            for offer in &period.offers {
                let mut row = scenario_cell(studies, study);
                row.extend([
                    Cell::Count(period.number as i64),
                    Cell::Date(period.date),
                    Cell::text(&*offer.loan),
                    Cell::Money(offer.amount),
                    Cell::Flag(offer.refusal.is_none()),
                    Cell::of(offer.refusal, |refusal| Cell::text(words::refusal(deal, refusal))),
                ]);
                table.push(row);
            }
        }
    }
    table
}
