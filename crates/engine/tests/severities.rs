//! Severities by the values of a column, and limits by off-taker: figures by hand.

use rust_decimal::{Decimal, dec};
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{InMemory, read_deal, read_scenario};
use tranchet_deal::scenario::Scenario;
use tranchet_engine::study::study;

const TAPE: &str = "\
loan_id,balance,maturity,lgd,sector,compute_type,off_taker,gpu_generation,gpu_units,gpu_value
A,100000000,2031-06-30,40%,cloud,gpu-loan,hyperscaler,H100,2500,60000000
B,300000000,2031-06-30,40%,trade,,,,,
C,100000000,2031-06-30,40%,mining,miner,hyperscaler,H200,,
";

const DEAL: &str = "tranchet: 1\nname: Mixed\ncurrency: USD\nclosing: 2026-06-30\nscheduled_maturity: 2031-06-30\n\
    payments: { frequency: annual, first: 2027-06-30, day_count: ACT/365F, roll: none, calendar: none }\n\
    pool: { tape: tape.csv }\n\
    tranches:\n\
    \x20 - { name: senior, attachment: 20%, detachment: 100%, placed: 0% }\n\
    \x20 - { name: first loss, attachment: 0%, detachment: 20%, placed: 0% }\n\
    amortisation: { principal: sequential }\n";

fn deal() -> Deal {
    let files = InMemory::default().with("tape.csv", TAPE);
    let file = read_deal("deal.yaml", DEAL, &files);
    file.unwrap_or_else(|problems| panic!("{problems}")).deal
}

fn scenario(loss: &str) -> Scenario {
    let text =
        format!("tranchet: 1\nname: all by half\ndefaults: {{ period_rate: [50%, 0%] }}\nloss: {loss}\n");
    let currency = deal().currency;
    let file = read_scenario("scenario.yaml", &text, &InMemory::default(), currency);
    file.unwrap_or_else(|problems| panic!("{problems}")).scenario
}

/// Loss of the pool over its life, in millions.
fn loss(terms: &str) -> Decimal {
    let studied = study(&deal(), &scenario(terms), &|_| {}).unwrap_or_else(|errors| panic!("{errors:?}"));
    let periods = studied.outcome.periods.iter();
    let minor: i64 = periods
        .map(|period| (period.pool.loss - period.pool.write_up).minor())
        .sum();
    Decimal::from(minor) / dec!(100_000_000)
}

/// Half of each loan defaults: 50 of A at 70 %, 150 of B at its own 40 %, 50 of C at 90 % make 35 + 60 + 45.
#[test]
fn a_severity_by_value_comes_before_the_loans_own() {
    assert_eq!(
        loss("{ by: compute_type, final: { gpu-loan: 70%, miner: 90% } }"),
        dec!(140)
    );
    assert_eq!(
        loss("{ by: sector, final: { cloud: 70% }, otherwise: 10% }"),
        dec!(35) + dec!(15) + dec!(5)
    );
    assert_eq!(loss("{ final: 20% }"), dec!(50));
}

/// 20 % at once and the rest a year later come to the same.
#[test]
fn an_initial_loss_is_corrected_by_the_final_one() {
    let terms = "{ by: compute_type, initial: 20%, lag: 12 months, final: { gpu-loan: 70%, miner: 90% } }";
    assert_eq!(loss(terms), dec!(35) + dec!(30) + dec!(45));
}

#[test]
fn columns_of_compute_are_read_and_left_blank_on_other_loans() {
    let deal = deal();
    let loans = &deal.pool.loans;
    let gpu = loans[0].compute.as_ref().expect("a loan on GPUs");
    assert_eq!(gpu.off_taker.as_deref(), Some("hyperscaler"));
    assert_eq!(
        (gpu.gpu_units, gpu.gpu_generation.as_deref()),
        (Some(2_500), Some("H100"))
    );
    assert!(loans[1].compute.is_none());
}
