//! Coupons of overnight rates as QuantLib finds them: `overnight.csv` beside this file, made by `overnight.py`.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::coupon::{IndexYear, Observation};
use tranchet_deal::curve::Curve;
use tranchet_deal::date::Calendar;
use tranchet_deal::rate::Rate;
use tranchet_engine::overnight::{compounded, observed, simple_average};

const ROWS: &str = include_str!("overnight.csv");
const FIXINGS: &str = include_str!("overnight_fixings.csv");

/// QuantLib works in binary floats.
const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 12);

fn curve() -> Curve {
    let fixing = |line: &str| {
        let (date, percent) = line.split_once(',').unwrap();
        let percent: Decimal = percent.trim_end_matches('%').parse().unwrap();
        (date.parse().unwrap(), Rate(percent / Decimal::ONE_HUNDRED))
    };
    Curve::new(FIXINGS.lines().skip(1).map(fixing).collect()).unwrap()
}

/// The rate that a row asks for.
fn rate(row: &[&str], curve: &Curve) -> Rate {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let observation = Observation {
        lookback_business_days: row[3].parse().unwrap(),
        shift: row[4] == "true",
        lockout_business_days: row[5].parse().unwrap(),
    };
    let calendar = Calendar::UnitedStatesGovernmentSecurities;
    let days: Vec<(Rate, u32)> = observed(&calendar, (date(row[0]), date(row[1])), observation)
        .into_iter()
        .map(|(date, days)| (curve.on(date).unwrap(), days))
        .collect();
    match row[2] {
        "compounded" => compounded(&days, IndexYear::Days360).unwrap(),
        _ => simple_average(&days).unwrap(),
    }
}

#[test]
fn overnight_coupons_agree_with_quantlib() {
    let curve = curve();
    let rows: Vec<Vec<&str>> = ROWS
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    assert_eq!(rows.len(), 54);
    for row in rows {
        let expected: Decimal = row[6].parse().unwrap();
        let found = rate(&row, &curve).0;
        assert!((found - expected).abs() < TOLERANCE, "{row:?} gives {found}");
    }
}
