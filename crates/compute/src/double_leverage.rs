//! A miner that pledges cryptocurrency and GPUs for one debt, when either falls and when both do.
//!
//! ```text
//! equity = assets - debt      leverage = assets / equity      LTV = debt / assets
//! cover  = (mining + rents - cost) / interest
//! ```
//!
//! Income falls with the price it is earned in. Example: each fall alone is survived, both together are not.
//!
//! ```
//! use tranchet_compute::double_leverage::Miner;
//! let miner = Miner::ASSUMED;
//! let [bitcoin, gpu, both] = [(-0.5, 0.0), (0.0, -0.4), (-0.5, -0.4)].map(|(b, g)| miner.after(b, g));
//! assert!(bitcoin.survives() && gpu.survives() && !both.survives());
//! assert!((both.equity() + 14.0).abs() < 1e-12 && (both.cover() + 0.225).abs() < 1e-12);
//! ```
//!
//! Not covered: sales that lower prices further, conversion into shares.

use crate::fault::{Checks, Fault};

/// A miner, per 100 of debt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Miner {
    /// Debt.
    pub debt: f64,
    /// Cryptocurrency held.
    pub bitcoin: f64,
    /// GPUs.
    pub gpu: f64,
    /// Buildings.
    pub shell: f64,
    /// Revenue of mining, a year.
    pub mining: f64,
    /// Revenue of GPUs, a year.
    pub rents: f64,
    /// Operating cost, a year.
    pub operating_cost: f64,
    /// Interest, a year.
    pub interest: f64,
}

impl Miner {
    /// As assumed; the case of [`crate::archetypes`].
    pub const ASSUMED: Miner = Miner {
        debt: 100.0,
        bitcoin: 60.0,
        gpu: 60.0,
        shell: 20.0,
        mining: 20.0,
        rents: 27.0,
        operating_cost: 28.0,
        interest: 8.0,
    };

    /// The same after changes of cryptocurrency and of GPUs with their rents.
    pub fn after(&self, bitcoin: f64, gpu: f64) -> Miner {
        Miner {
            bitcoin: self.bitcoin * (1.0 + bitcoin),
            mining: self.mining * (1.0 + bitcoin),
            gpu: self.gpu * (1.0 + gpu),
            rents: self.rents * (1.0 + gpu),
            ..*self
        }
    }

    /// What it owns.
    pub fn assets(&self) -> f64 {
        self.bitcoin + self.gpu + self.shell
    }

    /// What is left to owners.
    pub fn equity(&self) -> f64 {
        self.assets() - self.debt
    }

    /// Assets per unit of equity; `None` when equity is gone.
    pub fn leverage(&self) -> Option<f64> {
        (self.equity() > 0.0).then(|| self.assets() / self.equity())
    }

    /// Debt over assets.
    pub fn ltv(&self) -> f64 {
        self.debt / self.assets()
    }

    /// Income over interest.
    pub fn cover(&self) -> f64 {
        (self.mining + self.rents - self.operating_cost) / self.interest
    }

    /// Whether it owns more than it owes and earns its interest.
    pub fn survives(&self) -> bool {
        self.equity() > 0.0 && self.cover() >= 1.0
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .above_nought("the debt", self.debt)
            .nought_or_more("the cryptocurrency held", self.bitcoin)
            .nought_or_more("the value of GPUs", self.gpu)
            .nought_or_more("the value of buildings", self.shell)
            .above_nought("the interest", self.interest)
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example: equity, assets over equity, LTV, cover.
    #[test]
    fn each_leg_alone_is_survived_and_both_are_fatal() {
        for (bitcoin, gpu, equity, leverage, ltv, cover) in [
            (0.0, 0.0, 40.0, Some(3.5), 0.714, 2.375),
            (-0.5, 0.0, 10.0, Some(11.0), 0.909, 1.125),
            (0.0, -0.4, 16.0, Some(7.25), 0.862, 1.025),
            (-0.5, -0.4, -14.0, None, 1.163, -0.225),
        ] {
            let miner = Miner::ASSUMED.after(bitcoin, gpu);
            assert!((miner.equity() - equity).abs() < 1e-12);
            assert_eq!(miner.leverage().is_some(), leverage.is_some());
            assert!((miner.leverage().unwrap_or_default() - leverage.unwrap_or_default()).abs() < 1e-12);
            assert!((miner.ltv() - ltv).abs() < 5e-4);
            assert!((miner.cover() - cover).abs() < 1e-12);
            assert_eq!(miner.survives(), equity > 0.0);
        }
    }

    #[test]
    fn a_miner_without_debt_is_a_fault() {
        let free = Miner {
            debt: 0.0,
            interest: 0.0,
            ..Miner::ASSUMED
        };
        assert_eq!(free.faults().len(), 2);
    }
}
