//! Loans that replenishment buys: cohorts of the scenario's representative loan.
//!
//! ```text
//! P(a|z) = N( (G(PD(a)) - √ρ z) / √(1-ρ) )          defaulted within a periods of purchase, given the main factor
//! ```
//!
//! Periods since purchase are taken to be as long as those since closing.

use chrono::Months;
use tranchet_deal::date::dates_back_from_maturity;
use tranchet_engine::capital::normal::{cdf, quantile};
use tranchet_engine::plan::{EligibilityPlan, Grid, LoanPlan};

use crate::lower::Model;
use crate::lower::profiles::run;
use crate::pool::{Exposure, probability_by};

/// The highest PD whose hazard is a number.
const PD_MOST: f64 = 1.0 - 1e-15;

/// The representative loan.
#[derive(Clone, Debug)]
pub struct Bought {
    /// Shares at the start of each period since purchase, and after the last.
    shares: Vec<f64>,
    /// `G(PD)` at the end of each period since purchase.
    thresholds: Vec<f64>,
    loading: f64,
    scale: f64,
    /// Booked on default.
    pub initial: f64,
    /// Lost in the end.
    pub final_: f64,
    eligibility: EligibilityPlan,
}

/// A cohort in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CohortPeriod {
    /// Performing at the start.
    pub opening: f64,
    /// Defaulted.
    pub defaulted: f64,
    /// Principal.
    pub principal: f64,
}

impl Bought {
    /// The loan of a model whose scenario names one, with its one-year PD if that is given.
    pub fn of(model: &Model, own_pd: Option<f64>) -> Option<Bought> {
        let plan = &model.lowered.pool;
        let purchase = plan.purchase.as_ref()?;
        let dates = &plan.dates;
        let maturity = dates[0].checked_add_months(Months::new(purchase.term_months))?;
        let payments = dates_back_from_maturity(dates[0], maturity, purchase.frequency);
        let mut alone = plan.clone();
        alone.grids = vec![Grid::new(payments, &dates[1..])];
        let loan = LoanPlan {
            balance: 1.0,
            class: 0,
            severity: None,
            grid: 0,
            repayment: purchase.repayment.clone(),
        };
        let (rows, ends) = run(&alone, vec![loan], dates.len() - 1);
        let [pd, correlation, mean_lgd] = averages(model);
        let hazard = -libm::log1p(-own_pd.unwrap_or(pd).min(PD_MOST));
        let rate = |place: Option<usize>| place.map_or(mean_lgd, |place| plan.factors[place]);
        Some(Bought {
            shares: rows[0].iter().chain(ends[0].last()).copied().collect(),
            thresholds: model
                .pool
                .times
                .iter()
                .map(|years| quantile(probability_by(hazard, *years)))
                .collect(),
            loading: libm::sqrt(correlation),
            scale: 1.0 / libm::sqrt(1.0 - correlation),
            initial: rate(purchase.severity.map(|(initial, _)| initial)),
            final_: rate(purchase.severity.map(|(_, final_)| final_)),
            eligibility: purchase.eligibility.clone(),
        })
    }

    /// Whether it may be bought at the end of a period.
    pub fn is_eligible(&self, period: usize) -> bool {
        self.eligibility.failed(period).is_none()
    }

    /// What has defaulted within each number of periods, from none on, given the main factor.
    pub fn defaulted(&self, factor: f64, into: &mut Vec<f64>) {
        into.clear();
        into.push(0.0);
        let by = |threshold: &f64| cdf((threshold - self.loading * factor) * self.scale);
        into.extend(self.thresholds.iter().map(by));
    }

    /// What a unit does in a period of its age, from 0.
    pub fn period(&self, age: usize, defaulted: &[f64]) -> CohortPeriod {
        let (start, end) = (self.shares[age], self.shares[age + 1]);
        let survived = 1.0 - defaulted[age + 1];
        CohortPeriod {
            opening: start * (1.0 - defaulted[age]),
            defaulted: start * (defaulted[age + 1] - defaulted[age]),
            principal: (start - end) * survived,
        }
    }
}

/// PD, correlation and loss given default of the closing pool, by balance.
fn averages(model: &Model) -> [f64; 3] {
    let total = model.pool.balance();
    let mean = |of: fn(&Exposure) -> f64| {
        let loans = model.pool.exposures.iter();
        loans.map(|loan| loan.balance * of(loan)).sum::<f64>() / total
    };
    [
        mean(|loan| loan.pd),
        mean(|loan| loan.correlation),
        mean(|loan| loan.lgd.mean),
    ]
}
