//! What stands in the way of a loan's weight, and the working of one loan.

use super::*;

#[test]
fn every_fault_is_named_with_its_loans() {
    let without_pd = |id: &str| Loan {
        pd: None,
        ..advanced(id)
    };
    let mut loans: Vec<_> = "abcdef".chars().map(|id| without_pd(&id.to_string())).collect();
    loans.push(Loan {
        lgd: Some(Ratio(dec!(1.4))),
        pd: Some(Ratio(dec!(1.01))),
        ..advanced("g")
    });
    loans.push(slotted("h", "excellent"));
    loans.push(loan("i", CapitalApproach::Slotting, CapitalFields::default()));
    loans.push(Loan {
        status: LoanStatus::Defaulted,
        ..advanced("j")
    });
    let retail = CapitalFields {
        asset_class: Some(AssetClass::Retail),
        ..CapitalFields::default()
    };
    loans.push(loan("k", CapitalApproach::FoundationIrb, retail));
    assert_eq!(
        problem(loans),
        "6 loans have no `pd`, among them a, b, c, d, e; 1 loan has a `lgd` outside 0 % to 100 %: g; \
         1 loan has a `pd` outside 0 % to 100 %: g; \
         1 loan has a `slotting` that is none of strong, good, satisfactory, weak and default, with or without \
         hvcre and preferential: h; 1 loan has no `slotting`: i; 1 loan has no `elbe`: j; \
         1 retail loan has the `capital_approach` firb, which has no function for retail: k"
    );
}

#[test]
fn what_k_sa_lacks_matters_only_beside_a_standardised_loan() {
    let standardised = Loan {
        risk_weight: Some(RiskWeight(dec!(1))),
        ..plain("s")
    };
    assert_eq!(
        problem(vec![advanced("a"), standardised]),
        "1 loan has neither a `risk_weight` nor an `asset_class`: a"
    );
    assert_eq!(at(basel::VERSIONS, vec![advanced("a")]).k_sa, None);
    let project = CapitalFields {
        asset_class: Some(AssetClass::ProjectFinance),
        ..CapitalFields::default()
    };
    let mut loans = vec![loan("a", CapitalApproach::Standardised, project)];
    assert_eq!(problem(loans.clone()), "1 loan has no `phase`: a");
    loans[0].risk_weight = Some(RiskWeight(dec!(13)));
    assert_eq!(
        problem(loans.clone()),
        "1 loan has a `risk_weight` outside 0 % to 1,250 %: a"
    );
    loans[0].risk_weight = None;
    loans[0].capital.as_mut().unwrap().phase = Some(Phase::Operational);
    loans[0].capital.as_mut().unwrap().undrawn = Some(Money::from_minor(1));
    assert_eq!(problem(loans), "1 loan has no `ccf`: a");
}

#[test]
fn a_probability_of_nought_is_floored_and_the_working_shows_it() {
    let safe = Loan {
        pd: Some(Ratio(dec!(0))),
        ..advanced("a")
    };
    let steps = working(&safe, &weighing(basel::VERSIONS)).unwrap();
    let rules: Vec<_> = steps.iter().map(|step| step.rule).collect();
    assert_eq!(
        rules,
        [
            "EAD",
            "PD",
            "LGD",
            "R",
            "M",
            "b",
            "maturity adjustment",
            "K",
            "risk weight",
            "EL",
            "part of K_IRB"
        ]
    );
    assert_eq!(steps[1].value, StepValue::Is(0.0005.into()));
    let StepValue::Is(crate::capital::step::Figure::Number(part)) = steps[10].value else {
        panic!()
    };
    assert!((part - at(basel::VERSIONS, vec![safe]).k_irb).abs() < 1e-15);
}

#[test]
fn the_working_of_what_cannot_be_weighted_names_the_faults() {
    let error = working(
        &Loan {
            pd: None,
            lgd: None,
            ..advanced("a")
        },
        &weighing(basel::VERSIONS),
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "1 loan has no `lgd`: a; 1 loan has no `pd`: a");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_pool_is_the_average_of_its_loans(
        rows in proptest::collection::vec((1_i64..1_000_000, 1_u32..900, 5_u32..90, 0_i64..4_000), 1..20),
    ) {
        let loans: Vec<_> = rows.iter().enumerate().map(|(id, (balance, pd, lgd, days))| Loan {
            balance: Money::from_minor(*balance),
            pd: Some(Ratio(Decimal::new(i64::from(*pd), 4))),
            lgd: Some(Ratio(Decimal::new(i64::from(*lgd), 2))),
            maturity: date(2026, 6, 30) + chrono::Days::new(days.unsigned_abs()),
            ..advanced(&id.to_string())
        }).collect();
        let weights: f64 = loans.iter().map(|loan| loan.balance.minor() as f64).sum();
        let alone = |loan: &Loan| at(basel::VERSIONS, vec![loan.clone()]).k_irb * loan.balance.minor() as f64;
        let average = loans.iter().map(alone).sum::<f64>() / weights;
        let found = at(basel::VERSIONS, loans);
        prop_assert!((found.k_irb - average).abs() < 1e-12);
        prop_assert!(found.k_irb > found.expected_loss && found.k_irb < 1.0);
        prop_assert!(found.n >= 1.0 && found.n <= rows.len() as f64 + 1e-9);
    }
}
