use chrono::NaiveDate;
use rust_decimal::{Decimal, dec};
use tranchet_deal::loan::{LoanAmortisation, LoanStatus};
use tranchet_deal::money::Currency;
use tranchet_deal::rate::{Ratio, RiskWeight};

use super::super::effective_number;
use super::*;
use crate::capital::pool_terms::basel::VERSIONS;

fn at_closing(pool: &Pool) -> Result<PoolState, CapitalError> {
    let weighing = Weighing::on(VERSIONS, date(), Currency::from_code("USD").unwrap());
    PoolState::at_closing(pool, &weighing)
}

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).unwrap()
}

fn loan(id: &str, balance: i64) -> Loan {
    Loan {
        id: id.into(),
        obligor_id: None,
        group_id: None,
        balance: Money::from_minor(balance),
        rate: None,
        index: None,
        maturity: date(),
        amortisation: LoanAmortisation::Bullet,
        payment_frequency: None,
        pd: None,
        lgd: None,
        rating: None,
        sector: None,
        country: None,
        currency: Currency::from_code("USD").unwrap(),
        fx: Decimal::ONE,
        risk_weight: Some(RiskWeight(dec!(1))),
        status: LoanStatus::Performing,
        delinquent_days: None,
        compute: None,
        capital: None,
    }
}

fn pool(loans: Vec<Loan>) -> Pool {
    Pool {
        cut_off: date(),
        retained_share: Ratio(dec!(0.05)),
        loans,
    }
}

#[test]
fn exposure_is_whole_and_k_is_of_the_protected_pool() {
    let half = Loan {
        risk_weight: Some(RiskWeight(dec!(0.5))),
        ..loan("b", 1_000)
    };
    let state = at_closing(&pool(vec![loan("a", 1_000), half])).unwrap();
    assert_eq!(
        (state.exposure, state.rwa, state.rwa_protected),
        (dec!(2000), dec!(1500), dec!(1425))
    );
    assert_eq!(state.rwa_retained(), dec!(75));
    assert_eq!((state.density(), state.inputs.k), (0.75, 0.06));
}

#[test]
fn default_counts_from_ninety_days_or_when_nobody_gives_days() {
    let late = |id, days| Loan {
        status: LoanStatus::Delinquent,
        delinquent_days: days,
        ..loan(id, 1_000)
    };
    let mut loans = vec![late("89", Some(89)), late("90", Some(90)), late("no days", None)];
    loans.push(Loan {
        status: LoanStatus::Defaulted,
        ..loan("defaulted", 1_000)
    });
    loans.push(loan("sound", 1_000));
    assert_eq!(at_closing(&pool(loans)).unwrap().inputs.w, 0.6);
}

#[test]
fn w_and_k_of_the_known_part_leave_unknown_loans_out() {
    let unknown = Loan {
        status: LoanStatus::Unknown,
        risk_weight: Some(RiskWeight(dec!(0.2))),
        ..loan("unknown", 1_000)
    };
    let bad = Loan {
        status: LoanStatus::Defaulted,
        ..loan("bad", 1_000)
    };
    let inputs = at_closing(&pool(vec![unknown, bad, loan("a", 2_000)]))
        .unwrap()
        .inputs;
    assert_eq!((inputs.unknown, inputs.k_known), (0.25, 0.08));
    assert!((inputs.w - 1.0 / 3.0).abs() < 1e-15);
    assert!((inputs.k - 0.064).abs() < 1e-15);
}

#[test]
fn obligors_count_once_and_a_group_beats_its_obligors() {
    let with = |id: &str, obligor: Option<&str>, group: Option<&str>, balance| Loan {
        obligor_id: obligor.map(Into::into),
        group_id: group.map(Into::into),
        ..loan(id, balance)
    };
    let mut loans = vec![
        with("1", Some("x"), Some("g"), 100),
        with("2", Some("y"), Some("g"), 150),
    ];
    loans.extend((0..15).map(|i| with(&format!("s{i}"), Some(&format!("o{i}")), None, 50)));
    assert_eq!(effective_number(&loans), Some(10.0));
    assert_eq!(effective_number(&[]), None);
}

#[test]
fn missing_weights_are_counted_and_five_are_named() {
    let without: Vec<_> = (0..7)
        .map(|i| Loan {
            risk_weight: None,
            ..loan(&format!("L-{i}"), 1)
        })
        .collect();
    let error = at_closing(&pool(without)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "7 loans have neither a `risk_weight` nor an `asset_class`, among them L-0, L-1, L-2, L-3, L-4"
    );
    let heavy = Loan {
        risk_weight: Some(RiskWeight(dec!(12.6))),
        ..loan("heavy", 1)
    };
    let error = at_closing(&pool(vec![heavy])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "1 loan has a `risk_weight` outside 0 % to 1,250 %: heavy"
    );
}

#[test]
fn lgd_needs_every_loan() {
    let with = |id, lgd| Loan {
        lgd,
        ..loan(id, 1_000)
    };
    let state = |loans| at_closing(&pool(loans)).unwrap().lgd;
    assert_eq!(
        state(vec![
            with("a", Some(Ratio(dec!(0.4)))),
            with("b", Some(Ratio(dec!(0.6))))
        ]),
        Some(0.5)
    );
    assert_eq!(
        state(vec![with("a", Some(Ratio(dec!(0.4)))), with("b", None)]),
        None
    );
}

#[test]
fn an_empty_pool_is_all_noughts() {
    let state = at_closing(&pool(Vec::new())).unwrap();
    assert_eq!(
        (state.density(), state.inputs.k, state.inputs.w, state.n),
        (0.0, 0.0, 0.0, None)
    );
}
