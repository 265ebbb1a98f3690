//! One waterfall on two numbers: floats follow exact money, and money scales.

use proptest::prelude::*;
use rust_decimal::Decimal;
use tranchet_deal::amortisation::Principal;
use tranchet_deal::money::Money;
use tranchet_deal::trigger::{Measure, Test};
use tranchet_engine::amount::Amount;
use tranchet_engine::journal::{Entry, Fact, Journal, Purpose, Reading};

use crate::cases::Case;
use crate::ledger::{Ledger, by_period};
use crate::runs::{exact, holds, journal};

/// Readings of the tests that count something.
fn counts<A: Amount>(journal: &Journal<A>) -> Vec<(usize, Purpose, usize, Decimal)> {
    let counts = journal.facts.iter().filter_map(|(period, fact)| match fact {
        Fact::Test {
            purpose,
            index,
            reading: Reading::Number(number),
            ..
        } => Some((*period, *purpose, *index, number.trunc())),
        Fact::Test { .. } | Fact::Offer(_) | Fact::ProtectionEnded(_) | Fact::RunEnded(_) => None,
    });
    counts.collect()
}

/// Each account after each period, on floats and exactly.
fn worst_difference(exact: &Ledger<Money>, float: &Ledger<f64>) -> f64 {
    let accounts = exact.accounts().keys().chain(float.accounts().keys());
    let of = |account: &String| {
        let exact = exact
            .accounts()
            .get(account)
            .map_or(0.0, |amount| amount.minor() as f64);
        (exact - float.accounts().get(account).copied().unwrap_or(0.0)).abs()
    };
    accounts.map(of).fold(0.0, f64::max)
}

/// Within 1e-9 of the pool, on pools so large that rounding to the minor unit is smaller than that.
#[test]
fn floats_follow_exact_money() {
    holds(|case| {
        let case = case.times(100_000_000);
        let (exact, float): (Journal<Money>, Journal<f64>) = (journal(&case)?, journal(&case)?);
        // Whether an obligor fits exactly is decided by the last unit, which floats do not have.
        prop_assume!(counts(&exact) == counts(&float));
        let pool = case.deal.pool.balance().minor() as f64;
        let periods = exact.entries.iter().map(|entry| entry.period).max().unwrap_or(0);
        let float = by_period(&float.entries, periods);
        for (period, (exact, float)) in by_period(&exact.entries, periods).iter().zip(&float).enumerate() {
            let worst = worst_difference(exact, float);
            prop_assert!(
                worst <= 1e-9 * pool,
                "{} of {} after period {}",
                worst,
                pool,
                period
            );
        }
        Ok(())
    });
}

/// Credit enhancement is tested with a tolerance in minor units, which does not scale.
fn without_credit_enhancement(mut case: Case) -> Case {
    let replace = |test: &mut Test| {
        if matches!(test.measure, Measure::CreditEnhancement { .. }) {
            test.measure = Measure::PoolFactor;
        }
    };
    let amortisation = &mut case.deal.amortisation;
    if let Principal::ProRataThenSequential { sequential_when } = &mut amortisation.principal {
        sequential_when.iter_mut().for_each(replace);
    }
    for group in &mut amortisation.groups {
        group.locked_out_when.iter_mut().for_each(replace);
    }
    if let Some(terms) = &mut case.deal.replenishment {
        terms.conditions.iter_mut().for_each(replace);
    }
    case
}

/// By a power of two floats scale without any rounding, so the journals agree to the last bit.
#[test]
fn eight_times_the_balances_are_eight_times_every_flow() {
    holds(|case| {
        let one = without_credit_enhancement(case).times(1000);
        let eight = one.clone().times(8);
        // Notionals of the larger deal are not rounded anew.
        let mut eight = eight;
        for (eight, one) in eight.deal.tranches.iter_mut().zip(&one.deal.tranches) {
            eight.notional = Money::from_minor(one.notional.minor() * 8);
        }
        let (one, eight): (Journal<f64>, Journal<f64>) = (journal(&one)?, journal(&eight)?);
        let scaled = |entry: &Entry<f64>| Entry {
            amount: entry.amount * 8.0,
            ..*entry
        };
        prop_assert_eq!(one.entries.iter().map(scaled).collect::<Vec<_>>(), eight.entries);
        Ok(())
    });
}

/// Roundings of a run: each loan defaults, loses twice, pays up to twelve times, and prepays in each period, and
/// each tranche takes a share.
fn roundings(case: &Case, periods: usize) -> i64 {
    let each = (case.deal.pool.loans.len() + periods) * 16 + case.deal.tranches.len() * 4;
    i64::try_from(each * periods).expect("runs are short")
}

/// To the minor units that every rounding may cost, in deals where nothing depends on a level being met.
#[test]
fn thrice_the_balances_are_thrice_every_balance_within_rounding() {
    holds(|case| {
        let case = case.without_switches().times(1);
        let (one, three) = (exact(&case)?, exact(&case.clone().times(3))?);
        for (one, three) in one.periods.iter().zip(&three.periods) {
            let bound = 3 * roundings(&case, one.number);
            let near = |one: Money, three: Money| (3 * one.minor() - three.minor()).abs() <= bound;
            prop_assert!(
                near(one.pool.closing, three.pool.closing),
                "{:?} {:?}",
                one,
                three
            );
            for (one, three) in one.tranches.iter().zip(&three.tranches) {
                prop_assert!(near(one.closing, three.closing), "{:?} {:?}", one, three);
                prop_assert!(near(one.write_down, three.write_down), "{:?} {:?}", one, three);
            }
        }
        Ok(())
    });
}
