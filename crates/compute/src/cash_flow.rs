//! The cash of a project quarter by quarter: debt service, reserve, trap, sweep, default.
//!
//! ```text
//! due      = interest + scheduled principal           DSCR = NOI / due
//! default  = the first quarter with cash + NOI < due
//! cash    += NOI - due; above the reserve it prepays (sweep), is distributed (DSCR ≥ lock-up), or is trapped
//! ```
//!
//! The reserve account is full at closing. Example: ten thousand H100 over ten years, rents -20 % a year: payment default
//! in quarter 19 with 66.8 % of the loan outstanding, though the DSCR of the first year was 2.40.
//!
//! ```
//! use tranchet_compute::{cash_flow::{End, run}, project::Project};
//! let End::PaymentDefault { quarter, exposure } = run(&Project::ten_thousand_h100(40, 0.2)).end else { panic!() };
//! assert_eq!(quarter, 19);
//! assert!((exposure / 30_000.0 - 0.668).abs() < 5e-4);
//! ```
//!
//! Not covered: what sponsors put in, interest on cash.

use crate::project::{Project, Sweep};

/// Shortfalls below this share of the loan are rounding.
const ROUNDING: f64 = 1e-12;

/// A quarter of a project, per unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProjectQuarter {
    /// From 1.
    pub quarter: u32,
    /// Net operating income.
    pub noi: f64,
    /// Owed at the start.
    pub opening: f64,
    /// Interest paid.
    pub interest: f64,
    /// Scheduled principal paid.
    pub principal: f64,
    /// Prepaid by the sweep.
    pub swept: f64,
    /// Distributed to owners.
    pub distributed: f64,
    /// Cash at the end, the reserve included.
    pub cash: f64,
    /// Owed at the end.
    pub closing: f64,
    /// NOI over interest and scheduled principal.
    pub cover: f64,
}

/// How a loan ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// All of it was repaid in a quarter.
    Repaid {
        /// The quarter.
        quarter: u32,
    },
    /// Debt service was not paid.
    PaymentDefault {
        /// The quarter.
        quarter: u32,
        /// Owed per unit, without the quarter's interest.
        exposure: f64,
    },
    /// A balloon was left at maturity.
    Balloon {
        /// Owed per unit.
        amount: f64,
    },
}

/// The life of a project's loan.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectRun {
    /// Quarters in which debt service was paid.
    pub quarters: Vec<ProjectQuarter>,
    /// How it ended.
    pub end: End,
    /// Drawn per unit at closing.
    pub amount: f64,
}

impl ProjectRun {
    /// Owed per unit after so many quarters; `None` once the loan has ended otherwise than by repayment.
    pub fn balance_after(&self, quarters: u32) -> Option<f64> {
        match quarters.checked_sub(1) {
            None => Some(self.amount),
            Some(at) => self.quarters.get(at as usize).map(|quarter| quarter.closing),
        }
    }
}

/// Runs a project to the end of its loan. A project with [faults](Project::faults) gives figures without meaning.
pub fn run(project: &Project) -> ProjectRun {
    let loan = &project.loan;
    let reserve = loan.reserve_quarters * loan.first_debt_service();
    let mut run = ProjectRun {
        quarters: Vec::new(),
        end: End::Balloon { amount: loan.amount },
        amount: loan.amount,
    };
    let (mut owed, mut cash) = (loan.amount, reserve);
    for quarter in 1..=loan.tenor_quarters {
        let Some(next) = pay(project, quarter, owed, cash, reserve) else {
            run.end = End::PaymentDefault {
                quarter,
                exposure: owed,
            };
            return run;
        };
        (owed, cash) = (next.closing, next.cash);
        run.quarters.push(next);
        if owed <= ROUNDING * loan.amount {
            run.end = End::Repaid { quarter };
            return run;
        }
    }
    run.end = End::Balloon { amount: owed };
    run
}

/// A quarter in which debt service is paid; `None` if it cannot be.
fn pay(project: &Project, quarter: u32, opening: f64, cash: f64, reserve: f64) -> Option<ProjectQuarter> {
    let loan = &project.loan;
    let noi = project.noi(quarter);
    let interest = opening * loan.quarter_rate();
    let principal = loan
        .amortisation
        .principal(quarter, opening, loan.amount, loan.quarter_rate());
    let due = interest + principal;
    let left = cash + noi - due;
    if left < -ROUNDING * loan.amount {
        return None;
    }
    let cover = noi / due;
    let surplus = (left - reserve).max(0.0);
    let (swept, distributed) = divide(project, cover, surplus, opening - principal);
    Some(ProjectQuarter {
        quarter,
        noi,
        opening,
        interest,
        principal,
        swept,
        distributed,
        cash: left - swept - distributed,
        closing: opening - principal - swept,
        cover,
    })
}

