//! Paths of deals that look at single loans: each default is a credit event of its loan in a float run of the pool.
//!
//! A default is dated at the end of its period, as one from a default rate is. What replenishment buys, from a tape or not,
//! defaults at the rate of its own probability given the factors, as if it had been there from closing and survived.

use tranchet_engine::capital::normal::cdf;
use tranchet_engine::plan::{EventPlan, LossPlan, PoolPlan};

use tranchet_deal::scenario::WorkOutEnd;

use super::{LoanDefault, LoanTerms};
use crate::lower::Model;
use crate::pool::{Exposure, probability_by};
use crate::simulate::draw::Factors;
use crate::simulate::sieve::Sieve;
use crate::student_t::Mixing;

/// The plan of a pool whose events are those of a path.
#[derive(Clone, Debug)]
pub struct LoanByLoan {
    plan: PoolPlan<f64>,
    /// Place in the plan of each loan in the order of the sieve.
    places: Vec<u32>,
    /// Loans that are bought, by their class in the plan less one.
    bought: Vec<BoughtRates>,
}

#[derive(Clone, Debug)]
struct BoughtRates {
    loading: f64,
    scale: f64,
    direction: usize,
    thresholds: Vec<f64>,
}

impl LoanByLoan {
    /// The plan of a model that tells loans apart; none for others.
    pub fn of(model: &Model, sieve: &Sieve) -> Option<LoanByLoan> {
        let whole = &model.lowered.pool;
        let has_offers = model.lowered.plan.replenishment.is_some() && !whole.offers.is_empty();
        if !model.tells_loans_apart() && !has_offers {
            return None;
        }
        let mut plan = PoolPlan {
            events: Vec::new(),
            ..whole.clone()
        };
        plan.loans.iter_mut().for_each(|loan| loan.class = 0);
        let mut bought = Vec::new();
        let mut add = |exposure: &Exposure| {
            bought.push(BoughtRates::of(exposure, model));
            bought.len()
        };
        for (offer, exposure) in plan.offers.iter_mut().zip(&model.offered) {
            offer.loan.class = add(exposure);
        }
        if let (Some(purchase), Some(exposure)) = (&mut plan.purchase, &model.bought) {
            purchase.class = add(exposure);
        }
        Some(LoanByLoan {
            plan,
            places: sieve.places.clone(),
            bought,
        })
    }

    /// The plan of a path.
    pub(super) fn plan(
        &self,
        defaults: impl Iterator<Item = LoanDefault>,
        terms: &[LoanTerms],
        factors: &Factors,
    ) -> PoolPlan<f64> {
        let mut events: Vec<EventPlan<f64>> = defaults.map(|default| self.event(&default, terms)).collect();
        events.sort_by_key(|event| (event.date, event.loan));
        let periods = self.plan.dates.len() - 1;
        let rows = self.bought.iter().map(|rates| rates.given(factors, periods));
        PoolPlan {
            events,
            default_rates: [vec![None; periods]].into_iter().chain(rows).collect(),
            ..self.plan.clone()
        }
    }

    fn event(&self, default: &LoanDefault, terms: &[LoanTerms]) -> EventPlan<f64> {
        let (initial, final_) = terms[default.loan].loss_rates(default);
        EventPlan {
            index: 0,
            loan: self.places[default.loan] as usize,
            date: self.plan.dates[default.period + 1],
            initial: Some(LossPlan::Rate(initial)),
            final_: Some(LossPlan::Rate(final_)),
            end: self.plan.lag.map(WorkOutEnd::Lag),
            recoveries: Vec::new(),
        }
    }
}

impl BoughtRates {
    fn of(exposure: &Exposure, model: &Model) -> BoughtRates {
        let mixing = Mixing::of(model.pool.copula);
        let clock = model.clocks[exposure.clock].iter();
        BoughtRates {
            loading: libm::sqrt(exposure.correlation),
            scale: 1.0 / libm::sqrt(1.0 - exposure.correlation),
            direction: exposure.direction,
            thresholds: clock
                .map(|end| mixing.quantile(probability_by(exposure.hazard(), *end)))
                .collect(),
        }
    }

    /// What share of those that perform defaults in each period.
    fn given(&self, factors: &Factors, periods: usize) -> Vec<Option<f64>> {
        let moved = self.loading * factors.by_direction[self.direction];
        let mut before = 0.0;
        let rate = |threshold: &f64| {
            let by = cdf((threshold * factors.shock - moved) * self.scale);
            let rate = if before < 1.0 {
                (by - before) / (1.0 - before)
            } else {
                1.0
            };
            before = by;
            (rate > 0.0).then_some(rate)
        };
        let mut rates: Vec<Option<f64>> = self.thresholds.iter().map(rate).collect();
        rates.resize(periods, None);
        rates
    }
}
