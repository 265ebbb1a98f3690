//! The loss distribution of pool and tranches, where the scenario has a factor model.

use tranchet_risk::figures::Figures;

use super::{Block, Figure, Section, Values};
use crate::chart::bars::Bars;
use crate::chart::over::{Over, Series, Shape};
use crate::chart::{Chart, Kind};
use crate::table::Table;
use crate::tables::simulation::SIMULATION_TABLES;

/// Losses by tranche, by probability, and by date.
pub(super) fn distribution(values: &Values) -> Option<Section> {
    let (figures, study) = values.distribution.zip(values.studies.first())?;
    let table = |name| of_simulation(name, values, &study.outcome.scenario, figures);
    Some(Section {
        id: "distribution",
        title: "Loss distribution",
        blocks: vec![
            Block::Figures(vec![
                histogram(table("histogram")),
                by_date(values, table("dates")),
            ]),
            Block::Table(table("tranches")),
            Block::Table(table("pool")),
        ],
    })
}

fn of_simulation(name: &str, values: &Values, scenario: &str, figures: &Figures) -> Table {
    let found = SIMULATION_TABLES.iter().find(|(known, _)| *known == name);
    let (_, make) = found.unwrap_or_else(|| panic!("there is a table of simulation {name}"));
    make(values.deal, scenario, figures)
}

fn histogram(table: Table) -> Figure {
    let table = table.without("bar");
    let bars = Bars {
        label: table.column("loss_from"),
        value: table.column("probability"),
        most: table.rows.len(),
        inks: &[],
    };
    Figure {
        chart: Chart {
            title: "Loss of the pool from this share on, and its probability".to_owned(),
            kind: Kind::Bars(bars),
        },
        table,
        is_open: false,
    }
}

/// Expected loss of each tranche by each date.
fn by_date(values: &Values, mut table: Table) -> Figure {
    let first = table.column("pool") + 1;
    for (column, tranche) in table.columns[first..].iter_mut().zip(&values.deal.tranches) {
        column.title.clone_from(&tranche.name);
    }
    let inks = super::life::inks(values).into_iter().enumerate();
    let series = inks
        .map(|(place, ink)| Series {
            column: first + place,
            ink,
        })
        .collect();
    let over = Over {
        dates: table.column("date"),
        series,
        shape: Shape::Areas,
    };
    Figure {
        chart: Chart {
            title: "Expected loss by each date and tranche".to_owned(),
            kind: Kind::Over(over),
        },
        table,
        is_open: false,
    }
}
