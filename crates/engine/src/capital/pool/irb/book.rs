//! What each loan of a pool weighs under one version of the law; what they weigh together is a sum on a date.
//!
//! Functions of internal ratings are linear in the maturity, so that a date needs one product a loan, and nothing is
//! kept of it but sums.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::bank::Granularity;
use tranchet_deal::loan::Loan;

use super::Weighing;
use super::charge::{Charge, Support, Weight, charge};
use super::reading;
use crate::capital::error::CapitalError;
use crate::capital::loan_faults::LoanFaults;
use crate::capital::number::to_f64;
use crate::capital::pool::effective_number::debtor;
use crate::capital::pool_terms::PoolTerms;

/// What a loan has whatever the law.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub maturity: NaiveDate,
    /// The place of its debtor.
    pub debtor: usize,
    /// Exposure per unit of balance: above one where undrawn amounts count.
    pub exposure: f64,
    pub pd: Option<f64>,
    pub lgd: Option<f64>,
}

/// The place of a loan's standardised weight among those of the tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Row {
    /// The tape's own, added up exactly.
    Exact(usize),
    /// A float.
    Float(f64),
    /// None.
    Unknown,
}

/// The loans of a pool and what each weighs.
#[derive(Debug)]
pub(in crate::capital::pool) struct Book {
    pub(super) weighing: Weighing,
    pub(super) facts: Vec<Facts>,
    pub(super) charges: Vec<(Charge, Row)>,
    /// How many debtors there are.
    pub(super) debtors: usize,
    /// Of those, how many the tape names; each of the others stands for `per_bought` alike.
    pub(super) named: usize,
    pub(super) per_bought: f64,
    /// Distinct weights of the tape, and whether their loans are weighted by internal ratings.
    pub(super) exact: Vec<(Decimal, bool)>,
    rows: HashMap<(Decimal, bool), usize>,
    /// What the standardised weights of loans under internal ratings lack.
    pub(super) unweighted: LoanFaults,
    /// Loans under internal ratings whose security is named in unknown words.
    pub(super) security_unknown: usize,
}

impl Book {
    /// The loans of a tape.
    ///
    /// # Errors
    /// [`CapitalError::LoansUnusable`] with everything that is missing or beyond reason.
    pub fn new(loans: &[Loan], weighing: Weighing) -> Result<Book, CapitalError> {
        let mut faults = LoanFaults::default();
        let facts = facts(loans, &mut faults);
        let debtors = facts.iter().map(|facts| facts.debtor + 1).max().unwrap_or(0);
        let mut book = Book {
            weighing,
            debtors,
            named: debtors,
            per_bought: 1.0,
            facts,
            charges: Vec::with_capacity(loans.len()),
            exact: Vec::new(),
            rows: HashMap::new(),
            unweighted: LoanFaults::default(),
            security_unknown: 0,
        };
        book.charge(loans, faults)?;
        Ok(book)
    }

