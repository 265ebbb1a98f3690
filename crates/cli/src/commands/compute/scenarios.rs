//! `compute scenarios`: a pool of compute-backed loans through scenarios.

use tranchet_compute::assumptions::Assumptions;
use tranchet_compute::pool::{ComputePool, QUARTERS};
use tranchet_compute::scenario::Scenario;
use tranchet_compute::scenario_file::of_file;
use tranchet_compute::scenario_library;
use tranchet_compute::scenario_panel::panel;
use tranchet_compute::tape::Tape;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Currency;
use tranchet_report::tables::compute::scenarios::{Panel, tables};
use tranchet_system::of_deal;
use tranchet_system::stack::{Slice, Stack};

use super::super::system::{document, without_changes, write};
use super::pool::some_loans;
use crate::args::{Scenarios, Shared};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios_apart};

/// Tables shown only when asked for.
const ON_REQUEST: [&str; 5] = ["by-type", "correlation", "sources", "parameters", "conflicts"];
/// The tranche that stands on the pool of one loan a kind, and what that pool comes to.
const DETACHMENT: f64 = 0.125;
const BALANCE: f64 = 1_000.0;

/// A scenario with what it is run with.
type Asked = (Scenario, Assumptions);

/// Runs scenarios and writes what they say.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn scenarios(command: &Scenarios, shared: &Shared) -> Result<(), Failure> {
    let advance = super::share("--advance", &command.advance)?;
    let Some(deal) = &command.deal else {
        without_changes(shared)?;
        return of_kinds(advance, shared);
    };
    let loaded = deal_and_scenarios_apart(deal, &command.scenarios, shared)?;
    let asked = asked(command, &loaded)?;
    let (scenario, _) = loaded.scenario();
    let deal = loaded.deal();
    let tape = Tape::of(deal, &scenario);
    some_loans(&tape, &loaded)?;
    let rows = panel(&tape.pool, &asked, tape.quarters());
    let panel = Panel {
        name: &deal.name,
        rows: &rows,
        tranches: &tranches(deal),
        stack: &of_deal::stack(deal),
        advance,
        balance: tape.pool.balance(),
        currency: deal.currency,
    };
    let mut tables = tables(&panel);
    tables[0].notes.push(
        "Compute-backed loans alone; `tranchet run` runs them with the others, tranches and capital."
            .to_owned(),
    );
    write(tables, &ON_REQUEST, loaded.document("compute scenarios"), shared)
}

/// The pool of one loan a kind, with the library.
fn of_kinds(advance: f64, shared: &Shared) -> Result<(), Failure> {
    let rows = panel(&ComputePool::of_archetypes(), &library(), QUARTERS);
    let slice = |attachment, detachment, placed| Slice {
        attachment,
        detachment,
        placed,
    };
    let panel = Panel {
        name: "One loan a kind",
        rows: &rows,
        tranches: &[
            ("first loss".to_owned(), 0.0, DETACHMENT),
            ("senior".to_owned(), DETACHMENT, 1.0),
        ],
        stack: &Stack::new(1.0, vec![slice(0.0, DETACHMENT, 1.0)]),
        advance,
        balance: BALANCE,
        currency: Currency::NONE,
    };
    write(
        tables(&panel),
        &ON_REQUEST,
        document("compute scenarios", &[]),
        shared,
    )
}

fn library() -> Vec<Asked> {
    let library = scenario_library::scenarios().into_iter();
    library
        .map(|scenario| (scenario, Assumptions::assumed()))
        .collect()
}

/// The scenarios named, or the library.
fn asked(command: &Scenarios, loaded: &Loaded) -> Result<Vec<Asked>, Failure> {
    if command.scenarios.is_empty() {
        return Ok(library());
    }
    let read = |(scenario, _): (tranchet_deal::scenario::Scenario, _)| match &scenario.compute {
        Some(file) => Ok(of_file(&scenario.name, file)),
        None => Err(Failure::Usage(format!(
            "the scenario `{}` says nothing of compute; add a block `compute`",
            scenario.name
        ))),
    };
    loaded.scenarios().into_iter().map(read).collect()
}

/// Tranches, the lowest first.
fn tranches(deal: &Deal) -> Vec<(String, f64, f64)> {
    let points = of_deal::points(deal);
    let named = deal.tranches.iter().zip(points);
    named
        .rev()
        .map(|(tranche, (from, to))| (tranche.name.clone(), from, to))
        .collect()
}
