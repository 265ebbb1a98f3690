//! A scenario as the state of markets in each quarter, the same for every loan.
//!
//! ```text
//! R_q = R_{q-1} (1 + g)^¼      BTC_q = BTC_{q-1} (1 + b)^¼      st: × (1 - fall) at each new generation
//! mk  = R st^½                 market price of rent over today's
//! κ   = max(k, ½ max(0, 0.6 - mk))          taken off contracts whose customers renegotiate; k off others
//! GPU = R st 0.9^(q/4)         shell = 1 - fall min(1, q/8)
//! ```
//!
//! Example: at -30 % a year a GPU is worth 0.7^¼ × 0.9^¼ = 0.8909 of today's value after a quarter.
//!
//! ```
//! use tranchet_compute::{assumptions::Assumptions, market_path::MarketPath, scenario::Scenario};
//! let scenario = Scenario { rent_growth_by_year: vec![-0.3], ..Scenario::unchanged("own", "rents fall") };
//! let path = MarketPath::of(&scenario, &Assumptions::assumed(), 20);
//! assert!((path.quarters[0].gpu - 0.8909).abs() < 5e-5);
//! assert_eq!(path.impact, 1.0);
//! ```

use crate::assumptions::Assumptions;
use crate::scenario::Scenario;

/// Markets in a quarter, today's being 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarketQuarter {
    /// `mk × u`: revenue of what is let on the open market.
    pub open_market: f64,
    /// `1 - κ`: revenue of contracts whose customers renegotiate.
    pub renegotiated: f64,
    /// `1 - k`: revenue of other contracts.
    pub contracted: f64,
    /// Price of cryptocurrency.
    pub bitcoin: f64,
    /// Value of a GPU.
    pub gpu: f64,
    /// Value of buildings, before their own decline.
    pub shell: f64,
}

/// Markets through a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct MarketPath {
    /// Quarter by quarter, from the first.
    pub quarters: Vec<MarketQuarter>,
    /// Price of GPUs that are sold with others, over their value.
    pub impact: f64,
    /// Change of interest rates.
    pub rate_shock: f64,
    /// Probability that a sound balloon finds no lender.
    pub refinancing_closed: f64,
    /// Multiple of the PD of firms.
    pub enterprise_multiple: f64,
}

impl MarketPath {
    /// So many quarters of a scenario.
    pub fn of(scenario: &Scenario, assumptions: &Assumptions, quarters: u32) -> MarketPath {
        let (mut rent, mut bitcoin, mut step) = (1.0, 1.0, 1.0);
        let mut of_quarter = |quarter: u32| {
            let year = ((quarter - 1) / 4) as usize;
            rent *= grown_a_quarter(&scenario.rent_growth_by_year, year);
            bitcoin *= grown_a_quarter(&scenario.bitcoin_growth_by_year, year);
            let new = scenario.steps.iter().filter(|step| step.quarter == quarter);
            step *= new.map(|step| 1.0 - step.fall).product::<f64>();
            market(scenario, assumptions, quarter, [rent, bitcoin, step])
        };
        MarketPath {
            quarters: (1..=quarters).map(&mut of_quarter).collect(),
            impact: assumptions.depth.impact(scenario.thousand_units_sold),
            rate_shock: scenario.rate_shock,
            refinancing_closed: scenario.refinancing_closed,
            enterprise_multiple: scenario.enterprise_multiple,
        }
    }
}

fn market(
    scenario: &Scenario,
    assumptions: &Assumptions,
    quarter: u32,
    [rent, bitcoin, step]: [f64; 3],
) -> MarketQuarter {
    let year = ((quarter - 1) / 4) as usize;
    let years = f64::from(quarter) / 4.0;
    let market = rent * libm::pow(step, assumptions.step_pass_through);
    let short = (assumptions.renegotiation_below - market).max(0.0);
    let k = scenario.contract_haircut;
    MarketQuarter {
        open_market: market * by_year(&scenario.utilisation_by_year, year).unwrap_or(1.0),
        renegotiated: 1.0 - k.max(assumptions.renegotiated_share * short),
        contracted: 1.0 - k,
        bitcoin,
        gpu: rent * step * libm::pow(1.0 - assumptions.ageing, years),
        shell: 1.0 - scenario.shell_fall * (f64::from(quarter) / assumptions.shell_quarters).min(1.0),
    }
}

fn by_year(figures: &[f64], year: usize) -> Option<f64> {
    figures.get(year).or(figures.last()).copied()
}

fn grown_a_quarter(growth: &[f64], year: usize) -> f64 {
    libm::pow(1.0 + by_year(growth, year).unwrap_or_default(), 0.25)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario_library::scenarios;

    fn path(id: &str) -> MarketPath {
        let library = scenarios();
        let scenario = library.iter().find(|scenario| scenario.id == id).unwrap();
        MarketPath::of(scenario, &Assumptions::assumed(), 20)
    }

    #[test]
    fn nothing_moves_in_the_lenders_case_but_age() {
        for (quarter, market) in (1..).zip(path("S0").quarters) {
            assert_eq!(
                (market.open_market, market.renegotiated, market.shell),
                (1.0, 1.0, 1.0)
            );
            assert!((market.gpu - libm::pow(0.9, f64::from(quarter) / 4.0)).abs() < 1e-12);
        }
    }

    /// Rents after 20 quarters: 0.6² 0.7 0.8², then 0.7^½ for the new generation and 0.70 for idle hours.
    #[test]
    fn the_worst_scenario_at_its_end() {
        let path = path("S8");
        let last = path.quarters[19];
        let rent = 0.36 * 0.7 * 0.64;
        let market = rent * libm::sqrt(0.7);
        assert!((last.open_market - market * 0.70).abs() < 1e-12);
        assert!((last.renegotiated - (1.0 - 0.5 * (0.6 - market))).abs() < 1e-12);
        assert!((last.bitcoin - 0.32).abs() < 1e-12);
        assert!((last.gpu - rent * 0.7 * libm::pow(0.9, 5.0)).abs() < 1e-12);
        assert!((last.shell - 0.65).abs() < 1e-12);
        assert!((path.impact - 0.0235).abs() < 5e-5);
    }

    #[test]
    fn a_generation_falls_in_its_quarter() {
        let path = path("S3");
        let gpu = |quarter: usize| path.quarters[quarter - 1].gpu;
        let usual = libm::pow(0.8 * 0.9, 0.25);
        assert!((gpu(5) / gpu(4) - usual * 0.7).abs() < 1e-12);
        assert!((gpu(6) / gpu(5) - usual).abs() < 1e-12);
        assert!((gpu(11) / gpu(10) - usual * 0.7).abs() < 1e-12);
    }
}
