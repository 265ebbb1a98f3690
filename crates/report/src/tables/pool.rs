//! The pool at closing: a summary, and a table a breakdown.

use tranchet_deal::deal::Deal;
use tranchet_engine::stratify::{Breakdown, Dimension, OBLIGORS_SHOWN, PoolStatistics};

use crate::format;
use crate::table::{Cell, Table};

/// The summary, then every breakdown, those included of which the tape says nothing.
pub fn pool_tables(deal: &Deal, statistics: &PoolStatistics) -> Vec<Table> {
    let breakdowns = statistics.by.iter().map(|by| breakdown(deal, by));
    std::iter::once(summary(deal, statistics))
        .chain(breakdowns)
        .collect()
}

/// Sums, averages, concentration and life.
fn summary(deal: &Deal, statistics: &PoolStatistics) -> Table {
    let title = format!("{}: pool as of {}", deal.name, deal.pool.cut_off);
    let mut table = Table::new("summary", title, deal.currency, &["*figure", "value"]);
    let mut row = |figure: &str, cell: Cell| table.push(vec![Cell::text(figure), cell]);
    row("balance", Cell::Money(statistics.balance));
    row("protected balance", Cell::Money(statistics.protected));
    row("retained share", Cell::Percent(deal.pool.retained_share.0, 2));
    row("loans", count(statistics.loans));
    row("obligors", count(statistics.obligors));
    row(
        "effective number of obligors",
        Cell::of(statistics.n_obligors_effective, |n| Cell::number_of(n, 1)),
    );
    row("largest obligor", largest(statistics));
    row(
        "average PD",
        Cell::of(statistics.wa_pd, |pd| Cell::Percent(pd.0, 3)),
    );
    row(
        "average LGD",
        Cell::of(statistics.wa_lgd, |lgd| Cell::Percent(lgd.0, 2)),
    );
    let wal = statistics.wal_years.as_ref().ok().copied().flatten();
    row("WAL years", Cell::of(wal, |years| Cell::Number(years, 2)));
    table.notes.push(
        "Whole loans, the retained share included. Averages by balance, over the loans that have the figure."
            .into(),
    );
    table
        .notes
        .push("WAL: contractual principal from the cut-off date, without defaults or prepayment.".into());
    table.notes.extend(notes(deal, statistics));
    table
}

/// What a reader of the figures must know of this pool.
pub fn notes(deal: &Deal, statistics: &PoolStatistics) -> Vec<String> {
    let mut notes = Vec::new();
    if let Err(missing) = &statistics.wal_years {
        notes.push(format!("WAL is not shown: {missing}."));
    }
    if deal.pool.loans.iter().any(|loan| loan.group_id.is_some()) {
        notes.push("The effective number adds loans of one group first; obligors are counted singly.".into());
    }
    notes
}

fn largest(statistics: &PoolStatistics) -> Cell {
    let mut obligors = statistics.by.iter().filter(|by| by.by == Dimension::Obligors);
    let first = obligors.next().and_then(|by| by.lines.first());
    Cell::of(first, |line| Cell::Percent(line.share.0, 2))
}

fn count(number: usize) -> Cell {
    Cell::Count(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Loans, balance and share of each value.
fn breakdown(deal: &Deal, by: &Breakdown) -> Table {
    let (title, column) = titles(by.by);
    let columns = [column, "loans", "balance", "share"];
    let mut table = Table::new(by.by.name(), title, deal.currency, &columns);
    for line in &by.lines {
        table.push(vec![
            Cell::Text(format::value(line.value)),
            count(line.loans),
            Cell::Money(line.balance),
            Cell::Percent(line.share.0, 2),
        ]);
    }
    table
}

/// A table's title, and the title of its first column.
fn titles(by: Dimension) -> (String, &'static str) {
    let column = match by {
        Dimension::Sector => "*sector",
        Dimension::Rating => "*rating",
        Dimension::Country => "*country",
        Dimension::AssetClass => "*asset class",
        Dimension::Status => "*status",
        Dimension::Currency => "*currency",
        Dimension::Amortisation => "*amortisation",
        Dimension::Index => "*index",
        Dimension::Maturity => "*maturity",
        Dimension::Size => "*size",
        Dimension::Obligors => return (format!("Largest obligors, up to {OBLIGORS_SHOWN}"), "*obligor"),
    };
    (format!("Pool by {}", column.trim_start_matches('*')), column)
}
