//! Funds, the assets that they hold, and how deep the market for each is.

use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::money::Money;
use tranchet_deal::network::{FundNetwork, LeveredFund, ShockedAsset};

/// A fund.
#[derive(Clone, Debug, PartialEq)]
pub struct Fund {
    /// Its name.
    pub name: String,
    /// What it holds of each asset, none below nought.
    pub holdings: Vec<f64>,
    /// Its own money, above nought and at most what it holds.
    pub equity: f64,
}

/// An asset.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// Its name.
    pub name: String,
    /// `D`: sales that move its price by a factor `e`, above nought; infinite for an asset whose price no sale moves.
    pub depth: f64,
}

/// Funds and assets.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// The assets.
    pub assets: Vec<Asset>,
    /// The funds.
    pub funds: Vec<Fund>,
}

/// Why a network does not hold together.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NetworkError {
    /// It has no fund or no asset.
    #[error("the network has no {0}")]
    Empty(&'static str),
    /// A fund holds another number of assets than there are.
    #[error("fund `{fund}` has {found} holdings; the network has {assets} assets")]
    Holdings {
        /// The fund.
        fund: String,
        /// Holdings that it has.
        found: usize,
        /// Assets that there are.
        assets: usize,
    },
    /// A number is below what it may be, or none.
    #[error("{what} of `{name}` is {value}; it must be {must}")]
    Number {
        /// Which number.
        what: &'static str,
        /// Whose.
        name: String,
        /// The number.
        value: f64,
        /// What it must be.
        must: &'static str,
    },
    /// A fund's own money is more than what it holds.
    #[error("fund `{fund}` does not balance: equity {equity} is more than its holdings of {held}")]
    Unbalanced {
        /// The fund.
        fund: String,
        /// Its own money.
        equity: f64,
        /// What it holds.
        held: f64,
    },
}

impl From<&FundNetwork> for Network {
    /// The network of a file, in currency units.
    fn from(file: &FundNetwork) -> Network {
        let units = |amount: Money| amount.to_decimal(file.currency).to_f64().unwrap_or(f64::NAN);
        let asset = |asset: &ShockedAsset| Asset {
            name: asset.name.clone(),
            depth: asset.depth.map_or(f64::INFINITY, units),
        };
        let fund = |fund: &LeveredFund| Fund {
            name: fund.name.clone(),
            holdings: fund.holdings.iter().copied().map(units).collect(),
            equity: units(fund.equity),
        };
        Network {
            assets: file.assets.iter().map(asset).collect(),
            funds: file.funds.iter().map(fund).collect(),
        }
    }
}

impl Fund {
    /// What it holds of all assets.
    pub fn held(&self) -> f64 {
        self.holdings.iter().sum()
    }

    /// `λ`: what it holds per unit of its own money.
    pub fn leverage(&self) -> f64 {
        self.held() / self.equity
    }
}

impl Network {
    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<NetworkError> {
        let mut faults = Vec::new();
        if self.assets.is_empty() {
            faults.push(NetworkError::Empty("asset"));
        }
        if self.funds.is_empty() {
            faults.push(NetworkError::Empty("fund"));
        }
        for asset in &self.assets {
            if asset.depth.is_nan() || asset.depth <= 0.0 {
                faults.push(number("the depth", &asset.name, asset.depth, "above nought"));
            }
        }
        for fund in &self.funds {
            self.check(fund, &mut faults);
        }
        faults
    }

    fn check(&self, fund: &Fund, faults: &mut Vec<NetworkError>) {
        if fund.holdings.len() != self.assets.len() {
            faults.push(NetworkError::Holdings {
                fund: fund.name.clone(),
                found: fund.holdings.len(),
                assets: self.assets.len(),
            });
        }
        for held in &fund.holdings {
            if !held.is_finite() || *held < 0.0 {
                faults.push(number("a holding", &fund.name, *held, "nought or more"));
            }
        }
        if !fund.equity.is_finite() || fund.equity <= 0.0 {
            faults.push(number("the equity", &fund.name, fund.equity, "above nought"));
        } else if fund.equity > fund.held() {
            faults.push(NetworkError::Unbalanced {
                fund: fund.name.clone(),
                equity: fund.equity,
                held: fund.held(),
            });
        }
    }

    /// Concentration of an asset's holders: the sum of their squared shares; nought when nobody holds it.
    pub fn holder_concentration(&self, asset: usize) -> f64 {
        let held: f64 = self.funds.iter().map(|fund| fund.holdings[asset]).sum();
        if held == 0.0 {
            return 0.0;
        }
        self.funds
            .iter()
            .map(|fund| fund.holdings[asset] / held)
            .map(|share| share * share)
            .sum()
    }

    /// How alike portfolios are: the mean over pairs of funds of the cosine between their holdings; nought with one fund.
    pub fn overlap(&self) -> f64 {
        let mut pairs = 0;
        let mut sum = 0.0;
        for (place, one) in self.funds.iter().enumerate() {
            for other in &self.funds[place + 1..] {
                pairs += 1;
                sum += cosine(&one.holdings, &other.holdings);
            }
        }
        if pairs == 0 { 0.0 } else { sum / f64::from(pairs) }
    }
}

fn number(what: &'static str, name: &str, value: f64, must: &'static str) -> NetworkError {
    NetworkError::Number {
        what,
        name: name.to_owned(),
        value,
        must,
    }
}

fn cosine(one: &[f64], other: &[f64]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    dot(one, other) / libm::sqrt(dot(one, one) * dot(other, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fund(name: &str, holdings: &[f64], equity: f64) -> Fund {
        Fund {
            name: name.to_owned(),
            holdings: holdings.to_vec(),
            equity,
        }
    }

    fn assets(depths: &[f64]) -> Vec<Asset> {
        depths
            .iter()
            .map(|depth| Asset {
                name: "notes".to_owned(),
                depth: *depth,
            })
            .collect()
    }

    #[test]
    fn a_network_that_does_not_balance_says_all_that_is_wrong() {
        let network = Network {
            assets: assets(&[-1.0]),
            funds: vec![
                fund("one", &[10.0], 11.0),
                fund("two", &[1.0, 2.0], 0.0),
                fund("three", &[f64::NAN], 1.0),
            ],
        };
        let faults: Vec<String> = network.faults().iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "the depth of `notes` is -1; it must be above nought",
                "fund `one` does not balance: equity 11 is more than its holdings of 10",
                "fund `two` has 2 holdings; the network has 1 assets",
                "the equity of `two` is 0; it must be above nought",
                "a holding of `three` is NaN; it must be nought or more",
            ]
        );
    }

    #[test]
    fn concentration_and_overlap() {
        let network = Network {
            assets: assets(&[1.0, 1.0]),
            funds: vec![fund("one", &[3.0, 4.0], 1.0), fund("two", &[3.0, 0.0], 1.0)],
        };
        assert_eq!(network.holder_concentration(0), 0.5);
        assert_eq!(network.holder_concentration(1), 1.0);
        assert!((network.overlap() - 0.6).abs() < 1e-15);
    }
}
