//! A distribution being laid out on the lattice, loan by loan.

use super::loans::{Conditional, on_lattice};
use crate::conditional::cumulants::Cumulants;

/// Probabilities of losses so far.
pub(super) struct Laid {
    probabilities: Vec<f64>,
    next: Vec<f64>,
    /// The last point that has any.
    reached: usize,
}

impl Laid {
    pub fn new(points: usize) -> Laid {
        Laid {
            probabilities: vec![0.0; points],
            next: vec![0.0; points],
            reached: 0,
        }
    }

    /// No loss, for certain.
    pub fn start(&mut self) {
        self.probabilities.fill(0.0);
        self.probabilities[0] = 1.0;
        self.reached = 0;
    }

    /// Of each loss, by points.
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Adds a loan: `f'(x) = (1 - p) f(x) + Σ p_j f(x - j)`.
    pub fn join(&mut self, loan: &Conditional, unit: f64) {
        let places = loan.places(unit);
        let furthest = places
            .iter()
            .filter(|(_, probability)| *probability > 0.0)
            .map(|(steps, _)| *steps)
            .max()
            .unwrap_or_default();
        let last = self.probabilities.len() - 1;
        let stays = 1.0 - loan.probability;
        for (next, now) in self.next[..=self.reached].iter_mut().zip(&self.probabilities) {
            *next = stays * now;
        }
        let reached = (self.reached + furthest).min(last);
        self.next[self.reached + 1..=reached].fill(0.0);
        for (steps, probability) in places.into_iter().filter(|(_, probability)| *probability > 0.0) {
            let room = (last - steps).min(self.reached);
            let from = &self.probabilities[..=room];
            for (next, now) in self.next[steps..].iter_mut().zip(from) {
                *next += probability * now;
            }
        }
        core::mem::swap(&mut self.probabilities, &mut self.next);
        self.reached = reached;
    }

    /// Adds the many small loans.
    pub fn join_rest(&mut self, rest: &Cumulants, unit: f64) {
        if rest.mean <= 0.0 {
            return;
        }
        let last = self.probabilities.len() - 1;
        let (first, probabilities) = on_lattice(unit, rest, last);
        self.next.fill(0.0);
        for (point, probability) in self.probabilities[..=self.reached].iter().enumerate() {
            for (step, rest) in probabilities.iter().enumerate() {
                self.next[(point + first + step).min(last)] += probability * rest;
            }
        }
        core::mem::swap(&mut self.probabilities, &mut self.next);
        self.reached = last;
    }
}
