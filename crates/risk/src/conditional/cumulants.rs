//! Cumulants of the pool's loss by each date, given the factors.
//!
//! A loan that defaults in period `q` with probability `Δp(q)` loses `l x profile[q]`, `l = balance x LGD`. With
//! `D_k = Σ_{q ≤ t} profile[q]^k Δp(q)`, independent loans add up to
//!
//! ```text
//! κ₁ = Σ E[l] D₁          κ₂ = Σ E[l²] D₂ - (E[l] D₁)²
//! κ₃ = Σ E[l³] D₃ - 3 E[l] E[l²] D₁ D₂ + 2 (E[l] D₁)³
//! ```
//!
//! What is linear in `Δp` is exact whatever the loans' profiles; in the products of `D`, loans of one group share their mean
//! profile ([`classes`](super::classes)).

use tranchet_engine::capital::normal::cdf;

use super::classes::{Class, Group, Point};
use crate::nodes::Node;

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

/// Cumulants by each date of the loans in these classes, at values of the factors.
pub fn given(node: &Node, classes: &[Class], dates: usize) -> Vec<Cumulants> {
    let mut found = vec![Cumulants::default(); dates];
    let mut defaults = vec![0.0; dates];
    for class in classes {
        let lost = class.moments_of_loss(node);
        for point in &class.points {
            class.defaults_in_each_period(node, point, &mut defaults);
            for group in &point.groups {
                group.add(&defaults, lost, &mut found);
            }
        }
    }
    found
}

impl Class {
    /// `E[LGD]`, `E[LGD²]`, `E[LGD³]` where it moves with the factor; ones where the sums have it already.
    fn moments_of_loss(&self, node: &Node) -> [f64; 3] {
        match self.moving {
            Some(lgd) => lgd.given(node.factors[self.direction]).moments(),
            None => [1.0; 3],
        }
    }

    /// `Δp(q)` of a point's loans, given the factors.
    fn defaults_in_each_period(&self, node: &Node, point: &Point, defaults: &mut [f64]) {
        let moved = self.loading * node.factors[self.direction];
        let mut before = 0.0;
        for (default, threshold) in defaults.iter_mut().zip(&point.thresholds) {
            let by = cdf((threshold * node.mixing - moved) * self.scale);
            *default = by - before;
            before = by;
        }
    }
}

impl Group {
    /// Adds its loans, which default with these probabilities in each period.
    fn add(&self, defaults: &[f64], [m1, m2, m3]: [f64; 3], found: &mut [Cumulants]) {
        let (first_squared, first_second) = (self.first_squared * m1 * m1, self.first_second * m1 * m2);
        let first_cubed = self.first_cubed * m1 * m1 * m1;
        let mut linear = [0.0; 3];
        let (mut d1, mut d2) = (0.0, 0.0);
        for ((found, default), period) in found.iter_mut().zip(defaults).zip(&self.periods) {
            linear[0] += period.first * default;
            linear[1] += period.second * default;
            linear[2] += period.third * default;
            d1 += period.mean_profile * default;
            d2 += period.mean_square * default;
            found.mean += m1 * linear[0];
            found.variance += m2 * linear[1] - first_squared * d1 * d1;
            found.third += m3 * linear[2] - 3.0 * first_second * d1 * d2 + 2.0 * first_cubed * d1 * d1 * d1;
        }
    }
}
