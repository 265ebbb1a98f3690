//! The journal read period by period.

use std::sync::Arc;

use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;

use super::{
    ExcessSpreadFlows, OfferResult, Outcome, PeriodResult, PoolFlows, ReplenishmentFlows, TestResult,
    TrancheFlows, ratio,
};
use crate::journal::{Account, EndReason, Entry, Fact, Journal, Reading, Step};
use crate::plan::{Period, Plan};
use crate::pool_period::Offer;

/// Reads what a journal says of each period.
pub fn read(scenario: String, plan: &Plan<Money>, journal: Journal<Money>) -> Outcome {
    let mut state = Ledger::at_closing(plan.notionals.len());
    let mut entries = journal.entries.as_slice();
    let mut facts = journal.facts.as_slice();
    state.take(&mut entries, 0);
    let mut periods = Vec::new();
    let mut ended = None;
    for (index, period) in plan.periods.iter().enumerate() {
        let number = index + 1;
        state.open(period);
        state.take(&mut entries, number);
        let mut result = state.close(number, period);
        ended = note_facts(&mut facts, &plan.offers, &mut result);
        periods.push(result);
        if ended.is_some() {
            break;
        }
    }
    let last = periods.last().map_or(plan.closing, |period| period.date);
    let ended = (last, ended.unwrap_or(EndReason::PoolRepaid));
    Outcome {
        scenario,
        closing: plan.closing,
        initial_pool: plan.pool,
        journal,
        periods,
        ended,
    }
}

/// Adds the facts of a period to its result, and says why the run ended with it.
fn note_facts(
    facts: &mut &[(usize, Fact<Money>)],
    offers: &[Arc<str>],
    result: &mut PeriodResult,
) -> Option<EndReason> {
    let mut ended = None;
    while let Some(((period, fact), rest)) = facts.split_first()
        && *period == result.number
    {
        *facts = rest;
        match *fact {
            Fact::Test {
                purpose,
                index,
                reading,
                tripped,
            } => {
                result.tests.push(TestResult {
                    purpose,
                    index,
                    value: value(reading),
                    tripped,
                });
            }
            Fact::Offer(offer) => result.offers.push(OfferResult {
                loan: name(&offer, offers, result.number),
                amount: offer.amount,
                refusal: offer.refusal,
            }),
            Fact::ProtectionEnded(reason) => result.protection_ended = Some(reason),
            Fact::RunEnded(reason) => ended = Some(reason),
        }
    }
    result.tests.sort_by_key(|test| test.purpose);
    ended
}

/// The name on the purchase tape, or `R-` and the period.
fn name(offer: &Offer<Money>, offers: &[Arc<str>], period: usize) -> Arc<str> {
    match offer.loan {
        Some(number) => offers[number].clone(),
        None => Arc::from(format!("R-{period:03}")),
    }
}

fn value(reading: Reading<Money>) -> rust_decimal::Decimal {
    match reading {
        Reading::Ratio(part, whole) => ratio(part, whole),
        Reading::Number(number) => number,
    }
}

/// Balances that the entries so far add up to, and the flows of the period that is read.
struct Ledger {
    performing: Money,
    work_out: Money,
    held: Money,
    excess_spread: Money,
    pool: PoolFlows,
    spread: ExcessSpreadFlows,
    replenishment: ReplenishmentFlows,
    tranches: Vec<TrancheFlows>,
}

impl Ledger {
    fn at_closing(tranches: usize) -> Ledger {
        Ledger {
            performing: Money::ZERO,
            work_out: Money::ZERO,
            held: Money::ZERO,
            excess_spread: Money::ZERO,
            pool: PoolFlows::default(),
            spread: ExcessSpreadFlows::default(),
            replenishment: ReplenishmentFlows::default(),
            tranches: vec![TrancheFlows::default(); tranches],
        }
    }

    fn open(&mut self, period: &Period<Money>) {
        self.pool = PoolFlows {
            opening: self.performing,
            ..PoolFlows::default()
        };
        self.spread = ExcessSpreadFlows {
            available: self.excess_spread,
            ..ExcessSpreadFlows::default()
        };
        self.replenishment = ReplenishmentFlows::default();
        for (index, flows) in self.tranches.iter_mut().enumerate() {
            let opening = flows.closing;
            *flows = TrancheFlows {
                opening,
                closing: opening,
                index_rate: period.index_rates[index],
                coupon_rate: period.coupon_rates[index],
                premium_paid: period.premium_paid[index],
                ..TrancheFlows::default()
            };
        }
    }

    /// Takes the entries of a period.
    fn take(&mut self, entries: &mut &[Entry<Money>], period: usize) {
        while let Some((entry, rest)) = entries.split_first()
            && entry.period == period
        {
            *entries = rest;
            self.leave(entry);
            self.arrive(entry);
        }
    }

