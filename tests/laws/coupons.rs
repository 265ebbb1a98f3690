//! Coupons: conventions that come to the same, bounds between which rates lie, and steps that add up.

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tranchet_deal::coupon::{Convention, Coupon, Fixing, Floating, Observation, Steps};
use tranchet_deal::money::Money;
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::scenario::{IndexLevel, IndexPath};
use tranchet_engine::outcome::Outcome;

use crate::cases::{Case, basis_points, index};
use crate::runs::{exact, holds};

/// The case with one coupon on every tranche, all placed, and a flat index.
fn paying(mut case: Case, coupon: &Coupon, flat: i32) -> Case {
    for tranche in &mut case.deal.tranches {
        tranche.coupon = Some(coupon.clone());
        (tranche.placed, tranche.funding_value) = (Ratio::ONE, None);
    }
    let path = IndexPath {
        level: IndexLevel::Flat(basis_points(flat)),
        shift: Rate::ZERO,
    };
    case.scenario.rates.insert(index(), path);
    case
}

fn floating(convention: Convention) -> Coupon {
    let mut coupon = Floating::plain(index(), basis_points(300));
    coupon.fixing = Fixing {
        convention,
        ..Fixing::default()
    };
    Coupon::Floating(coupon)
}

fn premiums(outcome: &Outcome) -> Vec<(NaiveDate, Vec<Money>)> {
    let of = |period: &tranchet_engine::outcome::PeriodResult| {
        (
            period.date,
            period.tranches.iter().map(|flows| flows.premium).collect(),
        )
    };
    outcome.periods.iter().map(of).collect()
}

/// At a flat overnight rate `r` the days compound to at least `r` and at most `(e^(rT) − 1) / T`.
#[test]
fn a_constant_overnight_rate_compounds_between_itself_and_its_bound() {
    holds(|case| {
        let observation = Observation {
            lookback_business_days: 2,
            shift: false,
            lockout_business_days: 3,
        };
        let case = paying(case, &floating(Convention::CompoundedInArrears(observation)), 430);
        for period in &exact(&case)?.periods {
            let index = period.tranches[0]
                .index_rate
                .expect("a floating coupon has an index");
            let index = f64::try_from(index.0).expect("a small number");
            // The year of the index has 360 days, or 365 where the deal's has.
            let years = (period.days() as f64 / 360.0).max(1e-9);
            let bound = libm::expm1(0.043 * years) / years;
            prop_assert!(
                (0.043 - 1e-15..=bound + 1e-12).contains(&index),
                "{index} {bound}"
            );
        }
        Ok(())
    });
}

/// The average of a constant is the constant, and so is the reading before the period.
#[test]
fn a_constant_rate_is_its_own_average_and_term_rate() {
    holds(|case| {
        let observation = Observation {
            lookback_business_days: 5,
            shift: true,
            lockout_business_days: 2,
        };
        let plain = premiums(&exact(&paying(
            case.clone(),
            &floating(Convention::default()),
            430,
        ))?);
        let conventions = [
            Convention::SimpleAverageInArrears(observation),
            Convention::Term {
                business_days_before: 2,
            },
        ];
        for convention in conventions {
            let same = premiums(&exact(&paying(case.clone(), &floating(convention), 430))?);
            prop_assert_eq!(&plain, &same);
        }
        Ok(())
    });
}

/// A shift, a lock-out of one day and a look back over no days change nothing.
#[test]
fn conventions_without_a_lookback_or_lock_out_are_plain_compounding() {
    holds(|case| {
        let observed = |shift, lockout_business_days| {
            let observation = Observation {
                lookback_business_days: 0,
                shift,
                lockout_business_days,
            };
            let mut case = case.clone();
            for tranche in &mut case.deal.tranches {
                tranche.coupon = Some(floating(Convention::CompoundedInArrears(observation)));
                tranche.placed = Ratio::ONE;
            }
            exact(&case).map(|outcome| premiums(&outcome))
        };
        let plain = observed(false, 0)?;
        prop_assert_eq!(&plain, &observed(false, 1)?);
        prop_assert_eq!(&plain, &observed(true, 0)?);
        Ok(())
    });
}

