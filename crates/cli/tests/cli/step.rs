//! `run --step`: every movement once, formulas that give what they say, and dates that can be found.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::common::{run, stderr, stdout};

/// Deals and scenarios with every rule among them.
const RUNS: [(&str, &str); 7] = [
    (
        "deals/ai-infrastructure",
        "deals/ai-infrastructure/scenarios/base.yaml",
    ),
    (
        "deals/ai-infrastructure",
        "deals/ai-infrastructure/scenarios/named-defaults.yaml",
    ),
    (
        "deals/ai-infrastructure",
        "deals/ai-infrastructure/scenarios/stress.yaml",
    ),
    ("deals/european-sme", "deals/european-sme/scenarios/stress.yaml"),
    (
        "deals/uk-sme-property",
        "deals/uk-sme-property/scenarios/base.yaml",
    ),
    ("deals/agency-crt", "deals/agency-crt/scenarios/base.yaml"),
    (
        "deals/corporate-revolving",
        "deals/corporate-revolving/scenarios/base.yaml",
    ),
];

fn said(deal: &str, scenario: &str, further: &[&str]) -> String {
    let said = run(&[&["run", deal, "--scenario", scenario, "--quiet"], further].concat());
    assert_eq!(
        said.status.code(),
        Some(0),
        "{deal} {scenario}: {}",
        stderr(&said)
    );
    stdout(&said)
}

/// Every payment date of a run, as JSON.
fn walked(deal: &str, scenario: &str) -> Value {
    let document: Value =
        serde_json::from_str(&said(deal, scenario, &["--format", "json"])).expect("it is JSON");
    let first = document["scenarios"][0]["periods"][0]["date"]
        .as_str()
        .expect("a date")
        .to_owned();
    let text = said(deal, scenario, &["--format", "json", "--step", "--from", &first]);
    serde_json::from_str(&text).expect("it is JSON")
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// Minor units of an amount with two decimals.
fn minor(value: &Value) -> i128 {
    text(value).replace('.', "").parse().expect("an amount")
}

/// A movement by period, accounts and amount.
type Movement = (String, String, String, String);

#[test]
fn every_movement_of_the_journal_appears_exactly_once() {
    for (deal, scenario) in RUNS {
        let mut journal: BTreeMap<Movement, i32> = BTreeMap::new();
        let table = said(deal, scenario, &["--format", "csv", "--table", "journal"]);
        for row in csv::Reader::from_reader(table.as_bytes()).records() {
            let row = row.expect("a row");
            let cell = |place: usize| row[place].to_owned();
            if &row[0] != "0" {
                *journal.entry((cell(0), cell(2), cell(3), cell(4))).or_default() += 1;
            }
        }
        assert!(journal.len() > 50, "{deal} {scenario}");
        for date in array(&walked(deal, scenario)["dates"]) {
            for movement in array(&date["rules"])
                .iter()
                .flat_map(|rule| array(&rule["movements"]))
            {
                let of = |key: &str| text(&movement[key]).to_owned();
                *journal
                    .entry((date["period"].to_string(), of("from"), of("to"), of("amount")))
                    .or_default() -= 1;
            }
        }
        journal.retain(|_, count| *count != 0);
        assert!(journal.is_empty(), "{deal} {scenario}: {journal:?}");
    }
}

/// Balances after a rule are those before it and its movements: money from a tranche raises it, to a tranche lowers it.
#[test]
fn balances_after_each_rule_follow_from_its_movements() {
    for (deal, scenario) in RUNS {
        for date in array(&walked(deal, scenario)["dates"]) {
            let mut now = date["opening"].as_object().expect("balances").clone();
            for rule in array(&date["rules"]) {
                let mut change: BTreeMap<&str, i128> = BTreeMap::new();
                for movement in array(&rule["movements"]) {
                    let amount = minor(&movement["amount"]);
                    for (account, sign) in [(text(&movement["from"]), -1), (text(&movement["to"]), 1)] {
                        let side = if account.starts_with("tranche ") {
                            -sign
                        } else {
                            sign
                        };
                        *change.entry(account).or_default() += side * amount;
                    }
                }
                for (account, before) in &now {
                    let moved = change.get(account.as_str()).copied().unwrap_or_default();
                    let after = &rule["balances"][account];
                    assert_eq!(
                        minor(after),
                        minor(before) + moved,
                        "{deal} {} {account}",
                        date["date"]
                    );
                }
                now = rule["balances"].as_object().expect("balances").clone();
            }
        }
    }
}

/// The rate that compounds to an annual one in `p` periods, by halving.
fn period_rate(annual: f64, p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        let survival: f64 = (0..p as u32).map(|_| 1.0 - middle).product();
        if 1.0 - survival < annual {
            low = middle
        } else {
            high = middle
        }
    }
    low
}

