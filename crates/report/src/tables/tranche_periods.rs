//! Each tranche period by period.

use tranchet_deal::deal::Deal;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// Notional, write-downs and write-ups, points, coupon and premium of each tranche and period.
pub fn tranche_periods(deal: &Deal, studies: &[Study]) -> Table {
    let is_built_up = deal
        .replenishment
        .as_ref()
        .is_some_and(|terms| terms.ramp_up.is_some());
    let added: &[&str] = if is_built_up { &["added"] } else { &[] };
    let columns = [
        &[
            "*tranche",
            "*period",
            "*date",
            "opening",
            "write-down",
            "write-up",
            "amortisation",
        ],
        added,
        &["closing", "attachment", "detachment", "coupon rate", "premium"],
    ];
    let columns = with_scenario(studies, &columns.concat());
    let mut table = Table::new("tranches", titled(studies, "Tranches"), deal.currency, &columns);
    for study in studies {
        for (index, tranche) in deal.tranches.iter().enumerate() {
            for period in &study.outcome.periods {
                let flows = &period.tranches[index];
                let mut row = scenario_cell(studies, study);
                row.extend([
                    Cell::text(&tranche.name),
                    Cell::Count(period.number as i64),
                    Cell::Date(period.date),
                    Cell::Money(flows.opening),
                    Cell::Money(flows.write_down),
                    Cell::Money(flows.write_up),
                    Cell::Money(flows.amortisation),
                ]);
                row.extend(is_built_up.then_some(Cell::Money(flows.added)));
                row.extend([
                    Cell::Money(flows.closing),
                    Cell::Percent(flows.attachment.0, 4),
                    Cell::Percent(flows.detachment.0, 4),
                    Cell::of(flows.coupon_rate, |rate| Cell::Percent(rate.0, 4)),
                    Cell::Money(flows.premium),
                ]);
                table.push(row);
            }
        }
    }
    table
}
