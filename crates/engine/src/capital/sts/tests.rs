//! Conditions by hand on a small deal: ten loans of ten borrowers, PD 1 %, LGD 40 %, bullets of five years.

use rust_decimal::{Decimal, dec};
use tranchet_deal::amortisation::Principal;
use tranchet_deal::excess_spread::{ExcessSpread, Mechanism};
use tranchet_deal::file::{InMemory, read_deal};
use tranchet_deal::loan::{AssetClass, CapitalApproach, CapitalFields};
use tranchet_deal::rate::{Rate, Ratio, RiskWeight};

use super::*;
use crate::capital::check::Outcome;
use crate::capital::expected_loss::{ExpectedLoss, life_years, one_year};
use crate::capital::regimes::find;

fn deal() -> Deal {
    let text = "tranchet: 1\nname: T\ncurrency: EUR\nclosing: 2026-06-30\nscheduled_maturity: 2032-06-30\n\
         payments: { frequency: annual, first: 2027-06-30, day_count: ACT/360, roll: none, calendar: none }\n\
         tranches:\n  - { name: senior, attachment: 10%, detachment: 100%, placed: 0% }\n  \
         - { name: junior, attachment: 0%, detachment: 10%, placed: 100%, protection: funded note, coupon: 9% fixed }\n\
         amortisation: { principal: sequential }\ncalls: { clean_up: 10%, time: 2031-06-29 }\n\
         pool: { balance: 100m, count: 10, maturity: 2031-06-29, pd: 1%, lgd: 40%, risk_weight: 100% }\n";
    let file = read_deal("deal.yaml", text, &InMemory::default());
    let mut deal = file.unwrap_or_else(|problems| panic!("{problems}")).deal;
    for loan in &mut deal.pool.loans {
        loan.obligor_id = Some(loan.id.clone());
        loan.capital.get_or_insert_default().capital_approach = Some(CapitalApproach::FoundationIrb);
    }
    deal
}

fn check(deal: &Deal, name: &str) -> (Option<Decimal>, Outcome) {
    let found = eu(deal).into_iter().find(|check| check.name == name);
    found
        .map(|check| (check.value, check.outcome))
        .expect("there is such a condition")
}

/// 1 % x 40 % = 0.4 % a year; 1,825 days are 5 years of 365: 2 % over the life.
#[test]
fn expected_loss_by_hand() {
    let deal = deal();
    assert_eq!(one_year(&deal.pool.loans), Some(Ratio(dec!(0.004))));
    assert_eq!(life_years(&deal).map(|years| years.normalize()), Some(dec!(5)));
    assert_eq!(ExpectedLoss::at_closing(&deal).unwrap().share, Ratio(dec!(0.02)));
}

#[test]
fn one_obligor_of_ten_is_too_much_and_a_nameless_one_leaves_it_open() {
    let mut deal = deal();
    assert_eq!(
        check(&deal, "largest obligor"),
        (Some(dec!(0.1)), Outcome::Failed)
    );
    let loan = deal.pool.loans[0].clone();
    deal.pool.loans = (0..50)
        .map(|number| {
            let id: std::sync::Arc<str> = format!("L{number}").into();
            tranchet_deal::loan::Loan {
                obligor_id: Some(id.clone()),
                id,
                ..loan.clone()
            }
        })
        .collect();
    assert_eq!(
        check(&deal, "largest obligor"),
        (Some(dec!(0.02)), Outcome::Passed)
    );
    deal.pool.loans[0].obligor_id = None;
    assert_eq!(
        check(&deal, "largest obligor"),
        (Some(dec!(0.02)), Outcome::Undecided)
    );
}

