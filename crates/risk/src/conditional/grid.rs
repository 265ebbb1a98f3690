//! The factor's grids: a coarse one for what is dear and smooth, a fine one for what is cheap and has kinks.
//!
//! Both are evenly spaced from -8 to 8. On the coarse one the trapezoid rule is exact to double precision for what is
//! smooth. Between its points cumulants follow the polynomial through the six nearest. The probability of default given the
//! factor changes from one to nought over a width of `√((1-ρ)/ρ)`; the step of the coarse grid is at most a quarter of it.

use core::f64::consts::PI;

use super::cumulants::Cumulants;

/// How far the grids reach.
pub(crate) const LIMIT: f64 = 8.0;
/// The fewest steps of the coarse grid.
const COARSE: usize = 80;
const POINTS: usize = 6;
/// Steps in the width over which the probability of default changes.
const STEPS_IN_WIDTH: f64 = 4.0;

/// Grids of the factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Steps of the coarse grid.
    steps: usize,
}

impl Grid {
    /// Grids that suit correlations up to this one.
    pub fn suiting(correlation: f64) -> Grid {
        let width = libm::sqrt((1.0 - correlation) / correlation);
        let wanted = libm::ceil(2.0 * LIMIT * STEPS_IN_WIDTH / width);
        Grid {
            steps: (wanted as usize).max(COARSE),
        }
    }

    /// The same with so many steps for one.
    pub fn finer(self, times: usize) -> Grid {
        Grid {
            steps: self.steps * times,
        }
    }

    /// Values of the factor on the coarse grid.
    pub fn coarse(self) -> impl Iterator<Item = f64> {
        (0..=self.steps).map(move |step| value(step, self.steps))
    }

    /// Weights of the coarse grid; they add up to one.
    pub fn coarse_weights(self) -> Vec<f64> {
        density(self.steps)
    }

    /// The first of the six points nearest to a value, and what each counts there; beyond its ends the grid goes on as it ends.
    pub fn neighbours(self, value: f64) -> (usize, [f64; POINTS]) {
        let at = (value.clamp(-LIMIT, LIMIT) / LIMIT + 1.0) * 0.5 * self.steps as f64;
        let first = (at as usize)
            .saturating_sub(POINTS / 2 - 1)
            .min(self.steps + 1 - POINTS);
        (first, lagrange(at - first as f64))
    }

    /// A grid with so many steps in one of this.
    pub fn refined(self, finer: usize) -> Refined {
        Refined {
            coarse: self.steps,
            between: (0..finer).map(|part| coefficients(part, finer)).collect(),
            weights: density(self.steps * finer),
        }
    }
}

/// A fine grid, to which cumulants on a coarse one are carried.
#[derive(Clone, Debug, PartialEq)]
pub struct Refined {
    /// Steps of the coarse grid.
    coarse: usize,
    /// What six coarse points count in each fine one between the third and the fourth of them.
    between: Vec<[f64; POINTS]>,
    /// Weights of the fine grid; they add up to one.
    weights: Vec<f64>,
}

impl Refined {
    /// The mean over the factor of a function of the cumulants, which are given on the coarse grid.
    pub fn integrate(&self, coarse: &[Cumulants], of: &impl Fn(&Cumulants) -> f64) -> f64 {
        let found = self.weights.iter().enumerate();
        found
            .map(|(step, weight)| weight * of(&self.at(coarse, step)))
            .sum()
    }

    /// Weights of the fine grid; they add up to one.
    pub(crate) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Cumulants at a point of the fine grid.
    pub(crate) fn at(&self, coarse: &[Cumulants], step: usize) -> Cumulants {
        let finer = self.between.len();
        let (whole, part) = (step / finer, step % finer);
        if part == 0 {
            return coarse[whole];
        }
        let nearest = whole.saturating_sub(POINTS / 2 - 1);
        let first = nearest.min(self.coarse + 1 - POINTS);
        if first == nearest && whole >= POINTS / 2 - 1 {
            return combine(&coarse[first..first + POINTS], &self.between[part]);
        }
        let at = (whole - first) as f64 + part as f64 / finer as f64;
        combine(&coarse[first..first + POINTS], &lagrange(at))
    }
}

fn value(step: usize, steps: usize) -> f64 {
    LIMIT * (2.0 * step as f64 / steps as f64 - 1.0)
}

/// The normal density on a grid, scaled to add up to one.
fn density(steps: usize) -> Vec<f64> {
    let density: Vec<f64> = (0..=steps)
        .map(|step| {
            let z = value(step, steps);
            libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * PI)
        })
        .collect();
    let sum: f64 = density.iter().sum();
    density.iter().map(|density| density / sum).collect()
}

/// Coefficients between the third and the fourth of six points.
fn coefficients(part: usize, finer: usize) -> [f64; POINTS] {
    lagrange((POINTS / 2 - 1) as f64 + part as f64 / finer as f64)
}

/// What the values at 0, 1, … 5 count in the value at `x` of the polynomial through them.
fn lagrange(x: f64) -> [f64; POINTS] {
    core::array::from_fn(|own| {
        (0..POINTS)
            .filter(|other| *other != own)
            .map(|other| (x - other as f64) / (own as f64 - other as f64))
            .product()
    })
}

fn combine(values: &[Cumulants], coefficients: &[f64; POINTS]) -> Cumulants {
    let mut sum = Cumulants::default();
    for (values, coefficient) in values.iter().zip(coefficients) {
        sum.add(values, *coefficient);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(grid: Grid, of: impl Fn(f64) -> f64) -> Vec<Cumulants> {
        let mean = |z| Cumulants {
            mean: of(z),
            ..Cumulants::default()
        };
        grid.coarse().map(mean).collect()
    }

    #[test]
    fn a_polynomial_of_the_fifth_degree_is_carried_exactly() {
        let grid = Grid::suiting(0.2);
        let of = |z: f64| ((0.3 * z - 1.0) * z * z + 2.0) * z * z - z;
        let (coarse, fine) = (means(grid, of), grid.refined(8));
        for (step, z) in grid.finer(8).coarse().enumerate() {
            let found = fine.at(&coarse, step).mean;
            assert!((found - of(z)).abs() < 1e-9 * (1.0 + of(z).abs()), "{z}");
        }
    }

    #[test]
    fn the_weights_have_the_moments_of_the_normal_distribution() {
        let grid = Grid::suiting(0.2);
        let (coarse, fine) = (means(grid, |z| z), grid.refined(8));
        for (power, expected) in [(0, 1.0), (1, 0.0), (2, 1.0), (4, 3.0), (6, 15.0)] {
            let moment = fine.integrate(&coarse, &|at| libm::pow(at.mean, f64::from(power)));
            assert!((moment - expected).abs() < 1e-9, "{power}");
        }
    }

    #[test]
    fn high_correlations_take_more_steps() {
        assert_eq!(Grid::suiting(0.0), Grid { steps: 80 });
        assert_eq!(Grid::suiting(0.5), Grid { steps: 80 });
        assert_eq!(Grid::suiting(0.99), Grid { steps: 637 });
    }
}
