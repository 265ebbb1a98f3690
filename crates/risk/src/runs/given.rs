//! The pool of a model given the factors: the deal's own loans at the default rates of that value.

use tranchet_engine::capital::normal::cdf;
use tranchet_engine::plan::{LoanPlan, PoolPlan};
use tranchet_engine::pool_run::PoolRun;

use super::cohorts::{Classes, Severities, cohorts};
use crate::lower::{Model, without_loans};
use crate::nodes::Node;
use crate::pool::{Exposure, probability_by};
use crate::student_t::Mixing;

/// The plan of a pool, whose rates are set for each value of the factors.
#[derive(Clone, Debug)]
pub(super) struct Given {
    plan: PoolPlan<f64>,
    classes: Vec<ClassRates>,
    severities: Severities,
}

/// A class with the latent values below which its loans have defaulted.
#[derive(Clone, Debug)]
struct ClassRates {
    loading: f64,
    scale: f64,
    direction: usize,
    thresholds: Vec<f64>,
}

impl Given {
    pub fn of(model: &Model) -> Given {
        let whole = &model.lowered.pool;
        let mut classes = Classes::default();
        let mut severities = Severities::new(whole.factors.clone());
        let loans = if model.tells_loans_apart() {
            let mut alone = |(loan, exposure): (&LoanPlan<f64>, &Exposure)| LoanPlan {
                class: classes.place(exposure, exposure.hazard()),
                severity: severities.of(exposure, loan.severity),
                ..loan.clone()
            };
            whole
                .loans
                .iter()
                .zip(&model.pool.exposures)
                .map(&mut alone)
                .collect()
        } else {
            cohorts(whole, &model.pool.exposures, &mut classes, &mut severities)
        };
        let mut plan = PoolPlan {
            loans,
            ..without_loans(whole)
        };
        for (offer, exposure) in plan.offers.iter_mut().zip(&model.offered) {
            offer.loan.class = classes.place(exposure, exposure.hazard());
            offer.loan.severity = severities.of(exposure, offer.loan.severity);
        }
        if let (Some(bought), Some(exposure)) = (&mut plan.purchase, &model.bought) {
            bought.class = classes.place(exposure, exposure.hazard());
            bought.severity = severities.of(exposure, bought.severity);
        }
        let mixing = Mixing::of(model.pool.copula);
        let rates = classes.list.iter().map(|class| ClassRates {
            loading: libm::sqrt(class.correlation),
            scale: 1.0 / libm::sqrt(1.0 - class.correlation),
            direction: class.direction,
            thresholds: model.clocks[class.clock]
                .iter()
                .map(|clock| mixing.quantile(probability_by(class.hazard, *clock)))
                .collect(),
        });
        Given {
            classes: rates.collect(),
            severities,
            plan,
        }
    }

    /// How many loans are run.
    pub fn loans(&self) -> usize {
        self.plan.loans.len()
    }

    /// Sets the rates of a value of the factors.
    pub fn set(&mut self, node: &Node) {
        let periods = self.plan.dates.len() - 1;
        self.plan.default_rates.resize(self.classes.len(), Vec::new());
        for (row, class) in self.plan.default_rates.iter_mut().zip(&self.classes) {
            row.clear();
            row.extend(class.rates(node));
            row.resize(periods, None);
        }
        self.plan.factors.clone_from(&self.severities.factors);
        for (place, lgd, direction) in &self.severities.moving {
            self.plan.factors[*place] = lgd.given(node.factors[*direction]).mean;
        }
    }

    /// The pool at closing, at the rates that were set.
    pub fn pool(&self) -> PoolRun<'_, f64> {
        PoolRun::new(&self.plan)
    }
}

impl ClassRates {
    /// What share of those that perform defaults in each period.
    fn rates(&self, node: &Node) -> impl Iterator<Item = Option<f64>> {
        let moved = self.loading * node.factors[self.direction];
        let mut before = 0.0;
        self.thresholds.iter().map(move |threshold| {
            let by = cdf((threshold * node.mixing - moved) * self.scale);
            let rate = if before < 1.0 {
                (by - before) / (1.0 - before)
            } else {
                1.0
            };
            before = by;
            (rate > 0.0).then_some(rate)
        })
    }
}
