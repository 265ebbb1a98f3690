//! A deal whose economics were derived independently, on the expectation over a factor.
//!
//! Source: a derivation outside this program. Defaults follow a one-factor Gaussian model of a large pool, 1 % a year,
//! correlation 20 %. Given the factor `z` the loans default at `p(t|z) = Φ((Φ⁻¹(1 - 0.99^t) - √ρ z) / √(1 - ρ))`
//! cumulatively; the deal is run for each `z` from -8 to 8 in steps of 0.01 and the runs are averaged by the trapezoid
//! with the weights of the normal density. Figures of the source have four or five digits; each is held to its last.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Rate;
use tranchet_deal::scenario::{DefaultRates, RateVector, Scenario};
use tranchet_engine::break_even::{Target, break_even};
use tranchet_engine::capital::normal::{cdf, quantile};
use tranchet_engine::capital::pool::PoolState;
use tranchet_engine::capital::regimes::find;
use tranchet_engine::capital::{AtClosing, Terms};
use tranchet_engine::economics::Economics;
use tranchet_engine::outcome::Outcome;
use tranchet_engine::relief::{LifeDate, ReliefThroughLife, relieve_through_life};
use tranchet_engine::returns::{tranche_returns, value_tranches};
use tranchet_engine::run::run;
use tranchet_tests::{deal, repository, scenario};

/// Minor units of the deal per unit of the source.
const UNIT: f64 = 1e11;
const JUNIOR: usize = 1;

fn read() -> (Deal, Scenario) {
    let folder = repository().join("tests/oracle/d1");
    let file = deal(&folder.join("deal.yaml"));
    let flat = scenario(&folder.join("flat.yaml"), &file).scenario;
    (file.deal, flat)
}

/// Share of the performing loans that default in each of six years, given the factor.
fn hazards(z: f64) -> Vec<Rate> {
    let cumulative_given = |year: i32| match year {
        0 => 0.0,
        _ => cdf((quantile(1.0 - libm::pow(0.99, f64::from(year))) - libm::sqrt(0.2) * z) / libm::sqrt(0.8)),
    };
    let hazard = |year| -> f64 {
        let (before, until) = (cumulative_given(year - 1), cumulative_given(year));
        if before < 1.0 {
            (until - before) / (1.0 - before)
        } else {
            1.0
        }
    };
    let rates = (1..=6).map(|year| hazard(year).clamp(0.0, 1.0));
    rates
        .map(|rate| Rate(Decimal::try_from(rate).unwrap().round_dp(15)))
        .collect()
}

fn at_rates(base: &Scenario, rates: Vec<Rate>) -> Scenario {
    Scenario {
        default_rates: Some(DefaultRates::All(RateVector::Annual(rates))),
        ..base.clone()
    }
}

/// The amounts of an outcome that its economics read.
fn amounts(outcome: &mut Outcome) -> Vec<&mut Money> {
    let mut amounts = Vec::new();
    for period in &mut outcome.periods {
        let pool = &mut period.pool;
        amounts.extend([&mut pool.opening, &mut pool.closing, &mut pool.loss]);
        for flows in &mut period.tranches {
            amounts.extend([
                &mut flows.opening,
                &mut flows.closing,
                &mut flows.write_down,
                &mut flows.amortisation,
            ]);
            amounts.extend([&mut flows.premium, &mut flows.collateral_income]);
        }
    }
    amounts
}

/// The expectation of the run over the factor, as an outcome.
fn expected(deal: &Deal, base: &Scenario) -> Outcome {
    let mut sums: Vec<f64> = Vec::new();
    let mut weights = 0.0;
    for node in -800..=800 {
        let z = f64::from(node) / 100.0;
        let end = if node == -800 || node == 800 { 0.5 } else { 1.0 };
        let weight = end * libm::exp(-z * z / 2.0);
        let mut outcome = run(deal, &at_rates(base, hazards(z)), &mut ()).expect("it runs");
        assert_eq!(outcome.periods.len(), 6, "z = {z}");
        let found = amounts(&mut outcome);
        sums.resize(found.len(), 0.0);
        for (sum, amount) in sums.iter_mut().zip(found) {
            *sum += weight * amount.minor() as f64;
        }
        weights += weight;
    }
    let mut outcome = run(deal, base, &mut ()).expect("it runs");
    for (amount, sum) in amounts(&mut outcome).into_iter().zip(sums) {
        *amount = Money::from_minor((sum / weights).round() as i64);
    }
    outcome
}

