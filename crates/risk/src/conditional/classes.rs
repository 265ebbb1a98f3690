//! Loans that differ only in balance, loss given default and hazard, and their compression to a few hazards.
//!
//! A class has one correlation. Cumulants are sums over loans of powers of `l` times a smooth function of the log hazard,
//! and a smooth function at any point is nearly a combination of its values at four neighbouring nodes. So each loan is
//! shared among four of 64 evenly spaced log hazards by cubic Lagrange weights, and the work no longer grows with the
//! number of loans, only with the number of repayment profiles. Classes with fewer loans than nodes stay as they are.
//!
//! Loans that cannot default are left out.

use std::collections::HashMap;

use tranchet_engine::capital::normal::quantile;

use crate::pool::{Exposure, Pool, probability_by};

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
    fn add(&mut self, balance: f64, loan: &Exposure, weight: f64) {
        let [mean, square, cube] = loan.lgd.moments();
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
    /// `G(PD(t))` for each date.
    pub thresholds: Vec<f64>,
    /// What they lose, by repayment profile: its place in [`Pool::profiles`].
    pub by_profile: Vec<(usize, Sums)>,
}

/// Loans of one correlation.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// `√ρ`.
    pub loading: f64,
    /// `1 / √(1 - ρ)`.
    pub scale: f64,
    /// By hazard.
    pub points: Vec<Point>,
}

/// The classes of these loans, in the order in which they first name them; amounts as shares of `total`.
pub fn classes(pool: &Pool, total: f64) -> Vec<Class> {
    let mut places: HashMap<u64, usize> = HashMap::new();
    let mut members: Vec<Vec<&Exposure>> = Vec::new();
    for loan in pool
        .exposures
        .iter()
        .filter(|loan| loan.pd > 0.0 && loan.balance > 0.0)
    {
        let place = *places.entry(loan.correlation.to_bits()).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[place].push(loan);
    }
    members.iter().map(|loans| class(loans, pool, total)).collect()
}

fn class(loans: &[&Exposure], pool: &Pool, total: f64) -> Class {
    let correlation = loans[0].correlation;
    let points = if loans.len() <= NODES {
        let own = |loan: &&Exposure| {
            let mut sums = Sums::default();
            sums.add(loan.balance / total, loan, 1.0);
            point(loan.hazard(), vec![(loan.profile, sums)], &pool.times)
        };
        loans.iter().map(own).collect()
    } else {
        compressed(loans, pool, total)
    };
    Class {
        loading: libm::sqrt(correlation),
        scale: 1.0 / libm::sqrt(1.0 - correlation),
        points,
    }
}

fn point(hazard: f64, by_profile: Vec<(usize, Sums)>, times: &[f64]) -> Point {
    let thresholds = times
        .iter()
        .map(|years| quantile(probability_by(hazard, *years)))
        .collect();
    Point {
        thresholds,
        by_profile,
    }
}

fn compressed(loans: &[&Exposure], pool: &Pool, total: f64) -> Vec<Point> {
    let logs: Vec<f64> = loans.iter().map(|loan| libm::log(loan.hazard())).collect();
    let low = logs.iter().copied().fold(f64::INFINITY, f64::min);
    let high = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let step = (high - low) / (NODES - 1) as f64;
    let profiles = pool.profiles.len();
    let mut sums = vec![Sums::default(); NODES * profiles];
    for (loan, log) in loans.iter().zip(&logs) {
        let at = if step > 0.0 { (log - low) / step } else { 0.0 };
        let (first, weights) = neighbours(at);
        for (neighbour, weight) in weights.into_iter().enumerate() {
            sums[(first + neighbour) * profiles + loan.profile].add(loan.balance / total, loan, weight);
        }
    }
    let node = |place: usize| libm::exp(low + step * place as f64);
    sums.chunks(profiles)
        .enumerate()
        .map(|(place, sums)| {
            let held = sums.iter().copied().enumerate();
            let held = held.filter(|(_, sums)| *sums != Sums::default()).collect();
            point(node(place), held, &pool.times)
        })
        .filter(|point| !point.by_profile.is_empty())
        .collect()
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
