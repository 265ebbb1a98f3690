//! How defaults hang together, what they cost, and when they come: the assumptions of a loss distribution.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::factor::Factor;
use crate::loan::Loan;
use crate::rate::Ratio;
use crate::scenario::TapeColumn;

/// The factor model of a simulation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactorModel {
    /// How borrowers hang together; absent: nobody knows.
    pub dependence: Option<Dependence>,
    /// How beyond their correlations.
    pub copula: Copula,
    /// What moves losses given default.
    pub lgd: LossSpread,
    /// How probabilities of default grow with time.
    pub pd: DefaultTerm,
}

/// How borrowers hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependence {
    /// By one factor, each loan with a correlation.
    One(Correlation),
    /// By several factors.
    Several(Factors),
}

/// Asset correlations under one factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correlation {
    /// The same for every loan.
    All(Ratio),
    /// That of the internal-ratings formula of the Basel text, by probability of default and class.
    Basel,
    /// By the value that a loan has in a column.
    By(ByValue<Ratio>),
}

/// Something that loans have by their value in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByValue<T> {
    /// The column.
    pub column: TapeColumn,
    /// By value.
    pub values: BTreeMap<String, T>,
    /// For loans with any other value or none; absent: such a loan is a problem.
    pub otherwise: Option<T>,
}

impl<T> ByValue<T> {
    /// What a loan has, if anything.
    pub fn of(&self, loan: &Loan) -> Option<&T> {
        let value = self.column.value_of(loan);
        value
            .and_then(|value| self.values.get(value))
            .or(self.otherwise.as_ref())
    }
}

/// Several factors: how they hang together, and how loans depend on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factors {
    /// Their names.
    pub names: Vec<String>,
    /// Their correlations, symmetric with a unit diagonal and positive definite.
    pub correlations: CorrelationMatrix,
    /// Loadings on each factor, in their order.
    pub loadings: ByValue<Vec<Decimal>>,
}

/// Correlations of factors, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrelationMatrix(pub Vec<Vec<Decimal>>);

impl CorrelationMatrix {
    /// Of factors that do not depend on each other.
    pub fn independent(factors: usize) -> CorrelationMatrix {
        let row = |own| {
            (0..factors)
                .map(|other| Decimal::from(u8::from(own == other)))
                .collect()
        };
        CorrelationMatrix((0..factors).map(row).collect())
    }

    /// `C = L Lᵀ`: the lower triangle by Cholesky's method; none where the matrix is not positive definite.
    pub fn lower_triangle(&self) -> Option<Vec<Vec<f64>>> {
        let size = self.0.len();
        let mut lower = vec![vec![0.0; size]; size];
        for row in 0..size {
            for column in 0..=row {
                let known: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
                let rest = Factor::from(self.0[row][column]).to_f64() - known;
                lower[row][column] = if row == column {
                    if rest <= SINGULAR {
                        return None;
                    }
                    libm::sqrt(rest)
                } else {
                    rest / lower[column][column]
                };
            }
        }
        Some(lower)
    }

    /// `Lᵀ a`: loadings on factors that do not depend on each other; none where the matrix is not positive definite.
    pub fn independent_loadings(&self, loadings: &[Decimal]) -> Option<Vec<f64>> {
        let lower = self.lower_triangle()?;
        let numbers: Vec<f64> = loadings.iter().map(|part| Factor::from(*part).to_f64()).collect();
        let of = |column: usize| {
            numbers
                .iter()
                .zip(&lower)
                .map(|(part, row)| part * row[column])
                .sum()
        };
        Some((0..numbers.len()).map(of).collect())
    }
}

/// A pivot below this is nought but for rounding.
const SINGULAR: f64 = 1e-10;

/// How borrowers' assets hang together beyond their correlations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copula {
    /// As normals do.
    #[default]
    Gaussian,
    /// As Student's t.
    StudentT {
        /// Degrees of freedom.
        degrees: u32,
    },
}

/// What moves losses given default around their mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LossSpread {
    /// Standard deviation from loan to loan; absent: none.
    pub deviation: Option<Ratio>,
    /// Sensitivity to the factor; absent: none.
    pub factor: Option<Ratio>,
}

/// How probabilities of default grow with time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DefaultTerm {
    /// At the hazard of the loan's one-year probability.
    #[default]
    Flat,
    /// As this cumulative curve does, scaled to the loan's one-year probability.
    Shape(PdCurve),
    /// As the curve of the loan's rating does.
    ByRating(BTreeMap<String, PdCurve>),
    /// As ratings migrate, year by year.
    Migration(Migration),
}

/// Cumulative probabilities of default by years, both rising.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdCurve(pub Vec<(Decimal, Ratio)>);

/// A one-year migration matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// The ratings; default comes after them.
    pub ratings: Vec<String>,
    /// From each rating: to each of them, then to default; each row adds up to one.
    pub rows: Vec<Vec<Decimal>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    /// `[[1, 0.6], [0.6, 1]]` has the triangle 1; 0.6, 0.8.
    #[test]
    fn the_triangle_of_two_factors() {
        let matrix = CorrelationMatrix(vec![vec![dec!(1), dec!(0.6)], vec![dec!(0.6), dec!(1)]]);
        let lower = matrix.lower_triangle().expect("it is positive definite");
        assert_eq!(lower[0], [1.0, 0.0]);
        assert!((lower[1][0] - 0.6).abs() < 1e-15 && (lower[1][1] - 0.8).abs() < 1e-15);
        let loadings = matrix
            .independent_loadings(&[dec!(0.5), dec!(0.5)])
            .expect("as before");
        assert!((loadings[0] - 0.8).abs() < 1e-15 && (loadings[1] - 0.4).abs() < 1e-15);
        let singular = CorrelationMatrix(vec![vec![dec!(1); 2]; 2]);
        assert_eq!(singular.lower_triangle(), None);
    }
}
