//! Days and rates worked by hand, on a week of March 2025 with invented fixings.

use super::*;
use rust_decimal::dec;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn us() -> Calendar {
    Calendar::UnitedStatesGovernmentSecurities
}

/// Rates of business days from Monday 3 March, in percent.
fn fixings(date: NaiveDate) -> Rate {
    let percent = match date.format("%m-%d").to_string().as_str() {
        "03-03" => dec!(4.31),
        "03-04" => dec!(4.32),
        "03-05" => dec!(4.33),
        "03-06" => dec!(4.34),
        "03-07" => dec!(4.34),
        "03-10" => dec!(4.33),
        "03-11" => dec!(4.32),
        other => panic!("no fixing on {other}"),
    };
    Rate(percent / Decimal::ONE_HUNDRED)
}

fn week(observation: Observation) -> Vec<(Rate, u32)> {
    let period = (day("2025-03-05"), day("2025-03-12"));
    observed(&us(), period, observation)
        .into_iter()
        .map(|(date, days)| (fixings(date), days))
        .collect()
}

fn looking_back(lookback_business_days: u32, shift: bool, lockout_business_days: u32) -> Observation {
    Observation {
        lookback_business_days,
        shift,
        lockout_business_days,
    }
}

/// By hand: the products of the seven days with an exact calculator.
#[test]
fn a_week_compounds_as_by_hand() {
    let compounded = |observation| {
        let rate = compounded(&week(observation), IndexYear::Days360).unwrap();
        (rate.0 * Decimal::ONE_HUNDRED).round_dp(6)
    };
    assert_eq!(compounded(looking_back(0, false, 0)), dec!(4.335627));
    assert_eq!(compounded(looking_back(2, false, 0)), dec!(4.329910));
    let simple = simple_average(&week(looking_back(0, false, 0))).unwrap();
    assert_eq!((simple.0 * Decimal::ONE_HUNDRED).round_dp(6), dec!(4.334286));
}

#[test]
fn a_shift_moves_the_weights_with_the_rates() {
    let period = (day("2025-03-05"), day("2025-03-12"));
    let days = |observation| observed(&us(), period, observation);
    let dated = |text: &[(&str, u32)]| -> Vec<Observed> {
        text.iter().map(|(date, days)| (day(date), *days)).collect()
    };
    let rates_alone = [
        ("2025-03-03", 1),
        ("2025-03-04", 1),
        ("2025-03-05", 3),
        ("2025-03-06", 1),
        ("2025-03-07", 1),
    ];
    assert_eq!(days(looking_back(2, false, 0)), dated(&rates_alone));
    // From Monday 3 to Monday 10 March: Friday carries the weekend.
    let shifted = [
        ("2025-03-03", 1),
        ("2025-03-04", 1),
        ("2025-03-05", 1),
        ("2025-03-06", 1),
        ("2025-03-07", 3),
    ];
    assert_eq!(days(looking_back(2, true, 0)), dated(&shifted));
    // The cut-off date is Monday 10 March, and its rate serves for Tuesday too.
    let locked = [
        ("2025-03-05", 1),
        ("2025-03-06", 1),
        ("2025-03-07", 3),
        ("2025-03-10", 1),
        ("2025-03-10", 1),
    ];
    assert_eq!(days(looking_back(0, false, 2)), dated(&locked));
    assert_eq!(days(looking_back(0, false, 1)), days(looking_back(0, false, 0)));
}

/// A period from Saturday takes Friday's rate until Monday.
#[test]
fn a_period_that_begins_at_a_weekend_takes_the_rate_before_it() {
    let period = (day("2025-03-08"), day("2025-03-12"));
    let expected = [
        (day("2025-03-07"), 2),
        (day("2025-03-10"), 1),
        (day("2025-03-11"), 1),
    ];
    assert_eq!(observed(&us(), period, Observation::default()), expected);
}

/// Published on Wednesday 12 March 2025: from Monday 10 February, over Presidents' Day on the 17th.
#[test]
fn a_30_day_average_counts_30_calendar_days() {
    let days = observed_in_average(&us(), day("2025-03-12"));
    assert_eq!(days.iter().map(|(_, days)| days).sum::<u32>(), 30);
    assert_eq!(days[0], (day("2025-02-10"), 1));
    assert!(days.contains(&(day("2025-02-14"), 4)));
    assert_eq!(days.last(), Some(&(day("2025-03-11"), 1)));
    // From a Saturday, the rate of Friday counts two days first.
    assert_eq!(
        observed_in_average(&us(), day("2025-03-10"))[0],
        (day("2025-02-07"), 2)
    );
}

#[test]
fn what_no_decimal_holds_is_no_rate() {
    let wild = vec![(Rate(dec!(20)), 30); 200];
    assert_eq!(compounded(&wild, IndexYear::Days360), None);
    assert_eq!(compounded(&[], IndexYear::Days360), None);
    assert_eq!(simple_average(&[]), None);
}
