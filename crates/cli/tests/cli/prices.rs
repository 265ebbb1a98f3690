//! `run --at-yield` and `--at-margin`: prices that give what is asked back, and the test that `solve` looks for.

use serde_json::Value;

use crate::common::{run, stderr, stdout};

const DEAL: &str = "deals/ai-infrastructure";

fn json(arguments: &[&str]) -> Value {
    let said = run(&[arguments, &["--quiet", "--format", "json"]].concat());
    serde_json::from_str(&stdout(&said)).unwrap_or_else(|_| panic!("{}", stderr(&said)))
}

fn number(value: &Value) -> f64 {
    value.as_str().expect("text").parse().expect("a number")
}

/// A note issued at the price found yields what was asked.
#[test]
fn a_price_gives_the_yield_and_the_margin_that_were_asked() {
    for (flag, rate, figure) in [
        ("--at-yield", "12%", "yield"),
        ("--at-margin", "600bp", "discount_margin"),
    ] {
        let document = json(&["run", DEAL, flag, rate]);
        let prices = document["prices"]["base"].as_array().expect("a list");
        let of = |name: &str| {
            prices
                .iter()
                .find(|price| price["tranche"] == name)
                .expect("it is there")
        };
        assert!(of("senior")["price"].is_null());
        for name in ["mezzanine", "first loss"] {
            let set = format!(
                "tranches.{name}.price={}",
                of(name)["price"].as_str().expect("text")
            );
            let issued = json(&["run", DEAL, "--set", &set]);
            let found = number(&issued["scenarios"][0]["tranches"][name][figure]);
            let asked = number(&of(name)["rate"]);
            assert!((found - asked).abs() < 1e-9, "{name}: {found}, not {asked}");
        }
    }
}

#[test]
fn prices_are_a_table_that_needs_what_is_asked() {
    let said = run(&[
        "run",
        DEAL,
        "--quiet",
        "--table",
        "prices",
        "--at-yield",
        "12%",
        "--at-yield",
        "10%",
    ]);
    let table = stdout(&said);
    assert!(table.starts_with("Prices of notes, scenario base"), "{table}");
    assert_eq!(
        table.lines().filter(|line| line.contains("| yield")).count(),
        4,
        "{table}"
    );
    let said = run(&["run", DEAL, "--quiet", "--table", "prices"]);
    assert_eq!(said.status.code(), Some(64));
    assert!(stderr(&said).contains("--at-yield 12%"), "{}", stderr(&said));
    let said = run(&["run", DEAL, "--quiet", "--at-yield", "12"]);
    assert!(stderr(&said).contains("did you mean `12%`?"), "{}", stderr(&said));
}

/// Under CRR Art. 245(2)(a) the bank may hold half of the risk-weighted amount of mezzanine. The upper mezzanine is the
/// only tranche below 1,250 %, so that half of it must be placed.
#[test]
fn solve_finds_how_much_must_be_placed_for_a_test_to_be_passed() {
    let unknown = "tranches.upper mezzanine.placed";
    let document = json(&[
        "solve",
        "deals/european-sme",
        "--find",
        unknown,
        "--so-that",
        "srt passed",
    ]);
    assert_eq!(document["status"], "solved", "{document:#}");
    let least = number(&document["solution"][unknown]);
    assert!((least - 0.5).abs() < 1e-8, "{document:#}");
    let failed = json(&[
        "solve",
        "deals/european-sme",
        "--find",
        unknown,
        "--so-that",
        "srt failed",
    ]);
    assert!(number(&failed["solution"][unknown]) < 0.5, "{failed:#}");
}

/// The law of the United States has no test with a number.
#[test]
fn a_regime_without_tests_has_nothing_to_solve_for() {
    let said = run(&[
        "solve",
        DEAL,
        "--find",
        "tranches.mezzanine.placed",
        "--so-that",
        "srt passed",
        "--quiet",
    ]);
    assert_eq!(said.status.code(), Some(2));
    assert!(
        stderr(&said).contains("`srt` has none where no test decides"),
        "{}",
        stderr(&said)
    );
}
