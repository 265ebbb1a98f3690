//! What one loan pays by contract.

use tranchet_deal::deal::Deal;
use tranchet_deal::loan::{Loan, LoanStatus};
use tranchet_engine::capital::pool::irb::working_at_closing;
use tranchet_engine::capital::regimes::Regime;
use tranchet_engine::schedule::Payment;

use super::steps;

use crate::format::percent;
use crate::table::{Cell, Table};

/// Principal, interest and balance on each payment date of a loan.
pub fn schedule(deal: &Deal, loan: &Loan, payments: &[Payment]) -> Table {
    let columns = ["*date", "principal", "interest", "balance"];
    let title = format!("Loan {}: contractual schedule", loan.id);
    let mut table = Table::new("schedule", title, deal.currency, &columns);
    for payment in payments {
        table.push(vec![
            Cell::Date(payment.date),
            Cell::Money(payment.principal),
            Cell::of(payment.interest, Cell::Money),
            Cell::Money(payment.balance),
        ]);
    }
    table.notes.push(terms(loan));
    table.notes.push(format!(
        "The whole loan, of which {} is retained; balances are after payment; no defaults, no prepayment.",
        percent(deal.pool.retained_share.0)
    ));
    table.notes.extend(notes(loan, payments));
    table
}

/// How the loan repays and what it pays.
fn terms(loan: &Loan) -> String {
    let rate = match (&loan.index, loan.rate) {
        (Some(index), Some(margin)) => format!("{} + {}", index.0, percent(margin.0)),
        (Some(index), None) => format!("{} and an unknown margin", index.0),
        (None, Some(rate)) => format!("{} fixed", percent(rate.0)),
        (None, None) => "no rate given".to_owned(),
    };
    format!("Amortisation: {}. Rate: {rate}.", loan.amortisation.name())
}

/// What a reader of the schedule must know of this loan.
pub fn notes(loan: &Loan, payments: &[Payment]) -> Vec<String> {
    let mut notes = Vec::new();
    let is_unknown = payments.iter().any(|payment| payment.interest.is_none());
    match &loan.index {
        Some(index) if is_unknown && loan.rate.is_some() => notes.push(format!(
            "Interest is not shown: the scenario has no rate for {}.",
            index.0
        )),
        Some(_) | None if is_unknown => {
            notes.push("Interest is not shown: the tape gives no rate for the loan.".into());
        }
        Some(_) | None => {}
    }
    if loan.status == LoanStatus::Defaulted {
        notes.push("The loan has defaulted; this is what its contract says.".into());
    }
    notes
}

/// How a loan's own risk weight follows from its terms under a regime, or what it lacks for that.
pub fn working(deal: &Deal, loan: &Loan, regime: &Regime) -> Table {
    let title = format!("Loan {}: its own risk weight under {}", loan.id, regime.name);
    match working_at_closing(deal, loan, regime) {
        Ok(found) => steps::table("working", title, deal.currency, &found),
        Err(error) => {
            let mut table = steps::table("working", title, deal.currency, &[]);
            table.notes.push(format!("Not found: {error}."));
            table
        }
    }
}
