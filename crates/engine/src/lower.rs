//! A deal and a scenario become a plan; the only place where exact numbers become floats.

mod default_rates;
mod events;
mod loans;
mod periods;
mod tests_of_state;

pub(crate) use periods::{payment_dates_adjusted, unadjusted_dates};

use tranchet_deal::amortisation::{Order, Principal};
use tranchet_deal::deal::Deal;
use tranchet_deal::payments::Accrual;
use tranchet_deal::scenario::{CollateralYield, Scenario};
use tranchet_deal::tranche::{Coupon, IndexName};

use crate::amount::Amount;
use crate::error::RunError;
use crate::plan::{AccrualPlan, Plan, PoolPlan, PrincipalPlan, Unit};
use tests_of_state::TestLowering;

/// A plan for the waterfall and one for its pool.
#[derive(Clone, Debug)]
pub struct Lowered<A: Amount> {
    /// For [`crate::waterfall::Waterfall`].
    pub plan: Plan<A>,
    /// For [`crate::pool_run::PoolRun`].
    pub pool: PoolPlan<A>,
}

/// Makes the plans of a deal under a scenario.
///
/// # Errors
/// Every [`RunError`] that stands in the way, at once.
pub fn lower<A: Amount>(deal: &Deal, scenario: &Scenario) -> Result<Lowered<A>, Vec<RunError>> {
    let plan = lower_plan(deal, scenario)?;
    let mut problems = Vec::new();
    let dates = periods::unadjusted_dates(deal);
    let pool = loans::lower_pool(deal, scenario, &dates, &plan.needs, &mut problems);
    if problems.is_empty() {
        Ok(Lowered { plan, pool })
    } else {
        Err(problems)
    }
}

/// Makes the plan of the waterfall alone, for a pool whose path is known.
///
/// # Errors
/// A [`RunError`] for each index that has no rate.
pub fn lower_plan<A: Amount>(deal: &Deal, scenario: &Scenario) -> Result<Plan<A>, Vec<RunError>> {
    let problems = missing_indexes(deal, scenario);
    if !problems.is_empty() {
        return Err(problems);
    }
    let dates = periods::unadjusted_dates(deal);
    let tests = TestLowering::new(deal);
    let principal = principal(deal, &tests);
    let replenishment = deal
        .replenishment
        .as_ref()
        .map(|terms| tests.lower_all(&terms.conditions));
    let needs = tests.into_needs();
    let notionals: Vec<A> = deal
        .tranches
        .iter()
        .map(|tranche| A::from_money(tranche.notional))
        .collect();
    Ok(Plan {
        periods: periods::periods(deal, scenario, &dates, &needs),
        closing: deal.closing,
        pool: notionals.iter().copied().sum(),
        notionals,
        excess_spread: deal.excess_spread.map(|terms| terms.mechanism),
        principal,
        replenishment,
        buys: scenario.replenishment.is_some(),
        clean_up: deal
            .calls
            .clean_up
            .filter(|_| scenario.calls.clean_up)
            .map(|level| A::factor(level.factor())),
        accrual: accrual(deal, scenario, &dates),
        senior_placed: deal
            .tranches
            .iter()
            .position(|tranche| tranche.placed.0 > rust_decimal::Decimal::ZERO),
        needs,
    })
}

/// The indexes that a deal reads under a scenario, and who reads each.
fn indexes_read(deal: &Deal, scenario: &Scenario) -> Vec<(IndexName, String)> {
    let mut read: Vec<(IndexName, String)> = Vec::new();
    let mut add = |index: &IndexName, reader: String| {
        if !read.iter().any(|(known, _)| known == index) {
            read.push((index.clone(), reader));
        }
    };
    for tranche in &deal.tranches {
        if let Some(Coupon::Floating { index, .. }) = &tranche.coupon {
            add(index, format!("the coupon of tranche `{}`", tranche.name));
        }
    }
    if let Some(CollateralYield::Floating { index, .. }) = &scenario.collateral
        && deal.tranches.iter().any(|tranche| tranche.protection.is_funded())
    {
        add(index, "the collateral account".to_owned());
    }
    read
}

fn missing_indexes(deal: &Deal, scenario: &Scenario) -> Vec<RunError> {
    indexes_read(deal, scenario)
        .into_iter()
        .filter(|(index, _)| !scenario.rates.contains_key(index))
        .map(|(index, reader)| RunError::MissingIndex {
            index: index.0,
            reader,
        })
        .collect()
}

fn principal<A: Amount>(deal: &Deal, tests: &TestLowering<'_>) -> PrincipalPlan<A> {
    let (order, sequential_when) = match &deal.amortisation.principal {
        Principal::Sequential => (Order::Sequential, Vec::new()),
        Principal::ProRata => (Order::ProRata, Vec::new()),
        Principal::ProRataThenSequential { sequential_when } => {
            (Order::ProRata, tests.lower_all(sequential_when))
        }
    };
    PrincipalPlan {
        order,
        sequential_when,
        units: units(deal, tests),
    }
}

/// Tranches and groups in order of seniority.
fn units<A: Amount>(deal: &Deal, tests: &TestLowering<'_>) -> Vec<Unit<A>> {
    let group_of = |tranche: usize| {
        deal.amortisation
            .groups
            .iter()
            .position(|group| group.tranches.contains(&tranche))
    };
    let mut units = Vec::new();
    let mut first = 0;
    while first < deal.tranches.len() {
        let group = group_of(first);
        let terms = group.map(|index| &deal.amortisation.groups[index]);
        let count = terms.map_or(1, |group| group.tranches.len());
        units.push(Unit {
            first,
            count,
            inside: terms.map_or(Order::Sequential, |group| group.inside),
            group,
            locked_out_when: terms.map_or_else(Vec::new, |group| tests.lower_all(&group.locked_out_when)),
        });
        first += count;
    }
    units
}

fn accrual(deal: &Deal, scenario: &Scenario, dates: &[chrono::NaiveDate]) -> Option<AccrualPlan> {
    (deal.payments.accrual == Accrual::ToCreditEvent).then(|| AccrualPlan {
        day_count: deal.payments.day_count,
        coupons: periods::payment_dates_adjusted(deal, dates)
            .windows(2)
            .map(|pair| {
                let coupon = |tranche| periods::coupon_rate(tranche, scenario, pair[0]);
                deal.tranches
                    .iter()
                    .map(|tranche| coupon(tranche).map(|rate| rate.factor() * tranche.placed.factor()))
                    .collect()
            })
            .collect(),
    })
}
