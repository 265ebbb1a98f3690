//! Criteria of single loans: what a loan must be to enter a pool, or to be counted in a share of it.
//!
//! A criterion looks at one column of the tape. A loan whose cell is blank meets no criterion but one that asks
//! for a blank, except that days past due are nought where the tape gives none and the loan performs. The months
//! of a remaining term count from the date on which the criterion is tested.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

use crate::loan::{Loan, LoanStatus};
use crate::scenario::TapeColumn;

/// What a loan must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// A number of the tape within a limit.
    Number {
        /// The column.
        field: NumberField,
        /// The limit; money in minor units of the deal's currency.
        limit: Limit,
    },
    /// Maturity not later, or not earlier, than so many months after the test.
    RemainingTerm {
        /// The months.
        months: u32,
        /// Whether that is the most rather than the least.
        at_most: bool,
    },
    /// A rating on an agency's scale that is this one or better.
    RatingAtLeast(String),
    /// A text of the tape among these values, or not among them.
    Text {
        /// The column.
        field: TapeColumn,
        /// The values.
        values: Vec<String>,
        /// Whether the loan must have one of them, rather than none.
        among: bool,
    },
    /// A cell without a value, or with one.
    Blank {
        /// The column.
        field: TapeColumn,
        /// Whether it must be blank.
        blank: bool,
    },
}

/// A column that holds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberField {
    /// Whole balance, in minor units.
    Balance,
    /// Fixed rate or margin.
    Rate,
    /// Probability of default.
    Pd,
    /// Loss given default.
    Lgd,
    /// Risk weight.
    RiskWeight,
    /// Loan to value.
    Ltv,
    /// Annual turnover, in minor units.
    Turnover,
    /// Committed and not drawn, in minor units.
    Undrawn,
    /// Credit quality step.
    Cqs,
    /// Days past due.
    DelinquentDays,
}

/// The most or the least that a number may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Not above.
    AtMost(Decimal),
    /// Not below.
    AtLeast(Decimal),
}

impl Limit {
    /// The level itself.
    pub fn level(self) -> Decimal {
        match self {
            Limit::AtMost(level) | Limit::AtLeast(level) => level,
        }
    }

    /// Whether a value keeps it.
    pub fn keeps(self, value: Decimal) -> bool {
        match self {
            Limit::AtMost(level) => value <= level,
            Limit::AtLeast(level) => value >= level,
        }
    }

    /// Whether `after` is no worse than `before`.
    pub fn keeps_or_improves(self, before: Decimal, after: Decimal) -> bool {
        match self {
            Limit::AtMost(_) => after <= before,
            Limit::AtLeast(_) => after >= before,
        }
    }
}

impl NumberField {
    /// The column's header.
    pub fn name(self) -> &'static str {
        match self {
            NumberField::Balance => "balance",
            NumberField::Rate => "rate",
            NumberField::Pd => "pd",
            NumberField::Lgd => "lgd",
            NumberField::RiskWeight => "risk_weight",
            NumberField::Ltv => "ltv",
            NumberField::Turnover => "turnover",
            NumberField::Undrawn => "undrawn",
            NumberField::Cqs => "cqs",
            NumberField::DelinquentDays => "delinquent_days",
        }
    }

    /// Whether its values are money of the deal's currency.
    pub fn is_money(self) -> bool {
        match self {
            NumberField::Balance | NumberField::Turnover | NumberField::Undrawn => true,
            NumberField::Rate
            | NumberField::Pd
            | NumberField::Lgd
            | NumberField::RiskWeight
            | NumberField::Ltv
            | NumberField::Cqs
            | NumberField::DelinquentDays => false,
        }
    }

    /// The number that a loan has in the column.
    pub fn of(self, loan: &Loan) -> Option<Decimal> {
        let capital = loan.capital.as_ref();
        match self {
            NumberField::Balance => Some(Decimal::from(loan.balance.minor())),
            NumberField::Rate => loan.rate.map(|rate| rate.0),
            NumberField::Pd => loan.pd.map(|pd| pd.0),
            NumberField::Lgd => loan.lgd.map(|lgd| lgd.0),
            NumberField::RiskWeight => loan.risk_weight.map(|weight| weight.0),
            NumberField::Ltv => capital?.ltv.map(|ltv| ltv.0),
            NumberField::Turnover => capital?.turnover.map(|money| Decimal::from(money.minor())),
            NumberField::Undrawn => capital?.undrawn.map(|money| Decimal::from(money.minor())),
            NumberField::Cqs => capital?.cqs.map(Decimal::from),
            NumberField::DelinquentDays => match (loan.delinquent_days, loan.status) {
                (Some(days), _) => Some(Decimal::from(days)),
                (None, LoanStatus::Performing) => Some(Decimal::ZERO),
                (None, LoanStatus::Delinquent | LoanStatus::Defaulted | LoanStatus::Unknown) => None,
            },
        }
    }
}

impl Criterion {
    /// Whether a loan meets it on a date; `is_at_least` compares two ratings and is none where one of them is on
    /// no scale.
    pub fn holds(
        &self,
        loan: &Loan,
        date: NaiveDate,
        is_at_least: impl Fn(&str, &str) -> Option<bool>,
    ) -> bool {
        match self {
            Criterion::Number { field, limit } => field.of(loan).is_some_and(|value| limit.keeps(value)),
            Criterion::RemainingTerm { months, at_most } => {
                let edge = date
                    .checked_add_months(Months::new(*months))
                    .unwrap_or(NaiveDate::MAX);
                if *at_most {
                    loan.maturity <= edge
                } else {
                    loan.maturity >= edge
                }
            }
            Criterion::RatingAtLeast(least) => {
                let rating = loan.rating.as_deref();
                rating
                    .and_then(|rating| is_at_least(rating, least))
                    .unwrap_or_default()
            }
            Criterion::Text { field, values, among } => field
                .value_of(loan)
                .is_some_and(|value| values.iter().any(|known| *known == value) == *among),
            Criterion::Blank { field, blank } => field.value_of(loan).is_none() == *blank,
        }
    }

    /// Whether its answer can change from date to date.
    pub fn depends_on_date(&self) -> bool {
        match self {
            Criterion::RemainingTerm { .. } => true,
            Criterion::Number { .. }
            | Criterion::RatingAtLeast(_)
            | Criterion::Text { .. }
            | Criterion::Blank { .. } => false,
        }
    }

    /// The header of the column that it looks at.
    pub fn field_name(&self) -> &'static str {
        match self {
            Criterion::Number { field, .. } => field.name(),
            Criterion::RemainingTerm { .. } => "remaining_term",
            Criterion::RatingAtLeast(_) => "rating",
            Criterion::Text { field, .. } | Criterion::Blank { field, .. } => field.name(),
        }
    }
}
