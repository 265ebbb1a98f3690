//! Tests of significant risk transfer, indicators, and conditions of STS and risk retention.

use tranchet_deal::deal::Deal;
use tranchet_engine::capital::Capital;
use tranchet_engine::capital::check::{Check, Limit, Outcome, Unit};
use tranchet_engine::capital::rules::crr_245_srt_tests::{FIRST_LOSS, MEZZANINE};
use tranchet_engine::capital::srt::Srt;
use tranchet_engine::cited::{Citation, Standing};

use super::capital::RegimeCapital;
use crate::table::{Cell, Table};

const COLUMNS: [&str; 8] = [
    "*regime", "kind", "check", "value", "must be", "limit", "outcome", "citation",
];

/// Words for passed and failed.
type Verdict = [&'static str; 2];
const OF_LAW: Verdict = ["passed", "not passed"];
const OF_AN_INDICATOR: Verdict = ["reached", "not reached"];
const OF_A_CONDITION: Verdict = ["met", "not met"];

/// Tests and indicators at closing.
pub(super) fn srt(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let title = "Tests of significant risk transfer at closing";
    let mut table = Table::new("srt", title, deal.currency, &COLUMNS);
    for regime in regimes {
        let name = regime.closing.regime.name;
        let found = &regime.closing.srt;
        match &found.tests {
            Ok(tests) => tests
                .iter()
                .for_each(|check| push(&mut table, (name, "test"), check, OF_LAW)),
            Err(none) => {
                table
                    .notes
                    .push(format!("{name}: no tests: {} ({}).", none.reason, none.cites));
            }
        }
        for check in &found.indicators {
            push(&mut table, (name, "indicator"), check, OF_AN_INDICATOR);
        }
    }
    if regimes
        .iter()
        .any(|regime| !regime.closing.srt.indicators.is_empty())
    {
        table.notes.push(
            "One test passed is enough. An indicator has no force of law: it is what supervisors look at, or this \
             program's own measure."
                .to_owned(),
        );
    }
    table.notes.extend(unrecognised_notes(regimes));
    table.notes.extend(recalled_note(&table));
    table
}

/// Says what becomes of relief that no test recognises.
pub(super) fn unrecognised_notes(regimes: &[RegimeCapital]) -> Vec<String> {
    let failing = regimes
        .iter()
        .filter(|regime| regime.closing.srt.recognised == Some(false));
    let note = |regime: &RegimeCapital| {
        let text = regime.closing.srt.not_transferred?;
        Some(format!(
            "{}: no test of significant risk transfer is passed. Unless the supervisor permits it, the pool is \
             weighted as if not securitised ({text}); the relief shown is as calculated and not recognised.",
            regime.closing.regime.name
        ))
    };
    failing.filter_map(note).collect()
}

/// Whether relief is recognised, in a word.
pub(super) fn recognised(srt: &Srt) -> &'static str {
    match (&srt.tests, srt.recognised) {
        (Err(_), _) => "no tests",
        (Ok(_), Some(true)) => "yes",
        (Ok(_), Some(false)) => "no",
        (Ok(_), None) => "undecided",
    }
}

/// Conditions of STS that can be calculated, and risk retention.
pub(super) fn sts(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let title = "Conditions of STS and risk retention at closing";
    let mut table = Table::new("sts", title, deal.currency, &COLUMNS);
    for regime in regimes {
        let name = regime.closing.regime.name;
        let found = regime.closing.regime.srt.conditions(deal);
        let mut absent = |what: &str, why: &tranchet_engine::capital::step::NotApplicable| {
            table
                .notes
                .push(format!("{name}: no {what}: {} ({}).", why.reason, why.cites));
        };
        if let Err(why) = &found.sts {
            absent("conditions of STS", why);
        }
        if let Err(why) = &found.retention {
            absent("risk retention", why);
        }
        for check in found.sts.iter().flatten() {
            push(&mut table, (name, "STS"), check, OF_A_CONDITION);
        }
        if let Ok(check) = &found.retention {
            push(&mut table, (name, "retention"), check, OF_A_CONDITION);
        }
        table.notes.extend(sts_note(deal, name, &found.sts));
    }
    if !table.rows.is_empty() {
        table
            .notes
            .push("Conditions on documents and conduct are not checked.".to_owned());
    }
    table.notes.extend(recalled_note(&table));
    table
}

/// Says that a deal calls itself STS and fails a condition.
fn sts_note<E>(deal: &Deal, regime: &str, checks: &Result<Vec<Check>, E>) -> Option<String> {
    let is_sts = deal.capital.as_ref().is_some_and(|terms| terms.sts);
    let failed = |check: &&Check| check.outcome == Outcome::Failed;
    let names: Vec<_> = checks
        .iter()
        .flatten()
        .filter(failed)
        .map(|check| check.name)
        .collect();
    (is_sts && !names.is_empty()).then(|| {
        format!(
            "{regime}: the deal says `sts: true` and does not meet: {}. Risk weights are calculated as it says.",
            names.join("; ")
        )
    })
}

