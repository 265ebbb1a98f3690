//! Probabilities of default through time: the one-year probability of each loan, and the clock of its hazard.
//!
//! ```text
//! H(t) = -ln(1 - PD(t))          PD = PD(1), Λ(t) = H(t) / H(1)
//! ```
//!
//! Between the points of a curve `H` is straight, so that the hazard is constant there; beyond the last it goes on as before
//! it. A rating that migrates has defaulted by year `n` with the last entry of its row of `Mⁿ`. Example: 1 % in the first year
//! and 3 % by the second: of the clock's second year the length is `ln(0.99/0.97) / -ln 0.99 = 2.0307`.

use std::collections::HashMap;

use tranchet_deal::factor::Factor;
use tranchet_deal::factor_model::{DefaultTerm, Migration, PdCurve};
use tranchet_deal::loan::Loan;

use super::terms::number;
use crate::error::{Fault, Faults};

/// A probability at which the hazard ends.
const ALMOST_CERTAIN: f64 = 1.0 - 1e-15;

/// Clocks of the hazards of a pool.
pub(super) struct Clocks<'a> {
    term: Option<&'a DefaultTerm>,
    /// `Λ` on each date, one list a clock.
    pub rows: Vec<Vec<f64>>,
    /// One-year probability and place of the clock, by rating.
    by_rating: HashMap<String, (f64, usize)>,
}

