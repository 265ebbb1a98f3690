use rust_decimal::dec;
use tranchet_deal::protection::{Collateral, Protection};
use tranchet_deal::rate::{Ratio, RiskWeight};

use super::*;
use crate::capital::pool::{PoolSnapshot, PoolState};
use crate::capital::position::IrbInputs;
use crate::capital::regimes::find;
use crate::capital::{Terms, TrancheState};

const POOL: i64 = 1_000_000_000_000;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The floor of a pool with K_SA 8 % and, if given, K_IRB: 12.5 % sold against cash, the rest kept.
fn floor(regime: &str, k_irb: Option<f64>, terms: &Terms, on: NaiveDate) -> Answer<Vec<Phase>> {
    let mut pool = PoolSnapshot::empty(on);
    pool.add_performing(Money::from_minor(POOL), RiskWeight(dec!(1)), Ratio::ZERO);
    let mut pool = PoolState::from(&pool);
    pool.inputs.irb = k_irb.map(|k_irb| IrbInputs {
        k_irb,
        share: 1.0,
        n: 100.0,
        lgd: 0.4,
        retail: false,
        parts: None,
    });
    let cash = Protection::FundedNote {
        collateral: Collateral::default(),
    };
    let tranche = |name, share, placed| TrancheState {
        name,
        notional: Money::from_minor(POOL / 1000 * share),
        placed,
        protection: &cash,
        protection_terms: Default::default(),
        m_t: Some(5.0),
        rating: None,
    };
    let tranches = [
        tranche("senior", 875, Ratio::ZERO),
        tranche("first loss", 125, Ratio::ONE),
    ];
    let regime = find(regime).unwrap();
    let closing = AtClosing {
        pool,
        tranches: tranches.to_vec(),
        terms: *terms,
    };
    let capital = closing.assess(regime, Approach::Hierarchy).unwrap();
    at_closing(&capital, &closing, None).unwrap()
}

fn phases(regime: &str, k_irb: Option<f64>, terms: &Terms, on: NaiveDate) -> Vec<Phase> {
    match floor(regime, k_irb, terms, on) {
        Answer::Applies(phases) => phases,
        Answer::NotApplicable(why) => panic!("{}", why.reason),
    }
}

/// Senior weights in S, from standardised assets after.
fn senior_in_s(phases: &[Phase]) -> Vec<f64> {
    let weight = |phase: &Phase| to_f64(minor(phase.standardised[1])) / (POOL as f64 * 0.875);
    phases.iter().map(weight).collect()
}

/// Unfloored weights of the slice above 12.5 % at K 8 %: 65.11687939 % at p 1, 18.55156956 % at p 0.5, 3.01140642 % at
/// p 0.25, the last below the STS senior floor of 10 %.
#[test]
fn the_european_leg_has_a_lower_p_until_2032_where_sec_irba_weighs() {
    let rows = phases("eu", Some(0.05), &Terms::default(), day(2029, 3, 31));
    let dates: Vec<_> = rows.iter().map(|phase| phase.from).collect();
    assert_eq!(dates, [day(2029, 3, 31), day(2030, 1, 1), day(2033, 1, 1)]);
    let expected = [0.1855156956, 0.1855156956, 0.6511687939];
    for (found, expected) in senior_in_s(&rows).into_iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found}");
    }
    let sts = Terms {
        sts: true,
        ..Terms::default()
    };
    let rows = phases("eu", Some(0.05), &sts, day(2029, 3, 31));
    for (found, expected) in senior_in_s(&rows).into_iter().zip([0.10, 0.10, 0.1855156956]) {
        assert!((found - expected).abs() < 1e-9, "{found}");
    }
}

#[test]
fn elsewhere_and_for_a_standardised_pool_s_has_the_ordinary_p() {
    for (regime, k_irb) in [("eu", None), ("uk", Some(0.05)), ("basel", Some(0.05))] {
        let rows = phases(regime, k_irb, &Terms::default(), day(2027, 6, 30));
        for found in senior_in_s(&rows) {
            assert!((found - 0.6511687939).abs() < 1e-9, "{regime} {found}");
        }
    }
}

