//! What a loss distribution says of a deal: pool, tranches and dates, whichever method found it.
//!
//! Amounts are minor units, protected. A tranche loses what the pool's cumulative loss takes from between its points at
//! closing: `L[A,D] = (L - A)⁺ - (L - D)⁺`, for as long as it is outstanding.

pub mod contributors;
pub mod histogram;

use chrono::NaiveDate;
use tranchet_deal::deal::Deal;

use crate::distribution::LossDistribution;
use crate::lower::{Model, TranchePoints};
use crate::runs::Run;
use crate::runs::expected::{ExpectedReturns, by_date, expected_flows, returns};
use crate::sizing::Sized;
use contributors::Contributors;
use histogram::{Bin, histogram};

/// Probabilities at which quantiles and shortfalls are told.
pub const LEVELS: [f64; 5] = [0.5, 0.9, 0.95, 0.99, 0.999];

/// Figures of a deal.
#[derive(Clone, Debug)]
pub struct Figures {
    /// How they were found.
    pub method: &'static str,
    /// Paths of a simulation.
    pub paths: Option<u64>,
    /// Its seed.
    pub seed: Option<u64>,
    /// The pool at the end.
    pub pool: PoolFigures,
    /// Tranches at the end, senior first.
    pub tranches: Vec<TrancheFigures>,
    /// Pool and tranches by each payment date.
    pub dates: Vec<DateFigures>,
    /// The loss at the end, in bins.
    pub histogram: Vec<Bin>,
    /// Who contributes what, where it was asked for.
    pub contributors: Option<Contributors>,
    /// Tranches cut to targets, where they were asked for.
    pub sizing: Vec<Sized>,
    /// What a reader must know.
    pub notes: Vec<String>,
}

/// The pool's loss.
#[derive(Clone, Debug)]
pub struct PoolFigures {
    /// Balance at closing.
    pub balance: f64,
    /// Number of loans.
    pub loans: usize,
    /// Expected loss.
    pub expected_loss: f64,
    /// Standard deviation.
    pub std: f64,
    /// Losses that are not exceeded with these probabilities.
    pub quantiles: Vec<(f64, f64)>,
    /// Mean of the losses beyond.
    pub shortfalls: Vec<(f64, f64)>,
}

/// A tranche's loss.
#[derive(Clone, Debug)]
pub struct TrancheFigures {
    /// Its points at closing.
    pub points: TranchePoints,
    /// Expected loss.
    pub expected_loss: f64,
    /// Probability of any loss.
    pub probability_of_loss: f64,
    /// Probability that nothing is left.
    pub probability_of_wipeout: f64,
    /// What it returns, where the waterfall was run.
    pub returns: Option<ExpectedReturns>,
    /// Standard error of the expected loss, of a simulation.
    pub standard_error: Option<f64>,
}

impl TrancheFigures {
    /// Expected loss as a share of the notional at closing.
    pub fn expected_loss_ratio(&self) -> f64 {
        if self.points.notional == 0.0 {
            return 0.0;
        }
        self.expected_loss / self.points.notional
    }
}

/// A payment date.
#[derive(Clone, Debug)]
pub struct DateFigures {
    /// The adjusted payment date.
    pub date: NaiveDate,
    /// Expected loss of the pool by it.
    pub expected_loss: f64,
    /// Of each tranche.
    pub tranches: Vec<TrancheDate>,
}

/// A tranche by a date.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TrancheDate {
    /// Expected loss by it.
    pub expected_loss: f64,
    /// Probability of any loss by it.
    pub probability_of_loss: f64,
    /// Probability that nothing is left by it.
    pub probability_of_wipeout: f64,
}

/// Figures of a deal by its loss distribution.
pub fn figures(model: &Model, losses: &LossDistribution) -> Figures {
    let dates: Vec<DateFigures> = (0..model.dates.len())
        .map(|date| on_date(model, losses, date))
        .collect();
    let last = model.dates.len() - 1;
    let balance = model.pool.balance();
    let quantiles: Vec<(f64, f64)> = LEVELS.map(|level| (level, losses.quantile(last, level))).to_vec();
    let shortfall = |(level, quantile): &(f64, f64)| {
        let beyond = losses.expected_excess(last, *quantile) / (1.0 - level);
        (*level, balance * (quantile + beyond))
    };
    Figures {
        method: losses.method().name(),
        paths: None,
        seed: None,
        pool: PoolFigures {
            balance,
            loans: model.pool.exposures.len(),
            expected_loss: balance * losses.expected_loss(last),
            std: balance * losses.standard_deviation(last),
            shortfalls: quantiles.iter().map(shortfall).collect(),
            quantiles: quantiles
                .iter()
                .map(|(level, loss)| (*level, balance * loss))
                .collect(),
        },
        tranches: model
            .tranches
            .iter()
            .zip(&dates[last].tranches)
            .map(|(points, last)| TrancheFigures {
                points: points.clone(),
                expected_loss: last.expected_loss,
                probability_of_loss: last.probability_of_loss,
                probability_of_wipeout: last.probability_of_wipeout,
                returns: None,
                standard_error: None,
            })
            .collect(),
        histogram: histogram(model, losses, last),
        dates,
        contributors: None,
        sizing: Vec::new(),
        notes: Vec::new(),
    }
}

impl Figures {
    /// Adds what the deal's waterfall says, run for each value of the factors: returns always, and losses of tranches where
    /// they depend on the path.
    pub fn take_runs(&mut self, deal: &Deal, model: &Model, runs: &[Run]) {
        let plan = &model.lowered.plan;
        let expected = expected_flows(runs, plan.periods.len(), plan.notionals.len());
        for (place, tranche) in self.tranches.iter_mut().enumerate() {
            tranche.returns = Some(returns(deal, plan, runs, &expected, place));
        }
        if !model.path_dependence.is_empty() {
            self.take_losses(model, runs);
        }
    }

    fn take_losses(&mut self, model: &Model, runs: &[Run]) {
        let dates = model.lowered.plan.periods.len();
        for (place, tranche) in self.tranches.iter_mut().enumerate() {
            let found = by_date(runs, place, tranche.points.notional, dates);
            for (date, found) in self.dates.iter_mut().zip(&found) {
                date.tranches[place] = *found;
            }
            // Work-outs go on after the protection of performing loans has ended.
            if let Some(last) = found.last() {
                tranche.expected_loss = last.expected_loss;
                tranche.probability_of_loss = last.probability_of_loss;
                tranche.probability_of_wipeout = last.probability_of_wipeout;
            }
        }
        let why = model.path_dependence.join(", ");
        self.notes.push(format!(
            "Losses of tranches are those of the deal's waterfall on {} values of the factor, since {why}. Given the factor \
             the pool is taken as many small loans: the pool's own figures have the chance within it, those of tranches have not.",
            runs.len()
        ));
    }
}

fn on_date(model: &Model, losses: &LossDistribution, date: usize) -> DateFigures {
    let balance = model.pool.balance();
    // Neighbours share a point: each is calculated once.
    let mut above = (0.0, 0.0);
    let tranches = model.tranches.iter().map(|points| {
        let at = points.attachment;
        let here = (
            losses.expected_excess(date, at),
            losses.probability_above(date, at.max(0.0)),
        );
        let found = TrancheDate {
            expected_loss: (balance * (here.0 - above.0)).max(0.0),
            probability_of_loss: here.1,
            probability_of_wipeout: above.1,
        };
        above = here;
        found
    });
    DateFigures {
        date: model.dates[date],
        tranches: tranches.collect(),
        expected_loss: balance * losses.expected_loss(date),
    }
}
