//! What a path's defaults lose: balance outstanding in the period of default times loss given default.
//!
//! A loss given default with a deviation takes one of two values that have its first three moments, by a word that
//! belongs to the loan; one that moves with the factor is first taken at the path's.

use super::sieve::{BLOCK, Room, Sieve};
use super::stream::Purpose;
use crate::loss_given_default::LossGivenDefault;
use crate::pool::Pool;

/// The losses of each loan, in the order of the sieve.
#[derive(Clone, Debug)]
pub struct Losses {
    loans: Vec<Loan>,
    /// Losses given default that are not one number for each loan, as of each loan; none: they all are.
    varying: Option<Vec<LossGivenDefault>>,
    /// Shares of a balance outstanding, by profile and period.
    profiles: Vec<Vec<f64>>,
    /// The most that the pool can lose.
    pub greatest: f64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Loan {
    /// Balance as a share of the pool, times what is lost of it where that is one number.
    lost: f64,
    profile: u32,
}

impl Losses {
    /// The losses of a pool's loans.
    pub fn new(pool: &Pool, sieve: &Sieve) -> Losses {
        let total = pool.balance();
        let is_varying = |lgd: &LossGivenDefault| lgd.deviation != 0.0 || lgd.sensitivity != 0.0;
        let varying = pool.exposures.iter().any(|loan| is_varying(&loan.lgd));
        let mut losses = Losses {
            loans: Vec::with_capacity(sieve.places.len()),
            varying: varying.then(Vec::new),
            profiles: pool.profiles.clone(),
            greatest: f64::MIN_POSITIVE,
        };
        for place in &sieve.places {
            let Some(loan) = pool.exposures.get(*place as usize) else {
                losses.add(Loan::default(), LossGivenDefault::fixed(0.0), 0.0);
                continue;
            };
            let share = loan.balance / total;
            let most = if is_varying(&loan.lgd) { 1.0 } else { loan.lgd.mean };
            let kept = if varying { share } else { share * loan.lgd.mean };
            let profile = loan.profile as u32;
            losses.add(Loan { lost: kept, profile }, loan.lgd, share * most);
        }
        losses
    }

    fn add(&mut self, loan: Loan, lgd: LossGivenDefault, most: f64) {
        let shares = self.profiles.get(loan.profile as usize).into_iter().flatten();
        self.greatest += most * shares.copied().fold(0.0, f64::max);
        self.loans.push(loan);
        if let Some(varying) = &mut self.varying {
            varying.push(lgd);
        }
    }

    /// The share of its balance that a loan loses on a path with these factors by direction; none: one number for each loan.
    #[inline]
    pub fn varying_share(&self, path: u64, sieve: &Sieve, loan: u32, factors: &[f64]) -> Option<f64> {
        let varying = self.varying.as_ref()?;
        Some(lost_share(varying[loan as usize], path, sieve, loan, factors))
    }

    /// The pool's loss by each date, from the defaults of a path and its factors by direction.
    #[inline]
    pub fn by_date(&self, path: u64, sieve: &Sieve, drawn: &Room, factors: &[f64], into: &mut Vec<f64>) {
        into.clear();
        into.resize(sieve.periods, 0.0);
        for (loan, period) in drawn.loans.iter().zip(&drawn.periods) {
            let (terms, period) = (&self.loans[*loan as usize], *period as usize);
            let share = self.varying_share(path, sieve, *loan, factors).unwrap_or(1.0);
            into[period] += share * terms.lost * self.profiles[terms.profile as usize][period];
        }
        let mut sum = 0.0;
        for loss in into {
            sum += *loss;
            *loss = sum;
        }
    }
}

/// What a loan loses of its balance on a path.
fn lost_share(lgd: LossGivenDefault, path: u64, sieve: &Sieve, loan: u32, factors: &[f64]) -> f64 {
    let class = &sieve.classes[sieve.class_of[loan as usize / BLOCK] as usize];
    let lgd = lgd.given(factors[class.direction]);
    if lgd.deviation == 0.0 {
        return lgd.mean;
    }
    let [(lost, likely), (otherwise, _)] = lgd.two_points();
    let words = sieve.stream.block(path, Purpose::Severity, loan / 4);
    let uniform = f64::from(words[loan as usize % 4]) / 4_294_967_296.0;
    if uniform < likely { lost } else { otherwise }
}
