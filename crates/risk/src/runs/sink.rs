//! What each tranche did in each period of a run, in floats: the sink of a waterfall.

use tranchet_engine::journal::{Account, Entry, Fact, Sink, Step};

/// A tranche in a period, minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flow {
    /// Written down.
    pub write_down: f64,
    /// Reinstated.
    pub write_up: f64,
    /// Repaid.
    pub amortisation: f64,
    /// Raised by loans added while the pool is being built up.
    pub added: f64,
    /// Paid on the placed share.
    pub premium: f64,
}

impl Flow {
    /// Written down less reinstated.
    pub fn loss(&self) -> f64 {
        self.write_down - self.write_up
    }

    /// Adds another times a weight.
    pub fn add(&mut self, other: &Flow, weight: f64) {
        self.write_down += weight * other.write_down;
        self.write_up += weight * other.write_up;
        self.amortisation += weight * other.amortisation;
        self.added += weight * other.added;
        self.premium += weight * other.premium;
    }
}

/// Flows of a run by period and tranche, senior first.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    tranches: usize,
    flows: Vec<Flow>,
}

impl Flows {
    /// Of so many periods and tranches, nothing yet.
    pub fn new(periods: usize, tranches: usize) -> Flows {
        Flows {
            tranches,
            flows: vec![Flow::default(); periods * tranches],
        }
    }

    /// A tranche through time.
    pub fn of(&self, tranche: usize) -> impl Iterator<Item = &Flow> {
        self.flows.iter().skip(tranche).step_by(self.tranches)
    }

    /// Adds another run's times a weight.
    pub fn add(&mut self, other: &Flows, weight: f64) {
        for (flow, other) in self.flows.iter_mut().zip(&other.flows) {
            flow.add(other, weight);
        }
    }

    /// The flow of a tranche in a period, from 1; none at closing.
    fn at(&mut self, period: usize, tranche: usize) -> Option<&mut Flow> {
        let row = period.checked_sub(1)?;
        self.flows.get_mut(row * self.tranches + tranche)
    }
}

impl Sink<f64> for Flows {
    fn post(&mut self, entry: Entry<f64>) {
        let amount = entry.amount;
        if let Account::Tranche(tranche) = entry.from
            && let Some(flow) = self.at(entry.period, tranche)
        {
            match entry.step {
                Step::WriteUps => flow.write_up += amount,
                Step::RampUp => flow.added += amount,
                Step::Closing
                | Step::Premium
                | Step::ExcessSpreadSet
                | Step::CreditEvents
                | Step::ScheduledPrincipal
                | Step::Prepayment
                | Step::Removals
                | Step::WorkOuts
                | Step::Losses
                | Step::Principal
                | Step::Call
                | Step::Maturity => {}
            }
        }
        if let Account::Tranche(tranche) = entry.to
            && let Some(flow) = self.at(entry.period, tranche)
        {
            let is_loss = entry.step == Step::Losses;
            *(if is_loss {
                &mut flow.write_down
            } else {
                &mut flow.amortisation
            }) += amount;
        }
        if let Account::Holder(tranche) = entry.to
            && let Some(flow) = self.at(entry.period, tranche)
        {
            flow.premium += amount;
        }
        if let Account::Holder(tranche) = entry.from
            && let Some(flow) = self.at(entry.period, tranche)
        {
            flow.premium -= amount;
        }
    }

    fn note(&mut self, _: usize, _: Fact<f64>) {}
}
