use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn years_are_whole_on_anniversaries() {
    assert_eq!(years_between(day(2026, 6, 30), day(2031, 6, 30)), 5.0);
    assert_eq!(years_between(day(2026, 6, 30), day(2026, 6, 30)), 0.0);
    assert_eq!(years_between(day(2026, 6, 30), day(2025, 6, 30)), 0.0);
    let half = years_between(day(2026, 1, 1), day(2028, 7, 1));
    assert!((half - (2.0 + 182.0 / 366.0)).abs() < 1e-12);
    let leap = years_between(day(2024, 2, 29), day(2027, 2, 28));
    assert!(leap > 2.9 && leap <= 3.0);
}

#[test]
fn protection_of_less_than_a_year_never_counts() {
    let residual = |on, ends| residual_years(on, day(2026, 1, 1), ends);
    assert_eq!(residual(day(2026, 1, 1), day(2030, 1, 1)), 4.0);
    assert_eq!(residual(day(2029, 1, 1), day(2030, 1, 1)), 1.0);
    assert_eq!(residual(day(2031, 1, 1), day(2030, 1, 1)), 0.0);
    assert_eq!(residual(day(2026, 1, 1), day(2026, 12, 31)), 0.0);
}

#[test]
fn the_share_recognised_runs_from_nothing_to_all() {
    assert_eq!(recognised_share(0.0, 5.0), 0.0);
    assert_eq!(recognised_share(0.25, 5.0), 0.0);
    assert_eq!(recognised_share(5.0, 9.0), 1.0);
    assert_eq!(recognised_share(2.0, 1.5), 1.0);
    assert_eq!(recognised_share(0.1, 0.2), 0.0);
    assert_eq!(recognised_share(1.0, 2.0), 0.75 / 1.75);
}