#[test]
fn u_and_s_differ_only_for_a_pool_with_models() {
    let own = phases("eu", None, &Terms::default(), day(2027, 6, 30));
    assert!(own.iter().all(|phase| phase.own == phase.standardised));
    let models = phases("eu", Some(0.05), &Terms::default(), day(2027, 6, 30));
    assert!(models.iter().all(|phase| phase.own[1] < phase.standardised[1]));
}

#[test]
fn there_is_no_floor_in_the_united_states_nor_before_it_begins() {
    for (regime, on) in [
        ("us", day(2030, 1, 1)),
        ("uk", day(2026, 12, 31)),
        ("eu", day(2024, 12, 31)),
    ] {
        assert!(matches!(
            floor(regime, None, &Terms::default(), on),
            Answer::NotApplicable(_)
        ));
    }
    let empty = phases("basel", None, &Terms::default(), day(2022, 12, 31));
    assert_eq!(
        empty[0].from,
        day(2023, 1, 1),
        "a floor to come, from its first day"
    );
}

/// By hand, x 50 %, limit 125 %: the deal 120 to 20 in U, 150 to 160 in S; the rest 1,000 in U and 1,900 in S. Before
/// max(1,120, 1,025) = 1,120, after max(1,020, 1,030) = 1,030: relief 90. It binds from headroom 0.5 x 160 - 20 = 60,
/// S/U 940/500; nothing is left at 0.5 x 160 - 120 = -40, S/U 1,040/500.
#[test]
fn a_bank_by_hand() {
    let legs = Legs {
        own: [dec!(120), dec!(20)],
        standardised: [dec!(150), dec!(160)],
        x: dec!(0.5),
        limit: Some(dec!(1.25)),
    };
    let bank = WholeBank {
        rwa: Money::from_minor(1_120),
        standardised_rwa: Money::from_minor(2_050),
    };
    let found = whole(bank, &legs).unwrap();
    assert_eq!((found.before.minor(), found.after.minor()), (1_120, 1_030));
    assert_eq!((found.binds_before, found.binds_after), (false, true));
    assert_eq!((found.rest, found.binding, found.nil), (1.9, 1.88, Some(2.08)));
    assert_eq!(legs.relief(dec!(1000), dec!(1880)), dec!(100));
    assert_eq!(legs.relief(dec!(1000), dec!(2080)), dec!(0));
    // The limit cuts what the floor adds: S of 5,000 gives 125 % of 1,120 and of 1,020.
    assert_eq!(legs.relief(dec!(1000), dec!(5000)), dec!(125));
}

/// A limit of 105 % holds assets after the deal at 1,071, below the 1,120 before, so relief never ends.
#[test]
fn a_tight_limit_leaves_relief() {
    let legs = Legs {
        own: [dec!(120), dec!(20)],
        standardised: [dec!(150), dec!(160)],
        x: dec!(0.5),
        limit: Some(dec!(1.05)),
    };
    assert_eq!(legs.nil_headroom_of(dec!(1000)), None);
    let cheaper = Legs {
        standardised: [dec!(150), dec!(140)],
        limit: None,
        ..legs
    };
    assert_eq!(cheaper.nil_headroom(), None, "relief in S too never ends");
    assert_eq!(cheaper.relief_bound(), dec!(5.0));
}

#[test]
fn a_bank_without_a_rest_is_refused() {
    let legs = Legs {
        own: [dec!(120), dec!(20)],
        standardised: [dec!(150), dec!(160)],
        x: dec!(0.5),
        limit: None,
    };
    for (rwa, standardised) in [(120, 2_000), (1_000, 150)] {
        let bank = WholeBank {
            rwa: Money::from_minor(rwa),
            standardised_rwa: Money::from_minor(standardised),
        };
        assert!(matches!(
            whole(bank, &legs),
            Err(CapitalError::BankTooSmall { .. })
        ));
    }
}
