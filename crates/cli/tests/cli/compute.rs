//! `compute` from outside: figures of the worked examples, sources of every row, a deal under its scenarios.

use serde_json::Value;

use crate::ran::tranchet;

const DEAL: &str = "deals/compute-pool";

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

fn row<'v>(document: &'v Value, table: &str, key: &str, value: &str) -> &'v Value {
    let found = rows(document, table).iter().find(|row| row[key] == value);
    found.unwrap_or_else(|| panic!("no {value} in {table}"))
}

fn scenario(name: &str) -> String {
    format!("{DEAL}/scenarios/{name}.yaml")
}

/// Generations fall from 81.62 % to 54.86 % of cost in a quarter; rents rose by 29.31 %; 30 % of decline are worth 17,336.
#[test]
fn curves_of_the_worked_example() {
    let document = json(&["compute", "curves"]);
    let generations = row(&document, "values", "curve", "GEN");
    assert!((number(&generations["18_m"]) - 0.5486).abs() < 5e-5);
    assert_eq!(
        row(&document, "rents", "month", "2025-03")["standing"],
        "observed"
    );
    assert!(
        (number(&row(&document, "rents", "month", "2024-04")["usd_per_server_hour"]) - 43.545).abs() < 5e-4
    );
    assert!(
        (number(&row(&document, "income", "decline_of_rents", "0.3")["value_of_a_gpu"]) - 17_336.0).abs()
            < 0.5
    );
    assert_eq!(rows(&document, "conflicts").len(), 18);
}

/// Ten years, rents falling by 30 %: DSCR of 2.193 in the first year and below nought in the fifth; payment default in quarter 13 with 79.5 % owed; 8,505 cure the covenant of month 18.
#[test]
fn the_project_of_the_worked_example() {
    let document = json(&["compute", "loan", "--tenor", "40", "--decline", "30%"]);
    assert_eq!(
        row(&document, "summary", "figure", "payment default in quarter")["value"],
        13
    );
    let exposure = &row(&document, "summary", "figure", "exposure at default")["value"];
    assert!((number(exposure) - 0.795).abs() < 5e-4);
    for (year, cover) in (1..).zip([2.193, 1.233, 0.560, 0.090, -0.239]) {
        let found = row(&document, "summary", "figure", &format!("DSCR of year {year}"));
        assert!((number(&found["value"]) - cover).abs() < 6e-4, "{year}");
    }
    let of_month_18 = &rows(&document, "covenants")[5];
    assert!((number(&of_month_18["cure"]) - 8_505.0).abs() < 1.0);
    let swept = json(&["compute", "loan", "--tenor", "40", "--decline", "20%", "--sweep"]);
    let exposure = &row(&swept, "summary", "figure", "exposure at default")["value"];
    assert!((number(exposure) - 0.185).abs() < 5e-4);
}

/// The pool of one loan a kind under rents that fall by 30 %: 14.03 %, of which fund 56.25, lender 68.75, bank 15.26 of 1,000.
#[test]
fn the_library_of_the_worked_example() {
    let document = json(&["compute", "scenarios"]);
    let found = row(&document, "results", "scenario", "S2b");
    for (kind, loss) in [
        ("dc", 2.50),
        ("abl", 34.02),
        ("rnt", 2.19),
        ("mnr", 29.75),
        ("sme", 11.99),
        ("pool", 14.03),
    ] {
        assert!((100.0 * number(&found[kind]) - loss).abs() < 6e-3, "{kind}");
    }
    let borne = row(&document, "bearers", "scenario", "S2b");
    assert!((number(&borne["fund"]) - 56.25).abs() < 1e-9);
    assert!((number(&borne["bank"]) - 15.26).abs() < 5e-2);
    let loss = |id: &str| number(&row(&document, "results", "scenario", id)["pool"]);
    let rising: Vec<f64> = ["S0", "S1", "S2a", "S2b", "S2c", "S8"].map(loss).to_vec();
    assert!(rising.windows(2).all(|pair| pair[0] < pair[1]), "{rising:?}");
}

