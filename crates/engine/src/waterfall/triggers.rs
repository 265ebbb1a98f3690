//! Step 10, made before principal is distributed: tests on balances after write-ups.
//!
//! `above` trips when the value is higher than its level, `below` when it is lower. Credit enhancement must be
//! lower by more than one minor unit per tranche, so that rounding at closing trips nothing. A one-way test stays
//! tripped; a curable one, and a lock-out, are decided anew on each date.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use tranchet_deal::trigger::Base;

use super::Waterfall;
use crate::amount::Amount;
use crate::journal::{Fact, Purpose, Reading, Sink};
use crate::plan::{MeasurePlan, TestPlan};

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    pub(super) fn test_triggers(&mut self, period: usize) {
        let plan = self.plan;
        if !plan.needs.windows.is_empty() || plan.needs.default_rate {
            self.history.push((self.flows.opening, self.flows.defaulted));
        }
        self.decide_replenishment(period);
        self.sequential = false;
        for (index, test) in plan.principal.sequential_when.iter().enumerate() {
            let (reading, trips) = self.apply(test, period);
            self.clear[index] = if trips { 0 } else { self.clear[index] + 1 };
            let is_cured = test.curable && self.clear[index] >= test.cure_periods;
            let tripped = trips || (self.tripped[index] && !is_cured);
            self.tripped[index] = tripped;
            self.sequential |= tripped;
            self.sink.note(
                period + 1,
                Fact::Test {
                    purpose: Purpose::Sequential,
                    index,
                    reading,
                    tripped,
                },
            );
        }
        for (place, unit) in plan.principal.units.iter().enumerate() {
            self.locked_out[place] = false;
            let Some(group) = unit.group else { continue };
            for (index, test) in unit.locked_out_when.iter().enumerate() {
                let (reading, tripped) = self.apply(test, period);
                self.locked_out[place] |= tripped;
                self.sink.note(
                    period + 1,
                    Fact::Test {
                        purpose: Purpose::LockOut(group),
                        index,
                        reading,
                        tripped,
                    },
                );
            }
        }
    }

    /// Whether every condition of replenishment holds.
    pub(super) fn replenishment_conditions_hold(
        &mut self,
        conditions: &[TestPlan<A>],
        period: usize,
    ) -> bool {
        let mut all = true;
        for (index, test) in conditions.iter().enumerate() {
            let (reading, holds) = self.apply(test, period);
            all &= holds;
            let fact = Fact::Test {
                purpose: Purpose::Replenishment,
                index,
                reading,
                tripped: !holds,
            };
            self.sink.note(period + 1, fact);
        }
        all
    }

    /// What a test sees, and whether it trips on that.
    fn apply(&self, test: &TestPlan<A>, period: usize) -> (Reading<A>, bool) {
        let reading = self.read(test.measure, period);
        let order = match reading {
            Reading::Ratio(part, whole) if whole.is_positive() => {
                let part = if test.above {
                    part
                } else {
                    part + self.tolerance(test.measure)
                };
                A::compare_ratio(part, whole, test.level)
            }
            Reading::Ratio(..) => Decimal::ZERO.cmp(&test.level_number),
            Reading::Number(number) => number.cmp(&test.level_number),
        };
        (
            reading,
            order
                == if test.above {
                    Ordering::Greater
                } else {
                    Ordering::Less
                },
        )
    }

    fn tolerance(&self, measure: MeasurePlan) -> A {
        match measure {
            MeasurePlan::CreditEnhancement(_) => A::units(self.plan.notionals.len()),
            MeasurePlan::CumulativeLosses(_)
            | MeasurePlan::CumulativeDefaults(_)
            | MeasurePlan::PoolFactor
            | MeasurePlan::DelinquencyRate(_)
            | MeasurePlan::DefaultRate(_)
            | MeasurePlan::LargestObligors
            | MeasurePlan::WeightedAveragePd
            | MeasurePlan::DetachmentFall(_)
            | MeasurePlan::UnappliedAmount
            | MeasurePlan::SellerDowngrades
            | MeasurePlan::Pool(_) => A::ZERO,
        }
    }

    fn read(&self, measure: MeasurePlan, period: usize) -> Reading<A> {
        match measure {
            MeasurePlan::CumulativeLosses(base) => Reading::Ratio(self.cumulative_losses, self.base(base)),
            MeasurePlan::CumulativeDefaults(base) => {
                Reading::Ratio(self.cumulative_defaults, self.base(base))
            }
            MeasurePlan::PoolFactor => Reading::Ratio(self.balances.pool(), self.initial_pool()),
            MeasurePlan::CreditEnhancement(of) => {
                let junior = self.balances.notionals[of + 1..].iter().copied().sum();
                Reading::Ratio(junior, self.balances.total_notional())
            }
            MeasurePlan::DelinquencyRate(window) => Reading::Number(self.delinquency(window, period)),
            MeasurePlan::DefaultRate(window) => self.default_rate(window, period),
            MeasurePlan::LargestObligors => Reading::Number(Decimal::from(self.covered_obligors())),
            MeasurePlan::WeightedAveragePd => Reading::Number(self.flows.weighted_pd.unwrap_or_default()),
            MeasurePlan::DetachmentFall(of) => Reading::Number(self.detachment_fall(of)),
            MeasurePlan::UnappliedAmount => Reading::Ratio(self.balances.held, self.initial_pool()),
            MeasurePlan::SellerDowngrades => {
                Reading::Number(Decimal::from(self.plan.periods[period].downgrades))
            }
            MeasurePlan::Pool(measure) => {
                Reading::Number(self.flows.measures.get(measure).copied().unwrap_or_default())
            }
        }
    }

    /// How far a tranche's detachment point lies below that of closing, or of the end of ramp-up, as a share of that.
    fn detachment_fall(&self, of: usize) -> Decimal {
        let point = |notionals: &[A]| {
            let sum = |notionals: &[A]| notionals.iter().copied().sum::<A>().to_decimal();
            sum(&notionals[of..])
                .checked_div(sum(notionals))
                .unwrap_or_default()
        };
        let reference = match &self.ramped_up {
            Some((_, notionals)) if !self.ramping_up => notionals,
            Some(_) | None => &self.plan.notionals,
        };
        let before = point(reference);
        let fall = before - point(&self.balances.notionals);
        fall.checked_div(before).unwrap_or_default()
    }

    /// The pool that cumulative measures are set against.
    fn base(&self, base: Base) -> A {
        match base {
            Base::Closing => self.plan.pool,
            Base::LowerOfClosingAndEndOfReplenishment => match self.replenished_pool {
                Some(pool) if !self.replenishing => self.plan.pool.lesser(pool),
                Some(_) | None => self.plan.pool,
            },
            Base::EndOfRampUp => match (&self.ramped_up, &self.plan.replenishment) {
                (Some((pool, _)), _) if !self.ramping_up => *pool,
                (_, Some(terms)) if self.ramping_up => terms.target.unwrap_or(self.plan.pool),
                (Some(_) | None, Some(_) | None) => self.plan.pool,
            },
        }
    }

    fn window_start(&self, window: Option<usize>, period: usize) -> usize {
        window.map_or(period, |window| self.plan.periods[period].windows[window])
    }

    fn delinquency(&self, window: Option<usize>, period: usize) -> Decimal {
        let periods = &self.plan.periods[self.window_start(window, period)..=period];
        let sum: Decimal = periods.iter().map(|period| period.delinquency).sum();
        sum / Decimal::from(periods.len())
    }

    fn default_rate(&self, window: Option<usize>, period: usize) -> Reading<A> {
        let periods = &self.history[self.window_start(window, period)..=period];
        let defaulted = periods.iter().map(|(_, defaulted)| *defaulted).sum();
        Reading::Ratio(defaulted, periods[0].0)
    }

    /// How many of the largest obligors fit into the most senior placed tranche and all below it.
    fn covered_obligors(&self) -> usize {
        let first = self.plan.senior_placed.unwrap_or(self.balances.notionals.len());
        let mut left: A = self.balances.notionals[first..].iter().copied().sum();
        self.flows
            .obligors
            .iter()
            .take_while(|balance| {
                let fits = balance.is_positive() && **balance <= left;
                left -= **balance;
                fits
            })
            .count()
    }
}
