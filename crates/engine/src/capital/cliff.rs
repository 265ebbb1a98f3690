//! How relief at closing falls as the pool worsens: more of it in default, losses below the senior tranche, a higher K.
//!
//! Three paths, each by itself, the rest as at closing. `W` is set to a share from 0 % to 10 %. Losses of 0 % to 10 %
//! of the pool are settled: they write tranches down from the most junior and take as much off every loan, so that K
//! and `W` stay. K, and with it each loan's weight, rises by 0 % to 100 %. Example: 1,000 of loans at 100 %, 12.5 %
//! sold, in the United States: the senior tranche weighs 20 % with nothing in default, 27.59 % with 2 %, 44.85 % with 5 %.
//!
//! ```
//! use chrono::NaiveDate;
//! use rust_decimal::dec;
//! use tranchet_deal::{bank::Approach, money::Money, protection::{Collateral, Protection}};
//! use tranchet_deal::rate::{Ratio, RiskWeight};
//! use tranchet_engine::capital::cliff::{Path, worsen};
//! use tranchet_engine::capital::{AtClosing, Terms, TrancheState, pool::{PoolSnapshot, PoolState}, regimes::find};
//! let mut pool = PoolSnapshot::empty(NaiveDate::from_ymd_opt(2026, 6, 30).unwrap());
//! pool.add_performing(Money::from_minor(100_000), RiskWeight(dec!(1)), Ratio::ZERO);
//! let cash = Protection::FundedNote { collateral: Collateral::default() };
//! let tranche = |name, units, placed| TrancheState {
//!     name, notional: Money::from_minor(units), placed, protection: &cash, protection_terms: Default::default(), m_t: None, rating: None,
//! };
//! let tranches = vec![tranche("senior", 87_500, Ratio::ZERO), tranche("first loss", 12_500, Ratio::ONE)];
//! let closing = AtClosing { pool: PoolState::from(&pool), tranches, terms: Terms::default() };
//! let law = (find("us")?, Approach::Hierarchy);
//! let edge = worsen(law, &closing)?;
//! let senior = |w| {
//!     let row = edge.iter().find(|row| row.path == Path::InDefault && row.at == w).unwrap();
//!     (row.senior_weight.unwrap() * 1e4).round() / 1e4
//! };
//! assert_eq!([dec!(0), dec!(0.02), dec!(0.05)].map(senior), [0.2, 0.2759, 0.4485]);
//! # Ok::<(), tranchet_engine::capital::error::CapitalError>(())
//! ```
//!
//! Not covered: excess spread, which would take losses first; what a run says of the same deal through time.

use rust_decimal::{Decimal, dec};
use tranchet_deal::bank::Approach;
use tranchet_deal::money::Money;

use crate::capital::error::CapitalError;
use crate::capital::number::{minor, round_half_even, to_f64};
use crate::capital::pool::PoolState;
use crate::capital::position::{IrbInputs, IrbPart, IrbParts};
use crate::capital::regimes::Regime;
use crate::capital::{AtClosing, Capital, Relief, TrancheState, assess};

/// How the pool worsens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// `W` is the grid's share.
    InDefault,
    /// The grid's share of the pool is lost.
    Lost,
    /// K is higher by the grid's share of itself.
    KHigher,
}

impl Path {
    /// Every path, in the order in which they are shown.
    pub const ALL: [Path; 3] = [Path::InDefault, Path::Lost, Path::KHigher];

    /// The words for it in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Path::InDefault => "in default",
            Path::Lost => "lost",
            Path::KHigher => "K higher",
        }
    }

    /// From one point of the grid to the next; a grid has eleven.
    fn spacing(self) -> Decimal {
        match self {
            Path::InDefault | Path::Lost => dec!(0.01),
            Path::KHigher => dec!(0.10),
        }
    }

    /// The points of the grid.
    pub fn grid(self) -> impl Iterator<Item = Decimal> {
        (0..=10).map(move |step| Decimal::from(step) * self.spacing())
    }
}

