//! CRR Art. 248(1)(e): synthetic excess spread as a position of the originator.
//!
//! Source: Art. 248(1)(e)(i) to (iv) in the consolidated CRR; that the originator adds it to the pool as the
//! lowest tranche in a summary of Art. 256, in detail recalled; that the PRA wants 1,250 % or deduction in
//! SS9/13, 7.1–7.3. The Basel Framework and the United States say nothing that was found: the treatment there is
//! assumed.
//!
//! ```text
//! exposure value = (i) designated income + (ii) left from past periods + (iii) current period + (iv) future periods
//! ```
//!
//! It weighs 1,250 %. Future periods are those until scheduled maturity, each the rate on the balance that the loans
//! have by contract; spread that lapses when it is not used has no balance. Example: 0.40 % a year on balances of
//! 1,000, 990, 980.10, 727.72, 480.30 and 237.75 is 4.00 in the current year and 13.66 later: 50 of risk-weighted
//! assets for a year, 220.8 for all.
//!
//! ```
//! use tranchet_deal::{excess_spread::Horizon, money::Money};
//! use tranchet_engine::capital::rules::crr_248_excess_spread::SyntheticExcessSpread;
//! let (current, future) = (Money::from_minor(400), Money::from_minor(1_366));
//! let spread = SyntheticExcessSpread { balance: Money::ZERO, current, future };
//! assert_eq!(spread.within(Horizon::OneYear).exposure_value(), Money::from_minor(400));
//! assert_eq!(spread.within(Horizon::WholeLife).exposure_value(), Money::from_minor(1_766));
//! ```
//!
//! Not covered: the models of the EBA's draft standard, its derogation for future periods and its
//! grandfathering; `K` of the pool is not diluted by the spread.

use tranchet_deal::excess_spread::Horizon;
use tranchet_deal::money::Money;

use crate::cited::{Citation, Cited, Standing};

/// In the European Union.
pub const EU: Treatment = Treatment {
    position: Citation::read("CRR Art. 248(1)(e)", "CRR after Reg. 2021/558"),
    horizon: Citation::read("CRR Art. 248(1)(e)(iv)", "CRR after Reg. 2021/558").of(Horizon::WholeLife),
};
/// In the United Kingdom.
pub const UK: Treatment = Treatment {
    position: Citation::read("PRA SS9/13, 7.1-7.3", "22 July 2020"),
    horizon: Citation::assumed("a prudent estimate of excess spread (PRA SS9/13, 7.2) counts future periods")
        .of(Horizon::WholeLife),
};
/// Where no text was found.
pub const SILENT: Treatment = Treatment {
    position: Citation::assumed("synthetic excess spread weighs as in CRR Art. 248(1)(e)"),
    horizon: Citation::assumed("where the law is silent, excess spread counts for a year")
        .of(Horizon::OneYear),
};

/// How a regime treats excess spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Treatment {
    /// The text that makes it a position of the bank.
    pub position: Citation,
    /// How much of it counts; a deal may choose where this is only assumed.
    pub horizon: Cited<Horizon>,
}

impl Treatment {
    /// How much counts, with the deal's choice where the text leaves one; and whether that choice was refused.
    pub fn horizon(&self, chosen: Option<Horizon>) -> (Cited<Horizon>, bool) {
        match (chosen, self.horizon.citation.standing) {
            (None, _) => (self.horizon, false),
            (Some(chosen), Standing::Assumed) => (
                Citation::assumed("the deal's choice of horizon for excess spread").of(chosen),
                false,
            ),
            (
                Some(chosen),
                Standing::Read | Standing::ReadWithoutFormula | Standing::Recalled | Standing::Given,
            ) => (self.horizon, chosen != self.horizon.value),
        }
    }
}

/// Excess spread that the originator has promised for losses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyntheticExcessSpread {
    /// Income already designated, or left from past periods: the balance of trapped spread.
    pub balance: Money,
    /// Committed for the current period, a year.
    pub current: Money,
    /// Committed for later periods.
    pub future: Money,
}

impl SyntheticExcessSpread {
    /// What counts within a horizon.
    #[must_use]
    pub fn within(self, horizon: Horizon) -> SyntheticExcessSpread {
        match horizon {
            Horizon::OneYear => SyntheticExcessSpread {
                future: Money::ZERO,
                ..self
            },
            Horizon::WholeLife => self,
        }
    }

    /// The exposure value.
    pub fn exposure_value(&self) -> Money {
        self.balance + self.current + self.future
    }
}
