//! The deals that are run, built as values.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Months, NaiveDate};
use rust_decimal::{Decimal, dec};
use tranchet_deal::amortisation::{Amortisation, Group, Order, Principal};
use tranchet_deal::bank::Costs;
use tranchet_deal::call::Calls;
use tranchet_deal::coupon::Floating;
use tranchet_deal::date::{Calendar, DayCount, Lag, Roll};
use tranchet_deal::deal::Deal;
use tranchet_deal::excess_spread::{ExcessSpread, Mechanism};
use tranchet_deal::loan::{Loan, LoanAmortisation, LoanStatus};
use tranchet_deal::money::{Currency, Money};
use tranchet_deal::payments::{Accrual, Frequency, LastStub, Payments};
use tranchet_deal::pool::Pool;
use tranchet_deal::protection::{Protection, ProtectionTerms};
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::scenario::{DefaultRates, IndexLevel, IndexPath, LossTerms, RateVector, Scenario};
use tranchet_deal::tranche::{Coupon, IndexName, Tranche};
use tranchet_deal::trigger::{Base, Bound, Measure, Test};

const CLOSING: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 30).expect("a date");

fn dollars() -> Currency {
    Currency::from_code("USD").expect("a code of three letters")
}

fn index() -> IndexName {
    IndexName("SOFR".to_owned())
}

/// A deal that lasts so many payment periods.
fn deal(frequency: Frequency, periods: u32, loans: Vec<Loan>, points: &[Decimal]) -> Deal {
    let maturity = CLOSING + Months::new(periods * frequency.months());
    let pool = Pool {
        cut_off: CLOSING,
        retained_share: Ratio(dec!(0.05)),
        loans,
    };
    Deal {
        name: "bench".to_owned(),
        currency: dollars(),
        closing: CLOSING,
        scheduled_maturity: maturity,
        legal_final_maturity: maturity,
        payments: Payments {
            frequency,
            first: CLOSING + Months::new(frequency.months()),
            day_count: DayCount::Act360,
            roll: Roll::ModifiedFollowing,
            calendar: Calendar::UnitedStates,
            lag_business_days: 0,
            accrual: Accrual::WholePeriod,
            end_of_month: false,
            last_stub: LastStub::Short,
        },
        tranches: tranches(points, pool.protected_balance()),
        fx: std::collections::BTreeMap::new(),
        pool: pool.into(),
        amortisation: Amortisation {
            principal: Principal::ProRataThenSequential {
                sequential_when: vec![
                    above(Measure::CumulativeLosses { base: Base::Closing }, dec!(0.03)),
                    below(Measure::PoolFactor, dec!(0.1)),
                ],
            },
            groups: Vec::new(),
        },
        excess_spread: Some(ExcessSpread {
            rate: Rate(dec!(0.003)),
            mechanism: Mechanism::UseItOrLoseIt,
        }),
        replenishment: None,
        calls: Calls::default(),
        capital: None,
        bank: None,
        lending: None,
        costs: Costs::default(),
    }
}

fn above(measure: Measure, level: Decimal) -> Test {
    let bound = Bound::Above(Ratio(level));
    Test {
        measure,
        bound,
        curable: false,
        cure_periods: 1,
    }
}

fn below(measure: Measure, level: Decimal) -> Test {
    let bound = Bound::Below(Ratio(level));
    Test {
        measure,
        bound,
        curable: false,
        cure_periods: 1,
    }
}

/// Tranches between points that fall from 1 to 0, all but the first placed.
fn tranches(points: &[Decimal], pool: Money) -> Vec<Tranche> {
    let mut left = pool;
    let mut tranches: Vec<Tranche> = (0..points.len() - 1)
        .rev()
        .map(|place| {
            let (detachment, attachment) = (points[place], points[place + 1]);
            let notional = match place {
                0 => left,
                _ => pool.scale_half_even(Ratio(detachment - attachment).factor()),
            };
            left -= notional;
            tranche(place, attachment, detachment, notional)
        })
        .collect();
    tranches.reverse();
    tranches
}

fn tranche(place: usize, attachment: Decimal, detachment: Decimal, notional: Money) -> Tranche {
    let is_senior = place == 0;
    Tranche {
        name: format!("T-{place}"),
        attachment: Ratio(attachment),
        detachment: Ratio(detachment),
        notional,
        placed: if is_senior { Ratio::ZERO } else { Ratio::ONE },
        protection_terms: ProtectionTerms::default(),
        protection: Protection::FundedNote {
            collateral: Default::default(),
        },
        coupon: (!is_senior).then(|| {
            let spread = Rate(Decimal::new(20 * i64::try_from(place).unwrap_or(0), 3));
            let mut coupon = Floating::plain(index(), spread);
            coupon.bounds.floor = Some(Rate::ZERO);
            Coupon::Floating(coupon)
        }),
        payment_delay_business_days: None,
        funding_value: None,
        price: Ratio::ONE,
        rating: None,
    }
}