/// Tests on every date.
pub(super) fn through_life(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let life = regimes
        .iter()
        .find_map(|regime| regime.through_life.as_ref().ok());
    let title = life.map_or(
        "Tests of risk transfer through life".to_owned(),
        |(scenario, _)| format!("Tests of risk transfer through life, scenario {scenario}"),
    );
    let columns = [
        "*regime",
        "*date",
        "mezzanine RWEA held",
        "first loss held",
        "tests passed",
        "relief recognised",
    ];
    let mut table = Table::new("srt-through-life", title, deal.currency, &columns);
    for regime in regimes {
        for date in regime.through_life.iter().flat_map(|(_, relief)| &relief.dates) {
            table.push(life_row(&date.capital));
        }
        table.notes.extend(first_failure(regime));
    }
    table
}

fn life_row(capital: &Capital) -> Vec<Cell> {
    let share = |name| {
        Cell::of(capital.srt.named(name).and_then(|test| test.value), |share| {
            Cell::Percent(share, 2)
        })
    };
    vec![
        Cell::text(capital.regime.name),
        Cell::Date(capital.date),
        share(MEZZANINE),
        share(FIRST_LOSS),
        Cell::Text(passed(&capital.srt)),
        Cell::text(recognised(&capital.srt)),
    ]
}

/// The tests passed, by name.
pub(super) fn passed(srt: &Srt) -> String {
    let passed = srt.made().iter().filter(|test| test.outcome == Outcome::Passed);
    let names: Vec<&str> = passed.map(|test| test.name).collect();
    match (&srt.tests, names.is_empty()) {
        (Err(_), _) => "no tests".to_owned(),
        (Ok(_), true) => "none".to_owned(),
        (Ok(_), false) => names.join(", "),
    }
}

/// From which date on relief is no longer recognised, where it was before.
fn first_failure(regime: &RegimeCapital) -> Option<String> {
    let (_, relief) = regime.through_life.as_ref().ok()?;
    let dates = relief.dates.iter().map(|date| &date.capital);
    let mut after = dates.skip_while(|capital| capital.srt.recognised != Some(true));
    let failed = after.find(|capital| capital.srt.recognised != Some(true))?;
    let what = match failed.srt.recognised {
        Some(_) => "no test is passed",
        None => "no test is passed for certain",
    };
    Some(format!(
        "{}: {what} on {}, for the first time.",
        regime.closing.regime.name, failed.date
    ))
}

fn push(table: &mut Table, (regime, kind): (&str, &str), check: &Check, verdict: Verdict) {
    let cell = |value| match check.unit {
        Unit::Share => Cell::Percent(value, 2),
        Unit::Number | Unit::Years => Cell::Number(value, 2),
    };
    table.push(vec![
        Cell::text(regime),
        Cell::text(kind),
        Cell::text(check.name),
        Cell::of(check.value, cell),
        Cell::of(check.limit, |limit| {
            Cell::text(match limit {
                Limit::AtMost(_) => "at most",
                Limit::AtLeast(_) => "at least",
            })
        }),
        Cell::of(check.limit, |limit| cell(limit.level())),
        Cell::text(outcome(check, verdict)),
        Cell::Text(citation(check)),
    ]);
    add_reason(table, check);
}

/// What came of a check, in a word.
fn outcome(check: &Check, [passed, failed]: Verdict) -> &'static str {
    match check.outcome {
        Outcome::Passed => passed,
        Outcome::Failed => failed,
        Outcome::Undecided | Outcome::NotApplicable | Outcome::NotCalculated => check.outcome.name(),
    }
}

/// Why, where figures do not say so; what two regimes share is said once.
fn add_reason(table: &mut Table, check: &Check) {
    if let Some(why) = check.because {
        let note = format!("{}: {why}.", check.name);
        if !table.notes.contains(&note) {
            table.notes.push(note);
        }
    }
}

/// A citation without its version, which `steps` and JSON have.
fn citation(check: &Check) -> String {
    let Citation { text, standing, .. } = check.cites;
    match standing {
        Standing::Read | Standing::ReadWithoutFormula => text.to_owned(),
        Standing::Recalled | Standing::Assumed | Standing::Given => format!("{text} ({})", standing.name()),
    }
}

/// Explains the standing that citations of the table show.
fn recalled_note(table: &Table) -> Option<String> {
    let recalled = "(recalled)";
    let is_recalled =
        |row: &Vec<Cell>| matches!(row.last(), Some(Cell::Text(text)) if text.ends_with(recalled));
    table
        .rows
        .iter()
        .any(is_recalled)
        .then(|| "Recalled: not read by the authors.".to_owned())
}
