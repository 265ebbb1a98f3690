//! Capital before and after under one regime or several.

use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;
use tranchet_engine::capital::Capital;
use tranchet_engine::capital::cliff::Edge;
use tranchet_engine::capital::error::approach_name;
use tranchet_engine::capital::output_floor::Phase;
use tranchet_engine::capital::regimes::{Status, Version};
use tranchet_engine::capital::step::{Answer, Step};
use tranchet_engine::cited::Standing;
use tranchet_engine::relief::ReliefThroughLife;
use tranchet_engine::study::roll_over::RollOver;

use super::{calls, cliff, comparison, output_floor, pool_through_life, srt, steps};
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
    /// The output floor at closing and as it changes later, or the article by which there is none.
    pub output_floor: Answer<Vec<Phase>>,
    /// Closing, with a pool that worsens.
    pub cliff: Vec<Edge>,
    /// What calls and scheduled maturity would end under the scenario; empty where the deal cannot be run.
    pub calls: Vec<RollOver>,
}

/// A figure of a regime, as a cell.
type Figure<'a> = &'a dyn Fn(&RegimeCapital) -> Cell;

/// A table of capital: its name, and how it is made.
pub type CapitalTable = (&'static str, fn(&Deal, &[RegimeCapital]) -> Table);

/// The tables of `capital`, in the order in which they are shown.
pub const CAPITAL_TABLES: [CapitalTable; 12] = [
    ("comparison", comparison::comparison),
    ("summary", summary),
    ("tranches", tranches),
    ("srt", srt::srt),
    ("sts", srt::sts),
    ("through-life", through_life),
    ("srt-through-life", srt::through_life),
    ("pool-through-life", pool_through_life::pool_through_life),
    ("calls", calls::calls),
    ("output-floor", output_floor::output_floor),
    ("cliff", cliff::cliff),
    ("steps", steps),
];

/// Pool, before, after and relief, a column a regime.
fn summary(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns: Vec<&str> = std::iter::once("*figure")
        .chain(regimes.iter().map(|regime| regime.closing.regime.name))
        .collect();
    let mut table = Table::new(
        "summary",
        titled(regimes, format!("{}: capital at closing", deal.name)),
        deal.currency,
        &columns,
    );
    let mut row = |figure: &str, cell: Figure| {
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
    table.notes.extend(regimes.iter().map(rules_note));
    table.notes.extend(srt::unrecognised_notes(regimes));
    table.notes.extend(recalled_note(regimes));
    table.notes.extend(given_note(regimes));
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
        titled(regimes, "Capital by tranche at closing".to_owned()),
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
    let mut table = Table::new("through-life", titled(regimes, title), deal.currency, &columns);
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
    let title = titled(regimes, "How each figure was found".to_owned());
    let mut table = Table::new("steps", title, deal.currency, &columns);
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

/// A title that says which of the regimes are no law.
pub(super) fn titled(regimes: &[RegimeCapital], title: String) -> String {
    let proposals: Vec<&str> = regimes
        .iter()
        .map(|found| found.closing.regime)
        .filter(|regime| regime.status.is_proposal())
        .map(|regime| regime.name)
        .collect();
    if proposals.is_empty() {
        title
    } else {
        format!("{title} (PROPOSAL, not law: {})", proposals.join(", "))
    }
}

/// Which rules served, and from when to when they do.
pub(super) fn rules_note(found: &RegimeCapital) -> String {
    let Version { regime, on, until } = found.closing.version;
    let name = regime.name;
    let title = regime.title;
    let date = regime.status.date();
    match regime.status {
        Status::Proposed(_) => format!("Rules of {name}: {title}; proposed {date}, binding nobody."),
        Status::InForceFrom(_) if found.closing.version.precedes_the_first() => format!(
            "Rules of {name}: {title}, which begin on {date}; those of {on} are not held, and these stand in."
        ),
        Status::InForceFrom(_) => {
            let until = until.map_or_else(String::new, |until| format!(" to {until}"));
            format!("Rules of {name}: {title}, in force from {date}{until}; law of {on}.")
        }
    }
}

/// Says which figures rest on numbers of the user's own.
pub(super) fn given_note(regimes: &[RegimeCapital]) -> Option<String> {
    let steps = regimes.iter().flat_map(|found| &found.closing.tranches);
    let mut texts: Vec<&str> = steps
        .flat_map(|tranche| &tranche.steps)
        .filter(|step| step.standing() == Standing::Given)
        .map(|step| step.cites.text)
        .collect();
    texts.sort_unstable();
    texts.dedup();
    (!texts.is_empty()).then(|| format!("Numbers given by the user: {}.", texts.join("; ")))
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
