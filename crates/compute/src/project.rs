//! A loan on compute that is let: what it earns, what it owes.
//!
//! ```text
//! NOI_q = (u c p_c + u (1 - c) p_q u_q - o) 8,760 / 4      at the middle of the quarter, (q - ½)/4 years
//! ```
//!
//! `c` contracted share at price `p_c` while the contract runs, `u` utilisation, `u_q` its level on the open market, `o`
//! operating cost. Example: ten thousand H100 at 40,000 USD with a loan of 30,000 each, 10 % over ten years, rents falling
//! by 30 % a year and no contract, earn 3,146 each in the first quarter.
//!
//! ```
//! use tranchet_compute::project::Project;
//! let project = Project::ten_thousand_h100(40, 0.3);
//! assert!((project.noi(1) - 3_146.4).abs() < 0.1);
//! assert!(project.faults().is_empty());
//! ```
//!
//! Not covered: construction and ramp-up, floating rates, taxes.

use crate::amortisation::Amortisation;
use crate::fault::{Checks, Fault};
use crate::parameter::Known;
use crate::rent_path::RentPath;
use crate::rental::{CAPEX, HOURS_PER_YEAR, Rental};
use crate::sources::{DEFLATION, FILINGS};
use tranchet_engine::tag::Tag;

/// Figures of the worked case, with their sources.
pub const CASE: [Known; 5] = [
    Known::stated("units", 10_000.0, "GPUs", DEFLATION),
    Known::assumed("loan", 30_000.0, "USD per GPU", "75 % of all-in cost"),
    Known {
        name: "rate",
        value: 0.10,
        unit: "a year",
        tag: Tag::Outside,
        source: FILINGS,
    },
    Known::assumed("reserve", 2.0, "quarters of debt service", "market usage"),
    Known::assumed("lock-up", 1.30, "DSCR", "market usage"),
];

/// Compute that is let, and its loan; amounts are per unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Units, above 0.
    pub units: u32,
    /// Purchase cost of a unit, above 0.
    pub unit_cost: f64,
    /// What letting brings today.
    pub rental: Rental,
    /// How that changes.
    pub path: RentPath,
    /// What is let by contract.
    pub contract: Option<Contract>,
    /// The loan.
    pub loan: ProjectLoan,
}

/// Hours let by contract, paid whether used or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract {
    /// `c`: share of the hours that are let, from 0 to 1.
    pub share: f64,
    /// `p_c`: USD per GPU-hour.
    pub price: f64,
    /// Quarters from closing.
    pub quarters: u32,
}

/// A loan, per unit of collateral.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectLoan {
    /// `B₀`: drawn at closing, above 0.
    pub amount: f64,
    /// All-in rate a year.
    pub rate: f64,
    /// Quarters to maturity, above 0.
    pub tenor_quarters: u32,
    /// How principal falls due.
    pub amortisation: Amortisation,
    /// Quarters of the first debt service that the reserve account holds.
    pub reserve_quarters: f64,
    /// DSCR from which cash above the reserve is distributed.
    pub lock_up_cover: f64,
    /// When cash above the reserve prepays the loan.
    pub sweep: Sweep,
}

/// When cash above the reserve prepays the loan, the last instalment first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sweep {
    /// Never.
    Never,
    /// Always.
    Always,
    /// While the DSCR is below this.
    Below(f64),
}

impl ProjectLoan {
    /// Rate a quarter.
    pub fn quarter_rate(&self) -> f64 {
        self.rate / 4.0
    }

    /// Interest and principal of the first quarter, as scheduled.
    pub fn first_debt_service(&self) -> f64 {
        let principal = self
            .amortisation
            .principal(1, self.amount, self.amount, self.quarter_rate());
        self.amount * self.quarter_rate() + principal
    }

    fn faults(&self) -> Vec<Fault> {
        let checks = Checks::default()
            .above_nought("the loan", self.amount)
            .nought_or_more("the rate", self.rate)
            .above_nought("the tenor in quarters", f64::from(self.tenor_quarters))
            .and(self.amortisation.faults())
            .nought_or_more("the reserve in quarters", self.reserve_quarters)
            .nought_or_more("the DSCR of the lock-up", self.lock_up_cover);
        match self.sweep {
            Sweep::Never | Sweep::Always => checks,
            Sweep::Below(cover) => checks.nought_or_more("the DSCR of the sweep", cover),
        }
        .faults()
    }
}

impl Project {
    /// The worked case: level payments over a tenor, rents that fall by an equal share every year, no contract.
    pub fn ten_thousand_h100(tenor_quarters: u32, decline: f64) -> Project {
        Project {
            units: CASE[0].value as u32,
            unit_cost: CAPEX.value,
            rental: Rental::ASSUMED,
            path: RentPath::steady(-decline),
            contract: None,
            loan: ProjectLoan {
                amount: CASE[1].value,
                rate: CASE[2].value,
                tenor_quarters,
                amortisation: Amortisation::Level {
                    quarters: tenor_quarters,
                },
                reserve_quarters: CASE[3].value,
                lock_up_cover: CASE[4].value,
                sweep: Sweep::Never,
            },
        }
    }