/// Relief on closing and each date on expected balances.
fn relief(deal: &Deal, outcome: &Outcome) -> ReliefThroughLife {
    let capital = deal.capital.as_ref().unwrap();
    let (regime, said) = (find(&capital.regime).unwrap(), Terms::from(capital));
    let closing = AtClosing::of(regime, deal, &[], &said).unwrap();
    let state = |date: NaiveDate, pool: Money| {
        let left = Decimal::from(pool.minor());
        PoolState {
            date,
            exposure: left,
            rwa: left,
            rwa_protected: left,
            rwa_standardised: left,
            ..closing.pool.clone()
        }
    };
    let initial = deal.tranches.iter().map(|tranche| tranche.notional).collect();
    let at_start = (outcome.closing, outcome.initial_pool, initial);
    let after = outcome.periods.iter().map(|period| {
        let notionals = period
            .tranches
            .iter()
            .map(|flows| flows.closing)
            .collect::<Vec<_>>();
        (period.date, notionals.iter().copied().sum(), notionals)
    });
    let dates: Vec<LifeDate> = std::iter::once(at_start)
        .chain(after)
        .map(|(date, pool, notionals)| LifeDate {
            pool: state(date, pool),
            notionals,
            m_t: Vec::new(),
            years: Decimal::ONE,
        })
        .collect();
    let terms = said.of_deal(deal, regime);
    relieve_through_life(regime, capital.approach, &deal.tranches, &dates, &terms).unwrap()
}

#[track_caller]
fn near(what: &str, found: f64, source: f64, tolerance: f64) {
    assert!(
        (found - source).abs() <= tolerance,
        "{what}: {found}, source {source}"
    );
}

/// Figures for the investor, sequential; per cent, years and basis points.
#[test]
fn the_investor_on_expected_flows() {
    let (deal, base) = read();
    let outcome = expected(&deal, &base);
    let returns = &tranche_returns(&deal, &outcome)[JUNIOR];
    let value = &value_tranches(&deal, &outcome)[JUNIOR];
    let senior = tranche_returns(&deal, &outcome)[0].loss;
    near("EL amount", returns.loss.minor() as f64 / UNIT, 17.6163, 1e-4);
    near(
        "EL %",
        100.0 * returns.loss.minor() as f64 / returns.initial.minor() as f64,
        14.0930,
        1e-4,
    );
    near("senior EL", senior.minor() as f64 / UNIT, 0.04722, 1e-5);
    near("WAL", returns.wal_years.unwrap(), 6.0, 1e-3);
    near("average life", value.average_life_years.unwrap(), 5.5579, 1e-4);
    near("annuity", value.annuity_years.unwrap(), 4.8723, 1e-4);
    near("fair spread bp", 1e4 * value.fair_spread.unwrap(), 258.96, 1e-2);
    near(
        "loss-adjusted bp",
        1e4 * value.loss_adjusted_spread.unwrap(),
        741.04,
        1e-2,
    );
    near("IRR %", 100.0 * returns.irr.unwrap(), 11.3217, 1e-4);
    near(
        "discount margin bp",
        1e4 * value.discount_margin.unwrap(),
        732.2,
        0.1,
    );
    near("yield %", 100.0 * value.yield_.unwrap(), 11.3217, 1e-4);
}

/// Year by year: pool, protected, attachment %, risk weight %, RWA after, relief, capital, net cost.
#[test]
fn relief_and_cost_year_by_year_on_expected_balances() {
    const SOURCE: [[f64; 8]; 6] = [
        [1000.00, 125.00, 12.500, 20.000, 175.00, 825.00, 99.000, 8.650],
        [990.00, 121.00, 12.222, 20.000, 173.80, 816.20, 97.944, 8.293],
        [980.10, 117.04, 11.942, 21.194, 182.92, 797.18, 95.662, 7.943],
        [727.72, 113.13, 15.546, 20.000, 122.92, 604.81, 72.577, 8.567],
        [480.30, 110.23, 22.951, 20.000, 74.01, 406.29, 48.754, 9.266],
        [237.75, 108.33, 45.564, 20.000, 25.88, 211.86, 25.424, 10.039],
    ];
    let (deal, base) = read();
    let outcome = expected(&deal, &base);
    let relief = relief(&deal, &outcome);
    let economics = Economics::of(&deal, &outcome, &relief);
    for (year, source) in SOURCE.iter().enumerate() {
        let capital = &relief.dates[year].capital;
        let senior = &capital.tranches[0];
        let found = [
            economics.periods[year].pool / UNIT,
            capital.tranches[JUNIOR].protected_exposure.minor() as f64 / UNIT,
            100.0 * senior.attachment,
            100.0 * senior.risk_weight.unwrap(),
            capital.after.rwa.minor() as f64 / UNIT,
            capital.relief.rwa.minor() as f64 / UNIT,
            capital.relief.capital.minor() as f64 / UNIT,
            economics.year(year + 1).net() / UNIT,
        ];
        for (column, (found, source)) in found.into_iter().zip(source).enumerate() {
            near(
                &format!("year {}, column {column}", year + 1),
                found,
                *source,
                0.01,
            );
        }
    }
}

