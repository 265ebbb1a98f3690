//! Expected loss of a pool at closing, from its loans: an estimate of this program, not a text's.
//!
//! ```text
//! one year   sum of balance x PD x LGD / sum of balance
//! lifetime   one year x weighted-average life of contractual principal, at most 100 %
//! ```
//!
//! Whole balances; index paths are taken at nought, which matters for floating level payments only. Example: loans
//! of PD 1 % and LGD 40 % with a life of 2.5 years lose 0.4 % in a year and 1 % over their life.
//!
//! Not covered: prepayment, replenishment, the shape of default rates through time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::scenario::{IndexLevel, IndexPath, Scenario};

use crate::capital::number::{minor, ratio};
use crate::stratify::average_life;

/// Lifetime expected loss, known for one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedLoss {
    /// The date.
    pub date: NaiveDate,
    /// Share of the pool that is expected to be lost.
    pub share: Ratio,
}

impl ExpectedLoss {
    /// At closing: as the deal states it, else as estimated from the loans; none where they do not tell.
    pub fn at_closing(deal: &Deal) -> Option<ExpectedLoss> {
        let stated = deal.capital.as_ref().and_then(|terms| terms.expected_loss);
        Some(ExpectedLoss {
            date: deal.closing,
            share: stated.or_else(|| lifetime(deal))?,
        })
    }
}

/// Expected loss of a year, as a share of the balance of `loans`; none where one lacks PD or LGD.
///
/// ```
/// use tranchet_engine::capital::expected_loss::one_year;
/// assert_eq!(one_year(&[]), None);
/// ```
pub fn one_year(loans: &[Loan]) -> Option<Ratio> {
    let (mut balance, mut lost) = (Decimal::ZERO, Decimal::ZERO);
    for loan in loans {
        balance += minor(loan.balance);
        lost += minor(loan.balance) * loan.pd?.0 * loan.lgd?.0;
    }
    (!balance.is_zero()).then(|| Ratio(ratio(lost, balance)))
}

/// Weighted-average life of the pool in years, with every index at nought; none where a loan lacks its rate.
pub fn life_years(deal: &Deal) -> Option<Decimal> {
    let indices = deal.pool.loans.iter().filter_map(|loan| loan.index.clone());
    let path = IndexPath {
        level: IndexLevel::Flat(Rate(Decimal::ZERO)),
        shift: Rate(Decimal::ZERO),
    };
    let scenario = Scenario {
        rates: indices
            .map(|index| (index, path.clone()))
            .collect::<BTreeMap<_, _>>(),
        ..Scenario::default()
    };
    average_life(deal, &scenario).ok().flatten()
}

fn lifetime(deal: &Deal) -> Option<Ratio> {
    let a_year = one_year(&deal.pool.loans)?;
    Some(Ratio((a_year.0 * life_years(deal)?).min(Decimal::ONE)))
}
