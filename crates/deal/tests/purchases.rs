//! Terms of entry and a purchase tape, from text to values.

use chrono::NaiveDate;
use rust_decimal::{Decimal, dec};
use tranchet_deal::criterion::{Criterion, Limit, NumberField};
use tranchet_deal::file::{InMemory, read_deal, read_scenario};
use tranchet_deal::loan::Loan;
use tranchet_deal::money::{Currency, Money};
use tranchet_deal::pool_measure::PoolMeasure;
use tranchet_deal::replenishment::Replenishment;
use tranchet_deal::scenario::{Purchase, TapeColumn};

fn terms(replenishment: &str) -> Replenishment {
    let text = format!(
        "tranchet: 1\nname: Entry\ncurrency: EUR\nclosing: 2026-06-30\nscheduled_maturity: 2031-06-30\n\
         payments: {{ frequency: annual, first: 2027-06-30, day_count: 30/360 }}\n\
         pool: {{ balance: 100m, count: 10, maturity: 2031-06-30 }}\n\
         tranches: [ {{ name: all, attachment: 0%, detachment: 100% }} ]\n\
         amortisation: {{ principal: sequential }}\nreplenishment: {replenishment}\n"
    );
    let deal = read_deal("deal.yaml", &text, &InMemory::default()).unwrap();
    deal.deal.replenishment.unwrap()
}

fn purchases() -> Vec<Purchase> {
    let tape = "loan_id,balance,maturity,currency,pd,rating,status,available_from\n\
                P1,100,2031-06-30,EUR,2%,BBB-,,2027-01-31\nP2,100,2030-06-30,GBP,,,delinquent,\n";
    let files = InMemory::default().with("purchases.csv", tape);
    let text = "tranchet: 1\nname: s\nreplenishment: { tape: purchases.csv, fx: { GBP: 1.25 } }\n";
    let currency = Currency::from_code("EUR").unwrap();
    let file = read_scenario("s.yaml", text, &files, currency).unwrap();
    file.scenario.purchases
}

#[test]
fn a_purchase_tape_has_loans_with_the_date_of_their_offer() {
    let [first, second] = &purchases()[..] else {
        panic!("two loans")
    };
    assert_eq!(first.available_from, NaiveDate::from_ymd_opt(2027, 1, 31));
    assert_eq!(second.available_from, None);
    // GBP 100.00 at 1.25 are EUR 125.00.
    assert_eq!(second.loan.balance, Money::from_minor(12_500));
}

#[test]
fn criteria_and_conditions_are_read_in_their_units() {
    let terms = terms(
        "{ until: 2029-06-30, unapplied_periods: 2, eligibility: [ { field: balance, at_most: 25m }, \
         { field: remaining_term, at_most: 5 years } ], \
         portfolio: [ { measure: largest group share, count: 5, at_most: 15%, or: maintain or improve } ] }",
    );
    assert_eq!(
        terms.eligibility[0],
        Criterion::Number {
            field: NumberField::Balance,
            limit: Limit::AtMost(dec!(2_500_000_000)),
        }
    );
    assert_eq!(
        terms.eligibility[1],
        Criterion::RemainingTerm {
            months: 60,
            at_most: true,
        }
    );
    let condition = &terms.portfolio[0];
    let by = TapeColumn::GroupId;
    assert_eq!(condition.measure, PoolMeasure::LargestShare { by, count: 5 });
    assert_eq!(condition.limit, Limit::AtMost(dec!(0.15)));
    assert!(condition.maintain_or_improve);
    assert_eq!(terms.unapplied_periods, Some(2));
}

#[test]
fn a_blank_cell_meets_no_criterion_but_one_that_asks_for_it() {
    let purchases = purchases();
    let date = NaiveDate::from_ymd_opt(2027, 6, 30).unwrap();
    let holds = |criterion: &Criterion, loan: &Loan| criterion.holds(loan, date, |a, b| Some(a == b));
    let both = |criterion: Criterion| [0, 1].map(|number| holds(&criterion, &purchases[number].loan));
    let pd = |limit| Criterion::Number {
        field: NumberField::Pd,
        limit,
    };
    assert_eq!(both(pd(Limit::AtMost(dec!(0.02)))), [true, false]);
    assert_eq!(both(pd(Limit::AtLeast(Decimal::ZERO))), [true, false]);
    let field = TapeColumn::Rating;
    let values = vec!["D".to_owned()];
    assert_eq!(
        both(Criterion::Text {
            field,
            values,
            among: false
        }),
        [true, false]
    );
    assert_eq!(both(Criterion::Blank { field, blank: true }), [false, true]);
    // Days past due are nought for a loan that performs, and not known for one that is late.
    let days = Criterion::Number {
        field: NumberField::DelinquentDays,
        limit: Limit::AtMost(Decimal::ZERO),
    };
    assert_eq!(both(days), [true, false]);
}
