//! Criteria, measures of the loans and refusals in words, as a deal file writes them.

use rust_decimal::Decimal;
use tranchet_deal::criterion::{Criterion, Limit, NumberField};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::{Currency, Money};
use tranchet_deal::pool_measure::{MeasureUnit, PoolMeasure};
use tranchet_deal::scenario::TapeColumn;
use tranchet_engine::pool_period::Refusal;

use crate::format::percent;

/// Why a loan was refused.
pub fn refusal(deal: &Deal, refusal: Refusal) -> String {
    let terms = deal.replenishment.as_ref();
    match refusal {
        Refusal::Defaulted => "has defaulted".to_owned(),
        Refusal::Matured => "has matured".to_owned(),
        Refusal::TooLarge => "larger than the money left".to_owned(),
        Refusal::Ineligible(number) => match terms.and_then(|terms| terms.eligibility.get(number)) {
            Some(criterion) => format!("not {}", self::criterion(deal.currency, criterion)),
            None => "not eligible".to_owned(),
        },
        Refusal::Portfolio(number, value) => match terms.and_then(|terms| terms.portfolio.get(number)) {
            Some(condition) => {
                let unit = condition.measure.unit();
                let name = measure(deal.currency, &condition.measure);
                let (side, level) = limit(condition.limit);
                format!("{name} {}, {side} {}", shown(unit, value), shown(unit, level))
            }
            None => "breaks a condition on the pool".to_owned(),
        },
    }
}

/// A measure of the loans.
pub fn measure(currency: Currency, measure: &PoolMeasure) -> String {
    let name = measure.name();
    match measure {
        PoolMeasure::LargestShare { by, count } => {
            let by = match by {
                TapeColumn::ObligorId | TapeColumn::GroupId => String::new(),
                TapeColumn::LoanId
                | TapeColumn::Rating
                | TapeColumn::Sector
                | TapeColumn::Country
                | TapeColumn::Currency
                | TapeColumn::AssetClass
                | TapeColumn::Status
                | TapeColumn::Index
                | TapeColumn::Amortisation
                | TapeColumn::Security
                | TapeColumn::Slotting
                | TapeColumn::ComputeType
                | TapeColumn::OffTaker
                | TapeColumn::GpuGeneration => format!(" by {}", by.name()),
            };
            let count = if *count == 1 {
                String::new()
            } else {
                format!(" of {count}")
            };
            format!("{name}{by}{count}")
        }
        PoolMeasure::Share(counted) | PoolMeasure::IncreaseOfShare(counted) => {
            format!("{name} with {}", criterion(currency, counted))
        }
        PoolMeasure::WeightedAveragePd
        | PoolMeasure::WeightedAverageLgd
        | PoolMeasure::WeightedAverageLife
        | PoolMeasure::EffectiveNumber
        | PoolMeasure::NumberOfObligors => name.to_owned(),
    }
}

/// A criterion.
pub fn criterion(currency: Currency, criterion: &Criterion) -> String {
    let field = criterion.field_name();
    match criterion {
        Criterion::Number { field: number, limit } => {
            let (side, level) = self::limit(*limit);
            format!("{field} {side} {}", number_of(currency, *number, level))
        }
        Criterion::RemainingTerm { months, at_most } => {
            let side = if *at_most { "at most" } else { "at least" };
            format!("{field} {side} {months} months")
        }
        Criterion::RatingAtLeast(least) => format!("{field} at least {least}"),
        Criterion::Text { values, among, .. } => {
            let side = if *among { "one of" } else { "none of" };
            format!("{field} {side} {}", values.join(", "))
        }
        Criterion::Blank { blank: true, .. } => format!("{field} blank"),
        Criterion::Blank { blank: false, .. } => format!("{field} given"),
    }
}

fn limit(limit: Limit) -> (&'static str, Decimal) {
    match limit {
        Limit::AtMost(level) => ("at most", level),
        Limit::AtLeast(level) => ("at least", level),
    }
}

fn number_of(currency: Currency, field: NumberField, level: Decimal) -> String {
    match field {
        NumberField::Balance | NumberField::Turnover | NumberField::Undrawn => {
            let units = i64::try_from(level).unwrap_or_default();
            crate::format::money(Money::from_minor(units), currency)
        }
        NumberField::Rate
        | NumberField::Pd
        | NumberField::Lgd
        | NumberField::RiskWeight
        | NumberField::Ltv => percent(level),
        NumberField::Cqs | NumberField::DelinquentDays => level.normalize().to_string(),
    }
}

fn shown(unit: MeasureUnit, value: Decimal) -> String {
    match unit {
        MeasureUnit::Share => share(value),
        MeasureUnit::Years => format!("{} years", value.round_dp(2).normalize()),
        MeasureUnit::Number => value.round_dp(1).normalize().to_string(),
    }
}

/// A share to a hundredth of a per cent.
fn share(value: Decimal) -> String {
    percent(value.round_dp(4))
}
