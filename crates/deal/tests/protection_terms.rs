//! What a deal says of its protection, read as written; what it says wrongly, by code.

use chrono::Months;
use rust_decimal::dec;
use tranchet_deal::call::TimeCall;
use tranchet_deal::deal::Deal;
use tranchet_deal::excess_spread::Horizon;
use tranchet_deal::file::{InMemory, Problems, read_deal};
use tranchet_deal::money::Currency;
use tranchet_deal::protection::{DebtSecurities, Issue, Protection, ProtectionTerms, Securities};
use tranchet_deal::rate::{Ratio, RiskWeight};

/// A deal whose junior tranche and last lines are given.
fn read(junior: &str, more: &str) -> Result<Deal, Problems> {
    let text = format!(
        "tranchet: 1\nname: Terms\ncurrency: USD\nclosing: 2026-06-30\nscheduled_maturity: 2031-06-30\n\
         payments: {{ frequency: quarterly, first: 2026-09-30, day_count: ACT/360 }}\n\
         pool: {{ balance: 100m, count: 10, maturity: 2031-06-30 }}\n\
         tranches:\n  - {{ name: senior, attachment: 10%, detachment: 100% }}\n  \
         - {{ name: junior, attachment: 0%, detachment: 10%, coupon: 9% fixed, {junior} }}\n\
         amortisation: {{ principal: sequential }}\n{more}\n"
    );
    read_deal("deal.yaml", &text, &InMemory::default()).map(|file| file.deal)
}

fn deal(junior: &str, more: &str) -> Deal {
    read(junior, more).unwrap_or_else(|problems| panic!("{problems}"))
}

fn codes(junior: &str) -> Vec<&'static str> {
    let problems = read(junior, "").expect_err("a problem");
    problems.iter().map(|problem| problem.code.id()).collect()
}

fn securities(junior: &str) -> Option<Securities> {
    deal(junior, "").tranches[1].protection.collateral()?.securities
}

#[test]
fn securities_have_their_own_haircut_or_what_a_table_asks_for() {
    let own = securities("collateral: { held: securities, haircut: 4% }");
    assert_eq!(own, Some(Securities::Haircut(Ratio(dec!(0.04)))));
    let of = |issue, cqs, months| {
        let residual_maturity = Months::new(months);
        Some(Securities::Supervisory(DebtSecurities {
            issue,
            cqs,
            residual_maturity,
        }))
    };
    let bonds = securities("collateral: { held: government bonds, cqs: 1, residual_maturity: 3 months }");
    assert_eq!(bonds, of(Issue::Sovereign, 1, 3));
    let notes = "collateral: { held: securities, issue: securitisation, cqs: 2, residual_maturity: 2 years }";
    assert_eq!(securities(notes), of(Issue::Securitisation, 2, 24));
    assert_eq!(securities("collateral: { held: cash account }"), None);
}

#[test]
fn the_holder_of_cash_may_have_a_risk_weight() {
    let deal = deal(
        "collateral: { held: cash, holder: a bank, holder_risk_weight: 20% }",
        "",
    );
    let Protection::FundedNote { collateral } = &deal.tranches[1].protection else {
        panic!("a funded note")
    };
    assert_eq!(collateral.holder_risk_weight, Some(RiskWeight(dec!(0.2))));
}

#[test]
fn currency_and_credit_events_count_where_they_depart_from_the_usual() {
    let terms = |junior| deal(junior, "").tranches[1].protection_terms;
    assert_eq!(terms("protection_currency: USD"), ProtectionTerms::default());
    let foreign_currency = Currency::from_code("EUR");
    assert_eq!(
        terms("protection_currency: EUR").foreign_currency,
        foreign_currency
    );
    let two = "protection_events: [ failure to pay, bankruptcy ]";
    assert!(terms(two).lacks_restructuring);
    assert!(!terms("protection_events: [ failure to pay, bankruptcy, restructuring ]").lacks_restructuring);
}

#[test]
fn a_time_call_is_a_date_or_a_date_with_its_incentive() {
    let call = |calls| deal("price: 100%", calls).calls.time.unwrap();
    let date = "2029-06-30".parse().unwrap();
    assert_eq!(
        call("calls: { time: 2029-06-30 }"),
        TimeCall {
            date,
            incentive: None
        }
    );
    let long = "calls: { time: { date: 2029-06-30, incentive: true } }";
    assert_eq!(
        call(long),
        TimeCall {
            date,
            incentive: Some(true)
        }
    );
}

#[test]
fn capital_terms_are_read() {
    let all = "capital: { regime: eu, resecuritisation: true, vehicles: true, deduct: true, excess_spread: whole life }";
    let terms = deal("price: 100%", all).capital.unwrap();
    assert!(terms.resecuritisation && terms.vehicles && terms.deduct);
    assert_eq!(terms.excess_spread, Some(Horizon::WholeLife));
    let few = deal("price: 100%", "capital: { regime: eu }").capital.unwrap();
    assert!(!few.resecuritisation && !few.vehicles && !few.deduct && few.excess_spread.is_none());
}

#[test]
fn every_wrong_key_is_reported_at_once() {
    let several = "collateral: { held: cash, issue: sovereign, cqs: 9, haircut: 140% }, protection_events: [ bankruptcy ]";
    assert_eq!(codes(several), ["D211", "D211", "D114", "D211", "D108", "D213"]);
    assert_eq!(codes("collateral: { held: securities }"), ["D212"]);
    assert_eq!(codes("collateral: { held: securities, cqs: 1 }"), ["D212"]);
    let companies =
        "collateral: { held: government bonds, issue: corporate, cqs: 1, residual_maturity: 1 years }";
    assert_eq!(codes(companies), ["D211"]);
    assert_eq!(codes("protection_currency: euro"), ["D112"]);
}
