use proptest::prelude::*;

use super::*;

/// Quantiles as printed in tables to sixteen digits.
const KNOWN: [(f64, f64); 7] = [
    (0.5, 0.0),
    (0.75, 0.6744897501960817),
    (0.9, 1.2815515655446004),
    (0.975, 1.959963984540054),
    (0.99, 2.3263478740408408),
    (0.999, 3.090232306167813),
    (0.9999, 3.719016485455709),
];

#[test]
fn known_quantiles_and_their_mirror_images() {
    for (p, x) in KNOWN {
        assert!(
            (quantile(p) - x).abs() < 2e-15 * (1.0 + x),
            "{p}: {}",
            quantile(p)
        );
        assert!((cdf(x) - p).abs() < 2e-16, "{x}");
        assert!((cdf(-x) - (1.0 - p)).abs() < 2e-16, "{x}");
    }
    assert!((quantile(1e-10) + 6.361340902404056).abs() < 1e-14);
    assert!((quantile(1e-300) + 37.0470962993612).abs() < 1e-12);
}

#[test]
fn ends_are_infinite_and_beyond_them_is_no_number() {
    assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    assert!(quantile(-0.1).is_nan() && quantile(1.1).is_nan() && quantile(f64::NAN).is_nan());
}

proptest! {
    #[test]
    fn the_inverse_inverts(p in 1e-12..1.0_f64) {
        prop_assume!(p < 1.0);
        prop_assert!((cdf(quantile(p)) - p).abs() <= 4e-16_f64.max(2e-14 * p.min(1.0 - p)), "{p}");
    }

    #[test]
    fn both_rise(p in 0.0..0.999_f64, by in 1e-6..1e-3_f64) {
        prop_assert!(quantile(p + by) > quantile(p));
        prop_assert!(cdf(quantile(p + by)) > cdf(quantile(p)));
    }
}