/// Cost of released capital to each end, and when the bank calls.
#[test]
fn cost_of_capital_to_each_end_and_the_rational_call() {
    let (deal, base) = read();
    let outcome = expected(&deal, &base);
    let economics = Economics::of(&deal, &outcome, &relief(&deal, &outcome));
    let first = economics.year(1);
    near("gross %", 100.0 * first.gross / first.capital_years, 12.63, 0.005);
    near("net %", 100.0 * first.per_capital().unwrap(), 8.74, 0.005);
    near(
        "gross / RWA %",
        100.0 * first.gross / first.rwa_years,
        1.515,
        0.0005,
    );
    near(
        "RWA / notional",
        first.rwa_years / first.protected_years,
        6.60,
        0.005,
    );
    near(
        "capital / premium",
        first.capital_years / first.gross,
        7.92,
        0.005,
    );
    for (end, source) in [(3, 9.06), (4, 9.58), (5, 10.59), (6, 12.066)] {
        let life = economics.until_discounted(end).unwrap().per_capital().unwrap();
        near(&format!("life to {end} %"), 100.0 * life, source, 0.0055);
    }
    let called = economics.rational_call().unwrap();
    assert_eq!(
        called,
        NaiveDate::from_ymd_opt(2101, 1, 1).unwrap(),
        "the end of year 4: year 5 costs too much"
    );
    let decision = economics.call_decisions()[3];
    near("make-whole", decision.make_whole.unwrap() / UNIT, 20.615, 0.0005);
}

/// Return on equity and on RWA before, after and with the released capital lent again.
#[test]
fn profit_before_after_and_lent_again() {
    let (deal, base) = read();
    let outcome = expected(&deal, &base);
    let relief = relief(&deal, &outcome);
    let economics = Economics::of(&deal, &outcome, &relief);
    let profits = economics.profits(&deal.lending.unwrap(), &relief.dates[0].capital, 0.12);
    near("before %", 100.0 * profits.before.on_equity.unwrap(), 10.0, 0.005);
    near(
        "RoRWA before %",
        100.0 * profits.before.on_rwa.unwrap(),
        1.20,
        0.005,
    );
    near("after %", 100.0 * profits.after.on_equity.unwrap(), 26.25, 0.005);
    near(
        "RoRWA after %",
        100.0 * profits.after.on_rwa.unwrap(),
        3.15,
        0.005,
    );
    near(
        "lent again %",
        100.0 * profits.relent.on_equity.unwrap(),
        12.84,
        0.005,
    );
}

/// Without losses the note returns index and spread.
#[test]
fn without_losses_the_note_returns_index_and_spread() {
    let (deal, base) = read();
    let outcome = run(&deal, &at_rates(&base, vec![Rate::ZERO]), &mut ()).expect("it runs");
    near(
        "IRR",
        tranche_returns(&deal, &outcome)[JUNIOR].irr.unwrap(),
        0.14,
        1e-12,
    );
    let value = &value_tranches(&deal, &outcome)[JUNIOR];
    near("margin", value.discount_margin.unwrap(), 0.10, 1e-12);
    near("loss-adjusted", value.loss_adjusted_spread.unwrap(), 0.10, 1e-12);
}

/// Constant default rates at which the note returns nought and the index, and the loss of the pool there; per cent.
#[test]
fn break_even_by_constant_default_rate() {
    let (deal, base) = read();
    let found = break_even(&deal, &base, 0.12).expect("it runs");
    for (target, rate, loss) in [
        (Target::Irr(0.0), 4.3702, 7.2454),
        (Target::Index, 3.3312, 5.6316),
    ] {
        let found = found.iter().find(|found| found.target == target).unwrap();
        let (by_rate, by_multiple) = (found.rate.unwrap(), found.multiple.unwrap());
        let per_cent = |number: Decimal| 100.0 * f64::try_from(number).unwrap();
        near("rate", per_cent(by_rate.at), rate, 1.5e-4);
        near("pool loss", per_cent(by_rate.pool_loss), loss, 2.5e-4);
        // The scenario's rate is 1 %, so that the multiple is the rate in per cent.
        near("multiple", per_cent(by_multiple.at) / 100.0, rate, 2e-4);
    }
}
