//! Accepted results: every table of every shipped deal under every scenario, as CSV with exact values.
//!
//! They lie beside the deals, in `deals/<deal>/expected/<scenario>.<table>.snap`. They guard against figures
//! that move unnoticed; they do not prove them. To accept new ones: `just accept`, and say in the commit why a
//! figure moved.

use std::path::Path;

use insta::{Settings, assert_snapshot};
use tranchet_deal::deal::Deal;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::regimes::find;
use tranchet_engine::capital::{AtClosing, Terms, cliff, output_floor};
use tranchet_engine::study::roll_over::roll_over;
use tranchet_engine::study::{Study, study};
use tranchet_report::render::csv;
use tranchet_report::table::Table;
use tranchet_report::tables::RUN_TABLES;
use tranchet_report::tables::capital::{CAPITAL_TABLES, RegimeCapital};
use tranchet_tests::{deal, files, repository, scenario};

const SCENARIOS: [&str; 5] = ["back-loaded", "base", "front-loaded", "no-loss", "stress"];

#[test]
fn ai_infrastructure() {
    check("ai-infrastructure");
}

#[test]
fn european_sme() {
    check("european-sme");
}

#[test]
fn corporate_revolving() {
    check("corporate-revolving");
}

#[test]
fn uk_sme_property() {
    check("uk-sme-property");
}

#[test]
fn agency_crt() {
    check("agency-crt");
}

/// Compares every table of a deal under each of its scenarios with the accepted one.
fn check(name: &str) {
    let folder = repository().join("deals").join(name);
    let file = deal(&folder.join("deal.yaml"));
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(folder.join("expected"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let scenarios = files(&folder.join("scenarios"), ".yaml");
    let names: Vec<String> = scenarios.iter().map(|path| stem(path)).collect();
    assert!(
        SCENARIOS
            .iter()
            .all(|name| names.iter().any(|found| found == name)),
        "{name} lacks a scenario"
    );
    for path in scenarios {
        let assumed = scenario(&path, &file);
        let found = study(&file.deal, &assumed.scenario, &|_| ()).expect("a shipped deal runs");
        let capital = [capital(&file.deal, &assumed.scenario, &found)];
        let run = RUN_TABLES
            .iter()
            .map(|(_, table)| table(&file.deal, std::slice::from_ref(&found)))
            .filter(|table| !["replenishment", "offers"].contains(&table.name) || !table.rows.is_empty());
        let of_capital = CAPITAL_TABLES
            .iter()
            .map(|(_, table)| table(&file.deal, &capital));
        for (group, table) in run
            .map(|table| ("run", table))
            .chain(of_capital.map(|table| ("capital", table)))
        {
            settings.bind(|| accept(&stem(&path), group, &table));
        }
    }
}

fn accept(scenario: &str, group: &str, table: &Table) {
    assert_snapshot!(format!("{scenario}.{group}.{}", table.name), csv(table));
}

fn capital(deal: &Deal, scenario: &Scenario, study: &Study) -> RegimeCapital {
    let terms = deal.capital.as_ref().expect("a shipped deal names its regime");
    let regime = find(&terms.regime).expect("a shipped deal names a regime that there is");
    let law = (regime, terms.approach);
    let said = Terms::from(terms);
    let at_closing = AtClosing::of(regime, deal, &[], &said).expect("its tape has weights");
    let closing = at_closing
        .assess(regime, terms.approach)
        .expect("its tape has weights");
    let calls = roll_over(deal, scenario, law, &said).expect("a shipped deal runs");
    let relief = study.relief.clone().expect("and so has relief");
    RegimeCapital {
        output_floor: output_floor::at_closing(&closing, &at_closing, deal.bank)
            .expect("it has a bank or none"),
        cliff: cliff::worsen(law, &at_closing).expect("its tape has weights"),
        calls: calls.expect("its tape has weights"),
        closing,
        through_life: Ok((study.outcome.scenario.clone(), relief)),
        target: terms.cet1_target.expect("a shipped deal has a target"),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .expect("a scenario has a name")
        .to_string_lossy()
        .into_owned()
}
