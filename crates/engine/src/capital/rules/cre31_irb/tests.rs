use proptest::prelude::*;

use super::*;

fn firm(pd: f64, turnover: Option<f64>) -> Exposure {
    Exposure {
        class: Class::corporate(turnover),
        pd,
        lgd: 0.45,
        m: 2.5,
    }
}

/// Basel II knew a floor of 0.03 % and no scaling within the function.
const BASEL_II: FunctionTerms = FunctionTerms {
    scaling: BASEL_FINAL.scaling,
    ..OLD_CRR
};

/// Basel II, Annex 5: PD, and the weights in per cent of a firm of EUR 50 m and of EUR 5 m. The rows of 0.5 %,
/// 0.75 % and 3 % are recalled, the others read.
const ANNEX_5: [(f64, f64, f64); 13] = [
    (0.0003, 14.44, 11.30),
    (0.0005, 19.65, 15.39),
    (0.0010, 29.65, 23.30),
    (0.0025, 49.47, 39.01),
    (0.0040, 62.72, 49.49),
    (0.0050, 69.61, 54.91),
    (0.0075, 82.78, 65.14),
    (0.0100, 92.32, 72.40),
    (0.0130, 100.95, 78.77),
    (0.0150, 105.59, 82.11),
    (0.0200, 114.86, 88.55),
    (0.0250, 122.16, 93.43),
    (0.0300, 128.44, 97.58),
];

#[test]
fn annex_5_of_basel_ii() {
    for (pd, large, small) in ANNEX_5 {
        for (turnover, printed) in [(50.0, large), (5.0, small)] {
            let found = 100.0 * weigh(&firm(pd, Some(turnover)), &BASEL_II).risk_weight;
            assert!((found - printed).abs() < 0.006, "{pd} {turnover}: {found}");
        }
    }
}

#[test]
fn the_base_deal_one_percent_of_forty() {
    let weighed = weigh(
        &Exposure {
            lgd: 0.40,
            ..firm(0.01, None)
        },
        &BASEL_FINAL,
    );
    assert!((weighed.r - 0.192784).abs() < 5e-7 && (weighed.b - 0.137486).abs() < 5e-7);
    assert!(
        (weighed.k + weighed.expected_loss - 0.06965).abs() < 5e-6,
        "{weighed:?}"
    );
}

#[test]
fn the_old_text_scales_and_the_new_one_floors_higher() {
    let ratio = |pd| {
        let of = |terms| weigh(&firm(pd, None), terms).risk_weight;
        of(&OLD_CRR) / of(&BASEL_FINAL)
    };
    assert!((ratio(0.01) - 1.06).abs() < 1e-12);
    assert!(ratio(0.0001) < 1.0);
    assert_eq!(weigh(&firm(0.0, None), &BASEL_FINAL).pd, 0.0005);
}

#[test]
fn sterling_thresholds() {
    let relief = |turnover| UK_FINAL.size.relief(Some(turnover));
    assert_eq!((relief(1.0), relief(4.4), relief(44.0)), (0.04, 0.04, 0.0));
    assert!((relief(24.2) - 0.02).abs() < 1e-15);
}

#[test]
fn financial_entities_and_high_volatility_property_correlate_more() {
    let of = |corporate| {
        let class = Class::Corporate(corporate);
        weigh(
            &Exposure {
                class,
                ..firm(0.01, None)
            },
            &BASEL_FINAL,
        )
        .r
    };
    let plain = of(Corporate::default());
    let financial = of(Corporate {
        large_financial: true,
        ..Corporate::default()
    });
    let property = of(Corporate {
        hvcre: true,
        turnover: Some(1.0),
        ..Corporate::default()
    });
    assert!((financial - 1.25 * plain).abs() < 1e-15);
    assert!((property - plain - 0.06 * (1.0 - 0.393469)).abs() < 1e-6);
}

#[test]
fn default_leaves_what_the_estimate_does_not_expect() {
    // Published with the R package riskweightedassets: 1,000,000 at LGD 40 %, ELBE 10 % weighs 3,750,000.
    let own = in_default(0.40, Some(0.10));
    assert!((own.k - 0.30).abs() < 1e-15 && (1e6 * own.risk_weight - 3_750_000.0).abs() < 1e-6);
    assert_eq!(own.expected_loss, 0.10);
    let foundation = in_default(0.45, None);
    assert_eq!((foundation.k, foundation.expected_loss), (0.0, 0.45));
    assert_eq!(in_default(0.2, Some(0.5)).k, 0.0);
}

#[test]
fn certain_default_has_no_unexpected_loss() {
    assert_eq!(weigh(&firm(1.0, None), &BASEL_FINAL).k, 0.0);
    assert_eq!(weigh(&firm(7.0, None), &BASEL_FINAL).expected_loss, 0.45);
}

#[test]
fn retail_reads_no_maturity() {
    for class in [Class::Mortgage, Class::Revolving, Class::OtherRetail] {
        let of = |m| {
            weigh(
                &Exposure {
                    class,
                    m,
                    ..firm(0.01, None)
                },
                &BASEL_FINAL,
            )
            .risk_weight
        };
        assert_eq!(of(1.0), of(5.0));
    }
}

proptest! {
    #[test]
    fn k_rises_in_pd_lgd_and_m(
        pd in 0.0005..0.1_f64, lgd in 0.05..0.9_f64, m in 1.0..4.9_f64, s in proptest::option::of(1.0..80.0_f64),
    ) {
        let of = |pd, lgd, m| weigh(&Exposure { pd, lgd, m, ..firm(0.01, s) }, &BASEL_FINAL).k;
        let at = of(pd, lgd, m);
        prop_assert!(at > 0.0 && at < lgd);
        prop_assert!(of(pd * 1.01, lgd, m) > at);
        prop_assert!(of(pd, lgd * 1.01, m) > at);
        prop_assert!(of(pd, lgd, m + 0.1) > at);
    }

    #[test]
    fn the_size_relief_is_continuous_at_its_thresholds(pd in 0.0005..0.3_f64) {
        for terms in [&BASEL_FINAL, &UK_FINAL] {
            let of = |s| weigh(&firm(pd, Some(s)), terms).k;
            for threshold in [terms.size.low.value, terms.size.high.value] {
                prop_assert!((of(threshold - 1e-9) - of(threshold + 1e-9)).abs() < 1e-9);
            }
            prop_assert!((of(terms.size.high.value) - weigh(&firm(pd, None), terms).k).abs() < 1e-15);
        }
    }
}
