use rust_decimal::dec;
use tranchet_deal::protection::{Collateral, Protection, ProtectionTerms};
use tranchet_deal::rate::RiskWeight;

use super::*;
use crate::capital::pool::PoolSnapshot;
use crate::capital::position::Bound;
use crate::capital::regimes::find;
use crate::cited::Standing;

const FUNDED: Protection = Protection::FundedNote {
    collateral: Collateral {
        held: None,
        holder: None,
        holder_risk_weight: None,
        securities: None,
    },
};

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).unwrap()
}

/// A pool at 100 %, in hundredths of a million.
fn pool(performing: i64, retained_share: Decimal) -> PoolSnapshot {
    let mut pool = PoolSnapshot::empty(date());
    pool.add_performing(
        Money::from_minor(performing),
        RiskWeight(dec!(1)),
        Ratio(retained_share),
    );
    pool
}

fn tranche(name: &str, notional: i64, placed: Decimal, protection: Protection) -> TrancheState<'_> {
    let protection = Box::leak(Box::new(protection));
    TrancheState {
        name,
        notional: Money::from_minor(notional),
        placed: Ratio(placed),
        protection,
        protection_terms: ProtectionTerms::default(),
        m_t: None,
        rating: None,
    }
}

fn two_tranches(senior: i64, first_loss: i64, protection: Protection) -> [TrancheState<'static>; 2] {
    [
        tranche("senior", senior, dec!(0), FUNDED),
        tranche("first loss", first_loss, dec!(1), protection),
    ]
}

fn assessed(regime: &str, pool: &PoolSnapshot, tranches: &[TrancheState], terms: Terms) -> Capital {
    assess(
        find(regime).unwrap(),
        Approach::Hierarchy,
        &PoolState::from(pool),
        tranches,
        &terms,
    )
    .unwrap()
}

#[test]
fn base_deal_relieves_825_and_a_guarantor_of_30_percent_costs_37_5() {
    let terms = Terms {
        capital_ratio: Some(Ratio(dec!(0.12))),
        ..Terms::default()
    };
    let cash = assessed(
        "us",
        &pool(100_000, dec!(0)),
        &two_tranches(87_500, 12_500, FUNDED),
        terms,
    );
    assert_eq!(cash.relief.rwa, Money::from_minor(82_500));
    assert_eq!(cash.relief.capital, Money::from_minor(9_900));
    let guarantor_risk_weight = Some(RiskWeight(dec!(0.30)));
    let guarantee = two_tranches(
        87_500,
        12_500,
        Protection::UnfundedGuarantee {
            guarantor_risk_weight,
        },
    );
    let guaranteed = assessed("us", &pool(100_000, dec!(0)), &guarantee, terms);
    assert_eq!(guaranteed.after.rwa - cash.after.rwa, Money::from_minor(3_750));
    assert_eq!(guaranteed.tranches[1].protection_weight, Some(0.3));
}

#[test]
fn other_regimes_of_the_base_deal() {
    let tranches = two_tranches(87_500, 12_500, FUNDED);
    let relief = |sts| {
        assessed(
            "basel",
            &pool(100_000, dec!(0)),
            &tranches,
            Terms {
                sts,
                ..Terms::default()
            },
        )
        .relief
    };
    assert_eq!(relief(false).rwa, Money::from_minor(43_023));
    assert_eq!(relief(true).rwa, Money::from_minor(83_767));
    let tranches = two_tranches(80_000, 20_000, FUNDED);
    let relief = |sts| {
        assessed(
            "basel",
            &pool(100_000, dec!(0)),
            &tranches,
            Terms {
                sts,
                ..Terms::default()
            },
        )
        .relief
    };
    assert_eq!(relief(false).rwa, Money::from_minor(77_688));
    assert_eq!(relief(true).rwa, Money::from_minor(92_000));
}

#[test]
fn the_vertical_share_keeps_its_weight() {
    let capital = assessed(
        "us",
        &pool(95_000, dec!(0.05)),
        &two_tranches(83_125, 11_875, FUNDED),
        Terms::default(),
    );
    assert_eq!(
        capital.before,
        Requirement {
            rwa: Money::from_minor(100_000),
            capital: Money::from_minor(8_000)
        }
    );
    assert_eq!(capital.after.rwa, Money::from_minor(16_625 + 5_000));
    assert_eq!(capital.pool.exposure, Money::from_minor(100_000));
}