/// A point of a path.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The path.
    pub path: Path,
    /// The point of its grid.
    pub at: Decimal,
    /// Attachment point of the senior tranche.
    pub senior_attachment: Option<f64>,
    /// Risk weight of the senior tranche.
    pub senior_weight: Option<f64>,
    /// Average risk weight of what the bank keeps of all tranches; none when it keeps nothing.
    pub retained_weight: Option<f64>,
    /// Risk-weighted assets as if nothing were securitised.
    pub rwa_before: Money,
    /// Risk-weighted assets with the securitisation.
    pub rwa_after: Money,
    /// What it saves.
    pub relief: Relief,
}

/// Every point of every path of a deal at closing.
///
/// # Errors
/// [`CapitalError`] as of the capital itself.
pub fn worsen(
    (regime, approach): (&'static Regime, Approach),
    AtClosing {
        pool,
        tranches,
        terms,
    }: &AtClosing,
) -> Result<Vec<Edge>, CapitalError> {
    let points = Path::ALL
        .into_iter()
        .flat_map(|path| path.grid().map(move |at| (path, at)));
    points
        .map(|(path, at)| {
            let mut left = tranches.clone();
            let worse = match path {
                Path::InDefault => in_default(pool, at),
                Path::Lost => lose(pool, &mut left, at),
                Path::KHigher => heavier(pool, Decimal::ONE + at),
            };
            let capital = assess(regime, approach, &worse, &left, terms)?;
            Ok(edge(path, at, &capital))
        })
        .collect()
}

fn in_default(pool: &PoolState, w: Decimal) -> PoolState {
    let mut worse = pool.clone();
    worse.inputs.w = to_f64(w);
    worse.inputs.w_from.clear();
    worse
}

/// A share of the pool is lost: tranches are written down, and every loan is smaller.
fn lose(pool: &PoolState, tranches: &mut [TrancheState], share: Decimal) -> PoolState {
    let all: Money = tranches.iter().map(|tranche| tranche.notional).sum();
    let mut loss = round_half_even(minor(all) * share);
    for tranche in tranches.iter_mut().rev() {
        let written = loss.min(tranche.notional);
        tranche.notional -= written;
        loss -= written;
    }
    let left = Decimal::ONE - share;
    PoolState {
        exposure: pool.exposure * left,
        rwa: pool.rwa * left,
        rwa_irb: pool.rwa_irb * left,
        rwa_protected: pool.rwa_protected * left,
        rwa_standardised: pool.rwa_standardised * left,
        ..pool.clone()
    }
}

/// Every loan weighs `by` times as much.
fn heavier(pool: &PoolState, by: Decimal) -> PoolState {
    let mut worse = pool.clone();
    worse.rwa *= by;
    worse.rwa_irb *= by;
    worse.rwa_protected *= by;
    worse.rwa_standardised *= by;
    let by = to_f64(by);
    worse.inputs.k *= by;
    worse.inputs.k_known *= by;
    worse.inputs.average_risk_weight *= by;
    worse.inputs.irb = worse.inputs.irb.map(|irb| IrbInputs {
        k_irb: irb.k_irb * by,
        parts: irb.parts.map(|parts| IrbParts {
            retail: heavier_part(parts.retail, by),
            other: heavier_part(parts.other, by),
            ..parts
        }),
        ..irb
    });
    worse
}

fn heavier_part(part: IrbPart, by: f64) -> IrbPart {
    IrbPart {
        k_irb: part.k_irb * by,
        ..part
    }
}

fn edge(path: Path, at: Decimal, capital: &Capital) -> Edge {
    let senior = capital.tranches.iter().find(|tranche| tranche.senior);
    Edge {
        path,
        at,
        senior_attachment: senior.map(|tranche| tranche.attachment),
        senior_weight: senior.and_then(|tranche| tranche.risk_weight),
        retained_weight: retained_weight(capital),
        rwa_before: capital.before.rwa,
        rwa_after: capital.after.rwa,
        relief: capital.relief,
    }
}

fn retained_weight(capital: &Capital) -> Option<f64> {
    let kept = capital.tranches.iter().filter_map(|tranche| {
        let exposure = to_f64(minor(tranche.retained_exposure));
        Some((exposure, exposure * tranche.risk_weight?))
    });
    let (exposure, weighted) = kept.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    (exposure > 0.0).then(|| weighted / exposure)
}

#[cfg(test)]
mod tests;
