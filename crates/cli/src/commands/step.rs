//! `run --step`: payment dates walked rule by rule.

use chrono::NaiveDate;
use tranchet_deal::file::Problems;
use tranchet_engine::outcome::PeriodResult;
use tranchet_engine::walk::{DateWalk, Walk, walk};
use tranchet_report::render::{outline_markdown, outline_text};
use tranchet_report::{json, render, walk as report};

use crate::args::{Format, Run, Shared};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios};
use crate::output;
use crate::run_problems::problems;

/// How many payment dates a wrong one is answered with.
const NEAREST: usize = 2;

/// Walks the payment dates asked for and writes what each rule did.
///
/// # Errors
/// Problems of the input, several scenarios, a date that is no payment date, or a file that cannot be read or written.
pub fn step(command: &Run, shared: &Shared) -> Result<(), Failure> {
    check_usage(command, shared)?;
    let loaded = deal_and_scenarios(&command.deal, &command.scenarios, shared)?;
    let (scenario, file) = loaded.scenario();
    let found = walk(loaded.deal(), &scenario);
    let found = found.map_err(|errors| -> Problems { problems(&errors, &loaded.deal, file) })?;
    let dates = chosen(command, &found)?;
    output::write(&written(&loaded, &found.outcome.scenario, &dates, shared), shared)
}

fn check_usage(command: &Run, shared: &Shared) -> Result<(), Failure> {
    let wrong = match (command.scenarios.len(), &shared.table) {
        (2.., _) => format!(
            "--step walks a deal under one scenario, and {} are given; name one",
            command.scenarios.len()
        ),
        (_, Some(table)) => {
            format!("--step shows rules and no tables; without it `--table {table}` can be had")
        }
        (_, None) => return Ok(()),
    };
    Err(Failure::Usage(wrong))
}

type Dates<'w> = Vec<(&'w DateWalk, &'w PeriodResult)>;

/// The dates asked for, with the results of their periods.
fn chosen<'w>(command: &Run, walk: &'w Walk) -> Result<Dates<'w>, Failure> {
    let is_wanted = |date: &DateWalk| match (command.date, command.from) {
        (Some(only), _) => date.date == only,
        (None, Some(first)) => date.date >= first,
        (None, None) => date.number == 1,
    };
    for named in [command.date, command.from].into_iter().flatten() {
        if walk.dates.iter().all(|date| date.date != named) {
            return Err(no_such_date(named, walk));
        }
    }
    let dates = walk.dates.iter().zip(&walk.outcome.periods);
    Ok(dates.filter(|(date, _)| is_wanted(date)).collect())
}

fn no_such_date(named: NaiveDate, walk: &Walk) -> Failure {
    let mut dates: Vec<NaiveDate> = walk.dates.iter().map(|date| date.date).collect();
    dates.sort_by_key(|date| (*date - named).num_days().abs());
    dates.truncate(NEAREST);
    dates.sort_unstable();
    let nearest: Vec<String> = dates.iter().map(NaiveDate::to_string).collect();
    let (last, reason) = walk.outcome.ended;
    let end = match named > last {
        true => format!("; the run ended on {last} by {}", reason.name()),
        false => String::new(),
    };
    Failure::Usage(format!(
        "{named} is no payment date of this run; the nearest are {}{end}",
        nearest.join(" and ")
    ))
}

fn written(loaded: &Loaded, scenario: &str, dates: &Dates<'_>, shared: &Shared) -> String {
    let deal = loaded.deal();
    let outlines = |draw: fn(&tranchet_report::explanation::Outline) -> String| {
        let drawn = dates
            .iter()
            .map(|(date, result)| draw(&report::outline(deal, scenario, date, result)));
        drawn.collect::<Vec<_>>().join("\n")
    };
    match shared.format {
        Format::Table => outlines(outline_text),
        Format::Markdown => outlines(outline_markdown),
        Format::Csv => render::csv(&report::table(deal, dates)),
        Format::Json => {
            let mut document = loaded.document("step");
            json::walk::walk(deal, scenario, dates, &mut document);
            output::json(document)
        }
    }
}
