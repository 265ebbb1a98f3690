//! A pool by internal ratings and by the standardised approach: `K_IRB`, `K_SA` and what the
//! supervisory parameter of SEC-IRBA reads.
//!
//! Source: CRE44.2 in paragraph 22.2 of the Saudi Central Bank's rulebook and CRR Art. 255(3) and (6); the share of
//! 95 % in CRR Art. 258(1)(a); the mixed pool in Art. 259(7), read without its formula. The loans of the tape whose
//! `capital_approach` is `airb`, `firb` or `slotting` make the part with `K_IRB`:
//!
//! ```text
//! EAD   = balance + undrawn x ccf, provisions not netted, loans in default kept in
//! K_IRB = (8 % RWA_UL + EL) / EAD over that part
//! K_SA  = 8 % x average standardised weight over the whole pool
//! K     = d K_IRB + (1 - d) K_SA, d the share of EAD with K_IRB
//! ```
//!
//! A tape's own `risk_weight` is the bank's standardised figure and wins over the table. Under the foundation
//! approach the supervisory estimate of loss is used, whatever `lgd` the tape has. Security in words that are not
//! known counts as none. Example: loans of PD 1 %, LGD 40 % and 2.5 years have K_IRB = 6.565 % + 0.4 % = 6.965 %.
//!
//! Supporting factors (Art. 501 and 501a) are in K_SA and in the risk-weighted assets of the pool as if it were not
//! securitised, but not in K_IRB: they stand outside the part of the law that K_IRB names.
//!
//! Not covered: risk transfer by guarantees within the pool, dilution risk, effective maturity from cash flows (the
//! last payment date counts, which is never shorter).

use tranchet_deal::bank::Granularity;
use tranchet_deal::money::Money;
use tranchet_deal::pool::Pool;

use crate::capital::error::CapitalError;
use crate::capital::position::{IrbInputs, IrbPart, IrbParts, K_PER_RISK_WEIGHT};
use crate::capital::rules::crr_259_granularity::{self, Simplified, simplified};
use crate::capital::step::{Answer, NotApplicable, Step};
use crate::cited::{Citation, Cited};

mod book;
mod charge;
mod reading;
mod standardised;
mod steps;
mod sums;
mod weighing;
mod working;

pub(super) use book::Book;
pub use standardised::standardised_weights;
pub(super) use sums::Sums;
pub use weighing::{ThresholdRate, Weighing};
pub use working::{working, working_at_closing};

const VERSION: &str = "CRR as consolidated on 9 April 2021";

/// The least share of the pool with `K_IRB` for SEC-IRBA.
pub const SHARE_MIN: Cited<f64> = Citation::read("CRR Art. 258(1)(a)", VERSION).of(0.95);

/// A pool on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct IrbPool {
    /// `K_IRB` of the part that has one; nought without such a part.
    pub k_irb: f64,
    /// `d`: share of exposure that has one.
    pub share: f64,
    /// `K_SA` of the whole pool; none when every loan has `K_IRB` and some have no standardised weight.
    pub k_sa: Option<f64>,
    /// Exposure of all loans.
    pub ead: Money,
    /// Exposure of the part with `K_IRB`.
    pub ead_irb: Money,
    /// Risk-weighted assets of unexpected loss of that part.
    pub rwa_ul: Money,
    /// Expected loss per unit of its exposure; it is within `K_IRB`.
    pub expected_loss: f64,
    /// `N`: effective number of debtors of the whole pool, by exposure; nought for an empty pool.
    pub n: f64,
    /// `LGD`: exposure-weighted loss given default of the part with `K_IRB`.
    pub lgd: f64,
    /// Whether every loan of that part is retail.
    pub retail: bool,
    /// Share of that part that is retail, for pools of both kinds.
    pub retail_share: f64,
    /// `C_1`: share of the largest debtor.
    pub c_1: f64,
    /// Its retail and its other part, where it has both.
    pub parts: Option<IrbParts>,
    /// How it was found.
    pub steps: Vec<Step>,
    /// Share of each debtor, with how many are alike.
    shares: Vec<(f64, f64)>,
}

