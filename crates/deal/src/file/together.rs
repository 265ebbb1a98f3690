//! A deal and a scenario together: what one names must be in the other.

mod changes;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use super::codes::Code;
use super::deal::DealFile;
use super::problem::{Problem, Problems};
use super::scenario::ScenarioFile;
use super::source::Place;
use super::words::nearest;
use crate::loan::{Loan, LoanAmortisation, LoanStatus};
use crate::scenario::{CollateralYield, DefaultRates};
use crate::tranche::{Coupon, IndexName};

/// How many ids are compared with one that is not known.
const IDS_COMPARED: usize = 10_000;

/// Every problem of running the deal under the scenario; without a scenario, under one that assumes nothing.
pub fn check_together(deal: &DealFile, scenario: Option<&ScenarioFile>) -> Problems {
    let mut list = Vec::new();
    indices(deal, scenario, &mut list);
    defaulted(deal, &mut list);
    if let Some(scenario) = scenario {
        events(deal, scenario, &mut list);
        changes::changes(deal, scenario, &mut list);
        coverage(deal, scenario, &mut list);
        compute_loans(deal, scenario, &mut list);
    }
    let mut sources = vec![std::sync::Arc::clone(&deal.document.source)];
    sources.extend(scenario.map(|scenario| std::sync::Arc::clone(&scenario.document.source)));
    Problems::sorted(list, &sources)
}

/// Each index that the deal or the scenario uses has a rate.
fn indices(deal: &DealFile, scenario: Option<&ScenarioFile>, list: &mut Vec<Problem>) {
    let known = |index: &IndexName| scenario.is_some_and(|file| file.scenario.rates.contains_key(index));
    let mut used: BTreeMap<&IndexName, (Place, &str)> = BTreeMap::new();
    for (number, tranche) in deal.deal.tranches.iter().enumerate() {
        if let Some(Coupon::Floating(coupon)) = &tranche.coupon {
            used.entry(&coupon.index)
                .or_insert_with(|| (deal.tranche_place(number, "coupon"), "this coupon"));
        }
    }
    for (number, loan) in deal.deal.pool.loans.iter().enumerate() {
        if let (Some(index), LoanAmortisation::LevelPayment) = (&loan.index, &loan.amortisation) {
            used.entry(index)
                .or_insert_with(|| (deal.loan_place(number), "the level payment of this loan"));
        }
    }
    if let Some(file) = scenario {
        if let Some(CollateralYield::Floating { index, .. }) = &file.scenario.collateral {
            let place = file.document.place(&format!("collateral.{}", index.0));
            used.entry(index).or_insert((place, "this yield"));
        }
        for (number, purchase) in file.scenario.purchases.iter().enumerate() {
            if let (Some(index), LoanAmortisation::LevelPayment) =
                (&purchase.loan.index, &purchase.loan.amortisation)
            {
                let place = file.purchase_place(number);
                used.entry(index)
                    .or_insert((place, "the level payment of this loan"));
            }
        }
        if let Some(loan) = &file.scenario.replenishment
            && let (Some(index), LoanAmortisation::LevelPayment) = (&loan.index, &loan.amortisation)
        {
            used.entry(index)
                .or_insert((file.document.place("replenishment.index"), "these level payments"));
        }
    }
    for (index, (place, what)) in used.into_iter().filter(|(index, _)| !known(index)) {
        list.push(index_missing(index, place, what, scenario));
    }
}

fn index_missing(index: &IndexName, place: Place, what: &str, scenario: Option<&ScenarioFile>) -> Problem {
    let name = &index.0;
    let cause = match scenario {
        Some(file) => format!("the scenario `{}` has no rate for {name}", file.scenario.name),
        None => format!("without a scenario there is no rate for {name}"),
    };
    let problem = Problem::new(Code::IndexMissing, place, cause).label(format!("{what} needs {name}"));
    match scenario {
        Some(file) => {
            let names = file.scenario.rates.keys().map(|known| known.0.as_str());
            let remedy = match nearest(name, names) {
                Some(near) => format!("the scenario has `{near}`; use one name for both"),
                None => format!("add it to the scenario: `rates: {{ {name}: {{ flat: 3.65% }} }}`"),
            };
            let place = file.document.place_of_key("rates");
            let problem = if file.document.node("rates").is_some() {
                problem.also(place, "the scenario's rates")
            } else {
                problem
            };
            problem.remedy(remedy)
        }
        None => problem.remedy(format!(
            "run it with `--scenario`, and there `rates: {{ {name}: {{ flat: 3.65% }} }}`"
        )),
    }
}

/// A run has no meaning for loans that have defaulted already.
fn defaulted(deal: &DealFile, list: &mut Vec<Problem>) {
    let loans = deal.deal.pool.loans.iter().enumerate();
    let mut defaulted = loans.filter(|(_, loan)| loan.status == LoanStatus::Defaulted);
    if let Some((number, loan)) = defaulted.next() {
        let cause = format!("the loan `{}` has defaulted already", loan.id);
        let mut problem = Problem::new(Code::LoanDefaulted, deal.loan_place(number), cause);
        problem.more = defaulted.count();
        let remedy = "take it out of the pool to run the deal; `capital` and `pool` at closing count it";
        list.push(problem.label("status `defaulted`").remedy(remedy));
    }
}

