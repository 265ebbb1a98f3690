//! What each loan contributes to the expected losses of the tranches and to the shortfall of the pool, by the last date.
//!
//! ```text
//! T_i(K) = E[ L_i ; L > K ]          what loan i loses in those outcomes in which the pool loses more than K
//! share of the tranche from A up     EL_tranche T_i(A) / Σ T_i(A)
//! share of the shortfall beyond q    ES T_i(q) / Σ T_i(q)
//! ```
//!
//! Shares add up to the whole. At the quantile they are the Euler allocation of expected shortfall (Tasche, "Risk contributions
//! and performance measurement", 1999); of tranches, whose expected loss does not grow in proportion with the loans, they
//! are the same idea at the attachment point: a loan bears what hits the tranche as far as it loses when the tranche is hit.
//!
//! Given the factors `P(L > K | i defaults)` is that of the other loans' loss above `K - l_i`: from their cumulants for pools of
//! many loans, on the lattice of all others for large loans.
//!
//! Not covered: what a loan would change by leaving the deal, which moves the points of the tranches too.

use rayon::prelude::*;
use tranchet_engine::capital::normal::cdf;

use crate::conditional::classes::classes;
use crate::conditional::cumulants::{self, Cumulants, Outstanding};
use crate::conditional::excess::probability_above;
use crate::distribution::Size;
use crate::lattice::Others;
use crate::nodes::{Factors, Node};
use crate::pool::{Exposure, Pool, probability_by};
use crate::student_t::Mixing;

/// Nodes whose sums are made by one thread.
const NODES_AT_ONCE: usize = 8;
/// Steps of the factor for one that smooth functions need.
const FINER: usize = 2;

/// Losses of each loan in the outcomes beyond some levels.
#[derive(Clone, Debug, PartialEq)]
pub struct Tails {
    /// `T_i(K)` as shares of the pool: by level, by loan.
    pub by_level: Vec<Vec<f64>>,
}

impl Tails {
    /// Of each loan beyond each of these losses of the pool, shares of it at closing.
    pub fn of(pool: &Pool, levels: &[f64]) -> Tails {
        let mixing = Mixing::of(pool.copula);
        let total = pool.balance();
        let size = Size::of(pool);
        let calculation = Calculation {
            pool,
            levels,
            total,
            size,
            thresholds: Thresholds::of(pool, &mixing),
            rest: classes(pool, total, &mixing, |loan| !size.is_large(loan)),
            others: Others::new(pool, total, size),
        };
        let factors = Factors::few(pool);
        let finer = if factors.is_single() { FINER } else { 1 };
        let nodes = factors.weighted(factors.grid.finer(finer));
        let sums: Vec<Vec<Vec<f64>>> = nodes
            .par_chunks(NODES_AT_ONCE)
            .map(|nodes| calculation.sum(nodes))
            .collect();
        let mut by_level = vec![vec![0.0; pool.exposures.len()]; levels.len()];
        for sum in sums {
            for (total, part) in by_level.iter_mut().flatten().zip(sum.iter().flatten()) {
                *total += part;
            }
        }
        Tails { by_level }
    }

    /// Each loan's share of a whole at a level, in proportion to its tail; nothing where nothing is lost beyond.
    pub fn shares(&self, level: usize, whole: f64) -> Vec<f64> {
        let tails = &self.by_level[level];
        let sum: f64 = tails.iter().sum();
        let share = |tail: &f64| if sum > 0.0 { whole * tail / sum } else { 0.0 };
        tails.iter().map(share).collect()
    }
}

/// Latent values below which loans have defaulted, by hazard and clock, each once.
struct Thresholds {
    of_loan: Vec<usize>,
    rows: Vec<Vec<f64>>,
}

impl Thresholds {
    fn of(pool: &Pool, mixing: &Mixing) -> Thresholds {
        let mut places = std::collections::HashMap::new();
        let mut rows: Vec<Vec<f64>> = Vec::new();
        let of_loan = pool.exposures.iter().map(|loan| {
            *places.entry((loan.pd.to_bits(), loan.clock)).or_insert_with(|| {
                let clocks = pool.clocks[loan.clock].iter();
                let threshold = |clock: &f64| mixing.quantile(probability_by(loan.hazard(), *clock));
                rows.push(clocks.map(threshold).collect());
                rows.len() - 1
            })
        });
        let of_loan = of_loan.collect();
        Thresholds { of_loan, rows }
    }
}

struct Calculation<'a> {
    pool: &'a Pool,
    levels: &'a [f64],
    total: f64,
    size: Size,
    thresholds: Thresholds,
    rest: Vec<crate::conditional::classes::Class>,
    others: Others,
}

/// A loan by the last date, given the factors.
struct Given {
    /// Expected loss.
    mean: f64,
    /// Loss on default.
    on_default: f64,
    /// Variance of its loss.
    variance: f64,
}

