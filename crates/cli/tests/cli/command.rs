//! Exit status, streams, formats and examples, as the help promises them.

use crate::common::{repository, run, stderr, stdout, tranchet};

const DEAL: &str = "deals/ai-infrastructure/deal.yaml";

#[test]
fn exit_status_says_what_happened() {
    let status = |arguments: &[&str]| run(arguments).status.code();
    assert_eq!(status(&["run", DEAL]), Some(0));
    assert_eq!(status(&["--help"]), Some(0));
    assert_eq!(status(&["check", "tests/problems/D203-gap.yaml"]), Some(2));
    assert_eq!(status(&["run", "tests/problems/D203-gap.yaml"]), Some(2));
    assert_eq!(status(&["run", "deals/no-such-deal.yaml"]), Some(3));
    assert_eq!(
        status(&["run", DEAL, "--output", "no-such-folder/results.txt"]),
        Some(3)
    );
    assert_eq!(status(&["run"]), Some(64));
    assert_eq!(status(&["run", DEAL, "--table", "none"]), Some(64));
    assert_eq!(status(&["explain", "D999"]), Some(64));
}

#[test]
fn results_go_to_standard_output_and_the_rest_to_standard_error() {
    let said = run(&["run", DEAL, "--table", "structure"]);
    assert!(
        stdout(&said).starts_with("AI Infrastructure 2026-1: capital structure"),
        "{}",
        stdout(&said)
    );
    assert_eq!(
        stderr(&said),
        "scenario: deals/ai-infrastructure/scenarios/base.yaml\n"
    );
    let quiet = run(&["run", DEAL, "--table", "structure", "--quiet"]);
    assert_eq!((stdout(&quiet), stderr(&quiet).as_str()), (stdout(&said), ""));
    let wrong = run(&["run", "tests/problems/D203-gap.yaml"]);
    assert_eq!(stdout(&wrong), "");
    assert!(stderr(&wrong).contains("error[D203]"));
}

#[test]
fn json_is_one_document_with_its_inputs() {
    let said = run(&["run", DEAL, "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&stdout(&said)).expect("it is JSON");
    assert_eq!(document["kind"], "run");
    assert_eq!(document["tranchet"], env!("CARGO_PKG_VERSION"));
    let names: Vec<&str> = document["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| input["name"].as_str().unwrap())
        .collect();
    let folder = "deals/ai-infrastructure";
    assert_eq!(
        names[..2],
        [format!("{folder}/deal.yaml"), format!("{folder}/tape.csv")]
    );
    assert!(
        names[2..].contains(&format!("{folder}/scenarios/base.yaml").as_str()),
        "{names:?}"
    );
    assert_eq!(
        document["scenarios"][0]["periods"][0]["tranches"]["senior"]["opening"],
        "1662500000.00"
    );
}

/// Every line of a help text that begins with the program's name is an example; each must do what it says.
#[test]
fn every_example_of_the_help_runs() {
    for command in [
        "",
        "check",
        "run",
        "capital",
        "risk-weight",
        "pool",
        "simulate",
        "sweep",
        "solve",
        "compute curves",
        "compute loan",
        "compute pool",
        "compute scenarios",
        "compute scorecard",
        "system loop",
        "system bearers",
        "system leverage",
        "system contagion",
        "system warnings",
        "compare",
        "report",
        "test",
        "new",
        "schema",
        "explain",
    ] {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        arguments.push("--help");
        let help = stdout(&run(&arguments));
        let whole = help.replace("\\\n", " ");
        let examples: Vec<&str> = whole
            .lines()
            .filter_map(|line| line.strip_prefix("  tranchet "))
            .collect();
        assert!(!examples.is_empty(), "`{command}` has no example");
        for example in examples {
            let found = std::process::Command::new("sh")
                .current_dir(repository())
                .args(["-c", &format!("{} {example}", env!("CARGO_BIN_EXE_tranchet"))])
                .output()
                .expect("a shell starts");
            assert!(found.status.success(), "tranchet {example}\n{}", stderr(&found));
            let is_to_file = example.contains(" --output ");
            let said = if is_to_file { &found.stderr } else { &found.stdout };
            assert!(!said.is_empty(), "tranchet {example} says nothing");
        }
    }
}

#[test]
fn a_file_that_leaves_the_tree_is_refused() {
    let folder = tempfile::tempdir().expect("there is room");
    let deals = folder.path().join("deals/one");
    std::fs::create_dir_all(&deals).expect("there is room");
    let outside = folder.path().join("tape.csv");
    std::fs::write(&outside, "loan_id,balance,maturity\nA,1m,2030-06-30\n").expect("there is room");
    let deal = std::fs::read_to_string(repository().join("tests/problems/base.yaml")).expect("it is there");
    let deal = deal.replace(
        "balance: 100m, count: 10, maturity: 2031-06-30",
        "tape: ../../tape.csv",
    );
    let path = deals.join("deal.yaml");
    std::fs::write(&path, deal).expect("there is room");
    let path = path.to_str().expect("the path is text");
    let refused = run(&["check", path]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stdout(&refused).contains("outside the folder tree"),
        "{}",
        stdout(&refused)
    );
    let root = folder.path().to_str().expect("the path is text");
    assert_eq!(run(&["check", path, "--root", root]).status.code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = tranchet()
        .args(["run", "deals/agency-crt/deal.yaml", "--format", "json", "--quiet"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let said = child.wait_with_output().expect("the program ends");
    assert_eq!((said.status.code(), stderr(&said).as_str()), (Some(0), ""));
}

#[test]
fn a_run_can_be_repeated_to_the_byte() {
    let deal = "deals/uk-sme-property/deal.yaml";
    let once = || stdout(&run(&["capital", deal, "--format", "json"]));
    assert_eq!(once(), once());
}

/// A defaulted loan counts in W and K at closing; a run has no meaning for it.
#[test]
fn capital_at_closing_needs_no_run() {
    let folder = tempfile::tempdir().expect("there is room");
    let deal = std::fs::read_to_string(repository().join("tests/problems/base.yaml")).expect("it is there");
    let loans = "loans:\n    - { loan_id: A, balance: 90m, maturity: 2031-06-30, risk_weight: 100% }\n    \
                 - { loan_id: B, balance: 10m, maturity: 2031-06-30, risk_weight: 100%, status: defaulted }";
    let deal = deal.replace("balance: 100m, count: 10, maturity: 2031-06-30", "LOANS");
    let deal = deal
        .replace("{ LOANS }", &format!("\n  {loans}"))
        .replace("LOANS", &format!("\n  {loans}"));
    let path = folder.path().join("deal.yaml");
    std::fs::write(&path, deal).expect("there is room");
    let path = path.to_str().expect("the path is text");
    let said = run(&["capital", path, "--regime", "us", "--format", "json"]);
    assert_eq!(said.status.code(), Some(0), "{}", stderr(&said));
    assert!(stderr(&said).contains("error[D605]"), "{}", stderr(&said));
    let document: serde_json::Value = serde_json::from_str(&stdout(&said)).expect("it is JSON");
    assert_eq!(document["regimes"][0]["pool"]["w"], "0.1");
    assert!(document["regimes"][0]["through_life"].is_null());
    assert_eq!(run(&["run", path]).status.code(), Some(2));
}
