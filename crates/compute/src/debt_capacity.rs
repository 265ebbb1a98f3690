//! How much debt the income of a project carries, and the repayments sculpted to it.
//!
//! ```text
//! capacity   = Σ max(0, NOI_q) / cover / (1 + i)^q
//! principal  = max(0, NOI_q) / cover - i B
//! ```
//!
//! Example: at -30 % a year and a cover of 1.30 income carries 32.7 % of cost over three years and 33.4 % over any longer
//! tenor.
//!
//! ```
//! use tranchet_compute::{debt_capacity::sculpt, project::Project};
//! let at = |quarters| 100.0 * sculpt(&Project::ten_thousand_h100(40, 0.3), 1.3, quarters).amount / 40_000.0;
//! assert!((at(12) - 32.7).abs() < 0.05 && (at(20) - 33.4).abs() < 0.05 && (at(40) - 33.4).abs() < 0.05);
//! ```

use crate::amortisation::Amortisation;
use crate::project::Project;

/// A loan whose debt service follows income.
#[derive(Clone, Debug, PartialEq)]
pub struct Sculpted {
    /// The loan, per unit.
    pub amount: f64,
    /// Its repayments, as shares of it.
    pub amortisation: Amortisation,
}

/// The largest loan at the project's rate that income repays within so many quarters at this cover, and its repayments.
///
/// Where income rises, interest that early quarters do not cover is added to the loan.
pub fn sculpt(project: &Project, cover: f64, quarters: u32) -> Sculpted {
    let rate = project.loan.quarter_rate();
    let paid: Vec<f64> = (1..=quarters)
        .map(|quarter| project.noi(quarter).max(0.0) / cover)
        .collect();
    let amount: f64 = (1..=quarters)
        .zip(&paid)
        .map(|(quarter, paid)| paid / libm::pow(1.0 + rate, f64::from(quarter)))
        .sum();
    let mut left = amount;
    let shares = paid.iter().map(|paid| {
        let principal = paid - left * rate;
        left -= principal;
        principal / amount
    });
    Sculpted {
        amortisation: Amortisation::Listed(if amount > 0.0 {
            shares.collect()
        } else {
            Vec::new()
        }),
        amount,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cash_flow::{End, run};

    /// The worked example, summed independently, as per cent of cost.
    #[test]
    fn longer_tenors_buy_little_when_rents_fall() {
        for (decline, expected) in [
            (0.0, [35.4, 66.0, 100.3, 161.5]),
            (0.2, [28.4, 42.7, 49.8, 50.4]),
            (0.3, [24.8, 32.7, 33.4, 33.4]),
            (0.4, [21.2, 24.0, 24.0, 24.0]),
        ] {
            let project = Project::ten_thousand_h100(40, decline);
            for (quarters, expected) in [6, 12, 20, 40].into_iter().zip(expected) {
                let found = 100.0 * sculpt(&project, 1.3, quarters).amount / project.unit_cost;
                assert!((found - expected).abs() < 0.05, "{decline} {quarters}: {found}");
            }
        }
    }

    #[test]
    fn a_sculpted_loan_is_repaid_at_its_cover() {
        let mut project = Project::ten_thousand_h100(12, 0.3);
        let sculpted = sculpt(&project, 1.3, 12);
        project.loan.amount = sculpted.amount;
        project.loan.amortisation = sculpted.amortisation;
        let run = run(&project);
        assert_eq!(run.end, End::Repaid { quarter: 12 });
        assert!(
            run.quarters
                .iter()
                .all(|quarter| (quarter.cover - 1.3).abs() < 1e-9)
        );
    }

    #[test]
    fn no_income_carries_no_debt() {
        let mut project = Project::ten_thousand_h100(12, 0.3);
        project.rental.operating_cost = 5.0;
        assert_eq!(sculpt(&project, 1.3, 12).amount, 0.0);
    }
}
