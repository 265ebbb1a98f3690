use super::*;
use crate::capital::position::Bound;

fn row(approach: &str) -> Row {
    Row {
        approach: approach.to_owned(),
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
        problem(row("sec-irba")),
        "the approach `sec-irba` is not available yet; there are sec-sa, ssfa, irb-corporate"
    );
    assert_eq!(
        problem(row("sa")),
        "no approach is called `sa`; there are sec-sa, ssfa, irb-corporate"
    );
}

fn one_loan() -> Row {
    Row {
        approach: "irb-corporate".to_owned(),
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
