//! A pool broken down by what the tape says of each loan.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::Datelike;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;

use super::SizeBucket;
use crate::capital::number::{minor, ratio};

/// How many of the largest obligors are shown.
pub const OBLIGORS_SHOWN: usize = 10;

/// What loans are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Sector.
    Sector,
    /// Rating.
    Rating,
    /// Country.
    Country,
    /// Exposure class.
    AssetClass,
    /// Performing, delinquent, defaulted, unknown.
    Status,
    /// Currency of the contract.
    Currency,
    /// How principal is repaid.
    Amortisation,
    /// Reference rate.
    Index,
    /// Year of maturity.
    Maturity,
    /// Balance of the loan.
    Size,
    /// The largest borrowers only.
    Obligors,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Dimension; 11] = [
        Dimension::Sector,
        Dimension::Rating,
        Dimension::Country,
        Dimension::AssetClass,
        Dimension::Status,
        Dimension::Currency,
        Dimension::Amortisation,
        Dimension::Index,
        Dimension::Maturity,
        Dimension::Size,
        Dimension::Obligors,
    ];

    /// Its name, as a tape's column where there is one.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Sector => "sector",
            Dimension::Rating => "rating",
            Dimension::Country => "country",
            Dimension::AssetClass => "asset_class",
            Dimension::Status => "status",
            Dimension::Currency => "currency",
            Dimension::Amortisation => "amortisation",
            Dimension::Index => "index",
            Dimension::Maturity => "maturity",
            Dimension::Size => "size",
            Dimension::Obligors => "obligors",
        }
    }

    /// What a loan has of it.
    fn value<'d>(self, deal: &Deal, loan: &'d Loan) -> Value<'d> {
        let text = |text: Option<&'d str>| text.map_or(Value::Blank, Value::Text);
        match self {
            Dimension::Sector => text(loan.sector.as_deref()),
            Dimension::Rating => text(loan.rating.as_deref()),
            Dimension::Country => text(loan.country.as_deref()),
            Dimension::AssetClass => {
                let class = loan.capital.as_ref().and_then(|fields| fields.asset_class);
                text(class.map(|class| class.name()))
            }
            Dimension::Status => Value::Text(loan.status.name()),
            Dimension::Currency => Value::Text(loan.currency.code()),
            Dimension::Amortisation => Value::Text(loan.amortisation.name()),
            Dimension::Index => loan
                .index
                .as_ref()
                .map_or(Value::FixedRate, |index| Value::Text(&index.0)),
            Dimension::Maturity => Value::Year(loan.maturity.year()),
            Dimension::Size => Value::Size(SizeBucket::of(loan.balance, deal.currency)),
            Dimension::Obligors => match &loan.obligor_id {
                Some(obligor) => Value::Text(obligor),
                None => Value::Loan(&loan.id),
            },
        }
    }

    /// Whether lines come in the order of their values, rather than the largest first.
    fn is_ordered(self) -> bool {
        match self {
            Dimension::Maturity | Dimension::Size => true,
            Dimension::Sector
            | Dimension::Rating
            | Dimension::Country
            | Dimension::AssetClass
            | Dimension::Status
            | Dimension::Currency
            | Dimension::Amortisation
            | Dimension::Index
            | Dimension::Obligors => false,
        }
    }
}

/// What loans have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value<'d> {
    /// A word of the tape.
    Text(&'d str),
    /// A loan without a borrower's name, as its own borrower.
    Loan(&'d str),
    /// No index.
    FixedRate,
    /// A year.
    Year(i32),
    /// A range of balances.
    Size(SizeBucket),
    /// The tape says nothing.
    Blank,
}

/// Loans with a value in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'d> {
    /// The value.
    pub value: Value<'d>,
    /// How many loans have it.
    pub loans: usize,
    /// The sum of their whole balances.
    pub balance: Money,
    /// Their share of the pool's balance.
    pub share: Ratio,
}

/// A pool by one dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown<'d> {
    /// The dimension.
    pub by: Dimension,
    /// Lines that are not empty, the largest first, or in the order of years and sizes; blank comes last.
    pub lines: Vec<Line<'d>>,
}

impl<'d> Breakdown<'d> {
    /// The pool of a deal by a dimension; obligors are cut to the largest.
    pub fn of(deal: &'d Deal, by: Dimension) -> Breakdown<'d> {
        let mut sums: HashMap<Value<'d>, (usize, Money)> = HashMap::new();
        for loan in &deal.pool.loans {
            let (loans, balance) = sums.entry(by.value(deal, loan)).or_default();
            *loans += 1;
            *balance += loan.balance;
        }
        let whole = minor(deal.pool.balance());
        let line = |(value, (loans, balance))| Line {
            value,
            loans,
            balance,
            share: Ratio(ratio(minor(balance), whole)),
        };
        let mut lines: Vec<Line> = sums.into_iter().map(line).collect();
        if by.is_ordered() {
            lines.sort_unstable_by_key(|line| line.value);
        } else {
            lines
                .sort_unstable_by_key(|line| (line.value == Value::Blank, Reverse(line.balance), line.value));
        }
        if by == Dimension::Obligors {
            lines.truncate(OBLIGORS_SHOWN);
        }
        Breakdown { by, lines }
    }

    /// Whether the tape says nothing of it.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.value == Value::Blank)
    }
}
