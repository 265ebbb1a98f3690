//! What is owed over what collateral is worth, through the life of a loan, by each value curve.
//!
//! ```text
//! LTV(m) = balance at month m / (purchase cost × factor(m))
//! ```
//!
//! Example: ten years at -30 % a year: 78.9 % after six months by the curve with generations, and 123.8 % after
//! eighteen, when a new generation has arrived.
//!
//! ```
//! use tranchet_compute::{cash_flow::run, loan_to_value::ltv_path, project::Project, standard_curves::generations};
//! let project = Project::ten_thousand_h100(40, 0.3);
//! let path = ltv_path(&run(&project), project.unit_cost, &generations()).unwrap();
//! assert!((path[2].ltv - 0.789).abs() < 5e-4 && (path[6].ltv - 1.238).abs() < 5e-4);
//! ```

use crate::cash_flow::ProjectRun;
use crate::fault::Fault;
use crate::value_curve::ValueCurve;

/// LTV at a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LtvPoint {
    /// Months from closing.
    pub month: u32,
    /// Owed per unit.
    pub balance: f64,
    /// Worth of a unit.
    pub value: f64,
    /// One over the other; infinite when the collateral is worth nothing.
    pub ltv: f64,
}

/// LTV at closing and after each quarter that was paid, of collateral that is new at closing.
///
/// # Errors
/// The curve does not reach so far.
pub fn ltv_path(run: &ProjectRun, unit_cost: f64, curve: &ValueCurve) -> Result<Vec<LtvPoint>, Fault> {
    let closing = run.quarters.iter().map(|quarter| quarter.closing);
    let balances = std::iter::once(run.amount).chain(closing);
    (0..)
        .step_by(3)
        .zip(balances)
        .map(|(month, balance)| {
            let value = unit_cost * curve.factor(f64::from(month))?;
            Ok(LtvPoint {
                month,
                balance,
                value,
                ltv: balance / value,
            })
        })
        .collect()
}

/// The first month at which LTV is above a limit.
pub fn first_above(path: &[LtvPoint], limit: f64) -> Option<u32> {
    path.iter()
        .find(|point| point.ltv > limit)
        .map(|point| point.month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cash_flow::run;
    use crate::project::Project;
    use crate::standard_curves::standard_curves;

    fn path(name: &str) -> Vec<LtvPoint> {
        let project = Project::ten_thousand_h100(40, 0.3);
        let curves = standard_curves();
        let standard = curves.iter().find(|standard| standard.name == name).unwrap();
        ltv_path(&run(&project), project.unit_cost, &standard.curve).unwrap()
    }

    /// The worked example: balances of a level loan over the formulas of the curves.
    #[test]
    fn four_curves_at_four_months() {
        for (name, expected, breach) in [
            ("SL60", [0.808, 0.880, 0.970, 1.088], 12),
            ("EXP30", [0.869, 1.005, 1.159, 1.332], 6),
            ("GEN", [0.789, 0.828, 1.238, 1.291], 18),
            ("HL18", [0.917, 1.117, 1.358, 1.645], 6),
        ] {
            let path = path(name);
            for (month, expected) in [6, 12, 18, 24].into_iter().zip(expected) {
                let point = path.iter().find(|point| point.month == month).unwrap();
                assert!(
                    (point.ltv - expected).abs() < 6e-4,
                    "{name} {month}: {}",
                    point.ltv
                );
            }
            assert_eq!(first_above(&path, 0.85), Some(breach), "{name}");
        }
    }

    #[test]
    fn collateral_worth_nothing_is_infinitely_lent_against() {
        let project = Project::ten_thousand_h100(40, 0.0);
        let curve = ValueCurve::StraightLine {
            life_months: 60.0,
            salvage: 0.0,
        };
        let path = ltv_path(&run(&project), project.unit_cost, &curve).unwrap();
        assert_eq!(path[20].ltv, f64::INFINITY);
    }
}
