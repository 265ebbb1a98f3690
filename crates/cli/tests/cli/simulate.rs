//! `simulate` as a user meets it.

use crate::common::{run, stderr, stdout};

const DEAL: &str = "deals/european-sme";

fn document(arguments: &[&str]) -> serde_json::Value {
    let mut all = vec!["simulate", DEAL, "--format", "json", "--quiet"];
    all.extend(arguments);
    let said = run(&all);
    assert_eq!(said.status.code(), Some(0), "{}", stderr(&said));
    serde_json::from_str(&stdout(&said)).expect("it is JSON")
}

fn number(value: &serde_json::Value) -> f64 {
    value
        .as_str()
        .expect("numbers are strings")
        .parse()
        .expect("it is a number")
}

#[test]
fn tranches_share_what_the_pool_is_expected_to_lose() {
    let found = document(&[]);
    assert_eq!(found["kind"], "simulate");
    let tranches = found["tranches"].as_object().expect("by name");
    let sum: f64 = tranches
        .values()
        .map(|tranche| number(&tranche["expected_loss"]))
        .sum();
    let pool = number(&found["pool"]["expected_loss"]);
    assert!((sum - pool).abs() < 0.05, "{sum} {pool}");
    assert!(number(&found["pool"]["quantiles"]["0.999"]) > number(&found["pool"]["quantiles"]["0.99"]));
}

#[test]
fn higher_correlation_spreads_losses() {
    let senior = |correlation: &str| {
        let change = format!("factor_model.correlation={correlation}");
        number(&document(&["--set", &change])["tranches"]["senior"]["expected_loss"])
    };
    assert!(senior("40%") > 2.0 * senior("15%"));
}

#[test]
fn what_the_model_lacks_is_told_at_once() {
    let said = run(&["simulate", "deals/corporate-revolving", "--quiet"]);
    assert_eq!(said.status.code(), Some(2));
    assert!(stderr(&said).contains("error[R021]"), "{}", stderr(&said));
    let said = run(&[
        "simulate",
        DEAL,
        "--set",
        "factor_model.correlation=100%",
        "--quiet",
    ]);
    assert!(stderr(&said).contains("error[R022]"), "{}", stderr(&said));
}

/// The pool of the gallery's base deal has neither probabilities of default nor losses given default.
#[test]
fn loans_without_their_columns_are_counted() {
    let folder = tempfile::tempdir().expect("there is room");
    let scenario = folder.path().join("model.yaml");
    let text = "tranchet: 1\nname: model\nrates: { SOFR: 4% }\nfactor_model: { correlation: 20% }\n";
    std::fs::write(&scenario, text).expect("there is room");
    let scenario = scenario.to_str().expect("the path is text");
    let said = run(&[
        "simulate",
        "tests/problems/base.yaml",
        "--scenario",
        scenario,
        "--quiet",
    ]);
    assert_eq!(said.status.code(), Some(2));
    let said = stderr(&said);
    assert!(
        said.contains("loan `L-001` and 9 other loans have no `pd`"),
        "{said}"
    );
    assert!(said.contains("have no `lgd`"), "{said}");
}
