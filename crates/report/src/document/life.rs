//! The deal through time, scenario by scenario: balances, losses, premium, and what tripped.

use tranchet_deal::money::Money;
use tranchet_engine::outcome::PeriodResult;
use tranchet_engine::study::Study;

use super::{Block, Figure, Section, Values};
use crate::chart::ink::Ink;
use crate::chart::lanes::Lanes;
use crate::chart::over::{Over, Series, Shape};
use crate::chart::{Chart, Kind};
use crate::table::Table;
use crate::tables::{by_tranche, pool_periods, replenishment, tests_made};

/// A part a scenario.
pub(super) fn life(values: &Values) -> Option<Section> {
    let part = |study: &Study| {
        let title = format!("Scenario {}", study.outcome.scenario);
        Block::Part(title, of_scenario(values, study))
    };
    Some(Section {
        id: "life",
        title: "Through time",
        blocks: values.studies.iter().map(part).collect(),
    })
}

fn of_scenario(values: &Values, study: &Study) -> Vec<Block> {
    let mut blocks = vec![Block::Text(ending(study))];
    let mut figures = balances(values, study);
    figures.extend(losses(values, study));
    figures.extend(premiums(values, study));
    figures.extend(tests(values, study));
    blocks.push(Block::Figures(figures));
    let one = std::slice::from_ref(study);
    blocks.push(Block::Folded(pool_periods::pool_periods(values.deal, one)));
    let bought = [replenishment::replenishment, replenishment::offers].map(|table| table(values.deal, one));
    blocks.extend(
        bought
            .into_iter()
            .filter(|table| !table.rows.is_empty())
            .map(Block::Folded),
    );
    blocks
}

/// How it ended.
fn ending(study: &Study) -> String {
    let (ended, reason) = study.outcome.ended;
    let reason = reason.name();
    match study.outcome.protection_ended() {
        None => format!("The run ended on {ended}: {reason}."),
        Some(date) if date == ended => format!("Protection ended on {date}: {reason}."),
        Some(date) => format!(
            "Protection of what performed ended on {date}: {reason}. The last credit event was settled by {ended}."
        ),
    }
}

/// Inks of the tranches, in the order of the deal.
pub(super) fn inks(values: &Values) -> Vec<Ink> {
    let tranches = &values.deal.tranches;
    let ink = |(place, tranche): (usize, &tranchet_deal::tranche::Tranche)| {
        Ink::tranche(place, tranches.len(), !tranche.placed.0.is_zero())
    };
    tranches.iter().enumerate().map(ink).collect()
}

/// Columns of tranches, which are the last of a table; each with its ink.
fn tranche_series(values: &Values, table: &Table) -> Vec<Series> {
    let first = table.columns.len() - values.deal.tranches.len();
    let columns = first..table.columns.len();
    columns
        .zip(inks(values))
        .map(|(column, ink)| Series { column, ink })
        .collect()
}

fn over(title: &str, table: Table, series: Vec<Series>, shape: Shape) -> Figure {
    let dates = table.column("date");
    Figure {
        chart: Chart {
            title: title.to_owned(),
            kind: Kind::Over(Over { dates, series, shape }),
        },
        table,
        is_open: false,
    }
}

/// All tranches, and those below the most senior one where it hides them.
fn balances(values: &Values, study: &Study) -> Vec<Figure> {
    let table = by_tranche::balances(values.deal, std::slice::from_ref(study));
    let series = tranche_series(values, &table);
    let mut figures = Vec::new();
    if series.len() > 2 {
        let junior = series[1..].to_vec();
        let title = format!("Notional below {}", values.deal.tranches[0].name);
        figures.push(over(&title, table.clone(), junior, Shape::Areas));
    }
    figures.insert(0, over("Notional by tranche", table, series, Shape::Areas));
    figures
}

/// Who bears losses on each date, where there are any.
fn losses(values: &Values, study: &Study) -> Option<Figure> {
    let has_any =
        |period: &PeriodResult| period.pool.loss != Money::ZERO || period.pool.write_up != Money::ZERO;
    study.outcome.periods.iter().find(|period| has_any(period))?;
    let table = by_tranche::losses(values.deal, std::slice::from_ref(study));
    let mut series = tranche_series(values, &table);
    let is_hit = |series: &Series| {
        let mut cells = table.rows.iter().map(|row| &row[series.column]);
        cells.any(|cell| *cell != crate::table::Cell::Money(Money::ZERO))
    };
    series.retain(is_hit);
    let spread = Series {
        column: table.column("excess_spread"),
        ink: Ink::Faint,
    };
    if is_hit(&spread) {
        series.push(spread);
    }
    Some(over(
        "Losses, net of write-ups, by who bears them",
        table,
        series,
        Shape::Columns,
    ))
}

/// Premium on each placed tranche.
fn premiums(values: &Values, study: &Study) -> Option<Figure> {
    let table = by_tranche::premiums(values.deal, std::slice::from_ref(study));
    let tranches = values.deal.tranches.iter().zip(inks(values));
    let paid: Vec<Ink> = tranches
        .filter(|(tranche, _)| tranche.coupon.is_some() && !tranche.placed.0.is_zero())
        .map(|(_, ink)| ink)
        .collect();
    let first = table.columns.len() - paid.len();
    let series: Vec<Series> = (first..table.columns.len())
        .zip(paid)
        .map(|(column, ink)| Series { column, ink })
        .collect();
    (!series.is_empty()).then(|| over("Premium paid by tranche", table, series, Shape::Columns))
}

/// Tests and when they tripped.
fn tests(values: &Values, study: &Study) -> Option<Figure> {
    let table = tests_made::tests_made(values.deal, std::slice::from_ref(study));
    if table.rows.is_empty() {
        return None;
    }
    let names = ["for", "measure", "trips", "level"]
        .map(|name| table.column(name))
        .to_vec();
    let lanes = Lanes {
        dates: table.column("date"),
        names,
        tripped: table.column("tripped"),
    };
    Some(Figure {
        chart: Chart {
            title: "Tests, filled where tripped".to_owned(),
            kind: Kind::Lanes(lanes),
        },
        table,
        is_open: false,
    })
}
