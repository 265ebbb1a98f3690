//! The pool at closing, as a whole and broken down.

use tranchet_engine::stratify::{Breakdown, Dimension};

use super::{Block, Figure, Section, Values};
use crate::chart::bars::Bars;
use crate::chart::{Chart, Kind};
use crate::table::Table;
use crate::tables::pool::pool_tables;

/// Bars of a breakdown whose lines come the largest first.
const LARGEST: usize = 12;
/// Bars of a breakdown whose lines have an order of their own.
const ORDERED: usize = 40;
/// Rows of a breakdown that a report lists.
const LISTED: usize = 200;

/// Sums and averages, and a chart a breakdown of which the tape says something.
pub(super) fn pool(values: &Values) -> Option<Section> {
    let mut tables = pool_tables(values.deal, values.statistics);
    let breakdowns = tables.split_off(1);
    let mut shown: Vec<_> = breakdowns
        .into_iter()
        .zip(&values.statistics.by)
        .filter(|(_, found)| is_shown(found))
        .collect();
    shown.sort_by_key(|(_, found)| !is_asked_for(found.by));
    let figures: Vec<Figure> = shown
        .into_iter()
        .map(|(table, found)| figure(table, found.by))
        .collect();
    let mut blocks: Vec<Block> = tables.into_iter().map(Block::Table).collect();
    blocks.push(Block::Figures(figures));
    Some(Section {
        id: "pool",
        title: "Pool",
        blocks,
    })
}

/// What banks and investors ask for, of which the tape says something; the rest where loans differ.
fn is_shown(found: &Breakdown) -> bool {
    !found.is_blank() && (is_asked_for(found.by) || found.lines.len() > 1)
}

fn is_asked_for(by: Dimension) -> bool {
    match by {
        Dimension::Sector
        | Dimension::Rating
        | Dimension::Country
        | Dimension::Maturity
        | Dimension::Size
        | Dimension::Obligors => true,
        Dimension::AssetClass
        | Dimension::Status
        | Dimension::Currency
        | Dimension::Amortisation
        | Dimension::Index => false,
    }
}

fn figure(mut table: Table, by: Dimension) -> Figure {
    let most = match by {
        Dimension::Maturity | Dimension::Size => ORDERED,
        Dimension::Sector
        | Dimension::Rating
        | Dimension::Country
        | Dimension::AssetClass
        | Dimension::Status
        | Dimension::Currency
        | Dimension::Amortisation
        | Dimension::Index
        | Dimension::Obligors => LARGEST,
    };
    let lines = table.rows.len();
    let shown = if lines > most {
        format!(", {most} of {lines}")
    } else {
        String::new()
    };
    if lines > LISTED {
        table.rows.truncate(LISTED);
        let rest = lines - LISTED;
        table.notes.push(format!(
            "{rest} more lines: tranchet pool --table {}.",
            table.name
        ));
    }
    let bars = Bars {
        label: 0,
        value: table.column("share"),
        most,
        inks: &[],
    };
    Figure {
        chart: Chart {
            title: format!("{}, share of the balance{shown}", table.title),
            kind: Kind::Bars(bars),
        },
        table,
        is_open: false,
    }
}
