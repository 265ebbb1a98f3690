//! Loans through time: credit events, contractual principal, prepayment and work-outs of each period.
//!
//! Defaults, losses, scheduled principal and prepayment are rounded loan by loan; the pool is their sum. Named
//! credit events come first in their period, on the whole balance at its start; a default rate then takes the
//! same share of every loan that performs, before scheduled principal.

mod events;
mod meter;
mod purchases;
mod removals;
mod repayment;

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::amount::Amount;
use crate::error::RunError;
use crate::plan::{Grid, LoanPlan, PoolPlan};
use crate::pool_period::{DatedLoss, Offer, PoolPeriod, PoolSource, Refusal};
use crate::rates::LevelPayments;
use events::{OpenEvent, WorkOutDue};
pub use meter::Meter;
use removals::Booked;

/// A loan at some time of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Position<A> {
    /// Performing balance, protected.
    pub performing: A,
    /// Expected recovery of its open credit events, protected.
    pub open: A,
}

/// A pool that is run loan by loan.
#[derive(Debug)]
pub struct PoolRun<'p, A: Amount> {
    plan: &'p PoolPlan<A>,
    positions: Vec<Position<A>>,
    /// Loans of the purchase tape, bought or not, then those bought without one; they follow those at closing.
    bought: Vec<(LoanPlan<A>, Grid)>,
    /// The period in which each loan was bought without a tape.
    bought_in: Vec<usize>,
    /// Which loans of the purchase tape have been bought.
    is_bought: Vec<bool>,
    /// Why each was refused last.
    last_refusal: Vec<Option<Refusal>>,
    /// What has been booked on the loans that will be found ineligible.
    booked: HashMap<usize, Booked<A>>,
    next_removal: usize,
    /// Open events by the period in which they settle.
    due: Vec<Vec<OpenEvent<A>>>,
    /// Room of the events that settled last, for the next ones.
    spare: Vec<OpenEvent<A>>,
    /// Open named events with cash to come before they settle.
    paying: Vec<events::PayingEvent<A>>,
    next_event: usize,
    level: LevelPayments<A>,
}

impl<'p, A: Amount> PoolRun<'p, A> {
    /// The pool at closing.
    pub fn new(plan: &'p PoolPlan<A>) -> Self {
        let position = |performing| Position {
            performing,
            open: A::ZERO,
        };
        let at_closing = plan.loans.iter().map(|loan| position(loan.balance));
        let offered = plan.offers.iter().map(|_| position(A::ZERO));
        let removed = plan.removals.iter().filter(|removal| removal.from_inception);
        PoolRun {
            plan,
            positions: at_closing.chain(offered).collect(),
            bought: plan
                .offers
                .iter()
                .map(|offer| (offer.loan.clone(), Grid::default()))
                .collect(),
            bought_in: Vec::new(),
            is_bought: vec![false; plan.offers.len()],
            last_refusal: vec![None; plan.offers.len()],
            booked: removed.map(|removal| (removal.loan, Booked::default())).collect(),
            next_removal: 0,
            due: vec![Vec::new(); plan.periods()],
            spare: Vec::new(),
            paying: Vec::new(),
            next_event: 0,
            level: LevelPayments::at(&plan.level_rates),
        }
    }

    /// The loans as they are now: those at closing, those of the purchase tape, bought or not, each in the order of
    /// its tape, then those bought without one.
    pub fn positions(&self) -> &[Position<A>] {
        &self.positions
    }

    fn loan(&self, index: usize) -> (&LoanPlan<A>, &Grid) {
        match self.plan.loans.get(index) {
            Some(loan) => (loan, &self.plan.grids[loan.grid]),
            None => {
                let (loan, grid) = &self.bought[index - self.plan.loans.len()];
                (loan, grid)
            }
        }
    }

