//! The loss of a pool along the main axis of its factors, by the conditional method: what strata and controls rest on.
//!
//! With one factor it is the loss given the factor. With several, or the shock of the Student-t copula, it has mean and
//! variance over all but the axis; it then serves to choose strata, and not as a control of a path's loss.

use super::factor::FURTHEST;
use crate::conditional::Conditional;
use crate::conditional::cumulants::Cumulants;
use crate::pool::Pool;

/// The loss by each date on an even grid of the axis.
#[derive(Clone, Debug)]
pub struct Along {
    /// By date and node.
    pub dates: Vec<Vec<Cumulants>>,
    /// Weights of the nodes.
    pub weights: Vec<f64>,
    /// Whether there is nothing beside the axis.
    pub is_all: bool,
}

impl Along {
    /// The loss of a pool.
    pub fn of(pool: &Pool) -> Along {
        let losses = Conditional::of(pool);
        Along {
            dates: (0..pool.times.len())
                .map(|date| losses.along_axis(date))
                .collect(),
            weights: losses.axis_weights().to_vec(),
            is_all: losses.is_single(),
        }
    }

    /// The loss by each date at a value of the axis, along the line between the nearest nodes.
    pub fn at(&self, value: f64) -> Vec<Cumulants> {
        let steps = self.weights.len() - 1;
        let place = (value.clamp(-FURTHEST, FURTHEST) + FURTHEST) / (2.0 * FURTHEST) * steps as f64;
        let node = (place as usize).min(steps - 1);
        let part = place - node as f64;
        let along = |given: &Vec<Cumulants>| {
            let mut loss = Cumulants::default();
            loss.add(&given[node], 1.0 - part);
            loss.add(&given[node + 1], part);
            loss
        };
        self.dates.iter().map(along).collect()
    }
}
