//! A loan against cryptocurrency that is called and sold out by its loan-to-value.
//!
//! ```text
//! call          when LTV > 75 %: price change 1 - LTV₀/75 %        sold out at 85 %
//! cash          L - LTV* C                                         brings LTV to LTV*
//! or sale       (L - LTV* C) / (1 - LTV*)                          of collateral, its proceeds repaying
//! ```
//!
//! Example: a loan of 60 % is called at -20.0 % and sold out at -29.4 %; after -30 % on 60 of collateral, 8.70 in cash or a sale of
//! 24.86 bring it back to 65 %.
//!
//! ```
//! use tranchet_compute::margin_loan::MarginLoan;
//! let loan = MarginLoan::ASSUMED;
//! assert!((loan.call_at() + 0.200).abs() < 1e-12 && (loan.sold_out_at() + 0.294).abs() < 5e-4);
//! let fallen = loan.after(60.0, -0.3);
//! assert!((fallen.ltv - 0.857).abs() < 5e-4);
//! assert!((fallen.cash_cure - 8.70).abs() < 1e-12 && (fallen.forced_sale - 24.86).abs() < 5e-3);
//! ```

use crate::fault::{Checks, Fault};
use crate::parameter::{Known, Parameter};

/// Levels of a margin loan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarginLoan {
    /// LTV at the start.
    pub ltv: f64,
    /// LTV above which it is called.
    pub call_ltv: f64,
    /// LTV above which collateral is sold.
    pub liquidation_ltv: f64,
    /// `LTV*`: to which a cure brings it, below 1.
    pub cured_ltv: f64,
}

const KNOWN: [Known; 4] = [
    Known::assumed("LTV of a margin loan", 0.60, "LTV", "market usage"),
    Known::assumed("call", 0.75, "LTV", "market usage"),
    Known::assumed("liquidation", 0.85, "LTV", "market usage"),
    Known::assumed("cured to", 0.65, "LTV", "market usage"),
];

/// The loan after its collateral has moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarginState {
    /// Worth of the collateral.
    pub collateral: f64,
    /// LTV.
    pub ltv: f64,
    /// Whether it is called.
    pub is_called: bool,
    /// Whether collateral is sold.
    pub is_sold_out: bool,
    /// Cash that cures it; nought when it needs none.
    pub cash_cure: f64,
    /// Or collateral to be sold for that.
    pub forced_sale: f64,
}

impl MarginLoan {
    /// Levels as assumed.
    pub const ASSUMED: MarginLoan = MarginLoan {
        ltv: KNOWN[0].value,
        call_ltv: KNOWN[1].value,
        liquidation_ltv: KNOWN[2].value,
        cured_ltv: KNOWN[3].value,
    };

    /// Change of the price at which it is called.
    pub fn call_at(&self) -> f64 {
        self.ltv / self.call_ltv - 1.0
    }

    /// Change of the price at which collateral is sold.
    pub fn sold_out_at(&self) -> f64 {
        self.ltv / self.liquidation_ltv - 1.0
    }

    /// The loan on so much collateral after its price has changed.
    pub fn after(&self, collateral: f64, change: f64) -> MarginState {
        let owed = self.ltv * collateral;
        let left = collateral * (1.0 + change);
        let ltv = owed / left;
        let is_called = ltv > self.call_ltv;
        let cash_cure = if is_called {
            (owed - self.cured_ltv * left).max(0.0)
        } else {
            0.0
        };
        MarginState {
            collateral: left,
            ltv,
            is_called,
            is_sold_out: ltv > self.liquidation_ltv,
            cash_cure,
            forced_sale: (cash_cure / (1.0 - self.cured_ltv)).min(left),
        }
    }

    /// Its figures with their sources.
    pub fn parameters(&self) -> [Parameter; 4] {
        [
            KNOWN[0].used(self.ltv),
            KNOWN[1].used(self.call_ltv),
            KNOWN[2].used(self.liquidation_ltv),
            KNOWN[3].used(self.cured_ltv),
        ]
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let rising = self.ltv <= self.call_ltv && self.call_ltv <= self.liquidation_ltv;
        Checks::default()
            .above_nought("the LTV of a margin loan", self.ltv)
            .share_below_one("the LTV to which a cure brings it", self.cured_ltv)
            .require(
                "the LTV of a call",
                self.call_ltv,
                rising,
                "between that of the start and that of liquidation",
            )
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_fall_asks_for_nothing() {
        let state = MarginLoan::ASSUMED.after(60.0, -0.19);
        assert!(!state.is_called && !state.is_sold_out);
        assert_eq!((state.cash_cure, state.forced_sale), (0.0, 0.0));
    }

    #[test]
    fn either_cure_brings_the_loan_back() {
        let state = MarginLoan::ASSUMED.after(60.0, -0.3);
        assert!(state.is_called && state.is_sold_out);
        assert!(((36.0 - state.cash_cure) / 42.0 - 0.65).abs() < 1e-12);
        let [owed, left] = [36.0, 42.0].map(|amount: f64| amount - state.forced_sale);
        assert!((owed / left - 0.65).abs() < 1e-12);
    }

    #[test]
    fn no_more_is_sold_than_there_is() {
        let state = MarginLoan::ASSUMED.after(60.0, -0.9);
        assert!((state.forced_sale - 6.0).abs() < 1e-12);
    }

    #[test]
    fn levels_must_rise() {
        let loan = MarginLoan {
            call_ltv: 0.5,
            cured_ltv: 1.0,
            ..MarginLoan::ASSUMED
        };
        assert_eq!(loan.faults().len(), 2);
    }
}
