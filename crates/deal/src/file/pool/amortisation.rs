//! How a loan repays: its kind, and the balloon or schedule that belongs to it.

use chrono::NaiveDate;

use super::column::Column;
use super::loan::Exchange;
use super::row::{Cells, Row};
use crate::file::codes::Code;
use crate::file::literal::{self, Fault};
use crate::file::words::{Words, choose};
use crate::loan::LoanAmortisation;
use crate::money::Money;

/// The kinds of a loan's amortisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::file) enum Repayment {
    Bullet,
    EqualPrincipal,
    LevelPayment,
    Balloon,
    Schedule,
}

pub(in crate::file) const REPAYMENTS: Words<Repayment> = &[
    ("bullet", Repayment::Bullet),
    ("equal principal", Repayment::EqualPrincipal),
    ("level payment", Repayment::LevelPayment),
    ("balloon", Repayment::Balloon),
    ("schedule", Repayment::Schedule),
];

/// The amortisation of a loan, checked against its other terms.
pub(super) fn amortisation<R: Row>(
    cells: &Cells<'_, R>,
    exchange: Exchange,
    balance: Option<Money>,
    maturity: Option<NaiveDate>,
    cut_off: Option<NaiveDate>,
) -> Option<LoanAmortisation> {
    let kind = match cells.has(Column::Amortisation) {
        true => cells.read(Column::Amortisation, |text| {
            choose(text, REPAYMENTS, "a kind of amortisation")
        })?,
        false => Repayment::Bullet,
    };
    belonging(cells, kind);
    match kind {
        Repayment::Bullet => Some(LoanAmortisation::Bullet),
        Repayment::EqualPrincipal => Some(LoanAmortisation::EqualPrincipal),
        Repayment::LevelPayment => {
            rate_given(cells);
            Some(LoanAmortisation::LevelPayment)
        }
        Repayment::Balloon => balloon(cells, exchange, balance),
        Repayment::Schedule => {
            let instalments = cells.read(Column::Schedule, |text| schedule(text, exchange))?;
            let fault = misfit(&instalments, balance, maturity, cut_off);
            if let Some(cause) = fault {
                let remedy = "let the dates rise between cut-off and maturity, and the amounts stay within the balance";
                cells.problem(
                    Column::Schedule,
                    Code::BadSchedule,
                    cause,
                    "does not fit the loan",
                    remedy,
                );
            }
            Some(LoanAmortisation::Schedule { instalments })
        }
    }
}

/// A balloon and a schedule belong to the kinds of the same name, and these need them.
fn belonging<R: Row>(cells: &Cells<'_, R>, kind: Repayment) {
    for (column, own) in [
        (Column::Balloon, Repayment::Balloon),
        (Column::Schedule, Repayment::Schedule),
    ] {
        let name = column.name();
        match (cells.has(column), kind == own) {
            (true, false) => {
                let cause = format!("a loan has a `{name}` and another amortisation");
                let remedy = format!("write `{name}` as its `amortisation`, or leave `{name}` blank");
                cells.problem(column, Code::TermMisplaced, cause, "has no meaning here", &remedy);
            }
            (false, true) => {
                let cause = format!("a loan has `{name}` as its amortisation and gives none");
                let remedy = format!("fill in `{name}`");
                cells.problem(
                    Column::Amortisation,
                    Code::TermMisplaced,
                    cause,
                    &format!("needs `{name}`"),
                    &remedy,
                );
            }
            (true, true) | (false, false) => {}
        }
    }
}

fn rate_given<R: Row>(cells: &Cells<'_, R>) {
    if !cells.has(Column::Rate) {
        let cause = "a loan with level payments has no `rate`".to_owned();
        let remedy = "fill in `rate`: its fixed rate, or its margin over `index`";
        cells.problem(
            Column::Amortisation,
            Code::RateMissing,
            cause,
            "needs `rate`",
            remedy,
        );
    }
}

fn balloon<R: Row>(
    cells: &Cells<'_, R>,
    exchange: Exchange,
    balance: Option<Money>,
) -> Option<LoanAmortisation> {
    let balloon = cells.read(Column::Balloon, |text| exchange.money(text))?;
    if balance.is_some_and(|balance| balloon > balance) {
        let cause = "a loan's balloon is larger than its balance".to_owned();
        let remedy = "the balloon is the part of the balance that is due at maturity";
        cells.problem(
            Column::Balloon,
            Code::BalloonTooLarge,
            cause,
            "larger than the balance",
            remedy,
        );
    }
    Some(LoanAmortisation::Balloon { balloon })
}

/// `2027-06-30:1000000;2028-06-30:1000000`.
fn schedule(text: &str, exchange: Exchange) -> Result<Vec<(NaiveDate, Money)>, Fault> {
    let instalment = |part: &str| match part.split_once(':') {
        Some((date, amount)) => Ok((literal::date(date)?, exchange.money(amount.trim())?)),
        None => Err(Fault {
            code: Code::BadSchedule,
            cause: format!(
                "`{}` is not a date and an amount",
                crate::file::fields::shortened(part)
            ),
            label: "not an instalment".to_owned(),
            remedy: "write the schedule as `2027-06-30:1000000;2028-06-30:1000000`".to_owned(),
        }),
    };
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(instalment).collect()
}

/// Why instalments do not fit their loan.
fn misfit(
    instalments: &[(NaiveDate, Money)],
    balance: Option<Money>,
    maturity: Option<NaiveDate>,
    cut_off: Option<NaiveDate>,
) -> Option<String> {
    let (Some((first, _)), Some((last, _))) = (instalments.first(), instalments.last()) else {
        return Some("a loan's schedule has no instalments".to_owned());
    };
    let total: i128 = instalments
        .iter()
        .map(|(_, amount)| i128::from(amount.minor()))
        .sum();
    if let Some(pair) = instalments.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
        Some(format!(
            "the instalment of {} does not come after the one before it",
            pair[1].0
        ))
    } else if cut_off.is_some_and(|cut_off| *first <= cut_off) {
        Some(format!("the instalment of {first} is not after the cut-off date"))
    } else if maturity.is_some_and(|maturity| *last > maturity) {
        Some(format!("the instalment of {last} is after the loan's maturity"))
    } else if balance.is_some_and(|balance| total > i128::from(balance.minor())) {
        Some("a loan's instalments add up to more than its balance".to_owned())
    } else {
        None
    }
}
