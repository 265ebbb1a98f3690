//! A deal at closing as capital rules see it, ready to be assessed.

use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;

use super::{Capital, Terms, TrancheState, assess, with_excess_spread};
use crate::capital::error::CapitalError;
use crate::capital::pool::PoolState;
use crate::capital::pool::irb::Weighing;
use crate::capital::regimes::Regime;

/// A deal at closing.
#[derive(Clone, Debug)]
pub struct AtClosing<'a> {
    /// The pool, by the balances of its tape.
    pub pool: PoolState,
    /// The tranches, senior first.
    pub tranches: Vec<TrancheState<'a>>,
    /// What the deal and the caller say of capital.
    pub terms: Terms,
}

impl<'a> AtClosing<'a> {
    /// A deal at closing with these maturities of its tranches in years; where there is none, from legal final maturity.
    ///
    /// # Errors
    /// [`CapitalError`] for loans that cannot be weighed.
    pub fn of(
        regime: &'static Regime,
        deal: &'a Deal,
        m_t: &[f64],
        terms: &Terms,
    ) -> Result<AtClosing<'a>, CapitalError> {
        let weighing = Weighing::of_deal(terms.pool_law(regime.pool), deal, deal.closing);
        let pool = PoolState::at_closing(&deal.pool, &weighing)?;
        Ok(AtClosing::over(pool, regime, deal, m_t, terms))
    }

    /// The same over a pool that is weighed already.
    pub(crate) fn over(
        pool: PoolState,
        regime: &'static Regime,
        deal: &'a Deal,
        m_t: &[f64],
        terms: &Terms,
    ) -> AtClosing<'a> {
        let state = |(place, tranche)| TrancheState {
            m_t: m_t.get(place).copied(),
            ..TrancheState::at_closing(tranche)
        };
        AtClosing {
            pool: with_excess_spread(deal, pool),
            tranches: deal.tranches.iter().enumerate().map(state).collect(),
            terms: terms.of_deal(deal, regime),
        }
    }

    /// Its capital before and after.
    ///
    /// # Errors
    /// As of [`assess`].
    pub fn assess(&self, regime: &'static Regime, approach: Approach) -> Result<Capital, CapitalError> {
        assess(regime, approach, &self.pool, &self.tranches, &self.terms)
    }
}
