//! Loans on the same kind of collateral that default because others have: seizures lower the price, the price
//! brings down the next.
//!
//! ```text
//! default when LTV_j / price > 1      price = (1 - shock) exp(-α U / (M n_q)),  U units of all loans in default
//! ```
//!
//! Defaults only grow, so it ends after at most one round more than there are loans. Example: loans of 70, 80 and 95 % with ten thousand
//! units each: a shock of 10 % brings down the last, its sale the second (price 0.701), their sales the first.
//!
//! ```
//! use tranchet_compute::{cascade::{CascadeLoan, cascade}, liquidation::MarketDepth};
//! let loan = |ltv| CascadeLoan { ltv, thousand_units: 10.0 };
//! let end = cascade(&[loan(0.70), loan(0.80), loan(0.95)], 0.1, &MarketDepth::ASSUMED);
//! let defaults: Vec<usize> = end.rounds.iter().map(|round| round.defaults).collect();
//! assert_eq!(defaults, [1, 2, 3]);
//! assert!((end.price - 0.9 * libm::exp(-0.75)).abs() < 1e-15);
//! ```
//!
//! Not covered: buyers who come when prices are low, lenders that wait.

use crate::fault::{Checks, Fault};
use crate::liquidation::MarketDepth;

/// A loan before the shock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CascadeLoan {
    /// Owed over value at the price before the shock.
    pub ltv: f64,
    /// Collateral, thousand units.
    pub thousand_units: f64,
}

/// A round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CascadeRound {
    /// Price at which loans are tested, over the price before the shock.
    pub price: f64,
    /// Loans in default by then.
    pub defaults: usize,
    /// Units that they sell, in thousands.
    pub thousand_units: f64,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Cascade {
    /// Rounds that brought down another loan.
    pub rounds: Vec<CascadeRound>,
    /// The price at the end, over that before the shock.
    pub price: f64,
    /// Which loans are in default.
    pub defaulted: Vec<bool>,
}

impl Cascade {
    /// Units that are sold in the end, in thousands.
    pub fn thousand_units(&self) -> f64 {
        self.rounds.last().map_or(0.0, |round| round.thousand_units)
    }
}

/// The fixed point that follows a fall of the price by `shock`, from 0 to below 1.
pub fn cascade(loans: &[CascadeLoan], shock: f64, depth: &MarketDepth) -> Cascade {
    let mut end = Cascade {
        rounds: Vec::new(),
        price: 1.0 - shock,
        defaulted: vec![false; loans.len()],
    };
    loop {
        let before = end.defaulted.iter().filter(|defaulted| **defaulted).count();
        let mut sold = 0.0;
        for (loan, defaulted) in loans.iter().zip(&mut end.defaulted) {
            *defaulted |= loan.ltv / end.price > 1.0;
            sold += if *defaulted { loan.thousand_units } else { 0.0 };
        }
        let defaults = end.defaulted.iter().filter(|defaulted| **defaulted).count();
        if defaults == before {
            return end;
        }
        end.rounds.push(CascadeRound {
            price: end.price,
            defaults,
            thousand_units: sold,
        });
        end.price = (1.0 - shock) * depth.impact(sold);
    }
}

/// Everything that is wrong with loans and shock.
pub fn faults(loans: &[CascadeLoan], shock: f64) -> Vec<Fault> {
    let checks = Checks::default().share_below_one("the shock", shock);
    let of_loan = |checks: Checks, loan: &CascadeLoan| {
        checks
            .nought_or_more("the LTV of a loan", loan.ltv)
            .nought_or_more("the units of a loan", loan.thousand_units)
    };
    loans.iter().fold(checks, of_loan).faults()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn loans() -> impl Strategy<Value = Vec<CascadeLoan>> {
        let loan =
            (0.2..1.2, 0.0..20.0).prop_map(|(ltv, thousand_units)| CascadeLoan { ltv, thousand_units });
        proptest::collection::vec(loan, 1..20)
    }

    #[test]
    fn a_shock_that_brings_nobody_down_moves_no_price_further() {
        let loan = CascadeLoan {
            ltv: 0.7,
            thousand_units: 50.0,
        };
        let end = cascade(&[loan], 0.2, &MarketDepth::ASSUMED);
        assert_eq!((end.rounds.len(), end.price), (0, 0.8));
        assert_eq!(faults(&[loan], 1.0).len(), 1);
    }

    #[test]
    fn a_market_of_endless_depth_stops_after_the_shock() {
        let depth = MarketDepth {
            thousand_units_per_quarter: f64::INFINITY,
            ..MarketDepth::ASSUMED
        };
        let loan = |ltv| CascadeLoan {
            ltv,
            thousand_units: 50.0,
        };
        let end = cascade(&[loan(0.95), loan(0.85)], 0.1, &depth);
        assert_eq!((end.rounds.len(), end.price), (1, 0.9));
        assert_eq!(end.defaulted, [true, false]);
    }

    proptest! {
        #[test]
        fn it_ends_where_price_and_defaults_agree(loans in loans(), shock in 0.0..0.6) {
            let depth = MarketDepth::ASSUMED;
            let end = cascade(&loans, shock, &depth);
            prop_assert!(end.rounds.len() <= loans.len());
            let sold: f64 = loans.iter().filter(|loan| loan.ltv > end.price).map(|loan| loan.thousand_units).sum();
            prop_assert!((end.price - (1.0 - shock) * depth.impact(sold)).abs() < 1e-12);
            prop_assert!(end.rounds.windows(2).all(|pair| pair[1].price <= pair[0].price));
        }

        #[test]
        fn a_greater_shock_never_spares_a_loan(loans in loans(), shock in 0.0..0.5, more in 0.0..0.4) {
            let depth = MarketDepth::ASSUMED;
            let small = cascade(&loans, shock, &depth);
            let great = cascade(&loans, shock + more, &depth);
            prop_assert!(small.defaulted.iter().zip(&great.defaulted).all(|(small, great)| !small | great));
        }
    }
}
