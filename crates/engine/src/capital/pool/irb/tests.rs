mod faults;

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};
use tranchet_deal::loan::{
    AssetClass, CapitalApproach, CapitalFields, Loan, LoanAmortisation, LoanStatus, Phase,
};
use tranchet_deal::money::Currency;
use tranchet_deal::rate::{Ratio, RiskWeight};

use super::*;
use crate::capital::pool_terms::{PoolTerms, basel, eu, uk, us};
use crate::capital::step::StepValue;
use tranchet_deal::bank::SupportingFactors;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn weighing(versions: &'static [PoolTerms]) -> Weighing {
    Weighing::on(versions, date(2026, 6, 30), Currency::from_code("EUR").unwrap())
}

/// A loan of one million without anything that capital reads; 912.5 days, two and a half years, would be a half
/// day more than it has.
fn plain(id: &str) -> Loan {
    Loan {
        id: id.into(),
        obligor_id: None,
        group_id: None,
        balance: Money::from_minor(100_000_000),
        rate: None,
        index: None,
        maturity: date(2028, 12, 28),
        amortisation: LoanAmortisation::Bullet,
        payment_frequency: None,
        pd: Some(Ratio(dec!(0.01))),
        lgd: Some(Ratio(dec!(0.40))),
        rating: None,
        sector: None,
        country: None,
        currency: Currency::from_code("EUR").unwrap(),
        fx: Decimal::ONE,
        risk_weight: None,
        status: LoanStatus::Performing,
        delinquent_days: None,
        compute: None,
        capital: None,
    }
}

fn loan(id: &str, approach: CapitalApproach, fields: CapitalFields) -> Loan {
    Loan {
        capital: Some(Box::new(CapitalFields {
            capital_approach: Some(approach),
            ..fields
        })),
        ..plain(id)
    }
}

fn advanced(id: &str) -> Loan {
    loan(id, CapitalApproach::AdvancedIrb, CapitalFields::default())
}

fn slotted(id: &str, category: &str) -> Loan {
    let slotting = Some(category.into());
    let fields = CapitalFields {
        slotting,
        ..CapitalFields::default()
    };
    Loan {
        maturity: date(2031, 6, 30),
        ..loan(id, CapitalApproach::Slotting, fields)
    }
}

fn pool(loans: Vec<Loan>) -> Pool {
    Pool {
        cut_off: date(2026, 6, 30),
        retained_share: Ratio(dec!(0.05)),
        loans,
    }
}

fn at(versions: &'static [PoolTerms], loans: Vec<Loan>) -> IrbPool {
    IrbPool::at_closing(&pool(loans), &weighing(versions)).unwrap()
}

fn problem(loans: Vec<Loan>) -> String {
    let error = IrbPool::at_closing(&pool(loans), &weighing(basel::VERSIONS)).unwrap_err();
    error.to_string()
}

#[test]
fn the_base_deal_has_k_irb_of_6_965_percent() {
    // Foundation lending has the fixed 2.5 years and the supervisory 40 % of the example.
    let foundation = loan("a", CapitalApproach::FoundationIrb, CapitalFields::default());
    let found = at(basel::VERSIONS, vec![foundation]);
    assert!((found.k_irb - 0.06965).abs() < 5e-6, "{}", found.k_irb);
    assert!((found.expected_loss - 0.004).abs() < 1e-15);
    assert_eq!(
        (found.share, found.lgd, found.n, found.k_sa),
        (1.0, 0.40, 1.0, None)
    );
    assert_eq!(found.k(), found.k_irb);
    assert!((found.average_risk_weight() - 12.5 * found.k_irb).abs() < 1e-15);
    // Half a day short of 2.5 years by its own date.
    let own = at(basel::VERSIONS, vec![advanced("a")]);
    assert!(own.k_irb < found.k_irb && found.k_irb - own.k_irb < 1e-4);
}

