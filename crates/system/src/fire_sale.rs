//! Fire sales: a shock to one asset, margin calls, forced sales, lower prices for everybody, and again.
//!
//! Source: Greenwood, Landier and Thesmar, "Vulnerable banks" (Journal of Financial Economics 115, 2015), with an exponential
//! price impact as in Cifuentes, Ferrucci and Shin (Journal of the European Economic Association 3, 2005).
//!
//! In a round returns `r` of the assets take equity; each fund goes back to the leverage `λ` that it began with by selling
//! what is too much, and sales `S` move prices:
//!
//! ```text
//! equity'  = equity + Σ holding r            target = λ equity', at least nought
//! r'       = -(1 - e^{-S/D})
//! ```
//!
//! until no price moves by more than 10⁻⁸. Prices only fall, so it ends. Example: one fund of 100 with equity 50 that loses
//! 10 must hold 80 instead of 90: it sells 10, and in a market of infinite depth that is all.
//!
//! ```
//! use tranchet_system::{fire_sale::{SaleRule, contagion}, network::{Asset, Fund, Network}};
//! let asset = Asset { name: "notes".to_owned(), depth: f64::INFINITY };
//! let fund = Fund { name: "fund".to_owned(), holdings: vec![100.0], equity: 50.0 };
//! let end = contagion(&Network { assets: vec![asset], funds: vec![fund] }, &[-0.1], SaleRule::ProRata);
//! assert_eq!((end.direct_loss, end.total_loss(), end.rounds.len()), (10.0, 10.0, 1));
//! assert_eq!(end.funds[0].holdings, [80.0]);
//! ```
//!
//! Not covered: funds that buy when prices have fallen, redemptions, and lenders' own losses when equity is gone.

use crate::network::{Fund, Network};

pub use tranchet_deal::network::SaleRule;

/// Returns smaller than this are no movement.
const STILL: f64 = 1e-8;
/// More rounds than any network needs: each lowers some price by more than 10⁻⁸.
const ROUNDS_MAX: usize = 10_000;

/// What a round of sales did.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Loss of all funds on each asset.
    pub losses: Vec<f64>,
    /// Sales of each asset that follow it.
    pub sales: Vec<f64>,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Contagion {
    /// Rounds; the first is the shock itself.
    pub rounds: Vec<Round>,
    /// Loss of the shock.
    pub direct_loss: f64,
    /// Price of each asset, one before the shock.
    pub prices: Vec<f64>,
    /// The funds at the end.
    pub funds: Vec<Fund>,
    shocked: Vec<bool>,
}

impl Contagion {
    /// Loss of all rounds.
    pub fn total_loss(&self) -> f64 {
        self.rounds.iter().flat_map(|round| &round.losses).sum()
    }

    /// Loss of all rounds over that of the shock; one when there was no loss.
    pub fn amplification(&self) -> f64 {
        if self.direct_loss > 0.0 {
            self.total_loss() / self.direct_loss
        } else {
            1.0
        }
    }

    /// Share of the loss on assets that the shock did not touch.
    pub fn cross_asset_share(&self) -> f64 {
        let total = self.total_loss();
        if total == 0.0 {
            return 0.0;
        }
        let untouched = |round: &Round| -> f64 {
            let losses = round.losses.iter().zip(&self.shocked);
            losses
                .filter(|(_, shocked)| !**shocked)
                .map(|(loss, _)| loss)
                .sum()
        };
        self.rounds.iter().map(untouched).sum::<f64>() / total
    }
}

/// The rounds that follow a shock, given as returns of the assets from -1 to 0.
///
/// # Panics
/// If there is another number of returns than of assets. A network with [faults](Network::faults) gives figures
/// without meaning.
pub fn contagion(network: &Network, shock: &[f64], rule: SaleRule) -> Contagion {
    assert_eq!(shock.len(), network.assets.len(), "one return an asset");
    let leverage: Vec<f64> = network.funds.iter().map(Fund::leverage).collect();
    let mut end = Contagion {
        rounds: Vec::new(),
        direct_loss: 0.0,
        prices: vec![1.0; shock.len()],
        funds: network.funds.clone(),
        shocked: shock.iter().map(|change| *change < 0.0).collect(),
    };
    let mut returns = shock.to_vec();
    while end.rounds.len() < ROUNDS_MAX && returns.iter().any(|change| change.abs() >= STILL) {
        let round = round(network, &leverage, &returns, rule, &mut end);
        returns = impact(network, &round.sales);
        end.rounds.push(round);
    }
    end.direct_loss = end.rounds.first().map_or(0.0, |round| round.losses.iter().sum());
    end
}

fn round(network: &Network, leverage: &[f64], returns: &[f64], rule: SaleRule, end: &mut Contagion) -> Round {
    let mut round = Round {
        losses: vec![0.0; returns.len()],
        sales: vec![0.0; returns.len()],
    };
    for (price, change) in end.prices.iter_mut().zip(returns) {
        *price *= 1.0 + change;
    }
    for (fund, leverage) in end.funds.iter_mut().zip(leverage) {
        for ((held, change), loss) in fund.holdings.iter_mut().zip(returns).zip(&mut round.losses) {
            let lost = -*held * change;
            *held -= lost;
            fund.equity -= lost;
            *loss += lost;
        }
        let target = (leverage * fund.equity).max(0.0);
        sell(network, fund, fund.held() - target, rule, &mut round.sales);
    }
    round
}