/// With a step, each period pays what it pays under the earlier or the later rate alone.
#[test]
fn a_stepped_spread_pays_the_earlier_rate_and_then_the_later() {
    holds(|case| {
        let step = case.deal.scheduled_maturity - chrono::Days::new(400);
        let with = |spread: Steps| {
            let mut coupon = Floating::plain(index(), Rate::ZERO);
            coupon.spread = spread;
            exact(&paying(case.clone(), &Coupon::Floating(coupon), 250))
        };
        let (early, late) = (basis_points(425), basis_points(500));
        let stepped = with(Steps::new(early, vec![(step, late)]).expect("one step"))?;
        let (before, after) = (with(Steps::flat(early))?, with(Steps::flat(late))?);
        let starts = std::iter::once(case.deal.closing).chain(unadjusted_ends(&case));
        let each = premiums(&stepped).into_iter().zip(starts);
        for ((found, start), (before, after)) in each.zip(premiums(&before).into_iter().zip(premiums(&after)))
        {
            prop_assert_eq!(found, if start < step { before } else { after });
        }
        // A step of nothing is no step.
        let idle = with(Steps::new(early, vec![(step, early)]).expect("one step"))?;
        prop_assert_eq!(premiums(&idle), premiums(&with(Steps::flat(early))?));
        Ok(())
    });
}

fn unadjusted_ends(case: &Case) -> Vec<NaiveDate> {
    let deal = &case.deal;
    tranchet_deal::date::payment_dates(&deal.payments, deal.scheduled_maturity, deal.legal_final_maturity)
}

/// Cash that the bank holds saves index plus value, as an account that earns the index less a drag earns it.
#[test]
fn a_funding_value_earns_what_an_account_at_the_same_yield_does() {
    holds(|case| {
        let observation = Observation {
            lookback_business_days: 2,
            ..Observation::default()
        };
        let coupon = floating(Convention::CompoundedInArrears(observation));
        let mut account = paying(case.clone(), &coupon, 430);
        account.scenario.collateral = Some(tranchet_deal::scenario::CollateralYield::Floating {
            index: index(),
            spread: basis_points(80),
        });
        let mut held = paying(case, &coupon, 430);
        for tranche in &mut held.deal.tranches {
            tranche.funding_value = tranche.protection.is_funded().then(|| basis_points(80));
        }
        let (account, held) = (exact(&account)?, exact(&held)?);
        for (account, held) in account.periods.iter().zip(&held.periods) {
            for (account, held) in account.tranches.iter().zip(&held.tranches) {
                prop_assert_eq!(account.collateral_income, held.funding_saved);
                prop_assert_eq!(held.collateral_income, Money::ZERO);
                prop_assert_eq!(account.premium, held.premium);
            }
        }
        Ok(())
    });
}

/// Bounds hold whatever the index does.
#[test]
fn a_coupon_lies_between_its_all_in_floor_and_cap() {
    holds(|case| {
        let outcome = exact(&case)?;
        for period in &outcome.periods {
            for (tranche, flows) in case.deal.tranches.iter().zip(&period.tranches) {
                let Some(Coupon::Floating(coupon)) = &tranche.coupon else {
                    continue;
                };
                let rate = flows.coupon_rate.expect("a floating coupon has a rate");
                prop_assert!(coupon.bounds_all_in.floor.is_none_or(|floor| rate >= floor));
                prop_assert!(coupon.bounds_all_in.cap.is_none_or(|cap| rate <= cap));
                let index = flows.index_rate.expect("and an index");
                prop_assert!(index.0.scale() <= tranchet_deal::rate::PLACES_MAX);
                prop_assert!(index.0.abs() <= Decimal::TWO);
            }
        }
        Ok(())
    });
}
