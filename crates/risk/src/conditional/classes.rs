//! Loans that differ only in balance, loss given default, hazard and life, and their compression to a few hazards.
//!
//! A class has one correlation, direction and clock, and one loss given default where that moves with the factor. Cumulants
//! are sums over loans of powers of `l` times a smooth function of the log hazard, and a smooth function at any point is
//! nearly a combination of its values at four neighbouring nodes. So each loan is shared among four of 64 evenly spaced log
//! hazards by cubic Lagrange weights, and the work no longer grows with the number of loans. Classes with fewer loans than
//! nodes stay as they are.
//!
//! Loans of one hazard with different repayment profiles are added up period by period, which is exact in what is linear in
//! the probabilities of default. The rest, a small part of the variance, takes the mean profile of loans of like life, in
//! eight groups by the mean of their profiles ([`lives`]).
//!
//! Loans that cannot default are left out.

pub mod lives;

use std::collections::HashMap;

use crate::loss_given_default::LossGivenDefault;
use crate::pool::{Exposure, Pool, probability_by};
use crate::student_t::Mixing;
pub use lives::{Group, PeriodSums};
use lives::{Groups, Lives};

const NODES: usize = 64;
const NEIGHBOURS: usize = 4;

/// Sums over loans of the moments of what each loses, shares of the pool.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// `Σ E[l]`.
    pub first: f64,
    /// `Σ E[l²]`.
    pub second: f64,
    /// `Σ E[l³]`.
    pub third: f64,
    /// `Σ E[l]²`.
    pub first_squared: f64,
    /// `Σ E[l] E[l²]`.
    pub first_second: f64,
    /// `Σ E[l]³`.
    pub first_cubed: f64,
}

impl Sums {
    fn add(&mut self, balance: f64, [mean, square, cube]: [f64; 3], weight: f64) {
        let first = balance * mean;
        let second = balance * balance * square;
        self.first += weight * first;
        self.second += weight * second;
        self.third += weight * balance * balance * balance * cube;
        self.first_squared += weight * first * first;
        self.first_second += weight * first * second;
        self.first_cubed += weight * first * first * first;
    }
}

/// Loans of one hazard.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The latent value below which they have defaulted, for each date.
    pub thresholds: Vec<f64>,
    /// What they lose, by groups of like life.
    pub groups: Vec<Group>,
}

/// Loans of one correlation, direction and clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// `√ρ`.
    pub loading: f64,
    /// `1 / √(1 - ρ)`.
    pub scale: f64,
    /// Place of the direction.
    pub direction: usize,
    /// The loss given default, where it moves with the factor; the sums are then those of whole balances.
    pub moving: Option<LossGivenDefault>,
    /// By hazard.
    pub points: Vec<Point>,
}

/// What the loans of a class have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    correlation: u64,
    direction: usize,
    clock: usize,
    moving: Option<[u64; 3]>,
}

impl Key {
    fn of(loan: &Exposure) -> Key {
        let lgd = loan.lgd;
        let bits = || [lgd.mean, lgd.deviation, lgd.sensitivity].map(f64::to_bits);
        Key {
            correlation: loan.correlation.to_bits(),
            direction: loan.direction,
            clock: loan.clock,
            moving: (lgd.sensitivity != 0.0).then(bits),
        }
    }
}

/// The classes of a pool's loans that pass, in the order in which they first name them; amounts as shares of `total`.
pub fn classes(pool: &Pool, total: f64, mixing: &Mixing, passes: impl Fn(&Exposure) -> bool) -> Vec<Class> {
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut members: Vec<Vec<&Exposure>> = Vec::new();
    for loan in pool
        .exposures
        .iter()
        .filter(|loan| loan.is_risky() && passes(loan))
    {
        let place = *places.entry(Key::of(loan)).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[place].push(loan);
    }
    let lives = Lives::of(pool);
    let making = Making {
        pool,
        total,
        mixing,
        lives: &lives,
    };
    members.into_iter().map(|loans| making.class(loans)).collect()
}

