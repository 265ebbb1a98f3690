//! Losses rise from the most junior tranche; write-ups come back the other way.

use proptest::prelude::*;
use tranchet_deal::amortisation::Principal;
use tranchet_deal::money::Money;
use tranchet_deal::scenario::{Scenario, Severity};
use tranchet_engine::outcome::PeriodResult;

use crate::cases::{Case, permille};
use crate::runs::{exact, holds};

#[test]
fn no_tranche_is_written_down_while_a_junior_one_has_notional() {
    holds(|case| {
        let outcome = exact(&case)?;
        for period in &outcome.periods {
            for (tranche, flows) in period.tranches.iter().enumerate() {
                let juniors = &period.tranches[tranche + 1..];
                let spared = juniors.iter().any(|junior| junior.write_down < junior.opening);
                prop_assert!(
                    flows.write_down == Money::ZERO || !spared,
                    "{} in {:?}",
                    tranche,
                    period
                );
            }
        }
        Ok(())
    });
}

#[test]
fn every_loss_is_borne_by_excess_spread_or_by_a_tranche() {
    holds(|case| {
        let outcome = exact(&case)?;
        for period in &outcome.periods {
            let borne: Money = period.tranches.iter().map(|flows| flows.write_down).sum();
            prop_assert_eq!(borne + period.excess_spread.used, period.pool.loss);
            let notional: Money = period.tranches.iter().map(|flows| flows.opening).sum();
            prop_assert!(borne <= notional);
        }
        Ok(())
    });
}

#[test]
fn tranches_lose_nothing_while_excess_spread_lasts() {
    holds(|case| {
        let outcome = exact(&case)?;
        for period in &outcome.periods {
            let borne: Money = period.tranches.iter().map(|flows| flows.write_down).sum();
            let spread = &period.excess_spread;
            prop_assert!(
                borne == Money::ZERO || spread.used == spread.available,
                "{:?}",
                period
            );
            prop_assert_eq!(spread.available, spread.used + spread.lost + spread.trapped);
        }
        Ok(())
    });
}

#[test]
fn write_ups_never_exceed_what_was_written_down() {
    holds(|case| {
        let outcome = exact(&case)?;
        let mut lost = vec![Money::ZERO; case.deal.tranches.len()];
        for period in &outcome.periods {
            for (lost, flows) in lost.iter_mut().zip(&period.tranches) {
                *lost += flows.write_down - flows.write_up;
                prop_assert!(*lost >= Money::ZERO, "{:?}", period);
            }
        }
        Ok(())
    });
}

#[test]
fn a_write_up_reaches_no_tranche_while_a_senior_one_is_written_down() {
    holds(|case| {
        let outcome = exact(&case)?;
        let mut lost = vec![Money::ZERO; case.deal.tranches.len()];
        for period in &outcome.periods {
            for (lost, flows) in lost.iter_mut().zip(&period.tranches) {
                *lost += flows.write_down - flows.write_up;
            }
            for (tranche, flows) in period.tranches.iter().enumerate() {
                let seniors_whole = lost[..tranche].iter().all(|lost| *lost == Money::ZERO);
                prop_assert!(
                    flows.write_up == Money::ZERO || seniors_whole,
                    "{} in {:?}",
                    tranche,
                    period
                );
            }
            let to_bank = period.pool.write_up + period.pool.reversed
                - period.tranches.iter().map(|flows| flows.write_up).sum();
            let all_whole = lost.iter().all(|lost| *lost == Money::ZERO);
            prop_assert!(to_bank == Money::ZERO || all_whole, "{:?}", period);
        }
        Ok(())
    });
}

/// An initial loss and its true-up leave what the final loss, known at once, would have left: in sequence, while
/// the most senior tranche is not exhausted, without excess spread and cash before settlement.
#[test]
fn an_initial_loss_trued_up_ends_where_the_final_loss_known_at_once_does() {
    holds(|case| {
        let estimated = plain(case);
        let known = Case {
            scenario: known_at_once(&estimated.scenario),
            deal: estimated.deal.clone(),
        };
        let (estimated, known) = (exact(&estimated)?, exact(&known)?);
        for (a, b) in estimated.periods.iter().zip(&known.periods) {
            if a.tranches[0].closing == Money::ZERO || b.tranches[0].closing == Money::ZERO {
                break;
            }
            if a.pool.open_events == Money::ZERO && b.pool.open_events == Money::ZERO {
                let closing = |period: &PeriodResult| -> Vec<Money> {
                    period.tranches.iter().map(|flows| flows.closing).collect()
                };
                prop_assert_eq!(closing(a), closing(b), "period {}", a.number);
            }
        }
        Ok(())
    });
}

/// In sequence, without excess spread, replenishment, calls and cash before settlement; with losses everywhere.
fn plain(case: Case) -> Case {
    let mut case = case
        .with_principal(Principal::Sequential)
        .without_excess_spread()
        .without_replenishment()
        .without_removals()
        .without_calls();
    let loss = &mut case.scenario.loss;
    let initial = *loss.initial.get_or_insert(permille(400));
    let final_ = *loss.final_.get_or_insert(permille(250));
    for event in &mut case.scenario.credit_events {
        event.recoveries.clear();
        event.initial_loss.get_or_insert(Severity::Rate(initial));
        event.final_loss.get_or_insert(Severity::Rate(final_));
    }
    case
}

fn known_at_once(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.loss.initial = scenario.loss.final_;
    for event in &mut scenario.credit_events {
        event.initial_loss = event.final_loss;
    }
    scenario
}
