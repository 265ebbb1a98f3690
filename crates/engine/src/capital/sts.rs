//! Conditions of simple, transparent and standardised synthetic deals that can be calculated, and risk retention.
//!
//! The rule texts are in their files: CRR Art. 243(2), SECR Art. 26c(5), 26e(5) and (7), CRR Art. 245(4)(f), SECR Art.
//! 6(3). The other conditions of the texts are about documents and conduct, and nothing here speaks of them: a deal
//! that meets every condition shown may yet fail to be STS.

use tranchet_deal::deal::Deal;

use crate::capital::check::Check;
use crate::capital::pool::irb::{Weighing, standardised_weights};
use crate::capital::pool_terms;
use crate::capital::rules::{crr_243_sts_pool, secr_6_retention, secr_26c_amortisation, secr_26e_sts_terms};
use crate::capital::srt::SrtLaw;
use crate::capital::step::{Answer, NotApplicable};

/// What was found of a deal at closing.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// The conditions of STS, or why there are none.
    pub sts: Result<Vec<Check>, NotApplicable>,
    /// What the originator keeps, where a regime says how much.
    pub retention: Result<Check, NotApplicable>,
}

impl SrtLaw {
    /// Checks the deal's terms and loans.
    pub fn conditions(&self, deal: &Deal) -> Conditions {
        Conditions {
            sts: match self.sts {
                Answer::Applies(check) => Ok(check(deal)),
                Answer::NotApplicable(why) => Err(why),
            },
            retention: match self.retention {
                Answer::Applies(least) => Ok(secr_6_retention::retention(deal, least)),
                Answer::NotApplicable(why) => Err(why),
            },
        }
    }
}

/// The conditions of the European Union.
pub fn eu(deal: &Deal) -> Vec<Check> {
    let weighing = Weighing::of_deal(pool_terms::eu::VERSIONS, deal, deal.closing);
    let weights = standardised_weights(&deal.pool.loans, &weighing);
    let mut checks = crr_243_sts_pool::checks(&deal.pool.loans, &weights);
    checks.push(secr_26c_amortisation::amortisation(deal));
    checks.extend(secr_26e_sts_terms::checks(deal));
    checks
}

#[cfg(test)]
mod tests;
