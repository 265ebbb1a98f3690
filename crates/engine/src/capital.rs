//! Capital of a securitised pool before and after, tranche by tranche, under a regime.
//!
//! `before` weights every loan whole, as if nothing were securitised. `after` weights the tranches: the retained
//! part of each at its own risk weight, the protected part at the weight of what protects it, and adds the
//! loans' own weight for the share of every loan that the bank keeps outside the securitisation. Attachment and
//! detachment follow outstanding notionals; the senior tranche is the first with any notional left. Amounts are
//! rounded once, at the end, half to even; capital and relief are taken from the rounded amounts, so that the
//! columns of a table add up.
//!
//! Order: K, A and D, p, formula, floor, look-through cap (`capital/weigh.rs`), the split into retained and protected
//! (`capital/tranche.rs`, `capital/protection.rs`), then over all positions excess spread, maturity mismatch and maximum
//! capital (`capital/totals.rs`), and last the tests of significant risk transfer (`capital/srt.rs`). The output floor is
//! of the whole bank (`capital/output_floor.rs`).
//!
//! ```
//! use chrono::NaiveDate;
//! use rust_decimal::dec;
//! use tranchet_deal::{bank::Approach, money::Money, protection::{Collateral, Protection}};
//! use tranchet_deal::rate::{Ratio, RiskWeight};
//! use tranchet_engine::capital::{Terms, TrancheState, assess, pool::{PoolSnapshot, PoolState}, regimes::find};
//! // 1,000 of loans at 100 %, a first loss of 125 sold against cash, the senior tranche kept.
//! let mut pool = PoolSnapshot::empty(NaiveDate::from_ymd_opt(2026, 6, 30).unwrap());
//! pool.add_performing(Money::from_minor(100_000), RiskWeight(dec!(1)), Ratio::ZERO);
//! let cash = Protection::FundedNote { collateral: Collateral::default() };
//! let tranche = |name, units, placed| TrancheState {
//!     name, notional: Money::from_minor(units), placed, protection: &cash, protection_terms: Default::default(), m_t: None, rating: None,
//! };
//! let tranches = [tranche("senior", 87_500, Ratio::ZERO), tranche("first loss", 12_500, Ratio::ONE)];
//! let terms = Terms { capital_ratio: Some(Ratio(dec!(0.12))), ..Terms::default() };
//! let capital = assess(find("us")?, Approach::Hierarchy, &PoolState::from(&pool), &tranches, &terms)?;
//! assert_eq!(capital.after.rwa, Money::from_minor(17_500));
//! assert_eq!(capital.relief.rwa, Money::from_minor(82_500));
//! assert_eq!(capital.relief.capital, Money::from_minor(9_900));
//! assert_eq!(capital.relief.ratio, Ratio(dec!(0.825)));
//! # Ok::<(), tranchet_engine::capital::error::CapitalError>(())
//! ```

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;

use crate::capital::error::CapitalError;
use crate::capital::excess_spread::SpreadByContract;
use crate::capital::number::{minor, ratio, round_half_even};
use crate::capital::pool::PoolState;
use crate::capital::position::Bound;
use crate::capital::regimes::{Regime, Version};
use crate::capital::srt::{Srt, Transfer};
use crate::capital::step::Step;
use crate::capital::tranche::Law;
use crate::cited::Citation;

pub mod assumptions;
mod at_closing;
pub mod calculator;
pub mod check;
pub mod cliff;
pub mod commensurateness;
pub mod error;
pub mod excess_spread;
pub mod expected_loss;
pub mod explanation;
pub mod kssfa;
pub mod loan_faults;
mod mismatch;
mod needs;
pub mod normal;
pub mod number;
pub mod output_floor;
pub mod pool;
pub mod pool_terms;
pub mod position;
pub mod protection;
pub mod rating;
pub mod regimes;
mod results;
pub mod rules;
pub mod srt;
pub mod standardised;
pub mod step;
pub mod sts;
pub mod terms;
mod totals;
pub mod tranche;
pub mod weigh;

pub use at_closing::AtClosing;
pub use needs::faults;
pub use terms::Terms;
pub use tranche::{TrancheCapital, TrancheState};

