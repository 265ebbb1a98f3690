//! The gate `--require-srt`, and what `capital` says of relief that no test recognises.

use std::path::Path;

use serde_json::Value;

use crate::common::repository;
use crate::ran::tranchet;

const PASSES: &str = "deals/european-sme/deal.yaml";

/// The same deal with 49 % of its mezzanine sold, so that the bank holds 51 %.
fn failing_deal(folder: &Path) -> String {
    let source = repository().join("deals/european-sme");
    let text = std::fs::read_to_string(source.join("deal.yaml")).expect("it is there");
    let text = text.replacen("placed: 100%", "placed: 49%", 1);
    std::fs::copy(source.join("tape.csv"), folder.join("tape.csv")).expect("there is room");
    let path = folder.join("deal.yaml");
    std::fs::write(&path, text).expect("there is room");
    path.to_str().expect("the path is text").to_owned()
}

fn gate(deal: &str, regimes: &[&str]) -> crate::ran::Ran {
    let asked = regimes.iter().flat_map(|regime| ["--regime", regime]);
    let arguments: Vec<&str> = ["capital", deal, "--require-srt", "--quiet", "--format", "json"]
        .into_iter()
        .chain(asked)
        .collect();
    tranchet(&arguments)
}

#[test]
fn a_deal_with_a_test_passed_goes_through() {
    let said = gate(PASSES, &["eu", "uk"]);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    let document: Value = serde_json::from_str(&said.out).expect("it is JSON");
    for regime in document["regimes"].as_array().expect("two regimes") {
        assert_eq!(regime["recognised"], true);
        let test = &regime["srt_tests"][0];
        let found = [&test["test"], &test["value"], &test["threshold"], &test["passed"]];
        assert_eq!(
            found.map(Value::to_string),
            ["\"mezzanine\"", "\"0\"", "\"0.5\"", "true"]
        );
    }
}

#[test]
fn a_deal_without_one_fails_with_test_value_and_threshold() {
    let folder = tempfile::tempdir().expect("there is room");
    let said = gate(&failing_deal(folder.path()), &["eu"]);
    assert_eq!(said.status, 1, "{}", said.err);
    let line = "mezzanine: failed 51%, must be at most 50% [CRR Art. 245(2)(a)";
    assert!(
        said.err.contains("under `eu`") && said.err.contains(line),
        "{}",
        said.err
    );
    let document: Value = serde_json::from_str(&said.out).expect("the result is written all the same");
    let regime = &document["regimes"][0];
    assert_eq!(
        (&regime["recognised"], &regime["srt_tests"][0]["value"]),
        (&Value::from(false), &Value::from("0.51"))
    );
    assert_ne!(regime["relief"]["rwa"], "0.00", "relief is shown as calculated");
}

#[test]
fn relief_that_is_not_recognised_is_said_beside_the_figures() {
    let folder = tempfile::tempdir().expect("there is room");
    let deal = failing_deal(folder.path());
    let said = tranchet(&[
        "capital", &deal, "--regime", "eu", "--table", "summary", "--quiet",
    ]);
    let text = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("weighted as if not securitised (CRR Art. 247(2)"),
        "{}",
        said.out
    );
}

#[test]
fn a_regime_without_tests_is_refused() {
    for regime in ["basel", "us"] {
        let said = gate(PASSES, &["eu", regime]);
        assert_eq!((said.status, said.out.as_str()), (64, ""));
        let refusal = format!("cannot be answered for `{regime}`");
        assert!(said.err.contains(&refusal), "{}", said.err);
    }
}

/// A first loss of 10 % above a stated expected loss of 2 %: a margin of 400 %.
#[test]
fn the_margin_of_a_first_loss_is_the_deals_to_state() {
    let folder = tempfile::tempdir().expect("there is room");
    let base = std::fs::read_to_string(repository().join("tests/problems/base.yaml")).expect("it is there");
    let base = base.replace(
        "maturity: 2031-06-30 }\n",
        "maturity: 2031-06-30, risk_weight: 100% }\n",
    );
    let status = |key: &str| {
        let path = folder.path().join("deal.yaml");
        let deal = format!("{base}capital: {{ regime: eu, approach: sec-sa, expected_loss: 2%{key} }}\n");
        std::fs::write(&path, deal).expect("there is room");
        let path = path.to_str().expect("the path is text");
        gate(path, &["eu"])
    };
    assert_eq!(status(", first_loss_margin: 400%").status, 0);
    let short = status(", first_loss_margin: 401%");
    assert_eq!(short.status, 1);
    assert!(
        short.err.contains("by less than the margin stated"),
        "{}",
        short.err
    );
    let silent = status("");
    assert_eq!(silent.status, 1);
    assert!(
        silent
            .err
            .contains("first loss: undecided 0%, must be at most 20%"),
        "{}",
        silent.err
    );
}
