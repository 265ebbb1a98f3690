//! From a deal's tape and a scenario's block to default rates and severities, and through the waterfall.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tranchet_compute::asset_type::AssetType;
use tranchet_compute::assumptions::Assumptions;
use tranchet_compute::loan_outcome::{LoanOutcome, Nodes};
use tranchet_compute::market_path::MarketPath;
use tranchet_compute::ordinary::ordinary;
use tranchet_compute::pool::ComputePool;
use tranchet_compute::scenario_file::of_file;
use tranchet_compute::scenario_library::scenarios;
use tranchet_compute::tape::Tape;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{InMemory, read_deal, read_scenario};
use tranchet_deal::money::Currency;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::study::study;

macro_rules! library_files {
    ($($id:literal)*) => {
        [$(($id, include_str!(concat!("../../../deals/compute-pool/scenarios/", $id, ".yaml")))),*]
    };
}

const FILES: [(&str, &str); 11] = library_files!("S0" "S1" "S2a" "S2b" "S2c" "S3" "S4" "S5" "S6" "S7" "S8");

const HEAD: &str = "tranchet: 1\nname: Test\ncurrency: USD\nclosing: 2026-06-30\nscheduled_maturity: 2031-06-30\n\
    legal_final_maturity: 2032-06-30\n\
    payments: { frequency: quarterly, first: 2026-09-30, day_count: 30/360, roll: none, calendar: none }\n\
    pool: { tape: tape.csv }\n\
    tranches:\n\
    \x20 - { name: senior, attachment: 12.5%, detachment: 100%, placed: 0% }\n\
    \x20 - { name: first loss, attachment: 0%, detachment: 12.5%, placed: 0% }\n\
    amortisation: { principal: sequential }\n";

/// A billion in the weights of the kinds' own loans.
const BY_KIND: &str = "loan_id,balance,maturity,compute_type\n\
    D,450000000,2031-06-30,data-centre\nG,250000000,2031-06-30,gpu-loan\nR,100000000,2031-06-30,rental-contracts\n\
    M,100000000,2031-06-30,miner\nF,100000000,2031-06-30,compute-loan\n";

fn deal(tape: &str) -> Deal {
    let files = InMemory::default().with("tape.csv", tape);
    let file = read_deal("deal.yaml", HEAD, &files);
    file.unwrap_or_else(|problems| panic!("{problems}")).deal
}

fn scenario(text: &str) -> Scenario {
    let usd = Currency::from_code("USD").unwrap();
    let file = read_scenario("scenario.yaml", text, &InMemory::default(), usd);
    file.unwrap_or_else(|problems| panic!("{problems}")).scenario
}

/// Losses of the pool and of the first loss, in currency units.
fn losses(deal: &Deal, scenario: &Scenario) -> [f64; 2] {
    let studied = study(deal, scenario, &|_| {}).unwrap_or_else(|errors| panic!("{errors:?}"));
    let units = |minor: i64| minor as f64 / 100.0;
    let periods = &studied.outcome.periods;
    let pool = periods
        .iter()
        .map(|period| (period.pool.loss - period.pool.write_up).minor());
    let first = periods
        .iter()
        .map(|period| (period.tranches[1].write_down - period.tranches[1].write_up).minor());
    [units(pool.sum()), units(first.sum())]
}

/// The shipped files say what the library does.
#[test]
fn scenario_files_are_those_of_the_library() {
    for ((id, text), known) in FILES.iter().zip(scenarios()) {
        assert_eq!(*id, known.id);
        let file = scenario(text).compute.expect("a block `compute`");
        assert!(!file.sources.is_empty(), "{id} names no source");
        let (mut found, assumptions) = of_file(id, &file);
        found.name.clone_from(&known.name);
        found.sources.clone_from(&known.sources);
        found.tag = known.tag;
        assert_eq!(found, known);
        assert_eq!(assumptions, Assumptions::assumed());
    }
}

