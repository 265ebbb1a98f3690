//! A deal and a scenario become a pool as a factor model sees it.
//!
//! | of the model | comes from |
//! |---|---|
//! | periods | the deal's payment dates, up to scheduled maturity or to a call that the scenario exercises on a date |
//! | balance | the protected balance of each loan at closing |
//! | profile | its contractual principal and the scenario's prepayment, as the run has them without defaults |
//! | PD | the tape's `pd`, one year |
//! | LGD | the scenario's final loss, else its initial loss, else the tape's `lgd`, as for a run |
//! | correlation | the scenario's `factor_model` |
//!
//! Default rates and credit events of the scenario play no part: they are one path, and the model has all of them. Years run
//! from anniversary to anniversary of closing, so that five years are five.
//!
//! Loans bought by replenishment are not in the pool at closing: they enter only where the waterfall is run ([`crate::runs`]).

mod bought;
mod clocks;
mod path_dependence;
pub(crate) mod profiles;
mod terms;

use std::sync::Arc;

use chrono::{Months, NaiveDate};
use tranchet_deal::deal::Deal;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::lower::{Lowered, lower};

use crate::error::RiskError;
use crate::pool::{Exposure, Pool};
use bought::as_loan;
use path_dependence::path_dependence;
use profiles::Profiles;
pub(crate) use profiles::{Kind, same_grids, without_loans};
pub use terms::CORRELATION_MAX;
use terms::{Terms, copula};

/// A deal under a scenario, as a factor model sees it.
#[derive(Clone, Debug)]
pub struct Model {
    /// The pool; balances in minor units, protected.
    pub pool: Pool,
    /// Name of each loan.
    pub names: Vec<Arc<str>>,
    /// Sector of each loan, where its tape says.
    pub sectors: Vec<Option<Arc<str>>>,
    /// Adjusted payment dates of the periods.
    pub dates: Vec<NaiveDate>,
    /// Tranches, senior first.
    pub tranches: Vec<TranchePoints>,
    /// The plans of the deal, for the waterfall.
    pub lowered: Lowered<f64>,
    /// `Λ` at the end of every period that is protected unless the pool grows small, one list a clock.
    pub clocks: Vec<Vec<f64>>,
    /// The loan that replenishment buys of all that it has.
    pub bought: Option<Exposure>,
    /// The loans of the purchase tape.
    pub offered: Vec<Exposure>,
    /// What keeps tranches from losing what lies between their points, whatever the path; none: nothing does.
    pub path_dependence: Vec<&'static str>,
}

impl Model {
    /// Whether tests or conditions look at single loans.
    pub fn tells_loans_apart(&self) -> bool {
        let plan = &self.lowered.pool;
        let is_asked = plan.obligors.is_some() || plan.pds.is_some();
        is_asked || !plan.meters.is_empty() || !plan.portfolio.is_empty() || !plan.removals.is_empty()
    }
}

/// A tranche by its points at closing.
#[derive(Clone, Debug, PartialEq)]
pub struct TranchePoints {
    /// Its name.
    pub name: String,
    /// Notional at closing, minor units.
    pub notional: f64,
    /// Share of the pool below it.
    pub attachment: f64,
    /// Attachment and its own share.
    pub detachment: f64,
}

/// The model of a deal under a scenario.
///
/// # Errors
/// Everything that the factor model needs and neither deal, tape nor scenario has, at once.
pub fn lower_model(deal: &Deal, scenario: &Scenario) -> Result<Model, Vec<RiskError>> {
    model(deal, scenario, true)
}

/// The same up to scheduled maturity or a call on a date, whether or not the pool becomes small before: for paths that
/// decide themselves when the clean-up call is made.
///
/// # Errors
/// As of [`lower_model`].
pub fn lower_for_paths(deal: &Deal, scenario: &Scenario) -> Result<Model, Vec<RiskError>> {
    model(deal, scenario, false)
}

