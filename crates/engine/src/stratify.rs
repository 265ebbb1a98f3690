//! The pool at closing in figures: sums, averages, concentration, life, and breakdowns by what the tape says.
//!
//! Everything is of whole loans as of the cut-off date, the retained share included, except `protected`. Defaulted
//! loans count. Averages are weighted by balance over the loans that have the value. The effective number of
//! obligors adds the loans of a group first, where the tape names groups; the count of obligors does not.

mod breakdown;
mod life;
mod size;

pub use breakdown::{Breakdown, Dimension, Line, OBLIGORS_SHOWN, Value};
pub use life::average_life;
pub use size::SizeBucket;

use std::collections::HashSet;

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::Scenario;

use crate::capital::number::{minor, ratio};
use crate::capital::pool::effective_number;
use crate::error::RunError;

/// Figures of a pool.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolStatistics<'d> {
    /// Sum of whole balances.
    pub balance: Money,
    /// Sum of protected balances, each rounded by itself.
    pub protected: Money,
    /// How many loans.
    pub loans: usize,
    /// How many borrowers; a loan without a borrower's name has its own.
    pub obligors: usize,
    /// Effective number of obligors; none for a pool without balance.
    pub n_obligors_effective: Option<f64>,
    /// Average probability of default per year, if any loan has one.
    pub wa_pd: Option<Ratio>,
    /// Average loss given default, if any loan has one.
    pub wa_lgd: Option<Ratio>,
    /// Weighted-average life of contractual principal in years, actual/365 from the cut-off date; or what is
    /// missing for it. None for a pool without balance.
    pub wal_years: Result<Option<Decimal>, RunError>,
    /// One for each [`Dimension`].
    pub by: Vec<Breakdown<'d>>,
}

/// The figures of a deal's pool; the scenario gives the index of floating level payments and nothing else.
pub fn stratify<'d>(deal: &'d Deal, scenario: &Scenario) -> PoolStatistics<'d> {
    let loans = &deal.pool.loans;
    PoolStatistics {
        balance: deal.pool.balance(),
        protected: deal.pool.protected_balance(),
        loans: loans.len(),
        obligors: loans.iter().map(obligor).collect::<HashSet<_>>().len(),
        n_obligors_effective: effective_number(loans),
        wa_pd: average(loans, |loan| loan.pd),
        wa_lgd: average(loans, |loan| loan.lgd),
        wal_years: life::average_life(deal, scenario),
        by: Dimension::ALL
            .into_iter()
            .map(|dimension| Breakdown::of(deal, dimension))
            .collect(),
    }
}

/// The borrower, or the loan by itself; the flag keeps a loan's name from meeting a borrower's.
fn obligor(loan: &Loan) -> (bool, &str) {
    match &loan.obligor_id {
        Some(obligor) => (true, obligor),
        None => (false, &loan.id),
    }
}

fn average(loans: &[Loan], value: impl Fn(&Loan) -> Option<Ratio>) -> Option<Ratio> {
    let (mut balance, mut weighted) = (Decimal::ZERO, Decimal::ZERO);
    for (loan, value) in loans.iter().filter_map(|loan| Some((loan, value(loan)?))) {
        balance += minor(loan.balance);
        weighted += minor(loan.balance) * value.0;
    }
    (!balance.is_zero()).then(|| Ratio(ratio(weighted, balance)))
}

#[cfg(test)]
mod tests;
