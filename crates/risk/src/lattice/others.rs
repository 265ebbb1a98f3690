//! The loss of all loans but one on the lattice, for each large loan: by what comes before it and what after.

use super::laid::Laid;
use super::loans::LargeLoan;
use super::{MANY, greatest_loss};
use crate::conditional::cumulants::Cumulants;
use crate::distribution::Size;
use crate::nodes::Node;
use crate::pool::Pool;
use crate::student_t::Mixing;

/// The large loans of a pool, on the last date.
pub(crate) struct Others {
    unit: f64,
    points: usize,
    dates: usize,
    large: Vec<LargeLoan>,
}

/// Distributions given the factors.
pub(crate) struct LaidOthers {
    unit: f64,
    /// With the small loans and the first so many large ones.
    first: Vec<Vec<f64>>,
    /// `P(L > x)` of the large loans from each on, by points.
    rest_above: Vec<Vec<f64>>,
    all: Vec<f64>,
}

impl Others {
    /// The large loans of a pool.
    pub fn new(pool: &Pool, total: f64, size: Size) -> Others {
        let mixing = Mixing::of(pool.copula);
        let large = pool.exposures.iter().filter(|loan| size.is_large(loan));
        let large: Vec<LargeLoan> = large
            .map(|loan| LargeLoan::new(loan, pool, total, &mixing))
            .collect();
        let (steps, _) = MANY;
        Others {
            unit: greatest_loss(pool, total) / steps as f64,
            points: steps + 2 + large.len(),
            dates: pool.times.len(),
            large,
        }
    }

    /// The distributions given the factors; none without large loans.
    pub fn given(&self, node: &Node, rest: &Cumulants) -> Option<LaidOthers> {
        if self.large.is_empty() || self.unit <= 0.0 {
            return None;
        }
        let last = |loan: &LargeLoan| loan.given(node, self.dates).pop();
        let large: Vec<_> = self.large.iter().filter_map(last).collect();
        let mut laid = Laid::new(self.points);
        laid.start();
        laid.join_rest(rest, self.unit);
        let mut first = vec![laid.probabilities().to_vec()];
        for loan in &large {
            laid.join(loan, self.unit);
            first.push(laid.probabilities().to_vec());
        }
        let all = above(first.last()?);
        let mut after = Laid::new(self.points);
        after.start();
        let mut rest_above = vec![above(after.probabilities())];
        for loan in large.iter().skip(1).rev() {
            after.join(loan, self.unit);
            rest_above.push(above(after.probabilities()));
        }
        rest_above.reverse();
        Some(LaidOthers {
            unit: self.unit,
            first,
            rest_above,
            all,
        })
    }
}

impl LaidOthers {
    /// `P(L > x)` of all loans.
    pub fn above(&self, x: f64) -> f64 {
        at(&self.all, x / self.unit)
    }

    /// `P(L > x)` of all loans but this large one.
    pub fn above_without(&self, loan: usize, x: f64) -> f64 {
        let rest = &self.rest_above[loan];
        let before = self.first[loan].iter().enumerate();
        before
            .filter(|(_, probability)| **probability != 0.0)
            .map(|(point, probability)| probability * at(rest, x / self.unit - point as f64))
            .sum()
    }
}

/// `P(L > x)` at so many units; between points a loss was shared between both.
fn at(above: &[f64], units: f64) -> f64 {
    if units < 0.0 {
        return 1.0;
    }
    above
        .get(libm::floor(units) as usize)
        .copied()
        .unwrap_or_default()
}

/// `P(L > x)` by points.
fn above(probabilities: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut found: Vec<f64> = probabilities
        .iter()
        .rev()
        .map(|probability| {
            let above = sum;
            sum += probability;
            above
        })
        .collect();
    found.reverse();
    found
}
