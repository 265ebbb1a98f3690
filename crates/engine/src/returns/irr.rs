//! The internal rate of return of dated flows, effective per year.
//!
//! The root `y` of `Σ flow / (1 + y)^t`, bracketed and bisected in the logarithm of `1 + y`: with one outlay
//! followed by receipts the sum falls as `y` rises, so there is one root and it is found to the last bit.
//!
//! ```
//! use tranchet_engine::returns::irr;
//! let par = irr(&[(0.0, -100.0), (1.0, 10.0), (2.0, 110.0)]).unwrap();
//! assert!((par - 0.10).abs() < 1e-14);
//! ```

/// The widest bracket of `ln(1 + y)`: rates from nearly −100 % to e^50.
const BRACKET: (f64, f64) = (-700.0, 50.0);

/// The internal rate of return of `(years, flow)`; none when no flow is positive or no rate balances them.
pub fn irr(flows: &[(f64, f64)]) -> Option<f64> {
    let value = |force: f64| -> f64 {
        flows
            .iter()
            .map(|(years, flow)| flow * libm::exp(-force * years))
            .sum()
    };
    if !flows.iter().any(|(_, flow)| *flow > 0.0) {
        return None;
    }
    let (mut low, mut high) = bracket(&value)?;
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return Some(libm::expm1(middle));
        }
        if value(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// A bracket, from a narrow one outward, with a positive value on the left and none on the right.
fn bracket(value: &impl Fn(f64) -> f64) -> Option<(f64, f64)> {
    let (mut low, mut high) = (-0.5, 0.5);
    while value(low) <= 0.0 {
        if low < BRACKET.0 {
            return None;
        }
        low *= 2.0;
    }
    while value(high) > 0.0 {
        if high > BRACKET.1 {
            return None;
        }
        high *= 2.0;
    }
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_gives_a_negative_return_and_nothing_back_gives_none() {
        let half = irr(&[(0.0, -100.0), (1.0, 50.0)]).unwrap();
        assert!((half + 0.5).abs() < 1e-15);
        assert_eq!(irr(&[(0.0, -100.0), (1.0, 0.0)]), None);
        assert_eq!(irr(&[]), None);
    }

    #[test]
    fn a_little_back_late_gives_almost_minus_one() {
        let wiped = irr(&[(0.0, -1e12), (0.25, 1.0)]).unwrap();
        assert!(wiped > -1.0 - 1e-15 && wiped < -0.999);
    }
}
