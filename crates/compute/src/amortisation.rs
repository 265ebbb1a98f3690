//! How the principal of a loan falls due.
//!
//! ```text
//! level payment   A = B₀ i / (1 - (1 + i)^-N)            i rate a quarter, N quarters
//! principal       A - i B, B₀/N, listed, or nothing before maturity
//! ```
//!
//! Example: 30,000 at 10 % a year over 40 quarters is 1,195.09 a quarter.
//!
//! ```
//! use tranchet_compute::amortisation::level_payment;
//! assert!((level_payment(30_000.0, 0.025, 40) - 1_195.087).abs() < 1e-3);
//! assert_eq!(level_payment(30_000.0, 0.0, 40), 750.0);
//! ```

use crate::fault::{Checks, Fault};

/// How principal falls due.
#[derive(Clone, Debug, PartialEq)]
pub enum Amortisation {
    /// With interest in equal payments over so many quarters, which may be more than the loan has.
    Level {
        /// Quarters, above 0.
        quarters: u32,
    },
    /// In equal amounts over so many quarters.
    StraightLine {
        /// Quarters, above 0.
        quarters: u32,
    },
    /// In listed shares of the loan, quarter by quarter; a negative share adds interest to the loan. Sculpted loans are
    /// of this kind.
    Listed(Vec<f64>),
    /// At maturity.
    Bullet,
}

impl Amortisation {
    /// Principal due in a quarter, from 1, on a loan of `amount` at a rate a quarter with `opening` still owed.
    pub fn principal(&self, quarter: u32, opening: f64, amount: f64, rate: f64) -> f64 {
        let due = match self {
            Amortisation::Level { quarters } => level_payment(amount, rate, *quarters) - opening * rate,
            Amortisation::StraightLine { quarters } => amount / f64::from(*quarters),
            Amortisation::Listed(shares) => {
                let share = shares.get(quarter.saturating_sub(1) as usize);
                amount * share.copied().unwrap_or_default()
            }
            Amortisation::Bullet => 0.0,
        };
        due.min(opening)
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        match self {
            Amortisation::Level { quarters } | Amortisation::StraightLine { quarters } => Checks::default()
                .above_nought("the quarters of amortisation", f64::from(*quarters))
                .faults(),
            Amortisation::Listed(shares) => {
                let total = shares.iter().sum();
                let checks = shares.iter().fold(Checks::default(), |checks, share| {
                    let holds = share.is_finite() && *share <= 1.0;
                    checks.require("a share of principal", *share, holds, "at most 1")
                });
                let holds = total <= 1.0 + 1e-9;
                checks
                    .require("the sum of shares of principal", total, holds, "at most 1")
                    .faults()
            }
            Amortisation::Bullet => Vec::new(),
        }
    }
}

/// The payment that repays an amount in equal payments.
pub fn level_payment(amount: f64, rate: f64, quarters: u32) -> f64 {
    if rate == 0.0 {
        amount / f64::from(quarters)
    } else {
        amount * rate / (1.0 - libm::pow(1.0 + rate, -f64::from(quarters)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_after(amortisation: &Amortisation, quarters: u32) -> f64 {
        (1..=quarters).fold(100.0, |left, quarter| {
            left - amortisation.principal(quarter, left, 100.0, 0.02)
        })
    }

    #[test]
    fn each_repays_what_it_promises() {
        assert!(left_after(&Amortisation::Level { quarters: 8 }, 8).abs() < 1e-10);
        assert!(left_after(&Amortisation::StraightLine { quarters: 8 }, 8).abs() < 1e-10);
        assert!((left_after(&Amortisation::StraightLine { quarters: 8 }, 6) - 25.0).abs() < 1e-10);
        assert!((left_after(&Amortisation::Listed(vec![0.5, 0.2]), 4) - 30.0).abs() < 1e-10);
        assert_eq!(left_after(&Amortisation::Bullet, 8), 100.0);
    }

    #[test]
    fn no_quarters_and_too_much_principal_are_faults() {
        assert_eq!(Amortisation::Level { quarters: 0 }.faults().len(), 1);
        assert_eq!(Amortisation::Listed(vec![0.7, 0.7]).faults().len(), 1);
        assert!(Amortisation::Listed(vec![0.5, 0.5]).faults().is_empty());
    }
}
