//! The scenarios that every report runs, from the lender's own case to a correlated liquidation.
//!
//! The ideas are those of articles; the figures are assumed. They are illustrations of one pool, not forecasts.
//!
//! ```
//! use tranchet_compute::scenario_library::scenarios;
//! let ids: Vec<String> = scenarios().into_iter().map(|scenario| scenario.id).collect();
//! assert_eq!(ids, ["S0", "S1", "S2a", "S2b", "S2c", "S3", "S4", "S5", "S6", "S7", "S8"]);
//! ```

use tranchet_engine::tag::Tag;

use crate::factors::Regime;
use crate::scenario::{RiskTransferMarket, Scenario, Step};
use crate::sources::{DATA_CENTRES, DEFLATION, RISK_TRANSFER};

/// A scenario of the library: rents fall by these shares, the rest as it says.
fn of(id: &str, name: &str, sources: &[&str], rent_growth: &[f64]) -> Scenario {
    Scenario {
        tag: Tag::Article,
        sources: sources.iter().map(|source| (*source).to_owned()).collect(),
        rent_growth_by_year: rent_growth.to_vec(),
        ..Scenario::unchanged(id, name)
    }
}

/// With refinancing closed at a probability, and risk transfer with it.
fn closing(scenario: Scenario, closed: f64, is_open: bool) -> Scenario {
    Scenario {
        refinancing_closed: closed,
        market: RiskTransferMarket {
            is_open,
            rollover_probability: 1.0 - closed,
            ..scenario.market
        },
        ..scenario
    }
}

/// All of them.
pub fn scenarios() -> [Scenario; 11] {
    [
        Scenario {
            tag: Tag::Assumption,
            ..of("S0", "the lender's case: rents stay", &[DEFLATION], &[])
        },
        Scenario {
            tag: Tag::Assumption,
            thousand_units_sold: 10.0,
            ..of("S1", "soft landing", &[], &[-0.1])
        },
        deflation("S2a", "rents fall by 20 % a year", -0.2, 20.0, 1.3),
        deflation("S2b", "rents fall by 30 % a year", -0.3, 40.0, 1.6),
        deflation("S2c", "rents fall by 40 % a year", -0.4, 60.0, 2.0),
        next_generation(),
        funding_freeze(),
        cryptocurrency_crash(),
        glut(),
        rate_rise(),
        correlated_liquidation(),
    ]
}

fn deflation(id: &str, name: &str, growth: f64, units: f64, multiple: f64) -> Scenario {
    Scenario {
        thousand_units_sold: units,
        enterprise_multiple: multiple,
        ..of(id, name, &[DEFLATION], &[growth])
    }
}

fn next_generation() -> Scenario {
    let steps = [5, 11].map(|quarter| Step { quarter, fall: 0.3 });
    Scenario {
        steps: steps.to_vec(),
        thousand_units_sold: 40.0,
        enterprise_multiple: 1.5,
        ..of("S3", "two new generations", &[DEFLATION, RISK_TRANSFER], &[-0.2])
    }
}

fn funding_freeze() -> Scenario {
    let scenario = Scenario {
        thousand_units_sold: 30.0,
        enterprise_multiple: 1.8,
        ..of("S4", "funding freezes", &[RISK_TRANSFER], &[-0.1])
    };
    closing(scenario, 0.6, false)
}

fn cryptocurrency_crash() -> Scenario {
    let scenario = Scenario {
        bitcoin_growth_by_year: vec![-0.6, -0.1, 0.0],
        thousand_units_sold: 50.0,
        enterprise_multiple: 1.5,
        regime: Regime::Stress,
        ..of(
            "S5",
            "cryptocurrency crashes and rents fall",
            &[DEFLATION],
            &[-0.3],
        )
    };
    closing(scenario, 0.3, true)
}

fn glut() -> Scenario {
    let scenario = Scenario {
        utilisation_by_year: vec![0.85, 0.65, 0.65, 0.70, 0.75],
        contract_haircut: 0.1,
        shell_fall: 0.25,
        thousand_units_sold: 60.0,
        enterprise_multiple: 2.0,
        ..of(
            "S6",
            "too much is built and stands idle",
            &[DATA_CENTRES],
            &[-0.3, -0.3, -0.2, -0.1, -0.1],
        )
    };
    closing(scenario, 0.3, true)
}

fn rate_rise() -> Scenario {
    let scenario = Scenario {
        rate_shock: 0.03,
        shell_fall: 0.1,
        thousand_units_sold: 10.0,
        enterprise_multiple: 1.5,
        ..of("S7", "rates rise by 3 %", &[DATA_CENTRES], &[-0.1])
    };
    closing(scenario, 0.2, true)
}

fn correlated_liquidation() -> Scenario {
    let scenario = Scenario {
        utilisation_by_year: vec![0.85, 0.65, 0.60, 0.65, 0.70],
        bitcoin_growth_by_year: vec![-0.6, -0.2, 0.0],
        steps: vec![Step {
            quarter: 5,
            fall: 0.3,
        }],
        contract_haircut: 0.15,
        shell_fall: 0.35,
        thousand_units_sold: 150.0,
        enterprise_multiple: 3.0,
        regime: Regime::Stress,
        ..of(
            "S8",
            "everything is sold at once",
            &[DEFLATION, RISK_TRANSFER],
            &[-0.4, -0.4, -0.3, -0.2, -0.2],
        )
    };
    closing(scenario, 0.8, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_is_sound_and_says_where_it_comes_from() {
        for scenario in scenarios() {
            assert_eq!(scenario.faults(), [], "{}", scenario.id);
            assert_ne!(scenario.tag, Tag::Given);
            assert!(scenario.tag == Tag::Assumption || !scenario.sources.is_empty());
        }
    }
}