#[test]
fn repaid_tranches_have_no_weight_and_a_repaid_deal_is_all_noughts() {
    let capital = assessed(
        "basel",
        &pool(10_000, dec!(0)),
        &two_tranches(0, 10_000, FUNDED),
        Terms::default(),
    );
    assert_eq!(
        (capital.tranches[0].risk_weight, capital.tranches[0].senior),
        (None, false)
    );
    assert!(capital.tranches[1].senior);
    assert_eq!(
        (capital.tranches[0].attachment, capital.tranches[1].detachment),
        (1.0, 1.0)
    );
    let none = assessed(
        "us",
        &PoolSnapshot::empty(date()),
        &two_tranches(0, 0, FUNDED),
        Terms::default(),
    );
    assert_eq!((none.before, none.after, none.relief), Default::default());
    assert_eq!((none.pool.density, none.tranches[0].attachment), (0.0, 0.0));
}

#[test]
fn the_whole_pool_in_one_kept_tranche_relieves_nothing_in_basel() {
    let one = [tranche("all", 100_000, dec!(0), FUNDED)];
    let capital = assessed("basel", &pool(100_000, dec!(0)), &one, Terms::default());
    assert_eq!(capital.relief, Relief::default());
    assert_eq!(capital.tranches[0].bound, Bound::LookThroughCap);
}

#[test]
fn everything_is_explained_and_assumptions_say_so() {
    let unstated = Protection::UnfundedGuarantee {
        guarantor_risk_weight: None,
    };
    let capital = assessed(
        "us",
        &pool(100_000, dec!(0)),
        &two_tranches(87_500, 12_500, unstated),
        Terms::default(),
    );
    let first_loss = &capital.tranches[1];
    assert_eq!(first_loss.rwa, Money::from_minor(12_500));
    let protection = first_loss
        .steps
        .iter()
        .find(|step| step.rule == "protection weight")
        .unwrap();
    assert_eq!(protection.standing(), Standing::Assumed);
    let rules: Vec<_> = capital.tranches[0].steps.iter().map(|step| step.rule).collect();
    let expected = [
        "A",
        "D",
        "K_G",
        "W",
        "K_A",
        "p",
        "risk weight by formula",
        "floor",
        "look-through cap",
        "protected",
        "retained",
        "RWA",
    ];
    assert_eq!(rules, expected);
}

#[test]
fn an_approach_that_the_regime_lacks_is_an_error_even_when_nothing_is_left() {
    let error = |regime, approach| {
        let empty = PoolState::from(&PoolSnapshot::empty(date()));
        assess(find(regime).unwrap(), approach, &empty, &[], &Terms::default())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error("basel", Approach::SecIrba),
        "the approach `sec-irba` needs K_IRB of the pool"
    );
    assert_eq!(
        error("eu", Approach::SecErba),
        "the approach `sec-erba` needs a tranche with a rating"
    );
    assert_eq!(
        error("us", Approach::SecSa),
        "the capital regime `us` has no approach `sec-sa`; it has ssfa"
    );
    assert!(matches!(find("mars"), Err(CapitalError::RegimeUnknown { .. })));
}

#[test]
fn a_rating_that_is_not_on_the_scale_is_refused_where_ratings_count() {
    let rated = [TrancheState {
        rating: Some("prime"),
        ..tranche("all", 100_000, dec!(0), FUNDED)
    }];
    let state = PoolState::from(&pool(100_000, dec!(0)));
    let assess_in = |name| {
        let regime = find(name).unwrap();
        assess(regime, Approach::Hierarchy, &state, &rated, &Terms::default())
    };
    assert_eq!(
        assess_in("eu").unwrap_err().to_string(),
        "the rating `prime` of tranche `all` is not on the scale of S&P, Fitch or Moody's"
    );
    assert!(assess_in("us").is_ok());
}

mod of_all_positions;
mod of_protection;