impl Calculation<'_> {
    fn sum(&self, nodes: &[(Node, f64)]) -> Vec<Vec<f64>> {
        let mut sums = vec![vec![0.0; self.pool.exposures.len()]; self.levels.len()];
        let dates = self.pool.times.len();
        for (node, weight) in nodes {
            let rest = cumulants::given(node, &self.rest, dates)
                .pop()
                .unwrap_or_default();
            let laid = self.others.given(node, &rest);
            let mut large = 0;
            for (place, loan) in self.pool.exposures.iter().enumerate() {
                let is_large = self.size.is_large(loan);
                if loan.is_risky() {
                    let given = self.loan(place, loan, node);
                    for (sums, level) in sums.iter_mut().zip(self.levels) {
                        let beyond = level - given.on_default;
                        let probability = match (&laid, is_large) {
                            (Some(laid), true) => laid.above_without(large, beyond),
                            (Some(laid), false) => laid.above(beyond),
                            (None, _) => probability_above(&without(&rest, &given), beyond),
                        };
                        sums[place] += weight * given.mean * probability;
                    }
                }
                large += usize::from(is_large);
            }
        }
        sums
    }

    fn loan(&self, place: usize, loan: &Exposure, node: &Node) -> Given {
        let factor = node.factors[loan.direction];
        let moved = libm::sqrt(loan.correlation) * factor;
        let scale = 1.0 / libm::sqrt(1.0 - loan.correlation);
        let mut outstanding = Outstanding::default();
        let mut before = 0.0;
        let thresholds = &self.thresholds.rows[self.thresholds.of_loan[place]];
        for (threshold, share) in thresholds.iter().zip(&self.pool.profiles[loan.profile]) {
            let by = cdf((threshold * node.mixing - moved) * scale);
            outstanding.default_in(*share, by - before);
            before = by;
        }
        let [first, second, _] = outstanding.0;
        let [lost, square, _] = loan.lgd.given(factor).moments();
        let share = loan.balance / self.total;
        let mean = share * lost * first;
        Given {
            mean,
            on_default: if before > 0.0 { mean / before } else { 0.0 },
            variance: share * share * square * second - mean * mean,
        }
    }
}

/// Cumulants of the other loans.
fn without(all: &Cumulants, loan: &Given) -> Cumulants {
    Cumulants {
        mean: all.mean - loan.mean,
        variance: (all.variance - loan.variance).max(0.0),
        third: all.third,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::LossDistribution;
    use crate::loss_given_default::LossGivenDefault;

    fn loan(balance: f64, pd: f64) -> Exposure {
        Exposure::new(balance, pd, LossGivenDefault::fixed(0.5), 0.0)
    }

    /// Three independent loans of 1, 1 and 2 by hand, LGD 50 %, PD 10 %, 20 % and 30 %; losses of 1/8, 1/8 and 1/4 of the pool.
    /// Beyond 0.2: the third alone or with others, or both of the others. The first loses in 0.1 x (1 - 0.8 x 0.7) = 0.044
    /// of cases, the second in 0.2 x (1 - 0.9 x 0.7) = 0.074, the third in 0.3.
    #[test]
    fn few_loans_are_counted_one_by_one() {
        let pool = Pool::of_bullets(vec![1.0], vec![loan(1.0, 0.1), loan(1.0, 0.2), loan(2.0, 0.3)]);
        let tails = Tails::of(&pool, &[0.2]);
        for (found, expected) in tails.by_level[0]
            .iter()
            .zip([0.044 / 8.0, 0.074 / 8.0, 0.3 / 4.0])
        {
            assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
        }
        let shares = tails.shares(0, 100.0);
        assert!((shares.iter().sum::<f64>() - 100.0).abs() < 1e-9);
    }

    /// Every loan's expected loss at no level, and at the quantile what the distribution has beyond it.
    #[test]
    fn tails_of_many_loans_add_up_to_the_pools() {
        let loans = (0..600).map(|number| Exposure {
            correlation: 0.2,
            ..loan(
                1.0 + f64::from(number % 5),
                0.01 + 0.0001 * f64::from(number % 11),
            )
        });
        let pool = Pool::of_bullets(vec![1.0, 3.0], loans.collect());
        let losses = LossDistribution::of(&pool);
        let quantile = losses.quantile(1, 0.99);
        let tails = Tails::of(&pool, &[-1.0, quantile]);
        let sum = |level: usize| tails.by_level[level].iter().sum::<f64>();
        assert!((sum(0) / losses.expected_loss(1) - 1.0).abs() < 1e-5);
        let beyond = losses.expected_excess(1, quantile) + quantile * losses.probability_above(1, quantile);
        assert!((sum(1) / beyond - 1.0).abs() < 0.01, "{} for {beyond}", sum(1));
    }
}
