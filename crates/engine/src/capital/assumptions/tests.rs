use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;
use tranchet_deal::money::Money;
use tranchet_deal::protection::{Collateral, Protection};
use tranchet_deal::rate::RiskWeight;

use super::*;
use crate::capital::pool::{PoolSnapshot, PoolState};
use crate::capital::regimes::{REGIMES, Status, find};
use crate::capital::{Capital, Terms, TrancheState, assess};
use crate::cited::Standing;

const P: Assume = Assume {
    p: Some(Ratio(dec!(0.5))),
    floor: None,
};
const BOTH: Assume = Assume {
    floor: Some(Ratio(dec!(0.12))),
    ..P
};

/// 1,000 at 100 %, 12.5 % sold against cash, in hundredths of a million.
fn assessed(regime: &str, year: i32, terms: Terms) -> Result<Capital, CapitalError> {
    let mut pool = PoolSnapshot::empty(NaiveDate::from_ymd_opt(year, 6, 30).unwrap());
    pool.add_performing(Money::from_minor(100_000), RiskWeight(dec!(1)), Ratio::ZERO);
    let cash = Protection::FundedNote {
        collateral: Collateral::default(),
    };
    let tranche = |name, notional, placed| TrancheState {
        name,
        notional: Money::from_minor(notional),
        placed,
        protection: &cash,
        protection_terms: Default::default(),
        m_t: None,
        rating: None,
    };
    let tranches = [
        tranche("senior", 87_500, Ratio::ZERO),
        tranche("first loss", 12_500, Ratio::ONE),
    ];
    let pool = PoolState::from(&pool);
    assess(find(regime)?, Approach::Hierarchy, &pool, &tranches, &terms)
}

fn with(assume: Assume) -> Terms {
    Terms {
        assume,
        ..Terms::default()
    }
}

fn senior(capital: &Capital) -> f64 {
    capital.tranches[0].risk_weight.unwrap()
}

#[test]
fn proposals_are_refused_without_their_numbers_and_name_each() {
    for name in ["us-2026-proposal", "eu-2025-proposal"] {
        for (assume, number) in [(Assume::default(), "`p`"), (P, "`floor`")] {
            let refused = assessed(name, 2026, with(assume)).unwrap_err();
            assert!(matches!(refused, CapitalError::NumberUnknown { .. }));
            assert!(refused.to_string().contains(number), "{refused}");
        }
    }
}

/// The weight of the slice above 12.5 % at K 8 % and p 0.5, published with the formula's other values.
#[test]
fn proposals_weigh_by_the_numbers_given() {
    for name in ["us-2026-proposal", "eu-2025-proposal"] {
        let capital = assessed(name, 2026, with(BOTH)).unwrap();
        assert!((senior(&capital) - 0.1855156956).abs() < 1e-9);
    }
}

#[test]
fn nothing_that_a_proposal_says_is_shown_as_read() {
    for regime in REGIMES.iter().filter(|regime| regime.status.is_proposal()) {
        let terms = Terms {
            sts: true,
            ..with(BOTH)
        };
        let capital = assessed(regime.name, 2026, terms).unwrap();
        assert!(regime.title.starts_with("PROPOSAL") && regime.name.contains("proposal"));
        let steps = capital.tranches.iter().flat_map(|tranche| &tranche.steps);
        let mut given = 0;
        for step in steps.chain(&capital.steps) {
            match step.standing() {
                Standing::Given => given += 1,
                Standing::Recalled | Standing::Assumed => {}
                Standing::Read | Standing::ReadWithoutFormula => panic!("{step:?}"),
            }
        }
        assert!(given >= 2, "p and floor of the senior tranche");
    }
}

#[test]
fn no_date_leads_to_a_proposal_and_none_away_from_it() {
    for regime in REGIMES {
        for year in 1950..2130 {
            let found = regime.on(NaiveDate::from_ymd_opt(year, 7, 1).unwrap());
            assert_eq!(found.regime.status.is_proposal(), regime.status.is_proposal());
            assert_eq!(found.regime.name, regime.name);
        }
    }
}

#[test]
fn versions_lie_in_order_and_each_begins_on_its_day() {
    for regime in REGIMES {
        let dates: Vec<_> = regime.versions().map(|version| version.status.date()).collect();
        assert!(dates.windows(2).all(|pair| pair[0] > pair[1]));
        for version in regime.versions() {
            let Status::InForceFrom(from) = version.status else {
                continue;
            };
            assert_eq!(regime.on(from.value).regime.title, version.title);
            let before = regime.on(from.value.pred_opt().unwrap());
            match version.earlier {
                Some(earlier) => {
                    assert_eq!(before.regime.title, earlier.title);
                    assert_eq!(before.until, from.value.pred_opt());
                }
                None => assert!(before.precedes_the_first() && before.regime.title == version.title),
            }
        }
    }
}

/// A British firm may elect `p` from 2027 on; what it elects does not reach back.
#[test]
fn an_elected_p_counts_from_its_version_on() {
    let weight = |year, terms| senior(&assessed("uk", year, terms).unwrap());
    let (fixed, elected) = (0.6511687939, 0.1855156956);
    assert!((weight(2026, with(P)) - fixed).abs() < 1e-9);
    assert!((weight(2027, with(Assume::default())) - fixed).abs() < 1e-9);
    assert!((weight(2027, with(P)) - elected).abs() < 1e-9);
    let as_of = Terms {
        as_of: NaiveDate::from_ymd_opt(2027, 1, 1),
        ..with(P)
    };
    assert!((weight(2026, as_of) - elected).abs() < 1e-9);
}

#[test]
fn a_settled_number_is_not_replaced() {
    for (regime, assume) in [("us", P), ("basel", BOTH), ("eu", BOTH), ("uk", BOTH)] {
        let refused = assessed(regime, 2027, with(assume)).unwrap_err();
        assert!(matches!(refused, CapitalError::NumberSettled { .. }), "{regime}");
    }
}
