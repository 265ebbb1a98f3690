//! `simulate --method simulate` as a user meets it: slices, checkpoints, precision, cases.

use std::path::PathBuf;

use crate::common::{repository, run, stderr, stdout};

const DEAL: &str = "deals/agency-crt";

fn said(arguments: &[&str]) -> String {
    let mut all = vec!["simulate"];
    all.extend(arguments);
    all.push("--quiet");
    let said = run(&all);
    assert_eq!(said.status.code(), Some(0), "{}", stderr(&said));
    stdout(&said)
}

fn on_paths(arguments: &[&str]) -> String {
    paths_of(DEAL, arguments)
}

fn paths_of(deal: &str, arguments: &[&str]) -> String {
    let mut all = vec![deal, "--method", "simulate", "--seed", "5"];
    all.extend(arguments);
    said(&all)
}

fn status(arguments: &[&str]) -> Option<i32> {
    let mut all = vec!["simulate"];
    all.extend(arguments);
    run(&all).status.code()
}

fn document(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn number(value: &serde_json::Value) -> f64 {
    value
        .as_str()
        .expect("numbers are strings")
        .parse()
        .expect("it is a number")
}

#[test]
fn paths_agree_with_the_conditional_method_on_a_sequential_deal() {
    let sequential = "deals/ai-infrastructure";
    let drawn = document(&paths_of(sequential, &["--paths", "65000", "--format", "json"]));
    assert_eq!(drawn["paths"], 65_536);
    assert_eq!(drawn["seed"], 5);
    let known = document(&said(&[sequential, "--format", "json"]));
    for tranche in ["senior", "mezzanine", "first loss"] {
        let of = |found: &serde_json::Value| number(&found["tranches"][tranche]["expected_loss"]);
        let error = number(&drawn["tranches"][tranche]["standard_error"]);
        assert!(error < 0.01 * of(&known), "{tranche}: {error}");
        assert!(
            (of(&drawn) - of(&known)).abs() < 3.0 * error,
            "{tranche}: {} {} {error}",
            of(&drawn),
            of(&known)
        );
        assert!(number(&drawn["tranches"][tranche]["wal_years"]) > 1.0);
    }
    assert!(number(&drawn["tranches"]["mezzanine"]["irr_mean"]) > 0.0);
}

#[test]
fn slices_merge_to_the_bytes_of_one_run() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = |name: &str| {
        folder
            .path()
            .join(name)
            .to_str()
            .expect("the path is text")
            .to_owned()
    };
    for (name, first, count) in [
        ("one", "0", "1024"),
        ("two", "1024", "3072"),
        ("all", "0", "4096"),
    ] {
        on_paths(&["--first", first, "--count", count, "-o", &file(name)]);
    }
    let merged = said(&["merge", DEAL, &file("two"), &file("one"), "--sums"]);
    let whole = std::fs::read_to_string(file("all")).expect("it was written");
    assert_eq!(merged, whole);
    let shown = said(&["merge", DEAL, &file("one"), &file("two"), "--format", "json"]);
    assert_eq!(shown, on_paths(&["--paths", "4096", "--format", "json"]));
    // One slice twice, and one of another deal.
    assert_eq!(status(&["merge", DEAL, &file("one"), &file("one")]), Some(2));
    assert_eq!(
        status(&["merge", "deals/uk-sme-property", &file("one")]),
        Some(64)
    );
    assert_eq!(status(&["merge", DEAL, "deals/agency-crt/deal.yaml"]), Some(2));
    assert_eq!(status(&["merge", DEAL, "no-such-slice"]), Some(3));
}

#[test]
fn a_checkpoint_is_gone_on_from_to_the_same_result() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("kept.json");
    let kept = file.to_str().expect("the path is text");
    on_paths(&["--paths", "4096", "--checkpoint", kept]);
    let went_on = on_paths(&["--paths", "9000", "--checkpoint", kept, "--format", "json"]);
    assert_eq!(went_on, on_paths(&["--paths", "9000", "--format", "json"]));
    let other = [
        "simulate",
        DEAL,
        "--method",
        "simulate",
        "--seed",
        "6",
        "--checkpoint",
        kept,
    ];
    assert_eq!(run(&other).status.code(), Some(64));
}

#[test]
fn a_precision_stops_the_paths_when_it_is_reached() {
    let of = |until: &str| document(&on_paths(&["--until", until, "--format", "json", "--at-points"]));
    let (rough, fine) = (of("20%"), of("0.8%"));
    assert!(
        rough["paths"].as_u64() < fine["paths"].as_u64(),
        "{} {}",
        rough["paths"],
        fine["paths"]
    );
    for tranche in ["M-1", "M-2", "B-1", "B-2"] {
        let found = &fine["tranches"][tranche];
        assert!(
            number(&found["standard_error"]) <= 0.008 * number(&found["expected_loss"]) + 0.01,
            "{tranche}"
        );
    }
}

#[test]
fn a_case_is_a_scenario_that_runs() {
    let folder = tempfile::tempdir().expect("there is room");
    for name in [
        "deal.yaml",
        "tape.csv",
        "scenarios/base.yaml",
        "../curves/sofr.csv",
    ] {
        let to = folder.path().join(DEAL).join(name);
        std::fs::create_dir_all(to.parent().expect("it has a folder")).expect("there is room");
        std::fs::copy(repository().join(DEAL).join(name), to).expect("there is room");
    }
    let text = |path: PathBuf| path.to_str().expect("the path is text").to_owned();
    let deal = text(folder.path().join(DEAL));
    // Beside the scenario: what it names by path is there.
    let case = text(folder.path().join(DEAL).join("scenarios/case.yaml"));
    paths_of(&deal, &["--paths", "2048", "--case", "99%", "-o", &case]);
    let ran = run(&["run", &deal, "--scenario", &case, "--format", "json", "--quiet"]);
    assert_eq!(ran.status.code(), Some(0), "{}", stderr(&ran));
    let found = document(&stdout(&ran));
    assert!(number(&found["scenarios"][0]["tranches"]["B-3H"]["loss"]) > 0.0);
}

#[test]
fn numbers_that_make_no_sense_are_wrong_usage() {
    for wrong in [
        &["--paths", "0"][..],
        &["--first", "100", "--count", "1024"],
        &["--first", "0"],
        &["--until", "0%"],
        &["--case", "100%"],
        &["--seed", "-1"],
    ] {
        let mut all = vec![DEAL, "--method", "simulate"];
        all.extend(wrong);
        assert_eq!(status(&all), Some(64), "{wrong:?}");
    }
    assert_eq!(status(&[DEAL, "--paths", "10"]), Some(64));
}
