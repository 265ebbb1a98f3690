//! What collateral is worth by what it can still earn, until letting it no longer pays.
//!
//! ```text
//! value(a) = Σ_{q=1..80} NOI(a + (q - ½)/4) / 4 / (1 + ρ)^((q - ½)/4), stopping at the first NOI ≤ 0
//! ```
//!
//! `ρ` discount rate a year. Income of twenty years counts at most, so that rents which never fall have a value. Example:
//! at -20 % a year an H100 is worth 25,912 today, less than a loan of 30,000 on it.
//!
//! ```
//! use tranchet_compute::{income_value::IncomeCurve, rent_path::RentPath};
//! let at = |growth| IncomeCurve { path: RentPath::steady(growth), ..IncomeCurve::assumed() }.value(0.0);
//! assert!((at(-0.2) - 25_911.82).abs() < 0.01);
//! assert!((at(0.0) - 105_814.98).abs() < 0.01);
//! ```

use crate::fault::{Checks, Fault};
use crate::parameter::Known;
use crate::rent_path::RentPath;
use crate::rental::{CAPEX, Rental};

/// Quarters of income that count.
const QUARTERS_MAX: u32 = 80;
/// Halvings by which a decline is found: to 2⁻⁵⁰.
const HALVINGS: usize = 50;
/// `ρ`.
pub const DISCOUNT_RATE: Known =
    Known::assumed("discount rate of income", 0.12, "a year", "no source gives it");

/// Value by income, as collateral ages.
#[derive(Clone, Debug, PartialEq)]
pub struct IncomeCurve {
    /// What letting brings when it is new.
    pub rental: Rental,
    /// Rents since then.
    pub path: RentPath,
    /// `ρ`: discount rate a year, above -1.
    pub discount_rate: f64,
    /// Purchase cost of a unit, above 0.
    pub unit_cost: f64,
}

impl IncomeCurve {
    /// Figures as assumed, rents that stay.
    pub fn assumed() -> IncomeCurve {
        IncomeCurve {
            rental: Rental::ASSUMED,
            path: RentPath::default(),
            discount_rate: DISCOUNT_RATE.value,
            unit_cost: CAPEX.value,
        }
    }

    /// Value of a unit at an age in months.
    pub fn value(&self, age_months: f64) -> f64 {
        let income = |quarter: u32| {
            let ahead = (f64::from(quarter) - 0.5) / 4.0;
            let years = age_months / 12.0 + ahead;
            let noi = self
                .rental
                .noi_per_year(self.path.rent_level(years), self.path.utilisation_level(years));
            (noi, noi / 4.0 / libm::pow(1.0 + self.discount_rate, ahead))
        };
        (1..=QUARTERS_MAX)
            .map(income)
            .take_while(|(noi, _)| *noi > 0.0)
            .map(|(_, present)| present)
            .sum()
    }

    /// Value over purchase cost.
    pub fn factor(&self, age_months: f64) -> f64 {
        self.value(age_months) / self.unit_cost
    }

    /// The steady decline of rents at which a new unit is worth just so much; `None` if it is so at no decline.
    pub fn break_even_decline(&self, value: f64) -> Option<f64> {
        let at = |decline: f64| {
            let path = RentPath::steady(-decline);
            IncomeCurve { path, ..self.clone() }.value(0.0)
        };
        let (mut low, mut high) = (0.0, 0.99);
        if at(low) < value || at(high) > value {
            return None;
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if at(middle) > value {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(low)
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .and(self.rental.faults())
            .and(self.path.faults())
            .growth("the discount rate", self.discount_rate)
            .above_nought("the purchase cost of a unit", self.unit_cost)
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example, summed independently.
    #[test]
    fn value_today_by_decline_of_rents() {
        for (decline, value) in [
            (0.0, 105_815.0),
            (0.1, 45_592.0),
            (0.2, 25_912.0),
            (0.3, 17_336.0),
            (0.4, 12_519.0),
        ] {
            let curve = IncomeCurve {
                path: RentPath::steady(-decline),
                ..IncomeCurve::assumed()
            };
            assert!((curve.value(0.0) - value).abs() < 0.5, "{decline}");
        }
    }

    #[test]
    fn declines_at_which_capex_and_loan_are_just_covered() {
        let curve = IncomeCurve::assumed();
        assert!((curve.break_even_decline(40_000.0).unwrap() - 0.1195).abs() < 5e-5);
        assert!((curve.break_even_decline(30_000.0).unwrap() - 0.1699).abs() < 5e-5);
        assert_eq!(curve.break_even_decline(200_000.0), None);
    }

    #[test]
    fn nothing_is_worth_anything_once_letting_no_longer_pays() {
        let curve = IncomeCurve {
            path: RentPath::steady(-0.4),
            ..IncomeCurve::assumed()
        };
        // Rents cover cost until 0.6^t = 0.55 / (2.76975 × 0.75), t = 2.60 years.
        assert!(curve.value(27.0) > 0.0 && curve.value(30.0) == 0.0);
    }
}
