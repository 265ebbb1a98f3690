//! What keeps loans from being weighted: each thing once, with how many loans it concerns and the first of them.

use std::fmt;
use std::sync::Arc;

const IDS_NAMED: usize = 5;

/// What is wrong with a column of a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The calculation needs it and the tape has none.
    Missing,
    /// It lies outside these bounds.
    Outside(&'static str),
    /// Its word is none of these.
    NotOneOf(&'static str),
    /// Neither it nor a class by which the table would have a weight.
    NoWeight,
    /// The foundation approach has no function for retail.
    FoundationRetail,
}

/// One thing wrong with some loans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoanFault {
    /// The tape column.
    pub column: &'static str,
    /// What is wrong with it.
    pub kind: FaultKind,
    /// How many loans.
    pub count: usize,
    /// Ids of the first, five at most.
    pub loans: Vec<Arc<str>>,
}

/// Everything wrong with the loans of a pool, in the order in which it was first met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoanFaults(pub Vec<LoanFault>);

impl LoanFaults {
    /// Notes a fault of one loan.
    pub fn note(&mut self, column: &'static str, kind: FaultKind, loan: &Arc<str>) {
        let same = self
            .0
            .iter_mut()
            .find(|fault| fault.column == column && fault.kind == kind);
        match same {
            Some(fault) => fault.add(loan),
            None => self.0.push(LoanFault {
                column,
                kind,
                count: 1,
                loans: vec![loan.clone()],
            }),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl LoanFault {
    fn add(&mut self, loan: &Arc<str>) {
        self.count += 1;
        if self.loans.len() < IDS_NAMED {
            self.loans.push(loan.clone());
        }
    }
}

impl fmt::Display for LoanFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, column) = (self.count, self.column);
        let (loans, have) = if count == 1 {
            ("loan", "has")
        } else {
            ("loans", "have")
        };
        match self.kind {
            FaultKind::Missing => write!(f, "{count} {loans} {have} no `{column}`")?,
            FaultKind::NoWeight => write!(
                f,
                "{count} {loans} {have} neither a `{column}` nor an `asset_class`"
            )?,
            FaultKind::Outside(bounds) => write!(f, "{count} {loans} {have} a `{column}` outside {bounds}")?,
            FaultKind::NotOneOf(words) => {
                write!(f, "{count} {loans} {have} a `{column}` that is none of {words}")?
            }
            FaultKind::FoundationRetail => {
                write!(
                    f,
                    "{count} retail {loans} {have} the `{column}` firb, which has no function for retail"
                )?;
            }
        }
        let more = if count > self.loans.len() {
            ", among them "
        } else {
            ": "
        };
        write!(f, "{more}{}", self.loans.join(", "))
    }
}

impl fmt::Display for LoanFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: Vec<_> = self.0.iter().map(LoanFault::to_string).collect();
        f.write_str(&faults.join("; "))
    }
}
