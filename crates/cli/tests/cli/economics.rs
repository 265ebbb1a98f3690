//! The economics of the JSON document are those of the tables, figure by figure.

use serde_json::Value;

use crate::common::{run, stdout};

const DEAL: &str = "deals/ai-infrastructure";
const SET: [&str; 5] = [
    "--quiet",
    "--set",
    "bank.loan_margin=2.5%",
    "--set",
    "bank.tax=25%",
];

fn said(further: &[&str]) -> String {
    let said = run(&[&["run", DEAL], &SET[..], further].concat());
    assert_eq!(said.status.code(), Some(0));
    stdout(&said)
}

fn document(further: &[&str]) -> Value {
    serde_json::from_str(&said(&[&["--format", "json"], further].concat())).expect("it is JSON")
}

/// The rows of a table, its header first.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = said(&["--format", "csv", "--table", name]);
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    rows.records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

/// A value as a cell of CSV has it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The same text, or the same number but for the sixteenth digit, which documents keep and tables round.
fn assert_same(value: &Value, expected: &str, what: &str) {
    let cell = cell(value);
    if cell == expected {
        return;
    }
    let number = |text: &str| {
        text.parse::<f64>()
            .unwrap_or_else(|_| panic!("{what}: {cell}, not {expected}"))
    };
    let (a, b) = (number(&cell), number(expected));
    assert!((a - b).abs() <= 1e-14 * b.abs(), "{what}: {cell}, not {expected}");
}

#[test]
fn years_have_the_columns_of_the_table() {
    let rows = table("years");
    let document = document(&[]);
    let years = document["scenarios"][0]["economics"]["years"]
        .as_array()
        .expect("a list");
    assert_eq!(years.len(), rows.len() - 1);
    for (year, row) in years.iter().zip(&rows[1..]) {
        for (column, expected) in rows[0].iter().zip(row) {
            assert_same(&year[column], expected, column);
        }
    }
}

#[test]
fn profit_and_efficiency_have_the_figures_of_the_tables() {
    let document = document(&[]);
    let economics = &document["scenarios"][0]["economics"];
    let rows = table("profit");
    for (key, row) in ["before", "after", "lent_again"].iter().zip(&rows[1..]) {
        for (column, expected) in rows[0].iter().zip(row).skip(1) {
            assert_same(&economics["profit"][key][column], expected, column);
        }
    }
    let keys = ["rwa_relieved_per_protected", "non_neutrality", "commensurateness"];
    for (key, row) in keys.iter().zip(&table("efficiency")[1..]) {
        assert_same(&economics["efficiency"][key], &row[1], key);
    }
    // By hand: (1 - 25 %) of the years' loans at 2.5 % less losses and protection, over the capital before.
    let number = |value: &Value| value.as_str().expect("text").parse::<f64>().expect("a number");
    let before = &economics["profit"]["before"];
    let on_equity = number(&before["net_income"]) / number(&before["capital"]);
    assert!((number(&before["return_on_equity"]) - on_equity).abs() < 1e-9);
}

#[test]
fn ratios_of_cost_have_the_figures_of_the_table() {
    let document = document(&[]);
    let economics = &document["scenarios"][0]["economics"];
    let keys = [
        "gross",
        "costs",
        "recovered",
        "net",
        "gross_per_protected",
        "gross_per_rwa",
        "net_per_rwa",
        "gross_per_capital",
        "per_capital",
        "rwa_per_protected",
        "capital_per_gross",
        "recovered_per_gross",
    ];
    for (key, row) in keys.iter().zip(&table("economics")[1..]) {
        for (time, expected) in ["year_1", "life", "life_discounted"].iter().zip(&row[1..]) {
            assert_same(&economics[time][key], expected, key);
        }
    }
}

#[test]
fn a_bank_without_a_loan_margin_has_no_profit() {
    let said = run(&["run", DEAL, "--quiet", "--format", "json"]);
    let document: Value = serde_json::from_str(&stdout(&said)).expect("it is JSON");
    assert!(document["scenarios"][0]["economics"]["profit"].is_null());
}

#[test]
fn break_evens_have_the_figures_of_the_table() {
    let document = document(&["--break-even"]);
    let found = document["break_even"]["base"].as_array().expect("a list");
    let rows = table("break-even");
    assert_eq!(found.len(), rows.len() - 1);
    for (one, row) in found.iter().zip(&rows[1..]) {
        let at = |dial: &str, key: &str| cell(&one[dial][key]);
        let figures = [
            cell(&one["tranche"]),
            cell(&one["target"]),
            at("annual_rate", "at"),
            at("annual_rate", "pool_loss"),
            at("multiple", "at"),
            at("multiple", "pool_loss"),
        ];
        assert_eq!(figures[..], row[1..]);
    }
}
