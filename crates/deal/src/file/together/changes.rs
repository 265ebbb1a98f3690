//! Loans that enter and leave, and downgrades: what a scenario says of a deal's loans and tranches.

use std::collections::HashMap;

use super::{ids, not_after_closing, unknown_loan};
use crate::file::codes::Code;
use crate::file::deal::DealFile;
use crate::file::problem::Problem;
use crate::file::scenario::ScenarioFile;
use crate::file::words::{listed, nearest};

pub(super) fn changes(deal: &DealFile, file: &ScenarioFile, list: &mut Vec<Problem>) {
    purchases(deal, file, list);
    removals(deal, file, list);
    downgrades(deal, file, list);
}

/// No loan of the purchase tape has the id of one in the pool.
fn purchases(deal: &DealFile, file: &ScenarioFile, list: &mut Vec<Problem>) {
    if file.scenario.purchases.is_empty() {
        return;
    }
    let places: HashMap<&str, usize> = (0..)
        .zip(&deal.deal.pool.loans)
        .map(|(number, loan)| (&*loan.id, number))
        .collect();
    for (number, purchase) in file.scenario.purchases.iter().enumerate() {
        if let Some(known) = places.get(&*purchase.loan.id) {
            let cause = format!(
                "the purchase tape offers `{}`, a loan of the pool",
                purchase.loan.id
            );
            let problem = Problem::new(Code::PurchaseInPool, file.purchase_place(number), cause);
            let problem = problem
                .label("this id")
                .also(deal.loan_place(*known), "the loan of the pool");
            list.push(problem.remedy("give the loan that is bought an id of its own"));
        }
    }
}

/// Removals name loans, and lie after closing.
fn removals(deal: &DealFile, file: &ScenarioFile, list: &mut Vec<Problem>) {
    if file.scenario.removals.is_empty() {
        return;
    }
    let ids = ids(deal, file);
    for (number, removal) in file.scenario.removals.iter().enumerate() {
        let place = |key: &str| file.document.place(&format!("removals[{number}].{key}"));
        if !ids.contains(removal.loan.as_str()) {
            list.push(unknown_loan(deal, file, &removal.loan, place("loan")));
        }
        let what = ("removal", "removal");
        list.extend(not_after_closing(deal, what, removal.date, place("date")));
    }
}

/// Downgrades name tranches.
fn downgrades(deal: &DealFile, file: &ScenarioFile, list: &mut Vec<Problem>) {
    let names: Vec<&str> = deal
        .deal
        .tranches
        .iter()
        .map(|tranche| tranche.name.as_str())
        .collect();
    for (number, downgrade) in file.scenario.downgrades.iter().enumerate() {
        if names.contains(&downgrade.tranche.as_str()) {
            continue;
        }
        let place = file.document.place(&format!("downgrades[{number}].tranche"));
        let cause = format!("there is no tranche `{}`", downgrade.tranche);
        let problem = Problem::new(Code::UnknownTranche, place, cause).label("no such tranche");
        list.push(
            problem.remedy(match nearest(&downgrade.tranche, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the tranches are {}", listed(&names, "and")),
            }),
        );
    }
}
