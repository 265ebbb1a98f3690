//! A regime needs one table and a place in a list, and a version one more: here are two that the engine does not know.

use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;
use tranchet_deal::money::Money;
use tranchet_deal::protection::{Collateral, Protection, ProtectionTerms};
use tranchet_deal::rate::{Ratio, RiskWeight};
use tranchet_engine::capital::assumptions::SETTLED;
use tranchet_engine::capital::pool::{PoolSnapshot, PoolState};
use tranchet_engine::capital::pool_terms;
use tranchet_engine::capital::regimes::{Available, REGIMES, Regime, Status, find, find_in};
use tranchet_engine::capital::rules::cre41_sec_sa::{SEC_SA, SecSa};
use tranchet_engine::capital::rules::crr_238_protection_maturity::{CallReading, Ends};
use tranchet_engine::capital::rules::crr_245_srt_tests::SrtTests;
use tranchet_engine::capital::rules::crr_252_maturity_mismatch::{Adjusts, Mismatch};
use tranchet_engine::capital::rules::{
    cre22_credit_protection, cre40_54_maximum_capital, crr_245_srt_tests, crr_248_excess_spread,
    crr_253_deduction,
};
use tranchet_engine::capital::srt::SrtLaw;
use tranchet_engine::capital::step::{Answer, NotApplicable};
use tranchet_engine::capital::{Capital, Terms, TrancheState, assess};
use tranchet_engine::cited::Citation;

const TEXT: Citation = Citation::assumed("the law of Mars");

/// SEC-SA with its own p and floor.
const MARTIAN: SecSa = SecSa {
    p: TEXT.of(2.0),
    floor: TEXT.of(0.30),
    ..SEC_SA
};

const SILENT: NotApplicable = NotApplicable {
    reason: "Mars is silent",
    cites: TEXT,
};

/// With a higher floor.
const LATER: SecSa = SecSa {
    floor: TEXT.of(0.40),
    ..MARTIAN
};

/// Mars from 2028, in all else as before.
static MARS: Regime = Regime {
    title: "Mars, second edition",
    status: Status::InForceFrom(TEXT.of(NaiveDate::from_ymd_opt(2028, 1, 1).unwrap())),
    earlier: Some(&FIRST_EDITION),
    approaches: &[Available {
        approach: Approach::SecSa,
        weigh: |position| LATER.weigh(position),
        gives_way: None,
    }],
    ..FIRST_EDITION
};

const FIRST_EDITION: Regime = Regime {
    name: "mars",
    title: "Mars",
    status: Status::InForceFrom(TEXT.of(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap())),
    earlier: None,
    open: SETTLED,
    k_name: "K_M",
    attachment: TEXT,
    detachment: TEXT,
    hierarchy: TEXT,
    approaches: &[Available {
        approach: Approach::SecSa,
        weigh: |position| MARTIAN.weigh(position),
        gives_way: None,
    }],
    sts: |_| None,
    last_resort: TEXT.of(12.5),
    look_through: |_| {
        Answer::NotApplicable(NotApplicable {
            reason: "nobody looks through on Mars",
            cites: TEXT,
        })
    },
    maximum_capital: Answer::Applies(cre40_54_maximum_capital::BASEL),
    maturity_mismatch: Answer::Applies(Mismatch {
        cites: TEXT,
        adjusts: Adjusts::RiskWeights,
        calls: CallReading {
            ends: Ends::Always,
            cites: TEXT,
        },
    }),
    excess_spread: crr_248_excess_spread::SILENT,
    deduction: crr_253_deduction::BASEL,
    srt: SrtLaw {
        tests: Answer::Applies(SrtTests {
            mezzanine_held: TEXT.of(dec!(0.1)),
            ..crr_245_srt_tests::EU
        }),
        indicators: &[],
        sts: Answer::NotApplicable(SILENT),
        retention: Answer::NotApplicable(SILENT),
    },
    rwa: TEXT,
    protection: cre22_credit_protection::TREATMENT,
    output_floor: Answer::NotApplicable(NotApplicable {
        reason: "there is no floor on Mars",
        cites: TEXT,
    }),
    pool: pool_terms::basel::VERSIONS,
    capital_ratio: TEXT.of(dec!(0.10)),
};

#[test]
fn a_table_of_ones_own_is_found_and_assessed() {
    let regimes: Vec<&Regime> = REGIMES.iter().copied().chain([&MARS]).collect();
    let mars = find_in(&regimes, "mars").unwrap();
    assert!(find_in(&regimes, "eu").is_ok() && find("mars").is_err());
    for (year, after, title) in [(2026, 12_000, "Mars"), (2028, 16_000, "Mars, second edition")] {
        let capital = assessed(mars, year);
        assert_eq!(capital.after.rwa, Money::from_minor(after));
        assert_eq!(capital.after.capital, Money::from_minor(after / 10));
        assert_eq!((capital.regime.title, capital.pool.k_name), (title, "K_M"));
    }
}

/// 40 % of the pool kept, the rest sold against cash.
fn assessed(mars: &'static Regime, year: i32) -> Capital {
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
        protection_terms: ProtectionTerms::default(),
        m_t: None,
        rating: None,
    };
    let tranches = [
        tranche("senior", 40_000, Ratio::ZERO),
        tranche("junior", 60_000, Ratio::ONE),
    ];
    let state = PoolState::from(&pool);
    assess(mars, Approach::Hierarchy, &state, &tranches, &Terms::default()).unwrap()
}