impl<'a> Clocks<'a> {
    pub fn new(term: Option<&'a DefaultTerm>, times: &[f64]) -> Clocks<'a> {
        let mut clocks = Clocks {
            term,
            rows: Vec::new(),
            by_rating: HashMap::new(),
        };
        match term {
            None | Some(DefaultTerm::Flat) => clocks.rows.push(times.to_vec()),
            Some(DefaultTerm::Shape(curve)) => {
                let (_, clock) = clock(&points(curve), times);
                clocks.rows.push(clock);
            }
            Some(DefaultTerm::ByRating(curves)) => {
                for (rating, curve) in curves {
                    clocks.add(rating, &points(curve), times);
                }
            }
            Some(DefaultTerm::Migration(migration)) => {
                let horizon = times.last().map_or(1, |last| libm::ceil(*last) as usize).max(1);
                for (rating, curve) in migration.ratings.iter().zip(cumulative(migration, horizon)) {
                    clocks.add(rating, &curve, times);
                }
            }
        }
        clocks
    }

    fn add(&mut self, rating: &str, points: &[(f64, f64)], times: &[f64]) {
        let (pd, clock) = clock(points, times);
        self.rows.push(clock);
        self.by_rating
            .insert(rating.to_owned(), (pd, self.rows.len() - 1));
    }

    /// The one-year probability of a loan, and the place of its clock.
    pub fn of(&self, loan: &Loan, faults: &mut Faults) -> (f64, usize) {
        match self.term {
            None | Some(DefaultTerm::Flat | DefaultTerm::Shape(_)) => match loan.pd {
                Some(pd) => (number(pd), 0),
                None => {
                    faults.note(Fault::NoPd, &loan.id);
                    (0.0, 0)
                }
            },
            Some(DefaultTerm::ByRating(_) | DefaultTerm::Migration(_)) => {
                let Some(rating) = &loan.rating else {
                    faults.note(Fault::NoRating, &loan.id);
                    return (0.0, 0);
                };
                match self.by_rating.get(&**rating) {
                    Some(found) => *found,
                    None => {
                        faults.note(Fault::RatingUncovered, &loan.id);
                        (0.0, 0)
                    }
                }
            }
        }
    }
}

fn points(curve: &PdCurve) -> Vec<(f64, f64)> {
    let points = curve.0.iter();
    points
        .map(|(years, pd)| (Factor::from(*years).to_f64(), number(*pd)))
        .collect()
}

/// Cumulative probabilities of default of each rating, by whole years.
fn cumulative(migration: &Migration, years: usize) -> Vec<Vec<(f64, f64)>> {
    let size = migration.ratings.len();
    let matrix: Vec<Vec<f64>> = migration
        .rows
        .iter()
        .map(|row| row.iter().map(|part| Factor::from(*part).to_f64()).collect())
        .collect();
    // Default within n years from each rating: after a year in another one, within n - 1 from there.
    let mut within = vec![0.0; size];
    let mut curves = vec![Vec::new(); size];
    for year in 1..=years {
        within = matrix
            .iter()
            .map(|row| row[size] + (0..size).map(|to| row[to] * within[to]).sum::<f64>())
            .collect();
        for (curve, within) in curves.iter_mut().zip(&within) {
            curve.push((year as f64, *within));
        }
    }
    curves
}

/// The one-year probability of a curve, and its clock on each date.
fn clock(points: &[(f64, f64)], times: &[f64]) -> (f64, Vec<f64>) {
    let hazards: Vec<(f64, f64)> = points
        .iter()
        .map(|(years, pd)| (*years, -libm::log1p(-pd.min(ALMOST_CERTAIN))))
        .collect();
    let within_year = at(&hazards, 1.0);
    // A curve without any default in its first year keeps its own hazard as clock.
    let unit = if within_year > 0.0 { within_year } else { 1.0 };
    let is_riskless = hazards.iter().all(|(_, hazard)| *hazard == 0.0);
    let pd = if is_riskless { 0.0 } else { -libm::expm1(-unit) };
    (
        pd,
        times.iter().map(|years| at(&hazards, *years) / unit).collect(),
    )
}

/// The cumulative hazard at a time: straight between points, and from nought to the first.
fn at(hazards: &[(f64, f64)], years: f64) -> f64 {
    let mut before = (0.0, 0.0);
    let last = hazards.len() - 1;
    for (place, point) in hazards.iter().enumerate() {
        if years <= point.0 || place == last {
            let slope = (point.1 - before.1) / (point.0 - before.0);
            return before.1 + slope * (years - before.0);
        }
        before = *point;
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn a_clock_runs_as_the_curve_does() {
        let (pd, clock) = clock(&[(1.0, 0.01), (2.0, 0.03)], &[0.5, 1.0, 2.0, 3.0]);
        assert!((pd - 0.01).abs() < 1e-15);
        let second = libm::log(0.99 / 0.97) / -libm::log(0.99);
        for (found, expected) in clock.iter().zip([0.5, 1.0, 1.0 + second, 1.0 + 2.0 * second]) {
            assert!((found - expected).abs() < 1e-12);
        }
        assert!((second - 2.0307).abs() < 5e-5);
    }

    /// Two ratings by hand: A keeps 0.9, goes to B with 0.08, defaults with 0.02; B goes to A with 0.1, keeps 0.8, defaults
    /// with 0.1. Within two years from A: 0.02 + 0.9 x 0.02 + 0.08 x 0.1 = 0.046; from B: 0.1 + 0.1 x 0.02 + 0.8 x 0.1 =
    /// 0.182.
    #[test]
    fn ratings_migrate_year_by_year() {
        let migration = Migration {
            ratings: vec!["A".to_owned(), "B".to_owned()],
            rows: vec![
                vec![dec!(0.9), dec!(0.08), dec!(0.02)],
                vec![dec!(0.1), dec!(0.8), dec!(0.1)],
            ],
        };
        let found = cumulative(&migration, 2);
        assert!((found[0][1].1 - 0.046).abs() < 1e-15);
        assert!((found[1][1].1 - 0.182).abs() < 1e-15);
    }

    #[test]
    fn no_default_in_the_first_year_is_no_obstacle() {
        let (pd, clock) = clock(&[(1.0, 0.0), (2.0, 0.02)], &[1.0, 2.0]);
        assert_eq!(clock[0], 0.0);
        assert!((crate::pool::probability_by(-libm::log1p(-pd), clock[1]) - 0.02).abs() < 1e-15);
    }
}
