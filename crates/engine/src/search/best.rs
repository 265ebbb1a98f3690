//! The best of several unknowns: grids, each finer and around the best point of the one before.
//!
//! A point that breaks no condition is better than one that does, a smaller breach better than a larger; among
//! the rest the objective decides, and among equals the point that comes first. A grid looks no finer than its
//! cells, so an optimum narrower than a cell of the first grid can be missed.
//!
//! ```
//! use tranchet_engine::search::{Score, best};
//! // (x − 3,000)² + (y − 70)² is smallest at (3000, 70).
//! let (at, _) = best(&[(0, 10_000), (0, 10_000)], &mut |points: &[Vec<i64>]| {
//!     let score = |p: &Vec<i64>| Score { breach: 0.into(), cost: ((p[0] - 3_000).pow(2) + (p[1] - 70).pow(2)).into() };
//!     points.iter().map(|point| Some(score(point))).collect()
//! })
//! .unwrap();
//! assert_eq!(at, [3_000, 70]);
//! ```

use rust_decimal::Decimal;

/// How good a point is; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// By how much conditions are broken.
    pub breach: Decimal,
    /// The objective.
    pub cost: Decimal,
}

/// Whether a figure should be small or large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Small.
    Minimise,
    /// Large.
    Maximise,
}

impl Goal {
    /// The figure as a cost.
    pub fn cost(self, figure: Decimal) -> Decimal {
        match self {
            Goal::Minimise => figure,
            Goal::Maximise => -figure,
        }
    }
}

/// Points, and the score of each; none where there is no value.
pub type Evaluate<'e> = dyn FnMut(&[Vec<i64>]) -> Vec<Option<Score>> + 'e;

/// Points a side of the first grid and of the later ones, by number of unknowns.
fn scan_sizes(unknowns: usize) -> (u32, u32) {
    match unknowns {
        0 | 1 => (128, 16),
        2 => (32, 10),
        3 => (12, 6),
        _ => (8, 4),
    }
}

/// The most grids.
const ROUNDS_MAX: usize = 400;

/// The best point between bounds, one pair an unknown; none when no point of the first grid has a value.
pub fn best(bounds: &[(i64, i64)], evaluate: &mut Evaluate<'_>) -> Option<(Vec<i64>, Score)> {
    let (first, later) = scan_sizes(bounds.len());
    let mut found = best_of(&even_grid(bounds, first), evaluate)?;
    let mut cells: Vec<i64> = bounds.iter().map(|bounds| cell(*bounds, first)).collect();
    let mut finer = 0;
    for _ in 0..ROUNDS_MAX {
        let sizes = sizes(&cells, finer, later);
        let mut points = even_grid(&around(bounds, &found.0, &sizes), later);
        points.insert(0, found.0.clone());
        let next = best_of(&points, evaluate).unwrap_or_else(|| found.clone());
        if next.1 < found.1 {
            found = next;
        } else if finer + 1 < bounds.len() {
            finer += 1;
        } else if cells.iter().all(|cell| *cell <= 1) {
            break;
        } else {
            cells.iter_mut().for_each(|cell| *cell = smaller(*cell, later));
            finer = 0;
        }
    }
    Some(found)
}

/// Points that no other betters in both costs, in order of the first; equals are left out.
pub fn frontier<T: Clone>(points: &[(Decimal, Decimal, T)]) -> Vec<T> {
    let mut order: Vec<&(Decimal, Decimal, T)> = points.iter().collect();
    order.sort_by_key(|(one, other, _)| (*one, *other));
    let mut least: Option<Decimal> = None;
    let mut kept = Vec::new();
    for (_, other, point) in order {
        if least.is_none_or(|least| *other < least) {
            least = Some(*other);
            kept.push(point.clone());
        }
    }
    kept
}

fn best_of(points: &[Vec<i64>], evaluate: &mut Evaluate<'_>) -> Option<(Vec<i64>, Score)> {
    let scores = evaluate(points);
    let scored = points
        .iter()
        .zip(scores)
        .filter_map(|(point, score)| Some((point, score?)));
    let (point, score) = scored.reduce(|best, next| if next.1 < best.1 { next } else { best })?;
    Some((point.clone(), score))
}

