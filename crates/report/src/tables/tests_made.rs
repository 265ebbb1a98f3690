//! The tests that were made on each date, and the calls.

use std::borrow::Cow;

use tranchet_deal::deal::Deal;
use tranchet_deal::pool_measure::{MeasureUnit, PoolMeasure};
use tranchet_deal::rate::Ratio;
use tranchet_deal::trigger::{Bound, Measure, Test};
use tranchet_engine::journal::Purpose;
use tranchet_engine::outcome::TestResult;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario, words};
use crate::table::{Cell, Table};

/// Each test with its value and level, and whether it governs the date as tripped.
pub fn tests_made(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(
        studies,
        &[
            "*period", "*date", "for", "measure", "value", "trips", "level", "tripped",
        ],
    );
    let mut table = Table::new("tests", titled(studies, "Tests"), deal.currency, &columns);
    for study in studies {
        for period in &study.outcome.periods {
            for result in &period.tests {
                let test = test_of(deal, result);
                let (side, level) = trips(result.purpose, test.bound);
                let number = |value| match test.measure.unit() {
                    MeasureUnit::Share => Cell::Percent(value, 4),
                    MeasureUnit::Years => Cell::Number(value, 2),
                    MeasureUnit::Number => Cell::Number(value, decimals(&test.measure)),
                };
                let mut row = scenario_cell(studies, study);
                row.extend([
                    Cell::Count(period.number as i64),
                    Cell::Date(period.date),
                    Cell::text(purpose(deal, result.purpose)),
                    Cell::text(describe(deal, &test.measure)),
                    number(result.value),
                    Cell::text(side),
                    number(level.0),
                    Cell::Flag(result.tripped),
                ]);
                table.push(row);
            }
        }
    }
    table
}

/// The test of a deal that a result belongs to.
pub fn test_of<'d>(deal: &'d Deal, result: &TestResult) -> Cow<'d, Test> {
    let tests: &[Test] = match result.purpose {
        Purpose::Sequential => {
            let mut tests = deal.amortisation.principal.sequential_tests(&deal.tranches);
            return Cow::Owned(tests.swap_remove(result.index));
        }
        Purpose::LockOut(group) => &deal.amortisation.groups[group].locked_out_when,
        Purpose::Replenishment => deal.replenishment.as_ref().map_or(&[], |terms| &terms.conditions),
    };
    Cow::Borrowed(&tests[result.index])
}

/// What a test is for, as a reader knows it.
pub fn purpose(deal: &Deal, purpose: Purpose) -> String {
    match purpose {
        Purpose::Sequential => "sequential".to_owned(),
        Purpose::LockOut(group) => format!("lock-out of {}", deal.amortisation.groups[group].name),
        Purpose::Replenishment => "end of replenishment".to_owned(),
    }
}

/// Decimals of a plain number.
fn decimals(measure: &Measure) -> u32 {
    if *measure == Measure::Pool(PoolMeasure::EffectiveNumber) {
        1
    } else {
        0
    }
}

/// On which side of which level a test trips; replenishment has conditions, which trip where they do not hold.
pub(crate) fn trips(purpose: Purpose, bound: Bound) -> (&'static str, Ratio) {
    match (purpose, bound) {
        (Purpose::Sequential | Purpose::LockOut(_), Bound::Above(level)) => ("above", level),
        (Purpose::Sequential | Purpose::LockOut(_), Bound::Below(level)) => ("below", level),
        (Purpose::Replenishment, Bound::Above(level)) => ("not above", level),
        (Purpose::Replenishment, Bound::Below(level)) => ("not below", level),
    }
}

/// A measure as a reader knows it.
pub fn describe(deal: &Deal, measure: &Measure) -> String {
    match measure {
        Measure::CreditEnhancement { of } | Measure::DetachmentFall { of: Some(of) } => {
            format!("{} of {}", measure.name(), deal.tranches[*of].name)
        }
        Measure::Pool(measure) => words::measure(deal.currency, measure),
        Measure::CumulativeLosses { .. }
        | Measure::CumulativeDefaults { .. }
        | Measure::PoolFactor
        | Measure::DelinquencyRate { .. }
        | Measure::DefaultRate { .. }
        | Measure::LargestObligors
        | Measure::WeightedAveragePd
        | Measure::DetachmentFall { of: None }
        | Measure::UnappliedAmount
        | Measure::SellerDowngrades => measure.name().to_owned(),
    }
}
