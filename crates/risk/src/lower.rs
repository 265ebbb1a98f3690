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
//! Not covered: loans bought by replenishment; they are not in the pool at closing.

mod profiles;

use std::sync::Arc;

use chrono::{Months, NaiveDate};
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::lower::{Lowered, lower};

use crate::error::{Faulty, RiskError};
use crate::loss_given_default::LossGivenDefault;
use crate::pool::{Copula, Exposure, Pool};
use profiles::Profiles;

/// Above this correlation loans have no risk of their own to speak of.
pub const CORRELATION_MAX: f64 = 0.999;

/// A deal under a scenario, as a factor model sees it.
#[derive(Clone, Debug)]
pub struct Model {
    /// The pool; balances in minor units, protected.
    pub pool: Pool,
    /// Name of each loan.
    pub names: Vec<Arc<str>>,
    /// Adjusted payment dates of the periods.
    pub dates: Vec<NaiveDate>,
    /// Tranches, senior first.
    pub tranches: Vec<TranchePoints>,
    /// The plans of the deal, for the waterfall.
    pub lowered: Lowered<f64>,
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
    let lowered = lower::<f64>(deal, scenario);
    let (loans, mut errors) = match &lowered {
        Ok(lowered) => exposures(deal, scenario, lowered),
        Err(run) => {
            let (_, mut errors) = without_plan(deal, scenario);
            errors.splice(0..0, run.iter().cloned().map(RiskError::from));
            (Vec::new(), errors)
        }
    };
    let Ok(lowered) = lowered else { return Err(errors) };
    let periods = protected_periods(&lowered);
    if periods == 0 {
        errors.push(RiskError::NoPeriods);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(model(deal, lowered, loans, periods))
}

fn model(deal: &Deal, lowered: Lowered<f64>, mut exposures: Vec<Exposure>, periods: usize) -> Model {
    let profiles = Profiles::of(&lowered, periods);
    for (exposure, profile) in exposures.iter_mut().zip(&profiles.of_loan) {
        exposure.profile = *profile;
    }
    let plan = &lowered.plan;
    let ended = profiles.clean_up(&exposures, plan.clean_up).unwrap_or(periods);
    let ends = &plan.periods[..ended];
    let times: Vec<f64> = ends
        .iter()
        .map(|period| years(deal.closing, period.end))
        .collect();
    let mut profiles = profiles.rows;
    profiles.iter_mut().for_each(|profile| profile.truncate(ended));
    let pool = Pool {
        clocks: vec![times.clone()],
        times,
        directions: vec![vec![1.0]],
        copula: Copula::Gaussian,
        profiles,
        exposures,
    };
    Model {
        pool,
        names: deal.pool.loans.iter().map(|loan| Arc::clone(&loan.id)).collect(),
        dates: ends.iter().map(|period| period.payment).collect(),
        tranches: points(deal, &lowered),
        lowered,
    }
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

fn without_plan(deal: &Deal, scenario: &Scenario) -> (Vec<Exposure>, Vec<RiskError>) {
    read_loans(deal, scenario, |_| 0.0)
}

fn exposures(deal: &Deal, scenario: &Scenario, lowered: &Lowered<f64>) -> (Vec<Exposure>, Vec<RiskError>) {
    read_loans(deal, scenario, |loan| lowered.pool.loans[loan].balance)
}

/// Every loan, and what is missing.
fn read_loans(
    deal: &Deal,
    scenario: &Scenario,
    balance: impl Fn(usize) -> f64,
) -> (Vec<Exposure>, Vec<RiskError>) {
    let (mut no_pd, mut no_lgd) = (Faulty::default(), Faulty::default());
    let correlation = scenario.factor_model.as_ref().and_then(|model| model.correlation);
    let correlation_number = correlation.map_or(0.0, |ratio| ratio.factor().to_f64());
    let loss = scenario.loss;
    let mut read = |(place, loan): (usize, &Loan)| {
        if loan.pd.is_none() {
            no_pd.note(&loan.id);
        }
        let lgd = loss.final_.or(loss.initial).or(loan.lgd);
        if lgd.is_none() {
            no_lgd.note(&loan.id);
        }
        let number = |ratio: tranchet_deal::rate::Ratio| ratio.factor().to_f64();
        let lgd = LossGivenDefault::fixed(lgd.map_or(0.0, number));
        Exposure::new(
            balance(place),
            loan.pd.map_or(0.0, number),
            lgd,
            correlation_number,
        )
    };
    let loans = deal.pool.loans.iter().enumerate();
    let exposures: Vec<Exposure> = loans.map(&mut read).collect();
    let mut errors = Vec::new();
    if correlation.is_none() {
        errors.push(RiskError::MissingCorrelation);
    } else if correlation_number > CORRELATION_MAX
        && let Some(loan) = deal.pool.loans.first()
    {
        errors.push(RiskError::CorrelationTooHigh {
            loan: loan.id.to_string(),
            correlation: format!("{} %", 100.0 * correlation_number),
        });
    }
    errors.extend(no_pd.found().map(|(loan, others)| RiskError::MissingColumn {
        column: "pd",
        loan,
        others,
    }));
    errors.extend(
        no_lgd
            .found()
            .map(|(loan, others)| RiskError::MissingLoss { loan, others }),
    );
    (exposures, errors)
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