#[test]
fn weights_have_a_limit_by_class() {
    let mut deal = deal();
    let mut with = |class, weight| {
        let loan = &mut deal.pool.loans[0];
        loan.risk_weight = Some(RiskWeight(weight));
        loan.capital = Some(Box::new(CapitalFields {
            asset_class: Some(class),
            ..CapitalFields::default()
        }));
        deal.clone()
    };
    let other = "risk weight, other loans";
    assert_eq!(
        check(&with(AssetClass::ProjectFinance, dec!(1)), other).1,
        Outcome::Passed
    );
    assert_eq!(
        check(&with(AssetClass::ProjectFinance, dec!(1.3)), other),
        (Some(dec!(1.3)), Outcome::Failed)
    );
    assert_eq!(
        check(&with(AssetClass::Retail, dec!(0.75)), "risk weight, retail").1,
        Outcome::Passed
    );
    assert_eq!(
        check(
            &with(AssetClass::Ipre, dec!(0.6)),
            "risk weight, commercial property"
        )
        .1,
        Outcome::Failed
    );
    let homes = "average risk weight, residential mortgages";
    assert_eq!(
        check(&with(AssetClass::ResidentialMortgage, dec!(0.4)), homes).1,
        Outcome::Passed
    );
    deal.pool.loans[1].risk_weight = None;
    assert_eq!(check(&deal, other).1, Outcome::Undecided);
}

/// Closing to the call is 1,825 days, five years of 365; the pool's life is the same.
#[test]
fn a_time_call_waits_for_the_life_of_the_pool() {
    let mut deal = deal();
    let name = "time call, years after closing";
    assert_eq!(check(&deal, name), (Some(dec!(5)), Outcome::Passed));
    deal.calls.time = deal
        .calls
        .time
        .and_then(|call| Some(call.date.pred_opt()?.into()));
    assert_eq!(check(&deal, name).1, Outcome::Failed);
    deal.calls.time = None;
    assert_eq!(check(&deal, name).1, Outcome::NotApplicable);
    deal.calls.clean_up = Some(Ratio(dec!(0.15)));
    assert_eq!(check(&deal, "clean-up call"), (Some(dec!(0.15)), Outcome::Failed));
}

#[test]
fn excess_spread_is_within_expected_loss_of_a_year_and_returns() {
    let mut deal = deal();
    let name = "excess spread a year";
    let mut with = |rate, mechanism| {
        deal.excess_spread = Some(ExcessSpread {
            rate: Rate(rate),
            mechanism,
        });
        check(&deal, name).1
    };
    assert_eq!(with(dec!(0.004), Mechanism::UseItOrLoseIt), Outcome::Passed);
    assert_eq!(with(dec!(0.0041), Mechanism::UseItOrLoseIt), Outcome::Failed);
    assert_eq!(with(dec!(0.004), Mechanism::Trapped), Outcome::Failed);
    deal.excess_spread = Some(ExcessSpread {
        rate: Rate(dec!(0.004)),
        mechanism: Mechanism::UseItOrLoseIt,
    });
    deal.pool.loans[0].capital = None;
    assert_eq!(check(&deal, name).1, Outcome::Undecided);
}

#[test]
fn principal_is_sequential_or_has_triggers() {
    let mut deal = deal();
    assert_eq!(check(&deal, "amortisation").1, Outcome::Passed);
    deal.amortisation.principal = Principal::ProRata;
    assert_eq!(check(&deal, "amortisation").1, Outcome::Failed);
}

/// Nothing of the loans, nothing of the tranche sold, nothing at the bottom; then 5 % of each loan.
#[test]
fn retention_in_one_of_its_ways() {
    let mut deal = deal();
    let law = &find("eu").unwrap().srt;
    let outcome = |deal: &Deal| law.conditions(deal).retention.unwrap().outcome;
    assert_eq!(outcome(&deal), Outcome::Failed);
    deal.tranches[1].placed = Ratio(dec!(0.95));
    assert_eq!(outcome(&deal), Outcome::Passed);
    deal.tranches[1].placed = Ratio::ONE;
    deal.pool.retained_share = Ratio(dec!(0.05));
    assert_eq!(outcome(&deal), Outcome::Passed);
    assert!(find("uk").unwrap().srt.conditions(&deal).sts.is_err());
}
