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

/// With sequential principal and nothing to take losses before them.
#[test]
fn tranches_share_what_the_pool_is_expected_to_lose() {
    let said = run(&[
        "simulate",
        "deals/ai-infrastructure",
        "--format",
        "json",
        "--quiet",
    ]);
    let found: serde_json::Value = serde_json::from_str(&stdout(&said)).expect("it is JSON");
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
fn tranches_are_cut_to_targets() {
    let found = document(&["--size-to-probability", "0.1%,1%"]);
    let sizing = found["sizing"].as_array().expect("a list");
    assert_eq!(sizing.len(), 3);
    // The loss that one case in a hundred exceeds is the quantile at 99 %.
    let quantile = number(&found["pool"]["quantiles"]["0.99"]) / number(&found["pool"]["balance"]);
    assert!((number(&sizing[1]["attachment"]) - quantile).abs() < 1e-6);
    for wrong in ["1%,0.1%", "120%", "much"] {
        let said = run(&["simulate", DEAL, "--size-to-probability", wrong, "--quiet"]);
        assert_eq!(said.status.code(), Some(64), "{wrong}");
    }
}

#[test]
fn contributions_add_up() {
    let found = document(&["--contributions=1000"]);
    let contributions = &found["contributions"];
    for list in ["loans", "sectors"] {
        let list = contributions[list].as_array().expect("a list");
        let sum = |of: &dyn Fn(&serde_json::Value) -> f64| list.iter().map(of).sum::<f64>();
        let expected = number(&found["pool"]["expected_loss"]);
        assert!((sum(&|one| number(&one["expected_loss"])) - expected).abs() < 10.0);
        let worst = number(&found["pool"]["expected_shortfall"]["0.999"]);
        assert!((sum(&|one| number(&one["expected_shortfall"])) - worst).abs() < 10.0);
        let mezzanine = number(&found["tranches"]["lower mezzanine"]["expected_loss"]);
        assert!((sum(&|one| number(&one["tranches"]["lower mezzanine"])) - mezzanine).abs() < 10.0);
    }
}

#[test]
fn losses_that_depend_on_the_path_come_from_the_waterfall() {
    let found = document(&[]);
    let note = found["notes"][0].as_str().expect("a note");
    assert!(
        note.contains("principal is shared pro rata") && note.contains("excess spread"),
        "{note}"
    );
    let of = |name: &str| number(&found["tranches"]["first loss"][name]);
    assert!(of("expected_loss") > 0.0 && of("probability_of_wipeout") < of("probability_of_loss"));
    assert!(number(&found["tranches"]["lower mezzanine"]["irr_mean"]) > 0.02);
}

#[test]
fn factor_models_of_every_kind_are_read_and_run() {
    let folder = tempfile::tempdir().expect("there is room");
    std::fs::write(folder.path().join("pd.csv"), "years,pd\n1,0.5%\n3,2.5%\n5,5%\n").expect("there is room");
    let scenario = folder.path().join("model.yaml");
    let models = [
        "correlation: basel",
        "correlation: { by: sector, utilities: 10%, otherwise: 25% }",
        "factors: [ global, power ]\n  correlations: [[ 100%, 30% ], [ 30%, 100% ]]\n  \
         loadings: { by: sector, utilities: [ 20%, 40% ], otherwise: [ 50%, 0% ] }",
        "correlation: 20%\n  copula: t\n  degrees: 5",
        "correlation: 20%\n  lgd: { deviation: 20%, factor: 30% }",
        "correlation: 20%\n  pd: { curve: pd.csv }",
    ];
    for model in models {
        let text = format!("tranchet: 1\nname: model\nrates: {{ SOFR: 4% }}\nfactor_model:\n  {model}\n");
        std::fs::write(&scenario, text).expect("there is room");
        let path = scenario.to_str().expect("the path is text");
        let arguments = [
            "simulate",
            "deals/ai-infrastructure",
            "--scenario",
            path,
            "--quiet",
            "--root",
            "/",
        ];
        let said = run(&arguments);
        assert_eq!(said.status.code(), Some(0), "{model}: {}", stderr(&said));
        assert!(stdout(&said).contains("expected"), "{model}");
    }
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
