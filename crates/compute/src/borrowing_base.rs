//! What may be drawn against collateral, and what must be repaid when it no longer suffices.
//!
//! ```text
//! base       = advance × min(cost, appraised value, PV of contracted NOI)
//! available  = min(commitment - drawn, base - drawn)        below nought: an overadvance, prepaid within the cure days
//! on orders  = 80 % × contract value
//! ```
//!
//! Example: 75 % on collateral that cost 100, is appraised at 80 and has contracts worth 90, of a commitment of 75: 60 can be
//! drawn; after 65 were drawn, 5 must be prepaid.
//!
//! ```
//! use tranchet_compute::borrowing_base::{Availability, BorrowingBase, Collateral};
//! let facility = BorrowingBase { commitment: 75.0, advance: 0.75, draw_window_months: 12, cure_days: 30 };
//! let collateral = Collateral { cost: 100.0, appraised: 80.0, contracted: Some(90.0) };
//! assert_eq!(facility.availability(0.0, &collateral), Availability::Draw(60.0));
//! assert_eq!(facility.availability(65.0, &collateral), Availability::Overadvance(5.0));
//! let error = facility.draw(13, 10.0, 0.0, &collateral).unwrap_err();
//! assert_eq!(error.to_string(), "the draw window is known from month 1 to month 12; month 13 lies outside");
//! ```

use crate::fault::{Checks, Fault};
use crate::parameter::Known;
use crate::sources::COMPUTE_LOANS;

/// Most that is lent on an order or contract.
pub const ORDER_ADVANCE: Known = Known::stated("advance on orders", 0.8, "share of contract", COMPUTE_LOANS);

/// A delayed-draw facility against collateral.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BorrowingBase {
    /// Most that is ever lent, above 0.
    pub commitment: f64,
    /// Share of the collateral's value that is lent, from 0 to 1.
    pub advance: f64,
    /// Months from closing in which draws are possible.
    pub draw_window_months: u32,
    /// Days in which an overadvance must be repaid.
    pub cure_days: u32,
}

/// What stands behind a facility.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Collateral {
    /// What it cost.
    pub cost: f64,
    /// What it is appraised at.
    pub appraised: f64,
    /// Present value of contracted income, where the facility counts it.
    pub contracted: Option<f64>,
}

/// What a borrower may or must do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Availability {
    /// Draw up to this.
    Draw(f64),
    /// Prepay this within the cure days.
    Overadvance(f64),
}

impl BorrowingBase {
    /// What collateral supports.
    pub fn base(&self, collateral: &Collateral) -> f64 {
        let contracted = collateral.contracted.unwrap_or(f64::INFINITY);
        self.advance * collateral.cost.min(collateral.appraised).min(contracted)
    }

    /// What may be drawn with so much drawn, or must be prepaid.
    pub fn availability(&self, drawn: f64, collateral: &Collateral) -> Availability {
        let available = self.commitment.min(self.base(collateral)) - drawn;
        if available < 0.0 {
            Availability::Overadvance(-available)
        } else {
            Availability::Draw(available)
        }
    }

    /// Draws an amount in a month from closing, the first being 1; returns what is drawn then.
    ///
    /// # Errors
    /// The month lies outside the draw window, or the amount is more than is available.
    pub fn draw(&self, month: u32, amount: f64, drawn: f64, collateral: &Collateral) -> Result<f64, Fault> {
        if month == 0 || month > self.draw_window_months {
            return Err(Fault::Outside {
                what: "the draw window",
                first: "month 1".to_owned(),
                last: format!("month {}", self.draw_window_months),
                needed: format!("month {month}"),
            });
        }
        let available = match self.availability(drawn, collateral) {
            Availability::Draw(available) => available,
            Availability::Overadvance(_) => 0.0,
        };
        if (0.0..=available).contains(&amount) {
            Ok(drawn + amount)
        } else {
            Err(Fault::Number {
                what: "the draw",
                value: amount,
                must: "from 0 to what is available",
            })
        }
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .above_nought("the commitment", self.commitment)
            .share("the advance rate", self.advance)
            .faults()
    }
}

/// Most that is lent on an order or contract of this value.
pub fn order_advance(contract_value: f64) -> f64 {
    ORDER_ADVANCE.value * contract_value
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACILITY: BorrowingBase = BorrowingBase {
        commitment: 75.0,
        advance: 0.75,
        draw_window_months: 12,
        cure_days: 30,
    };

    fn collateral(appraised: f64, contracted: Option<f64>) -> Collateral {
        Collateral {
            cost: 100.0,
            appraised,
            contracted,
        }
    }

    #[test]
    fn the_least_of_cost_value_and_contracts_counts() {
        for (collateral, base) in [
            (collateral(120.0, None), 75.0),
            (collateral(80.0, None), 60.0),
            (collateral(80.0, Some(40.0)), 30.0),
        ] {
            assert!((FACILITY.base(&collateral) - base).abs() < 1e-12);
        }
    }

    #[test]
    fn the_commitment_ends_drawing_too() {
        let small = BorrowingBase {
            commitment: 50.0,
            ..FACILITY
        };
        assert_eq!(
            small.availability(20.0, &collateral(100.0, None)),
            Availability::Draw(30.0)
        );
    }

    #[test]
    fn draws_keep_to_window_and_availability() {
        let sound = collateral(100.0, None);
        assert_eq!(FACILITY.draw(12, 75.0, 0.0, &sound), Ok(75.0));
        assert!(FACILITY.draw(0, 1.0, 0.0, &sound).is_err());
        assert!(FACILITY.draw(13, 1.0, 0.0, &sound).is_err());
        assert!(FACILITY.draw(1, 75.5, 0.0, &sound).is_err());
        assert!(FACILITY.draw(1, -1.0, 0.0, &sound).is_err());
        assert!(FACILITY.draw(1, 1.0, 70.0, &collateral(80.0, None)).is_err());
        assert!((order_advance(40.0) - 32.0).abs() < 1e-12);
    }

    #[test]
    fn impossible_facilities_are_faults() {
        let facility = BorrowingBase {
            commitment: 0.0,
            advance: 1.1,
            ..FACILITY
        };
        assert_eq!(facility.faults().len(), 2);
    }
}