    /// Net operating income of a unit in a quarter, from 1.
    pub fn noi(&self, quarter: u32) -> f64 {
        let years = (f64::from(quarter) - 0.5) / 4.0;
        let market = self.rental.price() * self.path.rent_level(years) * self.path.utilisation_level(years);
        let running = self.contract.filter(|contract| quarter <= contract.quarters);
        let price = running.map_or(market, |contract| {
            contract.share * contract.price + (1.0 - contract.share) * market
        });
        (self.rental.utilisation * price - self.rental.operating_cost) * HOURS_PER_YEAR / 4.0
    }

    /// Net operating income of the contract alone, discounted at a rate a year.
    pub fn contracted_value(&self, discount_rate: f64) -> f64 {
        let Some(contract) = self.contract else {
            return 0.0;
        };
        let rental = &self.rental;
        let a_quarter =
            contract.share * (rental.utilisation * contract.price - rental.operating_cost) * HOURS_PER_YEAR
                / 4.0;
        let years = |quarter: u32| (f64::from(quarter) - 0.5) / 4.0;
        (1..=contract.quarters)
            .map(|quarter| a_quarter / libm::pow(1.0 + discount_rate, years(quarter)))
            .sum()
    }

    /// Interest and principal of each quarter as scheduled, over the whole tenor.
    pub fn scheduled_debt_service(&self) -> Vec<f64> {
        let loan = &self.loan;
        let mut left = loan.amount;
        (1..=loan.tenor_quarters)
            .map(|quarter| {
                let rate = loan.quarter_rate();
                let principal = loan.amortisation.principal(quarter, left, loan.amount, rate);
                let interest = left * rate;
                left -= principal;
                interest + principal
            })
            .collect()
    }

    /// DSCR of each quarter as scheduled, whether or not the loan still stands by then.
    pub fn scheduled_cover(&self) -> Vec<f64> {
        let due = self.scheduled_debt_service();
        (1..)
            .zip(due)
            .map(|(quarter, due)| self.noi(quarter) / due)
            .collect()
    }

    /// DSCR of each year as scheduled: the mean of its quarters.
    pub fn scheduled_cover_by_year(&self) -> Vec<f64> {
        let mean = |quarters: &[f64]| quarters.iter().sum::<f64>() / quarters.len() as f64;
        self.scheduled_cover().chunks(4).map(mean).collect()
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let checks = Checks::default()
            .above_nought("the number of units", f64::from(self.units))
            .above_nought("the purchase cost of a unit", self.unit_cost)
            .and(self.rental.faults())
            .and(self.path.faults())
            .and(self.loan.faults());
        match self.contract {
            None => checks,
            Some(contract) => checks
                .share("the contracted share", contract.share)
                .nought_or_more("the contract price", contract.price),
        }
        .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example's annual DSCR; each is NOI at mid-quarters over the level payment, averaged.
    #[test]
    fn cover_by_year_tenor_and_decline() {
        for (tenor, decline, expected) in [
            (40, 0.0, [2.799, 2.799, 2.799, 2.799, 2.799]),
            (40, 0.2, [2.404, 1.721, 1.175, 0.739, 0.389]),
            (40, 0.3, [2.193, 1.233, 0.560, 0.090, -0.239]),
            (20, 0.2, [1.493, 1.069, 0.730, 0.459, 0.242]),
        ] {
            let cover = Project::ten_thousand_h100(tenor, decline).scheduled_cover_by_year();
            for (year, expected) in expected.into_iter().enumerate() {
                assert!((cover[year] - expected).abs() < 6e-4, "{tenor} {decline} {year}");
            }
        }
    }

    #[test]
    fn when_cover_and_income_are_gone() {
        for (decline, below_one, below_nought) in [(0.2, 12, 25), (0.3, 8, 16), (0.4, 6, 11)] {
            let project = Project::ten_thousand_h100(40, decline);
            let cover = project.scheduled_cover();
            assert_eq!(cover.iter().position(|cover| *cover < 1.0), Some(below_one - 1));
            assert_eq!(
                (1..=40).find(|quarter| project.noi(*quarter) < 0.0),
                Some(below_nought)
            );
        }
    }

    #[test]
    fn a_contract_holds_the_price_of_its_share() {
        let contract = Contract {
            share: 0.5,
            price: 3.0,
            quarters: 4,
        };
        let open = Project::ten_thousand_h100(40, 0.3);
        let project = Project {
            contract: Some(contract),
            ..open.clone()
        };
        assert_eq!(project.noi(5), open.noi(5));
        let raised = 0.75 * 0.5 * (3.0 - 2.76975 * libm::pow(0.7, 0.875)) * 2_190.0;
        assert!((project.noi(4) - open.noi(4) - raised).abs() < 1e-9);
        // Half of (0.75 × 3 - 0.55) × 2,190 in each of four quarters, undiscounted.
        assert!((project.contracted_value(0.0) - 4.0 * 0.5 * 1.7 * 2_190.0).abs() < 1e-9);
        assert_eq!(open.contracted_value(0.1), 0.0);
    }

    #[test]
    fn impossible_projects_are_faults() {
        let mut project = Project::ten_thousand_h100(0, 0.3);
        project.units = 0;
        let faults: Vec<String> = project.faults().iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "the number of units is 0; it must be above 0",
                "the tenor in quarters is 0; it must be above 0",
                "the quarters of amortisation is 0; it must be above 0",
            ]
        );
    }
}
