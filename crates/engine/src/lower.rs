//! A deal and a scenario become a plan; the only place where exact numbers become floats.

mod coupons;
mod default_rates;
mod eligibility;
mod events;
mod index_rates;
mod loans;
mod meters;
mod periods;
mod purchases;
mod tests_of_state;

pub(crate) use periods::{deal_year, payment_dates_adjusted, unadjusted_dates};

use tranchet_deal::amortisation::{Order, Principal};
use tranchet_deal::deal::Deal;
use tranchet_deal::payments::Accrual;
use tranchet_deal::scenario::{CollateralYield, Scenario};
use tranchet_deal::tranche::{Coupon, IndexName};

use crate::amount::Amount;
use crate::error::RunError;
use crate::plan::{AccrualPlan, Period, Plan, PoolPlan, PrincipalPlan, ReplenishmentPlan, Unit};
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
    let mut problems = missing_indexes(deal, scenario);
    if !problems.is_empty() {
        return Err(problems);
    }
    let plan = plan(deal, scenario, &mut problems);
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
/// Every [`RunError`] of the waterfall's plan.
pub fn lower_plan<A: Amount>(deal: &Deal, scenario: &Scenario) -> Result<Plan<A>, Vec<RunError>> {
    let mut problems = missing_indexes(deal, scenario);
    if !problems.is_empty() {
        return Err(problems);
    }
    let plan = plan(deal, scenario, &mut problems);
    if problems.is_empty() {
        Ok(plan)
    } else {
        Err(problems)
    }
}

fn plan<A: Amount>(deal: &Deal, scenario: &Scenario, problems: &mut Vec<RunError>) -> Plan<A> {
    let dates = periods::unadjusted_dates(deal);
    let tests = TestLowering::new(deal);
    let principal = principal(deal, &tests);
    let replenishment = deal.replenishment.as_ref().map(|terms| ReplenishmentPlan {
        conditions: tests.lower_all(&terms.conditions),
        unapplied_periods: terms.unapplied_periods.map(|periods| periods as usize),
        target: terms.ramp_up.map(|ramp_up| A::from_money(ramp_up.target)),
    });
    let needs = tests.into_needs();
    let notionals: Vec<A> = deal
        .tranches
        .iter()
        .map(|tranche| A::from_money(tranche.notional))
        .collect();
    let periods: Vec<Period<A>> = periods::periods(deal, scenario, &dates, &needs, problems);
    Plan {
        accrual: accrual(deal, &periods),
        periods,
        closing: deal.closing,
        pool: notionals.iter().copied().sum(),
        notionals,
        excess_spread: deal.excess_spread.map(|terms| terms.mechanism),
        principal,
        replenishment,
        buys: scenario.replenishment.is_some() || !scenario.purchases.is_empty(),
        offers: scenario
            .purchases
            .iter()
            .map(|purchase| purchase.loan.id.clone())
            .collect(),
        clean_up: deal
            .calls
            .clean_up
            .filter(|_| scenario.calls.clean_up)
            .map(|level| A::factor(level.factor())),
        senior_placed: deal
            .tranches
            .iter()
            .position(|tranche| tranche.placed.0 > rust_decimal::Decimal::ZERO),
        needs,
    }
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
        if let Some(Coupon::Floating(coupon)) = &tranche.coupon {
            add(&coupon.index, format!("the coupon of tranche `{}`", tranche.name));
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
    let order = match &deal.amortisation.principal {
        Principal::Sequential => Order::Sequential,
        Principal::ProRata
        | Principal::ProRataThenSequential { .. }
        | Principal::TargetSubordination { .. } => Order::ProRata,
    };
    let sequential_when = deal.amortisation.principal.sequential_tests(&deal.tranches);
    PrincipalPlan {
        order,
        sequential_when: tests.lower_all(&sequential_when),
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

fn accrual<A: Amount>(deal: &Deal, periods: &[Period<A>]) -> Option<AccrualPlan> {
    let coupons = |period: &Period<A>| {
        let rates = deal.tranches.iter().zip(&period.coupon_rates);
        rates
            .map(|(tranche, rate)| Some((*rate)?.factor() * tranche.placed.factor()))
            .collect()
    };
    (deal.payments.accrual == Accrual::ToCreditEvent).then(|| AccrualPlan {
        day_count: deal.payments.day_count,
        coupons: periods.iter().map(coupons).collect(),
    })
}
