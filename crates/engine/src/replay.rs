//! The path of a pool, recorded in one run and replayed in others that ask the same of it.
//!
//! A pool hears of the waterfall only when protection ends, when replenishment buys a loan, and when a call or
//! maturity repays what performs. A recording keeps each of these with what the pool answered. A run that asks
//! the same questions gets the same answers; one that asks another has diverged, and must be run over the loans
//! themselves.

use crate::amount::Amount;
use crate::error::RunError;
use crate::pool_period::{Offer, PoolPeriod, PoolSource};
use crate::pool_run::PoolRun;

/// A question put to a pool, and its answer.
#[derive(Clone, Debug)]
pub(crate) enum Move<A> {
    /// A period was run.
    Advanced {
        period: usize,
        protection_ended: bool,
        flows: PoolPeriod<A>,
    },
    /// Loans were bought, or not.
    Bought {
        period: usize,
        amount: A,
        decisions: Vec<Offer<A>>,
        spent: A,
    },
    /// Every performing loan was taken out.
    Repaid,
}

/// A pool of loans that keeps what it is asked.
#[derive(Debug)]
pub(crate) struct Recorder<'p, A: Amount> {
    pub loans: PoolRun<'p, A>,
    pub moves: Vec<Move<A>>,
}

impl<A: Amount> PoolSource<A> for Recorder<'_, A> {
    fn advance(
        &mut self,
        period: usize,
        protection_ended: bool,
        into: &mut PoolPeriod<A>,
    ) -> Result<(), RunError> {
        self.loans.advance(period, protection_ended, into)?;
        self.moves.push(Move::Advanced {
            period,
            protection_ended,
            flows: into.clone(),
        });
        Ok(())
    }

    fn buy(&mut self, period: usize, amount: A, decisions: &mut Vec<Offer<A>>) -> A {
        let before = decisions.len();
        let spent = self.loans.buy(period, amount, decisions);
        self.moves.push(Move::Bought {
            period,
            amount,
            decisions: decisions[before..].to_vec(),
            spent,
        });
        spent
    }

    fn repay_all(&mut self) {
        self.loans.repay_all();
        self.moves.push(Move::Repaid);
    }
}

/// Puts recorded questions to a pool again, and calls `after` with the number of each period and the pool at its end.
///
/// # Errors
/// The first [`RunError`]; there is none for a pool like the one recorded.
pub(crate) fn retrace<A: Amount, P: PoolSource<A>>(
    moves: &[Move<A>],
    pool: &mut P,
    mut after: impl FnMut(usize, &P),
) -> Result<(), RunError> {
    let mut flows = PoolPeriod::default();
    let mut ended = 0;
    for next in moves {
        match next {
            Move::Advanced {
                period,
                protection_ended,
                ..
            } => {
                if *period > 0 {
                    after(*period, pool);
                }
                pool.advance(*period, *protection_ended, &mut flows)?;
                ended = period + 1;
            }
            Move::Bought { period, amount, .. } => {
                pool.buy(*period, *amount, &mut Vec::new());
            }
            Move::Repaid => pool.repay_all(),
        }
    }
    if ended > 0 {
        after(ended, pool);
    }
    Ok(())
}

/// A recorded pool.
#[derive(Debug)]
pub(crate) struct Replay<'r, A> {
    moves: std::slice::Iter<'r, Move<A>>,
    diverged: bool,
}

impl<'r, A: Amount> Replay<'r, A> {
    /// From the beginning.
    pub fn new(moves: &'r [Move<A>]) -> Self {
        Replay {
            moves: moves.iter(),
            diverged: false,
        }
    }

    /// Whether every question so far, and every question recorded, was the same.
    pub fn is_faithful(&self) -> bool {
        !self.diverged && self.moves.as_slice().is_empty()
    }

    fn expect(&mut self, is_asked: impl FnOnce(&Move<A>) -> bool) -> Option<&'r Move<A>> {
        let next = self.moves.next().filter(|next| !self.diverged && is_asked(next));
        self.diverged |= next.is_none();
        next
    }
}

impl<A: Amount> PoolSource<A> for Replay<'_, A> {
    fn advance(
        &mut self,
        period: usize,
        protection_ended: bool,
        into: &mut PoolPeriod<A>,
    ) -> Result<(), RunError> {
        let is_asked = |next: &Move<A>| match next {
            Move::Advanced {
                period: recorded,
                protection_ended: ended,
                ..
            } => (*recorded, *ended) == (period, protection_ended),
            Move::Bought { .. } | Move::Repaid => false,
        };
        match self.expect(is_asked) {
            Some(Move::Advanced { flows, .. }) => into.clone_from(flows),
            Some(Move::Bought { .. } | Move::Repaid) | None => *into = PoolPeriod::default(),
        }
        Ok(())
    }

    fn buy(&mut self, period: usize, amount: A, decisions: &mut Vec<Offer<A>>) -> A {
        let is_asked = |next: &Move<A>| match next {
            Move::Bought {
                period: recorded,
                amount: offered,
                ..
            } => *recorded == period && *offered == amount,
            Move::Advanced { .. } | Move::Repaid => false,
        };
        match self.expect(is_asked) {
            Some(Move::Bought {
                decisions: recorded,
                spent,
                ..
            }) => {
                decisions.extend_from_slice(recorded);
                *spent
            }
            Some(Move::Advanced { .. } | Move::Repaid) | None => A::ZERO,
        }
    }

    fn repay_all(&mut self) {
        self.expect(|next| matches!(next, Move::Repaid));
    }
}
