//! What a tranche pays those who hold it on a path: life, return, premium, loss by period.
//!
//! As of a run ([`returns`](tranchet_engine::returns)): a note's flows are minus notional × placed × price at closing, then
//! premium and amortisation × placed on their dates; the return is effective per year on actual days over 365, and minus one where
//! nothing comes back. Life counts repaid principal only.

use std::cell::RefCell;

use chrono::NaiveDate;
use tranchet_deal::deal::Deal;
use tranchet_engine::journal::{Account, Entry, Fact, Purpose, Sink, Step};
use tranchet_engine::plan::Plan;

/// Newton's steps that find a return, at most.
const STEPS: usize = 60;
/// The furthest that a step goes, in the logarithm of one plus the return.
const STEP_MOST: f64 = 1.0;
/// How close the root must be.
const CLOSE: f64 = 1e-12;
/// Where a return counts as the loss of all.
const ALL_LOST: f64 = -30.0;

/// Terms of a tranche's holders.
#[derive(Clone, Debug)]
pub struct Investor {
    /// Notional at closing.
    pub notional: f64,
    placed: f64,
    /// Paid in at closing for the placed share; none: no note, so that there is no return.
    outlay: Option<f64>,
    /// Years to the principal's cash, by period.
    paid: Vec<f64>,
    /// Years to the premium's cash, by period.
    premium_paid: Vec<f64>,
    /// Years to the payment date, by period.
    payment: Vec<f64>,
    /// `ln(1 + y)` from which the search for a return begins.
    pub start: f64,
}

/// What tranches did on a path, by tranche and period.
#[derive(Clone, Debug, Default)]
pub struct PathFlows {
    periods: usize,
    /// Written down less reinstated.
    lost: Vec<f64>,
    amortised: Vec<f64>,
    premium: Vec<f64>,
    /// The period in which principal first became sequential by a test.
    pub tripped: Option<usize>,
}

/// What an investor has of a path.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Return {
    /// Weighted-average life; none when nothing is repaid.
    pub wal_years: Option<f64>,
    /// Internal rate of return; none for what is no note.
    pub irr: Option<f64>,
    /// Premium over notional at closing.
    pub premium: f64,
}

impl Investor {
    /// The holders of each tranche.
    pub fn all(deal: &Deal, plan: &Plan<f64>) -> Vec<Investor> {
        let years = |date: NaiveDate| (date - plan.closing).num_days() as f64 / 365.0;
        let investor = |(place, notional): (usize, &f64)| {
            let tranche = &deal.tranches[place];
            let placed = tranche.placed.factor().to_f64();
            let is_note = tranche.protection.is_note() && placed > 0.0;
            Investor {
                notional: *notional,
                placed,
                outlay: is_note.then(|| notional * placed * tranche.price.factor().to_f64()),
                paid: plan.periods.iter().map(|period| years(period.paid)).collect(),
                premium_paid: plan
                    .periods
                    .iter()
                    .map(|period| years(period.premium_paid[place]))
                    .collect(),
                payment: plan.periods.iter().map(|period| years(period.payment)).collect(),
                start: 0.0,
            }
        };
        plan.notionals.iter().enumerate().map(investor).collect()
    }

    /// Whether they paid in money on which there is a return.
    pub fn has_return(&self) -> bool {
        self.outlay.is_some()
    }

    /// What the flows of a tranche mean to its holders.
    pub fn read(&self, place: usize, flows: &PathFlows) -> Return {
        let own = place * flows.periods..(place + 1) * flows.periods;
        let (amortised, premium) = (&flows.amortised[own.clone()], &flows.premium[own]);
        let repaid: f64 = amortised.iter().sum();
        let weighted: f64 = amortised
            .iter()
            .zip(&self.payment)
            .map(|(amount, years)| amount * years)
            .sum();
        let irr = self.outlay.map(|outlay| {
            let principal = amortised
                .iter()
                .zip(&self.paid)
                .map(|(amount, years)| (self.placed * amount, *years));
            let premiums = premium
                .iter()
                .zip(&self.premium_paid)
                .map(|(amount, years)| (*amount, *years));
            rate_of_return(
                outlay,
                principal.chain(premiums).filter(|(amount, _)| *amount != 0.0),
                self.start,
            )
        });
        Return {
            wal_years: (repaid > 0.0).then(|| weighted / repaid),
            irr,
            premium: premium.iter().sum::<f64>() / self.notional,
        }
    }
}