    fn leave(&mut self, entry: &Entry<Money>) {
        let amount = entry.amount;
        match entry.from {
            Account::Performing => {
                self.performing -= amount;
                match entry.step {
                    Step::ScheduledPrincipal => self.pool.scheduled += amount,
                    Step::Prepayment => self.pool.prepaid += amount,
                    Step::CreditEvents => self.pool.defaulted += amount,
                    Step::Removals => self.pool.removed += amount,
                    Step::Call | Step::Maturity => self.pool.repaid_at_end += amount,
                    Step::Closing
                    | Step::Premium
                    | Step::ExcessSpreadSet
                    | Step::WorkOuts
                    | Step::Losses
                    | Step::WriteUps
                    | Step::RampUp
                    | Step::Principal => {}
                }
            }
            Account::WorkOut => {
                self.work_out -= amount;
                if entry.to == Account::Principal {
                    let removed = entry.step == Step::Removals;
                    *(if removed {
                        &mut self.pool.removed_events
                    } else {
                        &mut self.pool.recovered
                    }) += amount;
                }
            }
            Account::Held => {
                self.held -= amount;
                let spent = entry.to == Account::Performing;
                *(if spent {
                    &mut self.replenishment.spent
                } else {
                    &mut self.replenishment.released
                }) += amount;
            }
            Account::ExcessSpread => {
                self.excess_spread -= amount;
                let used = entry.to == Account::Principal;
                *(if used {
                    &mut self.spread.used
                } else {
                    &mut self.spread.lost
                }) += amount;
            }
            Account::WriteUp => {
                let reversed = entry.step == Step::Removals;
                *(if reversed {
                    &mut self.pool.reversed
                } else {
                    &mut self.pool.write_up
                }) += amount;
            }
            Account::Tranche(index) => {
                let flows = &mut self.tranches[index];
                flows.closing += amount;
                if entry.step == Step::WriteUps {
                    flows.write_up += amount;
                } else if entry.step == Step::RampUp {
                    flows.added += amount;
                }
            }
            Account::Holder(index) => self.tranches[index].premium -= amount,
            Account::Collateral(index) => self.tranches[index].collateral_income += amount,
            Account::Funding(index) => self.tranches[index].funding_saved += amount,
            Account::Principal | Account::Loss | Account::Bank => {}
        }
    }

    fn arrive(&mut self, entry: &Entry<Money>) {
        let amount = entry.amount;
        match entry.to {
            Account::Performing => {
                self.performing += amount;
                if entry.step == Step::Principal {
                    self.pool.replenished += amount;
                } else if entry.step == Step::RampUp {
                    self.pool.added += amount;
                }
            }
            Account::WorkOut => self.work_out += amount,
            Account::Held => {
                self.held += amount;
                self.replenishment.taken += amount;
            }
            Account::Loss => self.pool.loss += amount,
            Account::ExcessSpread => {
                self.excess_spread += amount;
                self.spread.available += amount;
            }
            Account::Tranche(index) => {
                let flows = &mut self.tranches[index];
                flows.closing -= amount;
                let written_down = entry.step == Step::Losses;
                *(if written_down {
                    &mut flows.write_down
                } else {
                    &mut flows.amortisation
                }) += amount;
            }
            Account::Holder(index) => self.tranches[index].premium += amount,
            Account::Collateral(index) => self.tranches[index].collateral_income -= amount,
            Account::Funding(index) => self.tranches[index].funding_saved -= amount,
            Account::Principal | Account::WriteUp | Account::Bank => {}
        }
    }

    fn close(&mut self, number: usize, period: &Period<Money>) -> PeriodResult {
        self.pool.closing = self.performing;
        self.pool.open_events = self.work_out;
        self.pool.held = self.held;
        self.spread.trapped = self.excess_spread;
        self.replenishment.unapplied = self.held;
        set_points(&mut self.tranches);
        PeriodResult {
            number,
            date: period.payment,
            accrual_start: period.accrual_start,
            paid: period.paid,
            length: period.length.to_decimal(),
            pool: self.pool,
            excess_spread: self.spread,
            fixings: period.fixings.clone(),
            tranches: self.tranches.clone(),
            tests: Vec::new(),
            replenishment: self.replenishment,
            offers: Vec::new(),
            protection_ended: None,
            delinquency: period.delinquency,
            costs: period.costs,
        }
    }
}

/// Attachment and detachment by outstanding notionals, from the most junior tranche upward.
fn set_points(tranches: &mut [TrancheFlows]) {
    let total: Money = tranches.iter().map(|flows| flows.closing).sum();
    let mut below = Money::ZERO;
    for flows in tranches.iter_mut().rev() {
        flows.attachment = Ratio(ratio(below, total));
        below += flows.closing;
        flows.detachment = Ratio(ratio(below, total));
    }
}
