//! What may enter a random pool after closing.

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tranchet_deal::criterion::{Criterion, Limit, NumberField};
use tranchet_deal::money::Money;
use tranchet_deal::pool_measure::PortfolioCondition;
use tranchet_deal::replenishment::{RampUp, Replenishment};
use tranchet_deal::scenario::TapeColumn;
use tranchet_deal::trigger::Test;

use super::tests_of_state::{OFF_THE_GRID, pool_measure};
use super::timetable::Timetable;

/// Terms of entry before their deal is known.
#[derive(Clone, Debug)]
pub struct Draft {
    eligibility: Vec<(u8, u32)>,
    portfolio: Vec<(u8, usize, u32, bool, bool)>,
    unapplied: Option<u32>,
    ramp_up: Option<(u32, i64)>,
}

prop_compose! {
    pub fn drafts()(
        eligibility in vec((0..4u8, 0..100u32), 0..=2),
        portfolio in vec((11..19u8, 0..5usize, 0..1000u32, any::<bool>(), any::<bool>()), 0..=2),
        unapplied in prop::option::of(0..4u32),
        ramp_up in prop::option::of((1..=1000u32, 1..2500i64)),
    ) -> Draft {
        Draft { eligibility, portfolio, unapplied, ramp_up }
    }
}

fn criterion((kind, level): (u8, u32)) -> Criterion {
    match kind {
        0 => Criterion::Number {
            field: NumberField::Pd,
            limit: Limit::AtMost(Decimal::new(i64::from(level), 3)),
        },
        1 => Criterion::RemainingTerm {
            months: level,
            at_most: level > 40,
        },
        2 => Criterion::Text {
            field: TapeColumn::Sector,
            values: vec!["S-0".to_owned(), "S-1".to_owned()],
            among: level > 20,
        },
        _ => Criterion::Blank {
            field: TapeColumn::Rating,
            blank: level > 5,
        },
    }
}

fn condition(
    (number, of, level, at_most, maintain_or_improve): (u8, usize, u32, bool, bool),
) -> PortfolioCondition {
    let scale = match number {
        14 => 2,
        16 | 17 => 1,
        _ => 3,
    };
    let level = Decimal::new(i64::from(level), scale) + OFF_THE_GRID;
    PortfolioCondition {
        measure: pool_measure(number, of),
        limit: if at_most {
            Limit::AtMost(level)
        } else {
            Limit::AtLeast(level)
        },
        maintain_or_improve,
    }
}

impl Draft {
    pub fn make(
        &self,
        until: NaiveDate,
        conditions: Vec<Test>,
        timetable: &Timetable,
        pool: Money,
    ) -> Replenishment {
        Replenishment {
            until,
            conditions,
            eligibility: self.eligibility.iter().copied().map(criterion).collect(),
            portfolio: self.portfolio.iter().copied().map(condition).collect(),
            unapplied_periods: self.unapplied,
            ramp_up: self.ramp_up.map(|(when, more)| RampUp {
                target: pool + Money::from_minor(pool.minor() / 1000 * more + 1),
                until: timetable.at(when).min(until),
            }),
        }
    }
}
