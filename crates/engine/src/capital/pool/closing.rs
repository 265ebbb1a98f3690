//! The pool at closing, from its loans.
//!
//! A loan is in default when the tape says so or when it is 90 days or more past due; a delinquent loan of
//! unknown age counts as 90 days. Defaulted loans count in `W` and, at their risk weight, in `K`.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::loan::{Loan, LoanStatus};
use tranchet_deal::money::Money;
use tranchet_deal::pool::Pool;
use tranchet_deal::rate::RiskWeight;

use super::{PoolState, effective_number};
use crate::capital::error::CapitalError;
use crate::capital::number::{minor, ratio, to_f64};
use crate::capital::position::{K_PER_RISK_WEIGHT, PoolInputs};
use crate::capital::step::{Input, Source};

/// Days past due from which a loan counts as defaulted: CRR Art. 261(2), 12 CFR 217.43(b)(2)(i).
const DAYS_PAST_DUE: u32 = 90;
/// What says whether a loan is in default, and how much it counts.
const STATUS: Source = Source::Tape("balance, status, delinquent_days");
const IDS_NAMED: usize = 5;

/// Protected balances and their risk-weighted sum.
#[derive(Default)]
struct Tally {
    balance: Money,
    weighted: Decimal,
}

impl Tally {
    fn add(&mut self, balance: Money, weight: RiskWeight) {
        self.balance += balance;
        self.weighted += minor(balance) * weight.0;
    }

    fn average(&self) -> f64 {
        to_f64(ratio(self.weighted, minor(self.balance)))
    }
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Standing {
    Sound,
    InDefault,
    Unknown,
}

impl PoolState {
    /// The pool of a deal at closing, by the balances of its tape.
    ///
    /// # Errors
    /// [`CapitalError::RiskWeightMissing`] and [`CapitalError::RiskWeightImplausible`] name the loans at fault.
    pub fn at_closing(pool: &Pool, closing: NaiveDate) -> Result<PoolState, CapitalError> {
        let weights = risk_weights(&pool.loans)?;
        let (mut whole, mut protected, mut known) = (Tally::default(), Tally::default(), Tally::default());
        let mut defaulted = Money::ZERO;
        for (loan, weight) in pool.loans.iter().zip(weights) {
            let balance = pool.protected(loan.balance);
            whole.add(loan.balance, weight);
            protected.add(balance, weight);
            if standing(loan) != Standing::Unknown {
                known.add(balance, weight);
            }
            if standing(loan) == Standing::InDefault {
                defaulted += balance;
            }
        }
        Ok(PoolState {
            date: closing,
            exposure: minor(whole.balance),
            rwa: whole.weighted,
            rwa_protected: protected.weighted,
            inputs: inputs(&protected, &known, defaulted),
            n: effective_number(&pool.loans),
            lgd: average_lgd(&pool.loans),
        })
    }
}

fn inputs(protected: &Tally, known: &Tally, defaulted: Money) -> PoolInputs {
    let unknown = protected.balance - known.balance;
    PoolInputs {
        k: K_PER_RISK_WEIGHT * protected.average(),
        k_known: K_PER_RISK_WEIGHT * known.average(),
        average_risk_weight: protected.average(),
        weight_from: Source::Tape("balance, risk_weight"),
        w: to_f64(ratio(minor(defaulted), minor(known.balance))),
        w_from: vec![
            Input::of("in default", defaulted).from(STATUS),
            Input::of("of known status", known.balance).from(STATUS),
        ],
        unknown: to_f64(ratio(minor(unknown), minor(protected.balance))),
        irb: None,
    }
}

pub(super) fn standing(loan: &Loan) -> Standing {
    match (loan.status, loan.delinquent_days) {
        (_, Some(days)) if days >= DAYS_PAST_DUE => Standing::InDefault,
        (LoanStatus::Defaulted, _) | (LoanStatus::Delinquent, None) => Standing::InDefault,
        (LoanStatus::Performing, _) | (LoanStatus::Delinquent, Some(_)) => Standing::Sound,
        (LoanStatus::Unknown, _) => Standing::Unknown,
    }
}

fn risk_weights(loans: &[Loan]) -> Result<Vec<RiskWeight>, CapitalError> {
    let weights: Vec<_> = loans.iter().filter_map(|loan| loan.risk_weight).collect();
    if weights.len() < loans.len() {
        let (count, loans) = at_fault(loans, |loan| loan.risk_weight.is_none());
        return Err(CapitalError::RiskWeightMissing { count, loans });
    }
    let (count, loans) = at_fault(loans, |loan| !loan.risk_weight.is_some_and(is_plausible));
    if count > 0 {
        Err(CapitalError::RiskWeightImplausible { count, loans })
    } else {
        Ok(weights)
    }
}

fn is_plausible(weight: RiskWeight) -> bool {
    (Decimal::ZERO..=rust_decimal::dec!(12.5)).contains(&weight.0)
}

fn at_fault(loans: &[Loan], fault: impl Fn(&Loan) -> bool) -> (usize, Vec<Arc<str>>) {
    let ids = || {
        loans
            .iter()
            .filter(|loan| fault(loan))
            .map(|loan| loan.id.clone())
    };
    (ids().count(), ids().take(IDS_NAMED).collect())
}

fn average_lgd(loans: &[Loan]) -> Option<f64> {
    let (mut balance, mut lost) = (Decimal::ZERO, Decimal::ZERO);
    for loan in loans {
        balance += minor(loan.balance);
        lost += minor(loan.balance) * loan.lgd?.0;
    }
    (!balance.is_zero()).then(|| to_f64(ratio(lost, balance)))
}

#[cfg(test)]
mod tests;
