//! `new`: what it writes passes `check`, runs and has capital; it overwrites nothing.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::ran::tranchet;

const SHAPES: [&str; 4] = [
    "ai-infrastructure",
    "european-sme",
    "uk-sme-property",
    "agency-crt",
];

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is text")
}

fn json(arguments: &[&str]) -> Value {
    let ran = tranchet(arguments);
    assert_eq!(ran.status, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    serde_json::from_str(&ran.out).expect("it is JSON")
}

#[test]
fn each_shape_is_a_deal_that_runs() {
    let folder = tempfile::tempdir().expect("there is room");
    for shape in SHAPES {
        let deal = folder.path().join(shape);
        assert_eq!(tranchet(&["new", text(&deal), "--shape", shape]).status, 0);
        let checked = tranchet(&[
            "check",
            text(&deal),
            "--scenario",
            text(&deal.join("scenarios/base.yaml")),
        ]);
        assert_eq!(
            (checked.status, checked.out.as_str()),
            (0, "1 deal checked, no problems\n")
        );
        let run = json(&["run", text(&deal), "--format", "json", "--quiet"]);
        assert!(run["scenarios"][0]["periods"].as_array().unwrap().len() > 10);
        // Protection frees capital, or there would be nothing to start from.
        let capital = json(&["capital", text(&deal), "--format", "json", "--quiet"]);
        let relief: f64 = capital["regimes"][0]["relief"]["ratio"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!(relief > 0.05, "{shape}: {relief}");
        let tested = tranchet(&["test", text(&deal), "--accept", "--quiet"]);
        assert_eq!(
            (tested.status, tranchet(&["test", text(&deal), "--quiet"]).status),
            (0, 0)
        );
    }
}

/// The tape adds up to what was asked for, to the cent, and the same seed gives the same bytes.
#[test]
fn size_points_and_seed_are_those_asked_for() {
    let folder = tempfile::tempdir().expect("there is room");
    let write = |name: &str, seed: &str| {
        let deal = folder.path().join(name);
        let made = [
            "--shape",
            "european-sme",
            "--currency",
            "GBP",
            "--balance",
            "123_456_789.01",
        ];
        let more = [
            "--points", "2%, 9%", "--spread", "7%", "--years", "5", "--loans", "37", "--seed", seed,
        ];
        let ran = tranchet(&[&["new", text(&deal)][..], &made, &more].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        (fs::read_to_string(deal.join("tape.csv")).unwrap(), deal)
    };
    let ((one, deal), (same, _), (other, _)) = (write("one", "7"), write("two", "7"), write("three", "8"));
    assert!(one == same && one != other);
    let pool = json(&["pool", text(&deal), "--format", "json", "--quiet"]);
    assert_eq!(
        (&pool["balance"], &pool["loans"]),
        (&"123456789.01".into(), &37.into())
    );
    let yaml = fs::read_to_string(deal.join("deal.yaml")).unwrap();
    assert!(yaml.contains(
        "attachment: 2%, detachment: 9%, placed: 100%, protection: funded note, coupon: SONIA + 7%"
    ));
    assert!(yaml.contains("scheduled_maturity: 2031-06-30"));
}

#[test]
fn nothing_is_overwritten_and_wrong_values_write_nothing() {
    let folder = tempfile::tempdir().expect("there is room");
    let deal = folder.path().join("deal");
    let new = |more: &[&str]| tranchet(&[&["new", text(&deal)], more].concat());
    assert_eq!(new(&[]).status, 64);
    assert_eq!(new(&["--shape", "clo"]).status, 64);
    assert_eq!(new(&["--shape", "agency-crt", "--currency", "JPY"]).status, 64);
    let inverted = new(&["--shape", "agency-crt", "--points", "9%, 5%"]);
    assert!(
        inverted.status == 2 && inverted.err.contains("D202"),
        "{}",
        inverted.err
    );
    assert!(!deal.exists());
    fs::create_dir(&deal).expect("there is room");
    let there = new(&["--shape", "agency-crt"]);
    assert!(
        there.status == 3 && there.err.contains("nothing is overwritten"),
        "{}",
        there.err
    );
    assert_eq!(fs::read_dir(&deal).unwrap().count(), 0);
}
