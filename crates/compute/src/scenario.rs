//! What a scenario does to the markets on which compute-backed loans live.
//!
//! Every vector is by year; its last figure goes on, and an empty one changes nothing. Example: rents falling by 30 % a
//! year while forty thousand units are sold system-wide.
//!
//! ```
//! use tranchet_compute::scenario::Scenario;
//! let scenario = Scenario {
//!     rent_growth_by_year: vec![-0.3],
//!     thousand_units_sold: 40.0,
//!     ..Scenario::unchanged("own", "rents fall")
//! };
//! assert!(scenario.faults().is_empty());
//! ```

use tranchet_engine::tag::Tag;

use crate::factors::Regime;
use crate::fault::{Checks, Fault};
use crate::rent_path::RentPath;

/// Probability that refinancing is closed when a scenario says nothing.
pub const CLOSED: f64 = 0.05;
/// Haircut at which lenders to investors call, when a scenario says nothing.
const BACK_LEVERAGE_HAIRCUT: f64 = 0.30;

/// A new generation of GPUs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The quarter in which it appears, from 1.
    pub quarter: u32,
    /// Share that values lose.
    pub fall: f64,
}

/// The market for risk transfer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RiskTransferMarket {
    /// Whether banks can place new tranches.
    pub is_open: bool,
    /// Spreads asked for, in basis points more than today.
    pub spread_shift_bp: f64,
    /// Probability that a maturing deal is replaced.
    pub rollover_probability: f64,
    /// Haircut of banks that lend to investors.
    pub back_leverage_haircut: f64,
}

/// A scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// A short name.
    pub id: String,
    /// What happens, in words.
    pub name: String,
    /// Where the idea comes from.
    pub tag: Tag,
    /// The sources in words.
    pub sources: Vec<String>,
    /// `g`: growth of rents.
    pub rent_growth_by_year: Vec<f64>,
    /// `u`: utilisation as a multiple of today's.
    pub utilisation_by_year: Vec<f64>,
    /// `b`: growth of the price of cryptocurrency.
    pub bitcoin_growth_by_year: Vec<f64>,
    /// New generations.
    pub steps: Vec<Step>,
    /// `rf`: probability that a sound balloon finds no lender.
    pub refinancing_closed: f64,
    /// `k`: share that customers take off every contract.
    pub contract_haircut: f64,
    /// `ΔSOFR`: change of interest rates.
    pub rate_shock: f64,
    /// Share of their value that buildings lose.
    pub shell_fall: f64,
    /// `U`: thousand units of a generation sold system-wide.
    pub thousand_units_sold: f64,
    /// Multiple of the PD of firms.
    pub enterprise_multiple: f64,
    /// Which correlations hold.
    pub regime: Regime,
    /// The market for risk transfer.
    pub market: RiskTransferMarket,
}

impl Scenario {
    /// One in which nothing changes.
    pub fn unchanged(id: &str, name: &str) -> Scenario {
        Scenario {
            id: id.to_owned(),
            name: name.to_owned(),
            tag: Tag::Given,
            sources: Vec::new(),
            rent_growth_by_year: Vec::new(),
            utilisation_by_year: Vec::new(),
            bitcoin_growth_by_year: Vec::new(),
            steps: Vec::new(),
            refinancing_closed: CLOSED,
            contract_haircut: 0.0,
            rate_shock: 0.0,
            shell_fall: 0.0,
            thousand_units_sold: 0.0,
            enterprise_multiple: 1.0,
            regime: Regime::Normal,
            market: RiskTransferMarket {
                is_open: true,
                spread_shift_bp: 0.0,
                rollover_probability: 1.0 - CLOSED,
                back_leverage_haircut: BACK_LEVERAGE_HAIRCUT,
            },
        }
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let rents = RentPath {
            growth_by_year: self.rent_growth_by_year.clone(),
            utilisation_by_year: self.utilisation_by_year.clone(),
        };
        let bitcoin = self.bitcoin_growth_by_year.iter();
        let checks = bitcoin.fold(Checks::default().and(rents.faults()), |checks, growth| {
            checks.growth("the growth of cryptocurrency", *growth)
        });
        let checks = self.steps.iter().fold(checks, |checks, step| {
            checks
                .above_nought("the quarter of a new generation", f64::from(step.quarter))
                .share("the fall of a new generation", step.fall)
        });
        checks
            .share("the probability of closed refinancing", self.refinancing_closed)
            .share("the haircut of contracts", self.contract_haircut)
            .growth("the change of interest rates", self.rate_shock)
            .share("the fall of buildings", self.shell_fall)
            .nought_or_more("the thousand units sold", self.thousand_units_sold)
            .nought_or_more("the multiple of firms' PD", self.enterprise_multiple)
            .share("the probability of rollover", self.market.rollover_probability)
            .share("the haircut of back leverage", self.market.back_leverage_haircut)
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_scenarios_are_faults() {
        let scenario = Scenario {
            rent_growth_by_year: vec![-0.3, -1.0],
            bitcoin_growth_by_year: vec![-1.5],
            steps: vec![Step {
                quarter: 0,
                fall: 1.2,
            }],
            thousand_units_sold: -1.0,
            ..Scenario::unchanged("x", "wrong")
        };
        assert_eq!(scenario.faults().len(), 5);
    }
}
