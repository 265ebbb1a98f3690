//! Paths through the waterfall of a deal: what the pool does by period, and what tranches make of it.
//!
//! The defaults of a path are added up by repayment profile and period; from there on everything is a vector by period:
//!
//! ```text
//! performing(q) = all(q) - Σ over profiles, defaulted before q × profile(q)
//! principal(q)  = what is left of the profile's fall over the period, of loans that have not defaulted by its end
//! ```
//!
//! all in the order of a period: default, contractual principal, prepayment. Initial losses, settlement after the scenario's lag,
//! true-ups and write-ups are those of [`PoolRun`](tranchet_engine::pool_run::PoolRun); the waterfall is that of every run, on
//! floats.
//!
//! Loans that replenishment buys default, given the factors, as infinitely many of their kind do.
//!
//! Deals whose tests or purchases look at single loans are run loan by loan instead, with the defaults of the path as credit
//! events ([`loan_by_loan`]): exact too, and a hundred times slower.

pub mod bought;
pub mod investor;
pub mod loan_by_loan;
pub mod path_pool;

use tranchet_deal::deal::Deal;
use tranchet_engine::plan::{Plan, PoolPlan};
use tranchet_engine::pool_run::PoolRun;
use tranchet_engine::run::run_plan;
use tranchet_engine::waterfall::Waterfall;

use super::draw::Factors;
use super::sieve::Sieve;
use crate::lower::Model;
use crate::lower::profiles::Profiles;
use bought::Bought;
use investor::{Investor, Ledger};
use loan_by_loan::LoanByLoan;
use path_pool::PathRoom;

/// A deal that is run on paths.
#[derive(Clone, Debug)]
pub struct Through {
    /// The plan of the waterfall.
    pub plan: Plan<f64>,
    /// Terms of those who hold the tranches.
    pub investors: Vec<Investor>,
    /// Loans in the order of the sieve.
    loans: Vec<LoanTerms>,
    /// Shares at the start of each period and after the last, by profile.
    shares: Vec<Vec<f64>>,
    /// Performing balance at the start of each period and after the last, if nothing defaults.
    performing: Vec<f64>,
    /// The period in which a default of each period settles; none: after the last.
    settles: Vec<Option<usize>>,
    /// When it settles.
    settled: Vec<chrono::NaiveDate>,
    /// Whether losses are wanted by date.
    dated_losses: bool,
    /// What replenishment buys.
    bought: Option<Bought>,
    /// The plan of the loans, where the deal looks at single ones.
    loan_by_loan: Option<LoanByLoan>,
}

/// A default on a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoanDefault {
    /// The loan, in the order of the sieve.
    pub loan: usize,
    /// The period.
    pub period: usize,
    /// The share that it loses, where that is not the loan's own number.
    pub lost: Option<f64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct LoanTerms {
    /// Protected, minor units.
    balance: f64,
    profile: usize,
    /// Booked on default; none: the final loss.
    initial: Option<f64>,
    final_: f64,
}

impl LoanTerms {
    /// What is booked on default and what is lost in the end, as shares.
    fn loss_rates(&self, default: &LoanDefault) -> (f64, f64) {
        let final_ = default.lost.unwrap_or(self.final_);
        (self.initial.unwrap_or(final_), final_)
    }
}

impl Through {
    /// Makes a deal ready; the model is the one that is not cut at the clean-up call.
    pub fn new(deal: &Deal, model: &Model, sieve: &Sieve) -> Through {
        let (plan, pool) = (&model.lowered.plan, &model.lowered.pool);
        let periods = model.pool.times.len();
        let profiles = Profiles::of(&model.lowered, periods);
        let shares = with_ends(&profiles);
        let mut performing = vec![0.0; periods + 1];
        for loan in &model.pool.exposures {
            for (sum, share) in performing.iter_mut().zip(&shares[loan.profile]) {
                *sum += loan.balance * share;
            }
        }
        let settled: Vec<_> = (0..periods).map(|period| settlement(pool, period)).collect();
        let mut through = Through {
            investors: Investor::all(deal, plan),
            loans: sieve.places.iter().map(|place| terms(model, *place)).collect(),
            settles: settled.iter().map(|date| period_of(pool, *date)).collect(),
            settled,
            dated_losses: pool.dated_losses,
            bought: Bought::of(model),
            loan_by_loan: LoanByLoan::of(model, sieve),
            plan: plan.clone(),
            shares,
            performing,
        };
        through.start_returns(model);
        through
    }

    /// Lets the search for a return begin at that of the path without defaults.
    fn start_returns(&mut self, model: &Model) {
        let factors = Factors::at_rest(model.pool.directions.len());
        let flows = Ledger::default();
        let mut waterfall = Waterfall::new(&self.plan, &flows);
        self.run(
            &mut waterfall,
            std::iter::empty(),
            &factors,
            &mut PathRoom::default(),
        );
        let flows = flows.0.into_inner();
        for (place, investor) in self.investors.iter_mut().enumerate() {
            let irr = investor.read(place, &flows).irr.unwrap_or_default();
            investor.start = libm::log1p(irr.max(-0.5));
        }
    }

    /// Runs a path by its defaults and factors. The flows are left in the waterfall's sink.
    pub fn run(
        &self,
        waterfall: &mut Waterfall<'_, f64, &Ledger>,
        defaults: impl Iterator<Item = LoanDefault>,
        factors: &Factors,
        room: &mut PathRoom,
    ) {
        waterfall
            .sink()
            .0
            .borrow_mut()
            .clear(self.investors.len(), self.periods());
        waterfall.restart();
        let ran = match &self.loan_by_loan {
            None => run_plan(&self.plan, waterfall, &mut self.pool(defaults, factors, room)),
            Some(loans) => {
                let plan = loans.plan(defaults, &self.loans, factors);
                run_plan(&self.plan, waterfall, &mut PoolRun::new(&plan))
            }
        };
        ran.expect("floats break no identity, and the path lacks no loss");
    }

    /// A text that no other terms share: of the waterfall, severities and purchases.
    pub fn terms(&self) -> String {
        let Through {
            plan,
            loans,
            settles,
            bought,
            ..
        } = self;
        format!("{plan:?} {loans:?} {settles:?} {bought:?}")
    }

    /// How many periods the waterfall may have.
    pub fn periods(&self) -> usize {
        self.plan.periods.len()
    }
}

fn with_ends(profiles: &Profiles) -> Vec<Vec<f64>> {
    let rows = profiles.rows.iter().zip(&profiles.ends);
    rows.map(|(row, ends)| row.iter().copied().chain(ends.last().copied()).collect())
        .collect()
}

fn terms(model: &Model, place: u32) -> LoanTerms {
    let Some(exposure) = model.pool.exposures.get(place as usize) else {
        return LoanTerms::default();
    };
    let pool = &model.lowered.pool;
    let severity = pool.loans[place as usize].severity;
    let apart = severity.filter(|(initial, final_)| initial != final_);
    LoanTerms {
        balance: exposure.balance,
        profile: exposure.profile,
        initial: apart.map(|(initial, _)| pool.factors[initial]),
        final_: exposure.lgd.mean,
    }
}

/// When a default of a period settles.
fn settlement(pool: &PoolPlan<f64>, period: usize) -> chrono::NaiveDate {
    let end = pool.dates[period + 1];
    pool.lag.map_or(end, |lag| lag.after(end, &pool.calendar))
}

fn period_of(pool: &PoolPlan<f64>, date: chrono::NaiveDate) -> Option<usize> {
    let ends = &pool.dates[1..];
    let period = ends.partition_point(|end| *end < date);
    (period < ends.len()).then_some(period)
}
