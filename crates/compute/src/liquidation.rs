//! What collateral brings when many units are sold in the same window.
//!
//! ```text
//! impact(U) = exp(-α U / (M n_q))
//! NLP       = (1 - cost) max(0, V impact [ψ (1 - h_in) + (1 - ψ)(1 - h_rem)] - (1 - ψ) c_rem)
//! LGD       = max(0, 1 - NLP / EAD)
//! ```
//!
//! `U` thousand units sold system-wide, `M` thousand units that the market takes in a quarter, `n_q` quarters of the window, `ψ`
//! share sold where it stands with haircut `h_in`, the rest removed at a cost `c_rem` a unit with haircut `h_rem`. The price impact is
//! that of Cifuentes, Ferrucci and Shin (Journal of the European Economic Association 3, 2005). Example: ten thousand H100
//! of 40,000 USD lent against with 30,000 lose 28.4 % on the first day.
//!
//! ```
//! use tranchet_compute::liquidation::{MarketDepth, Recovery};
//! let impact = MarketDepth::ASSUMED.impact(10.0);
//! assert!((impact - 0.7788).abs() < 5e-5);
//! assert!((Recovery::ASSUMED.lgd(30_000.0, 40_000.0, impact) - 0.284).abs() < 5e-4);
//! ```
//!
//! No source gives depth, impact or the share sold in place, and results hinge on them: reports show [`sensitivities`].

use crate::fault::{Checks, Fault};
use crate::parameter::{Known, Parameter};

/// How much a market takes before its price gives way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarketDepth {
    /// `α`: strength of the impact.
    pub impact_strength: f64,
    /// `M`: thousand units of a generation that the market takes in a quarter, above 0; infinite for one that no sale moves.
    pub thousand_units_per_quarter: f64,
    /// `n_q`: quarters over which units are sold, above 0.
    pub window_quarters: f64,
}

/// What a seller nets of a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recovery {
    /// `ψ`: share of the units sold where they stand, from 0 to 1.
    pub in_place: f64,
    /// `h_in`: haircut in place, from 0 to 1.
    pub haircut_in_place: f64,
    /// `h_rem`: haircut of units removed, from 0 to 1.
    pub haircut_removed: f64,
    /// `c_rem`: cost of removing a unit.
    pub removal_cost: f64,
    /// Cost of selling, a share of proceeds.
    pub sale_cost: f64,
}

const DEPTH: [Known; 3] = [
    Known::assumed("impact strength", 0.25, "per depth sold", "no source gives it"),
    Known::assumed(
        "market depth",
        5.0,
        "thousand units a quarter",
        "no source gives it",
    ),
    Known::assumed("sale window", 2.0, "quarters", "no source gives it"),
];
const RECOVERY: [Known; 5] = [
    Known::assumed("share sold in place", 0.5, "share of units", IN_PLACE),
    Known::assumed("haircut in place", 0.1, "share of price", "no source gives it"),
    Known::assumed(
        "haircut when removed",
        0.4,
        "share of price",
        "no source gives it",
    ),
    Known::assumed("cost of removal", 1_500.0, "USD per GPU", "no source gives it"),
    Known::assumed("cost of sale", 0.05, "share of proceeds", "no source gives it"),
];
const IN_PLACE: &str =
    "racks of 30 to 50 kW with liquid cooling are hard to move, as the article on debt models says";

impl MarketDepth {
    /// As assumed.
    pub const ASSUMED: MarketDepth = MarketDepth {
        impact_strength: DEPTH[0].value,
        thousand_units_per_quarter: DEPTH[1].value,
        window_quarters: DEPTH[2].value,
    };

    /// Thousand units that the market takes in the window.
    pub fn capacity(&self) -> f64 {
        self.thousand_units_per_quarter * self.window_quarters
    }

    /// Price after so many thousand units are sold, over the price before.
    pub fn impact(&self, thousand_units: f64) -> f64 {
        libm::exp(-self.impact_strength * thousand_units / self.capacity())
    }

    /// Its figures with their sources.
    pub fn parameters(&self) -> [Parameter; 3] {
        [
            DEPTH[0].used(self.impact_strength),
            DEPTH[1].used(self.thousand_units_per_quarter),
            DEPTH[2].used(self.window_quarters),
        ]
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let depth = self.thousand_units_per_quarter;
        Checks::default()
            .nought_or_more("the impact strength", self.impact_strength)
            .require("the market depth", depth, depth > 0.0, "above 0")
            .above_nought("the sale window", self.window_quarters)
            .faults()
    }
}

impl Recovery {
    /// As assumed, in USD per unit.
    pub const ASSUMED: Recovery = Recovery {
        in_place: RECOVERY[0].value,
        haircut_in_place: RECOVERY[1].value,
        haircut_removed: RECOVERY[2].value,
        removal_cost: RECOVERY[3].value,
        sale_cost: RECOVERY[4].value,
    };

    /// The same where the lease of the site cannot be assigned: every unit must be removed.
    pub fn without_the_site(self) -> Recovery {
        Recovery {
            in_place: 0.0,
            ..self
        }
    }

    /// Price of a unit after haircuts and removal, before cost of sale.
    pub fn after_haircuts(&self, value: f64, impact: f64) -> f64 {
        let removed = 1.0 - self.in_place;
        let kept = self.in_place * (1.0 - self.haircut_in_place) + removed * (1.0 - self.haircut_removed);
        (value * impact * kept - removed * self.removal_cost).max(0.0)
    }

    /// `NLP`: what a unit worth `value` nets.
    pub fn net_proceeds(&self, value: f64, impact: f64) -> f64 {
        (1.0 - self.sale_cost) * self.after_haircuts(value, impact)
    }

