//! What a loss exceeds an amount by, from its first three cumulants.
//!
//! Source: the first terms of the Gram-Charlier series of the standardised loss `u = (L - μ)/σ`, as El Karoui and
//! Jiao use it for tranches (Finance and Stochastics 13, 2009).
//!
//! ```text
//! k            = (K - μ)/σ          γ = κ₃/σ³
//! density(u)   = n(u) [1 + γ/6 (u³ - 3u)]
//! E[(L - K)⁺]  = σ [ n(k) - k N(-k) + γ/6 k n(k) ]
//! P(L > K)     = N(-k) + γ/6 (k² - 1) n(k)
//! ```
//!
//! both within what no loss can pass: the excess of the mean and nought, and 0 to 1. Example: a loss of mean 1 and
//! standard deviation 1 without skew exceeds 1 by 1/√(2π).
//!
//! ```
//! use tranchet_risk::conditional::{cumulants::Cumulants, excess::excess};
//! let loss = Cumulants { mean: 1.0, variance: 1.0, third: 0.0 };
//! assert!((excess(&loss, 1.0) - 0.3989422804).abs() < 1e-10);
//! ```

use core::f64::consts::PI;

use tranchet_engine::capital::normal::cdf;

use super::cumulants::Cumulants;

/// Standard deviations beyond which the density is nought in double precision for our purposes.
const FAR: f64 = 8.5;

/// `E[(L - K)⁺]`.
pub fn excess(loss: &Cumulants, k: f64) -> f64 {
    let certain = (loss.mean - k).max(0.0);
    let Some((deviation, k, skew)) = standardised(loss, k) else {
        return certain;
    };
    let density = density(k);
    let found = deviation * (density - k * cdf(-k) + skew * k * density);
    found.max(certain)
}

/// `P(L > x)`.
pub fn probability_above(loss: &Cumulants, x: f64) -> f64 {
    match standardised(loss, x) {
        Some((_, k, skew)) => (cdf(-k) + skew * (k * k - 1.0) * density(k)).clamp(0.0, 1.0),
        None if loss.mean > x => 1.0,
        None => 0.0,
    }
}

/// `(σ, k, γ/6)`, unless the loss is certain to lie on one side.
fn standardised(loss: &Cumulants, k: f64) -> Option<(f64, f64, f64)> {
    let deviation = libm::sqrt(loss.variance.max(0.0));
    let apart = k - loss.mean;
    if apart.abs() >= FAR * deviation {
        return None;
    }
    let skew = loss.third / (6.0 * deviation * deviation * deviation);
    Some((deviation, apart / deviation, skew))
}

fn density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / libm::sqrt(2.0 * PI)
}