impl IrbPool {
    /// The whole loans of a pool at closing.
    ///
    /// # Errors
    /// [`CapitalError::LoansUnusable`] with everything that is missing or beyond reason.
    pub fn at_closing(pool: &Pool, weighing: &Weighing) -> Result<IrbPool, CapitalError> {
        let book = Book::new(&pool.loans, *weighing)?;
        let sums = book.sum(weighing.date, pool.loans.iter().map(|loan| loan.balance));
        Ok(IrbPool::of(&book, sums))
    }

    /// The loans of a book, from their sums.
    pub(super) fn of(book: &Book, sums: Sums) -> IrbPool {
        steps::pool(book, sums)
    }

    /// What SEC-IRBA reads, by the bank's choice of granularity; none where internal ratings weigh nothing.
    pub(super) fn inputs(&self, granularity: Granularity) -> Option<IrbInputs> {
        let full = IrbInputs {
            k_irb: self.k_irb,
            share: self.share,
            n: self.n,
            lgd: self.lgd,
            retail: self.retail,
            parts: self.parts,
        };
        let inputs = match (granularity, self.simplified(None)) {
            (Granularity::Simplified, Answer::Applies(simple)) if !self.retail => simplify(full, simple),
            (Granularity::Simplified | Granularity::Full, _) => full,
        };
        (self.share > 0.0).then_some(inputs)
    }

    /// `K`: of the mixed pool, or `K_IRB` where every loan has one.
    pub fn k(&self) -> f64 {
        match self.k_sa {
            Some(k_sa) if self.share < 1.0 => self.share * self.k_irb + (1.0 - self.share) * k_sa,
            Some(_) | None => self.k_irb,
        }
    }

    /// `K` for SEC-IRBA, or the article by which too little of the pool has `K_IRB`.
    pub fn for_sec_irba(&self) -> Answer<f64> {
        if self.share < SHARE_MIN.value {
            return Answer::NotApplicable(NotApplicable {
                reason: "less than 95 % of the pool has K_IRB",
                cites: SHARE_MIN.citation,
            });
        }
        Answer::Applies(self.k())
    }

    /// The average weight of the pool as if it were not securitised, expected loss included: the look-through cap.
    pub fn average_risk_weight(&self) -> f64 {
        self.k() / K_PER_RISK_WEIGHT
    }

    /// `C_m`: share of the `m` largest debtors.
    pub fn c_m(&self, m: usize) -> f64 {
        let mut shares = self.shares.clone();
        shares.sort_unstable_by(|(one, _), (other, _)| other.total_cmp(one));
        let (mut left, mut together) = (m as f64, 0.0);
        for (share, alike) in shares {
            together += share * alike.min(left);
            left = (left - alike).max(0.0);
        }
        together
    }

    /// The simplified `N` and `LGD`, by the largest debtor alone or by the `m` largest.
    pub fn simplified(&self, m: Option<u32>) -> Answer<Simplified> {
        simplified(self.c_1, m.map(|m| (m, self.c_m(m as usize))))
    }

    /// The text of `N`.
    pub const N: Citation = crr_259_granularity::N;
    /// The text of `LGD`.
    pub const LGD: Citation = crr_259_granularity::LGD;
}

/// The simplified number and loss, of all that is not retail.
fn simplify(full: IrbInputs, simple: Simplified) -> IrbInputs {
    let other = |parts: IrbParts| IrbParts {
        other: IrbPart {
            n: simple.n,
            lgd: simple.lgd,
            ..parts.other
        },
        ..parts
    };
    IrbInputs {
        n: simple.n,
        lgd: simple.lgd,
        parts: full.parts.map(other),
        ..full
    }
}

#[cfg(test)]
mod tests;
