//! Random tests on the state of a deal.

use chrono::Months;
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::{Decimal, dec};
use tranchet_deal::rate::Ratio;
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
    closing: bool,
    of: usize,
}

prop_compose! {
    pub fn drafts()(
        measure in 0..8u8,
        level in 0..=1000u32,
        above in any::<bool>(),
        curable in any::<bool>(),
        window in select(vec![None, Some(6u32), Some(12), Some(24)]),
        closing in any::<bool>(),
        of in 0..5usize,
    ) -> Draft {
        Draft { measure, level, above, curable, window, closing, of }
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
        }
    }

    /// Levels that the measure can cross: shares up to 10 % or 100 %, or a count.
    fn level(&self) -> Decimal {
        let level = i64::from(self.level);
        match self.measure {
            2 | 3 => Decimal::new(level, 3) + OFF_THE_GRID,
            6 => Decimal::from(level / 100),
            _ => Decimal::new(level, 4) + OFF_THE_GRID,
        }
    }

    fn measure(&self, tranches: usize) -> Measure {
        let base = if self.closing {
            Base::Closing
        } else {
            Base::LowerOfClosingAndEndOfReplenishment
        };
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
            _ => Measure::WeightedAveragePd,
        }
    }
}
