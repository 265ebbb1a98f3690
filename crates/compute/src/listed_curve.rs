//! A value curve from a user's file: factors by age, log-linear between, not known beyond the last.
//!
//! The file is CSV with the header `age_months,factor`. The curve begins at 1 when new, whether the file says so or not.
//!
//! ```
//! use tranchet_compute::listed_curve::ListedCurve;
//! let curve = ListedCurve::read("age_months,factor\n12,0.64\n24,0.36\n").unwrap();
//! assert!((curve.factor(18.0).unwrap() - 0.48).abs() < 1e-12);      // √(0.64 × 0.36)
//! let error = curve.factor(30.0).unwrap_err();
//! assert_eq!(error.to_string(), "the value curve is known from 0 to 24; 30 lies outside");
//! ```

use crate::fault::{Checks, Fault};

/// Points of a value curve.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedCurve {
    /// Age in months and factor, ages strictly rising from nought.
    points: Vec<(f64, f64)>,
}

impl ListedCurve {
    /// A curve through points of age in months and factor, at least one beyond age nought.
    ///
    /// # Errors
    /// Ages that do not rise or are negative, factors that are not above nought, no points.
    pub fn new(listed: &[(f64, f64)]) -> Result<ListedCurve, Vec<Fault>> {
        let begins_new = listed.first().is_some_and(|(age, _)| *age == 0.0);
        let new = (!begins_new).then_some((0.0, 1.0));
        let points: Vec<_> = new.into_iter().chain(listed.iter().copied()).collect();
        let faults = faults(&points);
        if faults.is_empty() {
            Ok(ListedCurve { points })
        } else {
            Err(faults)
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its line.
    pub fn read(text: &str) -> Result<ListedCurve, Vec<Fault>> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| vec![fault_at(&error)])?;
        if header != &csv::StringRecord::from(vec!["age_months", "factor"]) {
            let cause = "the header must be `age_months,factor`".to_owned();
            return Err(vec![Fault::Line { line: 1, cause }]);
        }
        let (mut points, mut faults) = (Vec::new(), Vec::new());
        for row in reader.records() {
            match row.map_err(|error| fault_at(&error)).and_then(|row| point(&row)) {
                Ok(point) => points.push(point),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() {
            ListedCurve::new(&points)
        } else {
            Err(faults)
        }
    }

    /// Age of the last point, in months.
    pub fn last_month(&self) -> f64 {
        self.points.last().map_or(0.0, |(age, _)| *age)
    }

    /// Value over cost at an age.
    ///
    /// # Errors
    /// The age lies outside the points.
    pub fn factor(&self, age_months: f64) -> Result<f64, Fault> {
        let after = self.points.partition_point(|(age, _)| *age < age_months);
        match (
            after.checked_sub(1).map(|at| self.points[at]),
            self.points.get(after),
        ) {
            (_, Some((age, factor))) if *age == age_months => Ok(*factor),
            (Some((from, low)), Some((to, high))) => {
                Ok(low * libm::pow(high / low, (age_months - from) / (to - from)))
            }
            (None, _) | (_, None) => Err(Fault::Outside {
                what: "the value curve",
                first: "0".to_owned(),
                last: self.last_month().to_string(),
                needed: age_months.to_string(),
            }),
        }
    }
}

fn faults(points: &[(f64, f64)]) -> Vec<Fault> {
    let checks = points.iter().fold(Checks::default(), |checks, (age, factor)| {
        checks
            .nought_or_more("an age of the value curve", *age)
            .above_nought("a factor of the value curve", *factor)
    });
    let falling = points.windows(2).filter(|pair| pair[1].0 <= pair[0].0);
    let mut faults = checks
        .and(falling.map(|pair| Fault::NotRising {
            what: "the age of the value curve",
            before: pair[0].0.to_string(),
            value: pair[1].0.to_string(),
        }))
        .faults();
    if points.len() < 2 {
        faults.push(Fault::Empty("point of the value curve beyond age 0"));
    }
    faults
}

fn point(row: &csv::StringRecord) -> Result<(f64, f64), Fault> {
    let line = row.position().map_or(0, csv::Position::line);
    let number = |at: usize, name: &str| {
        let text = row.get(at).unwrap_or_default();
        text.parse::<f64>().map_err(|_| Fault::Line {
            line,
            cause: format!("`{text}` is no number for `{name}`"),
        })
    };
    if row.len() != 2 {
        let cause = format!("{} cells; there must be 2", row.len());
        return Err(Fault::Line { line, cause });
    }
    Ok((number(0, "age_months")?, number(1, "factor")?))
}

fn fault_at(error: &csv::Error) -> Fault {
    Fault::Line {
        line: error.position().map_or(1, csv::Position::line),
        cause: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(found: Result<ListedCurve, Vec<Fault>>) -> Vec<String> {
        let faults = found.expect_err("the file has faults");
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn points_are_met_and_the_first_is_new() {
        let curve = ListedCurve::new(&[(6.0, 0.9), (12.0, 0.5)]).unwrap();
        for (age, factor) in [(0.0, 1.0), (6.0, 0.9), (12.0, 0.5)] {
            assert_eq!(curve.factor(age).unwrap(), factor);
        }
        assert!((curve.factor(3.0).unwrap() - libm::sqrt(0.9)).abs() < 1e-15);
        assert!(curve.factor(-1.0).is_err() && curve.factor(f64::NAN).is_err());
    }

    #[test]
    fn all_bad_lines_are_shown_at_once() {
        let faults = texts(ListedCurve::read("age_months,factor\n12,x\n24\n36,0.2\n"));
        assert_eq!(
            faults,
            [
                "line 2: `x` is no number for `factor`",
                "line 3: 1 cells; there must be 2"
            ]
        );
        assert_eq!(
            texts(ListedCurve::read("age,factor\n")),
            ["line 1: the header must be `age_months,factor`"]
        );
    }

    #[test]
    fn curves_must_have_rising_ages_and_values_above_nought() {
        assert_eq!(
            texts(ListedCurve::new(&[(12.0, 0.5), (12.0, 0.4), (24.0, 0.0)])),
            [
                "a factor of the value curve is 0; it must be above 0",
                "the age of the value curve must rise from point to point; 12 follows 12",
            ]
        );
        assert_eq!(
            texts(ListedCurve::new(&[])),
            ["there is no point of the value curve beyond age 0"]
        );
    }
}
