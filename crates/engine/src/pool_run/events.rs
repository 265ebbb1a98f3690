//! Credit events: default, initial loss, cash before settlement, and settlement with its true-up or write-up.
//!
//! A loss never exceeds what has defaulted, and the final one never what is left of it after cash. Recoveries
//! before settlement count up to the recovery still expected. Events that are not due by the last period settle
//! there with the initial loss as the final one.

use chrono::NaiveDate;
use tranchet_deal::scenario::WorkOutEnd;

use super::PoolRun;
use crate::amount::Amount;
use crate::error::RunError;
use crate::plan::{EventPlan, LossPlan, PoolPlan};
use crate::pool_period::{DatedLoss, PoolPeriod};

/// A default that is being worked out.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenEvent<A> {
    pub loan: usize,
    pub settled: NaiveDate,
    pub defaulted: A,
    pub initial: A,
    pub final_: A,
    /// Cash so far.
    pub cash: A,
}

impl<A: Amount> OpenEvent<A> {
    fn expected(&self) -> A {
        self.defaulted - self.initial - self.cash
    }
}

/// The end of a work-out: its date, and the period that holds it, unless it lies after the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct WorkOutDue {
    pub settled: NaiveDate,
    settles: Option<usize>,
}

/// A named event with recoveries that come before it settles.
#[derive(Clone, Debug)]
pub(super) struct PayingEvent<A> {
    event: OpenEvent<A>,
    settles: usize,
    recoveries: Vec<(NaiveDate, A)>,
}

impl<A> PayingEvent<A> {
    pub fn loan(&self) -> usize {
        self.event.loan
    }
}

impl<A: Amount> PoolPlan<A> {
    /// How many periods there are.
    pub fn periods(&self) -> usize {
        self.dates.len() - 1
    }

    /// The last day of a period.
    pub fn end(&self, period: usize) -> NaiveDate {
        self.dates[period + 1]
    }

    /// When a default from a rate in a period settles.
    pub(super) fn work_out_of(&self, period: usize) -> WorkOutDue {
        let date = self.end(period);
        self.due_on(self.lag.map_or(date, |lag| lag.after(date, &self.calendar)))
    }

    fn due_on(&self, settled: NaiveDate) -> WorkOutDue {
        let settles = self.period_of(settled);
        WorkOutDue { settled, settles }
    }

    /// The period that holds a date; none: after the last.
    fn period_of(&self, date: NaiveDate) -> Option<usize> {
        let period = self.dates[1..].partition_point(|end| *end < date);
        (period < self.periods()).then_some(period)
    }

    pub(super) fn missing_loss(&self, loan: usize) -> RunError {
        let bought = || format!("bought by replenishment, the {}th", loan - self.names.len() + 1);
        RunError::MissingLoss {
            loan: self.names.get(loan).map_or_else(bought, |name| name.to_string()),
        }
    }
}