    /// The same loans under another version of the law.
    ///
    /// # Errors
    /// As [`Book::new`].
    pub fn weigh_anew<'l>(
        &mut self,
        loans: impl IntoIterator<Item = &'l Loan>,
        weighing: Weighing,
    ) -> Result<(), CapitalError> {
        self.weighing = weighing;
        self.charges.clear();
        self.exact.clear();
        self.rows.clear();
        self.unweighted = LoanFaults::default();
        self.security_unknown = 0;
        self.charge(loans, LoanFaults::default())
    }

    /// Adds a loan that stands for many, to so many debtors of which none has another.
    ///
    /// # Errors
    /// As [`Book::new`].
    pub fn add(&mut self, loan: &Loan, per_bought: f64) -> Result<(), CapitalError> {
        self.per_bought = per_bought;
        let mut faults = LoanFaults::default();
        self.facts.push(fact(loan, self.debtors, &mut faults));
        self.debtors += 1;
        self.charge([loan], faults)
    }

    /// The date of its figures.
    pub fn weighing_date(&self) -> NaiveDate {
        self.weighing.date
    }

    /// How many and how lossy the exposures are taken to be.
    pub fn granularity(&self) -> Granularity {
        self.weighing.granularity
    }

    /// The version of the law.
    pub fn terms(&self) -> &'static PoolTerms {
        self.weighing.terms
    }

    /// How many loans there are.
    pub fn loans(&self) -> usize {
        self.facts.len()
    }

    /// Whether every loan has a standardised weight, or what they lack.
    ///
    /// # Errors
    /// [`CapitalError::LoansUnusable`].
    pub fn check_standardised(&self) -> Result<(), CapitalError> {
        if self.unweighted.is_empty() {
            Ok(())
        } else {
            Err(CapitalError::LoansUnusable(self.unweighted.clone()))
        }
    }

    /// Weighs further loans, whose facts are known.
    fn charge<'l>(
        &mut self,
        loans: impl IntoIterator<Item = &'l Loan>,
        mut faults: LoanFaults,
    ) -> Result<(), CapitalError> {
        let mut all_rated = true;
        for loan in loans {
            let facts = self.facts[self.charges.len()];
            let ead = loan.balance.minor() as f64 * facts.exposure;
            let found = charge(loan, ead, &self.weighing, &mut faults, &mut self.unweighted);
            let rated = reading::terms(loan, &self.weighing).is_some();
            all_rated &= rated;
            self.security_unknown += usize::from(rated && reading::security_is_unknown(loan));
            let row = self.row(&found, facts.exposure);
            self.charges.push((found, row));
        }
        if !all_rated {
            faults.0.append(&mut self.unweighted.0);
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(CapitalError::LoansUnusable(faults))
        }
    }

    /// A tape's weight is added up exactly, as long as nothing undrawn stands beside the balance.
    fn row(&mut self, charge: &Charge, exposure: f64) -> Row {
        match charge.standardised {
            Weight::Unknown => Row::Unknown,
            Weight::Table(weight) => Row::Float(weight),
            Weight::Tape(weight) if exposure != 1.0 => Row::Float(to_f64(weight)),
            Weight::Tape(weight) => {
                let key = (weight, charge.model.is_some());
                let next = self.exact.len();
                let row = *self.rows.entry(key).or_insert(next);
                if row == next {
                    self.exact.push(key);
                }
                Row::Exact(row)
            }
        }
    }

    /// How many debtors alike stand behind this place.
    pub(super) fn alike(&self, debtor: usize) -> f64 {
        if debtor < self.named { 1.0 } else { self.per_bought }
    }

    /// What each debtor owes, those that stand for many by one of them, with how many they are.
    pub(super) fn each(&self, owed: &[f64]) -> Vec<(f64, f64)> {
        let of = |(place, owed): (usize, &f64)| (owed / self.alike(place), self.alike(place));
        owed.iter().enumerate().map(of).collect()
    }

    /// The factor of a loan whose debtor owes so much, in minor units.
    pub(super) fn factor(&self, support: Support, owed: f64) -> f64 {
        match support {
            Support::None => 1.0,
            Support::Fixed(factor) => factor,
            Support::SmallFirm => {
                let factor = self.weighing.terms.standardised.small_firm_factor;
                factor.map_or(1.0, |factor| {
                    factor.at(owed * self.weighing.millions_per_minor()).value
                })
            }
        }
    }
}

fn facts(loans: &[Loan], faults: &mut LoanFaults) -> Vec<Facts> {
    let mut places = HashMap::with_capacity(loans.len());
    let of = |loan| {
        let next = places.len();
        let place = *places.entry(debtor(loan)).or_insert(next);
        fact(loan, place, faults)
    };
    loans.iter().map(of).collect()
}

fn fact(loan: &Loan, debtor: usize, faults: &mut LoanFaults) -> Facts {
    let balance = loan.balance.minor() as f64;
    let ead = reading::ead(loan, faults).unwrap_or(balance);
    Facts {
        maturity: loan.maturity,
        debtor,
        exposure: if balance > 0.0 { ead / balance } else { 1.0 },
        pd: loan.pd.map(|pd| to_f64(pd.0)),
        lgd: loan.lgd.map(|lgd| to_f64(lgd.0)),
    }
}