/// Risk-weighted assets and the capital held for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Risk-weighted assets.
    pub rwa: Money,
    /// Capital, what is deducted included.
    pub capital: Money,
}

/// What the securitisation saves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relief {
    /// Risk-weighted assets before less after.
    pub rwa: Money,
    /// Capital before less after.
    pub capital: Money,
    /// Risk-weighted assets saved per unit before; nought for an empty pool.
    pub ratio: Ratio,
}

/// The pool's own figures.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolCapital {
    /// Exposure of the whole loans.
    pub exposure: Money,
    /// Their risk-weighted assets as if nothing were securitised.
    pub rwa: Money,
    /// Risk-weighted assets per unit of exposure.
    pub density: f64,
    /// Capital charge of the protected pool, before `W`, by the approach that weighs its tranches.
    pub k: f64,
    /// What that is called.
    pub k_name: &'static str,
    /// `K_IRB` of the part that internal ratings weigh, if they weigh any.
    pub k_irb: Option<f64>,
    /// Share of the exposure that they weigh.
    pub irb_share: f64,
    /// `K` of the whole pool by the standardised approach.
    pub k_sa: f64,
    /// Risk-weighted assets of the whole loans if the standardised approach weighed every one.
    pub rwa_standardised: Money,
    /// Share of retail in what internal ratings weigh.
    pub retail_share: f64,
    /// Share in default.
    pub w: f64,
    /// Share of unknown status.
    pub unknown: f64,
    /// Effective number of obligors, if known.
    pub n: Option<f64>,
    /// Exposure-weighted loss given default: as internal ratings have it, else of the tape, if every loan has one.
    pub lgd: Option<f64>,
    /// Balance-weighted probability of default of the tape, if every loan has one.
    pub wa_pd: Option<f64>,
}

/// Capital on a date under a regime.
#[derive(Clone, Debug)]
pub struct Capital {
    /// The regime, in the version that served.
    pub regime: &'static Regime,
    /// The date whose law served, and the last day of that version.
    pub version: Version,
    /// The approach asked for.
    pub approach: Approach,
    /// The date.
    pub date: NaiveDate,
    /// The pool.
    pub pool: PoolCapital,
    /// The tranches, in the order of the deal.
    pub tranches: Vec<TrancheCapital>,
    /// As if nothing were securitised.
    pub before: Requirement,
    /// With the securitisation.
    pub after: Requirement,
    /// Positions at 1,250 % that are deducted from capital instead; part of the capital after.
    pub deducted: Money,
    /// The limit on which the risk-weighted assets of all positions stand.
    pub bound: Bound,
    /// What it saves.
    pub relief: Relief,
    /// Tests of significant risk transfer, which say whether that counts.
    pub srt: Srt,
    /// How the totals were found; those of a tranche are in the tranche.
    pub steps: Vec<Step>,
}

/// Capital before and after on one date, by the version of the regime that the terms' or that date asks for.
///
/// # Errors
/// [`CapitalError::ApproachNotAvailable`] when the regime has no such approach, [`CapitalError::ApproachNeeds`]
/// when nobody gave what the approach asked for reads, [`CapitalError::RatingUnknown`] for a rating that is not
/// on the scale, where ratings count, [`CapitalError::NumberUnknown`] and [`CapitalError::NumberSettled`] for numbers
/// that the law leaves open.
pub fn assess(
    regime: &'static Regime,
    approach: Approach,
    pool: &PoolState,
    tranches: &[TrancheState],
    terms: &Terms,
) -> Result<Capital, CapitalError> {
    assumptions::check(regime, terms.assume)?;
    let version = regime.on(terms.law_date(pool.date));
    let given = version.regime.open.given(terms.assume);
    let law = Law {
        version,
        approach,
        given,
    };
    assess_by(law, pool, tranches, terms)
}

