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
//! Spread that lapses when it is not used is committed for one year; spread that is trapped adds its balance.
//! It weighs 1,250 %. Example: 0.30 % a year of 950 use-it-or-lose-it is 2.85 and weighs 35.625; trapped with a
//! balance of 4 it is 6.85.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::{excess_spread::{ExcessSpread, Mechanism}, money::Money, rate::Rate};
//! use tranchet_engine::capital::rules::crr_248_excess_spread::SyntheticExcessSpread;
//! let terms = |mechanism| ExcessSpread { rate: Rate(dec!(0.003)), mechanism };
//! let (performing, balance) = (Money::from_minor(95_000), Money::from_minor(400));
//! let of = |mechanism| SyntheticExcessSpread::committed(&terms(mechanism), performing, balance).exposure_value();
//! assert_eq!(of(Mechanism::UseItOrLoseIt), Money::from_minor(285));
//! assert_eq!(of(Mechanism::Trapped), Money::from_minor(685));
//! ```
//!
//! Not covered: the models of the EBA's draft standard, its derogation for future periods and its
//! grandfathering; `K` of the pool is not diluted by the spread.

use tranchet_deal::excess_spread::{ExcessSpread, Mechanism};
use tranchet_deal::money::Money;

use crate::cited::Citation;

/// The text in the European Union.
pub const EU: Citation = Citation::read("CRR Art. 248(1)(e)", "CRR after Reg. 2021/558");
/// The text in the United Kingdom.
pub const UK: Citation = Citation::read("PRA SS9/13, 7.1-7.3", "22 July 2020");
/// The treatment where no text was found.
pub const SILENT: Citation = Citation::assumed("synthetic excess spread weighs as in CRR Art. 248(1)(e)");

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
    /// What a deal commits on this performing balance, without later periods.
    pub fn committed(terms: &ExcessSpread, performing: Money, balance: Money) -> SyntheticExcessSpread {
        SyntheticExcessSpread {
            balance: match terms.mechanism {
                Mechanism::UseItOrLoseIt => Money::ZERO,
                Mechanism::Trapped => balance,
            },
            current: performing.scale_half_even(terms.rate.factor()),
            future: Money::ZERO,
        }
    }

    /// The exposure value.
    pub fn exposure_value(&self) -> Money {
        self.balance + self.current + self.future
    }
}
