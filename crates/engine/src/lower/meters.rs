//! Measures of the loans: what each loan adds to them.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::criterion::Criterion;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::money::Money;
use tranchet_deal::pool_measure::PoolMeasure;
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::{Scenario, TapeColumn};

use super::eligibility::{as_loan, known, meets};
use crate::error::RunError;
use crate::plan::{Groups, MeterKind, MeterPlan, PortfolioPlan};
use crate::pool_run::Meter;
use crate::schedule::Schedules;

/// Lowers measures of the loans at closing, of those of the purchase tape, and of the one that stands for all.
pub(super) struct MeterLowering<'l> {
    deal: &'l Deal,
    scenario: &'l Scenario,
    dates: &'l [NaiveDate],
    loans: &'l [&'l Loan],
    representative: Option<Loan>,
    problems: &'l mut Vec<RunError>,
}

impl<'l> MeterLowering<'l> {
    pub(super) fn new(
        deal: &'l Deal,
        scenario: &'l Scenario,
        dates: &'l [NaiveDate],
        loans: &'l [&'l Loan],
        problems: &'l mut Vec<RunError>,
    ) -> Self {
        let representative = scenario
            .replenishment
            .as_ref()
            .map(|bought| as_loan(bought, deal, deal.closing + Months::new(bought.term_months)));
        MeterLowering {
            deal,
            scenario,
            dates,
            loans,
            representative,
            problems,
        }
    }

    /// The conditions on the pool after an addition.
    pub(super) fn portfolio(&mut self) -> Vec<PortfolioPlan> {
        let deal = self.deal;
        let terms = deal
            .replenishment
            .as_ref()
            .filter(|_| self.representative.is_some() || !self.scenario.purchases.is_empty());
        let conditions = terms.map_or(&[][..], |terms| &terms.portfolio);
        conditions
            .iter()
            .map(|condition| PortfolioPlan {
                meter: self.meter(&condition.measure),
                limit: condition.limit,
                maintain_or_improve: condition.maintain_or_improve,
            })
            .collect()
    }

    /// A measure.
    pub(super) fn meter(&mut self, measure: &PoolMeasure) -> MeterPlan {
        let kind = match measure {
            PoolMeasure::LargestShare { by, count } => {
                MeterKind::Largest(self.groups(*by), usize::try_from(*count).unwrap_or(usize::MAX))
            }
            PoolMeasure::Share(counted) | PoolMeasure::IncreaseOfShare(counted) => {
                MeterKind::Share(self.counted(counted))
            }
            PoolMeasure::WeightedAveragePd => MeterKind::Average(self.column("pd", |loan| loan.pd)),
            PoolMeasure::WeightedAverageLgd => MeterKind::Average(self.column("lgd", |loan| loan.lgd)),
            PoolMeasure::WeightedAverageLife => MeterKind::Life(self.lives()),
            PoolMeasure::EffectiveNumber => MeterKind::EffectiveNumber(self.groups(TapeColumn::GroupId)),
            PoolMeasure::NumberOfObligors => MeterKind::Number(self.groups(TapeColumn::ObligorId)),
        };
        let mut plan = MeterPlan {
            kind,
            closing: Decimal::ZERO,
            representative: self.loans.len(),
        };
        if let PoolMeasure::IncreaseOfShare(_) = measure {
            plan.closing = self.at_closing(&plan);
        }
        plan
    }

    fn at_closing(&self, plan: &MeterPlan) -> Decimal {
        let pool = &self.deal.pool;
        let mut meter = Meter::new(plan, 0);
        for (index, loan) in pool.loans.iter().enumerate() {
            meter.add(index, 0, i128::from(pool.protected(loan.balance).minor()));
        }
        meter.value()
    }

    /// Every loan by its place.
    fn each(&self) -> impl Iterator<Item = &Loan> {
        self.loans.iter().copied().chain(&self.representative)
    }

    fn groups(&self, by: TapeColumn) -> Groups {
        let mut numbers: HashMap<Option<&str>, usize> = HashMap::new();
        let name = |loan| group(loan, by);
        let number = |loan| {
            let next = numbers.len();
            *numbers.entry(name(loan)).or_insert(next)
        };
        let of: Vec<usize> = self.each().map(number).collect();
        Groups {
            count: of.iter().max().map_or(0, |last| last + 1),
            of,
            own: matches!(
                by,
                TapeColumn::LoanId | TapeColumn::ObligorId | TapeColumn::GroupId
            ),
        }
    }

    fn counted(&mut self, counted: &Criterion) -> Vec<bool> {
        known(counted, self.problems);
        let closing = self.deal.closing;
        self.each().map(|loan| meets(counted, loan, closing)).collect()
    }

    fn column(&mut self, column: &'static str, value: fn(&Loan) -> Option<Ratio>) -> Vec<Decimal> {
        let values: Vec<Result<Decimal, RunError>> = self
            .each()
            .map(|loan| {
                let loan_id = || loan.id.to_string();
                value(loan)
                    .map(|ratio| ratio.0)
                    .ok_or_else(|| RunError::MissingColumn {
                        column,
                        loan: loan_id(),
                    })
            })
            .collect();
        let mut found = |value: Result<Decimal, RunError>| {
            value.unwrap_or_else(|error| {
                self.problems.push(error);
                Decimal::ZERO
            })
        };
        values.into_iter().map(&mut found).collect()
    }

    /// Remaining life of each loan at the end of each period.
    fn lives(&mut self) -> Vec<Vec<Decimal>> {
        let mut schedules = Schedules::new(self.deal, self.scenario);
        let paths: Vec<_> = self.each().map(|loan| schedules.principal(loan)).collect();
        let life = |path: Result<Vec<(NaiveDate, Money)>, RunError>| match path {
            Ok(path) => self
                .dates
                .iter()
                .map(|date| remaining_life(&path, *date))
                .collect(),
            Err(error) => {
                self.problems.push(error);
                vec![Decimal::ZERO; self.dates.len()]
            }
        };
        paths.into_iter().map(life).collect()
    }
}

