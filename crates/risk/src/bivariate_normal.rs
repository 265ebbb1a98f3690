//! The distribution function of two standard normals with a given correlation.
//!
//! ```text
//! N₂(h, k; ρ) = N(h) N(k) + 1/(2π) ∫₀^{asin ρ} exp( -(h² + k² - 2 h k sin θ) / (2 cos² θ) ) dθ
//! ```
//!
//! (Sheppard 1899), by Gauss-Legendre panels that shrink towards the end, where the integrand changes fastest as ρ nears
//! ±1. Example: with correlation one half, both are below nought with probability one third.
//!
//! ```
//! use tranchet_risk::bivariate_normal::both_below;
//! assert!((both_below(0.0, 0.0, 0.5) - 1.0 / 3.0).abs() < 1e-14);
//! assert!((both_below(1.0, -0.5, 0.0) - 0.841344746068543 * 0.308537538725987).abs() < 1e-14);
//! ```

use core::f64::consts::PI;

use tranchet_engine::capital::normal::cdf;

/// Panels, each half as wide as the one before it.
const PANELS: usize = 24;
/// Abscissas in (0, 1) and weights of the eight-point rule.
const RULE: [(f64, f64); 4] = [
    (0.1834346424956498, 0.362683783378362),
    (0.525532409916329, 0.3137066458778873),
    (0.7966664774136267, 0.2223810344533745),
    (0.9602898564975363, 0.1012285362903763),
];

/// `P(X ≤ h, Y ≤ k)` for standard normals with correlation `rho`, from -1 to 1; infinite bounds are allowed.
pub fn both_below(h: f64, k: f64, rho: f64) -> f64 {
    if h == f64::NEG_INFINITY || k == f64::NEG_INFINITY {
        return 0.0;
    }
    if h == f64::INFINITY || k == f64::INFINITY {
        return cdf(h.min(k));
    }
    let end = libm::asin(rho);
    let of = |theta: f64| {
        let cosine = libm::cos(theta);
        libm::exp(-(h * h + k * k - 2.0 * h * k * libm::sin(theta)) / (2.0 * cosine * cosine))
    };
    let (mut from, mut sum) = (0.0, 0.0);
    for panel in 0..PANELS {
        let last = panel + 1 == PANELS;
        let to = if last { end } else { 0.5 * (from + end) };
        sum += integrate(from, to, &of);
        from = to;
    }
    cdf(h) * cdf(k) + sum / (2.0 * PI)
}

fn integrate(from: f64, to: f64, of: &impl Fn(f64) -> f64) -> f64 {
    let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
    let pair = |(at, weight): &(f64, f64)| weight * (of(middle - half * at) + of(middle + half * at));
    half * RULE.iter().map(pair).sum::<f64>()
}
