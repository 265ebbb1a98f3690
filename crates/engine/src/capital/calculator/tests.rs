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
        "the approach `sec-irba` is not available yet; there are sec-sa, ssfa"
    );
    assert_eq!(
        problem(row("sa")),
        "no approach is called `sa`; there are sec-sa, ssfa"
    );
    assert_eq!(
        problem(Row {
            k: None,
            attachment: Some(1.25),
            ..row("")
        }),
        "approach is missing; attachment 1.25 is not between 0 and 1"
    );
}