    /// Steps 3 to 5 for every performing loan: default by rate, scheduled principal, prepayment.
    fn roll(&mut self, period: usize, into: &mut PoolPeriod<A>) -> Result<(), RunError> {
        let due = self.plan.work_out_of(period);
        let prepayment = self.plan.prepayment[period];
        for index in 0..self.positions.len() {
            if !self.positions[index].performing.is_positive() {
                continue;
            }
            self.default_by_rate(index, period, due, into)?;
            let scheduled = self.scheduled(index, period);
            self.positions[index].performing -= scheduled;
            into.scheduled += scheduled;
            if let Some(rate) = prepayment {
                let prepaid = self.positions[index].performing.scale(rate);
                self.positions[index].performing -= prepaid;
                into.prepaid += prepaid;
            }
        }
        Ok(())
    }

    fn default_by_rate(
        &mut self,
        index: usize,
        period: usize,
        due: WorkOutDue,
        into: &mut PoolPeriod<A>,
    ) -> Result<(), RunError> {
        let (loan, _) = self.loan(index);
        let Some(rate) = self.plan.default_rates[loan.class][period] else {
            return Ok(());
        };
        let defaulted = self.positions[index].performing.scale(rate);
        if !defaulted.is_positive() {
            return Ok(());
        }
        let (initial, final_) = loan.severity.ok_or_else(|| self.plan.missing_loss(index))?;
        let event = OpenEvent {
            loan: index,
            settled: due.settled,
            defaulted,
            initial: defaulted.scale(self.plan.factors[initial]),
            final_: defaulted.scale(self.plan.factors[final_]),
            cash: A::ZERO,
        };
        self.open(event, due, period, into);
        Ok(())
    }

    /// Balances by obligor, performing and expected recovery, largest first.
    fn obligor_balances(&self, obligors: &[usize]) -> Vec<A> {
        let named = obligors.iter().max().map_or(0, |last| last + 1);
        let mut balances = vec![A::ZERO; named + self.bought.len()];
        for (index, position) in self.positions.iter().enumerate() {
            let obligor = obligors
                .get(index)
                .copied()
                .unwrap_or(named + index.saturating_sub(obligors.len()));
            balances[obligor] += position.performing + position.open;
        }
        balances.sort_unstable_by(|a, b| b.partial_cmp(a).unwrap_or(std::cmp::Ordering::Equal));
        balances
    }

    fn weighted_pd(
        &self,
        pds: &[tranchet_deal::rate::Ratio],
        bought: tranchet_deal::rate::Ratio,
    ) -> Option<Decimal> {
        let balance = |position: &Position<A>| position.performing.to_decimal();
        let total: Decimal = self.positions.iter().map(balance).sum();
        let pd = |index: usize| pds.get(index).copied().unwrap_or(bought).0;
        let weighted: Decimal = self
            .positions
            .iter()
            .enumerate()
            .map(|(i, p)| balance(p) * pd(i))
            .sum();
        Some(weighted.checked_div(total).unwrap_or_default())
    }
}

impl<A: Amount> PoolSource<A> for PoolRun<'_, A> {
    fn advance(
        &mut self,
        period: usize,
        protection_ended: bool,
        into: &mut PoolPeriod<A>,
    ) -> Result<(), RunError> {
        *into = PoolPeriod {
            opening: self.positions.iter().map(|position| position.performing).sum(),
            ..PoolPeriod::default()
        };
        if !protection_ended {
            self.named_events(period, into)?;
            self.roll(period, into)?;
        }
        self.remove_loans(period, into);
        self.work_outs(period, into);
        into.has_open_events = !self.paying.is_empty() || self.due.iter().any(|events| !events.is_empty());
        into.dated_losses.sort_by_key(|loss: &DatedLoss<A>| loss.date);
        if let Some(obligors) = &self.plan.obligors {
            into.obligors = self.obligor_balances(obligors);
        }
        if let Some((pds, bought)) = &self.plan.pds {
            into.weighted_pd = self.weighted_pd(pds, *bought);
        }
        let meters = self.plan.meters.iter();
        into.measures
            .extend(meters.map(|meter| self.meter(meter, period).value()));
        Ok(())
    }

    fn buy(&mut self, period: usize, amount: A, decisions: &mut Vec<Offer<A>>) -> A {
        self.purchase(period, amount, decisions)
    }

    fn repay_all(&mut self) {
        for position in &mut self.positions {
            position.performing = A::ZERO;
        }
    }
}
