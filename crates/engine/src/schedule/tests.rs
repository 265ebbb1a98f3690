use rust_decimal::dec;
use tranchet_deal::curve::Curve;
use tranchet_deal::file::{InMemory, read_deal};
use tranchet_deal::scenario::IndexLevel;

use super::*;
use crate::run::run;

/// A deal closed on 30 June 2026 with these loans, each a YAML map.
fn deal(loans: &[&str]) -> Deal {
    let loans: String = loans.iter().map(|loan| format!("    - {{ {loan} }}\n")).collect();
    let text = format!(
        "tranchet: 1\nname: T\ncurrency: USD\nclosing: 2026-06-30\nscheduled_maturity: 2028-06-30\n\
         payments: {{ frequency: quarterly, first: 2026-09-30, day_count: ACT/360, roll: none, calendar: none }}\n\
         tranches:\n  - {{ name: all, attachment: 0%, detachment: 100%, placed: 0% }}\n\
         amortisation: {{ principal: sequential }}\npool:\n  loans:\n{loans}"
    );
    let file = read_deal("deal.yaml", &text, &InMemory::default());
    file.unwrap_or_else(|problems| panic!("{problems}")).deal
}

/// Date, principal, interest and balance in cents.
type Line = (&'static str, i64, Option<i64>, i64);

fn assert_pays(loan: &str, scenario: &Scenario, expected: &[Line]) {
    let deal = deal(&[loan]);
    let payments = Schedules::new(&deal, scenario)
        .schedule(&deal.pool.loans[0])
        .unwrap();
    let expected: Vec<Payment> = expected
        .iter()
        .map(|(date, principal, interest, balance)| Payment {
            date: date.parse().unwrap(),
            principal: Money::from_minor(*principal),
            interest: interest.map(Money::from_minor),
            balance: Money::from_minor(*balance),
        })
        .collect();
    assert_eq!(payments, expected, "{loan}");
}

fn none() -> Scenario {
    Scenario::default()
}

fn sofr() -> Scenario {
    let day = |text: &str| text.parse().unwrap();
    let fixings = vec![
        (day("2026-01-01"), Rate(dec!(0.03))),
        (day("2026-09-30"), Rate(dec!(0.05))),
    ];
    let path = IndexPath {
        level: IndexLevel::Curve(Curve::new(fixings).unwrap()),
        shift: Rate::ZERO,
    };
    Scenario {
        rates: [(IndexName("SOFR".to_owned()), path)].into(),
        ..Scenario::default()
    }
}

#[test]
fn a_bullet_pays_interest_and_then_everything() {
    let loan = "loan_id: A, balance: 1000, rate: 6%, maturity: 2027-06-30, payment_frequency: semi-annual";
    let expected = [
        ("2026-12-30", 0, Some(3_000), 100_000),
        ("2027-06-30", 100_000, Some(3_000), 0),
    ];
    assert_pays(loan, &none(), &expected);
}

/// Dates count back from 15 November; the first, after six weeks, is a full instalment with full interest.
#[test]
fn equal_principal_after_a_short_first_period() {
    let loan = "loan_id: A, balance: 1000, rate: 6%, maturity: 2026-11-15, amortisation: equal principal";
    let expected = [
        ("2026-08-15", 50_000, Some(1_500), 50_000),
        ("2026-11-15", 50_000, Some(750), 0),
    ];
    assert_pays(loan, &none(), &expected);
}

/// At 1 % a month over three months each payment is 340.02: 10.00 + 330.02, 6.70 + 333.32, 3.37 + 336.66.
#[test]
fn level_payments_are_level() {
    let loan = "loan_id: A, balance: 1000, rate: 12%, maturity: 2026-09-30, amortisation: level payment, \
                payment_frequency: monthly";
    let expected = [
        ("2026-07-30", 33_002, Some(1_000), 66_998),
        ("2026-08-30", 33_332, Some(670), 33_666),
        ("2026-09-30", 33_666, Some(337), 0),
    ];
    assert_pays(loan, &none(), &expected);
}

#[test]
fn a_balloon_is_due_with_the_last_instalment() {
    let loan =
        "loan_id: A, balance: 1000, rate: 4%, maturity: 2027-03-30, amortisation: balloon, balloon: 400";
    let expected = [
        ("2026-09-30", 20_000, Some(1_000), 80_000),
        ("2026-12-30", 20_000, Some(800), 60_000),
        ("2027-03-30", 60_000, Some(600), 0),
    ];
    assert_pays(loan, &none(), &expected);
}

/// 183 days to 30 December, 107 of them to 15 October: 1,000 × 3 % × 107/183 = 17.541, 700 × 3 % × 76/183 = 8.721.
#[test]
fn an_instalment_between_interest_dates_carries_its_days() {
    let loan = "loan_id: A, balance: 1000, rate: 6%, maturity: 2027-06-30, amortisation: schedule, \
                schedule: \"2026-10-15:300;2027-06-30:700\", payment_frequency: semi-annual";
    let expected = [
        ("2026-10-15", 30_000, Some(1_754), 70_000),
        ("2026-12-30", 0, Some(872), 70_000),
        ("2027-06-30", 70_000, Some(2_100), 0),
    ];
    assert_pays(loan, &none(), &expected);
}

/// SOFR is 3 % on 30 June and 5 % on 30 September, the margin 2 %.
#[test]
fn floating_interest_reads_the_index_where_its_period_starts() {
    let loan = "loan_id: A, balance: 1000, rate: 2%, index: SOFR, maturity: 2026-12-30";
    let with = |first, second| {
        [
            ("2026-09-30", 0, first, 100_000),
            ("2026-12-30", 100_000, second, 0),
        ]
    };
    assert_pays(loan, &sofr(), &with(Some(1_250), Some(1_750)));
    assert_pays(loan, &none(), &with(None, None));
    assert_pays(
        "loan_id: A, balance: 1000, maturity: 2026-12-30",
        &none(),
        &with(None, None),
    );
}

#[test]
fn a_floating_level_payment_needs_its_index() {
    let deal = deal(&[
        "loan_id: A, balance: 1000, rate: 2%, index: SOFR, maturity: 2026-12-30, amortisation: level payment",
    ]);
    let loan = &deal.pool.loans[0];
    let error = Schedules::new(&deal, &none()).schedule(loan).unwrap_err();
    let reader = "loan `A`".to_owned();
    let index = "SOFR".to_owned();
    assert_eq!(error, RunError::MissingIndex { index, reader });
    // i = 5 %/4: share 0.0125 / (1.0125² − 1) = 0.4968944…
    let payments = Schedules::new(&deal, &sofr()).schedule(loan).unwrap();
    assert_eq!(payments[0].principal, Money::from_minor(49_689));
}

/// On dates that are the deal's too, a run repays what the schedules say, loan by loan.
#[test]
fn a_run_repays_as_the_schedules_say() {
    let terms = "rate: 7%, maturity: 2028-06-30";
    let loans = [
        format!("loan_id: A, balance: 1000.01, {terms}"),
        format!("loan_id: B, balance: 999.97, {terms}, amortisation: equal principal"),
        format!("loan_id: C, balance: 1234.57, {terms}, amortisation: level payment"),
        format!("loan_id: D, balance: 777.77, {terms}, amortisation: balloon, balloon: 111.11"),
        format!(
            "loan_id: E, balance: 555.55, {terms}, amortisation: schedule, schedule: \"2026-11-01:99.99;2027-05-01:3.01\""
        ),
        format!(
            "loan_id: F, balance: 888.88, {terms}, amortisation: level payment, payment_frequency: monthly"
        ),
    ];
    let deal = deal(&loans.each_ref().map(String::as_str));
    let scenario = none();
    let outcome = run(&deal, &scenario, &mut ()).unwrap();
    let mut schedules = Schedules::new(&deal, &scenario);
    let mut from = deal.closing;
    for period in &outcome.periods {
        let due: Money = deal
            .pool
            .loans
            .iter()
            .flat_map(|loan| schedules.principal(loan).unwrap())
            .filter(|(date, _)| from < *date && *date <= period.date)
            .map(|(_, principal)| principal)
            .sum();
        assert_eq!(period.pool.scheduled, due, "{}", period.date);
        from = period.date;
    }
}
