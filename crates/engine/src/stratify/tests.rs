use rust_decimal::dec;
use tranchet_deal::file::{InMemory, read_deal};

use super::*;

/// A deal closed on 30 June 2026 that retains 5 %, with this tape.
fn deal(tape: &str) -> Deal {
    let text = "tranchet: 1\nname: T\ncurrency: USD\nclosing: 2026-06-30\nscheduled_maturity: 2031-06-30\n\
         payments: { frequency: annual, first: 2027-06-30, day_count: ACT/360, roll: none, calendar: none }\n\
         tranches:\n  - { name: all, attachment: 0%, detachment: 100%, placed: 0% }\n\
         amortisation: { principal: sequential }\npool: { tape: tape.csv, retained_share: 5% }\n";
    let files = InMemory::default().with("tape.csv", tape);
    let file = read_deal("deal.yaml", text, &files);
    file.unwrap_or_else(|problems| panic!("{problems}")).deal
}

fn lines<'a>(statistics: &'a PoolStatistics<'_>, by: Dimension) -> &'a [Line<'a>] {
    let found = statistics.by.iter().find(|breakdown| breakdown.by == by);
    &found.unwrap().lines
}

const TAPE: &str = "\
loan_id,obligor_id,balance,maturity,pd,lgd,sector,status
A,one,100.00,2027-06-30,1%,,software,performing
B,one,300.00,2028-06-29,2%,40%,,defaulted
C,,600.00,2028-06-29,,,software,performing
";

/// WAL: 100 on day 365 and 900 on day 730, over 1,000 × 365: 1.9 years.
#[test]
fn sums_and_averages_by_hand() {
    let deal = deal(TAPE);
    let statistics = stratify(&deal, &Scenario::default());
    assert_eq!(statistics.balance, Money::from_minor(100_000));
    assert_eq!(statistics.protected, Money::from_minor(95_000));
    assert_eq!((statistics.loans, statistics.obligors), (3, 2));
    // PD over 400: (100 × 1 % + 300 × 2 %) / 400.
    assert_eq!(statistics.wa_pd, Some(Ratio(dec!(0.0175))));
    assert_eq!(statistics.wa_lgd, Some(Ratio(dec!(0.4))));
    assert_eq!(statistics.wal_years, Ok(Some(dec!(1.9))));
    // 1,000² / (400² + 600²) = 1.923…
    assert!((statistics.n_obligors_effective.unwrap() - 1_000_000.0 / 520_000.0).abs() < 1e-12);
}

#[test]
fn breakdowns_by_hand() {
    let deal = deal(TAPE);
    let statistics = stratify(&deal, &Scenario::default());
    let line = |value, loans, balance, share| Line {
        value,
        loans,
        balance: Money::from_minor(balance),
        share: Ratio(share),
    };
    assert_eq!(
        lines(&statistics, Dimension::Sector),
        [
            line(Value::Text("software"), 2, 70_000, dec!(0.7)),
            line(Value::Blank, 1, 30_000, dec!(0.3)),
        ]
    );
    assert_eq!(
        lines(&statistics, Dimension::Maturity),
        [
            line(Value::Year(2027), 1, 10_000, dec!(0.1)),
            line(Value::Year(2028), 2, 90_000, dec!(0.9)),
        ]
    );
    assert_eq!(
        lines(&statistics, Dimension::Obligors),
        [
            line(Value::Loan("C"), 1, 60_000, dec!(0.6)),
            line(Value::Text("one"), 2, 40_000, dec!(0.4)),
        ]
    );
    assert_eq!(lines(&statistics, Dimension::Index)[0].value, Value::FixedRate);
    assert!(
        statistics
            .by
            .iter()
            .any(|found| found.by == Dimension::Rating && found.is_blank())
    );
}

/// One name of 25 % and fifteen of 5 %: 1 / (0.25² + 15 × 0.05²) = 10.
#[test]
fn the_effective_number_of_a_lumpy_pool() {
    let names = (1..=15).map(|name| format!("S-{name},{name},5.00,2028-06-30\n"));
    let large = [
        "L-1,large,10.00,2028-06-30\n".to_owned(),
        "L-2,large,15.00,2028-06-30\n".to_owned(),
    ];
    let rows: String = large.into_iter().chain(names).collect();
    let deal = deal(&format!("loan_id,obligor_id,balance,maturity\n{rows}"));
    let statistics = stratify(&deal, &Scenario::default());
    assert_eq!((statistics.loans, statistics.obligors), (17, 16));
    assert!((statistics.n_obligors_effective.unwrap() - 10.0).abs() < 1e-12);
    assert_eq!(lines(&statistics, Dimension::Obligors).len(), OBLIGORS_SHOWN);
}

#[test]
fn life_needs_the_index_of_floating_level_payments() {
    let deal =
        deal("loan_id,balance,rate,index,maturity,amortisation\nA,100.00,2%,SOFR,2028-06-30,level payment\n");
    let statistics = stratify(&deal, &Scenario::default());
    let (index, reader) = ("SOFR".to_owned(), "loan `A`".to_owned());
    assert_eq!(
        statistics.wal_years,
        Err(RunError::MissingIndex { index, reader })
    );
}
