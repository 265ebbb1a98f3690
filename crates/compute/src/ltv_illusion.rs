//! The loan-to-value that is quoted against the one that a sale would show.
//!
//! ```text
//! headline   = EAD / V appraised         liquidation = EAD / NLP(U)
//! ratio      = liquidation / headline    gap = liquidation - headline
//! ```
//!
//! Example: a headline of 75 % on ten thousand new H100 is 139.6 % when they are sold.
//!
//! ```
//! use tranchet_compute::liquidation::{MarketDepth, Recovery};
//! use tranchet_compute::ltv_illusion::LtvIllusion;
//! let sold = LtvIllusion::of(30_000.0, 40_000.0, MarketDepth::ASSUMED.impact(10.0), &Recovery::ASSUMED);
//! assert!((sold.headline - 0.75).abs() < 1e-15 && (sold.liquidation - 1.396).abs() < 5e-4);
//! assert!((sold.gap_points() - 64.6).abs() < 0.05);
//! ```

use crate::liquidation::Recovery;

/// Both loan-to-values and the loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LtvIllusion {
    /// Exposure over appraised value.
    pub headline: f64,
    /// Exposure over what a sale nets; infinite when it nets nothing.
    pub liquidation: f64,
    /// Share of the exposure that a sale does not cover.
    pub lgd: f64,
}

impl LtvIllusion {
    /// Of an exposure and a value per unit, at a price impact.
    pub fn of(exposure: f64, value: f64, impact: f64, recovery: &Recovery) -> LtvIllusion {
        LtvIllusion {
            headline: exposure / value,
            liquidation: exposure / recovery.net_proceeds(value, impact),
            lgd: recovery.lgd(exposure, value, impact),
        }
    }

    /// One over the other.
    pub fn ratio(&self) -> f64 {
        self.liquidation / self.headline
    }

    /// The difference, in percentage points.
    pub fn gap_points(&self) -> f64 {
        100.0 * (self.liquidation - self.headline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cash_flow::run;
    use crate::liquidation::MarketDepth;
    use crate::project::Project;
    use crate::standard_curves::standard_curves;

    fn sold(exposure: f64, value: f64, units: f64) -> LtvIllusion {
        LtvIllusion::of(
            exposure,
            value,
            MarketDepth::ASSUMED.impact(units),
            &Recovery::ASSUMED,
        )
    }

    /// The worked example at origination, in per cent.
    #[test]
    fn a_new_loan_is_under_water_when_ten_thousand_are_sold() {
        for (units, liquidation, lgd) in [(1.0, 110.8, 9.7), (10.0, 139.6, 28.4), (50.0, 402.5, 75.2)] {
            let sold = sold(30_000.0, 40_000.0, units);
            assert!((100.0 * sold.liquidation - liquidation).abs() < 0.05, "{units}");
            assert!((100.0 * sold.lgd - lgd).abs() < 0.05, "{units}");
        }
    }

    /// The worked example in month 18 of ten years at -30 %: headline, then LTV and LGD by units, in per cent.
    #[test]
    fn eighteen_months_on_by_three_curves() {
        let owed = run(&Project::ten_thousand_h100(40, 0.3))
            .balance_after(6)
            .unwrap();
        assert!((owed - 27_157.0).abs() < 0.5);
        for (name, headline, expected, ratio) in [
            ("SL60", 97.0, [(144.9, 31.0), (183.2, 45.4), (542.8, 81.6)], 1.889),
            (
                "EXP30",
                115.9,
                [(174.4, 42.7), (221.0, 54.8), (667.3, 85.0)],
                1.907,
            ),
            ("GEN", 123.8, [(186.8, 46.5), (236.9, 57.8), (720.9, 86.1)], 1.914),
        ] {
            let curves = standard_curves();
            let standard = curves.iter().find(|standard| standard.name == name).unwrap();
            let value = 40_000.0 * standard.curve.factor(18.0).unwrap();
            for (units, (liquidation, lgd)) in [1.0, 10.0, 50.0].into_iter().zip(expected) {
                let sold = sold(owed, value, units);
                assert!((100.0 * sold.headline - headline).abs() < 0.05, "{name}");
                assert!(
                    (100.0 * sold.liquidation - liquidation).abs() < 0.1,
                    "{name} {units}"
                );
                assert!((100.0 * sold.lgd - lgd).abs() < 0.06, "{name} {units}");
            }
            assert!((sold(owed, value, 10.0).ratio() - ratio).abs() < 5e-4, "{name}");
        }
    }

    #[test]
    fn collateral_that_nets_nothing_is_infinitely_lent_against() {
        assert_eq!(sold(30_000.0, 1_000.0, 150.0).liquidation, f64::INFINITY);
    }
}
