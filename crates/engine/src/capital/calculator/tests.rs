use super::*;
use crate::capital::position::Bound;

fn row(approach: &str) -> Row<'_> {
    Row {
        approach,
        k: Some(0.08),
        attachment: Some(0.125),
        detachment: Some(1.0),
        ..Row::default()
    }
}

fn problem(row: Row) -> String {
    risk_weight(&row).unwrap_err().to_string()
}

#[test]
fn each_approach_has_its_own_p_floor_and_cap() {
    let ssfa = risk_weight(&Row {
        senior: true,
        ..row("ssfa")
    })
    .unwrap();
    assert_eq!(
        (ssfa.p, ssfa.risk_weight, ssfa.bound),
        (Some(0.5), 0.20, Bound::Floor)
    );
    let senior = Row {
        k: Some(0.0096),
        senior: true,
        ..row("sec-sa")
    };
    let weighed = risk_weight(&senior).unwrap();
    assert_eq!(weighed.bound, Bound::LookThroughCap);
    assert!((weighed.risk_weight - 0.12).abs() < 1e-15);
    let first_loss = Row {
        attachment: Some(0.0),
        detachment: Some(0.05),
        ..row("sec-sa")
    };
    assert_eq!(risk_weight(&first_loss).unwrap().bound, Bound::Cap);
}

#[test]
fn unknown_status_beyond_the_allowance_weighs_the_maximum() {
    let unknown = |approach, share| {
        risk_weight(&Row {
            unknown: Some(share),
            ..row(approach)
        })
        .unwrap()
    };
    assert!(unknown("sec-sa", 0.05).risk_weight < 12.5);
    for weighed in [unknown("sec-sa", 0.0500001), unknown("ssfa", 0.01)] {
        assert_eq!(
            (weighed.risk_weight, weighed.p, weighed.approach),
            (12.5, None, None)
        );
    }
}

#[test]
fn every_problem_of_a_row_is_named() {
    assert_eq!(
        problem(Row {
            k: Some(1.5),
            w: Some(-0.1),
            ..row("ssfa")
        }),
        "k 1.5 is not between 0 and 1; w -0.1 is not between 0 and 1"
    );
    assert_eq!(
        problem(Row {
            detachment: None,
            ..row("ssfa")
        }),
        "detachment is missing"
    );
    assert_eq!(
        problem(Row {
            attachment: Some(1.0),
            ..row("ssfa")
        }),
        "attachment 1 is not below detachment 1"
    );
    assert_eq!(
        problem(Row {
            k: Some(f64::NAN),
            ..row("ssfa")
        }),
        "k NaN is not between 0 and 1"
    );
    assert_eq!(
        problem(row("sa")),
        "no approach is called `sa`; there are sec-irba, sec-erba, sec-sa, ssfa, irb-corporate"
    );
    assert_eq!(
        problem(Row {
            detachment: Some(1.01),
            ..row("sec-sa")
        }),
        "detachment 1.01 is not between 0 and 1"
    );
}

fn one_loan() -> Row<'static> {
    Row {
        approach: "irb-corporate",
        pd: Some(0.01),
        lgd: Some(0.45),
        ..Row::default()
    }
}

#[test]
fn a_loan_by_the_corporate_function() {
    let weight = |row: Row| risk_weight(&row).unwrap().risk_weight;
    assert!((weight(one_loan()) - 0.9232).abs() < 6e-5);
    let turnover = Some(5.0);
    assert!(
        (weight(Row {
            turnover,
            ..one_loan()
        }) - 0.7240)
            .abs()
            < 6e-5
    );
    let scaling = Some(1.06);
    assert!(
        (weight(Row {
            scaling,
            ..one_loan()
        }) / weight(one_loan())
            - 1.06)
            .abs()
            < 1e-12
    );
    let large_financial = true;
    assert!(
        weight(Row {
            large_financial,
            ..one_loan()
        }) > weight(one_loan())
    );
    let m = Some(9.0);
    assert_eq!(
        weight(Row { m, ..one_loan() }),
        weight(Row {
            m: Some(5.0),
            ..one_loan()
        })
    );
}

#[test]
fn a_loan_says_its_expected_loss_and_that_its_risk_was_floored() {
    let weighed = risk_weight(&one_loan()).unwrap();
    assert_eq!(
        (weighed.bound, weighed.p, weighed.approach),
        (Bound::None, None, None)
    );
    let loss = weighed.steps.iter().find(|step| step.rule == "EL").unwrap();
    assert_eq!(
        loss.value,
        crate::capital::step::StepValue::Is((0.01 * 0.45).into())
    );
    let safe = risk_weight(&Row {
        pd: Some(0.0),
        ..one_loan()
    })
    .unwrap();
    assert_eq!(safe.bound, Bound::Floor);
    assert!((safe.risk_weight - 0.1444).abs() < 6e-5);
    assert_eq!(safe.risk_weight_formula, Some(safe.risk_weight));
}

