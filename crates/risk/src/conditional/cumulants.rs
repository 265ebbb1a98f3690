//! Cumulants of the pool's loss by each date, given the factor.
//!
//! A loan that defaults in period `q` with probability `Δp(q)` loses `l x profile[q]`, `l = balance x LGD`. With
//! `D_k = Σ_{q ≤ t} profile[q]^k Δp(q)`, independent loans add up to
//!
//! ```text
//! κ₁ = Σ E[l] D₁          κ₂ = Σ E[l²] D₂ - (E[l] D₁)²
//! κ₃ = Σ E[l³] D₃ - 3 E[l] E[l²] D₁ D₂ + 2 (E[l] D₁)³
//! ```

use tranchet_engine::capital::normal::cdf;

use super::classes::{Class, Point, Sums};
use crate::pool::Pool;

/// The first three cumulants of a loss.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cumulants {
    /// `κ₁`.
    pub mean: f64,
    /// `κ₂`.
    pub variance: f64,
    /// `κ₃`.
    pub third: f64,
}

impl Cumulants {
    /// Adds another times a coefficient.
    pub fn add(&mut self, other: &Cumulants, coefficient: f64) {
        self.mean += coefficient * other.mean;
        self.variance += coefficient * other.variance;
        self.third += coefficient * other.third;
    }
}

/// `D₁`, `D₂`, `D₃`: moments of what is outstanding on default.
#[derive(Clone, Copy, Default)]
pub(crate) struct Outstanding(pub [f64; 3]);

impl Outstanding {
    pub fn default_in(&mut self, share: f64, probability: f64) {
        let [first, second, third] = &mut self.0;
        *first += share * probability;
        *second += share * share * probability;
        *third += share * share * share * probability;
    }
}

/// Cumulants by each date of a pool at a value of the factor; its loans are in the classes.
pub fn given(z: f64, classes: &[Class], pool: &Pool) -> Vec<Cumulants> {
    let mut dates = vec![Cumulants::default(); pool.times.len()];
    let mut defaults = vec![0.0; pool.times.len()];
    for class in classes {
        for point in &class.points {
            class.defaults_in_each_period(z, point, &mut defaults);
            for (profile, sums) in &point.by_profile {
                add(&defaults, &pool.profiles[*profile], sums, &mut dates);
            }
        }
    }
    dates
}

impl Class {
    /// `Δp(q)` of a point's loans, given the factor.
    fn defaults_in_each_period(&self, z: f64, point: &Point, defaults: &mut [f64]) {
        let mut before = 0.0;
        for (default, threshold) in defaults.iter_mut().zip(&point.thresholds) {
            let by = cdf((threshold - self.loading * z) * self.scale);
            *default = by - before;
            before = by;
        }
    }
}

/// Adds loans that default with these probabilities in each period.
fn add(defaults: &[f64], profile: &[f64], sums: &Sums, dates: &mut [Cumulants]) {
    let mut outstanding = Outstanding::default();
    for ((date, default), share) in dates.iter_mut().zip(defaults).zip(profile) {
        outstanding.default_in(*share, *default);
        let [first, second, third] = outstanding.0;
        date.mean += sums.first * first;
        date.variance += sums.second * second - sums.first_squared * first * first;
        date.third += sums.third * third - 3.0 * sums.first_second * first * second
            + 2.0 * sums.first_cubed * first * first * first;
    }
}
