//! The switch from pro rata to sequential, and what it does for the most senior tranche.

use proptest::prelude::*;
use rust_decimal::{Decimal, dec};
use tranchet_deal::amortisation::Principal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;
use tranchet_deal::trigger::{Base, Bound, Measure, Test};
use tranchet_engine::journal::{Journal, Purpose};
use tranchet_engine::outcome::Outcome;

use crate::cases::Case;
use crate::principal::is_sequential;
use crate::runs::{exact, holds, journal, protected, units};

/// Trips for good once cumulative losses are above a level.
fn losses_above(level: Decimal) -> Vec<Test> {
    vec![Test {
        measure: Measure::CumulativeLosses { base: Base::Closing },
        bound: Bound::Above(Ratio(level)),
        curable: false,
        cure_periods: 1,
    }]
}

#[test]
fn after_a_one_way_test_trips_no_junior_is_paid_before_its_senior_is_gone() {
    holds(|mut case| {
        case.deal.amortisation.groups.clear();
        if let Principal::ProRataThenSequential { sequential_when } = &mut case.deal.amortisation.principal {
            sequential_when.iter_mut().for_each(|test| test.curable = false);
        }
        if matches!(
            case.deal.amortisation.principal,
            Principal::TargetSubordination { .. }
        ) {
            return Ok(()); // decided anew on each date
        }
        let outcome = exact(&case)?;
        let mut tripped = false;
        for period in &outcome.periods {
            let tests = &period.tests;
            tripped |= tests
                .iter()
                .any(|test| test.purpose == Purpose::Sequential && test.tripped);
            prop_assert!(!tripped || is_sequential(&period.tranches), "{:?}", period);
        }
        Ok(())
    });
}

#[test]
fn a_switch_at_no_loss_at_all_is_sequential_from_the_first_loss_on() {
    holds(|case| {
        let switch = exact(&case.clone().with_switch(losses_above(Decimal::ZERO)))?;
        let pro_rata = exact(&case.with_principal(Principal::ProRata))?;
        let mut cumulative = Money::ZERO;
        let mut tripped = false;
        for (number, period) in switch.periods.iter().enumerate() {
            cumulative += period.pool.loss - period.pool.write_up;
            tripped |= cumulative > Money::ZERO;
            if tripped {
                prop_assert!(is_sequential(&period.tranches), "{:?}", period);
            } else {
                prop_assert_eq!(&period.tranches, &pro_rata.periods[number].tranches);
            }
        }
        Ok(())
    });
}

#[test]
fn a_switch_that_trips_at_closing_is_sequential_throughout() {
    holds(|case| {
        let whole_pool = Test {
            measure: Measure::PoolFactor,
            bound: Bound::Below(Ratio(dec!(1.1))),
            curable: true,
            cure_periods: 1,
        };
        let switch: Journal<Money> = journal(&case.clone().with_switch(vec![whole_pool]))?;
        let sequential = journal(&case.with_principal(Principal::Sequential))?;
        prop_assert_eq!(switch.entries, sequential.entries);
        Ok(())
    });
}

#[test]
fn a_switch_that_no_loss_reaches_is_pro_rata_throughout() {
    holds(|case| {
        let switch: Journal<Money> = journal(&case.clone().with_switch(losses_above(dec!(1_000_000))))?;
        let pro_rata = journal(&case.with_principal(Principal::ProRata))?;
        prop_assert_eq!(switch.entries, pro_rata.entries);
        Ok(())
    });
}

/// What the most senior tranche has lost after each period.
fn senior_losses(outcome: &Outcome) -> Vec<Money> {
    let lost = outcome.periods.iter().scan(Money::ZERO, |lost, period| {
        *lost += period.tranches[0].write_down - period.tranches[0].write_up;
        Some(*lost)
    });
    lost.collect()
}

/// To a unit of rounding per tranche and period.
#[test]
fn the_most_senior_tranche_loses_least_in_sequence_and_most_pro_rata() {
    holds(|case| {
        let mut case = case;
        if let Some(terms) = &mut case.deal.replenishment {
            terms.conditions.clear();
        }
        let switch = match &case.deal.amortisation.principal {
            Principal::ProRataThenSequential { sequential_when } => sequential_when.clone(),
            Principal::Sequential | Principal::ProRata | Principal::TargetSubordination { .. } => {
                losses_above(dec!(0.02))
            }
        };
        let run = |case: Case| exact(&case).map(|outcome| senior_losses(&outcome));
        let sequential = run(case.clone().with_principal(Principal::Sequential))?;
        let switched = run(case.clone().with_switch(switch))?;
        let pro_rata = run(case.clone().with_principal(Principal::ProRata))?;
        let rounding = units(sequential.len() * case.deal.tranches.len());
        for ((sequential, switched), pro_rata) in sequential.iter().zip(&switched).zip(&pro_rata) {
            prop_assert!(
                *sequential <= *switched + rounding,
                "{:?} {:?}",
                sequential,
                switched
            );
            prop_assert!(*switched <= *pro_rata + rounding, "{:?} {:?}", switched, pro_rata);
        }
        Ok(())
    });
}

/// Ramp-up adds to every tranche as at closing, and so dilutes protection that has grown since.
#[test]
fn sequential_principal_never_lowers_what_protects_the_most_senior_tranche() {
    holds(|case| {
        let case = case
            .with_principal(Principal::Sequential)
            .without_defaults()
            .without_ramp_up();
        let outcome = exact(&case)?;
        let mut before = Ratio::ZERO;
        // While the most senior tranche is there.
        let periods = protected(&outcome).iter();
        for period in periods.take_while(|period| period.tranches[0].closing > Money::ZERO) {
            let now = period.tranches[0].attachment;
            prop_assert!(now >= before, "{:?}", period);
            before = now;
        }
        Ok(())
    });
}
