//! The pool of a path, by period, as the waterfall asks for it.

use tranchet_engine::error::RunError;
use tranchet_engine::pool_period::{DatedLoss, Offer, PoolPeriod, PoolSource};

use super::{LoanDefault, Through};
use crate::simulate::draw::Factors;

/// Defaults of a period.
#[derive(Clone, Copy, Debug, Default)]
struct Events {
    defaulted: f64,
    initial: f64,
    /// Final losses above the initial ones.
    true_up: f64,
    /// Final losses below them.
    write_up: f64,
}

/// Room for the pool of one path after another.
#[derive(Clone, Debug, Default)]
pub struct PathRoom {
    events: Vec<Events>,
    /// Defaulted balance at closing by profile and period, of profiles that are touched.
    gone: Vec<Vec<f64>>,
    touched: Vec<usize>,
    performing: Vec<f64>,
    principal: Vec<f64>,
    /// What of a bought loan has defaulted, by age.
    bought_defaulted: Vec<f64>,
    /// Period of purchase and amount.
    cohorts: Vec<(usize, f64)>,
    /// The first period whose defaults have not settled.
    unsettled: usize,
}

/// The pool of a path.
#[derive(Debug)]
pub struct PathPool<'a> {
    through: &'a Through,
    room: &'a mut PathRoom,
}

impl Through {
    /// Lays out the pool of a path by its defaults and factors.
    pub fn pool<'a>(
        &'a self,
        defaults: impl Iterator<Item = LoanDefault>,
        factors: &Factors,
        room: &'a mut PathRoom,
    ) -> PathPool<'a> {
        self.clear(room);
        for default in defaults {
            self.default(&default, room);
        }
        self.repay(room);
        if let Some(bought) = &self.bought {
            bought.defaulted(factors, &mut room.bought_defaulted);
        }
        PathPool { through: self, room }
    }

    fn clear(&self, room: &mut PathRoom) {
        let periods = self.settles.len();
        room.events.clear();
        room.events.resize(self.periods(), Events::default());
        room.gone.resize(self.shares.len(), Vec::new());
        for profile in room.touched.drain(..) {
            room.gone[profile].clear();
        }
        room.performing.clone_from(&self.performing);
        room.principal.clear();
        let falls = self.performing.windows(2).map(|pair| pair[0] - pair[1]);
        room.principal.extend(falls.take(periods));
        room.cohorts.clear();
        room.unsettled = 0;
    }

    fn default(&self, default: &LoanDefault, room: &mut PathRoom) {
        let period = default.period;
        let terms = &self.loans[default.loan];
        let defaulted = terms.balance * self.shares[terms.profile][period];
        if defaulted <= 0.0 {
            return;
        }
        let gone = &mut room.gone[terms.profile];
        if gone.is_empty() {
            gone.resize(self.settles.len(), 0.0);
            room.touched.push(terms.profile);
        }
        gone[period] += terms.balance;
        let rates = terms.loss_rates(default);
        self.book(defaulted, rates, period, &mut room.events);
    }

    fn book(&self, defaulted: f64, (initial, final_): (f64, f64), period: usize, events: &mut [Events]) {
        let more = match self.settles[period] {
            Some(_) => final_ - initial,
            None => 0.0,
        };
        let event = &mut events[period];
        event.defaulted += defaulted;
        event.initial += defaulted * initial;
        event.true_up += defaulted * more.max(0.0);
        event.write_up += defaulted * (-more).max(0.0);
    }

    /// Takes off what defaulted loans no longer owe and no longer pay.
    fn repay(&self, room: &mut PathRoom) {
        for profile in &room.touched {
            let shares = &self.shares[*profile];
            let mut gone = 0.0;
            for (period, new) in room.gone[*profile].iter().enumerate() {
                room.performing[period] -= gone * shares[period];
                gone += new;
                room.principal[period] -= gone * (shares[period] - shares[period + 1]);
            }
        }
    }
}

impl PathPool<'_> {
    fn perform(&mut self, period: usize, into: &mut PoolPeriod<f64>) {
        let Some(principal) = self.room.principal.get(period) else {
            return;
        };
        into.opening = self.room.performing[period].max(0.0);
        into.scheduled = principal.max(0.0);
        if let Some(bought) = &self.through.bought {
            for (since, amount) in &self.room.cohorts {
                let part = bought.period(period - since - 1, &self.room.bought_defaulted);
                into.opening += amount * part.opening;
                into.scheduled += amount * part.principal;
                let rates = (bought.initial, bought.final_);
                self.through
                    .book(amount * part.defaulted, rates, period, &mut self.room.events);
            }
        }
        let events = &self.room.events[period];
        into.defaulted = events.defaulted;
        into.initial_loss = events.initial;
    }

    fn settle(&mut self, period: usize, into: &mut PoolPeriod<f64>) {
        let last = self.through.periods() - 1;
        while self.room.unsettled <= period {
            let from = self.room.unsettled;
            let due = self
                .through
                .settles
                .get(from)
                .map_or(from, |due| due.unwrap_or(last).max(from));
            if due > period {
                break;
            }
            let events = &self.room.events[from];
            into.recovered += events.defaulted - events.initial - events.true_up + events.write_up;
            into.true_up += events.true_up;
            into.write_up += events.write_up;
            if self.through.dated_losses && events.true_up > 0.0 {
                let date = self.through.settled[from].min(self.through.plan.periods[period].end);
                let amount = events.true_up;
                into.dated_losses.push(DatedLoss { date, amount });
            }
            self.room.unsettled += 1;
        }
        let open = self.room.events.get(self.room.unsettled..=period);
        into.has_open_events = open.is_some_and(|open| open.iter().any(|events| events.defaulted > 0.0));
    }
}

impl PoolSource<f64> for PathPool<'_> {
    fn advance(&mut self, period: usize, ended: bool, into: &mut PoolPeriod<f64>) -> Result<(), RunError> {
        *into = PoolPeriod::default();
        if ended {
            self.room.events[period] = Events::default();
        } else {
            self.perform(period, into);
            if self.through.dated_losses && into.initial_loss > 0.0 {
                let date = self.through.plan.periods[period].end;
                let amount = into.initial_loss;
                into.dated_losses.push(DatedLoss { date, amount });
            }
        }
        self.settle(period, into);
        into.dated_losses.sort_by_key(|loss| loss.date);
        Ok(())
    }

    fn buy(&mut self, period: usize, amount: f64, _: &mut Vec<Offer<f64>>) -> f64 {
        let is_bought = self
            .through
            .bought
            .as_ref()
            .is_some_and(|bought| bought.is_eligible(period));
        if !is_bought {
            return 0.0;
        }
        self.room.cohorts.push((period, amount));
        amount
    }

    fn repay_all(&mut self) {
        self.room.cohorts.clear();
    }
}
