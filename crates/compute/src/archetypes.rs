//! The loan of each kind that reports run when there is no tape: one row of figures a kind.
//!
//! All figures are assumed, around what the articles say of each kind. Example: a GPU loan of 75 per 100 of purchase cost
//! at 10 %, repaid over 20 quarters from a revenue of 45.493 less cost of 12.045, 70 % under contract.
//!
//! ```
//! use tranchet_compute::archetypes::{archetype, archetypes};
//! use tranchet_compute::asset_type::AssetType;
//! let weights: f64 = archetypes().iter().map(|archetype| archetype.weight).sum();
//! assert!((weights - 1.0).abs() < 1e-12);
//! assert!(archetype(AssetType::Miner).model.faults().is_empty());
//! ```

use tranchet_engine::tag::Tag;

use crate::amortisation::Amortisation;
use crate::asset_type::AssetType;
use crate::compute_loan::{CashFlowLoan, CollateralMix, EnterpriseLoan, Income, LoanModel};
use crate::hazard::Hazard;
use crate::parameter::{Known, Parameter};
use crate::refinancing::Refinancing;
use crate::sources::{COMPUTE_LOANS, DATA_CENTRES, DEFLATION};

/// The rate on which floating loans are based.
pub const INDEX: Known = Known::assumed("index", 0.04, "a year", "SOFR as assumed");

/// The loan of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Archetype {
    /// The kind.
    pub asset_type: AssetType,
    /// The loan.
    pub model: LoanModel,
    /// Its share of the pool of reports.
    pub weight: f64,
    /// Where its figures come from.
    pub tag: Tag,
    /// The article that describes the kind.
    pub source: &'static str,
}

impl Archetype {
    /// Its figures with their source, amounts per 100 of purchase cost, of a miner per 100 of debt.
    pub fn parameters(&self) -> Vec<Parameter> {
        let of = |(name, value, unit)| Parameter {
            name,
            value,
            unit,
            tag: self.tag,
            source: "a round figure around what the article says of the kind",
        };
        let figures = match &self.model {
            LoanModel::CashFlow(loan) => cash_flow_figures(loan),
            LoanModel::Enterprise(loan) => vec![
                ("PD", loan.pd_per_year, "a year"),
                ("LGD", loan.lgd, "share of balance"),
            ],
        };
        let of_all = [
            ("loan", self.model.amount(), "amount"),
            ("weight", self.weight, "share of pool"),
        ];
        of_all.into_iter().chain(figures).map(of).collect()
    }
}

fn cash_flow_figures(loan: &CashFlowLoan) -> Vec<(&'static str, f64, &'static str)> {
    let (income, collateral) = (&loan.income, &loan.collateral);
    vec![
        ("rate", loan.rate, "a year"),
        ("floating share", loan.floating_share, "share of loan"),
        ("maturity", f64::from(loan.maturity_quarters), "quarters"),
        ("first payment", loan.first_payment(), "a quarter"),
        ("revenue", income.revenue, "a year"),
        ("mining revenue", income.bitcoin_revenue, "a year"),
        ("operating cost", income.operating_cost, "a year"),
        ("contracted share", income.contracted_share, "share of revenue"),
        (
            "dispersion of revenue",
            income.dispersion,
            "standard deviation of logarithm",
        ),
        ("buildings", collateral.shell, "amount"),
        ("decline of buildings", collateral.shell_decline, "a year"),
        ("GPUs", collateral.gpu, "amount"),
        ("cryptocurrency", collateral.bitcoin, "amount"),
        ("reserve", loan.reserve_quarters, "quarters of debt service"),
        ("base hazard", loan.hazard.base, "a year"),
        ("LTV of refinancing", loan.refinancing.ltv_max, "LTV"),
    ]
}

/// The loan of every kind, in the order of [`AssetType::ALL`].
pub fn archetypes() -> [Archetype; 5] {
    AssetType::ALL.map(archetype)
}

/// The loan of a kind.
pub fn archetype(asset_type: AssetType) -> Archetype {
    let (model, weight, source) = match asset_type {
        AssetType::DataCentre => (data_centre(), 0.45, DATA_CENTRES),
        AssetType::GpuLoan => (gpu_loan(), 0.25, DEFLATION),
        AssetType::RentalContracts => (rental_contracts(), 0.10, COMPUTE_LOANS),
        AssetType::Miner => (miner(), 0.10, DEFLATION),
        AssetType::ComputeLoan => (firm(), 0.10, COMPUTE_LOANS),
    };
    Archetype {
        asset_type,
        model,
        weight,
        tag: Tag::Assumption,
        source,
    }
}