/// The cells of one round. Of several unknowns one is taken finer than the others, each in turn: along a condition
/// that is flat in one unknown and steep in another, a step to a better point needs unequal cells.
fn sizes(cells: &[i64], finer: usize, parts: u32) -> Vec<i64> {
    let mut sizes = cells.to_vec();
    if sizes.len() > 1 {
        sizes[finer] = smaller(sizes[finer], parts);
    }
    sizes
}

fn smaller(cell: i64, parts: u32) -> i64 {
    (2 * cell / i64::from(parts)).max(1)
}

/// A box around a point, within bounds.
fn around(bounds: &[(i64, i64)], at: &[i64], sizes: &[i64]) -> Vec<(i64, i64)> {
    let side = |((bounds, at), size): ((&(i64, i64), &i64), &i64)| {
        ((at - size).max(bounds.0), (at + size).min(bounds.1))
    };
    bounds.iter().zip(at).zip(sizes).map(side).collect()
}

fn cell((low, high): (i64, i64), parts: u32) -> i64 {
    (high - low) / i64::from(parts) + 1
}

/// Every point of an even grid, the last unknown moving fastest.
pub fn even_grid(bounds: &[(i64, i64)], parts: u32) -> Vec<Vec<i64>> {
    bounds.iter().fold(vec![Vec::new()], |points, (low, high)| {
        let span = i128::from(*high) - i128::from(*low);
        let value = |part: u32| low + i64::try_from(span * i128::from(part) / i128::from(parts)).unwrap_or(0);
        let mut values: Vec<i64> = (0..=parts).map(value).collect();
        values.dedup();
        let extend = |point: &Vec<i64>| {
            let point = point.clone();
            values
                .iter()
                .map(move |value| [&point[..], &[*value]].concat())
                .collect::<Vec<_>>()
        };
        points.iter().flat_map(extend).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_binds_at_its_edge() {
        // Smallest x + y with x + 2 y >= 1,000 and x <= 100: y = 450, x = 100.
        let (at, score) = best(&[(0, 1_000), (0, 1_000)], &mut |points: &[Vec<i64>]| {
            let score = |p: &Vec<i64>| Score {
                breach: ((1_000 - p[0] - 2 * p[1]).max(0) + (p[0] - 100).max(0)).into(),
                cost: (3 * p[0] + 7 * p[1]).into(),
            };
            points.iter().map(|point| Some(score(point))).collect()
        })
        .unwrap();
        // 3 a unit of x buys one, 7 a unit of y buys two: x is cheaper up to its limit.
        assert_eq!((at, score.breach), (vec![100, 450], Decimal::ZERO));
    }

    #[test]
    fn a_curved_condition_is_followed_to_its_end() {
        // Smallest x with x y >= 750 m: y at its most, 10,000, and x = 75,000.
        let (at, _) = best(&[(10_000, 500_000), (1_000, 10_000)], &mut |points: &[Vec<
            i64,
        >]| {
            let score = |p: &Vec<i64>| Score {
                breach: (750_000_000 - p[0] * p[1]).max(0).into(),
                cost: p[0].into(),
            };
            points.iter().map(|point| Some(score(point))).collect()
        })
        .unwrap();
        assert_eq!(at, [75_000, 10_000]);
    }

    #[test]
    fn no_point_with_a_value_is_no_answer() {
        assert!(best(&[(0, 9)], &mut |points: &[Vec<i64>]| vec![None; points.len()]).is_none());
    }

    #[test]
    fn a_frontier_has_no_point_that_another_betters() {
        let points = [(1, 9, 'a'), (2, 5, 'b'), (2, 6, 'c'), (3, 5, 'd'), (4, 1, 'e')];
        let points: Vec<_> = points
            .iter()
            .map(|(x, y, name)| ((*x).into(), (*y).into(), *name))
            .collect();
        assert_eq!(frontier(&points), ['a', 'b', 'e']);
    }
}
