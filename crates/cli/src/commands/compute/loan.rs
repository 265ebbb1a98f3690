//! `compute loan`: the worked project, or a loan of a tape in a scenario.

use std::path::Path;

use tranchet_compute::cash_flow::run;
use tranchet_compute::compute_loan::LoanModel;
use tranchet_compute::loan_outcome::{LoanOutcome, Nodes};
use tranchet_compute::loan_path::LoanPath;
use tranchet_compute::market_path::MarketPath;
use tranchet_compute::project::{Project, Sweep};
use tranchet_compute::scenario_file::of_file;
use tranchet_compute::tape::Tape;
use tranchet_report::tables::compute::loan::{TapeLoan, of_tape, project};

use super::super::system::{document, without_changes, write};
use crate::args::{OneLoan, Shared};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios_apart};

/// The longest tenor of a project, in quarters.
const TENOR_MAX: u32 = 200;

/// Shows one loan.
///
/// # Errors
/// Problems of the input, a loan that is not there, or a file that cannot be read or written.
pub fn loan(command: &OneLoan, shared: &Shared) -> Result<(), Failure> {
    match (&command.deal, &command.loan) {
        (Some(deal), Some(id)) => loan_of(deal, id, command, shared),
        (Some(_), None) | (None, _) => worked(command, shared),
    }
}

fn worked(command: &OneLoan, shared: &Shared) -> Result<(), Failure> {
    without_changes(shared)?;
    let decline = super::share("--decline", &command.decline)?;
    if command.tenor == 0 || command.tenor > TENOR_MAX {
        let text = format!(
            "--tenor {}: it must be from 1 to {TENOR_MAX} quarters",
            command.tenor
        );
        return Err(Failure::Usage(text));
    }
    let mut case = Project::ten_thousand_h100(command.tenor, decline);
    if command.sweep {
        case.loan.sweep = Sweep::Always;
    }
    super::wrong(&case.faults())?;
    let tables = project(&case, &run(&case), f64::from(command.months_to_sale));
    write(tables, &["parameters"], document("compute loan", &[]), shared)
}

fn loan_of(deal: &Path, id: &str, command: &OneLoan, shared: &Shared) -> Result<(), Failure> {
    let scenarios: Vec<_> = command.scenario.iter().cloned().collect();
    let loaded = deal_and_scenarios_apart(deal, &scenarios, shared)?;
    let (scenario, _) = loaded.scenario();
    let tape = Tape::of(loaded.deal(), &scenario);
    let place = place_of(id, &loaded, &tape)?;
    let file = scenario.compute.clone().unwrap_or_default();
    let (compute, assumptions) = of_file(&scenario.name, &file);
    let market = MarketPath::of(&compute, &assumptions, tape.quarters());
    let model = &tape.pool.loans[place].model;
    let steps = match model {
        LoanModel::Enterprise(_) => Vec::new(),
        LoanModel::CashFlow(loan) => {
            let terms = &loan.income.contract_quarters;
            let middle = terms.get(terms.len() / 2).copied().unwrap_or_default();
            LoanPath::of(loan, &market, &assumptions).steps(1.0, middle)
        }
    };
    let shown = TapeLoan {
        id,
        scenario: &scenario.name,
        assumed: &tape.assumed[place],
        steps: &steps,
        outcome: &LoanOutcome::of(model, &market, &assumptions, &Nodes::new()),
        currency: loaded.deal().currency,
    };
    write(of_tape(&shown), &[], loaded.document("compute loan"), shared)
}

/// The loan's number among the compute-backed ones.
fn place_of(id: &str, loaded: &Loaded, tape: &Tape) -> Result<usize, Failure> {
    let loans = &loaded.deal().pool.loans;
    let named = tape.places.iter().position(|place| *loans[*place].id == *id);
    named.ok_or_else(|| {
        let known = loans.iter().any(|loan| *loan.id == *id);
        Failure::Usage(match known {
            true => {
                format!("loan `{id}` has no `compute_type`; `tranchet pool --loan {id}` shows its schedule")
            }
            false => format!("the pool has no loan `{id}`; `tranchet compute pool` lists the loans"),
        })
    })
}
