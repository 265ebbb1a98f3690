//! Two values with the first three moments of a distribution: the Gauss rule of two points.
//!
//! With mean `μ`, variance `σ²` and third central moment `μ₃`:
//!
//! ```text
//! x± = μ + σ (h ± √(1 + h²)),   h = μ₃ / (2 σ³),   p₊ = -(x₋ - μ) / (x₊ - x₋)
//! ```
//!
//! Both lie between the least and the greatest value of the distribution.
//!
//! ```
//! use tranchet_risk::two_points::two_points;
//! // 1 with probability 3/4 and 5 with 1/4: moments 2, 7, 32.
//! let [(high, likely), (low, otherwise)] = two_points([2.0, 7.0, 32.0]);
//! assert!((high - 5.0).abs() < 1e-12 && (likely - 0.25).abs() < 1e-12);
//! assert!((low - 1.0).abs() < 1e-12 && (otherwise - 0.75).abs() < 1e-12);
//! ```

/// Variance over the square of the mean below which it is rounding.
const ROUNDING: f64 = 1e-13;

/// Two values with their probabilities, from the moments `E[X]`, `E[X²]`, `E[X³]` of what is not negative.
pub fn two_points([mean, second, third]: [f64; 3]) -> [(f64, f64); 2] {
    let variance = second - mean * mean;
    if variance <= ROUNDING * mean * mean {
        return [(mean, 1.0), (mean, 0.0)];
    }
    let deviation = libm::sqrt(variance);
    let central = third - 3.0 * mean * variance - mean * mean * mean;
    let half_skew = 0.5 * central / (variance * deviation);
    let root = libm::sqrt(1.0 + half_skew * half_skew);
    let (up, down) = (half_skew + root, half_skew - root);
    let likely = -down / (up - down);
    [
        (mean + deviation * up, likely),
        ((mean + deviation * down).max(0.0), 1.0 - likely),
    ]
}
