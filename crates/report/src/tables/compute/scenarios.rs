//! A pool of compute-backed loans through scenarios: losses by kind and tranche, who bears them, and what they hinge on.

use tranchet_compute::asset_type::AssetType;
use tranchet_compute::pool::TypeOutcome;
use tranchet_compute::scenario_panel::ScenarioRow;
use tranchet_deal::money::Currency;
use tranchet_engine::tag::Tag;
use tranchet_system::stack::Stack;

use super::super::system::{DISCLAIMER, amount, source};
use super::{conflicts, parameters};
use crate::table::{Cell, Table};

/// A pool with what stands on it.
pub struct Panel<'a> {
    /// What it is, for titles.
    pub name: &'a str,
    /// The scenarios.
    pub rows: &'a [ScenarioRow],
    /// Tranches by name, attachment and detachment, the lowest first.
    pub tranches: &'a [(String, f64, f64)],
    /// Who holds them.
    pub stack: &'a Stack,
    /// Share of what is placed that a bank has lent to the fund that holds it.
    pub advance: f64,
    /// What the compute-backed loans come to, for amounts.
    pub balance: f64,
    /// The currency of amounts.
    pub currency: Currency,
}

/// The tables of scenarios.
pub fn tables(panel: &Panel<'_>) -> Vec<Table> {
    let mut tables = vec![
        results(panel),
        by_type(panel),
        tranches(panel),
        bearers(panel),
        sensitivities(panel),
        correlation(panel),
        sources(panel),
    ];
    if let Some(row) = panel.rows.first() {
        tables.push(parameters(
            "What every loan has in common",
            &row.assumptions.parameters(),
        ));
    }
    tables.push(conflicts());
    let last = tables[4].notes.len();
    tables[4].notes.insert(last, DISCLAIMER.to_owned());
    tables
}

fn of_type(row: &ScenarioRow, asset_type: AssetType) -> Option<&TypeOutcome> {
    row.outcome
        .types
        .iter()
        .find(|found| found.asset_type == asset_type)
}

fn results(panel: &Panel<'_>) -> Table {
    let mut columns = vec!["*scenario"];
    columns.extend(AssetType::ALL.map(AssetType::code));
    columns.extend(["pool", "source"]);
    let title = format!("{}: expected loss by kind", panel.name);
    let mut table = Table::new("results", title, Currency::NONE, &columns);
    for row in panel.rows {
        let mut cells = vec![Cell::text(&row.scenario.id)];
        cells.extend(AssetType::ALL.map(|asset_type| {
            Cell::of(of_type(row, asset_type), |found| {
                Cell::percent_of(found.outcome.loss(), 2)
            })
        }));
        cells.push(Cell::percent_of(row.outcome.loss(), 2));
        cells.push(source(Tag::Assumption));
        table.push(cells);
    }
    let kinds: Vec<String> = AssetType::ALL
        .iter()
        .map(|asset_type| format!("{} {}", asset_type.code(), asset_type.name()))
        .collect();
    table.notes.push(format!(
        "{}. Shares of today's balance, to the last maturity.",
        kinds.join(", ")
    ));
    table
}

fn by_type(panel: &Panel<'_>) -> Table {
    let columns = [
        "*scenario",
        "*type",
        "share of pool",
        "PD",
        "LGD",
        "expected loss",
        "source",
    ];
    let title = format!("{}: default and loss by kind", panel.name);
    let mut table = Table::new("by-type", title, Currency::NONE, &columns);
    for row in panel.rows {
        for found in &row.outcome.types {
            table.push(vec![
                Cell::text(&row.scenario.id),
                Cell::text(found.asset_type.name()),
                Cell::percent_of(found.balance / row.outcome.balance, 2),
                Cell::percent_of(found.outcome.pd(), 2),
                Cell::percent_of(found.outcome.lgd(), 2),
                Cell::percent_of(found.outcome.loss(), 2),
                source(Tag::Assumption),
            ]);
        }
    }
    table
}

