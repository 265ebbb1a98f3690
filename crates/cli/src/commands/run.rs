//! `run`: cash flows, losses, premium, triggers and returns.

use rust_decimal::Decimal;
use tranchet_deal::factor::Factor;
use tranchet_deal::file::read_decimal;
use tranchet_engine::break_even::{BreakEven, break_even as find_break_even};
use tranchet_engine::economics::HURDLE;
use tranchet_engine::returns::Asked;
use tranchet_engine::study::{Study, study};
use tranchet_report::json;
use tranchet_report::table::Table;
use tranchet_report::tables::{RUN_TABLES, break_even, prices};

use super::step;
use crate::args::{Format, Run, Shared};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios};
use crate::run_problems::problems;
use crate::{output, progress};

/// Tables that are long and shown only when asked for.
const ON_REQUEST: [&str; 11] = [
    "scenarios",
    "yields",
    "economics",
    "profit",
    "efficiency",
    "call-decision",
    "years",
    "coupons",
    "tranches",
    "tests",
    "journal",
];
/// Tables left out where there is nothing in them, unless one is asked for.
const OF_REPLENISHMENT: [&str; 2] = ["replenishment", "offers"];
/// Tables shown for several scenarios, unless one is asked for.
const SIDE_BY_SIDE: [&str; 3] = ["structure", "scenarios", "capital"];
/// The table that needs runs of its own.
const BREAK_EVEN: &str = "break-even";
/// The table of notes at what investors ask.
const PRICES: &str = "prices";
/// The table of CSV, unless one is asked for.
const CSV_TABLE: &str = "tranches";

/// Runs a deal under each scenario and writes what it says.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn run(command: &Run, shared: &Shared) -> Result<(), Failure> {
    if command.step {
        return step::step(command, shared);
    }
    check_table_name(shared)?;
    let loaded = deal_and_scenarios(&command.deal, &command.scenarios, shared)?;
    let studies = studies(&loaded, shared)?;
    let asked = prices_asked(command, shared)?;
    let is_asked_for = shared.table.as_deref() == Some(BREAK_EVEN);
    let is_wanted = is_asked_for || (command.break_even && shared.table.is_none());
    let result = match shared.format {
        Format::Json => {
            let mut document = loaded.document("run");
            json::run::run(loaded.deal(), &studies, &mut document);
            if is_wanted {
                json::break_even::break_even(&break_evens(&loaded)?, &mut document);
            }
            if !asked.is_empty() {
                json::prices::prices(loaded.deal(), &studies, &asked, &mut document);
            }
            output::json(document)
        }
        Format::Table | Format::Markdown | Format::Csv => {
            let mut shown = Vec::new();
            if !is_asked_for && shared.table.as_deref() != Some(PRICES) {
                shown = tables(&loaded, &studies, shared);
            }
            if is_wanted {
                shown.push(break_even::break_even(loaded.deal(), &break_evens(&loaded)?));
            }
            if !asked.is_empty() && shared.table.as_deref().is_none_or(|name| name == PRICES) {
                shown.push(prices::prices(loaded.deal(), &studies, &asked));
            }
            output::render(&shown, shared)?
        }
    };
    output::write(&result, shared)
}

/// The yields and margins at which notes are priced.
fn prices_asked(command: &Run, shared: &Shared) -> Result<Vec<Asked>, Failure> {
    if shared.table.as_deref() == Some(PRICES)
        && command.at_yields.is_empty()
        && command.at_margins.is_empty()
    {
        return Err(Failure::Usage(
            "--table prices needs what is asked: --at-yield 12% or --at-margin 600bp".to_owned(),
        ));
    }
    let read = |flag: &str, text: &String, asked: fn(f64) -> Asked| {
        let rate = read_decimal(text).map_err(|why| Failure::Usage(format!("{flag}: {why}")))?;
        match rate.abs() < Decimal::ONE {
            true => Ok(asked(Factor::from(rate).to_f64())),
            false => Err(Failure::Usage(format!(
                "{flag}: `{text}` is not between -100 % and 100 % a year; did you mean `{text}%`?"
            ))),
        }
    };
    let yields = command
        .at_yields
        .iter()
        .map(|text| read("--at-yield", text, Asked::Yield));
    let margins = command
        .at_margins
        .iter()
        .map(|text| read("--at-margin", text, Asked::Margin));
    yields.chain(margins).collect()
}

/// Break-evens under each scenario, with its name; the hurdle is the deal's cost of equity.
fn break_evens(loaded: &Loaded) -> Result<Vec<(String, Vec<BreakEven>)>, Failure> {
    let deal = loaded.deal();
    let cost_of_equity = deal.capital.as_ref().and_then(|terms| terms.cost_of_equity);
    let hurdle = cost_of_equity.map_or(HURDLE, |rate| rate.factor().to_f64());
    loaded
        .scenarios()
        .into_iter()
        .map(|(scenario, file)| {
            let found = find_break_even(deal, &scenario, hurdle);
            let found = found.map_err(|errors| Failure::from(problems(&errors, &loaded.deal, file)))?;
            Ok((scenario.name.clone(), found))
        })
        .collect()
}

/// A study a scenario.
///
/// # Errors
/// What only the run could see.
pub fn studies(loaded: &Loaded, shared: &Shared) -> Result<Vec<Study>, Failure> {
    loaded
        .scenarios()
        .into_iter()
        .map(|(scenario, file)| {
            let bar = progress::bar(&scenario.name, periods(loaded), shared);
            let study = study(loaded.deal(), &scenario, &|period| {
                bar.set_position(period as u64)
            });
            bar.finish_and_clear();
            study.map_err(|errors| problems(&errors, &loaded.deal, file).into())
        })
        .collect()
}

fn periods(loaded: &Loaded) -> usize {
    let deal = loaded.deal();
    let payments = &deal.payments;
    tranchet_deal::date::payment_dates(payments, deal.scheduled_maturity, deal.legal_final_maturity).len()
}

fn check_table_name(shared: &Shared) -> Result<(), Failure> {
    let names = RUN_TABLES.map(|(name, _)| name);
    match &shared.table {
        Some(name) if name != BREAK_EVEN && name != PRICES && !names.contains(&name.as_str()) => {
            Err(Failure::Usage(format!(
                "there is no table `{name}`; there are {}, {BREAK_EVEN}, {PRICES}",
                names.join(", ")
            )))
        }
        Some(_) | None => Ok(()),
    }
}

/// The tables asked for, or those that fit the number of scenarios.
fn tables(loaded: &Loaded, studies: &[Study], shared: &Shared) -> Vec<Table> {
    let is_wanted = |name: &str| match (&shared.table, shared.format) {
        (Some(wanted), _) => name == wanted,
        (None, Format::Csv) => name == CSV_TABLE,
        (None, Format::Table | Format::Markdown | Format::Json) if studies.len() > 1 => {
            SIDE_BY_SIDE.contains(&name)
        }
        (None, Format::Table | Format::Markdown | Format::Json) => {
            !ON_REQUEST.contains(&name) && name != "scenarios"
        }
    };
    RUN_TABLES
        .iter()
        .filter(|(name, _)| is_wanted(name))
        .map(|(_, table)| table(loaded.deal(), studies))
        .filter(|table| {
            shared.table.is_some() || !OF_REPLENISHMENT.contains(&table.name) || !table.rows.is_empty()
        })
        .collect()
}
