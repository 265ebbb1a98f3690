//! The journal: every movement of money.

use tranchet_deal::deal::Deal;
use tranchet_engine::journal::{Account, Step};
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// Each entry with its step and accounts.
pub fn journal(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(studies, &["*period", "step", "from", "to", "amount"]);
    let mut table = Table::new("journal", titled(studies, "Journal"), deal.currency, &columns);
    for study in studies {
        for entry in &study.outcome.journal.entries {
            let mut row = scenario_cell(studies, study);
            row.extend([
                Cell::Count(entry.period as i64),
                Cell::text(step_name(entry.step)),
                Cell::text(account_name(deal, entry.from)),
                Cell::text(account_name(deal, entry.to)),
                Cell::Money(entry.amount),
            ]);
            table.push(row);
        }
    }
    table
}

fn step_name(step: Step) -> &'static str {
    match step {
        Step::Closing => "closing",
        Step::Premium => "premium",
        Step::ExcessSpreadSet => "excess spread",
        Step::CreditEvents => "credit events",
        Step::ScheduledPrincipal => "scheduled principal",
        Step::Prepayment => "prepayment",
        Step::Removals => "removals",
        Step::WorkOuts => "work-outs",
        Step::Losses => "losses",
        Step::WriteUps => "write-ups",
        Step::Principal => "principal",
        Step::RampUp => "ramp-up",
        Step::Call => "call",
        Step::Maturity => "maturity",
    }
}

/// An account as a reader knows it.
pub(crate) fn account_name(deal: &Deal, account: Account) -> String {
    let of = |what: &str, index: usize| format!("{what} {}", deal.tranches[index].name);
    match account {
        Account::Performing => "performing loans".to_owned(),
        Account::WorkOut => "expected recovery".to_owned(),
        Account::Held => "held for replenishment".to_owned(),
        Account::Principal => "principal".to_owned(),
        Account::Loss => "losses".to_owned(),
        Account::WriteUp => "write-ups".to_owned(),
        Account::Tranche(index) => of("tranche", index),
        Account::ExcessSpread => "excess spread".to_owned(),
        Account::Bank => "bank".to_owned(),
        Account::Holder(index) => of("holders of", index),
        Account::Collateral(index) => of("collateral of", index),
        Account::Funding(index) => of("funding replaced by", index),
    }
}
