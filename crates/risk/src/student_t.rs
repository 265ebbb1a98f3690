//! The Student-t copula's common shock: chi-square mixing on a grid, and the quantile of the mixture.
//!
//! ```text
//! T = X / √(S/ν)          X standard normal, S chi-square with ν degrees of freedom
//! P(T ≤ t) = E[ N( t √(S/ν) ) ]
//! ```
//!
//! The mean over `S` is the trapezoid rule in `ln S`, whose density `∝ exp(ν s/2 - e^s/2)` is smooth and dies out on both
//! sides, so that few points give many digits. The quantile inverts the same sum: probabilities of default are then kept
//! to the last digit when they are averaged over the same grid. Example: with 4 degrees of freedom one in a hundred lies
//! below -3.74695 (any table of the t distribution).
//!
//! ```
//! use tranchet_risk::student_t::Mixing;
//! let mixing = Mixing::student_t(4);
//! assert!((mixing.quantile(0.01) + 3.746947388).abs() < 1e-8);
//! ```
//!
//! Source: the mixture is the definition of the t distribution; for its use as a copula of defaults see Frey, McNeil and
//! Nyfeler, "Copulas and credit models" (Risk, October 2001).

use tranchet_engine::capital::normal::{cdf, quantile};

use crate::pool::Copula;

/// Steps of `ln S`.
const STEP: f64 = 0.25;
/// Points that weigh less than this part of the heaviest are left out.
const NEGLIGIBLE: f64 = 1e-14;
/// Halvings that find a quantile to the last bits.
const HALVINGS: usize = 80;

/// Values of `√(S/ν)` with their weights, which add up to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixing {
    /// Values with weights.
    pub points: Vec<(f64, f64)>,
}

impl Mixing {
    /// No mixing: the Gaussian copula.
    pub fn none() -> Mixing {
        Mixing {
            points: vec![(1.0, 1.0)],
        }
    }

    /// With so many degrees of freedom, at least one.
    pub fn student_t(degrees: u32) -> Mixing {
        let degrees = f64::from(degrees.max(1));
        let log_density = |s: f64| 0.5 * (degrees * s - libm::exp(s));
        let mode = libm::log(degrees);
        let weight = |s: f64| libm::exp(log_density(s) - log_density(mode));
        let mut points = Vec::new();
        for side in [-1.0, 1.0] {
            let mut at = if side < 0.0 { mode } else { mode + STEP };
            while weight(at) > NEGLIGIBLE {
                points.push((libm::exp(0.5 * (at - mode)), weight(at)));
                at += side * STEP;
            }
        }
        points.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let sum: f64 = points.iter().map(|(_, weight)| weight).sum();
        points.iter_mut().for_each(|(_, weight)| *weight /= sum);
        Mixing { points }
    }

    /// The mixing of a copula.
    pub fn of(copula: Copula) -> Mixing {
        match copula {
            Copula::Gaussian => Mixing::none(),
            Copula::StudentT { degrees } => Mixing::student_t(degrees),
        }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.points.len() == 1
    }

    /// `P(T ≤ t)`.
    pub fn cdf(&self, t: f64) -> f64 {
        let points = self.points.iter();
        points.map(|(value, weight)| weight * cdf(t * value)).sum()
    }

    /// The value that is not exceeded with this probability.
    pub fn quantile(&self, probability: f64) -> f64 {
        let normal = quantile(probability);
        if self.is_none() || !normal.is_finite() || normal == 0.0 {
            return normal;
        }
        if probability > 0.5 {
            return -self.quantile(1.0 - probability);
        }
        let mut low = 2.0 * normal;
        while self.cdf(low) > probability {
            low *= 2.0;
        }
        let mut high = 0.0;
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if self.cdf(middle) > probability {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }
}

/// The common shock `√(S/ν)` that is not exceeded with this probability; one under the Gaussian copula.
pub fn shock(copula: Copula, probability: f64) -> f64 {
    let Copula::StudentT { degrees } = copula else {
        return 1.0;
    };
    let (mut low, mut high) = (0.0, 2.0);
    let square = |value: f64| f64::from(degrees) * value * value;
    while chi_square_above(degrees, square(high)) > 1.0 - probability {
        high *= 2.0;
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if chi_square_above(degrees, square(middle)) > 1.0 - probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// `P(S > x)` for chi-square with whole degrees of freedom, by its finite sum (Abramowitz and Stegun 26.4.4 and 26.4.5).
fn chi_square_above(degrees: u32, x: f64) -> f64 {
    let half = 0.5 * x;
    let is_odd = degrees % 2 == 1;
    let (mut sum, mut power) = match is_odd {
        true => (libm::erfc(libm::sqrt(half)), 0.5),
        false => (0.0, 0.0),
    };
    let mut term = match is_odd {
        true => libm::exp(-half) * libm::sqrt(half) / libm::tgamma(1.5),
        false => libm::exp(-half),
    };
    for _ in 0..degrees / 2 {
        sum += term;
        power += 1.0;
        term *= half / power;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two degrees: exponential. Quantiles of the table of the chi-square distribution: 9.487729 (4, 95 %), 0.711 (4, 5 %),
    /// 11.070498 (5, 95 %), 1.145476 (5, 5 %).
    #[test]
    fn shocks_are_chi_square() {
        for (degrees, probability, expected) in [
            (2, 0.5, 2.0 * core::f64::consts::LN_2),
            (4, 0.95, 9.487729036781154),
            (4, 0.05, 0.710723021397324),
            (5, 0.95, 11.070497693516351),
            (5, 0.05, 1.145476226061769),
        ] {
            let found = shock(Copula::StudentT { degrees }, probability);
            assert!(
                (f64::from(degrees) * found * found / expected - 1.0).abs() < 1e-9,
                "{degrees}"
            );
        }
    }

    /// `P(T ≤ t)` for three and four degrees of freedom in closed form (Abramowitz and Stegun 26.7.3 and 26.7.4).
    #[test]
    fn the_mixture_is_the_t_distribution() {
        for t in [-30.0, -8.0, -3.0, -1.0, 0.0, 0.5, 2.0] {
            let angle = libm::atan(t / libm::sqrt(3.0));
            let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
            let three = 0.5 + (angle + sine * cosine) / core::f64::consts::PI;
            assert!((Mixing::student_t(3).cdf(t) - three).abs() < 1e-11, "{t}");
            let sine = t / libm::sqrt(4.0 + t * t);
            let four = 0.5 + 0.5 * sine * (1.0 + 0.5 * (1.0 - sine * sine));
            assert!((Mixing::student_t(4).cdf(t) - four).abs() < 1e-11, "{t}");
        }
    }

    #[test]
    fn quantiles_invert_the_mixture_from_end_to_end() {
        let mixing = Mixing::student_t(5);
        for probability in [1e-9, 1e-4, 0.2, 0.5, 0.9, 0.9999] {
            let found = mixing.cdf(mixing.quantile(probability));
            assert!((found / probability - 1.0).abs() < 1e-9, "{probability}");
        }
        assert_eq!(mixing.quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(mixing.quantile(1.0), f64::INFINITY);
    }
}
