//! Loans that replenishment buys: cohorts of the scenario's representative loan.
//!
//! ```text
//! P(a|z) = N( (m q(a) - √ρ f) / √(1-ρ) )          defaulted within a periods of purchase, given the factors
//! ```
//!
//! `q(a)` is the latent value's quantile at the PD of `a` periods, which are taken to be as long as those since closing.

use chrono::Months;
use tranchet_deal::date::dates_back_from_maturity;
use tranchet_engine::capital::normal::cdf;
use tranchet_engine::plan::{EligibilityPlan, Grid, LoanPlan};

use crate::lower::Model;
use crate::lower::profiles::run;
use crate::pool::probability_by;
use crate::simulate::draw::Factors;
use crate::student_t::Mixing;

/// The representative loan.
#[derive(Clone, Debug)]
pub struct Bought {
    /// Shares at the start of each period since purchase, and after the last.
    shares: Vec<f64>,
    /// The latent value's quantile at the end of each period since purchase.
    thresholds: Vec<f64>,
    loading: f64,
    scale: f64,
    direction: usize,
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
    /// The loan of a model whose scenario names one.
    pub fn of(model: &Model) -> Option<Bought> {
        let plan = &model.lowered.pool;
        let (purchase, exposure) = (plan.purchase.as_ref()?, model.bought.as_ref()?);
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
        let mixing = Mixing::of(model.pool.copula);
        let hazard = exposure.hazard();
        let clock = model.clocks[exposure.clock].iter();
        let rate = |place: Option<usize>| place.map_or(exposure.lgd.mean, |place| plan.factors[place]);
        Some(Bought {
            shares: rows[0].iter().chain(ends[0].last()).copied().collect(),
            thresholds: clock
                .map(|end| mixing.quantile(probability_by(hazard, *end)))
                .collect(),
            loading: libm::sqrt(exposure.correlation),
            scale: 1.0 / libm::sqrt(1.0 - exposure.correlation),
            direction: exposure.direction,
            initial: rate(purchase.severity.map(|(initial, _)| initial)),
            final_: rate(purchase.severity.map(|(_, final_)| final_)),
            eligibility: purchase.eligibility.clone(),
        })
    }

    /// Whether it may be bought at the end of a period.
    pub fn is_eligible(&self, period: usize) -> bool {
        self.eligibility.failed(period).is_none()
    }

    /// What has defaulted within each number of periods, from none on, given the factors.
    pub fn defaulted(&self, factors: &Factors, into: &mut Vec<f64>) {
        into.clear();
        into.push(0.0);
        let moved = self.loading * factors.by_direction[self.direction];
        let by = |threshold: &f64| cdf((threshold * factors.shock - moved) * self.scale);
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
