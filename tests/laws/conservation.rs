//! Nothing is made and nothing is lost: sums of the journal, account by account.

use proptest::prelude::*;
use tranchet_deal::money::Money;
use tranchet_engine::journal::Account;
use tranchet_engine::outcome::{Outcome, PoolFlows, TrancheFlows};

use crate::ledger::{Ledger, PASSING, POOL, by_period};
use crate::runs::{Verdict, exact, holds};

#[test]
fn tranches_add_up_to_the_pool_after_every_step() {
    holds(|case| {
        let outcome = exact(&case)?;
        let tranches = case.deal.tranches.len();
        let mut ledger = Ledger::default();
        let steps = outcome
            .journal
            .entries
            .chunk_by(|a, b| (a.period, a.step) == (b.period, b.step));
        for step in steps {
            step.iter().for_each(|entry| ledger.post(entry));
            prop_assert_eq!(ledger.notionals(tranches), ledger.pool(), "after {:?}", step[0]);
        }
        Ok(())
    });
}

#[test]
fn no_account_is_ever_overdrawn_and_passing_accounts_end_each_period_empty() {
    holds(|case| {
        let outcome = exact(&case)?;
        for (period, ledger) in by_period(&outcome.journal.entries, outcome.periods.len())
            .iter()
            .enumerate()
        {
            for account in PASSING {
                prop_assert_eq!(
                    ledger.received(account),
                    Money::ZERO,
                    "{:?} after {}",
                    account,
                    period
                );
            }
            for account in POOL.into_iter().chain([Account::ExcessSpread]) {
                prop_assert!(
                    ledger.received(account) >= Money::ZERO,
                    "{:?} after {}",
                    account,
                    period
                );
            }
            for tranche in 0..case.deal.tranches.len() {
                prop_assert!(
                    ledger.notional(tranche) >= Money::ZERO,
                    "{} after {}",
                    tranche,
                    period
                );
            }
        }
        Ok(())
    });
}

#[test]
fn what_is_reported_of_each_period_is_what_its_journal_adds_up_to() {
    holds(|case| {
        let outcome = exact(&case)?;
        let ledgers = by_period(&outcome.journal.entries, outcome.periods.len());
        for period in &outcome.periods {
            let (before, after) = (&ledgers[period.number - 1], &ledgers[period.number]);
            let balances = [
                Account::Performing,
                Account::WorkOut,
                Account::Held,
                Account::ExcessSpread,
            ];
            let reported = [
                period.pool.closing,
                period.pool.open_events,
                period.pool.held,
                period.excess_spread.trapped,
            ];
            prop_assert_eq!(balances.map(|account| after.received(account)), reported);
            for (tranche, flows) in period.tranches.iter().enumerate() {
                let holder = Account::Holder(tranche);
                prop_assert_eq!(after.notional(tranche), flows.closing);
                prop_assert_eq!(after.received(holder) - before.received(holder), flows.premium);
            }
        }
        Ok(())
    });
}

#[test]
fn a_tranche_closes_with_its_opening_less_write_down_plus_write_up_less_amortisation() {
    holds(|case| {
        let outcome = exact(&case)?;
        for (tranche, terms) in case.deal.tranches.iter().enumerate() {
            let mut opening = terms.notional;
            for flows in outcome.periods.iter().map(|period| &period.tranches[tranche]) {
                prop_assert_eq!(flows.opening, opening);
                let closing = opening - flows.write_down + flows.write_up - flows.amortisation + flows.added;
                prop_assert_eq!(flows.closing, closing);
                opening = closing;
            }
        }
        Ok(())
    });
}

#[test]
fn the_pool_closes_with_its_opening_less_what_left_plus_what_was_bought() {
    holds(|case| {
        let outcome = exact(&case)?;
        let (mut opening, mut open, mut held) =
            (case.deal.pool.protected_balance(), Money::ZERO, Money::ZERO);
        for pool in outcome.periods.iter().map(|period| &period.pool) {
            prop_assert_eq!(pool.opening, opening);
            let left = pool.defaulted + pool.scheduled + pool.prepaid + pool.removed + pool.repaid_at_end;
            prop_assert_eq!(pool.closing, opening - left + pool.replenished + pool.added);
            prop_assert_eq!(
                pool.open_events,
                open + pool.defaulted - pool.loss + pool.write_up - pool.recovered - pool.removed_events
            );
            (opening, open) = (pool.closing, pool.open_events);
            prop_assert!(pool.held <= held + pool.scheduled + pool.prepaid);
            held = pool.held;
        }
        Ok(())
    });
}

/// Sum of a flow over every tranche and period.
fn total(outcome: &Outcome, flow: impl Fn(&TrancheFlows) -> Money) -> Money {
    let flows = outcome.periods.iter().flat_map(|period| &period.tranches);
    flows.map(flow).sum()
}

/// Cash of the pool, and excess spread used, is what tranches are repaid; the rest of the pool is their loss.
#[test]
fn tranches_are_repaid_from_the_pools_cash_and_lose_what_it_loses() {
    holds(|case| {
        let outcome = exact(&case)?;
        let pool = |flow: fn(&PoolFlows) -> Money| -> Money {
            outcome.periods.iter().map(|period| flow(&period.pool)).sum()
        };
        let used: Money = outcome
            .periods
            .iter()
            .map(|period| period.excess_spread.used)
            .sum();
        let net_loss = total(&outcome, |flows| flows.write_down - flows.write_up);
        let given_back = pool(|pool| pool.write_up + pool.reversed) - total(&outcome, |flows| flows.write_up);
        let removed = pool(|pool| pool.removed + pool.removed_events + pool.reversed);
        let cash = pool(|pool| pool.scheduled + pool.prepaid + pool.recovered + pool.repaid_at_end) + removed;
        let bought = pool(|pool| pool.replenished);
        let repaid = total(&outcome, |flows| flows.amortisation);
        prop_assert_eq!(repaid, cash - bought + used - given_back);
        prop_assert_eq!(
            net_loss,
            pool(|pool| pool.loss - pool.write_up - pool.reversed) - used + given_back
        );
        let added = pool(|pool| pool.added);
        prop_assert_eq!(repaid + net_loss, case.deal.pool.protected_balance() + added);
        Ok(())
    });
}

#[test]
fn the_loans_add_up_to_the_pool_in_every_period() {
    use tranchet_engine::pool_run::Position;
    use tranchet_engine::run::{Observer, run};

    #[derive(Default)]
    struct Sums(Vec<(Money, Money)>);
    impl Observer<Money> for Sums {
        fn observe(&mut self, _: usize, loans: &[Position<Money>]) {
            let performing = loans.iter().map(|loan| loan.performing).sum();
            self.0
                .push((performing, loans.iter().map(|loan| loan.open).sum()));
        }
    }

    holds(|case| {
        exact(&case)?;
        let mut sums = Sums::default();
        let outcome = run(&case.deal, &case.scenario, &mut sums);
        let outcome = outcome.map_err(|errors| TestCaseError::fail(format!("{errors:?}")))?;
        let pool = outcome
            .periods
            .iter()
            .map(|period| (period.pool.closing, period.pool.open_events));
        prop_assert_eq!(sums.0, pool.collect::<Vec<_>>());
        Verdict::Ok(())
    });
}
