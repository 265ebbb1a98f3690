//! Tests on the state of a deal, and what they need to know.

use std::cell::RefCell;

use chrono::Months;
use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::pool_measure::PoolMeasure;
use tranchet_deal::tranche::Tranche;
use tranchet_deal::trigger::{Bound, Measure, Test};

use crate::amount::Amount;
use crate::plan::{MeasurePlan, Needs, TestPlan};

/// Lowers the tests of a deal, and remembers their needs.
#[derive(Debug)]
pub(super) struct TestLowering<'d> {
    deal: &'d Deal,
    needs: RefCell<Needs>,
}

impl<'d> TestLowering<'d> {
    pub(super) fn new(deal: &'d Deal) -> Self {
        TestLowering {
            deal,
            needs: RefCell::default(),
        }
    }

    pub(super) fn into_needs(self) -> Needs {
        self.needs.into_inner()
    }

    pub(super) fn lower_all<A: Amount>(&self, tests: &[Test]) -> Vec<TestPlan<A>> {
        tests.iter().map(|test| self.lower(test)).collect()
    }

    fn lower<A: Amount>(&self, test: &Test) -> TestPlan<A> {
        let level = test.bound.level();
        TestPlan {
            measure: self.measure(&test.measure),
            above: matches!(test.bound, Bound::Above(_)),
            level: A::factor(level.factor()),
            level_number: level.0,
            curable: test.curable,
            cure_periods: test.cure_periods,
        }
    }

    fn measure(&self, measure: &Measure) -> MeasurePlan {
        let mut needs = self.needs.borrow_mut();
        match measure {
            Measure::CumulativeLosses { base } => MeasurePlan::CumulativeLosses(*base),
            Measure::CumulativeDefaults { base } => MeasurePlan::CumulativeDefaults(*base),
            Measure::PoolFactor => MeasurePlan::PoolFactor,
            Measure::CreditEnhancement { of } => {
                debug_assert!(
                    *of < self.deal.tranches.len(),
                    "a test names a tranche of its deal"
                );
                MeasurePlan::CreditEnhancement(*of)
            }
            Measure::DelinquencyRate { window } => MeasurePlan::DelinquencyRate(needs.window(*window)),
            Measure::DefaultRate { window } => {
                needs.default_rate = true;
                MeasurePlan::DefaultRate(needs.window(*window))
            }
            Measure::LargestObligors => {
                needs.obligors = true;
                MeasurePlan::LargestObligors
            }
            Measure::WeightedAveragePd => {
                needs.pd = true;
                MeasurePlan::WeightedAveragePd
            }
            Measure::DetachmentFall { of } => {
                let placed = |tranche: &Tranche| tranche.placed.0 > Decimal::ZERO;
                let senior_placed = self.deal.tranches.iter().position(placed);
                MeasurePlan::DetachmentFall(of.or(senior_placed).unwrap_or_default())
            }
            Measure::UnappliedAmount => MeasurePlan::UnappliedAmount,
            Measure::SellerDowngrades => MeasurePlan::SellerDowngrades,
            Measure::Pool(measure) => MeasurePlan::Pool(needs.measure(measure)),
        }
    }
}

impl Needs {
    /// The place of a measure of the loans among those needed.
    fn measure(&mut self, measure: &PoolMeasure) -> usize {
        let place = self.measures.iter().position(|known| known == measure);
        place.unwrap_or_else(|| {
            self.measures.push(measure.clone());
            self.measures.len() - 1
        })
    }

    /// The place of a window among those needed.
    fn window(&mut self, window: Option<Months>) -> Option<usize> {
        let window = window?;
        let place = self.windows.iter().position(|known| *known == window);
        Some(place.unwrap_or_else(|| {
            self.windows.push(window);
            self.windows.len() - 1
        }))
    }
}
