//! What a path's defaults lose: balance outstanding in the period of default times loss given default.
//!
//! A loss given default with a deviation takes one of two values that have its first three moments, by a word that
//! belongs to the loan.

use super::sieve::{Room, Sieve};
use super::stream::Purpose;
use crate::pool::Pool;

/// The losses of each loan, in the order of the sieve.
#[derive(Clone, Debug)]
pub struct Losses {
    /// Balance as a share of the pool, times the lower of two losses given default.
    loans: Vec<Loan>,
    /// Shares of a balance outstanding, by profile and period.
    profiles: Vec<Vec<f64>>,
    /// The most that the pool can lose.
    pub greatest: f64,
    /// Whether any loss given default has a deviation.
    vary: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Loan {
    /// What is lost of the balance, a share of the pool.
    lost: f64,
    /// What is lost otherwise.
    otherwise: f64,
    /// The highest word of the first.
    likely: u32,
    profile: u32,
}

impl Losses {
    /// The losses of a pool's loans.
    pub fn new(pool: &Pool, sieve: &Sieve) -> Losses {
        let total = pool.balance();
        let loan = |place: &u32| {
            let Some(loan) = pool.exposures.get(*place as usize) else {
                return Loan::default();
            };
            let share = loan.balance / total;
            let [(lost, likely), (otherwise, _)] = loan.lgd.two_points();
            Loan {
                lost: share * lost,
                otherwise: share * otherwise,
                likely: (likely * f64::from(u32::MAX)) as u32,
                profile: loan.profile as u32,
            }
        };
        let loans: Vec<Loan> = sieve.places.iter().map(loan).collect();
        let most = |loan: &Loan| {
            let profile = pool.profiles.get(loan.profile as usize);
            let highest = profile.map_or(0.0, |shares| shares.iter().copied().fold(0.0, f64::max));
            highest
                * loan.lost.max(if loan.likely < u32::MAX {
                    loan.otherwise
                } else {
                    0.0
                })
        };
        Losses {
            greatest: loans.iter().map(most).sum::<f64>().max(f64::MIN_POSITIVE),
            vary: loans.iter().any(|loan| loan.likely < u32::MAX),
            profiles: pool.profiles.clone(),
            loans,
        }
    }

    /// The pool's loss by each date, from the defaults of a path.
    #[inline]
    pub fn by_date(&self, path: u64, sieve: &Sieve, drawn: &Room, into: &mut Vec<f64>) {
        into.clear();
        into.resize(sieve.clock.periods(), 0.0);
        for (loan, period) in drawn.loans.iter().zip(&drawn.periods) {
            let (terms, period) = (&self.loans[*loan as usize], *period as usize);
            let lost = if self.vary {
                self.lost(path, sieve, *loan)
            } else {
                terms.lost
            };
            into[period] += lost * self.profiles[terms.profile as usize][period];
        }
        let mut sum = 0.0;
        for loss in into {
            sum += *loss;
            *loss = sum;
        }
    }

    fn lost(&self, path: u64, sieve: &Sieve, loan: u32) -> f64 {
        let terms = &self.loans[loan as usize];
        let words = sieve.stream.block(path, Purpose::Severity, loan / 4);
        if words[loan as usize % 4] <= terms.likely {
            terms.lost
        } else {
            terms.otherwise
        }
    }
}
