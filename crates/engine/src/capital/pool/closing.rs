//! The pool at closing, from its loans.
//!
//! Defaulted loans count in `W` and, at their weight, in `K`.

use tranchet_deal::loan::Loan;
use tranchet_deal::money::Money;
use tranchet_deal::pool::Pool;

use super::PoolState;
use super::irb::{Book, IrbPool, Sums, Weighing};
use super::standing::{Standing, standing};
use crate::capital::error::CapitalError;
use crate::capital::number::{minor, ratio, to_f64};
use crate::capital::position::{K_PER_RISK_WEIGHT, PoolInputs};
use crate::capital::step::{Input, Source};

/// The columns that an average risk weight is found from.
const WEIGHTS: &str = "balance, risk_weight, or asset_class and what its table reads";

impl PoolState {
    /// The pool of a deal at closing, by the balances of its tape.
    ///
    /// # Errors
    /// [`CapitalError::LoansUnusable`] names what the loans lack or have beyond reason.
    pub fn at_closing(pool: &Pool, weighing: &Weighing) -> Result<PoolState, CapitalError> {
        let book = Book::new(&pool.loans, *weighing)?;
        PoolState::of_book(&book, pool)
    }

    /// The same from what its loans weigh.
    pub(super) fn of_book(book: &Book, pool: &Pool) -> Result<PoolState, CapitalError> {
        book.check_standardised()?;
        let date = book.weighing_date();
        let loans = &pool.loans;
        let whole = book.sum(date, loans.iter().map(|loan| loan.balance));
        let balances: Vec<Money> = loans.iter().map(|loan| pool.protected(loan.balance)).collect();
        let protected = book.sum(date, balances.iter().copied());
        let status = Status::of(loans, &balances, book, &protected);
        let (exposure, rwa, rwa_standardised) = (whole.exposure(), whole.rwa(), whole.rwa_standardised());
        let (wa_pd, lgd_of_tape, own_rated) = (whole.average_pd(), whole.average_lgd(), whole.rwa_rated());
        let found = IrbPool::of(book, whole);
        let inputs = PoolInputs {
            irb: found.inputs(book.granularity()),
            ..status.inputs(&protected)
        };
        Ok(PoolState {
            date,
            exposure,
            rwa,
            rwa_irb: own_rated,
            rwa_protected: protected.rwa_drawn(),
            rwa_standardised,
            n: (found.n > 0.0).then_some(found.n),
            lgd: if found.share > 0.0 {
                Some(found.lgd)
            } else {
                lgd_of_tape
            },
            wa_pd,
            retail_share: found.retail_share,
            inputs,
            steps: found.steps,
            longest_loan: pool.loans.iter().map(|loan| loan.maturity).max(),
            excess_spread: None,
        })
    }
}

/// What the loans' status says of a pool, in protected balances.
struct Status {
    defaulted: Money,
    known: Money,
    unknown: f64,
    k_known: f64,
}

impl Status {
    fn of(loans: &[Loan], balances: &[Money], book: &Book, protected: &Sums) -> Status {
        let of = |wanted: fn(Standing) -> bool| {
            let balance = move |(loan, balance): (&Loan, &Money)| match wanted(standing(loan)) {
                true => *balance,
                false => Money::ZERO,
            };
            loans.iter().zip(balances).map(balance)
        };
        let known: Money = of(|standing| standing != Standing::Unknown).sum();
        let k_known = if known == protected.balance {
            k(protected)
        } else {
            k(&book.sum(book.weighing_date(), of(|standing| standing != Standing::Unknown)))
        };
        Status {
            defaulted: of(|standing| standing == Standing::InDefault).sum(),
            known,
            unknown: to_f64(ratio(minor(protected.balance - known), minor(protected.balance))),
            k_known,
        }
    }

    fn inputs(&self, protected: &Sums) -> PoolInputs {
        let tape = Source::Tape("status, delinquent_days, balance");
        PoolInputs {
            k: k(protected),
            k_known: self.k_known,
            average_risk_weight: average(protected),
            weight_from: Source::Tape(WEIGHTS),
            w: to_f64(ratio(minor(self.defaulted), minor(self.known))),
            w_from: vec![
                Input::of("in default", self.defaulted).from(tape),
                Input::of("of known status", self.known).from(tape),
            ],
            unknown: self.unknown,
            irb: None,
        }
    }
}

fn average(sums: &Sums) -> f64 {
    to_f64(ratio(sums.rwa_standardised(), sums.exposure()))
}

fn k(sums: &Sums) -> f64 {
    K_PER_RISK_WEIGHT * average(sums)
}

#[cfg(test)]
mod tests;