/// A formula whose inputs are all shown, calculated from them; none for sums over loans.
fn calculated(working: &Value) -> Option<f64> {
    let inputs: Vec<(&str, &Value)> = array(&working["inputs"])
        .iter()
        .map(|given| (text(&given["name"]), &given["value"]))
        .collect();
    let given = |name: &str| {
        let found = inputs.iter().find(|(known, _)| *known == name);
        found.and_then(|(_, value)| value.as_str()?.parse::<f64>().ok())
    };
    let product = |names: &[&str]| names.iter().map(|name| given(name)).product::<Option<f64>>();
    let least = |a: &str, b: &str| Some(given(a)?.min(given(b)?));
    let per_period = |name: &str| Some(period_rate(given(name)?, given("p")?));
    match text(&working["formula"]) {
        "coupon = index + spread" => Some(given("index")? + given("spread")?),
        "coupon = max(index, floor) + spread" => {
            Some(given("index")?.max(given("floor")?) + given("spread")?)
        }
        "premium = notional × placed × t × coupon" => product(&["notional", "placed", "t", "coupon"]),
        "collateral income = notional × placed × t × yield" => {
            product(&["notional", "placed", "t", "yield"])
        }
        "set aside = performing × rate / p" => Some(product(&["performing", "rate"])? / given("p")?),
        "r = 1 − (1 − CDR)^(1/p)" => per_period("CDR"),
        "s = 1 − (1 − CPR)^(1/p)" => per_period("CPR"),
        "paid by excess spread = min(losses, excess spread)" => least("losses", "excess spread"),
        "written down = min(losses left, notional)" => least("losses left", "notional"),
        "reinstated = min(write-ups left, written down)" => least("write-ups left", "written down"),
        "repaid = min(principal left, notional)" => least("principal left", "notional"),
        "repaid = principal × notional / Σ notionals" => {
            Some(product(&["principal", "notional"])? / given("Σ notionals")?)
        }
        "taken = scheduled + prepaid" => Some(given("scheduled")? + given("prepaid")?),
        "repaid = performing + held, the most senior tranche first" => {
            Some(given("performing")? + given("held")?)
        }
        "principal = what the rules before brought, less what they took" => inputs
            .iter()
            .map(|(_, value)| value.as_str()?.parse::<f64>().ok())
            .sum(),
        _ => None,
    }
}

/// To the cent; the unit left over by a split goes to the most senior.
#[test]
fn formulas_give_what_they_say() {
    let mut checked: BTreeMap<String, usize> = BTreeMap::new();
    for (deal, scenario) in RUNS {
        for date in array(&walked(deal, scenario)["dates"]) {
            for working in array(&date["rules"])
                .iter()
                .flat_map(|rule| array(&rule["workings"]))
            {
                let Some(expected) = calculated(working) else {
                    continue;
                };
                let result: f64 = text(&working["result"]["value"]).parse().expect("a number");
                let units_left_over = 0.01 * 6.0;
                let allowed = if result.abs() < 1.0 {
                    1e-12
                } else {
                    units_left_over
                };
                assert!(
                    (result - expected).abs() <= allowed + 1e-12,
                    "{deal} {}: {working:#}",
                    date["date"]
                );
                *checked.entry(text(&working["formula"]).to_owned()).or_default() += 1;
            }
        }
    }
    assert!(checked.len() >= 12, "{checked:#?}");
}

#[test]
fn a_wrong_date_is_answered_with_the_nearest() {
    let said = run(&[
        "run",
        "deals/ai-infrastructure",
        "--step",
        "--date",
        "2027-07-02",
        "--quiet",
    ]);
    assert_eq!(said.status.code(), Some(64));
    let message = stderr(&said);
    assert!(
        message
            .contains("2027-07-02 is no payment date of this run; the nearest are 2027-06-30 and 2027-09-30"),
        "{message}"
    );
    let said = run(&[
        "run",
        "deals/ai-infrastructure",
        "--step",
        "--from",
        "2039-01-01",
        "--quiet",
    ]);
    assert!(
        stderr(&said).contains("; the run ended on 2031-12-30 by time call"),
        "{}",
        stderr(&said)
    );
}

#[test]
fn several_scenarios_and_tables_are_refused_by_name() {
    let folder = "deals/ai-infrastructure/scenarios";
    let (base, stress) = (format!("{folder}/base.yaml"), format!("{folder}/stress.yaml"));
    let said = run(&[
        "run",
        "deals/ai-infrastructure",
        "--step",
        "--scenario",
        &base,
        "--scenario",
        &stress,
    ]);
    assert_eq!(said.status.code(), Some(64));
    assert!(
        stderr(&said).contains("one scenario, and 2 are given"),
        "{}",
        stderr(&said)
    );
    let said = run(&["run", "deals/ai-infrastructure", "--step", "--table", "losses"]);
    assert_eq!(said.status.code(), Some(64));
    assert!(stderr(&said).contains("--table losses"), "{}", stderr(&said));
    assert_eq!(
        run(&["run", "deals/ai-infrastructure", "--date", "2027-06-30"])
            .status
            .code(),
        Some(64)
    );
}

#[test]
fn one_date_is_shown_as_text_markdown_and_rows() {
    let shown = |further: &[&str]| {
        let base = "deals/european-sme/scenarios/base.yaml";
        said(
            "deals/european-sme",
            base,
            &[&["--step", "--date", "2027-09-30"], further].concat(),
        )
    };
    let text = shown(&[]);
    assert!(
        text.starts_with("European SME 2026-1: payment date 2027-09-30, period 6"),
        "{text}"
    );
    for rule in [
        "1. premium",
        "8. losses",
        "10. triggers",
        "15. maturity: nothing to do",
    ] {
        assert!(text.lines().any(|line| line == rule), "{rule}\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(shown(&["--format", "markdown"]).starts_with("## European SME 2026-1: payment date"));
    let rows = shown(&["--format", "csv"]);
    assert!(
        rows.starts_with("period,date,rule,kind,of,name,formula,from,to,value\n6,2027-09-30,premium,input,")
    );
}
