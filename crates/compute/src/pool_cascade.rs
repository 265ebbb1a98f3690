//! How many GPUs a pool itself brings to market when their price falls.
//!
//! A scenario says how many units are sold system-wide; here the pool's own loans say it, by a [cascade](crate::cascade):
//!
//! ```text
//! a loan defaults when B > shell + cryptocurrency + GPUs × price,   so its LTV on GPUs alone is (B - shell - crypto) / GPUs
//! units = GPUs × balance / B₀ / unit cost
//! ```
//!
//! Example: GPU loans of 7.5 billion USD on 10 billion of GPUs, 250 thousand units. A fall of the price by 26 % makes them
//! default, and the market for so many pays almost nothing.
//!
//! ```
//! use tranchet_compute::{archetypes::archetype, asset_type::AssetType, liquidation::MarketDepth};
//! use tranchet_compute::{pool::{ComputePool, PoolLoan}, pool_cascade::pool_cascade, rental::CAPEX};
//! let model = archetype(AssetType::GpuLoan).model;
//! let loan = PoolLoan { asset_type: AssetType::GpuLoan, balance: 7.5e9, model };
//! let end = pool_cascade(&ComputePool { loans: vec![loan] }, 0.26, CAPEX.value, &MarketDepth::ASSUMED);
//! assert!((end.thousand_units() - 250.0).abs() < 1e-9 && end.price < 0.002);
//! ```
//!
//! Not covered: differences between generations, which do not share a market.

use crate::cascade::{Cascade, CascadeLoan, cascade};
use crate::compute_loan::LoanModel;
use crate::liquidation::MarketDepth;
use crate::pool::{ComputePool, PoolLoan};

/// The cascade that follows a fall of the price of GPUs by `shock`, from 0 to below 1, in a pool whose balances are in the
/// currency of `unit_cost`, the price of a GPU before it. Loans are in the order of the pool; those without GPUs have none to
/// sell and do not default here.
pub fn pool_cascade(pool: &ComputePool, shock: f64, unit_cost: f64, depth: &MarketDepth) -> Cascade {
    let loans: Vec<CascadeLoan> = pool.loans.iter().map(|loan| on_gpus(loan, unit_cost)).collect();
    cascade(&loans, shock, depth)
}

fn on_gpus(loan: &PoolLoan, unit_cost: f64) -> CascadeLoan {
    let none = CascadeLoan {
        ltv: 0.0,
        thousand_units: 0.0,
    };
    match &loan.model {
        LoanModel::CashFlow(terms) if terms.collateral.gpu > 0.0 => {
            let other = terms.collateral.shell + terms.collateral.bitcoin;
            let gpus = terms.collateral.gpu * loan.balance / terms.amount;
            CascadeLoan {
                ltv: (terms.amount - other).max(0.0) / terms.collateral.gpu,
                thousand_units: gpus / unit_cost / 1_000.0,
            }
        }
        LoanModel::CashFlow(_) | LoanModel::Enterprise(_) => none,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archetypes::archetype;
    use crate::asset_type::AssetType;
    use crate::rental::CAPEX;

    /// Each kind on GPUs of 10 million, but for data centres and firms, which have none.
    fn pool(times: f64) -> ComputePool {
        let balances = [5e6, 7.5e6, 6.5e6, 5e6, 5e6];
        let loan = |(asset_type, balance): (AssetType, f64)| PoolLoan {
            asset_type,
            balance: times * balance,
            model: archetype(asset_type).model,
        };
        ComputePool {
            loans: AssetType::ALL.into_iter().zip(balances).map(loan).collect(),
        }
    }

    fn end(times: f64, shock: f64) -> Cascade {
        pool_cascade(&pool(times), shock, CAPEX.value, &MarketDepth::ASSUMED)
    }

    /// LTV on GPUs is 75 % of GPU loans, 65 % of rental contracts, (100 - 80)/60 = 33 % of miners.
    #[test]
    fn a_small_pool_defaults_by_the_shock_alone() {
        let small = end(1.0, 0.26);
        assert_eq!(small.defaulted, [false, true, false, false, false]);
        assert!((small.thousand_units() - 0.25).abs() < 1e-12);
        assert!((small.price - 0.74 * libm::exp(-0.25 * 0.25 / 10.0)).abs() < 1e-12);
        assert_eq!(end(1.0, 0.24).thousand_units(), 0.0);
    }

    #[test]
    fn a_large_pool_brings_itself_down() {
        let large = end(1_000.0, 0.26);
        assert_eq!(large.defaulted, [false, true, true, true, false]);
        // 250 thousand units of each of two kinds, 75 of miners: 5 billion over 100 times 60, by 40,000 a unit.
        assert!((large.thousand_units() - 575.0).abs() < 1e-9);
    }
}