#[test]
fn every_problem_of_a_loan_is_named() {
    let row = Row {
        lgd: Some(1.4),
        pd: None,
        m: Some(-1.0),
        turnover: Some(f64::NAN),
        ..one_loan()
    };
    assert_eq!(
        problem(row),
        "pd is missing; lgd 1.4 is not between 0 and 1; m -1 is not nought or more; \
         turnover NaN is not nought or more"
    );
    let scaling = Some(f64::INFINITY);
    assert_eq!(
        problem(Row {
            scaling,
            ..one_loan()
        }),
        "scaling inf is not nought or more"
    );
}

#[test]
fn a_blank_approach_hides_no_other_problem() {
    assert_eq!(
        problem(Row {
            k: None,
            attachment: Some(1.25),
            ..row("")
        }),
        "approach is missing; attachment 1.25 is not between 0 and 1"
    );
}

fn sec_irba() -> Row<'static> {
    Row {
        n: Some(100.0),
        lgd: Some(0.4),
        m_t: Some(5.0),
        ..row("sec-irba")
    }
}

fn sec_erba(rating: &str) -> Row<'_> {
    Row {
        k: None,
        rating: Some(rating),
        m_t: Some(3.0),
        ..row("sec-erba")
    }
}

#[test]
fn sec_irba_needs_what_p_is_made_of() {
    let weighed = risk_weight(&sec_irba()).unwrap();
    // Not senior: 0.16 + 2.87/100 - 1.03 x 0.08 + 0.21 x 0.4 + 0.07 x 5
    assert!((weighed.p.unwrap() - 0.5403).abs() < 1e-12);
    assert_eq!(weighed.m_t, Some(5.0));
    assert_eq!(
        problem(row("sec-irba")),
        "n is missing; lgd is missing; m_t is missing"
    );
    let wrong = Row {
        n: Some(0.0),
        lgd: Some(1.2),
        m_t: Some(-1.0),
        detachment: Some(0.1),
        pool: Some("mixed"),
        ..sec_irba()
    };
    assert_eq!(
        problem(wrong),
        "no kind of pool is called `mixed`; there are wholesale, retail; n 0 is below 1; \
         lgd 1.2 is not between 0 and 1; attachment 0.125 is not below detachment 0.1; \
         m_t -1 is not a number of years above 0"
    );
}

#[test]
fn a_retail_pool_needs_no_number_of_exposures() {
    let retail = Row {
        n: None,
        pool: Some("retail"),
        ..sec_irba()
    };
    // 0.55 x 0.4 + 0.27 x 5 - 5.78 x 0.08
    assert!((risk_weight(&retail).unwrap().p.unwrap() - 1.1076).abs() < 1e-12);
}

#[test]
fn sec_erba_needs_a_rating_on_the_scale_and_a_maturity() {
    assert_eq!(problem(row("sec-erba")), "rating is missing");
    assert_eq!(
        problem(sec_erba("investment grade")),
        "the rating `investment grade` is not on the scale of S&P, Fitch or Moody's"
    );
    assert_eq!(
        problem(Row {
            m_t: None,
            ..sec_erba("A")
        }),
        "m_t is missing"
    );
    let short = Row {
        m_t: None,
        ..sec_erba("A-2")
    };
    assert_eq!(risk_weight(&short).unwrap().risk_weight, 0.5);
}

#[test]
fn the_look_through_cap_of_a_rated_tranche_needs_k() {
    let senior = |k| Row {
        k,
        senior: true,
        ..sec_erba("BBB-")
    };
    assert_eq!(risk_weight(&senior(None)).unwrap().risk_weight, 1.3);
    let capped = risk_weight(&senior(Some(0.08))).unwrap();
    assert_eq!((capped.risk_weight, capped.bound), (1.0, Bound::LookThroughCap));
}

#[test]
fn a_resecuritisation_takes_the_standardised_approach() {
    for wrong in [sec_irba(), sec_erba("A")] {
        let name = wrong.approach;
        assert_eq!(
            problem(Row {
                resecuritisation: true,
                ..wrong
            }),
            format!("a resecuritisation may not use `{name}`, only sec-sa")
        );
    }
}

#[test]
fn a_weight_without_its_steps_is_the_same() {
    let rated = Row {
        rating: Some("BBB-"),
        m_t: Some(3.25),
        ..row("sec-erba")
    };
    let unknown = Row {
        unknown: Some(0.06),
        ..row("sec-sa")
    };
    for row in [row("sec-sa"), row("ssfa"), sec_irba(), rated, unknown] {
        let explained = risk_weight(&row).unwrap();
        let alone = risk_weight_alone(&row).unwrap();
        assert!(!explained.steps.is_empty() && alone.steps.is_empty(), "{row:?}");
        let without = Weighed {
            steps: alone.steps.clone(),
            ..explained
        };
        assert_eq!(without, alone);
    }
}
