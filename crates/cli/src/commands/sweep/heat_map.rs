//! A heat map: a table a figure, the first axis down and the second across, darker where the figure is higher.

use rust_decimal::Decimal;
use tranchet_report::figure::number;
use tranchet_report::format::{Unit, for_people};
use tranchet_report::table::{Cell, Table};

use super::write::{axis_names, figure_names};
use super::{Plan, Row};

/// From the lowest fifth to the highest.
const SHADES: [&str; 5] = [" ", "░", "▒", "▓", "█"];

/// A table a figure.
pub fn tables(plan: &Plan, rows: &[Row]) -> Vec<Table> {
    let names = figure_names(plan);
    (0..names.len())
        .map(|figure| table(plan, rows, figure, &names[figure]))
        .collect()
}

fn table(plan: &Plan, rows: &[Row], figure: usize, name: &str) -> Table {
    let deal = plan.studied.base.deal();
    let across = &plan.grid.axes[1];
    let paths = axis_names(plan);
    let columns: Vec<String> = std::iter::once("*".to_owned())
        .chain((0..across.len()).map(|place| across.value(place)))
        .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let title = format!("{}: {name}, {} down, {} across", deal.name, paths[0], paths[1]);
    let mut table = Table::new("heat-map", title, deal.currency, &columns);
    let cells: Vec<&Cell> = rows.iter().map(|row| &row.outputs[figure]).collect();
    let unit = unit(&cells, plan);
    let numbers: Vec<Option<Decimal>> = cells.iter().map(|cell| number(cell, deal.currency)).collect();
    let texts: Vec<String> = cells
        .iter()
        .map(|cell| for_people(cell, deal.currency, unit))
        .collect();
    let width = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let shown = |place: usize| match &rows[place].problem {
        Some(problem) => Cell::text(problem.split(':').next().unwrap_or_default()),
        None => Cell::Text(format!(
            "{} {:>width$}",
            shade(numbers[place], &numbers),
            texts[place]
        )),
    };
    let wide = across.len() as usize;
    for (down, first) in (0..rows.len()).step_by(wide.max(1)).enumerate() {
        let value = plan.grid.axes[0].value(down as u64);
        let cells = (first..first + wide).map(shown);
        table.push(std::iter::once(Cell::Text(value)).chain(cells).collect());
    }
    if cells.iter().any(|cell| matches!(cell, Cell::Money(_))) {
        table.notes.push(format!("In {}.", unit.label(deal.currency)));
    }
    table
}

/// The unit in which the amounts of a figure are shown.
fn unit(cells: &[&Cell], plan: &Plan) -> Unit {
    let mut table = Table::new("unit", "", plan.studied.base.deal().currency, &["figure"]);
    cells.iter().for_each(|cell| table.push(vec![(*cell).clone()]));
    Unit::of(&table)
}

fn shade(number: Option<Decimal>, all: &[Option<Decimal>]) -> &'static str {
    let known = || all.iter().flatten().copied();
    let (Some(number), Some(low), Some(high)) = (number, known().min(), known().max()) else {
        return SHADES[0];
    };
    let share = (number - low).checked_div(high - low).unwrap_or_default();
    let fifth = (share * Decimal::from(SHADES.len())).floor();
    let fifth = usize::try_from(fifth).unwrap_or(0).min(SHADES.len() - 1);
    SHADES[fifth]
}
