//! Credit events of named loans: whose loss rate counts, and money of the whole loan turned into protected money.
//!
//! Loss rates are looked up in the event, then the scenario, then the loan's LGD; a level that gives an initial
//! loss and no final one, with none above it, makes them equal.

use std::collections::HashMap;

use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::scenario::{CreditEvent, RemovalReason, Scenario, Severity, WorkOutEnd};

use crate::amount::Amount;
use crate::error::RunError;
use crate::plan::{EventPlan, LossPlan, RemovalPlan};

pub(super) fn lower_events<A: Amount>(
    deal: &Deal,
    scenario: &Scenario,
    problems: &mut Vec<RunError>,
) -> Vec<EventPlan<A>> {
    if scenario.credit_events.is_empty() {
        return Vec::new();
    }
    let loans = loans(deal, scenario);
    let places = places(&loans);
    let mut events = Vec::new();
    for (index, event) in scenario.credit_events.iter().enumerate() {
        match places.get(event.loan.as_str()) {
            Some(loan) => events.push(lower_event(deal, scenario, event, index, (*loan, loans[*loan]))),
            None => problems.push(RunError::UnknownLoan {
                event: index,
                loan: event.loan.clone(),
            }),
        }
    }
    events.sort_by_key(|event: &EventPlan<A>| event.date);
    events
}

/// Loans that leave the pool, in order of date; names that are not known are problems.
pub(super) fn lower_removals(
    deal: &Deal,
    scenario: &Scenario,
    problems: &mut Vec<RunError>,
) -> Vec<RemovalPlan> {
    if scenario.removals.is_empty() {
        return Vec::new();
    }
    let loans = loans(deal, scenario);
    let places = places(&loans);
    let mut removals = Vec::new();
    for removal in &scenario.removals {
        match places.get(removal.loan.as_str()) {
            Some(loan) => removals.push(RemovalPlan {
                loan: *loan,
                date: removal.date,
                from_inception: removal.reason == RemovalReason::IneligibleFromInception,
            }),
            None => problems.push(RunError::UnknownRemoval {
                loan: removal.loan.clone(),
            }),
        }
    }
    removals.sort_by_key(|removal| removal.date);
    removals
}

/// The loans at closing, then those of the purchase tape.
pub(super) fn loans<'d>(deal: &'d Deal, scenario: &'d Scenario) -> Vec<&'d Loan> {
    let bought = scenario.purchases.iter().map(|purchase| &purchase.loan);
    deal.pool.loans.iter().chain(bought).collect()
}

fn places<'d>(loans: &[&'d Loan]) -> HashMap<&'d str, usize> {
    loans.iter().enumerate().map(|(i, loan)| (&*loan.id, i)).collect()
}

fn lower_event<A: Amount>(
    deal: &Deal,
    scenario: &Scenario,
    event: &CreditEvent,
    index: usize,
    (loan, terms): (usize, &Loan),
) -> EventPlan<A> {
    let (initial, final_) = severities(scenario, event, terms);
    let loss = |severity| match severity {
        Severity::Rate(rate) => LossPlan::Rate(A::factor(rate.factor())),
        Severity::Amount(whole) => LossPlan::Amount(A::from_money(deal.pool.protected(whole))),
    };
    let mut recoveries: Vec<_> = event
        .recoveries
        .iter()
        .map(|(date, whole)| (*date, A::from_money(deal.pool.protected(*whole))))
        .collect();
    recoveries.sort_by_key(|(date, _)| *date);
    EventPlan {
        index,
        loan,
        date: event.date,
        initial: initial.map(loss),
        final_: final_.map(loss),
        end: event.end.or(scenario.loss.lag.map(WorkOutEnd::Lag)),
        recoveries,
    }
}

fn severities(scenario: &Scenario, event: &CreditEvent, loan: &Loan) -> (Option<Severity>, Option<Severity>) {
    let rate = |ratio: Option<_>| ratio.map(Severity::Rate);
    let severities = scenario.severities.as_ref();
    let by = severities.and_then(|by| by.of(by.column.value_of(loan)));
    let levels = [
        (event.initial_loss, event.final_loss),
        (by.and(rate(scenario.loss.initial)).or(rate(by)), rate(by)),
        (rate(scenario.loss.initial), rate(scenario.loss.final_)),
        (rate(loan.lgd), None),
    ];
    let initial = levels.iter().find_map(|(initial, _)| *initial);
    let final_ = levels.iter().find_map(|(initial, final_)| final_.or(*initial));
    (initial, final_)
}
