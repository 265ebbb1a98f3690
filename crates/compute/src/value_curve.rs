//! What collateral is worth as it ages, as a factor of its purchase cost.
//!
//! ```text
//! straight line   max(s, 1 - (1 - s) a / life)
//! exponential     (1 - δ)^(a/12)
//! half-life       2^(-a/h)
//! generations     (1 - g₀)^(a/12) Π_j (1 - h_j min(1, max(0, (a - τ_j)/r)))
//! ```
//!
//! `a` age in months, `s` salvage value, `δ` and `g₀` decline a year, `h_j` the fall that generation `j` brings over `r`
//! months from month `τ_j`. Example: a half-life of 18 months is a decline of 37.00 % a year, and a new generation at
//! month 15 takes a factor of 0.8162 to 0.5486 within three months.
//!
//! ```
//! use tranchet_compute::{standard_curves::generations, value_curve::ValueCurve};
//! let half_life = ValueCurve::HalfLife { months: 18.0 }.factor(12.0).unwrap();
//! assert!((1.0 - half_life - 0.3700).abs() < 5e-5);
//! let steps = generations();
//! assert!((steps.factor(15.0).unwrap() - 0.8162).abs() < 5e-5);
//! assert!((steps.factor(18.0).unwrap() - 0.5486).abs() < 5e-5);
//! ```
//!
//! Not covered: condition, location and resale costs of a single machine; those are in [`crate::liquidation`].

use crate::fault::{Checks, Fault};
use crate::income_value::IncomeCurve;
use crate::listed_curve::ListedCurve;

/// How value falls with age.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueCurve {
    /// By equal amounts to a salvage value.
    StraightLine {
        /// Months until the salvage value is reached, above 0.
        life_months: f64,
        /// `s`: what is left, from 0 to 1.
        salvage: f64,
    },
    /// By an equal share a year.
    Exponential {
        /// `δ`: decline a year, from 0 to below 1.
        decline: f64,
    },
    /// By half each so many months.
    HalfLife {
        /// `h`, above 0.
        months: f64,
    },
    /// By an equal share a year and at once with each new generation.
    Generations(Generations),
    /// As a file says.
    Listed(ListedCurve),
    /// What the collateral can still earn.
    Income(IncomeCurve),
    /// The least of several.
    LeastOf(Vec<ValueCurve>),
}

/// A decline with steps where new generations appear.
#[derive(Clone, Debug, PartialEq)]
pub struct Generations {
    /// `g₀`: decline a year between them, from 0 to below 1.
    pub decline: f64,
    /// `r`: months over which a step is taken, above 0.
    pub ramp_months: f64,
    /// New generations.
    pub steps: Vec<GenerationStep>,
}

/// A new generation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerationStep {
    /// `τ`: age of the collateral at which it appears, in months.
    pub month: f64,
    /// `h`: the fall that it brings, from 0 to 1.
    pub fall: f64,
}

impl ValueCurve {
    /// Value over purchase cost at an age in months, 1 when new.
    ///
    /// # Errors
    /// A listed curve does not reach this age.
    pub fn factor(&self, age_months: f64) -> Result<f64, Fault> {
        Ok(match self {
            ValueCurve::StraightLine { life_months, salvage } => {
                salvage.max(1.0 - (1.0 - salvage) * age_months / life_months)
            }
            ValueCurve::Exponential { decline } => libm::pow(1.0 - decline, age_months / 12.0),
            ValueCurve::HalfLife { months } => libm::exp2(-age_months / months),
            ValueCurve::Generations(generations) => generations.factor(age_months),
            ValueCurve::Listed(curve) => curve.factor(age_months)?,
            ValueCurve::Income(curve) => curve.factor(age_months),
            ValueCurve::LeastOf(curves) => {
                let factors: Result<Vec<f64>, Fault> =
                    curves.iter().map(|curve| curve.factor(age_months)).collect();
                factors?.into_iter().fold(f64::INFINITY, f64::min)
            }
        })
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let checks = Checks::default();
        match self {
            ValueCurve::StraightLine { life_months, salvage } => checks
                .above_nought("the life of a straight line", *life_months)
                .share("the salvage value", *salvage)
                .faults(),
            ValueCurve::Exponential { decline } => {
                checks.share_below_one("the decline a year", *decline).faults()
            }
            ValueCurve::HalfLife { months } => checks.above_nought("the half-life", *months).faults(),
            ValueCurve::Generations(generations) => generations.faults(),
            ValueCurve::Listed(_) => Vec::new(),
            ValueCurve::Income(curve) => curve.faults(),
            ValueCurve::LeastOf(curves) if curves.is_empty() => {
                vec![Fault::Empty("curve to take the least of")]
            }
            ValueCurve::LeastOf(curves) => curves.iter().flat_map(ValueCurve::faults).collect(),
        }
    }
}