/// The group of a loan in a column: obligors and groups default to what is next smaller.
fn group(loan: &Loan, by: TapeColumn) -> Option<&str> {
    match by {
        TapeColumn::ObligorId => loan.obligor_id.as_deref().or(Some(&loan.id)),
        TapeColumn::GroupId => loan
            .group_id
            .as_deref()
            .or_else(|| group(loan, TapeColumn::ObligorId)),
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
        | TapeColumn::GpuGeneration => by.value_of(loan),
    }
}

/// Decimals of a life, so that its product with a balance is exact and sums do not depend on their order.
const LIFE_DECIMALS: u32 = 12;

/// Average time from a date to the principal after it, in years of 365 days.
fn remaining_life(path: &[(NaiveDate, Money)], date: NaiveDate) -> Decimal {
    let later = path.iter().filter(|(due, _)| *due > date);
    let (weighted, whole) = later.fold((0i128, 0i128), |(weighted, whole), (due, principal)| {
        let amount = i128::from(principal.minor());
        (
            weighted + amount * i128::from((*due - date).num_days()),
            whole + amount,
        )
    });
    let days =
        Decimal::from_i128_with_scale(weighted, 0).checked_div(Decimal::from_i128_with_scale(whole, 0));
    (days.unwrap_or_default() / Decimal::from(365)).round_dp(LIFE_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Half after 365 days, half after 730: 1.5 years; after the first payment the other half is 365 days away.
    #[test]
    fn a_remaining_life_counts_what_is_still_to_come() {
        let half = Money::from_minor(50);
        let path = [(day("2027-06-30"), half), (day("2028-06-29"), half)];
        let life = |date| remaining_life(&path, day(date)).to_string();
        assert_eq!(life("2026-06-30").trim_end_matches('0'), "1.5");
        assert_eq!(remaining_life(&path, day("2027-06-30")), Decimal::ONE);
        assert_eq!(remaining_life(&path, day("2028-06-29")), Decimal::ZERO);
    }
}
