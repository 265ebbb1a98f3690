use super::*;
use crate::capital::standardised::{basel, eu, uk, us};

const TABLES: [&StandardisedTable; 5] = [&basel::TABLE, &eu::CRR3, &eu::OLD_CRR, &uk::TABLE, &us::TABLE];
const BOTH: SupportingFactors = SupportingFactors {
    small_firms: true,
    infrastructure: true,
};

fn weights(exposure: Exposure, factors: SupportingFactors) -> [f64; 5] {
    TABLES.map(|table| weigh(&exposure, table, factors).unwrap().risk_weight())
}

fn plain(exposure: Exposure) -> [f64; 5] {
    weights(exposure, SupportingFactors::default())
}

fn project(phase: Phase) -> Exposure {
    Exposure {
        phase: Some(phase),
        ..Exposure::of(AssetClass::ProjectFinance)
    }
}

#[test]
fn companies_by_credit_quality_step() {
    let of = |step| {
        plain(Exposure {
            cqs: Some(step),
            ..Exposure::of(AssetClass::Corporate)
        })
    };
    assert_eq!(of(1), [0.20, 0.20, 0.20, 0.20, 1.00]);
    assert_eq!(of(3), [0.75, 0.75, 1.00, 0.75, 1.00]);
    assert_eq!(of(6), [1.50, 1.50, 1.50, 1.50, 1.00]);
    assert_eq!(of(7), plain(Exposure::of(AssetClass::Corporate)));
    assert_eq!(
        plain(Exposure::of(AssetClass::Sme)),
        [0.85, 1.00, 1.00, 0.85, 1.00]
    );
}

#[test]
fn projects_by_phase_and_the_infrastructure_factor() {
    assert_eq!(
        plain(project(Phase::PreOperational)),
        [1.30, 1.30, 1.00, 1.30, 1.00]
    );
    assert_eq!(plain(project(Phase::Operational)), [1.00; 5]);
    assert_eq!(plain(project(Phase::HighQuality)), [0.80, 0.80, 1.00, 0.80, 1.00]);
    assert_eq!(
        weights(project(Phase::HighQuality), BOTH),
        [0.80, 0.75, 0.75, 0.80, 1.00]
    );
    assert_eq!(weights(project(Phase::Operational), BOTH), [1.00; 5]);
}

#[test]
fn property_by_loan_to_value_and_under_construction() {
    let of = |ltv| {
        plain(Exposure {
            ltv: Some(ltv),
            ..Exposure::of(AssetClass::Ipre)
        })
    };
    assert_eq!(of(0.60), [0.70, 0.70, 1.00, 1.00, 1.00]);
    assert_eq!(of(0.80), [0.90, 0.90, 1.00, 1.00, 1.00]);
    assert_eq!(of(0.81), [1.10, 1.10, 1.00, 1.10, 1.00]);
    let site = Exposure {
        phase: Some(Phase::PreOperational),
        ..Exposure::of(AssetClass::Ipre)
    };
    assert_eq!(plain(site), [1.50; 5]);
    let presold_homes = true;
    assert_eq!(
        plain(Exposure {
            presold_homes,
            ..site
        }),
        [1.00, 1.00, 1.50, 1.00, 1.50]
    );
}

#[test]
fn homes_whole_or_split() {
    let home = Exposure {
        ltv: Some(0.55),
        ..Exposure::of(AssetClass::ResidentialMortgage)
    };
    assert_eq!(plain(home), [0.25, 0.20, 0.35, 0.20, 0.50]);
    let dear = plain(Exposure {
        ltv: Some(1.10),
        ..home
    });
    assert_eq!((dear[0], dear[3]), (0.70, 0.5 * 0.20 + 0.5 * 0.75));
}

#[test]
fn past_due_and_subordinated_come_before_class() {
    let past_due = |provisions| {
        plain(Exposure {
            past_due: Some(provisions),
            ..Exposure::of(AssetClass::ProjectFinance)
        })
    };
    assert_eq!(past_due(0.19), [1.50; 5]);
    assert_eq!(past_due(0.20), [1.00, 1.00, 1.00, 1.00, 1.50]);
    let subordinated = Exposure {
        subordinated: true,
        ..Exposure::of(AssetClass::Corporate)
    };
    assert_eq!(plain(subordinated), [1.50, 1.50, 1.00, 1.50, 1.00]);
}

#[test]
fn the_small_firm_factor_is_an_option_of_the_european_union() {
    let firm = |turnover, owed| {
        let exposure = Exposure {
            turnover,
            owed,
            ..Exposure::of(AssetClass::Corporate)
        };
        weights(exposure, BOTH)
    };
    assert_eq!(firm(Some(50.0), 2.5), [1.00, 0.7619, 0.7619, 1.00, 1.00]);
    assert_eq!(firm(Some(50.1), 2.5), [1.00; 5]);
    assert_eq!(firm(None, 2.5), [1.00; 5]);
    assert!((firm(Some(10.0), 10.0)[1] - (0.25 * 0.7619 + 0.75 * 0.85)).abs() < 1e-12);
}

#[test]
fn what_is_missing_is_named_by_its_column() {
    let column = |class| weigh(&Exposure::of(class), &basel::TABLE, BOTH).unwrap_err();
    assert_eq!(column(AssetClass::ProjectFinance), "phase");
    assert_eq!(column(AssetClass::Ipre), "ltv");
    assert_eq!(column(AssetClass::ResidentialMortgage), "ltv");
}
