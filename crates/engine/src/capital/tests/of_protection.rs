//! What part of the protection counts, and excess spread to its horizon, on the base deal: 875 kept, 125 sold.
//!
//! In the United States the senior tranche weighs 20 %, 175 in all, and the first loss of 0 % to 12.5 % by hand
//! 12.5 (0.08 + 0.04 (1 - e^(-0.045/0.04)))/0.125 = 10.7014.

use tranchet_deal::call::TimeCall;
use tranchet_deal::excess_spread::Horizon;
use tranchet_deal::money::Currency;
use tranchet_deal::protection::{DebtSecurities, Issue, Securities};

use super::of_all_positions::{protection, step, with, year};
use super::*;
use crate::capital::rules::crr_238_protection_maturity::ProtectionDates;
use crate::capital::rules::crr_248_excess_spread::SyntheticExcessSpread;
use crate::capital::step::StepValue;

/// Risk weight of the first loss.
const FIRST_LOSS: f64 = 10.701_39;

fn base(protection: Protection, terms: ProtectionTerms) -> [TrancheState<'static>; 2] {
    let [senior, first_loss] = two_tranches(87_500, 12_500, protection);
    let first_loss = TrancheState {
        protection_terms: terms,
        ..first_loss
    };
    [senior, first_loss]
}

fn securities(haircut: Decimal) -> Protection {
    Protection::FundedNote {
        collateral: Collateral {
            securities: Some(Securities::Haircut(Ratio(haircut))),
            ..Collateral::default()
        },
    }
}

fn close(found: Money, units: f64) {
    let expected = units * 100.0;
    let tolerance = expected * 1e-5 + 1.0;
    assert!(
        (found.minor() as f64 - expected).abs() <= tolerance,
        "{found:?} for {units}"
    );
}

/// 4 % of 125 is 5, which weighs as the tranche: 175 + 5 x 10.701.
#[test]
fn what_a_haircut_leaves_open_is_the_banks() {
    let tranches = base(securities(dec!(0.04)), ProtectionTerms::default());
    let capital = with("us", &tranches, Terms::default(), |_| {});
    let first_loss = &capital.tranches[1];
    assert_eq!(first_loss.retained_exposure, Money::from_minor(500));
    assert_eq!(first_loss.protected_exposure, Money::from_minor(12_000));
    close(capital.after.rwa, 175.0 + 5.0 * FIRST_LOSS);
}

/// A guarantor of 30 % in another currency without restructuring: 125 x 0.6 x 0.92 = 69 protected, 56 open.
#[test]
fn a_foreign_guarantee_without_restructuring_covers_552_of_1000() {
    let terms = ProtectionTerms {
        foreign_currency: Currency::from_code("EUR"),
        lacks_restructuring: true,
    };
    let guarantee = Protection::UnfundedGuarantee {
        guarantor_risk_weight: Some(RiskWeight(dec!(0.30))),
    };
    let capital = with("us", &base(guarantee, terms), Terms::default(), |_| {});
    assert_eq!(capital.tranches[1].protected_exposure, Money::from_minor(6_900));
    close(capital.after.rwa, 175.0 + 56.0 * FIRST_LOSS + 69.0 * 0.30);
}

/// Cash that is the debt of a bank of 20 %: 175 + 125 x 20 %.
#[test]
fn cash_at_a_bank_weighs_what_the_bank_weighs() {
    let deposit = Protection::FundedNote {
        collateral: Collateral {
            holder_risk_weight: Some(RiskWeight(dec!(0.20))),
            ..Collateral::default()
        },
    };
    let tranches = base(deposit, ProtectionTerms::default());
    for (regime, more) in [("us", 25), ("eu", 25), ("basel", 25), ("uk", 25)] {
        let cash = two_tranches(87_500, 12_500, FUNDED);
        let with_cash = with(regime, &cash, Terms::default(), |_| {}).after.rwa;
        let with_deposit = with(regime, &tranches, Terms::default(), |_| {}).after.rwa;
        assert_eq!(
            with_deposit - with_cash,
            Money::from_minor(more * 100),
            "{regime}"
        );
    }
}

/// Bonds of a company of credit quality step 1 with four years to run: 4 %; ratings count nowhere in the United States.
#[test]
fn a_table_gives_the_haircut_where_the_regime_has_one() {
    let bonds = Protection::FundedNote {
        collateral: Collateral {
            securities: Some(Securities::Supervisory(DebtSecurities {
                issue: Issue::Corporate,
                cqs: 1,
                residual_maturity: chrono::Months::new(48),
            })),
            ..Collateral::default()
        },
    };
    let tranches = base(bonds, ProtectionTerms::default());
    let covered = |regime| with(regime, &tranches, Terms::default(), |_| {}).tranches[1].protected_exposure;
    for regime in ["eu", "uk", "basel"] {
        assert_eq!(covered(regime), Money::from_minor(12_000), "{regime}");
    }
    assert_eq!(covered("us"), Money::ZERO);
}

