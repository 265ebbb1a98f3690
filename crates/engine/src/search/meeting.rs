//! Where a figure of one unknown meets a target: a scan for changes of side, each narrowed to neighbours.
//!
//! Between two points of the scan the side may change; the change is narrowed by the false position (Illinois
//! rule: Dowell and Jarratt, *A modified regula falsi method*, BIT 11, 1971) with a halving every third time,
//! which bounds the number of evaluations by three times that of halving alone. Where a value ends, because
//! points beyond have none, the last point with one is found first. Two changes between the same two points of
//! the scan are not seen.
//!
//! ```
//! use tranchet_engine::search::meetings;
//! // x² − 2 in thousandths of x: the sign changes between 1.414 and 1.415.
//! let found = meetings((0, 10_000), 8, &mut |points: &[i64]| {
//!     points.iter().map(|x| Some((x * x - 2_000_000).into())).collect()
//! });
//! assert_eq!((found[0].from, found[0].to), (1_414, 1_415));
//! ```

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Points, and the value less the target at each; none where there is no value.
pub type Evaluate<'e> = dyn FnMut(&[i64]) -> Vec<Option<Decimal>> + 'e;

/// How the figure meets the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is equal to the target from `from` to `to`.
    Equal,
    /// It lies on one side at `from`, and on the other at `to`, its neighbour.
    Crosses,
}

/// A place where a figure meets its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meeting {
    /// How.
    pub side: Side,
    /// The first point.
    pub from: i64,
    /// The last.
    pub to: i64,
    /// The value less the target at each.
    pub distance: [Decimal; 2],
}

type Valued = (i64, Decimal);

/// Every meeting seen between two points, in order, with so many parts scanned.
pub fn meetings((low, high): (i64, i64), parts: u32, evaluate: &mut Evaluate<'_>) -> Vec<Meeting> {
    let mut found = Vec::new();
    for run in runs((low, high), parts, evaluate) {
        let mut equal_from: Option<Valued> = None;
        for pair in run.windows(2) {
            let (mut left, mut right) = change(pair[0], pair[1], evaluate);
            if side(left) != Ordering::Equal && side(right) == Ordering::Equal {
                equal_from = Some(right);
                (left, right) = change(right, pair[1], evaluate);
            }
            match (side(left), side(right)) {
                (Ordering::Equal, Ordering::Equal) => {}
                (Ordering::Equal, _) => {
                    found.push(meeting(Side::Equal, equal_from.take().unwrap_or(run[0]), left))
                }
                (one, other) if one != other => found.push(meeting(Side::Crosses, left, right)),
                _ => {}
            }
        }
        let last = run[run.len() - 1];
        if side(last) == Ordering::Equal {
            found.push(meeting(Side::Equal, equal_from.unwrap_or(run[0]), last));
        }
    }
    found
}

fn side((_, distance): Valued) -> Ordering {
    distance.cmp(&Decimal::ZERO)
}

fn meeting(side: Side, from: Valued, to: Valued) -> Meeting {
    Meeting {
        side,
        from: from.0,
        to: to.0,
        distance: [from.1, to.1],
    }
}

/// Points of a scan that have values, parted where there are none, each run extended to its ends.
fn runs((low, high): (i64, i64), parts: u32, evaluate: &mut Evaluate<'_>) -> Vec<Vec<Valued>> {
    let points = scan((low, high), parts);
    let values = evaluate(&points);
    let mut runs: Vec<Vec<Valued>> = Vec::new();
    let mut open = false;
    for (place, value) in values.iter().enumerate() {
        let at = points[place];
        match value {
            Some(value) => {
                if !open {
                    let edge = place
                        .checked_sub(1)
                        .map(|before| edge((at, *value), points[before], evaluate));
                    runs.push(Vec::from_iter(edge.filter(|edge| edge.0 != at)));
                }
                runs.last_mut().expect("one was begun").push((at, *value));
            }
            None if open => {
                let run = runs.last_mut().expect("one was begun");
                let last = run[run.len() - 1];
                run.extend(Some(edge(last, at, evaluate)).filter(|edge| edge.0 != last.0));
            }
            None => {}
        }
        open = value.is_some();
    }
    runs
}

