//! A compute-backed loan as a scenario sees it: what it owes, what it lives on, what stands behind it.
//!
//! Amounts are in any one unit; the types of [`crate::archetypes`] are per 100 of purchase cost, a miner's per 100 of debt.
//!
//! ```
//! use tranchet_compute::{archetypes::archetype, asset_type::AssetType, compute_loan::LoanModel};
//! let LoanModel::CashFlow(loan) = archetype(AssetType::GpuLoan).model else { panic!() };
//! assert_eq!((loan.amount, loan.maturity_quarters), (75.0, 20));
//! assert!((loan.first_payment() - 4.8110).abs() < 5e-5);     // level, 10 % a year over 20 quarters
//! ```
//!
//! Not covered: conversion of a miner's debt into shares, which would cure some defaults.

use crate::amortisation::Amortisation;
use crate::fault::{Checks, Fault};
use crate::hazard::Hazard;
use crate::refinancing::Refinancing;

/// How a loan is modelled.
#[derive(Clone, Debug, PartialEq)]
pub enum LoanModel {
    /// By its cash flow and collateral.
    CashFlow(Box<CashFlowLoan>),
    /// As a firm's loan, by PD and LGD.
    Enterprise(EnterpriseLoan),
}

/// A loan repaid from what compute earns.
#[derive(Clone, Debug, PartialEq)]
pub struct CashFlowLoan {
    /// `B₀`: owed today, above 0.
    pub amount: f64,
    /// All-in rate a year before a change of interest rates.
    pub rate: f64,
    /// Share of the loan whose rate changes with interest rates: floating and not hedged.
    pub floating_share: f64,
    /// How principal falls due.
    pub amortisation: Amortisation,
    /// Quarters to maturity, above 0.
    pub maturity_quarters: u32,
    /// What it lives on.
    pub income: Income,
    /// What stands behind it.
    pub collateral: CollateralMix,
    /// Quarters of debt service in the reserve account.
    pub reserve_quarters: f64,
    /// DSCR from which cash above the reserve is distributed.
    pub lock_up_cover: f64,
    /// Default while debt service is paid.
    pub hazard: Hazard,
    /// Default at maturity.
    pub refinancing: Refinancing,
}

/// What a loan lives on, a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Income {
    /// Revenue of compute today.
    pub revenue: f64,
    /// Revenue of mining, at today's price of cryptocurrency.
    pub bitcoin_revenue: f64,
    /// Operating cost.
    pub operating_cost: f64,
    /// `c₀`: share of compute revenue under contract.
    pub contracted_share: f64,
    /// Quarters until contracts end; of several, each is as likely.
    pub contract_quarters: Vec<u32>,
    /// Whether customers renegotiate when the market is far below the contract.
    pub renegotiates: bool,
    /// `σ`: dispersion of compute revenue between loans of the kind, as of a log-normal.
    pub dispersion: f64,
}

/// What stands behind a loan, at today's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CollateralMix {
    /// Buildings and plant.
    pub shell: f64,
    /// Their decline a year.
    pub shell_decline: f64,
    /// GPUs.
    pub gpu: f64,
    /// Cryptocurrency.
    pub bitcoin: f64,
    /// Share of the GPUs that can be sold where they stand, where it is known for the loan.
    pub in_place: Option<f64>,
}

/// A loan to a firm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EnterpriseLoan {
    /// `B₀`: owed today, above 0.
    pub amount: f64,
    /// PD a year.
    pub pd_per_year: f64,
    /// LGD.
    pub lgd: f64,
    /// Quarters to maturity, above 0.
    pub maturity_quarters: u32,
}

impl LoanModel {
    /// What is owed today.
    pub fn amount(&self) -> f64 {
        match self {
            LoanModel::CashFlow(loan) => loan.amount,
            LoanModel::Enterprise(loan) => loan.amount,
        }
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        match self {
            LoanModel::CashFlow(loan) => loan.faults(),
            LoanModel::Enterprise(loan) => loan.faults(),
        }
    }
}

impl CashFlowLoan {
    /// Rate a quarter before a change of interest rates.
    pub fn quarter_rate(&self) -> f64 {
        self.rate / 4.0
    }

    /// Interest and scheduled principal of the first quarter.
    pub fn first_payment(&self) -> f64 {
        let rate = self.quarter_rate();
        let principal = self.amortisation.principal(1, self.amount, self.amount, rate);
        self.amount * rate + principal
    }

    fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .above_nought("the loan", self.amount)
            .nought_or_more("the rate", self.rate)
            .share("the floating share", self.floating_share)
            .and(self.amortisation.faults())
            .above_nought("the quarters to maturity", f64::from(self.maturity_quarters))
            .nought_or_more("the reserve in quarters", self.reserve_quarters)
            .nought_or_more("the DSCR of the lock-up", self.lock_up_cover)
            .and(self.income.faults())
            .and(self.collateral.faults())
            .and(self.hazard.faults())
            .and(self.refinancing.faults())
            .faults()
    }
}

impl Income {
    fn faults(&self) -> Vec<Fault> {
        let checks = Checks::default()
            .nought_or_more("the revenue", self.revenue)
            .nought_or_more("the revenue of mining", self.bitcoin_revenue)
            .nought_or_more("the operating cost", self.operating_cost)
            .share("the contracted share", self.contracted_share)
            .nought_or_more("the dispersion of revenue", self.dispersion);
        if self.contract_quarters.is_empty() {
            checks.and([Fault::Empty("contract term; write 0 for none")])
        } else {
            checks
        }
        .faults()
    }
}

impl CollateralMix {
    fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .nought_or_more("the value of buildings", self.shell)
            .share_below_one("the decline of buildings", self.shell_decline)
            .nought_or_more("the value of GPUs", self.gpu)
            .nought_or_more("the value of cryptocurrency", self.bitcoin)
            .share("the share sold in place", self.in_place.unwrap_or_default())
            .faults()
    }
}

impl EnterpriseLoan {
    fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .above_nought("the loan", self.amount)
            .share("the PD", self.pd_per_year)
            .share("the LGD", self.lgd)
            .above_nought("the quarters to maturity", f64::from(self.maturity_quarters))
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archetypes::archetype;
    use crate::asset_type::AssetType;

    #[test]
    fn impossible_loans_are_faults_all_at_once() {
        let LoanModel::CashFlow(mut loan) = archetype(AssetType::Miner).model else {
            panic!("a miner's debt lives on cash flow");
        };
        loan.amount = 0.0;
        loan.maturity_quarters = 0;
        loan.income.contract_quarters = Vec::new();
        loan.collateral.in_place = Some(2.0);
        let faults: Vec<String> = loan.faults().iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "the loan is 0; it must be above 0",
                "the quarters to maturity is 0; it must be above 0",
                "there is no contract term; write 0 for none",
                "the share sold in place is 2; it must be from 0 to 1",
            ]
        );
    }
}