fn assess_by(
    law: Law,
    pool: &PoolState,
    tranches: &[TrancheState],
    terms: &Terms,
) -> Result<Capital, CapitalError> {
    let (regime, approach) = (law.version.regime, law.approach);
    needs::check(regime, approach, &pool.inputs, tranches)?;
    let spread = excess_spread::position(regime, pool, terms);
    let weighed = tranche::weigh_all(law, pool, tranches, terms, spread.value)?;
    let retained = pool.rwa_retained();
    let totals = totals::Totals {
        regime,
        pool,
        weighed: &weighed,
        terms,
        spread: &spread,
    };
    let mut kept = totals.keep();
    let (target, cites) = capital_ratio(regime, terms);
    let before = requirement(pool.rwa, target);
    let mut after = requirement(kept.rwa + retained, target);
    after.capital += kept.deducted;
    let steps = results::steps(regime, pool, &mut kept, [before, after], (target, cites));
    let figures = pool_capital(regime, pool, &weighed);
    let tranches: Vec<_> = weighed.into_iter().map(|(tranche, _)| tranche).collect();
    let relief = relief(before, after);
    let srt = regime.srt.test(&Transfer {
        pool,
        tranches: &tranches,
        terms,
        relief: relief.ratio,
        excess_spread: spread.value,
    });
    Ok(Capital {
        regime,
        version: law.version,
        approach,
        date: pool.date,
        pool: figures,
        tranches,
        before,
        after,
        deducted: kept.deducted,
        bound: kept.bound,
        relief,
        srt,
        steps,
    })
}

/// Capital before and after of a deal at closing, by the balances of its tape; maturities of tranches are legal ones,
/// since contractual ones need a scenario's rates ([`crate::study::capital_at_closing`]).
///
/// # Errors
/// [`CapitalError`] for loans that cannot be weighed, or an approach that the regime lacks.
pub fn assess_at_closing(
    regime: &'static Regime,
    approach: Approach,
    deal: &Deal,
    terms: &Terms,
) -> Result<Capital, CapitalError> {
    AtClosing::of(regime, deal, &[], terms)?.assess(regime, approach)
}

/// The pool at closing with the excess spread that the deal promises.
pub(crate) fn with_excess_spread(deal: &Deal, pool: PoolState) -> PoolState {
    let spread = SpreadByContract::of(deal);
    let performing = deal.pool.protected_balance();
    PoolState {
        excess_spread: spread.map(|spread| spread.after(0, performing, Money::ZERO)),
        ..pool
    }
}

fn capital_ratio(regime: &Regime, terms: &Terms) -> (Ratio, Citation) {
    match terms.capital_ratio {
        Some(target) => (target, Citation::assumed("the deal's capital target")),
        None => (Ratio(regime.capital_ratio.value), regime.capital_ratio.citation),
    }
}

fn requirement(rwa: Decimal, target: Ratio) -> Requirement {
    let rwa = round_half_even(rwa);
    Requirement {
        rwa,
        capital: rwa.scale_half_even(target.factor()),
    }
}

fn relief(before: Requirement, after: Requirement) -> Relief {
    let rwa = before.rwa - after.rwa;
    Relief {
        rwa,
        capital: before.capital - after.capital,
        ratio: Ratio(ratio(minor(rwa), minor(before.rwa))),
    }
}

fn pool_capital(regime: &Regime, pool: &PoolState, weighed: &[(TrancheCapital, Decimal)]) -> PoolCapital {
    let inputs = &pool.inputs;
    let by_models = weighed
        .iter()
        .any(|(tranche, _)| tranche.approach == Some(Approach::SecIrba));
    let (k, k_name) = match inputs.irb.filter(|_| by_models) {
        Some(irb) if irb.share < 1.0 => (inputs.k_pool(), "K"),
        Some(_) => (inputs.k_pool(), "K_IRB"),
        None => (inputs.k, regime.k_name),
    };
    PoolCapital {
        exposure: round_half_even(pool.exposure),
        rwa: round_half_even(pool.rwa),
        density: pool.density(),
        k,
        k_name,
        k_irb: inputs.irb.map(|irb| irb.k_irb),
        irb_share: inputs.irb.map_or(0.0, |irb| irb.share),
        k_sa: inputs.k,
        rwa_standardised: round_half_even(pool.rwa_standardised),
        retail_share: pool.retail_share,
        w: inputs.w,
        unknown: inputs.unknown,
        n: pool.n,
        lgd: pool.lgd,
        wa_pd: pool.wa_pd,
    }
}

#[cfg(test)]
mod tests;
