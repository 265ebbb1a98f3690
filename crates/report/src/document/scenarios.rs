//! Scenarios side by side, where there are several.

use tranchet_deal::money::Money;
use tranchet_engine::outcome::PeriodResult;

use super::{Block, Figure, Section, Values};
use crate::chart::bars::Bars;
use crate::chart::{Chart, Kind};
use crate::table::{Cell, Table};
use crate::tables;

/// What happened under each.
pub(super) fn scenarios(values: &Values) -> Option<Section> {
    if values.studies.len() < 2 {
        return None;
    }
    Some(Section {
        id: "scenarios",
        title: "Scenarios compared",
        blocks: vec![
            Block::Figures(vec![losses(values)]),
            Block::Table(tables::scenarios::scenarios(values.deal, values.studies)),
        ],
    })
}

/// Net loss of the pool by scenario, and who bears it.
fn losses(values: &Values) -> Figure {
    let names = values.deal.tranches.iter().map(|tranche| &*tranche.name);
    let columns: Vec<&str> = ["*scenario", "pool loss"].into_iter().chain(names).collect();
    let title = "Net losses over life by scenario";
    let mut table = Table::new("scenario-losses", title, values.deal.currency, &columns);
    for study in values.studies {
        let net = |period: &PeriodResult| period.pool.loss - period.pool.write_up;
        let loss: Money = study.outcome.periods.iter().map(net).sum();
        let of_tranches = study.tranches.iter().map(|tranche| Cell::Money(tranche.loss));
        let name = Cell::text(&study.outcome.scenario);
        table.push([name, Cell::Money(loss)].into_iter().chain(of_tranches).collect());
    }
    let bars = Bars {
        label: 0,
        value: 1,
        most: table.rows.len(),
        inks: &[],
    };
    Figure {
        chart: Chart {
            title: "Net loss of the pool over life".to_owned(),
            kind: Kind::Bars(bars),
        },
        table,
        is_open: false,
    }
}
