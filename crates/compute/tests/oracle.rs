//! Every row of `tests/oracle/compute.csv`, which `compute.py` beside it wrote without any code of ours.

use tranchet_compute::assumptions::Assumptions;
use tranchet_compute::cash_flow::{End, run};
use tranchet_compute::income_value::IncomeCurve;
use tranchet_compute::pool::{ComputePool, PoolOutcome};
use tranchet_compute::project::{Project, Sweep};
use tranchet_compute::rent_path::RentPath;
use tranchet_compute::scenario_library::scenarios;
use tranchet_compute::standard_curves::generations;

const ORACLE: &str = include_str!("../../../tests/oracle/compute.csv");

fn in_scenario(id: &str, assumptions: &Assumptions) -> PoolOutcome {
    let library = scenarios();
    let scenario = library
        .iter()
        .find(|scenario| scenario.id == id)
        .expect("the library has it");
    ComputePool::of_archetypes().run(scenario, assumptions)
}

/// Quarter and balance at which a project's loan ended, as the oracle writes them.
fn ended(case: &str) -> [f64; 2] {
    let words: Vec<&str> = case.split(' ').collect();
    let tenor = words[0].parse().unwrap();
    let mut project = Project::ten_thousand_h100(tenor, words[1].parse().unwrap());
    if words[2] == "sweep" {
        project.loan.sweep = Sweep::Always;
    }
    match run(&project).end {
        End::Repaid { quarter } => [f64::from(quarter), 0.0],
        End::PaymentDefault { quarter, exposure } => [f64::from(quarter), exposure],
        End::Balloon { amount } => [f64::from(tenor), amount],
    }
}

fn figure(what: &str, case: &str, figure: &str) -> f64 {
    match what {
        "value" => generations().factor(figure.parse().unwrap()).unwrap(),
        "income" => {
            let path = RentPath::steady(-case.parse::<f64>().unwrap());
            let curve = IncomeCurve {
                path,
                ..IncomeCurve::assumed()
            };
            curve.value(figure.parse().unwrap())
        }
        "project" => ended(case)[usize::from(figure == "owed")],
        "scenario" => {
            let (id, kind) = case.split_once(' ').unwrap();
            let outcome = in_scenario(id, &Assumptions::assumed());
            let of_kind = outcome
                .types
                .iter()
                .find(|of_type| of_type.asset_type.code() == kind);
            match (of_kind, figure) {
                (None, _) => outcome.loss(),
                (Some(of_kind), "pd") => of_kind.outcome.pd(),
                (Some(of_kind), _) => of_kind.outcome.loss(),
            }
        }
        "varied" => {
            let varied = Assumptions::assumed().sensitivities();
            let (_, assumptions) = varied.into_iter().find(|(name, _)| *name == case).unwrap();
            in_scenario("S2b", &assumptions).loss()
        }
        other => panic!("the oracle has rows of `{other}`, and this test does not know them"),
    }
}

#[test]
fn every_row_of_the_oracle_is_met() {
    let mut rows = 0;
    for line in ORACLE.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let expected: f64 = cells[3].parse().unwrap();
        let found = figure(cells[0], cells[1], cells[2]);
        let near = (found - expected).abs() <= 1e-10 * expected.abs().max(1.0);
        assert!(near, "{line}: {found}");
        rows += 1;
    }
    assert_eq!(rows, 204);
}