/// Equally spaced points, both ends included.
fn scan((low, high): (i64, i64), parts: u32) -> Vec<i64> {
    let span = i128::from(high) - i128::from(low);
    let point =
        |part: u32| low + i64::try_from(span * i128::from(part) / i128::from(parts.max(1))).unwrap_or(0);
    let mut points: Vec<i64> = (0..=parts.max(1)).map(point).collect();
    points.dedup();
    points
}

/// The last point with a value on the way from one that has it to one that has none.
fn edge(from: Valued, to: i64, evaluate: &mut Evaluate<'_>) -> Valued {
    let (mut known, mut none) = (from, to);
    while (known.0 - none).abs() > 1 {
        let middle = known.0 + (none - known.0) / 2;
        match evaluate(&[middle])[0] {
            Some(value) => known = (middle, value),
            None => none = middle,
        }
    }
    known
}

/// Neighbours between which the side changes, or the two points themselves where it does not.
fn change(left: Valued, right: Valued, evaluate: &mut Evaluate<'_>) -> (Valued, Valued) {
    let (mut left, mut right) = (left, right);
    if side(left) == side(right) {
        return (left, right);
    }
    let mut weights = [1.0, 1.0];
    let mut turn = 0;
    while right.0 - left.0 > 1 {
        turn += 1;
        let middle = left.0 + (right.0 - left.0) / 2;
        let at = if turn % 3 == 0 {
            middle
        } else {
            guess(left, right, weights).unwrap_or(middle)
        };
        let Some(value) = evaluate(&[at])[0] else { break };
        if side((at, value)) == side(left) {
            left = (at, value);
            weights = [1.0, weights[1] / 2.0];
        } else {
            right = (at, value);
            weights = [weights[0] / 2.0, 1.0];
        }
    }
    (left, right)
}

/// Where the line through two points meets the target, strictly between them.
fn guess(left: Valued, right: Valued, weights: [f64; 2]) -> Option<i64> {
    let (a, b) = (left.1.to_f64()? * weights[0], right.1.to_f64()? * weights[1]);
    let share = a / (a - b);
    let span = (right.0 - left.0) as f64;
    let at = left.0 + (share * span).round() as i64;
    share.is_finite().then(|| at.clamp(left.0 + 1, right.0 - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(range: (i64, i64), f: impl Fn(i64) -> Option<i64>) -> (Vec<Meeting>, usize) {
        let mut count = 0;
        let found = meetings(range, 16, &mut |points: &[i64]| {
            count += points.len();
            points.iter().map(|x| f(*x).map(Decimal::from)).collect()
        });
        (found, count)
    }

    fn places(found: &[Meeting]) -> Vec<(Side, i64, i64)> {
        found
            .iter()
            .map(|meeting| (meeting.side, meeting.from, meeting.to))
            .collect()
    }

    #[test]
    fn a_line_is_met_at_its_root() {
        // 3x − 12 = 0 at 4.
        let (found, _) = of((0, 1_000), |x| Some(3 * x - 12));
        assert_eq!(places(&found), [(Side::Equal, 4, 4)]);
    }

    #[test]
    fn every_change_of_side_is_found() {
        // (x − 100)(x − 500)(x − 901)
        let (found, _) = of((0, 1_000), |x| Some((x - 100) * (x - 500) * (x - 901)));
        let at: Vec<i64> = found.iter().map(|meeting| meeting.from).collect();
        assert_eq!(at, [100, 500, 901]);
    }

    #[test]
    fn a_step_ends_at_neighbours() {
        let (found, count) = of((0, 1_000_000_000), |x| Some(if x < 123_456_789 { -5 } else { 7 }));
        assert_eq!(places(&found), [(Side::Crosses, 123_456_788, 123_456_789)]);
        assert!(count < 120, "{count}");
    }

    #[test]
    fn a_plateau_has_a_beginning_and_an_end() {
        let (found, _) = of((0, 1_000), |x| Some((x - 300).min(0) + (x - 800).max(0)));
        assert_eq!(places(&found), [(Side::Equal, 300, 800)]);
        let (found, _) = of((0, 1_000), |_| Some(0));
        assert_eq!(places(&found), [(Side::Equal, 0, 1_000)]);
    }

    #[test]
    fn values_are_followed_to_where_they_end() {
        // Values from 333 to 340 only; the target is met at 339.
        let (found, _) = of((0, 1_000), |x| (312..340).contains(&x).then_some(x - 339));
        assert_eq!(places(&found), [(Side::Equal, 339, 339)]);
        assert!(of((0, 1_000), |_| None).0.is_empty());
    }
}
