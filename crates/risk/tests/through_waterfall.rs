//! Simulated paths through the waterfall, against exact runs of the same defaults as named credit events.

use std::path::Path;

use tranchet_deal::deal::Deal;
use tranchet_deal::file::{DealFile, File, FileError, Files, read_deal, read_scenario};
use tranchet_deal::scenario::{CreditEvent, Scenario, WorkOutEnd};
use tranchet_engine::outcome::Outcome;
use tranchet_engine::returns::tranche_returns;
use tranchet_engine::run::run;
use tranchet_risk::lower::{Model, lower_for_paths};
use tranchet_risk::simulate::Settings;
use tranchet_risk::simulate::paths::Simulator;

/// Files of the disk, relative to the file that names them.
struct OnDisk;

impl Files for OnDisk {
    fn read(&self, from: &str, path: &str) -> Result<File, FileError> {
        let beside = Path::new(from).parent().unwrap_or(Path::new("")).join(path);
        let bytes = std::fs::read(&beside).map_err(|_| FileError::NotFound)?;
        let name = beside.display().to_string();
        Ok(File { name, bytes })
    }
}

/// A shipped deal and its base case.
fn shipped(name: &str) -> (Box<DealFile>, Scenario) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../deals")
        .join(name);
    let text = |path: &str| {
        let file = folder.join(path);
        let text =
            std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        (file.display().to_string(), text)
    };
    let (file, written) = text("deal.yaml");
    let deal = read_deal(&file, &written, &OnDisk).unwrap_or_else(|problems| panic!("{problems}"));
    let (file, written) = text("scenarios/base.yaml");
    let base = read_scenario(&file, &written, &OnDisk, deal.deal.currency)
        .unwrap_or_else(|problems| panic!("{problems}"));
    (deal, base.scenario)
}

/// A path's defaults as a scenario.
fn as_events(base: &Scenario, model: &Model, simulator: &Simulator, path: u64) -> Scenario {
    let event = |default: &tranchet_risk::simulate::paths::PathDefault| CreditEvent {
        loan: model.names[default.place].to_string(),
        date: model.lowered.pool.dates[default.period + 1],
        initial_loss: None,
        final_loss: None,
        end: base.loss.lag.map(WorkOutEnd::Lag),
        recoveries: Vec::new(),
    };
    Scenario {
        default_rates: None,
        credit_events: simulator.defaults(path).iter().map(event).collect(),
        ..base.clone()
    }
}

fn lost(deal: &Deal, outcome: &Outcome, model: &Model) -> Vec<f64> {
    let minor = |value: tranchet_deal::money::Money| value.minor() as f64;
    let returns = tranche_returns(deal, outcome).into_iter();
    returns
        .map(|tranche| minor(tranche.loss) / model.lowered.plan.pool)
        .collect()
}

/// Paths of a deal under its base case, each run both ways.
fn assert_paths_agree(name: &str, paths: u64) {
    let (file, base) = shipped(name);
    let deal = &file.deal;
    let model = lower_for_paths(deal, &base).expect("the deal has a factor model");
    let settings = Settings {
        seed: 4,
        plain: false,
    };
    let simulator = Simulator::of_deal(deal, &model, settings).expect("the deal can be simulated");
    let mut losing = 0;
    // Every seventh stratum, from the worst year to the best.
    for path in (0..256).step_by(7).take(paths as usize) {
        let events = as_events(&base, &model, &simulator, path);
        let exact = run(deal, &events, &mut ()).expect("the deal runs");
        let (found, returns) = simulator.outcome(path);
        for (number, expected) in lost(deal, &exact, &model).into_iter().enumerate() {
            let last = found[number].last().expect("there are dates");
            assert!(
                (last - expected).abs() < 1e-7,
                "{name} path {path} tranche {number}: {last} {expected}"
            );
            losing += u32::from(expected > 0.0);
        }
        for (exact, found) in tranche_returns(deal, &exact).iter().zip(returns) {
            let close = |one: Option<f64>, other: Option<f64>| match (one, other) {
                (Some(one), Some(other)) => (one - other).abs() < 1e-5,
                (None, other) => other.is_none_or(|other| other == -1.0),
                (Some(_), None) => false,
            };
            assert!(
                close(exact.wal_years, found.wal_years),
                "{name} path {path}: {exact:?} {found:?}"
            );
            assert!(
                close(exact.irr, found.irr),
                "{name} path {path}: {exact:?} {found:?}"
            );
            let premium = exact.premium_total.minor() as f64 / exact.initial.minor() as f64;
            assert!(
                (found.premium - premium).abs() < 1e-6,
                "{name} path {path}: {premium} {found:?}"
            );
        }
    }
    assert!(losing > 10, "{name}: only {losing} losses");
}

#[test]
fn paths_without_purchases_are_those_of_exact_runs() {
    for name in ["agency-crt", "ai-infrastructure", "uk-sme-property"] {
        assert_paths_agree(name, 37);
    }
}

/// The path that loses as one in a hundred is found again by its number.
#[test]
fn a_case_of_the_distribution_loses_what_it_says() {
    let (file, base) = shipped("ai-infrastructure");
    let model = lower_for_paths(&file.deal, &base).expect("the deal has a factor model");
    let settings = Settings {
        seed: 4,
        plain: false,
    };
    let simulator = Simulator::of_deal(&file.deal, &model, settings).expect("the deal can be simulated");
    let sums = simulator.sums(0..8);
    let (quantile, path) = sums
        .histogram
        .quantile(0.99, simulator.greatest_loss())
        .expect("there are paths");
    let exposures = &model.pool.exposures;
    let lost: f64 = simulator
        .defaults(path)
        .iter()
        .map(|default| {
            let loan = &exposures[default.place];
            loan.balance * model.pool.profiles[loan.profile][default.period] * loan.lgd.mean
        })
        .sum();
    let share = lost / model.pool.balance();
    assert!(
        (share - quantile).abs() < simulator.greatest_loss() / 4096.0,
        "{share} {quantile}"
    );
}
