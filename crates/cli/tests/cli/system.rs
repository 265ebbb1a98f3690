//! `system` from outside: figures of worked examples, sources of every row, and what is refused.

use serde_json::Value;

use crate::ran::{Ran, tranchet};

const LOOP: [&str; 12] = [
    "system",
    "loop",
    "--capital-target",
    "12%",
    "--risk-weight",
    "100%",
    "--density",
    "17.5%",
    "--thickness",
    "12.5%",
    "--spread",
    "10%",
];
const LEVERAGE: [&str; 10] = [
    "system",
    "leverage",
    "--thickness",
    "12.5%",
    "--spread",
    "10%",
    "--pd",
    "1%",
    "--lgd",
    "40%",
];

fn json(arguments: &[&str]) -> Value {
    let ran = tranchet(&[arguments, &["--format", "json", "--quiet"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("it is JSON")
}

fn rows<'v>(document: &'v Value, table: &str) -> &'v [Value] {
    document[table]["rows"].as_array().expect("a table has rows")
}

fn number(value: &Value) -> f64 {
    value
        .as_str()
        .expect("numbers are texts")
        .parse()
        .expect("a number")
}

/// A figure of a table by its name.
fn figure(document: &Value, table: &str, name: &str) -> f64 {
    let row = rows(document, table).iter().find(|row| row["figure"] == name);
    number(&row.unwrap_or_else(|| panic!("no `{name}` in {table}"))["value"])
}

fn refused(arguments: &[&str]) -> Ran {
    let ran = tranchet(arguments);
    assert_eq!((ran.status, ran.out.as_str()), (64, ""), "{}", ran.err);
    ran
}

/// E 100, c 12 %, w 100 %, d 17.5 %, half protected: derived by hand in the module of the loop.
#[test]
fn the_loop_of_the_worked_example() {
    let document = json(&LOOP);
    assert_eq!(document["kind"], "system loop");
    for (table, name, expected) in [
        ("lending", "lending L", 1_418.44),
        ("lending", "new lending per unit of tranches", 6.6),
        ("reversal", "shortfall", 70.21),
        ("reversal", "margin to be added, bp", 73.4),
    ] {
        assert!((figure(&document, table, name) - expected).abs() < 5e-3, "{name}");
    }
    let capped = json(&[&LOOP[..], &["--protected", "100%", "--leverage-ratio", "3%"]].concat());
    assert!((figure(&capped, "lending", "lending L") - 3_333.33).abs() < 5e-3);
    assert!((figure(&capped, "lending", "lending of all rounds") - 4_761.9).abs() < 5e-2);
}

/// Fund 56.25, lender 68.75 of a loss of 125 on a tranche of 125 bought with 55 % of loan.
#[test]
fn losses_return_to_banks_by_back_leverage() {
    let document = json(&LEVERAGE);
    let all = rows(&document, "split")
        .iter()
        .find(|row| number(&row["loss_of_the_pool"]) == 0.125);
    assert!((number(&all.expect("the loss of all that is placed")["back_to_banks"]) - 0.55).abs() < 1e-9);
    assert!((figure(&document, "funding", "margin call below a price of") - 0.786).abs() < 5e-4);
    let unlevered = json(&[&LEVERAGE[..], &["--advance", "0%"]].concat());
    assert!(
        rows(&unlevered, "split")
            .iter()
            .all(|row| number(&row["lender"]) == 0.0)
    );
    let circular = json(&[&LEVERAGE[..], &["--lender", "originator"]].concat());
    assert!((figure(&circular, "funding", "protection that remains, per loan") - 0.05625).abs() < 1e-9);
}

#[test]
fn a_deal_gives_what_flags_do_not() {
    let document = json(&["system", "loop", "deals/ai-infrastructure", "--spread", "8%"]);
    assert!((figure(&document, "inputs", "tranches placed per loan t") - 0.11875).abs() < 1e-9);
    assert!((figure(&document, "inputs", "spread s") - 0.08).abs() < 1e-9);
    let capital = json(&["capital", "deals/ai-infrastructure"]);
    let relief = number(&capital["regimes"][0]["relief"]["ratio"]);
    assert!((figure(&document, "inputs", "RWA after over before d") - (1.0 - relief)).abs() < 1e-9);
    assert_eq!(document["inputs"]["rows"][0]["source"], "assumption");
}

#[test]
fn every_row_says_what_it_rests_on() {
    let commands: [&[&str]; 5] = [
        &LOOP,
        &LEVERAGE,
        &["system", "bearers", "deals/european-sme"],
        &["system", "contagion", "deals/system/network.yaml"],
        &["system", "warnings", "deals/system/indicators.yaml"],
    ];
    for command in commands {
        let document = json(command);
        let tables = document.as_object().expect("an object");
        let tables = tables.values().filter_map(|table| table["rows"].as_array());
        for row in tables.flatten() {
            let source = row["source"].as_str().unwrap_or_default();
            assert!(
                ["given", "assumption", "article", "outside"].contains(&source),
                "{command:?}: {row}"
            );
        }
    }
}

/// Shares of each loss add up to all of it.
#[test]
fn who_bears_a_loss_bears_it_whole() {
    let document = json(&["system", "bearers", "deals/european-sme"]);
    for loss in ["expected", "99%", "99.9%"] {
        let of_loss = rows(&document, "comparison").iter().filter(|row| {
            row["measure"]
                .as_str()
                .is_some_and(|measure| measure.starts_with(&format!("{loss} loss, by")))
        });
        let sum: f64 = of_loss.map(|row| number(&row["with_the_deal"])).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{loss}: {sum}");
    }
}

/// Direct 16.5, total 21.624, calculated independently.
#[test]
fn a_shock_to_notes_reaches_other_assets() {
    let document = json(&["system", "contagion", "deals/system/network.yaml"]);
    assert_eq!(figure(&document, "summary", "direct loss"), 16_500_000.0);
    assert!((figure(&document, "summary", "total loss") - 21_624_000.0).abs() < 500.0);
    assert!(!rows(&document, "rounds").is_empty());
    let unbalanced = tranchet(&[
        "system",
        "contagion",
        "tests/problems/D701-more-equity-than-assets.network.yaml",
    ]);
    assert_eq!((unbalanced.status, unbalanced.out.as_str()), (2, ""));
    assert!(unbalanced.err.contains("error[D701]"), "{}", unbalanced.err);
}

#[test]
fn what_is_missing_or_out_of_range_is_told_at_once() {
    let missing = refused(&["system", "loop", "--density", "120%", "--spread", "x"]);
    for text in [
        "--density is 1.2 (as typed); it must be at least 0% and below 100%",
        "--spread x: `x` is not a rate or ratio",
        "neither a deal nor the command line gives --capital-target, --risk-weight, --thickness",
    ] {
        assert!(missing.err.contains(text), "{text} in {}", missing.err);
    }
    let endless = refused(
        &[
            &LOOP[..6],
            &[
                "--density",
                "0",
                "--thickness",
                "1",
                "--spread",
                "0",
                "--protected",
                "1",
            ],
        ]
        .concat(),
    );
    assert!(endless.err.contains("nothing ends the loop"), "{}", endless.err);
    refused(&[
        "system",
        "warnings",
        "deals/system/indicators.yaml",
        "--set",
        "loss.final=1%",
    ]);
    refused(&["system", "bearers", "deals/european-sme", "--thickness", "5%"]);
}
