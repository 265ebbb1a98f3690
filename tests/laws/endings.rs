//! How deals end: calls, scheduled maturity, and the last credit event.

use proptest::prelude::*;
use tranchet_deal::money::Money;
use tranchet_engine::journal::EndReason;

use crate::runs::{exact, holds, protection_ended};

#[test]
fn a_call_or_maturity_leaves_only_what_stands_against_open_events() {
    holds(|case| {
        let outcome = exact(&case)?;
        let Some(end) = protection_ended(&outcome) else {
            return Ok(());
        };
        for period in outcome.periods.iter().skip(end - 1) {
            let notional: Money = period.tranches.iter().map(|flows| flows.closing).sum();
            prop_assert_eq!(notional, period.pool.open_events);
            prop_assert_eq!(period.pool.closing + period.pool.held, Money::ZERO);
        }
        for period in outcome.periods.iter().skip(end) {
            let pool = &period.pool;
            let active =
                pool.defaulted + pool.scheduled + pool.prepaid + pool.replenished + pool.repaid_at_end;
            prop_assert_eq!(active, Money::ZERO);
            prop_assert!(!period.protection_ended.is_some_and(EndReason::is_call));
        }
        Ok(())
    });
}

#[test]
fn a_run_ends_with_nothing_outstanding_at_the_latest_on_the_last_date() {
    holds(|case| {
        let outcome = exact(&case)?;
        let Some(last) = outcome.periods.last() else {
            return Err(TestCaseError::fail("a run has a period"));
        };
        let pool = &last.pool;
        prop_assert_eq!(pool.closing + pool.open_events + pool.held, Money::ZERO);
        prop_assert!(last.tranches.iter().all(|flows| flows.closing == Money::ZERO));
        prop_assert_eq!(outcome.ended.0, last.date);
        Ok(())
    });
}

#[test]
fn a_call_is_made_only_where_the_deal_grants_it_and_the_bank_exercises_it() {
    holds(|case| {
        let outcome = exact(&case)?;
        let (granted, exercised) = (&case.deal.calls, &case.scenario.calls);
        for reason in outcome
            .periods
            .iter()
            .filter_map(|period| period.protection_ended.filter(|reason| reason.is_call()))
        {
            let allowed = match reason {
                EndReason::CleanUpCall => granted.clean_up.is_some() && exercised.clean_up,
                EndReason::TimeCall => granted.time.is_some() && exercised.time,
                EndReason::RegulatoryCall => granted.regulatory && exercised.regulatory.is_some(),
                EndReason::ScheduledMaturity | EndReason::PoolRepaid => false,
            };
            prop_assert!(allowed, "{:?}", reason);
            prop_assert_eq!(outcome.ended.1, reason);
        }
        Ok(())
    });
}
