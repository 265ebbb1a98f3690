//! What the deal costs the bank, and what it costs per unit of capital released.

use tranchet_deal::deal::Deal;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// Premium, costs, collateral income, losses recovered, and cost per unit of capital released and year.
pub fn bank(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(
        studies,
        &[
            "premium total",
            "collateral income",
            "funding saved",
            "net running cost",
            "costs",
            "loss recovered",
            "net cost",
            "average capital released",
            "cost per capital released",
        ],
    );
    let mut table = Table::new(
        "bank",
        titled(studies, "The bank's cost of protection"),
        deal.currency,
        &columns,
    );
    for study in studies {
        let mut row = scenario_cell(studies, study);
        row.extend([
            Cell::Money(study.bank.premium_total),
            Cell::Money(study.bank.collateral_income),
            Cell::Money(study.bank.funding_saved),
            Cell::Money(study.bank.net_running_cost),
            Cell::Money(study.bank.costs),
            Cell::Money(study.bank.loss_recovered),
            Cell::Money(study.bank.net_cost),
            Cell::of(study.average_capital_released(), Cell::Money),
            Cell::of(study.cost_per_capital_year(), |cost| Cell::Percent(cost, 2)),
        ]);
        table.push(row);
    }
    table
        .notes
        .push("Net running cost = premium - collateral income - funding saved; net cost = net running cost + costs - losses recovered.".into());
    let why = studies.iter().find_map(|study| study.relief.as_ref().err());
    table.notes.push(match why {
        Some(why) => format!("Capital released is not shown: {why}."),
        None => {
            "Cost per capital released = net cost over capital released times years, per year.".to_owned()
        }
    });
    table
}
