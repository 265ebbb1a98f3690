//! Capital before and after under one regime or several.

use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;
use tranchet_engine::capital::Capital;
use tranchet_engine::capital::error::approach_name;
use tranchet_engine::capital::step::Step;
use tranchet_engine::relief::ReliefThroughLife;

use super::{comparison, pool_through_life, srt, steps};
use crate::table::{Cell, Table};

/// Capital under a regime.
#[derive(Clone, Debug)]
pub struct RegimeCapital {
    /// At closing.
    pub closing: Capital,
    /// Under a scenario, by name, or why the deal cannot be run.
    pub through_life: Result<(String, ReliefThroughLife), String>,
    /// Capital held per unit of risk-weighted assets.
    pub target: Ratio,
}

/// A figure of a regime, as a cell.
type Figure<'a> = &'a dyn Fn(&RegimeCapital) -> Cell;

/// A table of capital: its name, and how it is made.
pub type CapitalTable = (&'static str, fn(&Deal, &[RegimeCapital]) -> Table);

/// The tables of `capital`, in the order in which they are shown.
pub const CAPITAL_TABLES: [CapitalTable; 9] = [
    ("comparison", comparison::comparison),
    ("summary", summary),
    ("tranches", tranches),
    ("srt", srt::srt),
    ("sts", srt::sts),
    ("through-life", through_life),
    ("srt-through-life", srt::through_life),
    ("pool-through-life", pool_through_life::pool_through_life),
    ("steps", steps),
];

/// Pool, before, after and relief, a column a regime.
fn summary(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns: Vec<&str> = std::iter::once("*figure")
        .chain(regimes.iter().map(|regime| regime.closing.regime.name))
        .collect();
    let mut table = Table::new(
        "summary",
        format!("{}: capital at closing", deal.name),
        deal.currency,
        &columns,
    );
    let mut row = |figure: &str, cell: &dyn Fn(&RegimeCapital) -> Cell| {
        table.push(
            std::iter::once(Cell::text(figure))
                .chain(regimes.iter().map(cell))
                .collect(),
        );
    };
    row("approach", &|regime| {
        Cell::text(approach_name(regime.closing.approach))
    });
    row("pool exposure", &|regime| {
        Cell::Money(regime.closing.pool.exposure)
    });
    row("pool RWA", &|regime| Cell::Money(regime.closing.pool.rwa));
    row("RWA density", &|regime| {
        Cell::percent_of(regime.closing.pool.density, 2)
    });
    row("capital charge K", &|regime| {
        Cell::percent_of(regime.closing.pool.k, 4)
    });
    row("K is called", &|regime| Cell::text(regime.closing.pool.k_name));
    if regimes.iter().any(|regime| regime.closing.pool.k_irb.is_some()) {
        internal_ratings(&mut row);
    }
    row("in default W", &|regime| {
        Cell::percent_of(regime.closing.pool.w, 4)
    });
    row("obligors, effective number", &|regime| {
        Cell::of(regime.closing.pool.n, |n| Cell::number_of(n, 1))
    });
    row("RWA before", &|regime| Cell::Money(regime.closing.before.rwa));
    row("RWA after", &|regime| Cell::Money(regime.closing.after.rwa));
    row("RWA relief", &|regime| Cell::Money(regime.closing.relief.rwa));
    row("relief ratio", &|regime| {
        Cell::Percent(regime.closing.relief.ratio.0, 2)
    });
    row("relief recognised", &|regime| {
        Cell::text(srt::recognised(&regime.closing.srt))
    });
    row("capital ratio", &|regime| Cell::Percent(regime.target.0, 2));
    row("capital before", &|regime| {
        Cell::Money(regime.closing.before.capital)
    });
    row("capital after", &|regime| {
        Cell::Money(regime.closing.after.capital)
    });
    if regimes.iter().any(|regime| regime.closing.deducted > Money::ZERO) {
        row("deducted, part of it", &|regime| {
            Cell::Money(regime.closing.deducted)
        });
    }
    row("capital relief", &|regime| {
        Cell::Money(regime.closing.relief.capital)
    });
    table
        .notes
        .push("RWA weight every loan whole, the share that the bank retains of each included.".into());
    table.notes.extend(srt::unrecognised_notes(regimes));
    table.notes.extend(recalled_note(regimes));
    table
}

/// What internal ratings and the standardised approach say of the same pool.
fn internal_ratings(row: &mut dyn FnMut(&str, Figure<'_>)) {
    row("share with K_IRB", &|regime| {
        Cell::percent_of(regime.closing.pool.irb_share, 2)
    });
    row("K_IRB", &|regime| {
        Cell::of(regime.closing.pool.k_irb, |k| Cell::percent_of(k, 4))
    });
    row("K_SA", &|regime| Cell::percent_of(regime.closing.pool.k_sa, 4));
    row("RWA if all standardised", &|regime| {
        Cell::Money(regime.closing.pool.rwa_standardised)
    });
    row("loss given default", &|regime| {
        Cell::of(regime.closing.pool.lgd, |lgd| Cell::percent_of(lgd, 2))
    });
}

/// Risk weight and risk-weighted assets of each tranche.
fn tranches(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns = [
        "*regime",
        "*tranche",
        "attachment",
        "detachment",
        "retained exposure",
        "approach",
        "p",
        "risk weight formula",
        "risk weight",
        "bound",
        "protected exposure",
        "protection weight",
        "RWA",
    ];
    let mut table = Table::new(
        "tranches",
        "Capital by tranche at closing",
        deal.currency,
        &columns,
    );
    for regime in regimes {
        for tranche in &regime.closing.tranches {
            table.push(vec![
                Cell::text(regime.closing.regime.name),
                Cell::text(&tranche.name),
                Cell::percent_of(tranche.attachment, 3),
                Cell::percent_of(tranche.detachment, 3),
                Cell::Money(tranche.retained_exposure),
                Cell::of(tranche.approach, |approach| Cell::text(approach_name(approach))),
                Cell::of(tranche.p, |p| Cell::number_of(p, 2)),
                Cell::of(tranche.risk_weight_formula, |weight| Cell::percent_of(weight, 2)),
                Cell::of(tranche.risk_weight, |weight| Cell::percent_of(weight, 2)),
                Cell::text(tranche.bound.name()),
                Cell::Money(tranche.protected_exposure),
                Cell::of(tranche.protection_weight, |weight| Cell::percent_of(weight, 2)),
                Cell::Money(tranche.rwa),
            ]);
        }
    }
    table
}

/// Before, after and relief on each date.
fn through_life(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let life = regimes
        .iter()
        .find_map(|regime| regime.through_life.as_ref().ok());
    let title = match life {
        Some((scenario, _)) => format!("Relief through life, scenario {scenario}"),
        None => "Relief through life".to_owned(),
    };
    let columns = [
        "*regime",
        "*date",
        "K",
        "W",
        "RWA before",
        "RWA after",
        "RWA relief",
        "capital relief",
    ];
    let mut table = Table::new("through-life", title, deal.currency, &columns);
    for regime in regimes {
        let dates = regime.through_life.iter().flat_map(|(_, relief)| &relief.dates);
        for date in dates {
            let capital = &date.capital;
            table.push(vec![
                Cell::text(capital.regime.name),
                Cell::Date(capital.date),
                Cell::percent_of(capital.pool.k, 3),
                Cell::percent_of(capital.pool.w, 2),
                Cell::Money(capital.before.rwa),
                Cell::Money(capital.after.rwa),
                Cell::Money(capital.relief.rwa),
                Cell::Money(capital.relief.capital),
            ]);
        }
    }
    table.notes.push(
        match regimes
            .iter()
            .find_map(|regime| regime.through_life.as_ref().err())
        {
            Some(why) => format!("The deal cannot be run: {why}."),
            None => "Each line is what is outstanding after that date; the first is closing.".to_owned(),
        },
    );
    table
}

/// Every step behind the figures at closing, with its citation.
fn steps(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns = ["*regime", "*of", "*step", "value", "from", "citation"];
    let mut table = Table::new("steps", "How each figure was found", deal.currency, &columns);
    for regime in regimes {
        let mut add = |of: &str, step: &Step| {
            table.push(vec![
                Cell::text(regime.closing.regime.name),
                Cell::text(of),
                Cell::text(step.rule),
                Cell::Text(steps::value(deal.currency, step)),
                Cell::Text(steps::inputs(deal.currency, step, &deal.tranches)),
                Cell::Text(step.cites.to_string()),
            ]);
        };
        for tranche in &regime.closing.tranches {
            tranche.steps.iter().for_each(|step| add(&tranche.name, step));
        }
        regime.closing.steps.iter().for_each(|step| add("deal", step));
        let srt = &regime.closing.srt;
        let checks = srt.made().iter().chain(&srt.indicators);
        checks.for_each(|check| add("deal", &check.step()));
    }
    table
}

/// Says which figures rest on law that nobody here has read.
pub(super) fn recalled_note(regimes: &[RegimeCapital]) -> Option<String> {
    let steps = regimes.iter().flat_map(|regime| {
        let tranches = regime
            .closing
            .tranches
            .iter()
            .filter(|tranche| tranche.rwa > Money::ZERO);
        tranches
            .flat_map(|tranche| &tranche.steps)
            .chain(&regime.closing.steps)
    });
    steps::recalled_note(steps)
}
