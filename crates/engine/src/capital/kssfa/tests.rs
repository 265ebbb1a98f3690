use proptest::prelude::*;

use super::*;

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected} within {tolerance}"
    );
}

/// The attachment at which everything above it weighs `floor`, by bisection.
fn thickness_at_floor(k: f64, p: f64, floor: f64) -> f64 {
    let (mut low, mut high) = (k, 1.0 - 1e-9);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if risk_weight(k, p, middle, 1.0) > floor {
            low = middle
        } else {
            high = middle
        }
    }
    low
}

#[test]
fn two_deals_agree_with_an_independent_program() {
    for (p, mezzanine, senior) in [
        (1.0, 10.0948577322, 0.6511687939),
        (0.5, 8.4122502967, 0.1855156956),
        (0.25, 6.3390944338, 0.0301140642),
    ] {
        assert_eq!(risk_weight(0.08, p, 0.0, 0.02), 12.5);
        assert_eq!(risk_weight(0.08, p, 0.02, 0.07), 12.5);
        close(risk_weight(0.08, p, 0.07, 0.125), mezzanine, 1e-9);
        close(risk_weight(0.08, p, 0.125, 1.0), senior, 1e-9);
    }
}

#[test]
fn first_loss_slice_and_a_slice_that_begins_at_k() {
    close(risk_weight(0.08, 0.5, 0.0, 0.125), 10.70139, 5e-6);
    close(920.0 * risk_weight(0.08, 0.5, 0.08, 1.0), 500.0, 0.05);
    close(920.0 * risk_weight(0.08, 1.0, 0.08, 1.0), 1000.0, 0.05);
    close(risk_weight(0.08, 1.0, 0.08, 0.08 + 1e-12), 12.5, 1e-8);
}

#[test]
fn the_senior_slice_reaches_its_floor_at_the_published_points() {
    close(thickness_at_floor(0.08, 0.5, 0.20), 0.121849, 5e-7);
    close(thickness_at_floor(0.08, 1.0, 0.15), 0.255350, 5e-7);
    close(thickness_at_floor(0.08, 0.5, 0.10), 0.150922, 5e-7);
    // Published for unrounded K and p, of which these are the printed digits.
    close(thickness_at_floor(0.06965, 0.4768, 0.15), 0.107208, 2e-5);
}

#[test]
fn ends_and_thin_slices_are_finite() {
    assert_eq!(risk_weight(0.08, 1.0, -0.1, 0.05), 12.5);
    assert_eq!(risk_weight(0.08, 1.0, 0.5, 1.7), risk_weight(0.08, 1.0, 0.5, 1.0));
    assert_eq!(risk_weight(0.0, 1.0, 0.0, 1.0), 0.0);
    assert_eq!(risk_weight(1e-310, 1.0, 0.2, 1.0), 0.0);
    assert_eq!(risk_weight(1.0, 1.0, 0.2, 1.0), 12.5);
    let height = 12.5 * libm::exp(-(0.2 - 0.08) / 0.08);
    close(risk_weight(0.08, 1.0, 0.2, 0.2), height, 1e-15);
    close(risk_weight(0.08, 1.0, 0.2, 0.2 + 1e-14), height, 1e-12);
}

/// `12.5 K [1 + p (1 - e^{-(1-K)/(pK)})]`.
fn whole_stack(k: f64, p: f64) -> f64 {
    12.5 * k * (1.0 - p * libm::expm1(-(1.0 - k) / (p * k)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn cutting_the_stack_anywhere_leaves_total_capital_unchanged(
        k in 0.001..0.9_f64, p in 0.1..2.0_f64, mut points in prop::collection::vec(0.0..1.0_f64, 0..12),
    ) {
        points.extend([0.0, 1.0]);
        points.sort_by(f64::total_cmp);
        let total: f64 = points.windows(2).map(|s| (s[1] - s[0]) * risk_weight(k, p, s[0], s[1])).sum();
        prop_assert!((total / whole_stack(k, p) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_curve_has_no_jump_where_a_slice_begins_or_ends_at_k(k in 0.01..0.5_f64, p in 0.25..2.0_f64) {
        let step = 1e-10;
        for f in [|k: f64, p, x| risk_weight(k, p, x, 0.9), |k: f64, p, x| risk_weight(k, p, 0.001, x)] {
            prop_assert!((f(k, p, k - step) - f(k, p, k + step)).abs() < 1e-5);
        }
    }

    #[test]
    fn weight_falls_with_attachment_and_rises_with_k_and_p(
        k in 0.0..0.9_f64, p in 0.1..2.0_f64, a in 0.0..0.8_f64, t in 0.001..0.2_f64, by in 0.0..0.1_f64,
    ) {
        let at = risk_weight(k, p, a, a + t);
        prop_assert!((0.0..=12.5).contains(&at));
        prop_assert!(risk_weight(k, p, a + by, a + by + t.min(1.0 - a - by)) <= at + 1e-12 || a + by + t > 1.0);
        prop_assert!(risk_weight(k + by, p, a, a + t) >= at - 1e-12);
        prop_assert!(risk_weight(k, p + by, a, a + t) >= at - 1e-12);
    }
}
