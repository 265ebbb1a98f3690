use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::protection::{Collateral, Protection, ProtectionTerms};
use tranchet_deal::rate::{Ratio, RiskWeight};

use super::*;
use crate::capital::pool::PoolSnapshot;
use crate::capital::regimes::find;

fn tranche(name: &str, attachment: Decimal, detachment: Decimal, placed: Decimal) -> Tranche {
    Tranche {
        name: name.to_owned(),
        attachment: Ratio(attachment),
        detachment: Ratio(detachment),
        notional: Money::ZERO,
        placed: Ratio(placed),
        protection: Protection::FundedNote {
            collateral: Collateral::default(),
        },
        protection_terms: ProtectionTerms::default(),
        coupon: None,
        price: Ratio::ONE,
        payment_delay_business_days: None,
        funding_value: None,
        rating: None,
    }
}

fn base_deal() -> [Tranche; 2] {
    [
        tranche("senior", dec!(0.125), dec!(1), dec!(0)),
        tranche("first loss", dec!(0), dec!(0.125), dec!(1)),
    ]
}

/// Opening balances of the base deal in hundredths of a million: pool and protected tranche.
fn opening(year: i32, pool: i64, protected: i64) -> LifeDate {
    let mut snapshot = PoolSnapshot::empty(NaiveDate::from_ymd_opt(2025 + year, 6, 30).unwrap());
    snapshot.add_performing(Money::from_minor(pool), RiskWeight(dec!(1)), Ratio::ZERO);
    let notionals = vec![Money::from_minor(pool - protected), Money::from_minor(protected)];
    LifeDate {
        pool: PoolState::from(&snapshot),
        m_t: Vec::new(),
        notionals,
        years: dec!(1),
    }
}

#[test]
fn relief_year_by_year_on_the_expected_path() {
    let dates = [
        opening(1, 100_000, 12_500),
        opening(2, 99_000, 12_100),
        opening(3, 98_010, 11_704),
        opening(4, 72_772, 11_313),
        opening(5, 48_030, 11_023),
        opening(6, 23_775, 10_833),
    ];
    let published = [
        (0.20000, 17_500, 82_500),
        (0.20000, 17_380, 81_620),
        (0.21194, 18_292, 79_718),
        (0.20000, 12_292, 60_481),
        (0.20000, 7_401, 40_629),
        (0.20000, 2_588, 21_186),
    ];
    let terms = Terms {
        capital_ratio: Some(Ratio(dec!(0.12))),
        ..Terms::default()
    };
    let life =
        relieve_through_life(find("us").unwrap(), Approach::Ssfa, &base_deal(), &dates, &terms).unwrap();
    for (date, (weight, after, relief)) in life.dates.iter().zip(published) {
        let senior = &date.capital.tranches[0];
        assert!((senior.risk_weight.unwrap() - weight).abs() < 2e-5);
        // Balances are printed to a hundredth, which moves year 3 by two of them.
        assert!((date.capital.after.rwa.minor() - after).abs() <= 2);
        assert!((date.capital.relief.rwa.minor() - relief).abs() <= 2);
    }
    let years: i64 = life
        .dates
        .iter()
        .map(|date| date.capital.relief.capital.minor())
        .sum();
    assert_eq!(life.capital_years, Decimal::from(years));
    assert!((years - 43_936).abs() <= 3);
}

#[test]
fn cost_is_per_unit_of_capital_and_year() {
    let life = |years| ReliefThroughLife {
        dates: Vec::new(),
        capital_years: years,
    };
    assert_eq!(
        life(dec!(9_900)).cost_per_capital_year(Money::from_minor(990)),
        Some(dec!(0.1))
    );
    assert_eq!(life(dec!(0)).cost_per_capital_year(Money::from_minor(990)), None);
}