fn tranches(panel: &Panel<'_>) -> Table {
    let names = panel
        .tranches
        .iter()
        .map(|(name, from, to)| format!("{name} {}-{}%", 100.0 * from, 100.0 * to));
    let names: Vec<String> = names.collect();
    let mut columns = vec!["*scenario", "pool"];
    columns.extend(names.iter().map(String::as_str));
    columns.push("source");
    let title = format!("{}: what each tranche loses of itself", panel.name);
    let mut table = Table::new("tranches", title, Currency::NONE, &columns);
    for row in panel.rows {
        let mut cells = vec![
            Cell::text(&row.scenario.id),
            Cell::percent_of(row.outcome.loss(), 2),
        ];
        let of = panel.tranches.iter();
        cells.extend(of.map(|(_, from, to)| Cell::percent_of(row.outcome.tranche_loss(*from, *to), 2)));
        cells.push(source(Tag::Assumption));
        table.push(cells);
    }
    table.notes.push(
        "The pool's expected loss on tranches at closing, before anything is repaid; a run has cash flows and time.".to_owned(),
    );
    table
}

fn bearers(panel: &Panel<'_>) -> Table {
    let columns = [
        "*scenario",
        "loss",
        "fund",
        "its lender",
        "bank",
        "back to banks",
        "source",
    ];
    let title = format!(
        "{}: who bears the loss, {:.0}% of what is placed lent by a bank",
        panel.name,
        100.0 * panel.advance
    );
    let mut table = Table::new("bearers", title, panel.currency, &columns);
    for row in panel.rows {
        let borne = panel.stack.bear(panel.advance, row.outcome.loss());
        let mut cells = vec![Cell::text(&row.scenario.id)];
        cells.extend(
            [borne.loss(), borne.fund, borne.lender, borne.senior]
                .map(|share| amount(share * panel.balance, panel.currency)),
        );
        cells.push(Cell::percent_of(borne.back_to_banks(), 1));
        cells.push(source(Tag::Assumption));
        table.push(cells);
    }
    table
}

fn sensitivities(panel: &Panel<'_>) -> Table {
    let names = panel.rows.first().map(|row| row.varied.map(|(name, _)| name));
    let mut columns = vec!["*scenario"];
    columns.extend(names.iter().flatten());
    columns.push("source");
    let title = format!("{}: loss as market depth and place of sale change", panel.name);
    let mut table = Table::new("sensitivities", title, Currency::NONE, &columns);
    for row in panel.rows {
        let mut cells = vec![Cell::text(&row.scenario.id)];
        cells.extend(row.varied.map(|(_, loss)| Cell::percent_of(loss, 2)));
        cells.push(source(Tag::Assumption));
        table.push(cells);
    }
    table.notes.push(
        "No source gives market depth or the share that can be sold in place; results hinge on both. Where the sources contradict each other: table conflicts."
            .to_owned(),
    );
    table
}

fn correlation(panel: &Panel<'_>) -> Table {
    let columns = [
        "*scenario",
        "*tranche",
        "correlation",
        "in stress",
        "expected loss",
        "expected loss in stress",
        "source",
    ];
    let title = format!("{}: what converging correlation does to each tranche", panel.name);
    let mut table = Table::new("correlation", title, Currency::NONE, &columns);
    for row in panel.rows.iter().filter(|row| row.has_correlation()) {
        for (name, from, to) in panel.tranches {
            let effect = row.tranche_effect(*from, *to);
            table.push(vec![
                Cell::text(&row.scenario.id),
                Cell::text(name),
                Cell::percent_of(row.correlations[0], 2),
                Cell::percent_of(row.correlations[1], 2),
                Cell::percent_of(effect.normal, 3),
                Cell::percent_of(effect.stress, 3),
                source(Tag::Assumption),
            ]);
        }
    }
    table.notes.push(
        "Shares of the tranche, of an infinitely granular pool with the scenario's PD and LGD.".to_owned(),
    );
    table
}

fn sources(panel: &Panel<'_>) -> Table {
    let columns = ["*scenario", "name", "source", "from"];
    let mut table = Table::new(
        "sources",
        "Where the scenarios come from",
        Currency::NONE,
        &columns,
    );
    for row in panel.rows {
        table.push(vec![
            Cell::text(&row.scenario.id),
            Cell::text(&row.scenario.name),
            source(row.scenario.tag),
            Cell::text(row.scenario.sources.join("; ")),
        ]);
    }
    table
}