fn sell(network: &Network, fund: &mut Fund, excess: f64, rule: SaleRule, sales: &mut [f64]) {
    if excess <= 0.0 {
        return;
    }
    match rule {
        SaleRule::ProRata => {
            let share = excess / fund.held();
            for (held, sold) in fund.holdings.iter_mut().zip(sales) {
                *sold += *held * share;
                *held -= *held * share;
            }
        }
        SaleRule::LiquidFirst => {
            let mut left = excess;
            for asset in deepest_first(network) {
                let sold = left.min(fund.holdings[asset]);
                fund.holdings[asset] -= sold;
                sales[asset] += sold;
                left -= sold;
            }
        }
    }
}

fn deepest_first(network: &Network) -> Vec<usize> {
    let mut order: Vec<usize> = (0..network.assets.len()).collect();
    order.sort_by(|one, other| {
        network.assets[*other]
            .depth
            .total_cmp(&network.assets[*one].depth)
    });
    order
}

fn impact(network: &Network, sales: &[f64]) -> Vec<f64> {
    let assets = network.assets.iter().zip(sales);
    assets
        .map(|(asset, sold)| libm::expm1(-sold / asset.depth))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Asset;

    const NAMES: [&str; 3] = ["SRT notes", "AI equities", "HY and AI bonds"];

    fn network(depths: [f64; 3], equity: [f64; 3]) -> Network {
        let holdings = [[60.0, 20.0, 20.0], [40.0, 40.0, 20.0], [10.0, 30.0, 60.0]];
        Network {
            assets: NAMES
                .iter()
                .zip(depths)
                .map(|(name, depth)| Asset {
                    name: (*name).to_owned(),
                    depth,
                })
                .collect(),
            funds: holdings
                .iter()
                .zip(equity)
                .map(|(holdings, equity)| Fund {
                    name: String::new(),
                    holdings: holdings.to_vec(),
                    equity,
                })
                .collect(),
        }
    }

    const DEPTHS: [f64; 3] = [300.0, 1_500.0, 800.0];
    const EQUITY: [f64; 3] = [40.0, 40.0, 50.0];
    const SHOCK: [f64; 3] = [-0.15, 0.0, 0.0];

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() < tolerance, "{found} for {expected}");
    }

    /// Three crowded funds; figures calculated independently.
    #[test]
    fn crowded_funds_pass_a_shock_on() {
        let end = contagion(&network(DEPTHS, EQUITY), &SHOCK, SaleRule::ProRata);
        near(end.direct_loss, 16.5, 1e-12);
        near(end.total_loss(), 21.624, 5e-4);
        near(end.amplification(), 1.3106, 5e-5);
        near(end.cross_asset_share(), 0.0661, 5e-5);
        for (price, expected) in end.prices.iter().zip([0.8117, 0.9937, 0.9903]) {
            near(*price, expected, 5e-5);
        }
        for (fund, expected) in end.funds.iter().zip([28.79, 32.22, 47.37]) {
            near(fund.equity, expected, 5e-3);
        }
    }

    #[test]
    fn selling_what_is_liquid_first_spares_the_notes() {
        let end = contagion(&network(DEPTHS, EQUITY), &SHOCK, SaleRule::LiquidFirst);
        near(end.total_loss(), 17.608, 5e-4);
        near(end.amplification(), 1.0671, 5e-5);
        near(end.cross_asset_share(), 0.0629, 5e-5);
        for (price, expected) in end.prices.iter().zip([0.85, 0.9832, 1.0]) {
            near(*price, expected, 5e-5);
        }
        for (fund, expected) in end.funds.iter().zip([30.89, 33.48, 48.02]) {
            near(fund.equity, expected, 5e-3);
        }
    }

    #[test]
    fn without_leverage_or_in_deep_markets_nothing_is_passed_on() {
        let unlevered = contagion(&network(DEPTHS, [100.0; 3]), &SHOCK, SaleRule::ProRata);
        near(unlevered.amplification(), 1.0, 1e-12);
        let deep = contagion(&network([f64::INFINITY; 3], EQUITY), &SHOCK, SaleRule::ProRata);
        near(deep.amplification(), 1.0, 1e-12);
    }

    #[test]
    fn what_funds_lose_is_what_assets_lose() {
        for rule in [SaleRule::ProRata, SaleRule::LiquidFirst] {
            let before: f64 = EQUITY.iter().sum();
            let end = contagion(&network(DEPTHS, EQUITY), &[-0.3, -0.1, 0.0], rule);
            let after: f64 = end.funds.iter().map(|fund| fund.equity).sum();
            near(before - after, end.total_loss(), 1e-9);
        }
    }
}
