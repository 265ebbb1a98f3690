//! Control variates: what is known of a loss given the factor, taken off the loss of a path.
//!
//! For a figure `X` of the loss `L` by a date, with `U` the place of the path in its stratum,
//!
//! ```text
//! Y = X - c_j (L - E[L|z]) - s_j (U - ½)
//! ```
//!
//! has the mean of `X` whatever the numbers `c_j` and `s_j` of a stratum are. `E[L|z]` comes from the conditional
//! method, to about 1e-6 of itself. `c_j` is how `X` moves with `L` in the stratum and `s_j` how `E[X|z]` moves across it, both by
//! the conditional method:
//!
//! | figure | `X` | `c_j` |
//! |---|---|---|
//! | loss | `L` | 1 |
//! | square | `L²` | `2 E[L]` |
//! | excess | `(L - K)⁺` | `P(L > K)` |
//! | passing | `L > K` | density of `L` at `K` |

use core::f64::consts::PI;

use super::along::Along;
use super::factor::{FURTHEST, Stratum, expected};
use super::figures::Points;
use crate::conditional::cumulants::Cumulants;
use crate::conditional::excess::probability_above;

/// The control of a figure in a stratum.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Control {
    /// `c_j`.
    pub coefficient: f64,
    /// `s_j`.
    pub slope: f64,
}

/// What the conditional method knows.
#[derive(Clone, Debug)]
pub struct Controls {
    /// By stratum, of every figure.
    strata: Vec<Vec<Control>>,
    /// `E[L|z]` on the fine grid of the factor, by node and date.
    means: Vec<Vec<f64>>,
}

impl Controls {
    /// Controls for tranches, figures in the order of [`figures`](super::figures).
    pub fn new(losses: &Along, strata: &[Stratum], tranches: &[Points]) -> Controls {
        let dates = losses.dates.len();
        let nodes = losses.weights.len();
        let of_stratum = |stratum: &Stratum| {
            let at = |place: f64| losses.at(stratum.tabled_factor(place));
            let across = (at(0.0), at(0.5), at(1.0));
            let of_date = |date: usize| Across {
                lower: across.0[date],
                middle: across.1[date],
                upper: across.2[date],
            };
            (0..dates)
                .flat_map(|date| of_date(date).controls(tranches))
                .collect::<Vec<Control>>()
        };
        let mean = |node: usize| (0..dates).map(|date| losses.dates[date][node].mean).collect();
        // Without the loss given all factors only the way across a stratum is known.
        let of_path = |control: Control| {
            if losses.is_all {
                control
            } else {
                Control {
                    coefficient: 0.0,
                    ..control
                }
            }
        };
        let strata = strata
            .iter()
            .map(|stratum| of_stratum(stratum).into_iter().map(of_path).collect());
        Controls {
            strata: strata.collect(),
            means: (0..nodes).map(mean).collect(),
        }
    }

    /// The controls of a stratum's figures.
    pub fn of(&self, stratum: usize) -> &[Control] {
        &self.strata[stratum]
    }

    /// `E[L|z]` by each date, by the cubic through the four nearest nodes.
    pub fn expected_losses(&self, factor: f64, into: &mut Vec<f64>) {
        let steps = (self.means.len() - 1) as f64;
        let place = (factor.clamp(-FURTHEST, FURTHEST) + FURTHEST) / (2.0 * FURTHEST) * steps;
        let first = (place as usize).saturating_sub(1).min(self.means.len() - 4);
        let [a, b, c, d] = cubic(place - first as f64);
        let rows = &self.means[first..first + 4];
        into.clear();
        let dates = rows[0].iter().zip(&rows[1]).zip(rows[2].iter().zip(&rows[3]));
        into.extend(dates.map(|((p, q), (r, s))| a * p + b * q + c * r + d * s));
    }
}

/// The loss by a date at both ends and in the middle of a stratum.
struct Across {
    lower: Cumulants,
    middle: Cumulants,
    upper: Cumulants,
}

impl Across {
    fn controls(&self, tranches: &[Points]) -> Vec<Control> {
        let square = |loss: &Cumulants| loss.mean * loss.mean + loss.variance;
        let mut controls = vec![
            self.control(1.0, |loss| loss.mean),
            self.control(2.0 * self.middle.mean, square),
        ];
        for tranche in tranches {
            let (attached, detached) = (self.excess(tranche.attachment), self.excess(tranche.detachment));
            controls.extend([
                attached.less(detached),
                self.passing(tranche.attachment),
                self.passing(tranche.detachment),
            ]);
        }
        controls
    }

    fn control(&self, coefficient: f64, figure: impl Fn(&Cumulants) -> f64) -> Control {
        Control {
            coefficient,
            slope: figure(&self.upper) - figure(&self.lower),
        }
    }

    fn excess(&self, point: f64) -> Control {
        self.control(probability_above(&self.middle, point), |loss| {
            expected(loss, point)
        })
    }

    fn passing(&self, point: f64) -> Control {
        self.control(density(&self.middle, point), |loss| {
            probability_above(loss, point)
        })
    }
}

impl Control {
    fn less(self, other: Control) -> Control {
        Control {
            coefficient: self.coefficient - other.coefficient,
            slope: self.slope - other.slope,
        }
    }
}

/// The density of a normal loss at a point.
fn density(loss: &Cumulants, point: f64) -> f64 {
    let deviation = libm::sqrt(loss.variance.max(0.0));
    if deviation == 0.0 {
        return 0.0;
    }
    let k = (point - loss.mean) / deviation;
    libm::exp(-0.5 * k * k) / (libm::sqrt(2.0 * PI) * deviation)
}

/// What the values at 0, 1, 2, 3 count in the value at `x` of the cubic through them.
fn cubic(x: f64) -> [f64; 4] {
    let (a, b, c, d) = (x, x - 1.0, x - 2.0, x - 3.0);
    [
        -b * c * d / 6.0,
        a * c * d / 2.0,
        -a * b * d / 2.0,
        a * b * c / 6.0,
    ]
}
