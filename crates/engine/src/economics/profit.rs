//! What the loans earn the bank in the first year: unprotected, protected, and with the released capital lent again.
//!
//! ```text
//! before      (loans x (margin - cost) - loss) (1 - tax)                              on target x RWA before
//! after       (… + recovered - gross cost - running costs) (1 - tax)                  on target x RWA after
//! re-lent     after + RWA relieved / RWA before x before                              on target x RWA before
//! ```
//!
//! Figures are of the first year of the scenario over the balances at the start of its periods; upfront costs are left
//! out. Loans lent again are like those of the pool and are not protected. The pool is the protected share of every
//! loan, and so is the capital: what the bank keeps of every loan earns the same before and after.
//!
//! Example, capital at 12 %: 1,000 at 2.5 % less 0.5 %, 4 lost and recovered (3.9998), 12.5 and 0.15 paid, tax 25 %, RWA 1,000
//! before and 175 after: 10.0 % before, 26.25 % after, 12.84 % re-lent.
//!
//! ```
//! use tranchet_engine::economics::Profits;
//! let found = Profits::of(20.0 - 4.0, 3.9998 - 12.65, 0.25, (1000.0, 175.0), 0.12);
//! let equity = [found.before, found.after, found.relent].map(|profit| profit.on_equity.unwrap());
//! assert!((equity[0] - 0.10).abs() < 1e-12 && (equity[1] - 0.2625).abs() < 5e-5 && (equity[2] - 0.1284).abs() < 5e-5);
//! ```

use tranchet_deal::bank::Lending;

use super::{Economics, over};
use crate::capital::Capital;

/// What is earned on some capital.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profit {
    /// After tax.
    pub net_income: f64,
    /// Capital held.
    pub capital: f64,
    /// Net income over capital.
    pub on_equity: Option<f64>,
    /// Net income over risk-weighted assets.
    pub on_rwa: Option<f64>,
}

/// Profit in the first year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profits {
    /// Without protection.
    pub before: Profit,
    /// With it.
    pub after: Profit,
    /// With it, and new loans on the capital that it releases.
    pub relent: Profit,
}

impl Profits {
    /// From what loans earn after losses and what protection adds, both before tax; RWA before and after.
    pub fn of(loans: f64, protection: f64, tax: f64, (before, after): (f64, f64), target: f64) -> Profits {
        let profit = |income: f64, rwa: f64| Profit {
            net_income: income * (1.0 - tax),
            capital: target * rwa,
            on_equity: over(income * (1.0 - tax), target * rwa),
            on_rwa: over(income * (1.0 - tax), rwa),
        };
        let new_loans = over(before - after, before).unwrap_or_default() * loans;
        Profits {
            before: profit(loans, before),
            after: profit(loans + protection, after),
            relent: profit(loans + protection + new_loans, before),
        }
    }
}

impl Economics {
    /// Profit in the first year, with capital at closing.
    pub fn profits(&self, lending: &Lending, closing: &Capital, target: f64) -> Profits {
        let first = self.periods.iter().filter(|period| period.year == 1);
        let margin = lending.loan_margin.factor().to_f64() - lending.operating_cost.factor().to_f64();
        let loans = first
            .map(|period| period.pool * period.years * margin - period.pool_loss)
            .sum();
        let before = closing.before.rwa.minor() as f64 - kept_of_every_loan(closing);
        let after = closing.after.rwa.minor() as f64 - kept_of_every_loan(closing);
        Profits::of(
            loans,
            -self.year(1).net(),
            lending.tax.factor().to_f64(),
            (before, after),
            target,
        )
    }
}

/// Risk-weighted assets of the share of every loan that is outside the tranches.
fn kept_of_every_loan(closing: &Capital) -> f64 {
    let tranches = closing
        .tranches
        .iter()
        .map(|tranche| tranche.retained_exposure + tranche.protected_exposure);
    let inside: f64 = tranches.map(|exposure| exposure.minor() as f64).sum();
    (closing.pool.exposure.minor() as f64 - inside).max(0.0) * closing.pool.density
}