/// Everything is sold, and 40 % of the first loss is open: V = 0.4, at most 0.4 x 1,000 of risk-weighted assets.
#[test]
fn the_largest_share_kept_counts_what_haircuts_leave_open() {
    let [senior, first_loss] = base(securities(dec!(0.40)), ProtectionTerms::default());
    let tranches = [
        TrancheState {
            placed: Ratio::ONE,
            ..senior
        },
        first_loss,
    ];
    let capital = with("eu", &tranches, Terms::default(), |_| {});
    assert_eq!(
        (capital.bound, capital.after.rwa),
        (Bound::MaximumCapital, Money::from_minor(40_000))
    );
}

/// Four years of protection over loans of five: 125 x 3.75/4.75 = 98.68 protected, 26.32 open at 1,070.1 %.
#[test]
fn in_the_united_states_protection_that_ends_early_covers_less() {
    let tranches = two_tranches(87_500, 12_500, FUNDED);
    let after = |ends| with("us", &tranches, protection(ends), |_| {});
    close(after(2033).after.rwa, 175.0);
    let early = after(2030);
    assert_eq!(early.tranches[1].protected_exposure, Money::from_minor(9_868));
    close(early.after.rwa, 175.0 + 26.32 * FIRST_LOSS);
    let reason = "the amount protected of each tranche is reduced instead";
    assert_eq!(
        step(&early, "maturity mismatch").value,
        StepValue::NotApplicable(reason)
    );
}

/// A call after four years: under Basel it always ends the protection, elsewhere only with an incentive. With it
/// 569.77 x 3.75/4.75 + 1,000 / 4.75 = 660.35.
#[test]
fn a_time_call_ends_protection_as_the_regime_reads_it() {
    let terms = |incentive| Terms {
        protection_dates: Some(ProtectionDates {
            began: year(2026),
            scheduled: year(2033),
            time_call: Some(TimeCall {
                date: year(2030),
                incentive,
            }),
        }),
        ..Terms::default()
    };
    let tranches = two_tranches(87_500, 12_500, FUNDED);
    let after = |regime, incentive| {
        let capital = with(regime, &tranches, terms(incentive), |_| {});
        let standing = step(&capital, "t, years of protection").standing();
        (capital.after.rwa.minor(), standing)
    };
    for incentive in [None, Some(false), Some(true)] {
        assert!((after("basel", incentive).0 - 66_035).abs() <= 1);
    }
    assert!((after("eu", Some(true)).0 - 66_035).abs() <= 1);
    assert_eq!(after("eu", Some(false)), (56_977, Standing::Recalled));
    assert_eq!(after("eu", None), (56_977, Standing::Assumed));
}

/// Loans of up to five years may be added until 2029, when those of today have three years left.
#[test]
fn the_longest_loan_that_may_be_added_counts_while_it_may() {
    let may_add = Some(terms::MayAdd {
        until: year(2029),
        due: year(2034),
    });
    let tranches = two_tranches(87_500, 12_500, FUNDED);
    let longest = |on, may_add| {
        let terms = Terms {
            may_add,
            ..protection(2033)
        };
        let capital = with("eu", &tranches, terms, |pool| {
            pool.date = year(on);
            pool.longest_loan = Some(year(2031));
        });
        step(&capital, "T, years of the loans").value
    };
    let years = |years: f64| StepValue::Is(years.into());
    assert_eq!(longest(2028, None), years(3.0));
    assert_eq!(longest(2028, may_add), years(5.0));
    assert_eq!(longest(2029, may_add), years(2.0));
}

/// 0.40 % of 1,000 for a year is 4.0 and weighs 50; of the balances until maturity 17.663 and weighs 220.8, which
/// takes the relief from 825 to 604.2.
#[test]
fn excess_spread_costs_50_for_a_year_and_220_8_for_life() {
    let balances = [1_000.00, 990.00, 980.10, 727.72, 480.30, 237.75];
    let all: f64 = balances.iter().map(|balance| 0.004 * balance).sum();
    assert!((all - 17.663).abs() < 0.0006);
    let promised = SyntheticExcessSpread {
        balance: Money::ZERO,
        current: Money::from_minor(400),
        future: Money::from_minor(1_366),
    };
    let tranches = two_tranches(87_500, 12_500, FUNDED);
    let relief = |regime, spread_horizon| {
        let terms = Terms {
            spread_horizon,
            ..Terms::default()
        };
        with(regime, &tranches, terms, |pool| {
            pool.excess_spread = Some(promised);
        })
    };
    let us = |horizon| relief("us", horizon).relief.rwa;
    assert_eq!(us(None), Money::from_minor(77_500));
    assert_eq!(us(Some(Horizon::OneYear)), Money::from_minor(77_500));
    let whole = us(Some(Horizon::WholeLife));
    assert!((whole.minor() - 60_420).abs() <= 10, "{whole:?}");
    let eu = relief("eu", Some(Horizon::OneYear));
    let rwa = step(&eu, "RWA of excess spread").value;
    assert_eq!(rwa, StepValue::Is(Money::from_minor(1_766 * 25 / 2).into()));
    assert_eq!(
        step(&eu, "horizon of excess spread").value,
        StepValue::NotApplicable("the text says what counts and leaves the deal no choice")
    );
}
