//! Random deals under random scenarios, built as values.
//!
//! A strategy draws plain numbers, which shrink well; `make` turns them into a deal that a file could have
//! given. A law that holds under conditions only changes the case that it is given, see [`Case`].

mod entry;
mod loans;
mod scenarios;
mod terms;
mod tests_of_state;
mod timetable;
mod tranches;

use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tranchet_deal::amortisation::{Amortisation, Principal};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::{Currency, Money};
use tranchet_deal::pool::Pool;
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::scenario::{Scenario, Severity};
use tranchet_deal::tranche::IndexName;
use tranchet_deal::trigger::Test;

/// A deal and a scenario to run it under.
#[derive(Clone, Debug)]
pub struct Case {
    pub deal: Deal,
    pub scenario: Scenario,
}

/// Every kind of deal under every kind of scenario.
pub fn cases() -> impl Strategy<Value = Case> {
    (
        timetable::timetables(),
        vec(loans::drafts(), 1..=40),
        vec(tranches::drafts(), 1..=5),
        prop_oneof![Just(0u32), 1..=500u32],
        terms::drafts(),
        scenarios::drafts(),
    )
        .prop_map(|(timetable, loans, tranches, retained, terms, scenario)| {
            let loans: Vec<_> = (0..)
                .zip(&loans)
                .map(|(place, draft)| draft.make(place, &timetable))
                .collect();
            let pool = Pool {
                cut_off: timetable.closing,
                retained_share: permille(retained),
                loans,
            };
            let tranches = tranches::make(&tranches, pool.protected_balance());
            let deal = Deal {
                name: "random".to_owned(),
                currency: Currency::from_code("EUR").expect("a code of three letters"),
                closing: timetable.closing,
                scheduled_maturity: timetable.scheduled,
                legal_final_maturity: timetable.legal,
                payments: timetable.payments.clone(),
                fx: std::collections::BTreeMap::new(),
                amortisation: terms.amortisation(tranches.len()),
                excess_spread: terms.excess_spread(),
                replenishment: terms.replenishment(&timetable, tranches.len(), pool.protected_balance()),
                calls: terms.calls(&timetable),
                capital: None,
                bank: None,
                costs: terms.costs(),
                pool: pool.into(),
                tranches,
            };
            let scenario = scenario.make(&deal, &timetable);
            Case { deal, scenario }
        })
}

/// A share in thousandths.
pub fn permille(thousandths: u32) -> Ratio {
    Ratio(Decimal::new(i64::from(thousandths), 3))
}

/// A rate in basis points.
pub fn basis_points(points: i32) -> Rate {
    Rate(Decimal::new(i64::from(points), 4))
}

/// The index of floating coupons and loans.
pub fn index() -> IndexName {
    IndexName("EURIBOR".to_owned())
}

impl Case {
    /// Principal by this rule, without groups.
    pub fn with_principal(mut self, principal: Principal) -> Case {
        self.deal.amortisation = Amortisation {
            principal,
            groups: Vec::new(),
        };
        self
    }

    /// Principal in sequence from the first date on which one of these tests trips, without groups.
    pub fn with_switch(self, sequential_when: Vec<Test>) -> Case {
        self.with_principal(Principal::ProRataThenSequential { sequential_when })
    }

    pub fn without_excess_spread(mut self) -> Case {
        self.deal.excess_spread = None;
        self
    }

    pub fn without_replenishment(mut self) -> Case {
        self.deal.replenishment = None;
        self
    }

    /// Everything that is taken buys one loan, whatever it is, or nothing does.
    pub fn without_offers(mut self) -> Case {
        self.scenario.purchases.clear();
        let loans = &self.deal.pool.loans;
        let removals = &mut self.scenario.removals;
        removals.retain(|removal| loans.iter().any(|loan| *loan.id == *removal.loan));
        if let Some(terms) = &mut self.deal.replenishment {
            terms.eligibility.clear();
            terms.portfolio.clear();
        }
        self
    }

    pub fn without_removals(mut self) -> Case {
        self.scenario.removals.clear();
        self
    }

    pub fn without_calls(mut self) -> Case {
        self.scenario.calls = Default::default();
        self
    }

    pub fn without_defaults(mut self) -> Case {
        self.scenario.default_rates = None;
        self.scenario.credit_events.clear();
        self
    }

    pub fn without_ramp_up(mut self) -> Case {
        if let Some(terms) = &mut self.deal.replenishment {
            terms.ramp_up = None;
        }
        self
    }

    /// Nothing that depends on a level being met: no tests, no calls, no loans offered.
    pub fn without_switches(self) -> Case {
        let has_sequence = matches!(self.deal.amortisation.principal, Principal::Sequential);
        let principal = if has_sequence {
            Principal::Sequential
        } else {
            Principal::ProRata
        };
        let mut case = self.with_principal(principal).without_calls().without_offers();
        if let Some(terms) = &mut case.deal.replenishment {
            terms.conditions.clear();
        }
        case
    }

    /// Every amount times a whole number; loans are protected whole, so that nothing is rounded on the way.
    pub fn times(mut self, by: i64) -> Case {
        let times = |amount: &mut Money| *amount = Money::from_minor(amount.minor() * by);
        self.deal.pool.retained_share = Ratio::ZERO;
        for loan in &mut self.deal.pool.loans {
            loans::scale(loan, times);
        }
        for purchase in &mut self.scenario.purchases {
            loans::scale(&mut purchase.loan, times);
        }
        if let Some(ramp_up) = self
            .deal
            .replenishment
            .as_mut()
            .and_then(|terms| terms.ramp_up.as_mut())
        {
            times(&mut ramp_up.target);
            // Loans that are protected whole may exceed a target that was set for their protected part.
            let pool = self.deal.pool.protected_balance();
            ramp_up.target = ramp_up.target.max(pool + pool);
        }
        tranches::fill(&mut self.deal.tranches, self.deal.pool.protected_balance());
        times(&mut self.deal.costs.upfront);
        times(&mut self.deal.costs.running);
        for event in &mut self.scenario.credit_events {
            for loss in [&mut event.initial_loss, &mut event.final_loss] {
                if let Some(Severity::Amount(amount)) = loss {
                    times(amount);
                }
            }
            event.recoveries.iter_mut().for_each(|(_, amount)| times(amount));
        }
        self
    }
}
