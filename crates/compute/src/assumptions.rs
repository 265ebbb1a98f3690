//! What every loan of a pool has in common when a scenario is run: market depth, recovery, ageing, renegotiation.
//!
//! ```
//! use tranchet_compute::assumptions::Assumptions;
//! use tranchet_engine::tag::Tag;
//! let parameters = Assumptions::assumed().parameters();
//! assert!(parameters.iter().all(|parameter| parameter.tag == Tag::Assumption));
//! ```

use crate::fault::{Checks, Fault};
use crate::liquidation::{MarketDepth, Recovery, Sensitivity, sensitivities};
use crate::parameter::{Known, Parameter};
use crate::rental::CAPEX;

/// What loans have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumptions {
    /// Depth of the market for GPUs.
    pub depth: MarketDepth,
    /// What a seller of GPUs nets; the cost of removal is per unit of purchase cost.
    pub recovery: Recovery,
    /// Haircut of a building that is sold.
    pub shell_haircut: f64,
    /// Haircut of cryptocurrency that is sold.
    pub bitcoin_haircut: f64,
    /// Decline of GPU values a year beyond that of rents.
    pub ageing: f64,
    /// Power of a new generation's fall of values with which rents fall.
    pub step_pass_through: f64,
    /// Share of the contract price below which the market price brings customers to renegotiate.
    pub renegotiation_below: f64,
    /// Share of the shortfall that they obtain.
    pub renegotiated_share: f64,
    /// Quarters over which buildings lose what a scenario takes from them.
    pub shell_quarters: f64,
}

const KNOWN: [Known; 7] = [
    Known::assumed(
        "haircut of buildings",
        0.25,
        "share of value",
        "no source gives it",
    ),
    Known::assumed(
        "haircut of cryptocurrency",
        0.05,
        "share of value",
        "no source gives it",
    ),
    Known::assumed("ageing of GPUs", 0.10, "a year", "no source gives it"),
    Known::assumed(
        "pass-through of steps to rents",
        0.5,
        "power",
        "no source gives it",
    ),
    Known::assumed(
        "renegotiation below",
        0.6,
        "share of contract price",
        "no source gives it",
    ),
    Known::assumed(
        "renegotiated share",
        0.5,
        "share of shortfall",
        "no source gives it",
    ),
    Known::assumed("fall of buildings over", 8.0, "quarters", "no source gives it"),
];

impl Assumptions {
    /// As assumed, amounts per unit of purchase cost.
    pub fn assumed() -> Assumptions {
        Assumptions {
            depth: MarketDepth::ASSUMED,
            recovery: Recovery {
                removal_cost: Recovery::ASSUMED.removal_cost / CAPEX.value,
                ..Recovery::ASSUMED
            },
            shell_haircut: KNOWN[0].value,
            bitcoin_haircut: KNOWN[1].value,
            ageing: KNOWN[2].value,
            step_pass_through: KNOWN[3].value,
            renegotiation_below: KNOWN[4].value,
            renegotiated_share: KNOWN[5].value,
            shell_quarters: KNOWN[6].value,
        }
    }

    /// As given and with each of the assumptions on which results hinge changed.
    pub fn sensitivities(&self) -> [(&'static str, Assumptions); 5] {
        let changed = |other: Sensitivity| {
            let assumptions = Assumptions {
                depth: other.depth,
                recovery: other.recovery,
                ..*self
            };
            (other.name, assumptions)
        };
        sensitivities(self.depth, self.recovery).map(changed)
    }

    /// Its figures with their sources.
    pub fn parameters(&self) -> Vec<Parameter> {
        let per_unit = Recovery {
            removal_cost: self.recovery.removal_cost * CAPEX.value,
            ..self.recovery
        };
        let mut all = self.depth.parameters().to_vec();
        all.extend(per_unit.parameters());
        all.extend([
            KNOWN[0].used(self.shell_haircut),
            KNOWN[1].used(self.bitcoin_haircut),
            KNOWN[2].used(self.ageing),
            KNOWN[3].used(self.step_pass_through),
            KNOWN[4].used(self.renegotiation_below),
            KNOWN[5].used(self.renegotiated_share),
            KNOWN[6].used(self.shell_quarters),
        ]);
        all
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .and(self.depth.faults())
            .and(self.recovery.faults())
            .share("the haircut of buildings", self.shell_haircut)
            .share("the haircut of cryptocurrency", self.bitcoin_haircut)
            .share_below_one("the ageing of GPUs", self.ageing)
            .nought_or_more("the pass-through of steps", self.step_pass_through)
            .share("the level of renegotiation", self.renegotiation_below)
            .share("the renegotiated share", self.renegotiated_share)
            .above_nought("the quarters over which buildings fall", self.shell_quarters)
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tranchet_engine::tag::Tag;

    #[test]
    fn a_changed_figure_is_the_users() {
        let own = Assumptions {
            ageing: 0.2,
            ..Assumptions::assumed()
        };
        let given: Vec<&str> = own
            .parameters()
            .iter()
            .filter(|parameter| parameter.tag == Tag::Given)
            .map(|parameter| parameter.name)
            .collect();
        assert_eq!(given, ["ageing of GPUs"]);
    }

    #[test]
    fn the_figures_on_which_results_hinge_are_varied() {
        let varied = Assumptions::assumed().sensitivities();
        let depths = varied.map(|(_, other)| other.depth.thousand_units_per_quarter);
        let placed = varied.map(|(_, other)| other.recovery.in_place);
        assert_eq!(depths, [5.0, 2.5, 10.0, 5.0, 5.0]);
        assert_eq!(placed, [0.5, 0.5, 0.5, 0.0, 1.0]);
    }

    #[test]
    fn impossible_assumptions_are_faults() {
        let wrong = Assumptions {
            ageing: 1.0,
            shell_haircut: -0.1,
            shell_quarters: 0.0,
            ..Assumptions::assumed()
        };
        assert_eq!(wrong.faults().len(), 3);
        assert!(Assumptions::assumed().faults().is_empty());
    }
}
