//! `--explain` from outside: a tree from each figure to what it was found from.

use serde_json::Value;

use crate::ran::tranchet;

const DEAL: &str = "deals/ai-infrastructure/deal.yaml";

fn explained(arguments: &[&str]) -> String {
    let ran = tranchet(&[&["capital", DEAL, "--quiet"], arguments].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    ran.out
}

/// RWA relief is before less after; after leads to each tranche, and the first tranche to the tape.
#[test]
fn a_tree_leads_from_relief_to_the_tape_and_fits_the_screen() {
    let text = explained(&["--explain"]);
    let tree = &text[text.find("how each figure was found").unwrap()..];
    assert!(text.starts_with("AI Infrastructure 2026-1: capital at closing"));
    assert!(!text.contains("| citation"), "no flat table of steps");
    for line in tree.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    let mut rest = tree;
    for step in [
        "1. RWA relief = ",
        "├─ 2. RWA before = ",
        "└─ 3. RWA after = ",
        ". RWA of senior = ",
        ". risk weight = ",
        "floor: max(risk weight, floor)",
        "K_A = (1 - W) K_G + 0.5 W",
        "12 CFR 217.43(b)(1) (in force in 2026), read",
        "average risk weight = 0.995649, tape: balance, risk_weight",
        ". RWA of first loss = ",
        ", recalled",
        ". capital relief = ",
    ] {
        let place = rest
            .find(step)
            .unwrap_or_else(|| panic!("`{step}` is not in\n{rest}"));
        rest = &rest[place + step.len()..];
    }
}

#[test]
fn one_figure_is_shown_alone() {
    let text = explained(&["--explain=Senior Risk Weight"]);
    assert!(
        text.contains("\n1. risk weight of senior = 0.2, the floor binds\n"),
        "{text}"
    );
    assert!(!text.contains("capital at closing"), "{text}");
    let unknown = tranchet(&["capital", DEAL, "--quiet", "--explain=risk wait"]);
    assert_eq!((unknown.status, unknown.out.as_str()), (64, ""));
    assert!(
        unknown.err.contains("no figure `risk wait` here; there are "),
        "{}",
        unknown.err
    );
    let both = tranchet(&["capital", DEAL, "--explain=RWA", "--table", "steps"]);
    assert_eq!(both.status, 64);
}

#[test]
fn rows_stay_rows() {
    let steps = explained(&["--explain", "--table", "steps"]);
    assert_eq!(steps, explained(&["--table", "steps"]));
    let csv = explained(&["--explain", "--format", "csv"]);
    assert_eq!(csv, explained(&["--table", "steps", "--format", "csv"]));
    assert!(csv.starts_with("regime,of,step,value,from,citation\n"));
}

#[test]
fn markdown_nests_lists() {
    let text = explained(&["--explain=senior K_G", "--format", "markdown"]);
    assert!(
        text.contains("\n- 1\\. K\\_G of senior = 0.07965192\n  <br>"),
        "{text}"
    );
    assert!(
        text.contains("\n  - average risk weight = 0.995649, tape: balance, risk\\_weight"),
        "{text}"
    );
}

#[test]
fn json_nests_objects_and_keeps_the_flat_steps() {
    let document: Value = serde_json::from_str(&explained(&["--explain", "--format", "json"])).unwrap();
    let regime = &document["regimes"][0];
    let relief = &regime["explanation"]["figures"][0];
    assert_eq!(
        (relief["name"].as_str(), &relief["value"]),
        (Some("RWA relief"), &regime["relief"]["rwa"])
    );
    assert_eq!(relief["inputs"][0]["inputs"][0]["source"]["kind"], "tape");
    assert!(regime["steps"].is_array() && regime["tranches"][0]["steps"].is_array());
    let plain: Value = serde_json::from_str(&explained(&["--format", "json"])).unwrap();
    assert_eq!(plain["regimes"][0]["explanation"], Value::Null);
    assert_eq!(plain["regimes"][0]["steps"], regime["steps"]);
}

/// PD 1 %, LGD 45 %, 2.5 years: the published 92.32 % of Basel II, Annex 5.
#[test]
fn a_typed_loan_and_a_loan_of_a_tape_are_explained_too() {
    let loan = ["risk-weight", "irb-corporate", "--pd", "1%", "--lgd", "45%"];
    let ran = tranchet(&[&loan[..], &["--explain"]].concat());
    for text in [
        "92.32%",
        "1. risk weight = 0.923",
        "b = (0.11852 - 0.05478 ln PD)^2",
        "LGD = 0.45, as given",
    ] {
        assert!(ran.out.contains(text), "{text} in {}", ran.out);
    }
    let json = tranchet(&[&loan[..], &["--explain=EL", "--format", "json"]].concat());
    let document: Value = serde_json::from_str(&json.out).unwrap();
    let value = document["explanation"]["figures"][0]["value"].as_str().unwrap();
    assert!((value.parse::<f64>().unwrap() - 0.0045).abs() < 1e-15);
    let of_tape = tranchet(&[
        "pool",
        "deals/ai-infrastructure/deal.yaml",
        "--loan",
        "AI-001",
        "--explain",
        "--quiet",
    ]);
    assert!(of_tape.out.contains("1. EAD = 32,710,000.00"), "{}", of_tape.out);
    assert_eq!(
        tranchet(&["pool", "deals/ai-infrastructure/deal.yaml", "--explain"]).status,
        64
    );
}