/// What kinds of cash-flow loans share: level payments over 20 quarters, no hedge, two quarters of reserve.
fn loan(
    amount: f64,
    spread: f64,
    base_hazard: f64,
    income: Income,
    collateral: CollateralMix,
) -> CashFlowLoan {
    CashFlowLoan {
        amount,
        rate: INDEX.value + spread,
        floating_share: 1.0,
        amortisation: Amortisation::Level { quarters: 20 },
        maturity_quarters: 20,
        income,
        collateral,
        reserve_quarters: 2.0,
        lock_up_cover: 1.30,
        hazard: Hazard::assumed(base_hazard),
        refinancing: Refinancing::ASSUMED,
    }
}

/// GPUs of 100 at 40,000 each, let as the worked project lets them.
fn let_gpus(contracted_share: f64, contract_quarters: &[u32], dispersion: f64) -> Income {
    Income {
        revenue: 45.493,
        bitcoin_revenue: 0.0,
        operating_cost: 12.045,
        contracted_share,
        contract_quarters: contract_quarters.to_vec(),
        renegotiates: true,
        dispersion,
    }
}

const NOTHING: CollateralMix = CollateralMix {
    shell: 0.0,
    shell_decline: 0.0,
    gpu: 0.0,
    bitcoin: 0.0,
    in_place: None,
};
const GPUS: CollateralMix = CollateralMix {
    gpu: 100.0,
    ..NOTHING
};

fn data_centre() -> LoanModel {
    let income = Income {
        revenue: 12.5,
        operating_cost: 4.0,
        renegotiates: false,
        ..let_gpus(0.90, &[60], 0.08)
    };
    let collateral = CollateralMix {
        shell: 100.0,
        shell_decline: 0.03,
        ..NOTHING
    };
    let refinancing = Refinancing {
        ltv_max: 0.85,
        ..Refinancing::ASSUMED
    };
    LoanModel::CashFlow(Box::new(CashFlowLoan {
        floating_share: 0.25,
        amortisation: Amortisation::Level { quarters: 100 },
        refinancing,
        ..loan(75.0, 0.025, 0.004, income, collateral)
    }))
}

fn gpu_loan() -> LoanModel {
    let income = let_gpus(0.70, &[8, 12, 16, 20], 0.25);
    LoanModel::CashFlow(Box::new(loan(75.0, 0.06, 0.010, income, GPUS)))
}

fn rental_contracts() -> LoanModel {
    let income = let_gpus(1.0, &[12], 0.10);
    LoanModel::CashFlow(Box::new(CashFlowLoan {
        amortisation: Amortisation::Level { quarters: 12 },
        maturity_quarters: 12,
        reserve_quarters: 1.0,
        ..loan(65.0, 0.05, 0.015, income, GPUS)
    }))
}

/// The coupon is fixed, and all of it is 8 %.
fn miner() -> LoanModel {
    let income = Income {
        revenue: 27.0,
        bitcoin_revenue: 20.0,
        operating_cost: 28.0,
        ..let_gpus(0.30, &[8], 0.25)
    };
    let collateral = CollateralMix {
        shell: 20.0,
        shell_decline: 0.05,
        gpu: 60.0,
        bitcoin: 60.0,
        in_place: None,
    };
    let refinancing = Refinancing {
        ltv_max: 1.1,
        ..Refinancing::ASSUMED
    };
    LoanModel::CashFlow(Box::new(CashFlowLoan {
        rate: 0.08,
        floating_share: 0.0,
        amortisation: Amortisation::Bullet,
        refinancing,
        ..loan(100.0, 0.0, 0.020, income, collateral)
    }))
}

fn firm() -> LoanModel {
    LoanModel::Enterprise(EnterpriseLoan {
        amount: 100.0,
        pd_per_year: 0.03,
        lgd: 0.55,
        maturity_quarters: 20,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rental::{CAPEX, HOURS_PER_YEAR, Rental};

    #[test]
    fn rows_let_gpus_as_the_worked_project_does() {
        let of_cost = |amount: f64| 100.0 * amount / CAPEX.value;
        let income = let_gpus(1.0, &[12], 0.1);
        assert!((of_cost(Rental::ASSUMED.revenue_per_year()) - income.revenue).abs() < 5e-4);
        assert!(
            (of_cost(Rental::ASSUMED.operating_cost * HOURS_PER_YEAR) - income.operating_cost).abs() < 1e-9
        );
    }

    #[test]
    fn every_row_is_sound() {
        for (row, asset_type) in archetypes().iter().zip(AssetType::ALL) {
            assert_eq!(row.model.faults(), []);
            assert_eq!(row.asset_type, asset_type);
        }
    }
}