/// What of the cash above the reserve prepays the loan, and what owners get.
fn divide(project: &Project, cover: f64, surplus: f64, owed: f64) -> (f64, f64) {
    let loan = &project.loan;
    let sweeps = match loan.sweep {
        Sweep::Never => false,
        Sweep::Always => true,
        Sweep::Below(limit) => cover < limit,
    };
    if sweeps {
        (surplus.min(owed), 0.0)
    } else if cover >= loan.lock_up_cover {
        (0.0, surplus)
    } else {
        (0.0, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amortisation::Amortisation;

    fn end(tenor: u32, decline: f64, sweep: Sweep) -> End {
        let mut project = Project::ten_thousand_h100(tenor, decline);
        project.loan.sweep = sweep;
        run(&project).end
    }

    /// The worked example, run independently: quarter of default and share outstanding in per cent.
    #[test]
    fn longer_loans_default_later_and_with_more_outstanding() {
        for (tenor, decline, sweep, expected, share) in [
            (40, 0.2, Sweep::Never, 19, 66.8),
            (40, 0.2, Sweep::Always, 18, 18.5),
            (40, 0.3, Sweep::Never, 13, 79.5),
            (40, 0.3, Sweep::Always, 13, 50.7),
            (20, 0.2, Sweep::Never, 15, 35.3),
            (20, 0.2, Sweep::Always, 14, 21.5),
        ] {
            let End::PaymentDefault { quarter, exposure } = end(tenor, decline, sweep) else {
                panic!("{tenor} {decline} does not default");
            };
            assert_eq!(quarter, expected);
            assert!((exposure / 300.0 - share).abs() < 0.05, "{exposure}");
        }
    }

    #[test]
    fn flat_rents_repay_and_a_sweep_repays_in_eleven_quarters() {
        assert_eq!(end(40, 0.0, Sweep::Never), End::Repaid { quarter: 40 });
        assert_eq!(end(40, 0.0, Sweep::Always), End::Repaid { quarter: 11 });
    }

    #[test]
    fn money_is_neither_made_nor_lost() {
        for sweep in [Sweep::Never, Sweep::Always, Sweep::Below(1.2)] {
            let mut project = Project::ten_thousand_h100(40, 0.3);
            project.loan.sweep = sweep;
            let run = run(&project);
            let mut cash = 2.0 * project.loan.first_debt_service();
            for quarter in &run.quarters {
                cash +=
                    quarter.noi - quarter.interest - quarter.principal - quarter.swept - quarter.distributed;
                assert!((cash - quarter.cash).abs() < 1e-8);
                let repaid = quarter.opening - quarter.principal - quarter.swept;
                assert!((repaid - quarter.closing).abs() < 1e-8);
            }
        }
    }

    /// DSCR is 1.323 in quarter 6 and 1.124 in quarter 7, by the formula.
    #[test]
    fn cash_is_trapped_between_default_and_lock_up() {
        let run = run(&Project::ten_thousand_h100(40, 0.3));
        let trapped = run.quarters.iter().find(|quarter| quarter.cover < 1.3).unwrap();
        assert_eq!((trapped.quarter, trapped.distributed), (7, 0.0));
        assert!(run.quarters[..6].iter().all(|quarter| quarter.distributed > 0.0));
        let mut project = Project::ten_thousand_h100(40, 0.3);
        project.loan.sweep = Sweep::Below(1.2);
        let swept = super::run(&project);
        let first = swept.quarters.iter().find(|quarter| quarter.swept > 0.0).unwrap();
        assert_eq!(first.quarter, 7);
    }

    #[test]
    fn a_bullet_leaves_a_balloon() {
        let mut project = Project::ten_thousand_h100(8, 0.0);
        project.loan.amortisation = Amortisation::Bullet;
        let run = run(&project);
        assert_eq!(run.end, End::Balloon { amount: 30_000.0 });
        assert_eq!(
            (run.balance_after(0), run.balance_after(9)),
            (Some(30_000.0), None)
        );
    }
}