#[test]
fn slotted_loans_add_their_expected_loss() {
    let good = at(basel::VERSIONS, vec![slotted("a", "good")]);
    assert!((good.k_irb - 0.080).abs() < 1e-15 && (good.expected_loss - 0.008).abs() < 1e-15);
    assert_eq!(good.lgd, 0.50);
    let short = Loan {
        maturity: date(2028, 6, 30),
        ..slotted("a", "good")
    };
    let of = |versions| at(versions, vec![short.clone()]).k_irb;
    assert!((of(basel::VERSIONS) - 0.080).abs() < 1e-15);
    assert!((of(uk::VERSIONS) - (0.08 * 0.70 + 0.004)).abs() < 1e-15);
    let defaulted = Loan {
        status: LoanStatus::Defaulted,
        ..slotted("a", "strong")
    };
    assert_eq!(at(basel::VERSIONS, vec![defaulted]).k_irb, 0.5);
}

#[test]
fn defaulted_loans_stay_in_with_what_their_estimate_leaves() {
    let elbe = Some(Ratio(dec!(0.10)));
    let fields = CapitalFields {
        elbe,
        ..CapitalFields::default()
    };
    let defaulted = Loan {
        delinquent_days: Some(90),
        ..loan("a", CapitalApproach::AdvancedIrb, fields)
    };
    let found = at(basel::VERSIONS, vec![defaulted]);
    assert_eq!(found.rwa_ul, Money::from_minor(375_000_000));
    assert!((found.k_irb - 0.40).abs() < 1e-15);
}

#[test]
fn exposure_counts_the_undrawn_and_no_provision() {
    let fields = CapitalFields {
        undrawn: Some(Money::from_minor(100_000_000)),
        ccf: Some(Ratio(dec!(0.4))),
        provision: Some(Money::from_minor(5_000_000)),
        ..CapitalFields::default()
    };
    let drawn = loan("a", CapitalApproach::AdvancedIrb, fields);
    assert_eq!(
        at(basel::VERSIONS, vec![drawn]).ead,
        Money::from_minor(140_000_000)
    );
}

#[test]
fn a_mixed_pool_mixes_its_charges_and_needs_95_percent() {
    let weight = Some(RiskWeight(dec!(1)));
    let mut loans: Vec<_> = (0..19).map(|place| advanced(&place.to_string())).collect();
    loans.push(plain("standardised"));
    for loan in &mut loans {
        loan.risk_weight = weight;
    }
    let mixed = at(basel::VERSIONS, loans.clone());
    assert_eq!((mixed.share, mixed.k_sa), (0.95, Some(0.08)));
    assert!((mixed.k() - (0.95 * mixed.k_irb + 0.05 * 0.08)).abs() < 1e-15);
    assert_eq!(mixed.for_sec_irba(), Answer::Applies(mixed.k()));
    loans.pop();
    loans.push(Loan {
        balance: Money::from_minor(100_000_001),
        ..plain("larger")
    });
    loans[19].risk_weight = weight;
    let less = at(basel::VERSIONS, loans);
    assert!(matches!(less.for_sec_irba(), Answer::NotApplicable(_)));
    assert!((less.k_irb - mixed.k_irb).abs() < 1e-15);
}

#[test]
fn the_united_states_have_no_k_irb() {
    let weighted = Loan {
        risk_weight: Some(RiskWeight(dec!(1.5))),
        ..advanced("a")
    };
    let found = at(us::VERSIONS, vec![weighted]);
    assert_eq!((found.share, found.k_irb, found.k_sa), (0.0, 0.0, Some(0.12)));
    assert!(matches!(found.steps[0].value, StepValue::NotApplicable(_)));
}

#[test]
fn the_bank_s_own_weight_wins_over_the_table_and_says_so() {
    let class = |asset_class| CapitalFields {
        asset_class: Some(asset_class),
        ..CapitalFields::default()
    };
    let by_table = loan("a", CapitalApproach::Standardised, class(AssetClass::Sme));
    assert!((at(basel::VERSIONS, vec![by_table.clone()]).k_sa.unwrap() - 0.068).abs() < 1e-15);
    let own = Loan {
        risk_weight: Some(RiskWeight(dec!(0.65))),
        ..by_table.clone()
    };
    let found = at(basel::VERSIONS, vec![own.clone()]);
    assert!((found.k_sa.unwrap() - 0.052).abs() < 1e-15);
    assert!(
        found
            .steps
            .iter()
            .any(|step| step.rule == "loans of the bank's own risk weight")
    );
    let steps = working(&own, &weighing(basel::VERSIONS)).unwrap();
    assert_eq!(
        steps.last().unwrap().cites.text,
        "the bank's own risk weight, as the tape gives it"
    );
    let supported = Weighing {
        factors: SupportingFactors {
            small_firms: true,
            infrastructure: false,
        },
        ..weighing(eu::VERSIONS)
    };
    let found = IrbPool::at_closing(&pool(vec![by_table]), &supported).unwrap();
    assert!((found.k_sa.unwrap() - 0.08 * 0.7619).abs() < 1e-15);
}