    /// Share of an exposure per unit that is lost.
    pub fn lgd(&self, exposure: f64, value: f64, impact: f64) -> f64 {
        lgd(exposure, self.net_proceeds(value, impact))
    }

    /// Its figures with their sources.
    pub fn parameters(&self) -> [Parameter; 5] {
        [
            RECOVERY[0].used(self.in_place),
            RECOVERY[1].used(self.haircut_in_place),
            RECOVERY[2].used(self.haircut_removed),
            RECOVERY[3].used(self.removal_cost),
            RECOVERY[4].used(self.sale_cost),
        ]
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .share("the share sold in place", self.in_place)
            .share("the haircut in place", self.haircut_in_place)
            .share("the haircut when removed", self.haircut_removed)
            .nought_or_more("the cost of removal", self.removal_cost)
            .share("the cost of sale", self.sale_cost)
            .faults()
    }
}

/// Share of an exposure that proceeds do not cover; nought of no exposure.
pub fn lgd(exposure: f64, proceeds: f64) -> f64 {
    if exposure > 0.0 {
        (1.0 - proceeds / exposure).max(0.0)
    } else {
        0.0
    }
}

/// One other choice of the assumptions on which results hinge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sensitivity {
    /// What is changed.
    pub name: &'static str,
    /// Depth with the change.
    pub depth: MarketDepth,
    /// Recovery with the change.
    pub recovery: Recovery,
}

/// As given; half and twice the depth; all units removed and all sold in place.
pub fn sensitivities(depth: MarketDepth, recovery: Recovery) -> [Sensitivity; 5] {
    let deep = |times| MarketDepth {
        thousand_units_per_quarter: times * depth.thousand_units_per_quarter,
        ..depth
    };
    let placed = |in_place| Recovery { in_place, ..recovery };
    let of = |name, depth, recovery| Sensitivity {
        name,
        depth,
        recovery,
    };
    [
        of("as assumed", depth, recovery),
        of("half the market depth", deep(0.5), recovery),
        of("twice the market depth", deep(2.0), recovery),
        of("none sold in place", depth, placed(0.0)),
        of("all sold in place", depth, placed(1.0)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cash_flow::{End, run};
    use crate::project::Project;
    use crate::standard_curves::generations;

    /// The worked example: exp(-U/40).
    #[test]
    fn impact_of_units_sold() {
        for (units, impact) in [
            (0.0, 1.0),
            (1.0, 0.9753),
            (10.0, 0.7788),
            (20.0, 0.6065),
            (40.0, 0.3679),
            (50.0, 0.2865),
            (100.0, 0.0821),
            (150.0, 0.0235),
        ] {
            assert!(
                (MarketDepth::ASSUMED.impact(units) - impact).abs() < 5e-5,
                "{units}"
            );
        }
    }

    /// The worked example's LGD and loss, in per cent: six months from default to sale, by the curve with generations.
    #[test]
    fn loss_of_projects_that_default() {
        for (tenor, decline, lgd, loss) in [
            (40, 0.2, [80.4, 95.1], [53.7, 63.5]),
            (40, 0.3, [78.2, 93.9], [62.2, 74.7]),
            (20, 0.2, [55.3, 87.8], [19.5, 31.0]),
        ] {
            let project = Project::ten_thousand_h100(tenor, decline);
            let End::PaymentDefault { quarter, exposure } = run(&project).end else {
                panic!("it does not default");
            };
            let sale_month = f64::from(3 * quarter + 6);
            let value = project.unit_cost * generations().factor(sale_month).unwrap();
            for (at, units) in [10.0, 50.0].into_iter().enumerate() {
                let impact = MarketDepth::ASSUMED.impact(units);
                let found = 100.0 * Recovery::ASSUMED.lgd(exposure, value, impact);
                assert!(
                    (found - lgd[at]).abs() < 0.06,
                    "{tenor} {decline} {units}: {found}"
                );
                assert!((found * exposure / 30_000.0 - loss[at]).abs() < 0.06);
            }
        }
    }

    #[test]
    fn nothing_is_netted_below_the_cost_of_removal() {
        let alone = Recovery::ASSUMED.without_the_site();
        assert_eq!(alone.net_proceeds(2_000.0, 1.0), 0.0);
        assert_eq!(alone.lgd(100.0, 2_000.0, 1.0), 1.0);
        assert!((alone.net_proceeds(10_000.0, 1.0) - 0.95 * 4_500.0).abs() < 1e-9);
        assert_eq!(lgd(0.0, 5.0), 0.0);
    }

    #[test]
    fn more_units_never_lose_less() {
        let lgd = |units: u32| {
            let impact = MarketDepth::ASSUMED.impact(f64::from(units));
            Recovery::ASSUMED.lgd(30_000.0, 40_000.0, impact)
        };
        assert!((0..200).all(|units| lgd(units) <= lgd(units + 1)));
    }

    #[test]
    fn impossible_markets_are_faults() {
        let none = MarketDepth {
            thousand_units_per_quarter: 0.0,
            window_quarters: 0.0,
            ..MarketDepth::ASSUMED
        };
        assert_eq!(none.faults().len(), 2);
        let endless = MarketDepth {
            thousand_units_per_quarter: f64::INFINITY,
            ..MarketDepth::ASSUMED
        };
        assert!(endless.faults().is_empty() && endless.impact(1e6) == 1.0);
        let recovery = Recovery {
            in_place: 1.1,
            removal_cost: -1.0,
            ..Recovery::ASSUMED
        };
        assert_eq!(recovery.faults().len(), 2);
    }
}
