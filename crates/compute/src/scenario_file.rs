//! A scenario of a file as the models take it, with the assumptions that the file changes.
//!
//! ```
//! use tranchet_compute::scenario_file::of_file;
//! use tranchet_deal::compute::ComputeScenario;
//! let file = ComputeScenario { units_sold: Some(40_000), market_depth: Some(2_500), ..ComputeScenario::default() };
//! let (scenario, assumptions) = of_file("rents fall", &file);
//! assert_eq!(scenario.thousand_units_sold, 40.0);
//! assert_eq!(assumptions.depth.thousand_units_per_quarter, 2.5);
//! ```

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::compute::ComputeScenario;
use tranchet_deal::rate::{Rate, Ratio};

use crate::assumptions::Assumptions;
use crate::factors::Regime;
use crate::scenario::{RiskTransferMarket, Scenario, Step};

/// The scenario and the assumptions.
pub fn of_file(name: &str, file: &ComputeScenario) -> (Scenario, Assumptions) {
    let unchanged = Scenario::unchanged(name, name);
    let rates = |rates: &[Rate]| rates.iter().map(|rate| float(rate.0)).collect();
    let or = |share: Option<Ratio>, otherwise: f64| share.map_or(otherwise, |share| float(share.0));
    let step = |(quarter, fall): &(u32, Ratio)| Step {
        quarter: *quarter,
        fall: float(fall.0),
    };
    let scenario = Scenario {
        sources: file.sources.clone(),
        rent_growth_by_year: rates(&file.rent_growth),
        utilisation_by_year: file.utilisation.iter().map(|share| float(share.0)).collect(),
        bitcoin_growth_by_year: rates(&file.crypto_growth),
        steps: file.new_generations.iter().map(step).collect(),
        refinancing_closed: or(file.refinancing_closed, unchanged.refinancing_closed),
        contract_haircut: or(file.contract_haircut, 0.0),
        rate_shock: file.rate_shock.map_or(0.0, |shock| float(shock.0)),
        shell_fall: or(file.building_fall, 0.0),
        thousand_units_sold: f64::from(file.units_sold.unwrap_or_default()) / 1_000.0,
        enterprise_multiple: file.firms_pd_multiple.map_or(1.0, float),
        regime: if file.is_stress {
            Regime::Stress
        } else {
            Regime::Normal
        },
        market: market(file, unchanged.market),
        ..unchanged
    };
    (scenario, assumptions(file))
}

fn market(file: &ComputeScenario, unchanged: RiskTransferMarket) -> RiskTransferMarket {
    let of = &file.risk_transfer;
    let closed = file.refinancing_closed.map(|closed| 1.0 - float(closed.0));
    let rollover = of.rollover.map(|rollover| float(rollover.0)).or(closed);
    RiskTransferMarket {
        is_open: !of.is_closed,
        spread_shift_bp: of.spread_shift.map_or(0.0, |shift| 1e4 * float(shift.0)),
        rollover_probability: rollover.unwrap_or(unchanged.rollover_probability),
        back_leverage_haircut: of
            .back_leverage_haircut
            .map_or(unchanged.back_leverage_haircut, |haircut| float(haircut.0)),
    }
}

fn assumptions(file: &ComputeScenario) -> Assumptions {
    let mut assumptions = Assumptions::assumed();
    if let Some(units) = file.market_depth {
        assumptions.depth.thousand_units_per_quarter = f64::from(units) / 1_000.0;
    }
    if let Some(share) = file.in_place_share {
        assumptions.recovery.in_place = float(share.0);
    }
    assumptions
}

/// A decimal of a file as a float.
pub(crate) fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or_default()
}
