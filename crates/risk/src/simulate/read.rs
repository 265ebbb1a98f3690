//! What the sums of a simulation say of a deal, in the figures that every method has.

use super::figures::{Estimate, Figure, Points, WaterfallFigure};
use super::paths::{Simulator, Sums};
use super::slice::Slice;
use crate::figures::histogram::bins;
use crate::figures::{DateFigures, Figures, LEVELS, PoolFigures, TrancheDate, TrancheFigures};
use crate::lower::Model;
use crate::runs::expected::ExpectedReturns;

/// Shares of a tranche below which its expected loss is not worth knowing better.
const NEGLIGIBLE: f64 = 1e-6;

/// The tranches of a model by their points.
pub fn points(model: &Model) -> Vec<Points> {
    let tranches = model.tranches.iter();
    tranches
        .map(|tranche| Points {
            attachment: tranche.attachment,
            detachment: tranche.detachment,
        })
        .collect()
}

/// Figures of a deal by a simulation of it.
pub fn figures(model: &Model, simulator: &Simulator, slice: &Slice) -> Figures {
    let read = Read {
        simulator,
        sums: &slice.sums,
        balance: model.pool.balance(),
    };
    let last = simulator.dates() - 1;
    let dates: Vec<DateFigures> = (0..simulator.dates())
        .map(|date| read.on_date(model, date))
        .collect();
    let above = |loss: f64| {
        slice
            .sums
            .histogram
            .probability_above(loss, simulator.greatest_loss())
    };
    Figures {
        method: if slice.plain {
            "simulation, plain"
        } else {
            "simulation, stratified with controls"
        },
        paths: Some(slice.done),
        seed: Some(slice.seed),
        pool: read.pool(model, last),
        tranches: read.tranches(model, &dates[last], last),
        histogram: bins(model, read.quantile(SHOWN), above),
        dates,
        contributors: None,
        sizing: Vec::new(),
        notes: Vec::new(),
    }
}

/// The probability with which no loss lies beyond the last bin shown.
const SHOWN: f64 = 0.999;

/// The largest error of a tranche's expected loss at the end, as a share of it or, where that is next to nothing, of a
/// millionth of the tranche; none before there are rounds to tell.
pub fn relative_error(simulator: &Simulator, sums: &Sums) -> Option<f64> {
    let (last, tranches) = (simulator.dates() - 1, simulator.tranches());
    let error = |(number, points): (usize, &Points)| {
        let place = Figure::TrancheLoss(number).place(last, tranches.len());
        let Estimate { mean, standard_error } = sums.figures[place].estimate(sums.rounds);
        let thickness = points.detachment - points.attachment;
        standard_error.map(|error| error / mean.max(NEGLIGIBLE * thickness))
    };
    let errors: Option<Vec<f64>> = tranches.iter().enumerate().map(error).collect();
    errors.map(|errors| errors.into_iter().fold(0.0, f64::max))
}

struct Read<'a> {
    simulator: &'a Simulator,
    sums: &'a Sums,
    balance: f64,
}

impl Read<'_> {
    fn estimate(&self, figure: Figure, date: usize) -> Estimate {
        let place = figure.place(date, self.simulator.tranches().len());
        self.sums.figures[place].estimate(self.sums.rounds)
    }

    fn date(&self, model: &Model, date: usize) -> chrono::NaiveDate {
        model.lowered.plan.periods[date].payment
    }

    fn of_waterfall(&self, figure: WaterfallFigure) -> Option<f64> {
        self.simulator.through()?;
        let place = figure.place(self.simulator.dates(), self.simulator.tranches().len());
        Some(self.sums.figures[place].estimate(self.sums.rounds).mean)
    }

    fn life(&self, tranche: usize) -> Option<f64> {
        let repaid = self
            .of_waterfall(WaterfallFigure::Repaid(tranche))
            .filter(|repaid| *repaid > 0.0)?;
        Some(self.of_waterfall(WaterfallFigure::Life(tranche))? / repaid)
    }

    fn irr(&self, tranche: usize) -> Option<f64> {
        let investor = self.simulator.through()?.investors.get(tranche)?;
        investor
            .has_return()
            .then(|| self.of_waterfall(WaterfallFigure::Irr(tranche)))?
    }

    /// What a tranche returns, as far as paths tell.
    fn returns(&self, tranche: usize) -> Option<ExpectedReturns> {
        let premium = self.of_waterfall(WaterfallFigure::Premium(tranche))?;
        let investor = self.simulator.through()?.investors.get(tranche)?;
        Some(ExpectedReturns {
            wal_years: self.life(tranche),
            irr_mean: self.irr(tranche),
            premium: premium * investor.notional,
            ..ExpectedReturns::default()
        })
    }

    fn quantile(&self, level: f64) -> f64 {
        let found = self
            .sums
            .histogram
            .quantile(level, self.simulator.greatest_loss());
        found.map_or(0.0, |(loss, _)| loss)
    }

    fn pool(&self, model: &Model, date: usize) -> PoolFigures {
        let mean = self.estimate(Figure::Loss, date).mean;
        let square = self.estimate(Figure::Square, date).mean;
        let shortfall = |level: f64| self.sums.histogram.expected_shortfall(level).unwrap_or_default();
        PoolFigures {
            balance: self.balance,
            loans: model.pool.exposures.len(),
            expected_loss: self.balance * mean,
            std: self.balance * libm::sqrt((square - mean * mean).max(0.0)),
            quantiles: LEVELS
                .map(|level| (level, self.balance * self.quantile(level)))
                .to_vec(),
            shortfalls: LEVELS
                .map(|level| (level, self.balance * shortfall(level)))
                .to_vec(),
        }
    }

    fn on_date(&self, model: &Model, date: usize) -> DateFigures {
        let tranche = |number: usize| TrancheDate {
            expected_loss: self.balance * self.estimate(Figure::TrancheLoss(number), date).mean.max(0.0),
            probability_of_loss: self.estimate(Figure::Passed(number), date).mean.clamp(0.0, 1.0),
            probability_of_wipeout: self.estimate(Figure::Wiped(number), date).mean.clamp(0.0, 1.0),
        };
        DateFigures {
            date: self.date(model, date),
            expected_loss: self.balance * self.estimate(Figure::Loss, date).mean,
            tranches: (0..model.tranches.len()).map(tranche).collect(),
        }
    }

    fn tranches(&self, model: &Model, found: &DateFigures, date: usize) -> Vec<TrancheFigures> {
        let tranches = model.tranches.iter().zip(&found.tranches).enumerate();
        tranches
            .map(|(number, (points, found))| TrancheFigures {
                points: points.clone(),
                expected_loss: found.expected_loss,
                probability_of_loss: found.probability_of_loss,
                probability_of_wipeout: found.probability_of_wipeout,
                returns: self.returns(number),
                standard_error: self
                    .estimate(Figure::TrancheLoss(number), date)
                    .standard_error
                    .map(|error| self.balance * error),
            })
            .collect()
    }
}
