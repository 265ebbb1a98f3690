//! Principal: in sequence, pro rata, in groups, and kept for new loans.

use proptest::prelude::*;
use tranchet_deal::amortisation::{Order, Principal};
use tranchet_deal::money::Money;
use tranchet_engine::journal::{Account, Purpose, Step};
use tranchet_engine::outcome::{Outcome, PeriodResult, TrancheFlows};

use crate::ledger::sum_of;
use crate::runs::{entries_of, exact, holds, protected};

/// Whether a tranche is repaid only when every senior one ends with nothing but what ramp-up then adds.
pub fn is_sequential(tranches: &[TrancheFlows]) -> bool {
    (0..tranches.len()).all(|tranche| {
        let seniors_gone = tranches[..tranche]
            .iter()
            .all(|senior| senior.closing == Money::ZERO || senior.closing == senior.added);
        tranches[tranche].amortisation == Money::ZERO || seniors_gone
    })
}

#[test]
fn sequential_principal_pays_no_junior_before_its_senior_is_gone() {
    holds(|case| {
        let outcome = exact(&case.with_principal(Principal::Sequential))?;
        for period in &outcome.periods {
            prop_assert!(is_sequential(&period.tranches), "{:?}", period);
        }
        Ok(())
    });
}

#[test]
fn pro_rata_principal_pays_each_tranche_its_share() {
    holds(|case| {
        let outcome = exact(&case.with_principal(Principal::ProRata))?;
        for period in protected(&outcome) {
            let before = |flows: &TrancheFlows| flows.opening - flows.write_down + flows.write_up;
            let notional: Money = period.tranches.iter().map(before).sum();
            let principal: Money = period.tranches.iter().map(|flows| flows.amortisation).sum();
            for flows in &period.tranches {
                let repaid = i128::from(flows.amortisation.minor()) * i128::from(notional.minor());
                let share = i128::from(principal.minor()) * i128::from(before(flows).minor());
                let bound = i128::from(notional.minor()) * period.tranches.len() as i128;
                prop_assert!((repaid - share).abs() <= bound, "{:?}", period);
            }
        }
        Ok(())
    });
}

#[test]
fn pro_rata_principal_without_losses_keeps_every_point() {
    holds(|case| {
        let case = case.with_principal(Principal::ProRata).without_defaults();
        let outcome = exact(&case)?;
        let pool = i128::from(outcome.initial_pool.minor());
        for period in protected(&outcome) {
            let total: Money = period.tranches.iter().map(|flows| flows.closing).sum();
            for (flows, terms) in period.tranches.iter().zip(&case.deal.tranches) {
                let now = i128::from(flows.closing.minor()) * pool;
                let share = i128::from(terms.notional.minor()) * i128::from(total.minor());
                let rounding = pool * (period.number * period.tranches.len()) as i128;
                prop_assert!((now - share).abs() <= rounding, "{:?}", period);
            }
        }
        Ok(())
    });
}

/// Principal that step 9 gives a tranche, calls and maturity left out.
fn repaid(outcome: &Outcome, period: &PeriodResult, tranche: usize) -> Money {
    sum_of(entries_of(outcome, period), |entry| {
        entry.step == Step::Principal && entry.to == Account::Tranche(tranche)
    })
}

#[test]
fn a_group_that_is_locked_out_takes_nothing_while_another_tranche_has_notional() {
    holds(|case| {
        let outcome = exact(&case)?;
        for period in &outcome.periods {
            for (number, group) in case.deal.amortisation.groups.iter().enumerate() {
                let is_locked_out = period
                    .tests
                    .iter()
                    .any(|test| test.purpose == Purpose::LockOut(number) && test.tripped);
                let taken: Money = group.tranches.iter().map(|t| repaid(&outcome, period, *t)).sum();
                let others_gone = (0..case.deal.tranches.len())
                    .filter(|tranche| !group.tranches.contains(tranche))
                    .all(|tranche| period.tranches[tranche].closing == Money::ZERO);
                prop_assert!(
                    !is_locked_out || taken == Money::ZERO || others_gone,
                    "{:?}",
                    period
                );
            }
        }
        Ok(())
    });
}

#[test]
fn inside_a_sequential_group_no_junior_is_paid_before_its_senior_is_gone() {
    holds(|case| {
        let outcome = exact(&case)?;
        let groups = &case.deal.amortisation.groups;
        for period in &outcome.periods {
            for group in groups.iter().filter(|group| group.inside == Order::Sequential) {
                let members: Vec<TrancheFlows> = group.tranches.iter().map(|t| period.tranches[*t]).collect();
                prop_assert!(is_sequential(&members), "{:?}", period);
            }
        }
        Ok(())
    });
}

#[test]
fn principal_spent_or_kept_for_new_loans_repays_no_tranche() {
    holds(|case| {
        let outcome = exact(&case)?;
        let mut held = Money::ZERO;
        for period in protected(&outcome) {
            let (pool, replenishment) = (&period.pool, &period.replenishment);
            let kept = pool.replenished + pool.held - held;
            let to_bank = sum_of(entries_of(&outcome, period), |entry| {
                entry.from == Account::Principal && entry.to == Account::Bank
            });
            let amortised: Money = period.tranches.iter().map(|flows| flows.amortisation).sum();
            let removed = pool.removed + pool.removed_events + pool.reversed;
            let cash = pool.scheduled + pool.prepaid + pool.recovered + removed + period.excess_spread.used
                - to_bank;
            prop_assert_eq!(amortised, cash - kept, "{:?}", period);
            prop_assert_eq!(kept, replenishment.taken - replenishment.released);
            prop_assert_eq!(replenishment.spent, pool.replenished);
            if replenishment.taken > Money::ZERO {
                prop_assert_eq!(replenishment.taken, pool.scheduled + pool.prepaid);
            }
            held = pool.held;
        }
        Ok(())
    });
}