struct Making<'a> {
    pool: &'a Pool,
    total: f64,
    mixing: &'a Mixing,
    lives: &'a Lives,
}

impl Making<'_> {
    fn class(&self, loans: Vec<&Exposure>) -> Class {
        let first = loans[0];
        let is_moving = first.lgd.sensitivity != 0.0;
        let (certain, uncertain): (Vec<&Exposure>, Vec<&Exposure>) =
            loans.into_iter().partition(|loan| loan.pd >= 1.0);
        let mut points = if uncertain.len() <= NODES {
            uncertain.iter().map(|loan| self.alone(loan)).collect()
        } else {
            self.compressed(uncertain)
        };
        points.extend(certain.iter().map(|loan| self.alone(loan)));
        Class {
            loading: libm::sqrt(first.correlation),
            scale: 1.0 / libm::sqrt(1.0 - first.correlation),
            direction: first.direction,
            moving: is_moving.then_some(first.lgd),
            points,
        }
    }

    fn alone(&self, loan: &Exposure) -> Point {
        let mut sums = Sums::default();
        sums.add(loan.balance / self.total, moments(loan), 1.0);
        let mut groups = Groups::new(self.lives);
        groups.add(loan.profile, &sums, &self.pool.profiles[loan.profile]);
        self.point(loan.hazard(), loan.clock, groups)
    }

    fn point(&self, hazard: f64, clock: usize, groups: Groups<'_>) -> Point {
        let thresholds = self.pool.clocks[clock].iter();
        let thresholds = thresholds
            .map(|clock| self.mixing.quantile(probability_by(hazard, *clock)))
            .collect();
        Point {
            thresholds,
            groups: groups.finish(),
        }
    }

    fn compressed(&self, mut loans: Vec<&Exposure>) -> Vec<Point> {
        let clock = loans[0].clock;
        loans.sort_by_key(|loan| loan.profile);
        let logs: Vec<f64> = loans.iter().map(|loan| libm::log(loan.hazard())).collect();
        let low = logs.iter().copied().fold(f64::INFINITY, f64::min);
        let high = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let step = (high - low) / (NODES - 1) as f64;
        let mut nodes: Vec<Groups> = (0..NODES).map(|_| Groups::new(self.lives)).collect();
        let mut sums = [Sums::default(); NODES];
        for (place, loan) in loans.iter().enumerate() {
            let at = if step > 0.0 {
                (logs[place] - low) / step
            } else {
                0.0
            };
            let (first, weights) = neighbours(at);
            for (neighbour, weight) in weights.into_iter().enumerate() {
                sums[first + neighbour].add(loan.balance / self.total, moments(loan), weight);
            }
            let is_last = loans
                .get(place + 1)
                .is_none_or(|next| next.profile != loan.profile);
            if is_last {
                let profile = &self.pool.profiles[loan.profile];
                for (node, sums) in nodes.iter_mut().zip(&mut sums) {
                    node.add(loan.profile, sums, profile);
                    *sums = Sums::default();
                }
            }
        }
        let hazard = |place: usize| libm::exp(low + step * place as f64);
        let nodes = nodes.into_iter().enumerate();
        nodes
            .filter(|(_, groups)| !groups.is_empty())
            .map(|(place, groups)| self.point(hazard(place), clock, groups))
            .collect()
    }
}

/// Moments of the loss given default; ones where it moves with the factor.
fn moments(loan: &Exposure) -> [f64; 3] {
    if loan.lgd.sensitivity != 0.0 {
        return [1.0; 3];
    }
    loan.lgd.moments()
}

/// The first of the four nodes nearest to a place, and what each counts.
fn neighbours(at: f64) -> (usize, [f64; NEIGHBOURS]) {
    let first = (libm::floor(at) as usize)
        .saturating_sub(1)
        .min(NODES - NEIGHBOURS);
    let x = at - first as f64;
    let weight = |own: usize| -> f64 {
        (0..NEIGHBOURS)
            .filter(|other| *other != own)
            .map(|other| (x - other as f64) / (own as f64 - other as f64))
            .product()
    };
    (first, core::array::from_fn(weight))
}