/// Working capital of 180 for a firm of class A is capped at 150; three notches cut the margin by 15 bp.
#[test]
fn a_firm_of_the_worked_example() {
    let alpha = [
        "--compute",
        "85",
        "--team",
        "80",
        "--research",
        "75",
        "--property",
        "70",
        "--market",
        "80",
        "--growth",
        "78",
    ];
    let asked = [
        "--product",
        "working-capital",
        "--size",
        "180",
        "--notches",
        "3",
        "--margin",
        "300bp",
    ];
    let document = json(&[&["compute", "scorecard"][..], &alpha, &asked].concat());
    let value = |figure: &str| row(&document, "summary", "figure", figure)["value"].clone();
    assert!((number(&value("score")) - 79.10).abs() < 1e-9);
    assert_eq!(value("class"), "A");
    assert!((number(&value("limit")) - 150.0).abs() < 1e-9);
    assert!((number(&value("margin cut, bp")) - 15.0).abs() < 1e-9);
    let wrong = tranchet(
        &[
            &["compute", "scorecard"][..],
            &alpha,
            &["--security", "mortgage=60%"],
        ]
        .concat(),
    );
    assert_eq!(wrong.status, 64);
    assert!(
        wrong.err.contains("the sum of shares is 0.6; it must be 1"),
        "{}",
        wrong.err
    );
}

#[test]
fn every_row_says_what_it_rests_on() {
    let scenario = scenario("S2b");
    let commands: [&[&str]; 5] = [
        &["compute", "curves"],
        &["compute", "loan"],
        &[
            "compute",
            "loan",
            DEAL,
            "--loan",
            "CP-011",
            "--scenario",
            &scenario,
        ],
        &["compute", "pool", DEAL],
        &["compute", "scenarios", DEAL],
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

/// Losses of each kind must not fall as more GPUs are sold at once.
#[test]
fn losses_do_not_fall_as_more_is_sold() {
    let scenario = scenario("S2b");
    let loss = |units: &str| {
        let change = format!("compute.units_sold={units}");
        let document = json(&[
            "compute",
            "scenarios",
            DEAL,
            "--scenario",
            &scenario,
            "--set",
            &change,
        ]);
        number(&rows(&document, "results")[0]["pool"])
    };
    let losses = ["0", "10_000", "40_000", "150_000"].map(loss);
    assert!(losses.windows(2).all(|pair| pair[0] <= pair[1]), "{losses:?}");
}

/// One run leaves nothing behind for the next: the lender's own case is the same before and after the worst.
#[test]
fn scenarios_do_not_touch_each_other() {
    let run = |names: &[&str]| {
        let files: Vec<String> = names.iter().map(|name| scenario(name)).collect();
        let mut arguments = vec!["run", DEAL];
        for file in &files {
            arguments.extend(["--scenario", file]);
        }
        json(&arguments)
    };
    let alone = run(&["S0"]);
    let after = run(&["S8", "S0"]);
    assert_eq!(alone["scenarios"][0]["periods"], after["scenarios"][1]["periods"]);
}

/// The block reaches the waterfall: tranches lose, and a change of it moves what they lose.
#[test]
fn a_run_follows_the_block_compute() {
    let file = scenario("S2a");
    let loss = |changes: &[&str]| {
        let sets: Vec<&str> = changes.iter().flat_map(|change| ["--set", change]).collect();
        let document = json(&[&["run", DEAL, "--scenario", &file][..], &sets].concat());
        let tranches = &document["scenarios"][0]["tranches"];
        number(&tranches["first loss"]["loss"]) + number(&tranches["mezzanine"]["loss"])
    };
    let usual = loss(&[]);
    assert!(usual > 100_000_000.0, "{usual}");
    assert!(loss(&["compute.market_depth=2_500"]) > usual);
    let none = tranchet(&["run", "deals/ai-infrastructure", "--scenario", &file]);
    assert_eq!(none.status, 2);
    assert!(none.err.contains("error[D607]"), "{}", none.err);
}
