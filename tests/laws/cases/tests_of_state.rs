//! Random tests on the state of a deal.

use chrono::Months;
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::{Decimal, dec};
use tranchet_deal::criterion::Criterion;
use tranchet_deal::pool_measure::PoolMeasure;
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::TapeColumn;
use tranchet_deal::trigger::{Base, Bound, Measure, Test};

/// Kept off the grid of balances, so that no test stands on the edge.
pub const OFF_THE_GRID: Decimal = dec!(0.0000012345);

/// A test before its deal is known.
#[derive(Clone, Debug)]
pub struct Draft {
    measure: u8,
    level: u32,
    above: bool,
    curable: bool,
    window: Option<u32>,
    base: Base,
    of: usize,
    cure_periods: u32,
}

prop_compose! {
    pub fn drafts()(
        measure in 0..19u8,
        level in 0..=1000u32,
        above in any::<bool>(),
        curable in any::<bool>(),
        window in select(vec![None, Some(6u32), Some(12), Some(24)]),
        base in select(vec![
            Base::Closing,
            Base::LowerOfClosingAndEndOfReplenishment,
            Base::EndOfRampUp,
        ]),
        of in 0..5usize,
        cure_periods in 1..4u32,
    ) -> Draft {
        Draft { measure, level, above, curable, window, base, of, cure_periods }
    }
}

/// A measure of the loans, by its number from 11 to 18; `of` decides what else there is to choose.
pub fn pool_measure(number: u8, of: usize) -> PoolMeasure {
    let first_sector = Criterion::Text {
        field: TapeColumn::Sector,
        values: vec!["S-0".to_owned()],
        among: of.is_multiple_of(2),
    };
    match number {
        11 => PoolMeasure::LargestShare {
            by: [TapeColumn::ObligorId, TapeColumn::GroupId, TapeColumn::Sector][of % 3],
            count: if of > 2 { 3 } else { 1 },
        },
        12 => PoolMeasure::Share(first_sector),
        13 => PoolMeasure::IncreaseOfShare(first_sector),
        14 => PoolMeasure::WeightedAverageLife,
        15 => PoolMeasure::WeightedAverageLgd,
        16 => PoolMeasure::EffectiveNumber,
        17 => PoolMeasure::NumberOfObligors,
        _ => PoolMeasure::WeightedAveragePd,
    }
}

impl Draft {
    /// The test of a deal with so many tranches.
    pub fn make(&self, tranches: usize) -> Test {
        let level = Ratio(self.level());
        Test {
            measure: self.measure(tranches),
            bound: if self.above {
                Bound::Above(level)
            } else {
                Bound::Below(level)
            },
            curable: self.curable,
            cure_periods: self.cure_periods,
        }
    }

    /// Levels that the measure can cross: shares up to 10 % or 100 %, or a count.
    fn level(&self) -> Decimal {
        let level = i64::from(self.level);
        match self.measure {
            2 | 3 | 8 | 11..=13 | 15 => Decimal::new(level, 3) + OFF_THE_GRID,
            14 => Decimal::new(level, 2) + OFF_THE_GRID,
            16 => Decimal::new(level, 1) + OFF_THE_GRID,
            6 | 10 | 17 => Decimal::from(level / 100),
            _ => Decimal::new(level, 4) + OFF_THE_GRID,
        }
    }

    fn measure(&self, tranches: usize) -> Measure {
        let base = self.base;
        let window = self.window.map(Months::new);
        match self.measure {
            0 => Measure::CumulativeLosses { base },
            1 => Measure::CumulativeDefaults { base },
            2 => Measure::PoolFactor,
            3 => Measure::CreditEnhancement {
                of: self.of % tranches,
            },
            4 => Measure::DelinquencyRate { window },
            5 => Measure::DefaultRate { window },
            6 => Measure::LargestObligors,
            7 => Measure::WeightedAveragePd,
            8 => Measure::DetachmentFall {
                of: (self.of < tranches).then_some(self.of),
            },
            9 => Measure::UnappliedAmount,
            10 => Measure::SellerDowngrades,
            number => Measure::Pool(pool_measure(number, self.of)),
        }
    }
}