#[test]
fn turnover_is_read_in_millions_and_converted() {
    let turnover = Some(Money::from_minor(2_000_000_000));
    let fields = CapitalFields {
        turnover,
        ..CapitalFields::default()
    };
    let firm = loan("a", CapitalApproach::AdvancedIrb, fields);
    let k = |rate| {
        let weighing = Weighing {
            threshold_rate: rate,
            ..weighing(basel::VERSIONS)
        };
        IrbPool::at_closing(&pool(vec![firm.clone()]), &weighing)
            .unwrap()
            .k_irb
    };
    let large = at(basel::VERSIONS, vec![advanced("a")]).k_irb;
    assert!(k(1.0) < large && k(2.0) > k(1.0));
    assert_eq!(k(2.5), large);
}

#[test]
fn floors_of_loss_by_security_and_supervisory_estimates() {
    let secured = |security: &str| {
        let fields = CapitalFields {
            security: Some(security.into()),
            ..CapitalFields::default()
        };
        Loan {
            lgd: Some(Ratio(dec!(0.05))),
            ..loan("a", CapitalApproach::AdvancedIrb, fields)
        }
    };
    let lgd = |security| at(basel::VERSIONS, vec![secured(security)]).lgd;
    assert_eq!(
        [
            "cash",
            "receivables",
            "commercial real estate",
            "GPU equipment",
            "unsecured"
        ]
        .map(lgd),
        [0.05, 0.10, 0.10, 0.15, 0.25]
    );
    let unknown = at(basel::VERSIONS, vec![secured("first lien")]);
    assert_eq!(unknown.lgd, 0.25);
    assert!(
        unknown
            .steps
            .iter()
            .any(|step| step.rule == "loans of unknown security")
    );
    // The United Kingdom is still without floors on this date; the European Union halves them for projects.
    assert_eq!(at(uk::VERSIONS, vec![secured("unsecured")]).lgd, 0.05);
    let mut project = secured("unsecured");
    project.capital.as_mut().unwrap().asset_class = Some(AssetClass::ProjectFinance);
    assert_eq!(at(eu::VERSIONS, vec![project]).lgd, 0.125);
}

#[test]
fn number_of_debtors_and_the_simplification() {
    let of_group = |id: &str, group: &str| Loan {
        group_id: Some(group.into()),
        ..advanced(id)
    };
    let found = at(
        basel::VERSIONS,
        vec![of_group("a", "g"), of_group("b", "g"), of_group("c", "h")],
    );
    assert!((found.n - 9.0 / 5.0).abs() < 1e-15);
    assert!((found.c_1 - 2.0 / 3.0).abs() < 1e-15 && (found.c_m(2) - 1.0).abs() < 1e-15);
    assert!(matches!(found.simplified(None), Answer::NotApplicable(_)));
    let many = at(
        basel::VERSIONS,
        (0..50).map(|id| advanced(&id.to_string())).collect(),
    );
    let Answer::Applies(by_ten) = many.simplified(Some(10)) else {
        panic!()
    };
    assert!((many.n - 50.0).abs() < 1e-9 && (by_ten.n - 50.0).abs() < 1e-9 && by_ten.lgd == 0.5);
}

#[test]
fn retail_pools_are_told_from_mixed_ones() {
    let home = |id: &str| {
        let asset_class = Some(AssetClass::ResidentialMortgage);
        loan(
            id,
            CapitalApproach::AdvancedIrb,
            CapitalFields {
                asset_class,
                ..CapitalFields::default()
            },
        )
    };
    assert!(at(basel::VERSIONS, vec![home("a"), home("b")]).retail);
    let both = at(basel::VERSIONS, vec![home("a"), advanced("b")]);
    assert_eq!((both.retail, both.retail_share), (false, 0.5));
    assert!(!at(basel::VERSIONS, Vec::new()).retail);
}
