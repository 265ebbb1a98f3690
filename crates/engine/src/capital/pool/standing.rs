//! Where a loan of the tape stands at closing: it is in default when the tape says so or when it is 90 days or more
//! past due; a delinquent loan of unknown age counts as 90 days.

use tranchet_deal::loan::{Loan, LoanStatus};

/// Days past due from which a loan counts as defaulted: CRR Art. 261(2), 12 CFR 217.43(b)(2)(i).
const DAYS_PAST_DUE: u32 = 90;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Standing {
    Sound,
    InDefault,
    Unknown,
}

pub(super) fn standing(loan: &Loan) -> Standing {
    match (loan.status, loan.delinquent_days) {
        (_, Some(days)) if days >= DAYS_PAST_DUE => Standing::InDefault,
        (LoanStatus::Defaulted, _) | (LoanStatus::Delinquent, None) => Standing::InDefault,
        (LoanStatus::Performing, _) | (LoanStatus::Delinquent, Some(_)) => Standing::Sound,
        (LoanStatus::Unknown, _) => Standing::Unknown,
    }
}
