//! What each tranche returns.

use tranchet_deal::deal::Deal;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// Loss, life, yield and premium of each tranche.
pub fn returns(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(
        studies,
        &[
            "*tranche",
            "initial",
            "loss",
            "loss ratio",
            "WAL years",
            "IRR",
            "premium total",
            "first loss date",
        ],
    );
    let mut table = Table::new(
        "returns",
        titled(studies, "Returns by tranche"),
        deal.currency,
        &columns,
    );
    for study in studies {
        for tranche in &study.tranches {
            let mut row = scenario_cell(studies, study);
            row.extend([
                Cell::text(&tranche.name),
                Cell::Money(tranche.initial),
                Cell::Money(tranche.loss),
                Cell::Percent(tranche.loss_ratio.0, 2),
                Cell::of(tranche.wal_years, |years| Cell::number_of(years, 2)),
                Cell::of(tranche.irr, |irr| Cell::percent_of(irr, 2)),
                Cell::Money(tranche.premium_total),
                Cell::of(tranche.first_loss_date, Cell::Date),
            ]);
            table.push(row);
        }
    }
    table.notes.push(
        "IRR: funded notes only, effective per year, on the placed share. WAL: repaid principal only.".into(),
    );
    table
}
