//! CRR Art. 254: the order of approaches in the European Union and the United Kingdom.
//!
//! Source: Art. 254 in the consolidated CRR; the United Kingdom's version is recalled as saying the same.
//! SEC-IRBA comes first, then SEC-SA, then SEC-ERBA, then 1,250 %. By paragraph 2 a rated position takes SEC-ERBA
//! instead of SEC-SA when
//!
//! ```text
//! (a)  STS        SEC-SA > 25 %
//! (b)  not STS    SEC-SA > 25 % or SEC-ERBA > 75 %
//! (c)             the pool consists of car loans, car leases or equipment leases
//! ```
//!
//! Both weights are those of the approaches with their floors, before the caps: our reading. Example: a BBB
//! tranche of 7 % to 12.5 % over K_SA 8 % weighs 1,009 % by SEC-SA and so 250 % by SEC-ERBA.
//!
//! ```
//! use tranchet_deal::bank::Approach;
//! use tranchet_engine::capital::position::{PoolInputs, Position};
//! use tranchet_engine::capital::{regimes::eu, weigh::weigh};
//! let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
//! let position = Position { rating: Some("BBB"), m_t: Some(3.0), ..Position::of(&pool, 0.07, 0.125) };
//! let weighed = weigh(&eu::REGIME, Approach::Hierarchy, &position)?;
//! assert_eq!(weighed.approach, Some(Approach::SecErba));
//! assert_eq!(weighed.because.unwrap().text, "the standardised approach gives more than 25 %");
//! # Ok::<(), tranchet_engine::capital::error::CapitalError>(())
//! ```
//!
//! Not covered: the bank's election of SEC-ERBA for all its rated positions (paragraph 3), the supervisor's
//! right to forbid SEC-SA, and the internal assessment approach.

use crate::capital::regimes::Comparison;
use crate::capital::step::Reason;
use crate::cited::{Citation, Cited};

const CRR: &str = "CRR after Reg. 2021/558";
const UK_CRR: &str = "United Kingdom, 2026";

/// When SEC-ERBA takes the place of SEC-SA.
#[derive(Clone, Copy, Debug)]
pub struct Switches {
    /// STS: SEC-SA above this.
    pub sts_sec_sa_above: Cited<f64>,
    /// Not STS: SEC-SA above this.
    pub sec_sa_above: Cited<f64>,
    /// Not STS: SEC-ERBA above this.
    pub sec_erba_above: Cited<f64>,
    /// Pools of car loans, car leases and equipment leases.
    pub vehicles: Citation,
}

/// The switches of the European Union.
pub const EU: Switches = Switches {
    sts_sec_sa_above: Citation::read("CRR Art. 254(2)(a)", CRR).of(0.25),
    sec_sa_above: Citation::read("CRR Art. 254(2)(b)", CRR).of(0.25),
    sec_erba_above: Citation::read("CRR Art. 254(2)(b)", CRR).of(0.75),
    vehicles: Citation::read("CRR Art. 254(2)(c)", CRR),
};

/// The switches of the United Kingdom.
pub const UK: Switches = Switches {
    sts_sec_sa_above: Citation::recalled("CRR (UK) Art. 254(2)(a)", UK_CRR).of(0.25),
    sec_sa_above: Citation::recalled("CRR (UK) Art. 254(2)(b)", UK_CRR).of(0.25),
    sec_erba_above: Citation::recalled("CRR (UK) Art. 254(2)(b)", UK_CRR).of(0.75),
    vehicles: Citation::recalled("CRR (UK) Art. 254(2)(c)", UK_CRR),
};

impl Switches {
    /// Why SEC-ERBA takes the place of SEC-SA, if it does; `own` is SEC-SA's weight, `other` SEC-ERBA's.
    pub fn reason(&self, comparison: &Comparison) -> Option<Reason> {
        let position = comparison.position;
        let sec_sa_above = if position.sts {
            self.sts_sec_sa_above
        } else {
            self.sec_sa_above
        };
        let because = |text, cites| Some(Reason { text, cites });
        if comparison.own.risk_weight > sec_sa_above.value {
            let text = "the standardised approach gives more than 25 %";
            because(text, sec_sa_above.citation)
        } else if !position.sts && comparison.other.risk_weight > self.sec_erba_above.value {
            let text = "the external-ratings-based approach gives more than 75 %";
            because(text, self.sec_erba_above.citation)
        } else if position.vehicles {
            because(
                "the pool consists of car loans, car leases or equipment leases",
                self.vehicles,
            )
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests;