/// Losses by kind, fed into a sequential waterfall, are the smaller of the pool's loss and 12.5 % of closing.
#[test]
fn losses_by_kind_reach_the_first_loss_first() {
    let deal = deal(BY_KIND);
    for known in scenarios() {
        let outcome = ComputePool::of_archetypes().run(&known, &Assumptions::assumed());
        let by = |of: fn(&LoanOutcome) -> f64, tail: &str| -> String {
            let entry = |asset_type: &AssetType| {
                let found = outcome
                    .types
                    .iter()
                    .find(|found| found.asset_type == *asset_type)
                    .unwrap();
                let value = of(&found.outcome).min(1.0);
                let value = Decimal::try_from(value).unwrap().round_dp(12);
                format!("{}: {}", asset_type.name(), tail.replace('_', &value.to_string()))
            };
            AssetType::ALL.iter().map(entry).collect::<Vec<_>>().join(", ")
        };
        let text = format!(
            "tranchet: 1\nname: fed\ndefaults: {{ by: compute_type, period_rate: {{ {} }} }}\n\
             loss: {{ by: compute_type, final: {{ {} }} }}\n",
            by(LoanOutcome::pd, "[_, 0%]"),
            by(LoanOutcome::lgd, "_")
        );
        let [pool, first] = losses(&deal, &scenario(&text));
        let expected = 1e9 * outcome.loss();
        assert!(
            (pool - expected).abs() < 0.05,
            "{}: {pool} for {expected}",
            known.id
        );
        assert!(
            (first - expected.min(125e6)).abs() < 0.05,
            "{}: {first}",
            known.id
        );
    }
}

/// A loan of which the tape says nothing is its kind's own.
#[test]
fn blank_columns_are_those_of_the_kind() {
    let deal = deal(BY_KIND);
    let tape = Tape::of(&deal, &Scenario::default());
    assert_eq!(tape.pool.loans.len(), 5);
    assert_eq!(tape.pool.balance(), 1e9);
    assert!(tape.assumed[0].contains(&"building_value") && tape.assumed[4].contains(&"pd"));
    let known = &scenarios()[3];
    let firms = |pool: &ComputePool| {
        let outcome = pool.run(known, &Assumptions::assumed());
        outcome
            .types
            .iter()
            .find(|found| found.asset_type == AssetType::ComputeLoan)
            .unwrap()
            .outcome
            .loss()
    };
    assert!((firms(&tape.pool) - firms(&ComputePool::of_archetypes())).abs() < 1e-12);
}

/// Through the waterfall a loan loses what the model says, but for a severity that does not change through time.
#[test]
fn a_run_loses_what_the_model_says() {
    let deal = deal(
        "loan_id,balance,maturity,rate,amortisation,compute_type\n\
        G,100000000,2031-06-30,10%,level payment,gpu-loan\nO,100000000,2031-06-30,5%,bullet,\n",
    );
    let assumed = scenario(
        "tranchet: 1\nname: rents fall\ncompute: { rent_growth: [-30%], units_sold: 40_000 }\n\
         defaults: { period_rate: [10%, 0%] }\nloss: { initial: 50% }\n",
    );
    let turned = ordinary(&deal, &assumed);
    assert_eq!(
        ordinary(&deal, &turned),
        turned,
        "to turn it twice changes nothing"
    );
    let tape = Tape::of(&deal, &assumed);
    let (compute, assumptions) = of_file("rents fall", assumed.compute.as_ref().unwrap());
    let market = MarketPath::of(&compute, &assumptions, tape.quarters());
    let model = LoanOutcome::of(&tape.pool.loans[0].model, &market, &assumptions, &Nodes::new()).loss();
    let [pool, _] = losses(&deal, &turned);
    // Of the ordinary loan a tenth defaults and loses a half.
    let of_loan = (pool - 5e6) / 1e8;
    assert!((of_loan / model - 1.0).abs() < 5e-3, "{of_loan} for {model}");
    assert!(
        (model - 0.34).abs() < 0.01,
        "a GPU loan of the kind loses about a third: {model}"
    );
}

/// Thousands of GPUs more never lower a severity.
#[test]
fn severities_do_not_fall_as_more_is_sold() {
    let deal = deal(BY_KIND);
    let severities = |units: u32| {
        let text =
            format!("tranchet: 1\nname: sold\ncompute: {{ rent_growth: [-30%], units_sold: {units} }}\n");
        let by = ordinary(&deal, &scenario(&text)).severities.unwrap();
        by.values
            .values()
            .map(|share| share.0.to_f64().unwrap())
            .collect::<Vec<_>>()
    };
    let rising = [0, 10_000, 40_000, 150_000].map(severities);
    for pair in rising.windows(2) {
        assert!(
            pair[0]
                .iter()
                .zip(&pair[1])
                .all(|(less, more)| less <= &(more + 1e-12))
        );
    }
}
