//! The tests that were made on each date, and the calls.

use tranchet_deal::deal::Deal;
use tranchet_deal::trigger::{Bound, Measure, Test};
use tranchet_engine::journal::Purpose;
use tranchet_engine::outcome::TestResult;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
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
                let (side, level) = match test.bound {
                    Bound::Above(level) => ("above", level),
                    Bound::Below(level) => ("below", level),
                };
                let number = |value| {
                    if test.measure == Measure::LargestObligors {
                        Cell::Number(value, 0)
                    } else {
                        Cell::Percent(value, 4)
                    }
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
pub fn test_of<'d>(deal: &'d Deal, result: &TestResult) -> &'d Test {
    use tranchet_deal::amortisation::Principal;
    let tests: &[Test] = match result.purpose {
        Purpose::Sequential => match &deal.amortisation.principal {
            Principal::ProRataThenSequential { sequential_when } => sequential_when,
            Principal::Sequential | Principal::ProRata => &[],
        },
        Purpose::LockOut(group) => &deal.amortisation.groups[group].locked_out_when,
        Purpose::Replenishment => deal.replenishment.as_ref().map_or(&[], |terms| &terms.conditions),
    };
    &tests[result.index]
}

/// What a test is for, as a reader knows it.
pub fn purpose(deal: &Deal, purpose: Purpose) -> String {
    match purpose {
        Purpose::Sequential => "sequential".to_owned(),
        Purpose::LockOut(group) => format!("lock-out of {}", deal.amortisation.groups[group].name),
        Purpose::Replenishment => "end of replenishment".to_owned(),
    }
}

fn describe(deal: &Deal, measure: &Measure) -> String {
    match measure {
        Measure::CreditEnhancement { of } => format!("{} of {}", measure.name(), deal.tranches[*of].name),
        Measure::CumulativeLosses { .. }
        | Measure::CumulativeDefaults { .. }
        | Measure::PoolFactor
        | Measure::DelinquencyRate { .. }
        | Measure::DefaultRate { .. }
        | Measure::LargestObligors
        | Measure::WeightedAveragePd => measure.name().to_owned(),
    }
}
