//! How long a pool takes: 100,000 loans by their functions, with their standardised weights and debtors, at closing and
//! on 40 later dates.

use chrono::{Days, Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{InMemory, read_deal};
use tranchet_deal::loan::{AssetClass, CapitalApproach, CapitalFields, Loan, LoanAmortisation, LoanStatus};
use tranchet_deal::money::{Currency, Money};
use tranchet_deal::pool::Pool;
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::pool::irb::{IrbPool, Weighing};
use tranchet_engine::capital::pool::{LoanBalance, PoolLife, PoolState};
use tranchet_engine::capital::pool_terms::basel::VERSIONS;

fn main() {
    divan::main();
}

fn closing() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).unwrap()
}

fn euro() -> Currency {
    Currency::from_code("EUR").unwrap()
}

/// Three loans in four have an obligor of their own; the fourth is another loan of the first.
fn loan(place: u64) -> Loan {
    let capital = CapitalFields {
        asset_class: Some(AssetClass::Sme),
        turnover: Some(Money::from_minor(
            i64::try_from(place % 60).unwrap() * 100_000_000,
        )),
        capital_approach: Some(CapitalApproach::AdvancedIrb),
        security: Some("receivables".into()),
        ..CapitalFields::default()
    };
    let hundredths = |low: u64, modulus: u64| {
        Ratio(Decimal::from_i128_with_scale(
            i128::from(low + place % modulus),
            4,
        ))
    };
    Loan {
        id: format!("L-{place:06}").into(),
        obligor_id: Some(format!("O-{:06}", place - u64::from(place % 4 == 3)).into()),
        group_id: None,
        balance: Money::from_minor(10_000_000 + i64::try_from(place).unwrap()),
        rate: None,
        index: None,
        maturity: closing() + Days::new(place % 2_500),
        amortisation: LoanAmortisation::Bullet,
        payment_frequency: None,
        pd: Some(hundredths(5, 700)),
        lgd: Some(hundredths(1_500, 4_000)),
        rating: None,
        sector: None,
        country: None,
        currency: euro(),
        fx: Decimal::ONE,
        risk_weight: None,
        status: LoanStatus::Performing,
        delinquent_days: None,
        compute: None,
        capital: Some(Box::new(capital)),
    }
}

fn pool() -> Pool {
    Pool {
        cut_off: closing(),
        retained_share: Ratio::ZERO,
        loans: (0..100_000).map(loan).collect(),
    }
}

fn deal() -> Deal {
    let text = "tranchet: 1\nname: T\ncurrency: EUR\nclosing: 2026-06-30\nscheduled_maturity: 2036-06-30\n\
         payments: { frequency: annual, first: 2027-06-30, day_count: ACT/360, roll: none, calendar: none }\n\
         tranches:\n  - { name: all, attachment: 0%, detachment: 100%, placed: 0% }\n\
         amortisation: { principal: sequential }\npool: { balance: 1m, count: 1, maturity: 2030-06-30 }\n";
    let read = read_deal("deal.yaml", text, &InMemory::default());
    Deal {
        pool: pool().into(),
        ..read.unwrap_or_else(|problems| panic!("{problems}")).deal
    }
}

#[divan::bench]
fn hundred_thousand_loans(bencher: divan::Bencher) {
    let pool = pool();
    let weighing = Weighing::on(VERSIONS, closing(), euro());
    bencher.bench_local(|| IrbPool::at_closing(&pool, &weighing).unwrap().k_irb);
}

#[divan::bench]
fn hundred_thousand_loans_whole_and_protected(bencher: divan::Bencher) {
    let pool = pool();
    let weighing = Weighing::on(VERSIONS, closing(), euro());
    bencher.bench_local(|| PoolState::at_closing(&pool, &weighing).unwrap().rwa);
}

#[divan::bench]
fn hundred_thousand_loans_on_forty_dates(bencher: divan::Bencher) {
    let deal = deal();
    let mut life = PoolLife::new(&deal, &Scenario::default(), VERSIONS).unwrap();
    let balances: Vec<_> = deal
        .pool
        .loans
        .iter()
        .map(|loan| LoanBalance {
            performing: loan.balance,
            open: Money::ZERO,
        })
        .collect();
    bencher.bench_local(|| {
        let dates = (1..=40).map(|quarter| closing() + Months::new(3 * quarter));
        dates
            .map(|date| {
                life.on(date, date, balances.iter().copied())
                    .unwrap()
                    .whole_weighted
            })
            .sum::<Decimal>()
    });
}
