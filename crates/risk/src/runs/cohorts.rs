//! Loans that nothing tells apart in a run, as one; and hazards that are many, shared between few.

use std::collections::HashMap;

use tranchet_engine::plan::{LoanPlan, PoolPlan};

use crate::loss_given_default::LossGivenDefault;
use crate::lower::{Kind, same_grids};
use crate::pool::Exposure;

/// Hazards between which many are shared.
const HAZARDS: usize = 128;
/// Above so many classes hazards are shared.
const CLASSES_MAX: usize = 256;

/// What makes loans default alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Class {
    /// Hazard on the loan's clock.
    pub hazard: f64,
    pub correlation: f64,
    pub direction: usize,
    pub clock: usize,
}

impl Class {
    fn of(loan: &Exposure, hazard: f64) -> Class {
        Class {
            hazard,
            correlation: loan.correlation,
            direction: loan.direction,
            clock: loan.clock,
        }
    }

    fn key(&self) -> (u64, u64, usize, usize) {
        (
            self.hazard.to_bits(),
            self.correlation.to_bits(),
            self.direction,
            self.clock,
        )
    }
}

/// Classes, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    pub list: Vec<Class>,
    places: HashMap<(u64, u64, usize, usize), usize>,
}

impl Classes {
    /// The place of a loan's class.
    pub fn place(&mut self, loan: &Exposure, hazard: f64) -> usize {
        let class = Class::of(loan, hazard);
        *self.places.entry(class.key()).or_insert_with(|| {
            self.list.push(class);
            self.list.len() - 1
        })
    }
}

/// Loss rates, those that move with the factor apart from those that do not.
#[derive(Clone, Debug)]
pub(super) struct Severities {
    /// The factors of the plan; those that move are set for each value of the factors.
    pub factors: Vec<f64>,
    /// Place in `factors`, what moves there, and its direction.
    pub moving: Vec<(usize, LossGivenDefault, usize)>,
    places: HashMap<(u64, u64, usize), usize>,
}

impl Severities {
    pub fn new(factors: Vec<f64>) -> Severities {
        Severities {
            factors,
            moving: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// The severity of a loan, whose final loss may move.
    pub fn of(&mut self, loan: &Exposure, severity: Option<(usize, usize)>) -> Option<(usize, usize)> {
        let (initial, final_) = severity?;
        if loan.lgd.sensitivity == 0.0 {
            return Some((initial, final_));
        }
        let key = (
            loan.lgd.mean.to_bits(),
            loan.lgd.sensitivity.to_bits(),
            loan.direction,
        );
        let place = *self.places.entry(key).or_insert_with(|| {
            self.factors.push(loan.lgd.mean);
            self.moving
                .push((self.factors.len() - 1, loan.lgd, loan.direction));
            self.factors.len() - 1
        });
        // A loss that is booked at once at the final rate moves with it.
        Some(if initial == final_ {
            (place, place)
        } else {
            (initial, place)
        })
    }
}

/// What loans of a cohort share: grid, kind, severities at first and in the end, class of risk.
type Alike = (usize, Kind, Option<(usize, usize)>, usize);

/// The loans of a plan as few as can be; `exposures` are the same loans.
pub(super) fn cohorts(
    plan: &PoolPlan<f64>,
    exposures: &[Exposure],
    classes: &mut Classes,
    severities: &mut Severities,
) -> Vec<LoanPlan<f64>> {
    let grids = same_grids(plan);
    let shares = Shares::of(exposures);
    let mut places: HashMap<Alike, usize> = HashMap::new();
    let mut found: Vec<LoanPlan<f64>> = Vec::new();
    for (number, (loan, exposure)) in plan.loans.iter().zip(exposures).enumerate() {
        let severity = severities.of(exposure, loan.severity);
        for (hazard, share) in shares.of_hazard(exposure.hazard()) {
            let class = classes.place(exposure, hazard);
            let key = (grids[loan.grid], Kind::of(loan, number), severity, class);
            let place = *places.entry(key).or_insert_with(|| {
                found.push(LoanPlan {
                    balance: 0.0,
                    class,
                    severity,
                    ..loan.clone()
                });
                found.len() - 1
            });
            found[place].balance += share * loan.balance;
        }
    }
    found
}

/// How hazards are shared.
struct Shares {
    /// Lowest hazard, and the ratio of each to the one before; none where hazards are few.
    scale: Option<(f64, f64)>,
}

impl Shares {
    fn of(exposures: &[Exposure]) -> Shares {
        let risky = || exposures.iter().filter(|loan| loan.is_risky() && loan.pd < 1.0);
        let mut distinct: Vec<u64> = risky().map(|loan| loan.pd.to_bits()).collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() <= CLASSES_MAX {
            return Shares { scale: None };
        }
        let hazards = || risky().map(Exposure::hazard);
        let low = hazards().fold(f64::INFINITY, f64::min);
        let high = hazards().fold(0.0, f64::max);
        let step = libm::log(high / low) / (HAZARDS - 1) as f64;
        Shares {
            scale: Some((low, libm::exp(step))),
        }
    }

    /// Hazards with what each counts; the mean hazard is kept.
    fn of_hazard(&self, hazard: f64) -> Vec<(f64, f64)> {
        let Some((low, ratio)) = self.scale.filter(|_| hazard > 0.0 && hazard.is_finite()) else {
            return vec![(hazard, 1.0)];
        };
        let at = libm::floor(libm::log(hazard / low) / libm::log(ratio)).clamp(0.0, (HAZARDS - 2) as f64);
        let below = low * libm::pow(ratio, at);
        let above = below * ratio;
        let share = ((hazard - below) / (above - below)).clamp(0.0, 1.0);
        vec![(below, 1.0 - share), (above, share)]
    }
}