fn loan(place: usize, balance: i64, months: u32, amortisation: LoanAmortisation, rate: i64) -> Loan {
    Loan {
        id: Arc::from(format!("L-{place:06}")),
        obligor_id: None,
        group_id: None,
        balance: Money::from_minor(balance),
        rate: Some(Rate(Decimal::new(rate, 4))),
        index: None,
        maturity: CLOSING + Months::new(months),
        amortisation,
        payment_frequency: None,
        pd: Some(Ratio(dec!(0.01))),
        lgd: Some(Ratio(dec!(0.4))),
        rating: None,
        sector: None,
        country: None,
        currency: dollars(),
        fx: Decimal::ONE,
        risk_weight: None,
        status: LoanStatus::Performing,
        delinquent_days: None,
        compute: None,
        capital: None,
    }
}

/// A whole number that jumps about with the place, below a limit.
fn scatter(place: usize, below: usize) -> usize {
    place.wrapping_mul(0x9E37_79B9) % 1_000_003 % below
}

fn small(number: usize) -> i64 {
    i64::try_from(number).expect("benches use small numbers")
}

/// Corporate loans of every kind of amortisation, 40 quarters, three tranches.
pub fn corporate(loans: usize) -> Deal {
    let loans = (0..loans)
        .map(|place| {
            let balance = 50_000_000 + 100 * small(scatter(place, 900_000));
            let months = 120 + 3 * u32::try_from(scatter(place, 24)).unwrap_or(0);
            let amortisation = match place % 4 {
                0 => LoanAmortisation::Bullet,
                1 => LoanAmortisation::EqualPrincipal,
                2 => LoanAmortisation::LevelPayment,
                _ => LoanAmortisation::Balloon {
                    balloon: Money::from_minor(balance / 4),
                },
            };
            loan(
                place,
                balance,
                months,
                amortisation,
                300 + small(scatter(place, 16)) * 25,
            )
        })
        .collect();
    deal(
        Frequency::Quarterly,
        40,
        loans,
        &[dec!(1), dec!(0.125), dec!(0.07), dec!(0)],
    )
}

/// Mortgages with level payments, 360 months, six classes, the subordinate ones in a group that is locked out
/// while the senior has too little below it.
pub fn mortgages(loans: usize) -> Deal {
    let loans = (0..loans)
        .map(|place| {
            let balance = 10_000_000 + 100 * small(scatter(place, 400_000));
            let rate = 300 + small(scatter(place, 80)) * 5;
            loan(place, balance, 360, LoanAmortisation::LevelPayment, rate)
        })
        .collect();
    let points = [
        dec!(1),
        dec!(0.04),
        dec!(0.03),
        dec!(0.02),
        dec!(0.01),
        dec!(0.005),
        dec!(0),
    ];
    let mut deal = deal(Frequency::Monthly, 360, loans, &points);
    deal.amortisation = Amortisation {
        principal: Principal::ProRata,
        groups: vec![Group {
            name: "subordinate".to_owned(),
            tranches: (1..6).collect(),
            inside: Order::Sequential,
            locked_out_when: vec![below(Measure::CreditEnhancement { of: 0 }, dec!(0.04))],
        }],
    };
    deal
}

/// Corporate loans under five tranches, for paths that are given.
pub fn five_tranches() -> Deal {
    let mut deal = corporate(400);
    let points = [dec!(1), dec!(0.2), dec!(0.125), dec!(0.07), dec!(0.03), dec!(0)];
    deal.tranches = tranches(&points, deal.pool.protected_balance());
    deal
}

/// Defaults of 2 % and prepayment of 8 % a year, work-outs of 12 months.
pub fn base() -> Scenario {
    Scenario {
        name: "base".to_owned(),
        default_rates: Some(DefaultRates::All(RateVector::Annual(vec![Rate(dec!(0.02))]))),
        loss: LossTerms {
            initial: Some(Ratio(dec!(0.4))),
            final_: Some(Ratio(dec!(0.45))),
            lag: Some(Lag::Months(12)),
        },
        prepayment: vec![Rate(dec!(0.08))],
        rates: BTreeMap::from([(
            index(),
            IndexPath {
                level: IndexLevel::Flat(Rate(dec!(0.0365))),
                shift: Rate::ZERO,
            },
        )]),
        ..Scenario::default()
    }
}
