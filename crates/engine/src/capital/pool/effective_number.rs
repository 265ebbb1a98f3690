//! `N`, the effective number of exposures: CRR Art. 259(4) and CRE44 (formula recalled, standard).
//!
//! `N = (sum of EAD)^2 / sum of EAD^2`, exposures to one obligor added first.

use std::collections::BTreeMap;

use tranchet_deal::loan::Loan;

/// Who stands behind a loan: the borrower's group when given, else the borrower, else the loan by itself.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Debtor<'a> {
    Group(&'a str),
    Obligor(&'a str),
    Loan(&'a str),
}

pub(crate) fn debtor(loan: &Loan) -> Debtor<'_> {
    match (&loan.group_id, &loan.obligor_id) {
        (Some(group), _) => Debtor::Group(group),
        (None, Some(obligor)) => Debtor::Obligor(obligor),
        (None, None) => Debtor::Loan(&loan.id),
    }
}

/// The effective number of debtors by whole balance; none for an empty pool.
pub fn effective_number(loans: &[Loan]) -> Option<f64> {
    let mut exposures: BTreeMap<Debtor, f64> = BTreeMap::new();
    for loan in loans {
        *exposures.entry(debtor(loan)).or_default() += loan.balance.minor() as f64;
    }
    let total: f64 = exposures.values().sum();
    let squares: f64 = exposures.values().map(|exposure| exposure * exposure).sum();
    (squares > 0.0).then(|| total * total / squares)
}
