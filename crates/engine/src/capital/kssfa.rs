//! The supervisory formula of securitisation capital as pure mathematics: no floor, no regime, no data.
//!
//! Source: CRR Art. 259(1) and 261(1), CRE41 and CRE44, and the simplified supervisory formula of the
//! United States share it. With capital charge `K`, supervisory parameter `p`, attachment `A` and
//! detachment `D`, all decimals of the pool:
//!
//! ```text
//! a = -1/(p K)    u = D - K    l = max(A - K, 0)    K_SSFA = (e^{a u} - e^{a l}) / (a (u - l))
//! D <= K      RW = 12.5
//! A >= K      RW = 12.5 K_SSFA
//! A < K < D   RW = 12.5 [(K - A) + (D - K) K_SSFA] / (D - A)
//! ```
//!
//! Example: half of a pool at K = 8 % with p = 0.5, the slice above 12.5 %, weighs 18.55 %.
//!
//! ```
//! use tranchet_engine::capital::kssfa::risk_weight;
//! assert!((risk_weight(0.08, 0.5, 0.125, 1.0) - 0.1855156956).abs() < 1e-10);
//! assert_eq!(risk_weight(0.08, 0.5, 0.0, 0.08), 12.5);
//! assert_eq!(risk_weight(0.0, 1.0, 0.05, 1.0), 0.0);
//! ```
//!
//! Not covered: how `K` and `p` are found, floors and caps; see the rule files.

/// The largest risk weight, 1,250 %: capital at 8 % then equals the exposure.
pub const RISK_WEIGHT_MAX: f64 = 12.5;

/// `K_SSFA`: capital per unit of the part of the slice `a`–`d` that lies above `k`, between 0 and 1.
///
/// For a slice of no thickness it is the limit: the height of the curve at that point. For `k = 0` the
/// curve is zero everywhere above zero.
pub fn k_ssfa(k: f64, p: f64, a: f64, d: f64) -> f64 {
    let scale = p * k;
    let l = (a - k).max(0.0);
    let thickness = d - a.max(k);
    if scale < f64::MIN_POSITIVE {
        return if l > 0.0 || thickness > 0.0 { 0.0 } else { 1.0 };
    }
    libm::exp(-l / scale) * mean_decay(thickness / scale)
}

/// The mean of `e^{-t}` for `t` from 0 to `x`; subtracting two near exponentials would cancel.
fn mean_decay(x: f64) -> f64 {
    if x > 0.0 { -libm::expm1(-x) / x } else { 1.0 }
}

/// The risk weight of the slice `a`–`d`, before any floor; between 0 and [`RISK_WEIGHT_MAX`].
///
/// Points outside the pool are brought back to its ends, and a detachment below the attachment counts as
/// no thickness. `p` must be above zero.
pub fn risk_weight(k: f64, p: f64, a: f64, d: f64) -> f64 {
    let a = a.clamp(0.0, 1.0);
    let d = d.max(a).min(1.0);
    if d <= k {
        RISK_WEIGHT_MAX
    } else if a >= k {
        RISK_WEIGHT_MAX * k_ssfa(k, p, a, d)
    } else {
        let capital = (k - a) + (d - k) * k_ssfa(k, p, a, d);
        (RISK_WEIGHT_MAX * capital / (d - a)).min(RISK_WEIGHT_MAX)
    }
}

#[cfg(test)]
mod tests;
