//! What a GPU earns in an hour and a year.
//!
//! ```text
//! p        = list price × realisation                     USD per GPU-hour let
//! NOI      = (p × utilisation - operating cost) × 8,760   USD per GPU and year
//! payback  = capex / NOI                                  years
//! ```
//!
//! Example: of a list price of 6.155 USD 45 % is realised, 75 % of hours are let, all hours cost 0.55: revenue of 18,197
//! less cost of 4,818 leaves 13,379 a year, and 40,000 are paid back in 2.99 years.
//!
//! ```
//! use tranchet_compute::rental::{Rental, CAPEX};
//! let rental = Rental::ASSUMED;
//! assert!((rental.price() - 2.76975).abs() < 1e-12);
//! assert!((rental.noi_per_year(1.0, 1.0) - 13_379.2575).abs() < 1e-6);
//! assert!((CAPEX.value / rental.noi_per_year(1.0, 1.0) - 2.99).abs() < 0.005);
//! ```
//!
//! Not covered: taxes, and operating cost that follows utilisation or power prices.

use crate::fault::{Checks, Fault};
use crate::parameter::{Known, Parameter};
use crate::sources::COMPUTE_LOANS;

/// Hours of a year.
pub const HOURS_PER_YEAR: f64 = 8_760.0;
/// Cost of a GPU with its share of server, network and building.
pub const CAPEX: Known = Known::assumed(
    "capex",
    40_000.0,
    "USD per GPU",
    "all-in; a card alone costs above CNY 100,000 by the article on compute loans",
);

/// What letting a GPU brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rental {
    /// List price, USD per GPU-hour, above 0.
    pub list_price: f64,
    /// Share of it that customers pay, from 0 to 1.
    pub realisation: f64,
    /// Share of hours that are let, from 0 to 1.
    pub utilisation: f64,
    /// Cash cost of every hour, let or not, USD per GPU-hour.
    pub operating_cost: f64,
}

const KNOWN: [Known; 4] = [
    Known::stated("list price", 6.155, "USD per GPU-hour", COMPUTE_LOANS),
    Known::assumed(
        "realisation",
        0.45,
        "share of list price",
        "list prices are not paid",
    ),
    Known::assumed("utilisation", 0.75, "share of hours", "no source gives it"),
    Known::assumed(
        "operating cost",
        0.55,
        "USD per GPU-hour",
        "1.3 kW × PUE 1.3 × USD 0.08 per kWh, and space, staff and network",
    ),
];

impl Rental {
    /// The case of the reports: the last observed list price, the rest assumed.
    pub const ASSUMED: Rental = Rental {
        list_price: KNOWN[0].value,
        realisation: KNOWN[1].value,
        utilisation: KNOWN[2].value,
        operating_cost: KNOWN[3].value,
    };

    /// Price that customers pay, USD per GPU-hour.
    pub fn price(&self) -> f64 {
        self.list_price * self.realisation
    }

    /// Net operating income of a GPU and year when price and utilisation are at these multiples of today's.
    pub fn noi_per_year(&self, price_level: f64, utilisation_level: f64) -> f64 {
        let revenue = self.price() * price_level * self.utilisation * utilisation_level;
        (revenue - self.operating_cost) * HOURS_PER_YEAR
    }

    /// Revenue of a GPU and year today.
    pub fn revenue_per_year(&self) -> f64 {
        self.price() * self.utilisation * HOURS_PER_YEAR
    }

    /// Its figures with their sources.
    pub fn parameters(&self) -> [Parameter; 4] {
        [
            KNOWN[0].used(self.list_price),
            KNOWN[1].used(self.realisation),
            KNOWN[2].used(self.utilisation),
            KNOWN[3].used(self.operating_cost),
        ]
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .above_nought("the list price", self.list_price)
            .share("the realisation", self.realisation)
            .share("the utilisation", self.utilisation)
            .nought_or_more("the operating cost", self.operating_cost)
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example: (6.155 × r × 0.75 - 0.55) × 8,760.
    #[test]
    fn income_by_realisation() {
        for (realisation, noi) in [(0.3, 7_314.0), (0.45, 13_379.0), (0.6, 19_445.0), (1.0, 35_620.0)] {
            let rental = Rental {
                realisation,
                ..Rental::ASSUMED
            };
            assert!((rental.noi_per_year(1.0, 1.0) - noi).abs() < 0.6, "{realisation}");
        }
        assert!((Rental::ASSUMED.revenue_per_year() - 18_197.0).abs() < 0.5);
        assert!((Rental::ASSUMED.operating_cost * HOURS_PER_YEAR - 4_818.0).abs() < 1e-9);
    }

    #[test]
    fn prices_and_shares_outside_their_range_are_faults() {
        let rental = Rental {
            list_price: -2.0,
            realisation: 0.45,
            utilisation: 1.01,
            operating_cost: f64::NAN,
        };
        assert_eq!(rental.faults().len(), 3);
        assert!(Rental::ASSUMED.faults().is_empty());
    }
}
