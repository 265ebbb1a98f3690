//! Relief through life, what ends it, and what it costs.

use super::{Block, Figure, Section, Values, of_regime, of_regimes};
use crate::chart::ink::Ink;
use crate::chart::over::{Over, Series, Shape};
use crate::chart::{Chart, Kind};
use crate::table::{Cell, Table};
use crate::tables::capital::RegimeCapital;
use crate::tables::{bank, call_decision, economics, years};

/// Relief on each date, calls, cost of a unit of capital.
pub(super) fn relief(values: &Values) -> Option<Section> {
    values.regimes.first()?;
    let mut figures: Vec<Figure> = values
        .regimes
        .iter()
        .filter(|found| found.through_life.is_ok())
        .flat_map(|found| of_life(values, found))
        .collect();
    figures.extend(cost(values));
    let mut blocks = vec![Block::Figures(figures)];
    let refused = values.regimes.iter().filter_map(|found| {
        let why = found.through_life.as_ref().err()?;
        Some(Block::Text(format!(
            "{}: no relief through life: {why}.",
            found.closing.regime.name
        )))
    });
    blocks.extend(refused);
    blocks.push(Block::Table(of_regimes("calls", values)));
    blocks.push(Block::Table(bank::bank(values.deal, values.studies)));
    blocks.push(Block::Folded(economics::economics(values.deal, values.studies)));
    if values.deal.lending.is_some() {
        blocks.push(Block::Folded(economics::profit(values.deal, values.studies)));
    }
    blocks.push(Block::Folded(years::years(values.deal, values.studies)));
    blocks.push(Block::Folded(of_regimes("pool-through-life", values)));
    blocks.push(Block::Folded(of_regimes("cliff", values)));
    Some(Section {
        id: "relief",
        title: "Relief and its cost through life",
        blocks,
    })
}

/// RWA before and after, and capital released, on each date.
fn of_life(values: &Values, found: &RegimeCapital) -> [Figure; 2] {
    let table = of_regime("through-life", values, found);
    let name = found.closing.regime.name;
    let series = |name, ink| Series {
        column: table.column(name),
        ink,
    };
    let both = vec![series("rwa_before", Ink::Before), series("rwa_after", Ink::Plain)];
    let released = vec![series("capital_relief", Ink::Plain)];
    [
        over(
            format!("RWA before and after, {name}"),
            table.clone(),
            both,
            Shape::Lines,
        ),
        over(
            format!("Capital released, {name}"),
            table.clone(),
            released,
            Shape::Areas,
        ),
    ]
}

/// What the next period costs per unit of capital that it releases, under the first scenario.
fn cost(values: &Values) -> Option<Figure> {
    let first = values.studies.get(..1)?;
    let mut table = call_decision::call_decision(values.deal, first);
    let [column, date] = ["per_capital_a_year", "date"].map(|name| table.column(name));
    if let Some(end) = first[0].outcome.protection_ended() {
        table
            .rows
            .retain(|row| !matches!(row[date], Cell::Date(on) if on >= end));
        table
            .notes
            .push(format!("To {end}, when the protection of what performed ended."));
    }
    let known = table.rows.iter().filter(|row| row[column] != Cell::Blank).count();
    if known < 2 {
        return None;
    }
    let series = vec![Series {
        column,
        ink: Ink::Plain,
    }];
    Some(over(
        "Net cost of the next period per unit of capital released, a year".to_owned(),
        table,
        series,
        Shape::Lines,
    ))
}

fn over(title: String, table: Table, series: Vec<Series>, shape: Shape) -> Figure {
    let dates = table.column("date");
    Figure {
        chart: Chart {
            title,
            kind: Kind::Over(Over { dates, series, shape }),
        },
        table,
        is_open: false,
    }
}
