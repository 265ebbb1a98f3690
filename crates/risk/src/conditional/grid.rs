//! The factor's grids: a coarse one for what is dear and smooth, a fine one for what is cheap and has kinks.
//!
//! Both are evenly spaced from -8 to 8. On the coarse one the trapezoid rule is exact to double precision for what is
//! smooth. Between its points cumulants follow the polynomial through the six nearest.

use core::f64::consts::PI;

use super::cumulants::Cumulants;

const LIMIT: f64 = 8.0;
const COARSE: usize = 80;
/// Steps of the fine grid in one of the coarse.
const FINER: usize = 8;
const POINTS: usize = 6;

/// Values of the factor on the coarse grid.
pub fn coarse() -> impl Iterator<Item = f64> {
    (0..=COARSE).map(|step| value(step, COARSE))
}

fn value(step: usize, steps: usize) -> f64 {
    LIMIT * (2.0 * step as f64 / steps as f64 - 1.0)
}

/// Values of the coarse grid with their weights.
pub fn coarse_weighted() -> (Vec<f64>, Vec<f64>) {
    (coarse().collect(), density(COARSE))
}

/// Weights of the fine grid.
pub fn weights() -> Vec<f64> {
    density(COARSE * FINER)
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

/// The node of the fine grid below a factor of its range, and the way from there to the next, from 0 to 1.
pub(crate) fn place(factor: f64) -> (usize, f64) {
    let steps = COARSE * FINER;
    let place = (factor + LIMIT) / (2.0 * LIMIT) * steps as f64;
    let node = (place as usize).min(steps - 1);
    (node, place - node as f64)
}

/// Cumulants of one date, carried from the coarse grid to the fine one.
pub fn refine(coarse: &[Vec<Cumulants>], date: usize) -> Vec<Cumulants> {
    let between = (0..FINER).map(coefficients).collect::<Vec<_>>();
    (0..=COARSE * FINER)
        .map(|step| {
            let (whole, part) = (step / FINER, step % FINER);
            let nearest = whole.saturating_sub(POINTS / 2 - 1);
            let first = nearest.min(COARSE + 1 - POINTS);
            if part == 0 {
                return coarse[whole][date];
            }
            if first == nearest && whole >= POINTS / 2 - 1 {
                return combine(&coarse[first..first + POINTS], date, &between[part]);
            }
            let at = (whole - first) as f64 + part as f64 / FINER as f64;
            combine(&coarse[first..first + POINTS], date, &lagrange(at))
        })
        .collect()
}

/// Coefficients between the third and the fourth of six points.
fn coefficients(part: usize) -> [f64; POINTS] {
    lagrange((POINTS / 2 - 1) as f64 + part as f64 / FINER as f64)
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

fn combine(values: &[Vec<Cumulants>], date: usize, coefficients: &[f64; POINTS]) -> Cumulants {
    let mut sum = Cumulants::default();
    for (values, coefficient) in values.iter().zip(coefficients) {
        sum.add(&values[date], *coefficient);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_polynomial_of_the_fifth_degree_is_carried_exactly() {
        let of = |z: f64| ((0.3 * z - 1.0) * z * z + 2.0) * z * z - z;
        let coarse: Vec<Vec<Cumulants>> = coarse()
            .map(|z| {
                let mean = of(z);
                vec![Cumulants {
                    mean,
                    ..Cumulants::default()
                }]
            })
            .collect();
        for (step, found) in refine(&coarse, 0).iter().enumerate() {
            let z = value(step, COARSE * FINER);
            assert!((found.mean - of(z)).abs() < 1e-9 * (1.0 + of(z).abs()), "{z}");
        }
    }

    #[test]
    fn the_weights_have_the_moments_of_the_normal_distribution() {
        let moment = |power: i32| -> f64 {
            weights()
                .iter()
                .enumerate()
                .map(|(step, weight)| weight * libm::pow(value(step, COARSE * FINER), f64::from(power)))
                .sum()
        };
        for (power, expected) in [(0, 1.0), (1, 0.0), (2, 1.0), (4, 3.0), (6, 15.0)] {
            assert!((moment(power) - expected).abs() < 1e-9, "{power}");
        }
    }
}
