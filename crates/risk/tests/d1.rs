//! A deal whose economics under a factor model were derived independently, through the program's own lowering, nodes and
//! waterfall.
//!
//! Source: a derivation outside this program. One protected tranche of 12.5 % on a pool of 1,000; 1 % of the loans default a
//! year, lose 40 % at once, and hang together with a correlation of 20 %; a quarter, a third, a half and the rest of what
//! performs are repaid in years 3 to 6; the index is 4 % and the note pays 10 % above it. The source runs the deal for each
//! value of the factor from -8 to 8 in steps of 0.01. Its figures have four or five digits; each is held to its last.

use tranchet_deal::deal::Deal;
use tranchet_deal::file::{InMemory, read_deal, read_scenario};
use tranchet_deal::scenario::Scenario;
use tranchet_risk::distribution::LossDistribution;
use tranchet_risk::figures::{Figures, figures};
use tranchet_risk::lower::{Model, lower_model};
use tranchet_risk::runs::run_given_factors;

const SENIOR: usize = 0;
const JUNIOR: usize = 1;
/// Minor units of the deal per unit of the source.
const UNIT: f64 = 1e11;

/// From 2097 to 2103 no year has a leap day, so that actual days over 365 are whole years.
fn deal_text(principal: &str) -> String {
    let loan = |name: &str, maturity: &str| {
        format!("    - {{ loan_id: {name}, balance: 250bn, maturity: {maturity}, pd: 1%, lgd: 40% }}\n")
    };
    let loans = ["2100-01-01", "2101-01-01", "2102-01-01", "2103-01-01"];
    let loans: String = ["A", "B", "C", "D"]
        .iter()
        .zip(loans)
        .map(|(name, date)| loan(name, date))
        .collect();
    format!(
        "tranchet: 1
name: one tranche
currency: USD
closing: 2097-01-01
scheduled_maturity: 2103-01-01
legal_final_maturity: 2103-01-01
payments: {{ frequency: annual, first: 2098-01-01, day_count: 30/360, roll: none, calendar: none }}
pool:
  loans:
{loans}tranches:
  - {{ name: senior, attachment: 12.5%, detachment: 100%, placed: 0% }}
  - {{ name: junior, attachment: 0%, detachment: 12.5%, placed: 100%, protection: funded note, coupon: SOFR + 10% }}
amortisation: {principal}
"
    )
}

const SCENARIO: &str = "tranchet: 1
name: factor
rates: { SOFR: { flat: 4% } }
factor_model: { correlation: 20% }
";

fn read(principal: &str) -> (Deal, Scenario) {
    let files = InMemory::default();
    let deal = read_deal("deal.yaml", &deal_text(principal), &files).expect("it is sound");
    let scenario = read_scenario("scenario.yaml", SCENARIO, &files, deal.deal.currency).expect("it is sound");
    (deal.deal, scenario.scenario)
}

fn found(principal: &str) -> (Model, Figures) {
    let (deal, scenario) = read(principal);
    let model = lower_model(&deal, &scenario).expect("nothing is missing");
    let mut found = figures(&model, &LossDistribution::of(&model.pool));
    let runs = run_given_factors(&model).expect("it runs");
    found.take_runs(&deal, &model, &runs);
    (model, found)
}

fn near(what: &str, found: f64, source: f64, tolerance: f64) {
    assert!(
        (found - source).abs() <= tolerance,
        "{what}: {found} for {source}"
    );
}

#[test]
fn the_investor_on_expected_flows() {
    let (model, found) = found("{ principal: sequential }");
    assert!(model.path_dependence.is_empty());
    let returns = found.tranches[JUNIOR].returns.expect("it was run");
    let of = |value: Option<f64>| value.expect("there is one");
    near("WAL", of(returns.wal_years), 6.0, 5e-5);
    near("average life", of(returns.average_life_years), 5.5579, 5e-5);
    near("annuity", of(returns.annuity_years), 4.8723, 5e-5);
    near("fair spread", of(returns.fair_spread), 0.025896, 5e-7);
    near(
        "IRR of expected flows",
        of(returns.irr_of_expected_flows),
        0.113217,
        5e-7,
    );
    near("discount margin", of(returns.discount_margin), 0.07322, 5e-6);
    near(
        "loss-adjusted spread",
        0.10 - of(returns.fair_spread),
        0.074104,
        5e-7,
    );
}

/// Four equal loans stand for a pool of many: the waterfall takes it so, the loss distribution takes them one by one.
#[test]
fn tranches_lose_what_the_source_says_whatever_the_path() {
    let (_, sequential) = found("{ principal: sequential }");
    near("pool", sequential.pool.expected_loss / UNIT, 17.6635, 5e-5);
    // A switch that never trips is pro rata, one that trips at once is sequential: the waterfall's own figures.
    let switch = |level: &str| {
        let test = format!("{{ measure: cumulative losses, above: {level} }}");
        found(&format!(
            "{{ principal: pro rata then sequential, sequential_when: [ {test} ] }}"
        ))
        .1
    };
    let (always, never) = (switch("0%"), switch("100%"));
    near(
        "junior",
        always.tranches[JUNIOR].expected_loss / UNIT,
        17.6163,
        5e-5,
    );
    near(
        "junior ratio",
        always.tranches[JUNIOR].expected_loss_ratio(),
        0.140930,
        5e-7,
    );
    near(
        "senior",
        always.tranches[SENIOR].expected_loss / UNIT,
        0.04722,
        5e-6,
    );
    assert!(never.tranches[SENIOR].expected_loss > always.tranches[SENIOR].expected_loss);
    let sum: f64 = never
        .tranches
        .iter()
        .map(|tranche| tranche.expected_loss / UNIT)
        .sum();
    near("all tranches", sum, 17.6635, 5e-5);
}
