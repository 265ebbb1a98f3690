//! A loan like the largest part of a pool, which stands for what replenishment buys.

use rust_decimal::Decimal;
use tranchet_deal::loan::{AssetClass, CapitalApproach, CapitalFields, Loan, LoanStatus};
use tranchet_deal::money::Money;
use tranchet_deal::pool::Pool;
use tranchet_deal::rate::{Ratio, RiskWeight};
use tranchet_deal::scenario::RepresentativeLoan;

use crate::capital::number::{minor, ratio};
use crate::capital::pool::PoolState;

type Kind = (Option<CapitalApproach>, Option<AssetClass>);

/// The loan; none for a pool without any.
pub(super) fn like_the_pool(pool: &Pool, closing: &PoolState, terms: &RepresentativeLoan) -> Option<Loan> {
    let like = largest_of_the_largest_kind(&pool.loans)?;
    let pd = terms.pd.or_else(|| average(&pool.loans, |loan| loan.pd));
    let lgd = terms.lgd.or_else(|| average(&pool.loans, |loan| loan.lgd));
    let risk_weight = terms
        .risk_weight
        .unwrap_or(RiskWeight(ratio(closing.rwa_standardised, closing.exposure)));
    Some(Loan {
        id: "bought".into(),
        obligor_id: None,
        group_id: None,
        pd,
        lgd,
        risk_weight: Some(risk_weight),
        status: LoanStatus::Performing,
        delinquent_days: None,
        compute: None,
        capital: like.capital.as_deref().map(|fields| {
            Box::new(CapitalFields {
                provision: None,
                undrawn: None,
                ..fields.clone()
            })
        }),
        ..like.clone()
    })
}

fn kind(loan: &Loan) -> Kind {
    loan.capital.as_deref().map_or((None, None), |fields| {
        (fields.capital_approach, fields.asset_class)
    })
}

fn largest_of_the_largest_kind(loans: &[Loan]) -> Option<&Loan> {
    let mut kinds: Vec<(Kind, Money, &Loan)> = Vec::new();
    for loan in loans {
        match kinds.iter_mut().find(|(known, ..)| *known == kind(loan)) {
            None => kinds.push((kind(loan), loan.balance, loan)),
            Some((_, balance, largest)) => {
                *balance += loan.balance;
                if loan.balance > largest.balance {
                    *largest = loan;
                }
            }
        }
    }
    // The first of several as large.
    let (_, _, loan) = kinds.into_iter().rev().max_by_key(|(_, balance, _)| *balance)?;
    Some(loan)
}

/// By balance, over the loans that have one.
fn average(loans: &[Loan], of: impl Fn(&Loan) -> Option<Ratio>) -> Option<Ratio> {
    let (mut balance, mut weighted) = (Decimal::ZERO, Decimal::ZERO);
    for loan in loans {
        if let Some(Ratio(found)) = of(loan) {
            balance += minor(loan.balance);
            weighted += minor(loan.balance) * found;
        }
    }
    (!balance.is_zero()).then(|| Ratio(weighted / balance))
}