/// The rate at which receipts are worth their outlay, by Newton's method in `ln(1 + y)`: the value falls and is convex there,
/// so that from the left each step comes closer.
fn rate_of_return(outlay: f64, receipts: impl Iterator<Item = (f64, f64)> + Clone, start: f64) -> f64 {
    let mut force = start;
    for _ in 0..STEPS {
        let (value, slope) = receipts
            .clone()
            .fold((-outlay, 0.0), |(value, slope), (amount, years)| {
                let now = amount * libm::exp(-force * years);
                (value + now, slope - years * now)
            });
        if slope >= 0.0 || force < ALL_LOST {
            return -1.0;
        }
        let step = (-value / slope).clamp(-STEP_MOST, STEP_MOST);
        force += step;
        if step.abs() < CLOSE {
            break;
        }
    }
    libm::expm1(force)
}

impl PathFlows {
    /// What a tranche has lost by the end of each period, minor units.
    pub fn lost_by(&self, tranche: usize) -> impl Iterator<Item = f64> {
        let own = tranche * self.periods..(tranche + 1) * self.periods;
        self.lost[own].iter().scan(0.0, |sum, lost| {
            *sum += lost;
            Some(*sum)
        })
    }

    /// Forgets a path, for so many tranches and periods.
    pub fn clear(&mut self, tranches: usize, periods: usize) {
        self.periods = periods;
        self.tripped = None;
        for row in [&mut self.lost, &mut self.amortised, &mut self.premium] {
            row.clear();
            row.resize(tranches * periods, 0.0);
        }
    }
}

/// Where the waterfall leaves the flows of a path.
#[derive(Debug, Default)]
pub struct Ledger(pub RefCell<PathFlows>);

impl Sink<f64> for &Ledger {
    #[inline]
    fn post(&mut self, entry: Entry<f64>) {
        self.0.borrow_mut().post(entry);
    }

    #[inline]
    fn note(&mut self, period: usize, fact: Fact<f64>) {
        self.0.borrow_mut().note(period, fact);
    }
}

impl Sink<f64> for PathFlows {
    #[inline]
    fn post(&mut self, entry: Entry<f64>) {
        if entry.period == 0 {
            return;
        }
        let place = |tranche: usize| tranche * self.periods + entry.period - 1;
        match (entry.from, entry.to) {
            (_, Account::Tranche(tranche)) if entry.step == Step::Losses => {
                self.lost[place(tranche)] += entry.amount;
            }
            (_, Account::Tranche(tranche)) => self.amortised[place(tranche)] += entry.amount,
            (Account::Tranche(tranche), _) if entry.step == Step::WriteUps => {
                self.lost[place(tranche)] -= entry.amount;
            }
            (Account::Holder(tranche), _) => self.premium[place(tranche)] -= entry.amount,
            (_, Account::Holder(tranche)) => self.premium[place(tranche)] += entry.amount,
            (
                Account::Performing
                | Account::WorkOut
                | Account::Held
                | Account::Principal
                | Account::Loss
                | Account::WriteUp
                | Account::Tranche(_)
                | Account::ExcessSpread
                | Account::Bank
                | Account::Collateral(_)
                | Account::Funding(_),
                _,
            ) => {}
        }
    }

    #[inline]
    fn note(&mut self, period: usize, fact: Fact<f64>) {
        if let Fact::Test {
            purpose: Purpose::Sequential,
            tripped: true,
            ..
        } = fact
            && self.tripped.is_none()
        {
            self.tripped = Some(period - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the engine's bisection.
    #[test]
    fn returns_are_those_of_a_run() {
        for last in [110.0, 60.0, 3.0, 1e-3] {
            let receipts = [(2.5, 0.5), (2.5, 1.0), (2.0, 1.5), (last, 2.0)];
            let flows: Vec<(f64, f64)> = [(0.0, -100.0)]
                .into_iter()
                .chain(receipts.map(|(amount, years)| (years, amount)))
                .collect();
            let expected = tranchet_engine::returns::irr(&flows).unwrap();
            for start in [0.0, 0.1, -0.5] {
                let found = rate_of_return(100.0, receipts.into_iter(), start);
                assert!(
                    (found - expected).abs() < 1e-10,
                    "{last} {start}: {found} {expected}"
                );
            }
        }
        assert_eq!(rate_of_return(100.0, [].into_iter(), 0.0), -1.0);
    }
}
