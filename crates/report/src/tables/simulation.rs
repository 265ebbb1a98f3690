//! The loss distribution of a deal: pool, tranches, dates and a histogram.

mod contributors;

use tranchet_deal::deal::Deal;
use tranchet_risk::figures::{Figures, TrancheDate, TrancheFigures};

use crate::format;
use crate::money_of::minor;
use crate::table::{Cell, Table};

/// Characters of the longest bar of the histogram.
const BAR: f64 = 40.0;

/// A table of `simulate`: its name, and how it is made.
pub type SimulationTable = (&'static str, fn(&Deal, &str, &Figures) -> Table);

/// The tables of `simulate`, in the order in which they are shown.
pub const SIMULATION_TABLES: [SimulationTable; 8] = [
    ("tranches", tranches),
    ("returns", returns),
    ("pool", pool),
    ("histogram", histogram),
    ("sizing", sizing),
    ("sectors", contributors::sectors),
    ("loans", contributors::loans),
    ("dates", dates),
];

fn money(value: f64) -> Cell {
    Cell::Money(minor(value))
}

/// Each tranche at the end.
fn tranches(deal: &Deal, scenario: &str, figures: &Figures) -> Table {
    let is_sampled = figures.paths.is_some();
    let mut columns = vec![
        "*tranche",
        "attachment",
        "detachment",
        "notional",
        "expected loss",
        "of notional",
        "P(any loss)",
        "P(all lost)",
    ];
    columns.extend(is_sampled.then_some("standard error"));
    let title = format!("{}: losses by tranche, scenario {scenario}", deal.name);
    let mut table = Table::new("tranches", title, deal.currency, &columns);
    for tranche in &figures.tranches {
        table.push(tranche_row(tranche, is_sampled));
    }
    table.notes.push(format!("Method: {}.", figures.method));
    table.notes.extend(figures.notes.iter().cloned());
    table
}

fn tranche_row(tranche: &TrancheFigures, is_sampled: bool) -> Vec<Cell> {
    let mut row = vec![
        Cell::text(&tranche.points.name),
        Cell::percent_of(tranche.points.attachment, 2),
        Cell::percent_of(tranche.points.detachment, 2),
        money(tranche.points.notional),
        money(tranche.expected_loss),
        Cell::percent_of(tranche.expected_loss_ratio(), 4),
        Cell::percent_of(tranche.probability_of_loss, 3),
        Cell::percent_of(tranche.probability_of_wipeout, 3),
    ];
    if is_sampled {
        row.push(Cell::of(tranche.standard_error, money));
    }
    row
}

/// What each tranche is expected to return; empty where the waterfall was not run.
fn returns(deal: &Deal, _: &str, figures: &Figures) -> Table {
    let columns = [
        "*tranche",
        "WAL years",
        "premium",
        "mean IRR",
        "IRR of expected flows",
        "discount margin",
        "fair spread",
        "annuity years",
    ];
    let mut table = Table::new("returns", "Expected returns", deal.currency, &columns);
    let percent = |value: Option<f64>| Cell::of(value, |value| Cell::percent_of(value, 3));
    let years = |value: Option<f64>| Cell::of(value, |value| Cell::number_of(value, 2));
    for tranche in &figures.tranches {
        let Some(found) = tranche.returns else { continue };
        table.push(vec![
            Cell::text(&tranche.points.name),
            years(found.wal_years),
            money(found.premium),
            percent(found.irr_mean),
            percent(found.irr_of_expected_flows),
            percent(found.discount_margin),
            percent(found.fair_spread),
            years(found.annuity_years),
        ]);
    }
    let note = "Of the flows of each value of the factor, averaged; a total loss counts as -100 % in the mean IRR. The fair spread \
                pays for the expected losses and no more.";
    table.notes.push(note.to_owned());
    table
}

/// The pool at the end.
fn pool(deal: &Deal, _: &str, figures: &Figures) -> Table {
    let columns = ["*pool loss", "amount", "of pool"];
    let mut table = Table::new("pool", "Pool losses", deal.currency, &columns);
    let pool = &figures.pool;
    let mut push = |name: String, value: f64| {
        let ratio = if pool.balance > 0.0 {
            value / pool.balance
        } else {
            0.0
        };
        table.push(vec![Cell::Text(name), money(value), Cell::percent_of(ratio, 4)]);
    };
    push("expected".to_owned(), pool.expected_loss);
    push("standard deviation".to_owned(), pool.std);
    let per_cent = |level: f64| format!("{} %", format::short_float(100.0 * level));
    for (level, loss) in &pool.quantiles {
        push(format!("not exceeded with {}", per_cent(*level)), *loss);
    }
    for (level, loss) in pool.shortfalls.iter().rev().take(2).rev() {
        push(format!("mean of the worst {}", per_cent(1.0 - level)), *loss);
    }
    table
}

/// The loss at the end in bins, with a bar each.
fn histogram(deal: &Deal, _: &str, figures: &Figures) -> Table {
    let columns = ["*loss from", "to", "probability", "bar", "attaches"];
    let mut table = Table::new(
        "histogram",
        "Pool loss, share of the pool",
        deal.currency,
        &columns,
    );
    let most = figures
        .histogram
        .iter()
        .map(|bin| bin.probability)
        .fold(0.0, f64::max);
    for bin in &figures.histogram {
        let length = if most > 0.0 {
            BAR * bin.probability / most
        } else {
            0.0
        };
        table.push(vec![
            Cell::percent_of(bin.from, 2),
            Cell::of(bin.to, |to| Cell::percent_of(to, 2)),
            Cell::percent_of(bin.probability, 3),
            Cell::text("█".repeat(length.round() as usize)),
            Cell::text(bin.attaching.join(", ")),
        ]);
    }
    table
        .notes
        .push("A tranche stands beside the losses among which its attachment point lies.".to_owned());
    table
}

/// Tranches cut to targets; empty where none were asked for.
fn sizing(deal: &Deal, _: &str, figures: &Figures) -> Table {
    let columns = [
        "*target",
        "attachment",
        "detachment",
        "thickness",
        "notional",
        "expected loss",
        "deviation",
        "P(any loss)",
    ];
    let mut table = Table::new("sizing", "Tranches cut to targets", deal.currency, &columns);
    for sized in &figures.sizing {
        let thickness = sized.detachment - sized.attachment;
        table.push(vec![
            sized.target.map_or_else(
                || Cell::text("what is left"),
                |target| Cell::percent_of(target, 4),
            ),
            Cell::percent_of(sized.attachment, 4),
            Cell::percent_of(sized.detachment, 4),
            Cell::percent_of(thickness, 4),
            money(thickness * figures.pool.balance),
            Cell::percent_of(sized.expected_loss, 4),
            Cell::percent_of(sized.deviation, 4),
            Cell::percent_of(sized.probability, 4),
        ]);
    }
    let note = "By the loss of the pool at the end, from the top downward, for sequential principal; expected loss and deviation \
                are shares of each tranche.";
    table.notes.push(note.to_owned());
    table
}

/// Each payment date.
fn dates(deal: &Deal, _: &str, figures: &Figures) -> Table {
    let names = || {
        figures
            .tranches
            .iter()
            .map(|tranche| tranche.points.name.as_str())
    };
    let mut columns = vec!["*date".to_owned(), "pool".to_owned()];
    columns.extend(names().map(|name| format!("{name} expected loss")));
    columns.extend(names().map(|name| format!("{name} P(any loss)")));
    columns.extend(names().map(|name| format!("{name} P(all lost)")));
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let title = "Expected losses and probabilities by each payment date";
    let mut table = Table::new("dates", title, deal.currency, &columns);
    for found in &figures.dates {
        let mut row = vec![Cell::Date(found.date), money(found.expected_loss)];
        let mut each = |cell: fn(&TrancheDate) -> Cell| row.extend(found.tranches.iter().map(cell));
        each(|tranche| money(tranche.expected_loss));
        each(|tranche| Cell::percent_of(tranche.probability_of_loss, 4));
        each(|tranche| Cell::percent_of(tranche.probability_of_wipeout, 4));
        table.push(row);
    }
    table
}
