//! The loss distribution in bins that a terminal can show, with the points of the tranches among them.

use crate::distribution::LossDistribution;
use crate::lower::Model;

/// Bins between nought and the loss that one case in a thousand exceeds.
const BINS: usize = 20;
/// The probability with which no loss lies beyond the last bin.
const SHOWN: f64 = 0.999;
/// Widths that read well, as parts of a power of ten.
const ROUND: [f64; 3] = [1.0, 2.0, 5.0];

/// Losses from one share of the pool to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// Above this share.
    pub from: f64,
    /// Up to this one; the last bin has no end.
    pub to: Option<f64>,
    /// How likely.
    pub probability: f64,
    /// Tranches whose attachment point lies in it.
    pub attaching: Vec<String>,
}

/// The loss by a date in bins; the first holds no loss at all only where the distribution has such an atom.
pub fn histogram(model: &Model, losses: &LossDistribution, date: usize) -> Vec<Bin> {
    bins(model, losses.quantile(date, SHOWN), |loss| {
        losses.probability_above(date, loss)
    })
}

/// Bins up to about a loss, from the probability of more than each.
pub fn bins(model: &Model, shown: f64, probability_above: impl Fn(f64) -> f64) -> Vec<Bin> {
    let width = round_up(shown.max(1e-6) / BINS as f64);
    let mut above = 1.0;
    (0..=BINS)
        .map(|bin| {
            let from = bin as f64 * width;
            let to = (bin < BINS).then(|| (bin + 1) as f64 * width);
            let beyond = to.map_or(0.0, &probability_above);
            let probability = (above - beyond).max(0.0);
            above = beyond;
            let attaches = |point: f64| point >= from && to.is_none_or(|to| point < to);
            let attaching = model
                .tranches
                .iter()
                .filter(|tranche| attaches(tranche.attachment));
            Bin {
                from,
                to,
                probability,
                attaching: attaching.map(|tranche| tranche.name.clone()).collect(),
            }
        })
        .collect()
}

/// The next width that reads well.
fn round_up(width: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(width)));
    let round = ROUND
        .into_iter()
        .find(|part| part * power >= width * (1.0 - 1e-12));
    round.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_read_well() {
        for (width, round) in [(0.0013, 0.002), (0.002, 0.002), (0.0021, 0.005), (0.07, 0.1)] {
            assert!((round_up(width) - round).abs() < 1e-12, "{width}");
        }
    }
}
