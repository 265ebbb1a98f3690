//! The margin that a loan must earn, with protection and without.
//!
//! ```text
//! margin = capital x ROE / (1 - tax) + opex + EL - EL transferred + s t
//! ```
//!
//! all per unit of loans: `capital = c w` without protection, `c w d` with it; `s` spread and `t` thickness of what is
//! sold. Example: c 12 %, ROE 12 %, tax 25 %, opex 0.50 %, EL 0.40 %: 2.820 % without, 2.086 % with a tranche of 12.5 %
//! at 10 % that takes all expected loss and leaves 17.5 % of the risk-weighted assets.
//!
//! ```
//! use tranchet_system::loan_margin::{LoanMargin, Protection};
//! let loan = LoanMargin { capital: 0.12, return_on_equity: 0.12, tax: 0.25, operating_cost: 0.005, expected_loss: 0.004 };
//! let with = Protection { density: 0.175, loss_transferred: 0.004, thickness: 0.125, spread: 0.10 };
//! assert!((loan.without_protection() - 0.0282).abs() < 1e-12);
//! assert!((loan.with(&with) - 0.02086).abs() < 1e-12);
//! assert!((loan.break_even_spread(&with) - 0.15872).abs() < 1e-9);
//! ```

/// What a loan costs a bank, per unit and year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoanMargin {
    /// Capital held without protection.
    pub capital: f64,
    /// What shareholders ask for, after tax.
    pub return_on_equity: f64,
    /// Tax rate, below 1.
    pub tax: f64,
    /// Operating cost.
    pub operating_cost: f64,
    /// Expected loss.
    pub expected_loss: f64,
}

/// Protection of the loan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Protection {
    /// Risk-weighted assets after over before.
    pub density: f64,
    /// Expected loss that goes to investors.
    pub loss_transferred: f64,
    /// Tranche sold, a share of the loan, above 0.
    pub thickness: f64,
    /// Spread on it.
    pub spread: f64,
}

impl LoanMargin {
    /// The margin without protection.
    pub fn without_protection(&self) -> f64 {
        self.for_capital(self.capital) + self.operating_cost + self.expected_loss
    }

    /// The margin with protection.
    pub fn with(&self, protection: &Protection) -> f64 {
        self.before_premium(protection) + protection.spread * protection.thickness
    }

    /// The spread at which protection saves nothing.
    pub fn break_even_spread(&self, protection: &Protection) -> f64 {
        (self.without_protection() - self.before_premium(protection)) / protection.thickness
    }

    fn before_premium(&self, protection: &Protection) -> f64 {
        let kept = self.expected_loss - protection.loss_transferred;
        self.for_capital(self.capital * protection.density) + self.operating_cost + kept
    }

    fn for_capital(&self, capital: f64) -> f64 {
        capital * self.return_on_equity / (1.0 - self.tax)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protection_saves_less_the_dearer_it_is() {
        let loan = LoanMargin {
            capital: 0.12,
            return_on_equity: 0.12,
            tax: 0.25,
            operating_cost: 0.005,
            expected_loss: 0.004,
        };
        for (spread, saved) in [(0.08, 98.4), (0.10, 73.4), (0.12, 48.4), (0.15, 10.9)] {
            let with = Protection {
                density: 0.175,
                loss_transferred: 0.004,
                thickness: 0.125,
                spread,
            };
            let found = 1e4 * (loan.without_protection() - loan.with(&with));
            assert!((found - saved).abs() < 0.05, "{spread}: {found}");
        }
    }
}
