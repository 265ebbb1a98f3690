//! `tranchet pool` from outside.

use crate::common::repository;
use crate::ran::tranchet;
use serde_json::{Value, json};
use tempfile::TempDir;

const LOAN: &str = "AI-001";
const DEAL: &str = "deals/ai-infrastructure";

/// A deal of two loans, one of them defaulted and the other floating with further terms, without a scenario.
fn floating(terms: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let deal = "tranchet: 1\nname: T\ncurrency: USD\nclosing: 2026-06-30\nscheduled_maturity: 2027-06-30\n\
        payments: { frequency: semi-annual, first: 2026-12-30, day_count: ACT/360, roll: none, calendar: none }\n\
        tranches:\n  - { name: all, attachment: 0%, detachment: 100%, placed: 0% }\n\
        amortisation: { principal: sequential }\npool:\n  retained_share: 10%\n  loans:\n\
        \x20   - { loan_id: A, balance: 600, rate: 2%, index: SOFR, maturity: 2027-06-30, lgd: 40%{terms} }\n\
        \x20   - { loan_id: B, balance: 400, maturity: 2027-06-30, status: defaulted }\n";
    let path = folder.path().join("deal.yaml");
    std::fs::write(&path, deal.replace("{terms}", terms)).unwrap();
    let path = path.display().to_string();
    (folder, path)
}

fn document(arguments: &[&str]) -> Value {
    let ran = tranchet(&[arguments, &["--format", "json", "--quiet"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn the_document_has_its_keys() {
    let document = document(&["pool", DEAL]);
    assert_eq!(document["kind"], "pool");
    assert_eq!(document["balance"], "2000000000.00");
    assert_eq!(document["protected"], "1900000000.00");
    assert_eq!(document["loans"], 50);
    for key in ["n_obligors_effective", "wa_pd", "wa_lgd", "wal_years"] {
        assert!(document[key].is_string(), "{key}");
    }
    let by = document["by"].as_object().unwrap();
    for (name, lines) in by {
        let loans: u64 = lines
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["loans"].as_u64().unwrap())
            .sum();
        assert!(loans == 50 || name == "obligors", "{name}: {loans}");
    }
    assert_eq!(by["obligors"].as_array().unwrap().len(), 10);
}

#[test]
fn defaulted_loans_and_missing_rates_do_not_stop_it() {
    let (_folder, deal) = floating("");
    let document = document(&["pool", &deal, "--loan", "A"]);
    assert_eq!(document["balance"], "1000.00");
    assert_eq!(document["protected"], "900.00");
    assert_eq!(
        (&document["wa_pd"], &document["wa_lgd"]),
        (&Value::Null, &json!("0.4"))
    );
    assert_eq!(document["wal_years"], "1");
    assert_eq!(document["by"]["sector"][0]["value"], "(blank)");
    let expected = json!([
        { "date": "2026-12-30", "principal": "0.00", "interest": null, "balance": "600.00" },
        { "date": "2027-06-30", "principal": "600.00", "interest": null, "balance": "0.00" },
    ]);
    assert_eq!(document["schedule"], expected);
    let table = tranchet(&["pool", &deal, "--loan", "A"]).out;
    assert!(table.contains("the scenario has no rate for SOFR"), "{table}");
    let table = tranchet(&["pool", &deal]).out;
    assert!(!table.contains("Pool by sector"), "{table}");
}

#[test]
fn level_payments_without_their_index_are_a_problem_of_the_schedule_only() {
    let (_folder, deal) = floating(", amortisation: level payment");
    let ran = tranchet(&["pool", &deal, "--loan", "A", "--quiet"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("depends on SOFR"), "{}", ran.err);
    let document = document(&["pool", &deal]);
    assert_eq!(document["wal_years"], Value::Null);
    assert!(
        document["notes"][0]
            .as_str()
            .unwrap()
            .starts_with("WAL is not shown")
    );
}

#[test]
fn a_schedule_as_csv_repays_the_loan() {
    let ran = tranchet(&["pool", DEAL, "--loan", LOAN, "--format", "csv", "--quiet"]);
    let mut lines = ran.out.lines();
    assert_eq!(lines.next(), Some("date,principal,interest,balance"));
    assert!(lines.next_back().unwrap().ends_with(",0.00"), "{}", ran.out);
}

#[test]
fn an_unknown_loan_or_table_is_wrong_usage() {
    let ran = tranchet(&["pool", DEAL, "--loan", "AI-0O1", "--quiet"]);
    assert_eq!((ran.status, ran.out.as_str()), (64, ""));
    assert!(
        ran.err.contains("no loan `AI-0O1`; near to it are `AI-001`"),
        "{}",
        ran.err
    );
    let ran = tranchet(&["pool", DEAL, "--table", "colour"]);
    assert_eq!(ran.status, 64);
    assert!(
        ran.err.contains("there are summary, sector, rating"),
        "{}",
        ran.err
    );
}

/// The base deal of the literature: PD 1 %, LGD 40 %, 2.5 years; R 0.192784 and b 0.137486 are published.
#[test]
fn the_working_of_a_loan_by_internal_ratings_is_shown() {
    let folder = tempfile::tempdir().expect("there is room");
    let deal = std::fs::read_to_string(repository().join("tests/problems/base.yaml")).expect("it is there");
    let pool = "loans:\n    - { loan_id: A, balance: 90m, maturity: 2028-12-30, pd: 1%, lgd: 40%, \
                asset_class: corporate, capital_approach: airb }";
    let deal = deal.replace(
        "{ balance: 100m, count: 10, maturity: 2031-06-30 }",
        &format!("\n  {pool}"),
    );
    let path = folder.path().join("deal.yaml");
    std::fs::write(&path, format!("{deal}capital: {{ regime: basel }}\n")).expect("there is room");
    let path = path.to_str().expect("the path is text");
    let said = tranchet(&["pool", path, "--loan", "A", "--format", "json"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let document: Value = serde_json::from_str(&said.out).expect("it is JSON");
    let steps = document["working"].as_array().expect("there is a working");
    let value = |rule: &str| -> f64 {
        let step = steps
            .iter()
            .find(|step| step["rule"] == rule)
            .unwrap_or_else(|| panic!("no step {rule}"));
        step["value"]
            .as_str()
            .expect("it has a value")
            .parse()
            .expect("it is a number")
    };
    assert!((value("R") - 0.192784).abs() < 5e-7);
    assert!((value("b") - 0.137486).abs() < 5e-7);
}