impl<A: Amount> PoolRun<'_, A> {
    /// Step 3 for named loans, in order of date.
    pub(super) fn named_events(&mut self, period: usize, into: &mut PoolPeriod<A>) -> Result<(), RunError> {
        let plan = self.plan;
        while let Some(event) = plan
            .events
            .get(self.next_event)
            .filter(|event| event.date <= plan.end(period))
        {
            self.next_event += 1;
            if self.positions[event.loan].performing.is_positive() {
                self.named_event(event, period, into)?;
            }
        }
        Ok(())
    }

    fn named_event(
        &mut self,
        named: &EventPlan<A>,
        period: usize,
        into: &mut PoolPeriod<A>,
    ) -> Result<(), RunError> {
        let defaulted = self.positions[named.loan].performing;
        let loss = |plan: Option<LossPlan<A>>| match plan.ok_or_else(|| self.plan.missing_loss(named.loan))? {
            LossPlan::Rate(rate) => Ok(defaulted.scale(rate)),
            LossPlan::Amount(amount) if amount > defaulted => Err(RunError::LossAboveBalance {
                event: named.index,
                loan: self.plan.names[named.loan].to_string(),
                loss: amount.to_decimal(),
                balance: defaulted.to_decimal(),
            }),
            LossPlan::Amount(amount) => Ok(amount),
        };
        let (initial, final_) = (loss(named.initial)?, loss(named.final_)?);
        let settled = match named.end {
            Some(WorkOutEnd::Settled(date)) => date,
            Some(WorkOutEnd::Lag(lag)) => lag.after(named.date, &self.plan.calendar),
            None => named.date,
        };
        let WorkOutDue { settles, .. } = self.plan.due_on(settled);
        let event = OpenEvent {
            loan: named.loan,
            settled,
            defaulted,
            initial,
            final_,
            cash: A::ZERO,
        };
        self.open_dated(event, settles, period, named.date, &named.recoveries, into);
        Ok(())
    }

    /// Opens an event from a default rate, dated at the end of its period.
    pub(super) fn open(
        &mut self,
        event: OpenEvent<A>,
        due: WorkOutDue,
        period: usize,
        into: &mut PoolPeriod<A>,
    ) {
        self.open_dated(event, due.settles, period, self.plan.end(period), &[], into);
    }

    fn open_dated(
        &mut self,
        mut event: OpenEvent<A>,
        settles: Option<usize>,
        period: usize,
        date: NaiveDate,
        recoveries: &[(NaiveDate, A)],
        into: &mut PoolPeriod<A>,
    ) {
        let position = &mut self.positions[event.loan];
        position.performing -= event.defaulted;
        position.open += event.expected();
        into.defaulted += event.defaulted;
        into.initial_loss += event.initial;
        self.date_loss(date, event.initial, into);
        if let Some(booked) = self.booked.get_mut(&event.loan) {
            booked.defaulted += event.defaulted;
            booked.loss += event.initial;
        }
        let settles = settles.unwrap_or_else(|| {
            event.final_ = event.initial;
            self.plan.periods() - 1
        });
        let settles = settles.max(period);
        if recoveries.is_empty() {
            let due = &mut self.due[settles];
            if due.capacity() == 0 {
                std::mem::swap(due, &mut self.spare);
            }
            due.push(event);
        } else {
            self.paying.push(PayingEvent {
                event,
                settles,
                recoveries: recoveries.to_vec(),
            });
        }
    }

    /// Step 6: cash before settlement, then settlements.
    pub(super) fn work_outs(&mut self, period: usize, into: &mut PoolPeriod<A>) {
        let end = self.plan.end(period);
        let mut paying = std::mem::take(&mut self.paying);
        for named in &mut paying {
            self.collect(named, end, into);
        }
        let (due, later): (Vec<_>, Vec<_>) = paying.into_iter().partition(|named| named.settles <= period);
        self.paying = later;
        for named in due {
            self.settle(&named.event, end, into);
        }
        let mut due = std::mem::take(&mut self.due[period]);
        for event in &due {
            self.settle(event, end, into);
        }
        due.clear();
        self.spare = due;
    }

    fn collect(&mut self, named: &mut PayingEvent<A>, end: NaiveDate, into: &mut PoolPeriod<A>) {
        let settled = named.event.settled;
        let due = named
            .recoveries
            .partition_point(|(date, _)| *date <= end && *date <= settled);
        for (_, amount) in named.recoveries.drain(..due) {
            let cash = amount.lesser(named.event.expected());
            named.event.cash += cash;
            self.positions[named.event.loan].open -= cash;
            into.recovered += cash;
        }
    }

    fn settle(&mut self, event: &OpenEvent<A>, end: NaiveDate, into: &mut PoolPeriod<A>) {
        let final_ = event.final_.lesser(event.defaulted - event.cash);
        self.positions[event.loan].open -= event.expected();
        into.recovered += event.defaulted - final_ - event.cash;
        if let Some(booked) = self.booked.get_mut(&event.loan) {
            booked.loss += final_ - event.initial;
        }
        if final_ > event.initial {
            into.true_up += final_ - event.initial;
            self.date_loss(event.settled.min(end), final_ - event.initial, into);
        } else {
            into.write_up += event.initial - final_;
        }
    }

    fn date_loss(&self, date: NaiveDate, amount: A, into: &mut PoolPeriod<A>) {
        if self.plan.dated_losses && amount.is_positive() {
            into.dated_losses.push(DatedLoss { date, amount });
        }
    }
}