fn model(deal: &Deal, scenario: &Scenario, to_clean_up: bool) -> Result<Model, Vec<RiskError>> {
    let lowered = match lower::<f64>(deal, scenario) {
        Ok(lowered) => lowered,
        Err(run) => {
            let errors = run.into_iter().map(RiskError::from);
            return Err(errors.chain(faults(deal, scenario)).collect());
        }
    };
    let periods = protected_periods(&lowered);
    if periods == 0 {
        return Err(vec![RiskError::NoPeriods]);
    }
    let ends = lowered.plan.periods[..periods].iter();
    let times: Vec<f64> = ends.map(|period| years(deal.closing, period.end)).collect();
    let mut terms = Terms::new(
        scenario.factor_model.as_ref(),
        scenario.loss,
        deal.currency,
        &times,
    );
    let loans = deal.pool.loans.iter().zip(&lowered.pool.loans);
    let mut exposures: Vec<Exposure> = loans
        .map(|(loan, plan)| terms.exposure(loan, plan.balance))
        .collect();
    let bought = scenario.replenishment.as_ref();
    let bought = bought.map(|bought| terms.exposure(&as_loan(bought, deal), 0.0));
    let offers = scenario.purchases.iter();
    let offered = offers.map(|offer| terms.exposure(&offer.loan, 0.0)).collect();
    let errors = std::mem::take(&mut terms.faults).into_errors();
    if !errors.is_empty() {
        return Err(errors);
    }
    let profiles = Profiles::of(&lowered, periods);
    for (exposure, profile) in exposures.iter_mut().zip(&profiles.of_loan) {
        exposure.profile = *profile;
    }
    let clean_up = lowered.plan.clean_up;
    let clean_up = clean_up.filter(|_| to_clean_up && deal.replenishment.is_none());
    let ended = profiles.clean_up(&exposures, clean_up).unwrap_or(periods);
    let clocks = terms.clocks.rows.clone();
    let mut pool = Pool {
        clocks: terms.clocks.rows,
        directions: terms.directions,
        copula: copula(scenario.factor_model.as_ref()),
        profiles: profiles.rows,
        times,
        exposures,
    };
    pool.end_after(ended);
    Ok(Model {
        pool,
        sectors: deal.pool.loans.iter().map(|loan| loan.sector.clone()).collect(),
        names: deal.pool.loans.iter().map(|loan| Arc::clone(&loan.id)).collect(),
        dates: lowered.plan.periods[..ended]
            .iter()
            .map(|period| period.payment)
            .collect(),
        tranches: points(deal, &lowered),
        path_dependence: path_dependence(deal),
        lowered,
        clocks,
        bought,
        offered,
    })
}

/// What loans lack, where the deal cannot be run anyway.
fn faults(deal: &Deal, scenario: &Scenario) -> Vec<RiskError> {
    let mut terms = Terms::new(
        scenario.factor_model.as_ref(),
        scenario.loss,
        deal.currency,
        &[1.0],
    );
    for loan in &deal.pool.loans {
        terms.exposure(loan, 0.0);
    }
    terms.faults.into_errors()
}

/// How many periods the protection lasts, unless losses or a small pool end it: up to scheduled maturity, or to a call on a
/// date.
fn protected_periods(lowered: &Lowered<f64>) -> usize {
    let periods = &lowered.plan.periods;
    let is_last =
        |period: &tranchet_engine::plan::Period<f64>| period.is_scheduled_maturity || period.call.is_some();
    periods
        .iter()
        .position(is_last)
        .map_or(periods.len(), |last| last + 1)
}

/// Tranches by their points, senior first.
fn points(deal: &Deal, lowered: &Lowered<f64>) -> Vec<TranchePoints> {
    let plan = &lowered.plan;
    let mut below = plan.pool;
    let tranches = deal.tranches.iter().zip(&plan.notionals);
    tranches
        .map(|(tranche, notional)| {
            let detachment = below / plan.pool;
            below -= notional;
            TranchePoints {
                name: tranche.name.clone(),
                notional: *notional,
                attachment: below / plan.pool,
                detachment,
            }
        })
        .collect()
}

/// Years from closing to a date: whole ones between anniversaries, then a part of the next by days.
pub(crate) fn years(closing: NaiveDate, date: NaiveDate) -> f64 {
    let anniversary = |year: u32| closing + Months::new(12 * year);
    let whole = (1..).take_while(|year| anniversary(*year) <= date).count();
    let whole = u32::try_from(whole).unwrap_or(u32::MAX);
    let (from, to) = (anniversary(whole), anniversary(whole + 1));
    f64::from(whole) + (date - from).num_days() as f64 / (to - from).num_days() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_run_from_anniversary_to_anniversary() {
        let closing = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        let on = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(years(closing, on(2031, 6, 30)), 5.0);
        assert_eq!(years(closing, on(2026, 9, 30)), 92.0 / 365.0);
        assert_eq!(years(closing, on(2027, 12, 31)), 1.0 + 184.0 / 366.0);
    }
}
