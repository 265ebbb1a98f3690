//! Changes from the command line: what they reach, and what they say when they do not.

use crate::common::{run, stderr, stdout};

const DEAL: &str = "deals/ai-infrastructure";

fn structure(changes: &[&str]) -> String {
    let mut arguments = vec!["run", DEAL, "--quiet", "--table", "structure", "--format", "csv"];
    changes
        .iter()
        .for_each(|change| arguments.extend(["--set", change]));
    let said = run(&arguments);
    assert_eq!(said.status.code(), Some(0), "{}", stderr(&said));
    stdout(&said)
}

fn refusal(change: &str) -> String {
    let said = run(&["run", DEAL, "--quiet", "--set", change]);
    assert_eq!(said.status.code(), Some(2), "{change}: {}", stderr(&said));
    stderr(&said)
}

#[test]
fn a_point_takes_its_neighbour_with_it() {
    let table = structure(&["tranches.mezzanine.attachment=6%"]);
    assert!(table.contains("mezzanine,0.06,0.125"), "{table}");
    assert!(table.contains("first loss,0,0.06"), "{table}");
    let table = structure(&["tranches[1].detachment=15%"]);
    assert!(table.contains("senior,0.15,1"), "{table}");
}

#[test]
fn a_coupon_in_one_line_is_reached_inside() {
    let table = structure(&["tranches.first loss.coupon.spread=1000bp"]);
    assert!(table.contains("SOFR + 10%"), "{table}");
    assert!(table.contains("SOFR + 4.25%"), "the other coupon stays: {table}");
}

#[test]
fn a_multiple_is_the_same_as_its_product() {
    let bank = |change: &str| stdout(&run(&["run", DEAL, "-q", "--table", "bank", "--set", change]));
    // The base case has 0.90 % a year.
    assert_eq!(
        bank("defaults.annual_rate * 1.5"),
        bank("defaults.annual_rate=1.35%")
    );
    assert_eq!(
        bank("defaults.annual_rate *= 2"),
        bank("scenario.defaults.annual_rate=[1.8%, 1.8%]")
    );
    assert_ne!(
        bank("defaults.annual_rate * 1.5"),
        bank("defaults.annual_rate * 1")
    );
}

#[test]
fn a_wrong_path_names_the_right_one() {
    let cases = [
        (
            "tranches.mezanine.attachment=6%",
            "D018",
            "did you mean `mezzanine`?",
        ),
        (
            "tranche.mezzanine.attachment=6%",
            "D003",
            "did you mean `tranches`?",
        ),
        ("capital.stss=true", "D003", "did you mean `sts`?"),
        ("defaults.anual_rate=1%", "D003", "did you mean `annual_rate`?"),
        ("tranches.mezzanine=6%", "D018", "go on to one of"),
        (
            "calls.time=2029-06-30",
            "D018",
            "`deal.calls.time` or `scenario.calls.time`",
        ),
        ("closing.year=2026", "D018", "a step earlier"),
        ("tranches[9].name=x", "D018", "3 entries"),
        ("deal.name * 2", "D018", "not a rate"),
    ];
    for (change, code, words) in cases {
        let said = refusal(change);
        assert!(
            said.contains(&format!("error[{code}]")) && said.contains(words),
            "{change}\n{said}"
        );
        assert!(said.contains("command line:1:"), "{change}\n{said}");
    }
}

#[test]
fn hostile_paths_are_problems() {
    let long = "a.".repeat(1_000) + "b=1";
    let cases = [
        "",
        "=",
        "=1",
        "tranches.=1",
        ".=1",
        "..=1",
        "tranches..x=1",
        "[0]=1",
        "tranches[=1",
        "tranches[]=1",
        "tranches[-1].name=1",
        "tranches[99999999999999999999].name=1",
        "\"=1",
        "tranches.\"=1",
        "* 2",
        "*",
        "tranches * x",
        "é.ü=ß",
        "name={",
        "name=[1, [2",
        "tranches=1",
        "pool.tape * 2",
        &long,
    ];
    for change in cases {
        let said = run(&["run", DEAL, "--quiet", "--set", change]);
        assert_eq!(said.status.code(), Some(2), "{}", stderr(&said));
        assert!(
            stderr(&said).contains("error[D"),
            "{change:.40}\n{}",
            stderr(&said)
        );
    }
}

#[test]
fn a_wrong_value_is_shown_where_it_was_typed() {
    let said = refusal("tranches.mezzanine.attachment=13%");
    assert!(
        said.contains("error[D202]") && said.contains("command line:1:31"),
        "{said}"
    );
}

#[test]
fn a_document_says_what_was_changed() {
    let said = run(&[
        "capital",
        DEAL,
        "-q",
        "--format",
        "json",
        "--set",
        "capital.cet1_target=12%",
    ]);
    let document: serde_json::Value = serde_json::from_str(&stdout(&said)).expect("it is JSON");
    assert_eq!(document["changes"][0], "capital.cet1_target=12%");
}
