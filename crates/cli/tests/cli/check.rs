//! `check` finds what only a calculation of capital would have met.

use serde_json::Value;

use crate::common::{repository, run, stdout};

/// The deal of the gallery with other capital terms, or none of its own; the problems that `check` has with it.
fn problems(terms: &str, also: impl Fn(String) -> String) -> Vec<(String, u64, String)> {
    let folder = tempfile::tempdir().expect("there is room");
    let deal = std::fs::read_to_string(repository().join("tests/problems/base.yaml")).expect("it is there");
    let path = folder.path().join("deal.yaml");
    std::fs::write(&path, also(format!("{deal}capital: {terms}\n"))).expect("there is room");
    let said = run(&["check", path.to_str().expect("text"), "--format", "json"]);
    let document: Value = serde_json::from_str(&stdout(&said)).expect("it is JSON");
    let found = document["problems"].as_array().expect("a list");
    assert_eq!(said.status.code(), Some(if found.is_empty() { 0 } else { 2 }));
    let text = |problem: &Value, key: &str| problem[key].as_str().expect("text").to_owned();
    found
        .iter()
        .map(|problem| {
            let line = problem["line"].as_u64().expect("a line");
            (text(problem, "code"), line, text(problem, "remedy"))
        })
        .collect()
}

fn last_line() -> u64 {
    let deal = std::fs::read_to_string(repository().join("tests/problems/base.yaml")).expect("it is there");
    deal.lines().count() as u64 + 1
}

#[test]
fn an_unknown_regime_is_found_with_its_line_and_remedy() {
    let found = problems("{ regime: mars }", |deal| deal);
    let [(code, line, remedy)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((code.as_str(), *line), ("R004", last_line()));
    assert!(remedy.contains("take one of basel, eu, uk, us"), "{remedy}");
}

#[test]
fn an_unknown_regime_is_shown_beside_other_problems() {
    let found = problems("{ regime: mars }", |deal| deal.replace("quarterly", "quaterly"));
    let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
    assert_eq!(codes, ["D106", "R004"]);
}

#[test]
fn a_proposal_that_lacks_its_numbers_is_found() {
    let found = problems("{ regime: us-2026-proposal, assume: { p: 0.5 } }", |deal| deal);
    let [(code, line, remedy)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((code.as_str(), *line), ("R007", last_line()));
    assert!(remedy.contains("assume: { floor: 15% }"), "{remedy}");
    assert_eq!(
        problems(
            "{ regime: us-2026-proposal, assume: { p: 0.5, floor: 15% } }",
            |deal| deal
        ),
        []
    );
}

#[test]
fn an_approach_that_the_regime_lacks_and_a_rating_on_no_scale_are_found() {
    let found = problems("{ regime: us, approach: sec-irba }", |deal| deal);
    assert_eq!(
        found.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(),
        ["R004"]
    );
    let rated = |deal: String| deal.replacen("name: senior", "name: senior, rating: fine", 1);
    assert_eq!(
        problems("{ regime: us }", rated),
        [],
        "nothing reads ratings there"
    );
    let found = problems("{ regime: eu }", rated);
    let [(code, _, remedy)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(code, "R004");
    assert!(remedy.contains("BBB-"), "{remedy}");
}