/// Credit events name loans of the pool or of the purchase tape, and lie after closing.
fn events(deal: &DealFile, file: &ScenarioFile, list: &mut Vec<Problem>) {
    let events = &file.scenario.credit_events;
    if events.is_empty() {
        return;
    }
    let ids = ids(deal, file);
    for (number, event) in events.iter().enumerate() {
        let place = |key: &str| {
            file.document
                .place(&format!("defaults.credit_events[{number}].{key}"))
        };
        if !ids.contains(event.loan.as_str()) {
            list.push(unknown_loan(deal, file, &event.loan, place("loan")));
        }
        list.extend(not_after_closing(
            deal,
            ("credit event", "event"),
            event.date,
            place("date"),
        ));
    }
}

/// The problem of what a scenario dates on closing or before it; `what` is its name at length and in short.
fn not_after_closing(
    deal: &DealFile,
    (what, short): (&str, &str),
    date: NaiveDate,
    place: Place,
) -> Option<Problem> {
    let closing = deal.deal.closing;
    (date <= closing).then(|| {
        let cause = format!("the {what} of {date} is not after closing on {closing}");
        let problem = Problem::new(Code::EventBeforeClosing, place, cause).label("not after closing");
        let problem = problem.also(deal.document.place("closing"), "closing");
        problem.remedy(format!("choose a date after closing, or take the {short} out"))
    })
}

/// The loans of the pool, then those of the purchase tape.
fn loans<'a>(deal: &'a DealFile, file: &'a ScenarioFile) -> impl Iterator<Item = &'a Loan> {
    let bought = file.scenario.purchases.iter().map(|purchase| &purchase.loan);
    deal.deal.pool.loans.iter().chain(bought)
}

fn ids<'a>(deal: &'a DealFile, file: &'a ScenarioFile) -> HashSet<&'a str> {
    loans(deal, file).map(|loan| &*loan.id).collect()
}

fn unknown_loan(deal: &DealFile, file: &ScenarioFile, name: &str, place: Place) -> Problem {
    let cause = format!("the pool has no loan `{name}`");
    let problem = Problem::new(Code::UnknownLoan, place, cause).label("no such loan");
    let first = deal.deal.pool.loans.first().map_or("", |loan| &loan.id);
    let last = deal.deal.pool.loans.last().map_or("", |loan| &loan.id);
    let near = nearest(name, loans(deal, file).take(IDS_COMPARED).map(|loan| &*loan.id));
    let remedy = match near {
        Some(near) => format!("did you mean `{near}`? The pool has `{first}` to `{last}`"),
        None => format!("the pool has `{first}` to `{last}`"),
    };
    problem.remedy(remedy)
}

/// What a scenario says of compute is about some loan.
fn compute_loans(deal: &DealFile, file: &ScenarioFile, list: &mut Vec<Problem>) {
    let is_of_compute = |loan: &Loan| {
        loan.compute
            .as_ref()
            .is_some_and(|fields| fields.compute_type.is_some())
    };
    if file.scenario.compute.is_none() || deal.deal.pool.loans.iter().any(is_of_compute) {
        return;
    }
    let cause = "the pool has no loan with a `compute_type`";
    let place = file.document.place_of_key("compute");
    let problem = Problem::new(Code::NoComputeLoans, place, cause).label("about no loan of the pool");
    list.push(problem.remedy("take the block out, or add the column `compute_type` to the tape"));
}

/// Every loan has a default rate.
fn coverage(deal: &DealFile, file: &ScenarioFile, list: &mut Vec<Problem>) {
    let Some(DefaultRates::By {
        column,
        values,
        otherwise: None,
    }) = &file.scenario.default_rates
    else {
        return;
    };
    let uncovered = |loan: &&Loan| {
        column
            .value_of(loan)
            .is_none_or(|value| !values.contains_key(value))
    };
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for loan in loans(deal, file).filter(uncovered) {
        *left_out.entry(column.value_of(loan).unwrap_or("")).or_default() += 1;
    }
    if left_out.is_empty() {
        return;
    }
    let loans: usize = left_out.values().sum();
    let shown: Vec<String> = left_out
        .keys()
        .take(5)
        .map(|value| match *value {
            "" => "no value".to_owned(),
            value => format!("`{value}`"),
        })
        .collect();
    let more = if left_out.len() > shown.len() { ", …" } else { "" };
    let name = column.name();
    let cause = format!(
        "{loans} loans have a `{name}` without a default rate: {}{more}",
        shown.join(", ")
    );
    let problem = Problem::new(Code::ValueUncovered, file.document.place("defaults.by"), cause);
    let problem = problem.label("does not cover all loans");
    list.push(problem.remedy("add rates for these values, or `otherwise: 1%` for all others"));
}
