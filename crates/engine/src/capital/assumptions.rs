//! Numbers that a version of the law leaves open, and what the user gives in their place.
//!
//! A number is settled by its text, may be given where banks elect it, or must be given where the text was not read.
//! What is given is marked so in every step that reads it. Example: a proposal of 2026 whose `p` was not found.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::{bank::Assume, rate::Ratio};
//! use tranchet_engine::capital::{assumptions::check, regimes::find};
//! let proposal = find("us-2026-proposal").unwrap();
//! let p_only = Assume { p: Some(Ratio(dec!(0.5))), floor: None };
//! assert!(check(proposal, p_only).unwrap_err().to_string().contains("`floor`"));
//! let both = Assume { floor: Some(Ratio(dec!(0.15))), ..p_only };
//! assert!(check(proposal, both).is_ok());
//! assert!(check(find("us").unwrap(), both).is_err());
//! ```

use tranchet_deal::bank::Assume;
use tranchet_deal::rate::Ratio;

use crate::capital::error::CapitalError;
use crate::capital::number::to_f64;
use crate::capital::position::Given;
use crate::capital::regimes::Regime;
use crate::cited::{Citation, Cited};

/// Whether a number may come from the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// No: the text gives it.
    Settled,
    /// It may, in place of the text's; the citation says by what choice.
    Elective(Citation),
    /// It must; the citation says why.
    Unknown(Citation),
}

/// Which numbers of a version are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenNumbers {
    /// Supervisory parameter `p` of the standardised approach.
    pub p: Openness,
    /// Least risk weight of the standardised approach.
    pub floor: Openness,
}

/// Everything is settled.
pub const SETTLED: OpenNumbers = OpenNumbers {
    p: Openness::Settled,
    floor: Openness::Settled,
};

impl Openness {
    fn takes(self, number: Option<Ratio>) -> Option<Cited<f64>> {
        match self {
            Openness::Settled => None,
            Openness::Elective(why) | Openness::Unknown(why) => number.map(|given| why.of(to_f64(given.0))),
        }
    }

    fn lacks(self, number: Option<Ratio>) -> Option<&'static str> {
        match self {
            Openness::Settled | Openness::Elective(_) => None,
            Openness::Unknown(why) => number.is_none().then_some(why.text),
        }
    }
}

impl OpenNumbers {
    /// What these rules take of what is given.
    pub fn given(self, assume: Assume) -> Given {
        let p = self.p.takes(assume.p);
        Given {
            p,
            p_sts: p,
            floor: self.floor.takes(assume.floor),
        }
    }

    /// The names of the open numbers, each with what is given for it.
    fn named(self, assume: Assume) -> [(&'static str, Openness, Option<Ratio>); 2] {
        [("p", self.p, assume.p), ("floor", self.floor, assume.floor)]
    }
}

/// What of the numbers given some version of a regime takes.
pub fn taken(regime: &'static Regime, assume: Assume) -> Assume {
    let any = |open: fn(&OpenNumbers) -> Openness| {
        regime
            .versions()
            .any(|version| open(&version.open) != Openness::Settled)
    };
    Assume {
        p: assume.p.filter(|_| any(|open| open.p)),
        floor: assume.floor.filter(|_| any(|open| open.floor)),
    }
}

/// Whether a regime has every number that it needs, and takes every number that it is given.
///
/// # Errors
/// [`CapitalError::NumberUnknown`] for an open number that is not given, [`CapitalError::NumberSettled`] for one
/// that no version of the regime takes.
pub fn check(regime: &'static Regime, assume: Assume) -> Result<(), CapitalError> {
    let missing: Vec<_> = regime
        .open
        .named(assume)
        .into_iter()
        .filter_map(|(name, open, given)| Some((name, open.lacks(given)?)))
        .collect();
    if !missing.is_empty() {
        return Err(CapitalError::NumberUnknown {
            regime: regime.name,
            missing,
        });
    }
    let used = taken(regime, assume);
    let refused = [("p", assume.p != used.p), ("floor", assume.floor != used.floor)];
    match refused.into_iter().find(|(_, refused)| *refused) {
        Some((number, _)) => Err(CapitalError::NumberSettled {
            regime: regime.name,
            number,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
