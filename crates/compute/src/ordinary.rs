//! What a scenario does to compute, turned into default rates and severities by loan that an ordinary run takes.
//!
//! ```text
//! rate of a period   1 - Π (1 - r_q)^(share of quarter q in it)        r_q defaulted over performing balance in quarter q
//! severity           loss over defaulted balance, of all quarters
//! ```
//!
//! Loans that are not compute-backed keep the rates and severities that the scenario gives them. Loans bought later take the
//! scenario's own, whatever they are. A scenario without `compute` stays as it is, and to turn one twice changes nothing.
//!
//! Not covered: severities that change through time; each loan has the average of its own.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tranchet_deal::date::payment_dates;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::scenario::{DefaultRates, RateVector, Scenario, Severities, TapeColumn};

use crate::loan_outcome::LoanOutcome;
use crate::scenario_file::of_file;
use crate::tape::{Tape, months_between};

/// Decimals of a rate: finer than any input, and few enough for exact products.
const DECIMALS: u32 = 12;

/// The scenario with default rates and severities by loan.
pub fn ordinary(deal: &Deal, scenario: &Scenario) -> Scenario {
    let Some(file) = &scenario.compute else {
        return scenario.clone();
    };
    let tape = Tape::of(deal, scenario);
    let (compute, assumptions) = of_file(&scenario.name, file);
    let outcome = tape.pool.run_for(tape.quarters(), &compute, &assumptions);
    let periods = periods(deal);
    let mut rates = others(deal, scenario);
    let mut severities = own_severities(deal, scenario);
    for (place, outcome) in tape.places.iter().zip(&outcome.loans) {
        let id = deal.pool.loans[*place].id.to_string();
        rates.insert(id.clone(), RateVector::PerPeriod(of_periods(outcome, &periods)));
        severities.insert(id, Ratio(share(severity(outcome))));
    }
    let otherwise = match &scenario.default_rates {
        None => Some(RateVector::PerPeriod(vec![Rate::ZERO])),
        Some(DefaultRates::All(all)) => Some(all.clone()),
        Some(DefaultRates::By { otherwise, .. }) => otherwise.clone(),
    };
    Scenario {
        default_rates: Some(DefaultRates::By {
            column: TapeColumn::LoanId,
            values: rates,
            otherwise,
        }),
        severities: Some(Severities {
            column: TapeColumn::LoanId,
            values: severities,
            otherwise: scenario.severities.as_ref().and_then(|by| by.otherwise),
        }),
        ..scenario.clone()
    }
}

fn is_of_compute(loan: &Loan) -> bool {
    let fields = loan.compute.as_ref();
    fields.is_some_and(|fields| fields.compute_type.is_some())
}

/// Rates of the loans that are not compute-backed; one that the scenario leaves out is left out.
fn others(deal: &Deal, scenario: &Scenario) -> BTreeMap<String, RateVector> {
    let ordinary = deal.pool.loans.iter().filter(|loan| !is_of_compute(loan));
    let rates = |loan: &Loan| match &scenario.default_rates {
        None => Some(RateVector::PerPeriod(vec![Rate::ZERO])),
        Some(DefaultRates::All(all)) => Some(all.clone()),
        Some(DefaultRates::By {
            column,
            values,
            otherwise,
        }) => {
            let own = column.value_of(loan).and_then(|value| values.get(value));
            own.or(otherwise.as_ref()).cloned()
        }
    };
    ordinary
        .filter_map(|loan| Some((loan.id.to_string(), rates(loan)?)))
        .collect()
}

fn own_severities(deal: &Deal, scenario: &Scenario) -> BTreeMap<String, Ratio> {
    let Some(by) = &scenario.severities else {
        return BTreeMap::new();
    };
    let ordinary = deal.pool.loans.iter().filter(|loan| !is_of_compute(loan));
    ordinary
        .filter_map(|loan| Some((loan.id.to_string(), by.of(by.column.value_of(loan))?)))
        .collect()
}

/// Ends of the deal's periods in quarters from closing.
fn periods(deal: &Deal) -> Vec<f64> {
    let dates = payment_dates(&deal.payments, deal.scheduled_maturity, deal.legal_final_maturity);
    let quarter = |date| f64::from(months_between(deal.closing, date)) / 3.0;
    dates.into_iter().map(quarter).collect()
}

fn of_periods(outcome: &LoanOutcome, periods: &[f64]) -> Vec<Rate> {
    let mut start: f64 = 0.0;
    let mut rates = Vec::with_capacity(periods.len());
    for end in periods {
        let mut survival = 1.0;
        for (quarter, of_quarter) in outcome.quarters.iter().enumerate() {
            let quarter = quarter as f64;
            let overlap = end.min(quarter + 1.0) - start.max(quarter);
            if overlap > 0.0 {
                survival *= libm::pow(1.0 - of_quarter.default_rate().min(1.0), overlap);
            }
        }
        rates.push(Rate(share(1.0 - survival)));
        start = *end;
    }
    rates
}

/// Loss over defaulted balance, of all quarters.
fn severity(outcome: &LoanOutcome) -> f64 {
    let defaulted: f64 = outcome.quarters.iter().map(|quarter| quarter.defaulted).sum();
    if defaulted > 0.0 {
        outcome.loss() / defaulted
    } else {
        0.0
    }
}

/// A share as an exact decimal from 0 to 1.
fn share(value: f64) -> Decimal {
    let value = Decimal::try_from(value.clamp(0.0, 1.0)).unwrap_or_default();
    value.round_dp(DECIMALS)
}
