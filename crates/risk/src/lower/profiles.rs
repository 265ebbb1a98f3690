//! What is left of each loan through time if nothing defaults: contractual principal and prepayment, as a run has them.
//!
//! Loans with the same payment dates and the same rule of repayment have the same shares, so one of each kind is run.

use std::collections::HashMap;

use tranchet_engine::lower::Lowered;
use tranchet_engine::plan::{LoanPlan, PoolPlan, Repayment};
use tranchet_engine::pool_period::{PoolPeriod, PoolSource};
use tranchet_engine::pool_run::PoolRun;

use crate::pool::Exposure;

/// Shares of a loan's balance at the start of each period, and after the last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profiles {
    /// One list a kind of loan, one share a period.
    pub rows: Vec<Vec<f64>>,
    /// Shares at the end of each period.
    pub ends: Vec<Vec<f64>>,
    /// The row of each loan.
    pub of_loan: Vec<usize>,
}

/// What makes loans repay alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Bullet,
    Equal,
    Level(usize),
    FloatingLevel(usize, rust_decimal::Decimal, u32),
    Balloon(i64, i64),
    /// A schedule of its own, of the loan at this place.
    Schedule(usize),
}

impl Kind {
    /// The kind of the loan at a place.
    pub fn of(loan: &LoanPlan<f64>, place: usize) -> Kind {
        match &loan.repayment {
            Repayment::Bullet => Kind::Bullet,
            Repayment::Equal => Kind::Equal,
            Repayment::Level(row) => Kind::Level(*row),
            Repayment::FloatingLevel {
                index,
                margin,
                months,
            } => Kind::FloatingLevel(*index, margin.0, *months),
            Repayment::Balloon { balance, balloon } => Kind::Balloon(*balance, *balloon),
            Repayment::Schedule(_) => Kind::Schedule(place),
        }
    }
}

impl Profiles {
    /// The profiles of a pool over its first periods.
    pub fn of(lowered: &Lowered<f64>, periods: usize) -> Profiles {
        let plan = &lowered.pool;
        let grids = same_grids(plan);
        let mut places: HashMap<(usize, Kind), usize> = HashMap::new();
        let mut kinds = Vec::new();
        let of_loan = plan.loans.iter().enumerate().map(|(place, loan)| {
            *places
                .entry((grids[loan.grid], Kind::of(loan, place)))
                .or_insert_with(|| {
                    kinds.push(loan.clone());
                    kinds.len() - 1
                })
        });
        let of_loan = of_loan.collect();
        let (rows, ends) = run(plan, kinds, periods);
        Profiles { rows, ends, of_loan }
    }

    /// The number of periods after which the clean-up call is made if nothing defaults.
    pub fn clean_up(&self, exposures: &[Exposure], level: Option<f64>) -> Option<usize> {
        let level = level?;
        let mut by_kind = vec![0.0; self.rows.len()];
        for (exposure, kind) in exposures.iter().zip(&self.of_loan) {
            by_kind[*kind] += exposure.balance;
        }
        let total: f64 = by_kind.iter().sum();
        let left = |period: usize| -> f64 {
            self.ends
                .iter()
                .zip(&by_kind)
                .map(|(ends, sum)| ends[period] * sum)
                .sum()
        };
        let periods = self.ends.first().map_or(0, Vec::len);
        (0..periods)
            .find(|period| left(*period) <= level * total)
            .map(|last| last + 1)
    }
}

/// For each grid the first with the same dates.
pub(crate) fn same_grids(plan: &PoolPlan<f64>) -> Vec<usize> {
    let mut first: HashMap<(&[u32], u32), usize> = HashMap::new();
    let grids = plan.grids.iter().enumerate();
    grids
        .map(|(place, grid)| *first.entry((&grid.until, grid.total)).or_insert(place))
        .collect()
}

/// Shares at the start and at the end of each period, by kind.
pub(crate) fn run(
    plan: &PoolPlan<f64>,
    kinds: Vec<LoanPlan<f64>>,
    periods: usize,
) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let count = kinds.len();
    let alone = |loan: LoanPlan<f64>| LoanPlan {
        balance: 1.0,
        class: 0,
        ..loan
    };
    let plan = PoolPlan {
        loans: kinds.into_iter().map(alone).collect(),
        default_rates: vec![vec![None; plan.dates.len() - 1]],
        purchase: None,
        portfolio: Vec::new(),
        meters: Vec::new(),
        dated_losses: false,
        obligors: None,
        pds: None,
        offers: Vec::new(),
        removals: Vec::new(),
        ..without_loans(plan)
    };
    let mut loans = PoolRun::new(&plan);
    let mut rows = vec![Vec::with_capacity(periods); count];
    let mut ends = vec![Vec::with_capacity(periods); count];
    let mut flows = PoolPeriod::default();
    let note = |loans: &PoolRun<'_, f64>, rows: &mut Vec<Vec<f64>>| {
        for (row, position) in rows.iter_mut().zip(loans.positions()) {
            row.push(position.performing);
        }
    };
    for period in 0..periods {
        note(&loans, &mut rows);
        loans
            .advance(period, false, &mut flows)
            .expect("loans that do not default lack no loss");
        note(&loans, &mut ends);
    }
    (rows, ends)
}

/// A plan with all but its loans, their names, their default rates and events.
pub(crate) fn without_loans(plan: &PoolPlan<f64>) -> PoolPlan<f64> {
    PoolPlan {
        names: Vec::new(),
        dates: plan.dates.clone(),
        loans: Vec::new(),
        grids: plan.grids.clone(),
        factors: plan.factors.clone(),
        default_rates: Vec::new(),
        prepayment: plan.prepayment.clone(),
        events: Vec::new(),
        level_rates: plan.level_rates.clone(),
        fixings: plan.fixings.clone(),
        purchase: plan.purchase.clone(),
        offers: plan.offers.clone(),
        portfolio: plan.portfolio.clone(),
        meters: plan.meters.clone(),
        removals: plan.removals.clone(),
        calendar: plan.calendar.clone(),
        lag: plan.lag,
        dated_losses: plan.dated_losses,
        obligors: plan.obligors.clone(),
        pds: plan.pds.clone(),
    }
}
