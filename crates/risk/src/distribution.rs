//! The loss distribution of a pool by the method that suits it.
//!
//! A loan is large when its loss on default is more than 0.4 % of the pool, or when the pool has no more than 150 loans: then the
//! shape of its own loss shows in that of the pool. With any large loan the lattice counts each of them one by one; without,
//! three cumulants tell all.

use crate::conditional::Conditional;
use crate::lattice::Lattice;
use crate::pool::{Exposure, Pool};

/// The loss on default, as a share of the pool, above which a loan counts by itself.
pub const LARGE_ABOVE: f64 = 0.004;
/// Pools of at most so many loans have only large ones.
pub const FEW_LOANS: usize = 150;
/// Halvings by which a quantile is found: to 2⁻⁵⁰ of the pool.
const HALVINGS: usize = 50;

/// How a loss distribution was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Three cumulants given the factor.
    Cumulants,
    /// A lattice of losses given the factor, large loans one by one.
    Recursion,
}

impl Method {
    /// The word for it in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Method::Cumulants => "normal with third cumulant",
            Method::Recursion => "recursion",
        }
    }
}

/// Losses of a pool by each of its dates, as shares of the pool at closing.
#[derive(Clone, Debug)]
pub enum LossDistribution {
    /// Without large loans.
    Granular(Conditional),
    /// With large loans.
    Concentrated(Lattice),
}

impl LossDistribution {
    /// The distribution of a pool's loss by each of its dates.
    pub fn of(pool: &Pool) -> LossDistribution {
        let size = Size::of(pool);
        if pool.exposures.iter().any(|loan| size.is_large(loan)) {
            LossDistribution::Concentrated(Lattice::of(pool))
        } else {
            LossDistribution::Granular(Conditional::of(pool))
        }
    }

    /// How it was found.
    pub fn method(&self) -> Method {
        match self {
            LossDistribution::Granular(_) => Method::Cumulants,
            LossDistribution::Concentrated(_) => Method::Recursion,
        }
    }

    /// Expected loss by a date.
    pub fn expected_loss(&self, date: usize) -> f64 {
        match self {
            LossDistribution::Granular(losses) => losses.expected_loss(date),
            LossDistribution::Concentrated(losses) => losses.expected_loss(date),
        }
    }

    /// Standard deviation of the loss by a date.
    pub fn standard_deviation(&self, date: usize) -> f64 {
        match self {
            LossDistribution::Granular(losses) => losses.standard_deviation(date),
            LossDistribution::Concentrated(losses) => losses.standard_deviation(date),
        }
    }

    /// `E[(L - K)⁺]` by a date.
    pub fn expected_excess(&self, date: usize, k: f64) -> f64 {
        if k <= 0.0 {
            return self.expected_loss(date) - k;
        }
        match self {
            LossDistribution::Granular(losses) => losses.expected_excess(date, k),
            LossDistribution::Concentrated(losses) => losses.expected_excess(date, k),
        }
    }

    /// `P(L > x)` by a date.
    pub fn probability_above(&self, date: usize, x: f64) -> f64 {
        match self {
            LossDistribution::Granular(losses) => losses.probability_above(date, x),
            LossDistribution::Concentrated(losses) => losses.probability_above(date, x),
        }
    }

    /// Expected loss of the tranche from `attachment` to `detachment` by a date, as a share of the pool; tranches keep
    /// their size until losses reach them.
    pub fn expected_tranche_loss(&self, date: usize, attachment: f64, detachment: f64) -> f64 {
        let above = if detachment >= 1.0 {
            0.0
        } else {
            self.expected_excess(date, detachment)
        };
        self.expected_excess(date, attachment) - above
    }

    /// The loss that is not exceeded by a date with this probability.
    pub fn quantile(&self, date: usize, probability: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        if self.probability_above(date, 0.0) <= 1.0 - probability {
            return 0.0;
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.probability_above(date, middle) > 1.0 - probability {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    /// The mean of the worst losses by a date, of which there is this probability less than one.
    pub fn expected_shortfall(&self, date: usize, probability: f64) -> f64 {
        let quantile = self.quantile(date, probability);
        quantile + self.expected_excess(date, quantile) / (1.0 - probability)
    }
}

/// The loss on default above which a loan of a pool is large.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size(f64);

impl Size {
    /// For the loans of a pool.
    pub fn of(pool: &Pool) -> Size {
        let is_few = pool.exposures.len() <= FEW_LOANS;
        Size(if is_few { 0.0 } else { LARGE_ABOVE * pool.balance() })
    }

    /// Whether a loan's loss on default is too large to be one of many.
    pub fn is_large(self, loan: &Exposure) -> bool {
        let [lost, ..] = loan.lgd.moments();
        loan.pd > 0.0 && loan.balance * lost > self.0
    }
}
