//! What a report was made from: files, changes, rules, and what of it is not law that the authors have read.

use tranchet_engine::capital::Capital;
use tranchet_engine::capital::step::Step;
use tranchet_engine::cited::{Citation, Standing};

use super::{Block, Section, Values};
use crate::table::{Cell, Table};
use crate::tables::capital::RegimeCapital;

/// Files, changes, rules, and what is recalled or assumed.
pub(super) fn origins(values: &Values) -> Option<Section> {
    let mut blocks = vec![Block::Text(format!(
        "Made by tranchet {}. The same version makes the same bytes of the same files.",
        values.version
    ))];
    blocks.push(Block::Table(inputs(values)));
    if !values.changes.is_empty() {
        blocks.push(Block::Table(changes(values)));
    }
    if !values.regimes.is_empty() {
        blocks.push(Block::Table(rules(values)));
        let unsettled = unsettled(values);
        blocks.push(Block::Table(match values.regimes {
            [_] => unsettled.without("regimes"),
            _ => unsettled,
        }));
    }
    Some(Section {
        id: "origins",
        title: "Inputs and rules",
        blocks,
    })
}

fn inputs(values: &Values) -> Table {
    let mut table = Table::new(
        "inputs",
        "Files that were read",
        values.deal.currency,
        &["*file", "SHA-256"],
    );
    for input in values.inputs {
        table.push(vec![Cell::text(&input.name), Cell::text(&input.sha256)]);
    }
    table
}

fn changes(values: &Values) -> Table {
    let title = "What was changed in them";
    let mut table = Table::new("changes", title, values.deal.currency, &["*change"]);
    for change in values.changes {
        table.push(vec![Cell::text(change)]);
    }
    table
}

/// Which version of each regime served.
fn rules(values: &Values) -> Table {
    let columns = ["*regime", "rules", "status", "since", "until", "law of"];
    let mut table = Table::new("rules", "Rules at closing", values.deal.currency, &columns);
    for found in values.regimes {
        let version = found.closing.version;
        let regime = version.regime;
        let status = if regime.status.is_proposal() {
            "proposed, binding nobody"
        } else if version.precedes_the_first() {
            "stand in for earlier ones"
        } else {
            "in force"
        };
        table.push(vec![
            Cell::text(regime.name),
            Cell::text(regime.title),
            Cell::text(status),
            Cell::Date(regime.status.date()),
            Cell::of(version.until, Cell::Date),
            Cell::Date(version.on),
        ]);
    }
    table
        .notes
        .push("Through life each date has the rules of its own.".to_owned());
    table
}

/// Texts behind the figures that nobody here has read, and assumptions.
fn unsettled(values: &Values) -> Table {
    let columns = ["*standing", "text", "version", "regimes", "used for"];
    let title = "What is recalled, assumed or given by the user";
    let mut table = Table::new("unsettled", title, values.deal.currency, &columns);
    for used in used(values.regimes) {
        table.push(vec![
            Cell::text(used.text.standing.name()),
            Cell::text(used.text.text),
            Cell::text(used.text.version),
            Cell::Text(used.regimes.join(", ")),
            Cell::Text(used.rules.join(", ")),
        ]);
    }
    table.notes.push(
        "Read without formula: the text was read, its formula comes from a second source. Recalled: written down from memory. \
         Assumed: no text says so."
            .to_owned(),
    );
    table
}

/// A text, and what it was used for.
struct Used {
    text: Citation,
    regimes: Vec<&'static str>,
    rules: Vec<&'static str>,
}

/// Each text once, the least certain last, in the order in which figures rest on them.
fn used(regimes: &[RegimeCapital]) -> Vec<Used> {
    let mut found: Vec<Used> = Vec::new();
    for regime in regimes {
        let name = regime.closing.regime.name;
        for step in steps(&regime.closing) {
            let text = Citation {
                standing: step.standing(),
                ..step.cites
            };
            if text.standing == Standing::Read {
                continue;
            }
            let known = found.iter_mut().find(|used| used.text == text);
            let Some(used) = known else {
                found.push(Used {
                    text,
                    regimes: vec![name],
                    rules: vec![step.rule],
                });
                continue;
            };
            push_once(&mut used.regimes, name);
            push_once(&mut used.rules, step.rule);
        }
    }
    found.sort_by_key(|used| certainty(used.text.standing));
    found
}

fn push_once(list: &mut Vec<&'static str>, word: &'static str) {
    if !list.contains(&word) {
        list.push(word);
    }
}

fn certainty(standing: Standing) -> u8 {
    match standing {
        Standing::Read => 0,
        Standing::ReadWithoutFormula => 1,
        Standing::Recalled => 2,
        Standing::Assumed => 3,
        Standing::Given => 4,
    }
}

fn steps(capital: &Capital) -> Vec<Step> {
    let of_tranches = capital
        .tranches
        .iter()
        .flat_map(|tranche| tranche.steps.iter().cloned());
    let srt = &capital.srt;
    let checks = srt.made().iter().chain(&srt.indicators).map(|check| check.step());
    of_tranches
        .chain(capital.steps.iter().cloned())
        .chain(checks)
        .collect()
}
