//! Funds, what they hold of which assets, how deep the market for each asset is, and a shock to them.

use crate::money::{Currency, Money};
use crate::rate::Ratio;

/// Funds and the assets that they hold, before a shock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundNetwork {
    /// Its name.
    pub name: String,
    /// The currency of its amounts.
    pub currency: Currency,
    /// Which assets funds sell first.
    pub sale_rule: SaleRule,
    /// The assets, at least one.
    pub assets: Vec<ShockedAsset>,
    /// The funds, at least one.
    pub funds: Vec<LeveredFund>,
}

/// An asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShockedAsset {
    /// Its name, unique in the network.
    pub name: String,
    /// Sales that move its price by a factor `e`, above nought; absent: no sale moves it.
    pub depth: Option<Money>,
    /// Its first return, from -100 % to nought.
    pub shock: Ratio,
}

/// A fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeveredFund {
    /// Its name, unique in the network.
    pub name: String,
    /// Its own money, above nought and at most what it holds.
    pub equity: Money,
    /// What it holds of each asset, in the order of the assets.
    pub holdings: Vec<Money>,
}

/// Which assets a fund sells first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaleRule {
    /// Of each as much as it holds of it.
    #[default]
    ProRata,
    /// The asset with the deepest market first.
    LiquidFirst,
}

impl SaleRule {
    /// The word for it in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            SaleRule::ProRata => "pro rata",
            SaleRule::LiquidFirst => "liquid first",
        }
    }
}