impl Generations {
    fn factor(&self, age_months: f64) -> f64 {
        let between = libm::pow(1.0 - self.decline, age_months / 12.0);
        let after = |step: &GenerationStep| {
            let taken = ((age_months - step.month) / self.ramp_months).clamp(0.0, 1.0);
            1.0 - step.fall * taken
        };
        between * self.steps.iter().map(after).product::<f64>()
    }

    fn faults(&self) -> Vec<Fault> {
        let checks = Checks::default()
            .share_below_one("the decline a year", self.decline)
            .above_nought("the ramp of a generation", self.ramp_months);
        let of_steps = |checks: Checks, step: &GenerationStep| {
            checks
                .nought_or_more("the month of a generation", step.month)
                .share("the fall of a generation", step.fall)
        };
        self.steps.iter().fold(checks, of_steps).faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rent_path::RentPath;
    use crate::standard_curves::{generations, standard_curves};

    /// The worked example's table; each cell is its formula by hand.
    #[test]
    fn curves_at_six_ages() {
        let rows = [
            (12.0, [0.8, 0.4, 0.8, 0.7, 0.6, 0.63, 0.85]),
            (18.0, [0.7, 0.1, 0.7155, 0.5857, 0.4648, 0.5, 0.5486]),
            (24.0, [0.6, 0.1, 0.64, 0.49, 0.36, 0.3969, 0.5057]),
            (36.0, [0.4, 0.1, 0.512, 0.343, 0.216, 0.25, 0.3009]),
            (60.0, [0.0, 0.1, 0.3277, 0.1681, 0.0778, 0.0992, 0.2174]),
            (120.0, [0.0, 0.1, 0.1074, 0.0282, 0.0060, 0.0098, 0.0965]),
        ];
        for (age, expected) in rows {
            for (standard, expected) in standard_curves().iter().zip(expected) {
                let found = standard.curve.factor(age).unwrap();
                assert!(
                    (found - expected).abs() < 1e-4,
                    "{} at {age}: {found}",
                    standard.name
                );
            }
        }
    }

    #[test]
    fn every_curve_begins_at_cost_and_never_rises() {
        for standard in standard_curves() {
            assert_eq!(standard.curve.factor(0.0).unwrap(), 1.0);
            let factors: Vec<f64> = (0..=240)
                .map(|age| standard.curve.factor(f64::from(age)).unwrap())
                .collect();
            assert!(
                factors.windows(2).all(|pair| pair[1] <= pair[0]),
                "{}",
                standard.name
            );
        }
    }

    #[test]
    fn the_least_of_curves_is_the_lower_one() {
        let lines = ValueCurve::LeastOf(vec![
            ValueCurve::HalfLife { months: 18.0 },
            ValueCurve::Exponential { decline: 0.3 },
        ]);
        assert!((lines.factor(12.0).unwrap() - 0.62996).abs() < 1e-5);
        assert_eq!(
            ValueCurve::LeastOf(Vec::new()).faults(),
            [Fault::Empty("curve to take the least of")]
        );
    }

    /// At -30 % a year income is worth 17,336 of 40,000 when new, less than any market curve says.
    #[test]
    fn income_can_be_worth_less_than_the_market_says() {
        let income = IncomeCurve {
            path: RentPath::steady(-0.3),
            ..IncomeCurve::assumed()
        };
        let lent_against = ValueCurve::LeastOf(vec![generations(), ValueCurve::Income(income)]);
        assert!((lent_against.factor(0.0).unwrap() - 17_336.0 / 40_000.0).abs() < 1e-5);
        assert_eq!(lent_against.factor(60.0).unwrap(), 0.0);
    }

    #[test]
    fn impossible_curves_are_faults() {
        let line = ValueCurve::StraightLine {
            life_months: 0.0,
            salvage: 1.5,
        };
        assert_eq!(line.faults().len(), 2);
        assert_eq!(ValueCurve::Exponential { decline: 1.0 }.faults().len(), 1);
        assert_eq!(ValueCurve::HalfLife { months: f64::NAN }.faults().len(), 1);
        assert!(generations().faults().is_empty());
    }
}
