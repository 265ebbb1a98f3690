//! Exposures added up by who stands behind them: the borrower's group, else the borrower, else the loan alone.

use std::collections::HashMap;

use tranchet_deal::loan::Loan;

use super::effective_number::debtor;

/// Exposures by debtor, in the order in which the tape first names each.
pub(super) struct Debtors {
    /// The debtor of each loan.
    of_loan: Vec<usize>,
    /// The exposure of each debtor.
    pub exposures: Vec<f64>,
}

impl Debtors {
    /// Of loans and their exposures, in the same order.
    pub fn new(loans: &[Loan], exposures: &[f64]) -> Debtors {
        let mut places = HashMap::with_capacity(loans.len());
        let mut debtors = Debtors {
            of_loan: Vec::with_capacity(loans.len()),
            exposures: Vec::new(),
        };
        for (loan, exposure) in loans.iter().zip(exposures) {
            let place = *places.entry(debtor(loan)).or_insert(debtors.exposures.len());
            if place == debtors.exposures.len() {
                debtors.exposures.push(0.0);
            }
            debtors.exposures[place] += exposure;
            debtors.of_loan.push(place);
        }
        debtors
    }

    /// What the debtor of this loan owes in all.
    pub fn owed_with(&self, loan: usize) -> f64 {
        self.exposures[self.of_loan[loan]]
    }
}
