//! Every published or hand-worked figure of the corporate function, recomputed: `tests/oracle/irb.csv`.
//!
//! Nothing in the table comes from this program. `output` is `risk_weight_percent`, `r` (correlation), `b` (slope of
//! the maturity adjustment) or `charge` (8 % of the risk weight and the expected loss); no scaling.

use std::collections::HashMap;

use tranchet_engine::capital::calculator::{self, Row};
use tranchet_engine::capital::position::Weighed;
use tranchet_engine::capital::step::{Figure, StepValue};

const TABLE: &str = include_str!("../../../tests/oracle/irb.csv");

struct Case<'a>(HashMap<&'a str, &'a str>);

impl Case<'_> {
    fn number(&self, column: &str) -> Option<f64> {
        let text = self.0[column];
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    fn found(&self) -> f64 {
        let row = Row {
            approach: "irb-corporate",
            pd: self.number("pd"),
            lgd: self.number("lgd"),
            m: self.number("m"),
            turnover: self.number("turnover"),
            ..Row::default()
        };
        let weighed = calculator::risk_weight(&row).unwrap();
        match self.0["output"] {
            "risk_weight_percent" => 100.0 * weighed.risk_weight,
            "r" => step(&weighed, "R"),
            "b" => step(&weighed, "b"),
            "charge" => 0.08 * weighed.risk_weight + step(&weighed, "EL"),
            output => panic!("no output is called {output}"),
        }
    }
}

fn step(weighed: &Weighed, rule: &str) -> f64 {
    let step = weighed.steps.iter().find(|step| step.rule == rule).unwrap();
    match step.value {
        StepValue::Is(Figure::Number(number)) => number,
        StepValue::Is(Figure::Amount(_)) | StepValue::NotApplicable(_) => panic!("{rule} is no number"),
    }
}

#[test]
fn every_row_of_the_table_is_met() {
    let mut lines = TABLE.lines();
    let columns: Vec<_> = lines.next().unwrap().split(',').collect();
    let mut rows = 0;
    for line in lines {
        let fields: Vec<_> = line.split(',').collect();
        assert_eq!(fields.len(), columns.len(), "{line}");
        let case = Case(columns.iter().copied().zip(fields).collect());
        let (found, expected) = (case.found(), case.number("expected").unwrap());
        assert!(
            (found - expected).abs() < case.number("tolerance").unwrap(),
            "{}: {found} is not {expected}",
            case.0["id"]
        );
        rows += 1;
    }
    assert_eq!(rows, 29);
}
