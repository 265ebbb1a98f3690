//! Capital before and after, by regime, and how each figure was found.

use tranchet_engine::capital::explanation::{explain_figures, workings};

use super::{Block, Figure, Section, Values, capital_table, of_regime, of_regimes};
use crate::chart::bars::Bars;
use crate::chart::ink::Ink;
use crate::chart::{Chart, Kind};
use crate::explanation::outline;
use crate::table::{Cell, Table};
use crate::tables::capital::RegimeCapital;

/// The figures whose trees are shown, those first that others are found from.
const EXPLAINED: [&str; 9] = [
    "risk weight",
    "RWA",
    "RWA before",
    "RWA after",
    "RWA relief",
    "relief ratio",
    "capital before",
    "capital after",
    "capital relief",
];

/// The ink of what is relieved.
const RELIEF: Ink = Ink::Tranche {
    step: 4,
    is_sold: true,
};

/// Before and after; regimes compared where there are several; trees.
pub(super) fn capital(values: &Values) -> Option<Section> {
    let first = values.regimes.first()?;
    let mut blocks = vec![Block::Figures(vec![figure(values)])];
    if values.regimes.len() == 1 {
        blocks.push(Block::Table(capital_table("summary", values, values.regimes)));
        blocks.push(Block::Table(of_regime("tranches", values, first)));
    } else {
        blocks.push(Block::Table(capital_table("comparison", values, values.regimes)));
        blocks.push(Block::Folded(capital_table("summary", values, values.regimes)));
        blocks.push(Block::Folded(capital_table("tranches", values, values.regimes)));
    }
    let has_bank = values.deal.bank.is_some();
    blocks.extend(has_bank.then(|| Block::Table(of_regimes("output-floor", values))));
    blocks.extend(values.regimes.iter().map(|found| trees(values, found)));
    Some(Section {
        id: "capital",
        title: "Capital before and after",
        blocks,
    })
}

fn figure(values: &Values) -> Figure {
    let title = "Capital before and after at closing";
    let mut table = Table::new(
        "before-after",
        title,
        values.deal.currency,
        &["*figure", "RWA", "capital"],
    );
    for found in values.regimes {
        let closing = &found.closing;
        let of = |what: &str, rwa, capital| {
            let name = Cell::Text(format!("{}, {what}", closing.regime.name));
            vec![name, Cell::Money(rwa), Cell::Money(capital)]
        };
        table.push(of("before", closing.before.rwa, closing.before.capital));
        table.push(of("after", closing.after.rwa, closing.after.capital));
        table.push(of("relief", closing.relief.rwa, closing.relief.capital));
    }
    let bars = Bars {
        label: 0,
        value: table.column("rwa"),
        most: table.rows.len(),
        inks: &[Ink::Faint, Ink::Plain, RELIEF],
    };
    Figure {
        chart: Chart {
            title: "RWA at closing; hatched is relieved".to_owned(),
            kind: Kind::Bars(bars),
        },
        table,
        is_open: false,
    }
}

fn trees(values: &Values, found: &RegimeCapital) -> Block {
    let name = found.closing.regime.name;
    let tree = explain_figures(&workings(&found.closing), &EXPLAINED);
    let title = format!("How each figure was found under {name}");
    Block::Workings(name, outline(title, values.deal.currency, &tree))
}
